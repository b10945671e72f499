"""The file of an import that failed for no fault of its own: kept in the memory of its visit alone, for a retry, and gone after a while."""

import logging
from datetime import datetime, timedelta
from secrets import token_hex
from threading import Timer

from geodata.clock import now

_LOG = logging.getLogger(__name__)


class FileGoneError(Exception):
    """A kept file was asked for after its time."""


class KeptFile:
    """The bytes of one uploaded file while they are read and, where that fails, for some minutes more; no disk ever has them."""

    def __init__(self, data: bytes, name: str, minutes: int) -> None:
        """Hold the bytes; `minutes` is how long after a failure."""
        self.name, self.size, self._minutes = name, len(data), minutes
        self.until: datetime | None = None
        self._data: bytes | None = data
        self._timer: Timer | None = None

    @property
    def is_there(self) -> bool:
        """Whether the bytes are still held."""
        return self._data is not None

    def data(self) -> bytes:
        """Return the bytes; FileGoneError once they are released."""
        if self._data is None:
            raise FileGoneError
        return self._data

    def keep_for_retry(self) -> None:
        """Start the time after which the bytes are released, whether or not somebody looks at the screen; the first failure counts."""
        if self._minutes == 0:
            self.release()
        elif self.until is None:
            self.until = now() + timedelta(minutes=self._minutes)
            self._timer = Timer(self._minutes * 60, self.release)
            self._timer.daemon = True
            self._timer.start()

    def release(self) -> None:
        """Release the bytes: the time is over, the file was read, or it was closed."""
        self._data = None
        if self._timer is not None:
            self._timer.cancel()


def code_in_log(error: Exception) -> str:
    """Write the trace of an error that nobody foresaw into the log under a new code, and return the code for the screen."""
    code = token_hex(3).upper()
    _LOG.error("import: unforeseen error %s", code, exc_info=error)
    return code

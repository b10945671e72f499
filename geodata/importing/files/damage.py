"""What the libraries that read files end in where a file is damaged, said once and taken around their calls only.

Whatever else ends a reading is a fault of this app: it is told as one that nobody foresaw, and its trace stands in the log.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers import expat

from geodata.broken_zip import BROKEN_ZIP
from geodata.importing.limits import FileRefusedError, RefusalCode

XML_ERRORS = (expat.ExpatError,)
OLD_EXCEL_ERRORS = (OSError, IndexError, AttributeError, TypeError, ValueError)
"""olefile's words for the damage of a compound file."""
WORKBOOK_ERRORS = (OSError, ValueError, OverflowError)
"""What calamine ends in beside its own errors."""
DATABASE_ERRORS = (sqlite3.Error,)
JSON_ERRORS = (ValueError, RecursionError)


@contextmanager
def damage(errors: tuple[type[Exception], ...]) -> Iterator[None]:
    """Take the errors of a library's call for damage of the file: FileRefusedError, truncated."""
    try:
        yield
    except errors as error:
        raise FileRefusedError(RefusalCode.TRUNCATED) from error


@contextmanager
def damage_of_zip() -> Iterator[None]:
    """Take what zipfile says of a zip or a member for damage, or for a password."""
    try:
        with damage(BROKEN_ZIP):
            yield
    except RuntimeError as error:
        if type(error) is RuntimeError:  # zipfile's word for a member with a password
            raise FileRefusedError(RefusalCode.ENCRYPTED) from error
        raise

"""Give memory back to the system once a large record has been read, so that an office's small computer has it for others."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pyarrow as pa

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGE_BYTES = 128 * 1024


@contextmanager
def tidy_memory() -> Iterator[None]:
    """Read a record inside this block: what is large is given back at once, and at the end all that is no longer needed.

    Arrow's own allocator would keep some 15 MB of what it once needed; from here on it asks the system.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    with suppress(OSError, AttributeError):  # only the C library of Linux can be asked
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
        library.mallopt(M_TRIM_THRESHOLD, LARGE_BYTES)
    yield
    settle_memory()


def settle_memory() -> None:
    """Collect what is no longer needed, return it to the system, and exempt what remains from later collections.

    Streamlit collects after every rerun and walks all objects there are; what never changes need not be walked each time.
    What was exempt before and is no longer needed, such as the record of an earlier revision, is collected as well.
    """
    gc.unfreeze()
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    gc.freeze()

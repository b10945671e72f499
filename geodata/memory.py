"""Give memory back to the system once a large record has been read, so that an office's small computer has it for others."""

import ctypes
import gc
from contextlib import suppress

import pyarrow as pa


def settle_memory() -> None:
    """Collect what is no longer needed, return it to the system, and exempt what remains from later collections.

    Streamlit collects after every rerun and walks all objects there are; what never changes need not be walked each time.
    """
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # only the C library of Linux knows how
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    gc.freeze()

"""What Python's zipfile ends in when a zip is no zip or a broken one, said once for all that read zips."""

import zipfile
import zlib

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
"""NotImplementedError is its word for a compression that it does not know; a password is RuntimeError, which each reader
takes in its own way."""

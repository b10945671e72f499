"""Look through the records of an old Excel file before it is read: its password, its code page, what is hidden, what its cells lack."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import olefile

from geodata.importing.files.damage import OLD_EXCEL_ERRORS, damage
from geodata.importing.files.sheet_xml import SheetExtent
from geodata.importing.files.xls_strings import CONTINUED, FONT, STRINGS, raised_fonts, raised_strings
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode

_BEGIN, _END, _PASSWORD, _CODE_PAGE, _SHEET = 0x0809, 0x000A, 0x002F, 0x0042, 0x0085
_ROW, _COLUMNS, _ERROR, _FORMULA, _TEXT = 0x0208, 0x007D, 0x0205, 0x0006, 0x00FD
_BIFF8 = 0x0600
_UNICODE = struct.pack("<H", 1200)
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_ROW_HIDDEN, _COLUMN_HIDDEN, _TO_BE_MADE = 0x20, 0x01, 0x02
_FAILED, _BLANK = 2, 3
"""Kinds of results that are no number."""
_UNMADE = "=…"
XlsRecord = tuple[int, int, bytes]


def checked_xls(source: Path, target: Path, limits: ImportLimits) -> list[SheetExtent]:
    """Write the file to `target` as the reader needs it, and return what each sheet hides and which of its cells hold no value.

    Excel 97 and later keeps texts in Unicode whatever code page some programs note beside them; it is set right. Raises
    FileRefusedError for a password and for a file that is no workbook.
    """
    target.write_bytes(source.read_bytes())
    with damage(OLD_EXCEL_ERRORS):
        opened = olefile.OleFileIO(str(target), write_mode=True)
    with opened:
        with damage(OLD_EXCEL_ERRORS):
            name = next((name for name in ("Workbook", "Book") if opened.exists(name)), None)
            stream = opened.openstream(name).read() if name else b""
        if name is None:
            raise FileRefusedError(RefusalCode.TRUNCATED)
        fixed = _with_unicode(stream)
        if fixed != stream and opened.get_size(name) >= opened.minisectorcutoff:
            with damage(OLD_EXCEL_ERRORS):
                opened.write_stream(name, fixed)
    starts = [
        struct.unpack_from("<I", data)[0] for kind, _, data in _records(stream, 0) if kind == _SHEET and len(data) >= 4
    ]
    if len(starts) > limits.sheets:
        raise FileRefusedError(RefusalCode.TOO_MANY_SHEETS, {"limit": limits.sheets})
    raised = _raised(stream)
    extents = [_extent(stream, start) for start in starts]
    for extent, start in zip(extents, starts, strict=True) if raised else ():
        extent.texts.update(_raised_cells(stream, start, raised))
    return extents


def _raised_cells(stream: bytes, start: int, raised: Mapping[int, str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells of a sheet whose string has raised letters, each with its text."""
    for kind, _, data in _records(stream, start):
        if kind == _TEXT and len(data) >= 10 and (text := raised.get(struct.unpack_from("<I", data, 6)[0])):
            row, column = struct.unpack_from("<HH", data)
            yield (row, column), text


def _raised(stream: bytes) -> Mapping[int, str]:
    """Return the strings with raised letters ("300¹"), by their number in the table of strings."""
    fonts, pieces, is_strings = list[bytes](), list[bytes](), False
    for kind, _, data in _records(stream, 0):
        is_strings = kind == STRINGS or (is_strings and kind == CONTINUED)
        if kind == FONT:
            fonts.append(data)
        elif is_strings:
            pieces.append(data)
    return raised_strings(pieces, raised_fonts(fonts))


def _records(stream: bytes, at: int) -> Iterator[XlsRecord]:
    """Yield (kind, where its data begins, data) of the records from a begin to its end, those of charts inside left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, at, stream[at : at + length]
        at += length


def _with_unicode(stream: bytes) -> bytes:
    """Return the stream with the code page of Unicode where its version keeps texts in it; FileRefusedError for a password."""
    is_unicode = len(stream) > 6 and struct.unpack_from("<H", stream, 4)[0] == _BIFF8
    for kind, at, data in _records(stream, 0):
        if kind == _PASSWORD:
            raise FileRefusedError(RefusalCode.ENCRYPTED)
        if kind == _CODE_PAGE and is_unicode and data != _UNICODE:
            return stream[:at] + _UNICODE + stream[at + 2 :]
        if kind == _SHEET:
            break
    return stream


def _extent(stream: bytes, start: int) -> SheetExtent:
    extent, blank, n_formulas = SheetExtent(), set[tuple[int, int]](), 0
    for kind, _, data in _records(stream, start):
        if kind == _ROW and len(data) >= 14 and data[12] & _ROW_HIDDEN:
            extent.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and len(data) >= 10 and data[8] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", data)
            extent.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _ERROR and len(data) >= 8 and data[7]:
            extent.texts[struct.unpack_from("<HH", data)] = _ERRORS.get(data[6], _ERRORS[0x0F])
        elif kind == _FORMULA and len(data) >= 16:
            n_formulas += 1
            if text := _unmade(data):
                extent.texts[struct.unpack_from("<HH", data)] = text
            elif data[12:14] == b"\xff\xff" and data[6] == _BLANK:
                blank.add(struct.unpack_from("<HH", data))
    if (
        len(blank) == n_formulas
    ):  # a program that writes formulas without computing them; a computed sheet has some results
        extent.texts.update(dict.fromkeys(blank, _UNMADE))
    return extent


def _unmade(formula: bytes) -> str:
    """Return the error that a formula shows, "=…" where its result is still to be made, "" where it has one."""
    if formula[12:14] == b"\xff\xff":
        return _ERRORS.get(formula[8], _ERRORS[0x0F]) if formula[6] == _FAILED else ""
    is_zero = not any(formula[6:14])
    return _UNMADE if is_zero and formula[14] & _TO_BE_MADE else ""

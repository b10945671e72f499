"""Files to import, written byte by byte: right ones, and hostile ones that no library would write."""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import olefile
import xlwt

from geodata.importing.files.job import Job
from geodata.importing.files.parsing import parse
from geodata.importing.grid import Sheet
from geodata.importing.limits import IMPORT_LIMITS, ImportLimits
from geodata.legacy_letters import TCVN3, VNI_LETTERS, VNI_MARKS

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def parsed(data: bytes, name: str, folder: Path, limits: ImportLimits = IMPORT_LIMITS) -> list[Sheet]:
    """Return what the child process would say, without one."""
    for old in folder.iterdir():
        old.unlink()
    path = folder / "input"
    path.write_bytes(data)
    return list(parse(Job(path, name, folder, limits)))


def zipped(members: dict[str, bytes], level: int = 6) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def xlsx(rows: bytes = b"", *, sheets: int = 1, strings: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """Return an XLSX whose sheets all have these rows."""
    numbers = range(1, sheets + 1)
    entries = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    relations += (
        f'<Relationship Id="s" Type="{_DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>' if strings else ""
    )
    root = f'<Relationship Id="r" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>'
    members = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{root}</Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{entries}</sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode(),
    }
    if strings:
        members["xl/sharedStrings.xml"] = strings.encode()
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode() + rows + b"</sheetData></worksheet>"
    members |= {f"xl/worksheets/sheet{n}.xml": sheet for n in numbers}
    return zipped(members | (more or {}), level=1)


def repacked(
    data: bytes, rename: Callable[[str], str], edit: Callable[[str, bytes], bytes] = lambda _, part: part
) -> bytes:
    """Return a zip with its members renamed and edited."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return zipped({rename(name): edit(name, part) for name, part in parts.items()})


def old_excel(
    write: Callable[[xlwt.Worksheet], None],
    edit: Callable[[list[tuple[int, bytes]]], list[tuple[int, bytes]]] = lambda records: records,
) -> bytes:
    """Return an XLS with a sheet; `edit` may change its records (kind, data) in place, each keeping its length."""
    book = xlwt.Workbook()
    write(book.add_sheet("S1"))
    file = io.BytesIO()
    book.save(file)
    with olefile.OleFileIO(file, write_mode=True) as opened:
        stream = opened.openstream("Workbook").read()
        records, at = [], 0
        while at + 4 <= len(stream) and (kind := struct.unpack_from("<H", stream, at)[0]):
            length = struct.unpack_from("<H", stream, at + 2)[0]
            records.append((kind, stream[at + 4 : at + 4 + length]))
            at += 4 + length
        edited = b"".join(struct.pack("<HH", kind, len(part)) + part for kind, part in edit(records))
        opened.write_stream("Workbook", edited.ljust(len(stream), b"\0"))
    return file.getvalue()


def number_rows(count: int) -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, count + 1))


def shared_string(text: str, before: str = "") -> str:
    return f'{before}<sst xmlns="{_MAIN}"><si><t>{text}</t></si></sst>'


def ods(body: str, *, before: str = "", manifest: str = "") -> bytes:
    """Return an ODS with these tables."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {names}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    spaces = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    about = f'<manifest:manifest xmlns:manifest="{spaces}">{manifest}</manifest:manifest>'
    return zipped({"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": about.encode()})


def ole(*streams: str) -> bytes:
    """Return a compound file: a header, a sector of directory entries with these names."""
    header = bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0")
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + b"\0" * 62
        for name in ("Root Entry", *streams)
    )
    return header + entries.ljust(1024, b"\0")


def as_tcvn3(text: str) -> str:
    """Return Unicode as TCVN3 looks when read as Latin-1; capitals with a tone become small, as fonts of capitals want it."""
    table = {letter: raw for raw, letter in TCVN3.items()}
    return "".join(table.get(letter) or table.get(letter.lower(), letter) for letter in text)


def as_vni(text: str) -> str:
    """Return Unicode as VNI looks when read as Windows-1252."""
    return "".join(_VNI.get(letter, letter) for letter in text)


def _vni_table() -> dict[str, str]:
    table = {letter: raw for raw, letter in VNI_LETTERS.items()}
    for base, marks in VNI_MARKS.items():
        for mark, tones in marks.items():
            letter = unicodedata.normalize("NFC", VNI_LETTERS.get(base, base) + tones)
            table |= {letter: base + mark, letter.upper(): (base + mark).upper()}
    return table


_VNI = _vni_table()


def as_cp1258(text: str) -> bytes:
    """Return the bytes that Windows writes: circumflex, breve and horn within the letter, the tone after it."""
    return "".join(_loose_tone(letter) for letter in unicodedata.normalize("NFC", text)).encode("cp1258")


def _loose_tone(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return bare + "".join(part for part in parts if part in TONES)


def first_rows(sheets: Iterable[Sheet]) -> list[tuple[object, ...]]:
    return [row for sheet in sheets for row in sheet.rows]

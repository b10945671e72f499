"""What a file is, by its bytes; its name is checked, and believed only where it agrees."""

import re
import zipfile
from pathlib import Path, PurePosixPath

from geodata.importing.files.damage import damage_of_zip
from geodata.importing.grid import ImportFormat
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode

SUFFIXES: dict[str, ImportFormat] = {
    ".xlsx": ImportFormat.XLSX,
    ".xls": ImportFormat.XLS,
    ".ods": ImportFormat.ODS,
    ".csv": ImportFormat.CSV,
    ".tsv": ImportFormat.CSV,
    ".txt": ImportFormat.CSV,
    ".geojson": ImportFormat.GEOJSON,
    ".json": ImportFormat.GEOJSON,
    ".gpkg": ImportFormat.GEOPACKAGE,
    ".zip": ImportFormat.SHAPEFILE,
}
"""The formats by the end of a file's name."""
LONGEST_FILE_NAME = 255
_IN_NAMES = re.compile(r"[/\\:\x00-\x1f\x7f]|^\.+$")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STREAMS = {
    "EncryptedPackage": "encrypted",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "Word",
    "PowerPoint Document": "PowerPoint",
}
_MAGIC = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"MZ": "EXE",
    b"\x7fELF": "EXE",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf\x27\x1c": "7Z",
    b"Rar!": "RAR",
    b"{\\rtf": "RTF",
    b"\x00\x00\x27\x0a": ".shp",
}
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MOST_DESCRIBED = 1_000_000
_JSON = re.compile(rb"\{|\[\s*[\[{\]]")


def checked_name(name: str) -> str:
    """Return the name of an uploaded file; FileRefusedError for one that holds a path, control characters or nothing."""
    if not name.strip() or len(name) > LONGEST_FILE_NAME or _IN_NAMES.search(name):
        raise FileRefusedError(RefusalCode.PATH_IN_NAME, {"name": _shown(name)})
    return name


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name[:80])


def file_format(path: Path, name: str, limits: ImportLimits) -> ImportFormat:
    """Return the format of a file, found in its bytes.

    Raises FileRefusedError: empty, too large, of no format that is read, or of another than its name says.
    """
    named = SUFFIXES.get(PurePosixPath(name).suffix.lower())
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError(RefusalCode.EMPTY, {"name": name})
    if size > limits.file_mb * 1_000_000:
        raise FileRefusedError(RefusalCode.TOO_LARGE, {"mb": -(-size // 1_000_000), "limit": limits.file_mb})
    if named is None:
        raise FileRefusedError(RefusalCode.UNKNOWN_TYPE, {"name": name})
    found = _found(path, limits)
    if found != named:
        raise FileRefusedError(RefusalCode.WRONG_TYPE, {"named": named.value, "found": str(found)})
    return named


def _found(path: Path, limits: ImportLimits) -> ImportFormat | str:
    """Return the format that the bytes are of, or what else they are, in a word."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _zip_kind(path, limits)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(b"SQLite format 3\0"):
        return ImportFormat.GEOPACKAGE
    if other := next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None):
        return other
    return _text_kind(head)


def _zip_kind(path: Path, limits: ImportLimits) -> ImportFormat | str:
    with damage_of_zip():
        opened = zipfile.ZipFile(path)
    with opened:
        members = opened.infolist()
        content_types = _content_types(opened, members)
    names = {member.filename.replace("\\", "/").lstrip("/").lower() for member in members}
    if len(members) > limits.members:
        sheets = sum(name.startswith("xl/worksheets/") for name in names)
        code = RefusalCode.TOO_MANY_SHEETS if sheets > limits.sheets else RefusalCode.ZIP_BOMB
        raise FileRefusedError(code, {"limit": limits.sheets if sheets > limits.sheets else limits.members})
    if sum(member.file_size for member in members) > limits.unpacked_mb * 1_000_000:
        raise FileRefusedError(RefusalCode.ZIP_BOMB, {"limit": limits.unpacked_mb})
    if any(member.flag_bits & 0x1 for member in members):
        raise FileRefusedError(RefusalCode.ENCRYPTED)
    return _package_kind(names, content_types)


def _content_types(opened: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bytes:
    """Return how a package of Microsoft's describes its parts, in small letters; nothing for another zip."""
    found = next((member for member in members if member.filename.lstrip("/").lower() == "[content_types].xml"), None)
    if found is None or found.file_size > _MOST_DESCRIBED:
        return b""
    with damage_of_zip(), opened.open(found) as part:
        return part.read(_MOST_DESCRIBED).lower()


def _package_kind(names: set[str], content_types: bytes) -> ImportFormat | str:
    if "xl/workbook.xml" in names:
        return ImportFormat.XLSX
    if "content.xml" in names:
        return ImportFormat.ODS
    if any(name.lower().endswith(".shp") for name in names):
        return ImportFormat.SHAPEFILE
    others = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint", "xl/workbook.bin": "XLSB"}
    kind = next((kind for name, kind in others.items() if name in names), "ZIP")
    return ImportFormat.XLSX if kind == "ZIP" and b"spreadsheetml.sheet.main" in content_types else kind


def _ole_kind(path: Path) -> ImportFormat | str:
    """Return the kind of an OLE file by the names in its directory, whose entries stand at multiples of 128 bytes."""
    data = path.read_bytes()
    entries = {data[at : at + 64] for at in range(512, len(data), 128)}
    for stream, kind in _STREAMS.items():
        if stream.encode("utf-16-le").ljust(64, b"\0") in entries:
            if kind == "encrypted":
                raise FileRefusedError(RefusalCode.ENCRYPTED)
            return ImportFormat.XLS if kind == "xls" else kind
    raise FileRefusedError(RefusalCode.TRUNCATED)


def _text_kind(head: bytes) -> ImportFormat | str:
    """Return CSV or (Geo)JSON for a text; UTF-16 is known by its mark or by its many zeros."""
    if b"\0" in head and not head.startswith(_BOMS) and not _is_utf16(head):
        return "?"
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:64].lower()
    if _JSON.match(start):
        return ImportFormat.GEOJSON
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "HTML"
    return "XML" if start.startswith((b"<?xml", b"<!doctype")) else ImportFormat.CSV


def _is_utf16(head: bytes) -> bool:
    """Return whether every second byte is mostly zero and the other never: UTF-16 without its mark."""
    even, odd = head[::2], head[1::2]
    return any(0 not in text and zeros.count(0) > 0.5 * len(zeros) for text, zeros in ((even, odd), (odd, even)))

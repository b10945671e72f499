"""A spreadsheet's zip, looked through part by part and written anew, so that only what was checked is ever read."""

import posixpath
import zipfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.sax.saxutils import quoteattr

from geodata.importing.files.damage import damage_of_zip
from geodata.importing.files.job import Job, OnProgress
from geodata.importing.files.sheet_xml import PartElements, Scan, SheetExtent, Tables, Worksheet
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode

_CHUNK = 1 << 20
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_KNOWN = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
"""Where the reader looks for parts that a workbook may keep elsewhere."""
_ROOT = "_rels/.rels"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True)
class Extents:
    """The reach of the sheets of a workbook: by name (XLSX), or in their order (ODS)."""

    by_name: dict[str, SheetExtent]
    in_order: list[SheetExtent]

    def of(self, name: str, index: int) -> SheetExtent:
        """Return a sheet's; an empty one where nothing was looked through."""
        if index < len(self.in_order):
            return self.in_order[index]
        return self.by_name.get(name, SheetExtent())


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; one that is none is FileRefusedError truncated."""
    with damage_of_zip():
        opened = zipfile.ZipFile(path)
    with opened:
        yield opened


def checked_copy(job: Job, target: Path, tell: OnProgress) -> Extents:
    """Write the XML parts of an XLSX or ODS to `target` and return how far their sheets reach.

    Raises FileRefusedError for entities, too many sheets, rows, columns or cells, an encrypted or a damaged file.
    """
    limits = job.limits
    with opened_zip(job.path) as opened, zipfile.ZipFile(target, "w") as copy:
        members = {part_name(member.filename): member for member in opened.infolist()}
        wanted = {name: member for name, member in members.items() if _is_wanted(name)}
        work = _Work(opened, copy, tell, sum(member.file_size for member in wanted.values()))
        if "content.xml" in wanted and target.suffix == ".ods":
            return _ods(wanted, work, limits)
        return _xlsx(wanted, work, limits)


def part_name(name: str) -> str:
    """Return the name of a part as the standard writes it: some programs write backslashes, or a slash before it."""
    return name.replace("\\", "/").removeprefix("/")


def _is_wanted(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) or name == "mimetype"


class _Work:
    """The members on their way from the file to the copy."""

    def __init__(self, opened: zipfile.ZipFile, copy: zipfile.ZipFile, tell: OnProgress, size: int) -> None:
        self._opened, self._copy, self._tell, self._size = opened, copy, tell, max(size, 1)
        self._done = 0

    def scan(self, member: zipfile.ZipInfo, scanner: Scan, name: str | None = None) -> None:
        """Look through a member; it is copied under a name, if any."""
        with closing(self._copied(member, name)) as pieces:
            scanner.feed(pieces, self._count)

    def copy(self, member: zipfile.ZipInfo, name: str) -> None:
        for piece in self._copied(member, name):
            self._count(len(piece))

    def write(self, name: str, text: str) -> None:
        self._copy.writestr(name, text)

    def _copied(self, member: zipfile.ZipInfo, name: str | None) -> Generator[bytes, None, None]:
        with ExitStack() as stack:
            with damage_of_zip():
                part = stack.enter_context(self._opened.open(member))
            out = stack.enter_context(self._copy.open(name, "w")) if name else None
            while piece := _piece(part):
                if out:
                    out.write(piece)
                yield piece

    def _count(self, size: int) -> None:
        self._done += size
        self._tell(self._done / self._size)


def _piece(part: IO[bytes]) -> bytes:
    with damage_of_zip():
        return part.read(_CHUNK)


def _xlsx(members: dict[str, zipfile.ZipInfo], work: _Work, limits: ImportLimits) -> Extents:
    """Copy the parts of a workbook to where the reader looks for them, led by its relations, not by their names."""
    by_lower = {name.lower(): name for name in members}  # programs differ in capitals, too
    at_root = _relations(members, work, limits, by_lower.get(_ROOT, ""), "")
    start = next((one.target for one in at_root if one.kind == "officeDocument"), _BOOK)
    book_name = by_lower.get(start.lower(), "")
    folder, _, leaf = book_name.rpartition("/")
    relations_name = by_lower.get(f"{folder}/_rels/{leaf}.rels".lstrip("/").lower(), "")
    if not book_name or not relations_name:
        raise FileRefusedError(RefusalCode.TRUNCATED)
    book = PartElements(limits, _BOOK)
    work.scan(members.pop(book_name), book, _BOOK)
    relations = _relations(members, work, limits, relations_name, folder)
    placed = {
        by_lower.get(one.target.lower(), one.target): _KNOWN.get(one.kind) or _in_xl(one.target) for one in relations
    }
    targets = {one.id: by_lower.get(one.target.lower(), one.target) for one in relations}
    sheets = {
        targets.get(sheet.get("id", ""), ""): sheet.get("name", "") for name, sheet in book.elements if name == "sheet"
    }
    is_to_be_made = any(one.get("fullCalcOnLoad") in {"1", "true"} for name, one in book.elements if name == "calcPr")
    work.write(_RELATIONS, _as_xml(relations))
    work.write(_ROOT, _as_xml([_Relation("rId1", "officeDocument", _BOOK, f"{_DOCUMENT}/officeDocument")]))
    found: dict[str, SheetExtent] = {}
    strings: dict[int, str] = {}
    strings_first = sorted(members.items(), key=lambda part: placed.get(part[0]) != _KNOWN["sharedStrings"])
    for name, member in strings_first:
        # any part can be a sheet, wherever relations lead the reader
        of_strings = strings if placed.get(name) == _KNOWN["sharedStrings"] or name in sheets else None
        sheet = Worksheet(limits, sheets.get(name, name), is_to_be_made=is_to_be_made, strings=of_strings)
        work.scan(member, sheet, placed.get(name))
        if sheet.extent.rows:
            found[sheet.name] = sheet.extent
            _check_cells(list(found.values()), limits)
    return Extents(found, [])


@dataclass(frozen=True)
class _Relation:
    """One part that another names: its id, the last word of its kind, the name of the part."""

    id: str
    kind: str
    target: str
    type: str


def _relations(
    members: dict[str, zipfile.ZipInfo], work: _Work, limits: ImportLimits, name: str, folder: str
) -> list[_Relation]:
    """Return what a part of relations names; a target without a slash before it counts from `folder`."""
    if name not in members:
        return []
    scan = PartElements(limits, name)
    work.scan(members.pop(name), scan)
    return [
        _Relation(
            one.get("Id", ""),
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join(f"/{folder}", one.get("Target", "").replace("\\", "/"))).lstrip("/"),
            one.get("Type", ""),
        )
        for element, one in scan.elements
        if element == "Relationship" and one.get("TargetMode") != "External"
    ]


def _in_xl(name: str) -> str:
    return name if name.startswith("xl/") else f"xl/{name}"


def _as_xml(relations: list[_Relation]) -> str:
    """Return the relations of the workbook as the reader finds its parts."""
    spaces = "http://schemas.openxmlformats.org/package/2006/relationships"
    lines = (
        f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(one.type)} "
        f"Target={quoteattr('/' + (_KNOWN.get(one.kind) or _in_xl(one.target)))}/>"
        for one in relations
    )
    return f'<Relationships xmlns="{spaces}">{"".join(lines)}</Relationships>'


def _ods(members: dict[str, zipfile.ZipInfo], work: _Work, limits: ImportLimits) -> Extents:
    """Copy what holds the tables; the other parts (styles, settings, key maps that are often empty) are never read."""
    if "mimetype" in members:
        work.copy(members["mimetype"], "mimetype")
    if _MANIFEST in members:
        manifest = PartElements(limits, _MANIFEST)
        work.scan(members[_MANIFEST], manifest, _MANIFEST)
        if manifest.elements:
            raise FileRefusedError(RefusalCode.ENCRYPTED)
    tables = Tables(limits, "content.xml")
    work.scan(members["content.xml"], tables, "content.xml")
    _check_cells(tables.extents, limits)
    return Extents({}, tables.extents)


def _check_cells(extents: list[SheetExtent], limits: ImportLimits) -> None:
    if sum(extent.rows * extent.columns for extent in extents) > limits.cells:
        raise FileRefusedError(RefusalCode.TOO_MANY_CELLS, {"limit": limits.cells})

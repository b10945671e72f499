"""A spreadsheet's zip, looked through part by part and written anew, so that only what was checked is ever read."""

import posixpath
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geodata.broken_zip import BROKEN_ZIP
from geodata.importing.job import Job, Tell
from geodata.importing.limits import FileRefusedError, Limits, RefusalCode
from geodata.importing.sheet_xml import Extent, Names, Scan, Tables, Worksheet

CHUNK = 1 << 20
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True)
class Extents:
    """The reach of the sheets of a workbook: by name (XLSX), or in their order (ODS)."""

    by_name: dict[str, Extent]
    in_order: list[Extent]

    def of(self, name: str, index: int) -> Extent:
        """Return a sheet's; an empty one where nothing was looked through."""
        if index < len(self.in_order):
            return self.in_order[index]
        return self.by_name.get(name, Extent())


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; whatever is wrong with it or with a member is FileRefusedError truncated, or encrypted."""
    try:
        with zipfile.ZipFile(path) as opened:
            yield opened
    except RuntimeError as error:  # zipfile's word for a member with a password
        raise FileRefusedError(RefusalCode.ENCRYPTED) from error
    except BROKEN_ZIP as error:
        raise FileRefusedError(RefusalCode.TRUNCATED) from error


def checked_copy(job: Job, target: Path, tell: Tell) -> Extents:
    """Write the XML parts of an XLSX or ODS to `target` and return how far their sheets reach.

    Raises FileRefusedError for entities, too many sheets, rows, columns or cells, an encrypted or a damaged file.
    """
    limits = job.limits
    with opened_zip(job.path) as opened, zipfile.ZipFile(target, "w") as copy:
        members = {member.filename: member for member in opened.infolist() if _is_wanted(member.filename)}
        work = _Work(opened, copy, tell, sum(member.file_size for member in members.values()))
        is_ods = "content.xml" in members and "xl/workbook.xml" not in members
        if is_ods:
            return _ods(members, work, limits)
        return _xlsx(members, work, limits)


def _is_wanted(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) or name == "mimetype"


class _Work:
    """The members on their way from the file to the copy."""

    def __init__(self, opened: zipfile.ZipFile, copy: zipfile.ZipFile, tell: Tell, size: int) -> None:
        self._opened, self._copy, self._tell, self._size = opened, copy, tell, max(size, 1)
        self._done = 0

    def look(self, member: zipfile.ZipInfo, scan: Scan) -> Scan:
        with closing(self._copied(member)) as pieces:
            scan.feed(pieces, self._count)
        return scan

    def keep(self, member: zipfile.ZipInfo) -> None:
        for piece in self._copied(member):
            self._count(len(piece))

    def _copied(self, member: zipfile.ZipInfo) -> Generator[bytes, None, None]:
        with self._opened.open(member) as part, self._copy.open(member.filename, "w") as out:
            while piece := part.read(CHUNK):
                out.write(piece)
                yield piece

    def _count(self, size: int) -> None:
        self._done += size
        self._tell(self._done / self._size)


def _xlsx(members: dict[str, zipfile.ZipInfo], work: _Work, limits: Limits) -> Extents:
    if _RELATIONS not in members:
        raise FileRefusedError(RefusalCode.TRUNCATED)
    book, relations = (Names(limits, name) for name in ("xl/workbook.xml", _RELATIONS))
    for scan in (book, relations):
        work.look(members.pop(scan.name), scan)
    targets = {
        attributes.get("Id", ""): posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
        for element, attributes in relations.elements
        if element == "Relationship"
    }
    sheets = {targets.get(sheet.get("id", ""), ""): sheet.get("name", "") for _, sheet in book.elements}
    found: dict[str, Extent] = {}
    for name, member in members.items():
        sheet = Worksheet(limits, sheets.get(name, name))  # any part can be one, wherever relations lead the reader
        work.look(member, sheet)
        if sheet.extent.rows:
            found[sheet.name] = sheet.extent
            _check_cells(list(found.values()), limits)
    return Extents(found, [])


def _ods(members: dict[str, zipfile.ZipInfo], work: _Work, limits: Limits) -> Extents:
    if "mimetype" in members:
        work.keep(members.pop("mimetype"))
    if _MANIFEST in members:
        manifest = Names(limits, _MANIFEST)
        work.look(members.pop(_MANIFEST), manifest)
        if manifest.elements:
            raise FileRefusedError(RefusalCode.ENCRYPTED)
    tables = Tables(limits, "content.xml")
    work.look(members.pop("content.xml"), tables)
    for name, member in members.items():
        work.look(member, Scan(limits, name))
    _check_cells(tables.extents, limits)
    return Extents({}, tables.extents)


def _check_cells(extents: list[Extent], limits: Limits) -> None:
    if sum(extent.rows * extent.columns for extent in extents) > limits.cells:
        raise FileRefusedError(RefusalCode.TOO_MANY_CELLS, {"limit": limits.cells})

"""A zip with Shapefiles from outside: no path of it is followed, no size of it believed."""

import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
NEEDED = (".shp", ".shx", ".dbf")
SHAPE_MAGIC = bytes.fromhex("0000270a")
MAX_RATIO = 200
"""Times that a member may grow; shapes and tables of real layers grow two- to twentyfold, repeated blanks up to a hundred."""
CHUNK = 1 << 20

Parts = dict[str, zipfile.ZipInfo]


class HostileMember(StrEnum):
    """What can be wrong with a member of a zip before it is unpacked."""

    LEADS_OUT = "leads_out"
    LINK = "link"
    ENCRYPTED = "encrypted"
    GROWS = "grows"


class LongMemberError(Exception):
    """A member is longer than it says."""


def hostile(member: zipfile.ZipInfo) -> HostileMember | None:
    """Return why a member must not be unpacked, None when it may be."""
    name = member.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name:
        return HostileMember.LEADS_OUT
    if member.external_attr >> 16 & 0o170000 == 0o120000:
        return HostileMember.LINK
    if member.flag_bits & 0x1:
        return HostileMember.ENCRYPTED
    if member.file_size > CHUNK and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        return HostileMember.GROWS
    return None


def shapefiles(members: list[zipfile.ZipInfo]) -> dict[PurePosixPath, Parts]:
    """Return the parts of each Shapefile by suffix, keyed by its path without one."""
    groups: dict[PurePosixPath, Parts] = {}
    for member in members:
        path = PurePosixPath(member.filename)
        if path.suffix.lower() in _PARTS and "__MACOSX" not in path.parts:
            groups.setdefault(path.with_suffix(""), {})[path.suffix.lower()] = member
    return {stem: parts for stem, parts in groups.items() if ".shp" in parts}


def write_member(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Unpack one member to a path of our own; LongMemberError where it is longer than it says."""
    written = 0
    with opened.open(member) as source, target.open("wb") as copy:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > member.file_size:
                raise LongMemberError
            copy.write(chunk)


def is_shape(path: Path) -> bool:
    """Return whether a file begins as the shapes of a Shapefile do."""
    with path.open("rb") as file:
        return file.read(len(SHAPE_MAGIC)) == SHAPE_MAGIC

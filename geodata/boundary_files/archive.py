"""Unpack a zipped Shapefile into a folder of our own: no path of the archive is followed, no size of it believed."""

import zipfile
from dataclasses import dataclass
from math import ceil
from pathlib import Path, PurePosixPath

from geodata.boundary_files.problems import BoundaryFileError, BoundaryProblem, Where
from geodata.boundary_files.problems import ProblemCode as P
from geodata.broken_zip import BROKEN_ZIP
from geodata.shapefile_zip import (
    MAX_RATIO,
    NEEDED,
    HostileMember,
    LongMemberError,
    Parts,
    hostile,
    is_shape,
    shapefiles,
    write_member,
)

MAX_MEMBERS = 200
MAX_UNPACKED_MB = 200
_HOSTILE = {
    HostileMember.LEADS_OUT: P.MEMBER_LEADS_OUT,
    HostileMember.LINK: P.MEMBER_LINK,
    HostileMember.ENCRYPTED: P.MEMBER_ENCRYPTED,
    HostileMember.GROWS: P.MEMBER_GROWS,
}


@dataclass(frozen=True)
class Shapefile:
    """A Shapefile unpacked at `path`; `layer` is its name in the archive."""

    path: Path
    layer: str


def unpack_shapefile(archive: Path, folder: Path, layer: str | None) -> Shapefile:
    """Write the parts of the archive's only Shapefile, or of the one named, into the folder.

    Raises BoundaryFileError for a damaged, encrypted or hostile archive, a missing part, or several Shapefiles.
    """
    where = Where(archive.name)
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _checked(where, opened.infolist())
            chosen = _choose(where, members, layer)
            for suffix, member in chosen.items():
                _write(where, opened, member, folder / f"source{suffix}")
    except (*BROKEN_ZIP, RuntimeError) as error:
        raise BoundaryFileError(BoundaryProblem(P.DAMAGED_ZIP, where, {"reason": str(error)})) from error
    path = folder / "source.shp"
    if not is_shape(path):
        raise BoundaryFileError(BoundaryProblem(P.NO_SHAPES, where, {"member": chosen[".shp"].filename}))
    return Shapefile(path, PurePosixPath(chosen[".shp"].filename).stem)


def _checked(where: Where, members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    if len(members) > MAX_MEMBERS:
        raise BoundaryFileError(
            BoundaryProblem(P.TOO_MANY_MEMBERS, where, {"count": len(members), "limit": MAX_MEMBERS})
        )
    problems = [
        BoundaryProblem(_HOSTILE[why], where, {"member": one.filename, "limit": MAX_RATIO})
        for one in members
        if (why := hostile(one))
    ]
    total_mb = sum(member.file_size for member in members) / 1e6
    if total_mb > MAX_UNPACKED_MB:
        problems.append(BoundaryProblem(P.UNPACKS_TOO_LARGE, where, {"mb": ceil(total_mb), "limit": MAX_UNPACKED_MB}))
    if problems:
        raise BoundaryFileError(*problems)
    return members


def _choose(where: Where, members: list[zipfile.ZipInfo], layer: str | None) -> Parts:
    """Return the parts of the Shapefile by suffix."""
    shapes = shapefiles(members)
    names = sorted({stem.name for stem in shapes})
    if not shapes:
        raise BoundaryFileError(BoundaryProblem(P.NO_SHAPEFILE, where))
    if layer is not None and layer not in names:
        raise BoundaryFileError(BoundaryProblem(P.LAYER_UNKNOWN, where, {"wanted": layer, "layers": names[:20]}))
    if layer is None and len(names) > 1:
        raise BoundaryFileError(BoundaryProblem(P.LAYER_OPEN, where, {"layers": names[:20]}))
    found = [stem for stem in shapes if layer in (None, stem.name)]
    if len(found) > 1:
        raise BoundaryFileError(BoundaryProblem(P.SHAPEFILE_TWICE, where, {"wanted": found[0].name}))
    parts = shapes[found[0]]
    if missing := [suffix for suffix in NEEDED if suffix not in parts]:
        raise BoundaryFileError(BoundaryProblem(P.PARTS_MISSING, where, {"wanted": found[0].name, "parts": missing}))
    return parts


def _write(where: Where, opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Unpack one member, and stop where it is longer than it says."""
    try:
        write_member(opened, member, target)
    except LongMemberError as error:
        raise BoundaryFileError(BoundaryProblem(P.MEMBER_LONGER, where, {"member": member.filename})) from error

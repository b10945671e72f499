"""Unpack a zipped Shapefile into a folder of our own: no path of the archive is followed, no size of it believed."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from geodata.boundaries.problems import BoundaryFileError
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
_REMEDIES = {
    HostileMember.LEADS_OUT: "leads out of the archive; zip the Shapefile without folders",
    HostileMember.LINK: "is a link; zip the file itself",
    HostileMember.ENCRYPTED: "is encrypted; zip it without a password",
    HostileMember.GROWS: f"grows more than {MAX_RATIO} times; zip the Shapefile again",
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
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _checked(archive, opened.infolist())
            chosen = _choose(archive, members, layer)
            for suffix, member in chosen.items():
                _write(archive, opened, member, folder / f"source{suffix}")
    # zipfile says NotImplementedError of a compression it does not know, RuntimeError of an encrypted member
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        msg = f"{archive.name}: the zip is damaged or encrypted ({error}); make it again"
        raise BoundaryFileError(msg) from error
    path = folder / "source.shp"
    if not is_shape(path):
        msg = f"{archive.name}: {chosen['.shp'].filename} is no Shapefile; export it again"
        raise BoundaryFileError(msg)
    return Shapefile(path, PurePosixPath(chosen[".shp"].filename).stem)


def _checked(archive: Path, members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    if len(members) > MAX_MEMBERS:
        msg = f"{archive.name}: {len(members)} members, at most {MAX_MEMBERS}; zip one Shapefile alone"
        raise BoundaryFileError(msg)
    problems = [f"member {one.filename!r} {_REMEDIES[why]}" for one in members if (why := hostile(one))]
    total = sum(member.file_size for member in members)
    if total > MAX_UNPACKED_MB * 1e6:
        problems.append(f"unpacks to {total / 1e6:.0f} MB, at most {MAX_UNPACKED_MB}; cut it to the province")
    if problems:
        raise BoundaryFileError(*(f"{archive.name}: {problem}" for problem in problems))
    return members


def _choose(archive: Path, members: list[zipfile.ZipInfo], layer: str | None) -> Parts:
    """Return the parts of the Shapefile by suffix."""
    shapes = shapefiles(members)
    found = [stem for stem in shapes if layer in (None, stem.name)]
    if len(found) != 1:
        there = ", ".join(sorted(stem.name for stem in shapes)[:20]) or "none"
        msg = f"{archive.name}: which Shapefile? There are: {there} (choose with --layer)"
        raise BoundaryFileError(msg)
    parts = shapes[found[0]]
    if missing := [suffix for suffix in NEEDED if suffix not in parts]:
        msg = f"{archive.name}: {found[0].name} lacks {', '.join(missing)}; zip all parts of the Shapefile"
        raise BoundaryFileError(msg)
    return parts


def _write(archive: Path, opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Unpack one member, and stop where it is longer than it says."""
    try:
        write_member(opened, member, target)
    except LongMemberError as error:
        msg = f"{archive.name}: member {member.filename!r} is longer than it says"
        raise BoundaryFileError(msg) from error

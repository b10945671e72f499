"""Photos of filled-in forms: written anew without what their files say, and that read first where the team agreed."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image

from geodata.attachments.model import ATTACHMENT_LIMITS, AttachmentRefusedError, FileRefusal, PreparedFile
from geodata.attachments.preparing import prepare_file
from geodata.jobs import JobLimits, Task, run

_BUDGET = JobLimits(processor_seconds=300, seconds=600, memory_mb=3072, written_mb=ATTACHMENT_LIMITS.file_mb * 2)
_Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Photo:
    """A photo as it is to be kept, or why it is not; where and when it was taken ("21.3 106.2", ISO time), if that was read."""

    prepared: PreparedFile | None
    refusal: FileRefusal | None = None
    position: str = ""
    taken_at: str = ""


def prepared_photos(media: Mapping[str, bytes], *, reads_place: bool) -> dict[str, Photo]:
    """Return photos by name, made ready in a process of their own; JobStoppedError when that takes too much."""
    if not media:
        return {}
    size = sum(map(len, media.values()))
    task = Task("survey-photos", f"{__name__}:photos_in", (dict(media), reads_place), _BUDGET, size=size)
    return run(task)  # type: ignore[no-any-return]


def photos_in(tell: _Tell, media: dict[str, bytes], reads_place: bool) -> dict[str, Photo]:  # noqa: FBT001 - of a job
    """Return photos by name: what the process of the job does."""
    made = {}
    for number, (name, data) in enumerate(media.items()):
        tell("photos", number / len(media))
        made[name] = _photo(data, reads_place=reads_place)
    return made


def _photo(data: bytes, *, reads_place: bool) -> Photo:
    if len(data) > ATTACHMENT_LIMITS.file_mb * 1_000_000:
        return Photo(None, FileRefusal.TOO_LARGE)
    try:
        ready = prepare_file(lambda *_: None, data)
    except AttachmentRefusedError as error:
        return Photo(None, error.reason)
    return Photo(ready, None, *(_place_and_time(data) if reads_place else ("", "")))


def _place_and_time(data: bytes) -> tuple[str, str]:
    """Return what the file of a photo says of place and time; "" where it says nothing or nothing that makes sense."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "WEBP")) as opened:
            found = opened.getexif()
            gps, taken = found.get_ifd(ExifTags.IFD.GPSInfo), found.get_ifd(ExifTags.IFD.Exif)
    except (OSError, SyntaxError, ValueError, KeyError):  # Pillow's words for what it cannot read
        return "", ""
    lat, lon = _degrees(gps.get(2), gps.get(1)), _degrees(gps.get(4), gps.get(3))
    position = f"{lat:.6f} {lon:.6f}" if lat is not None and lon is not None else ""
    return position, _time(taken.get(ExifTags.Base.DateTimeOriginal))


def _degrees(parts: Any, side: Any) -> float | None:
    try:
        degrees, minutes, seconds = map(float, parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= 180:
        return None
    return -value if side in {"S", "W"} else value


def _time(text: Any) -> str:
    day, _, clock = str(text or "").strip("\0 ").partition(" ")
    day = day.replace(":", "-")
    is_time = len(day) == 10 and len(clock) == 8 and (day + clock).replace("-", "").replace(":", "").isdigit()
    return f"{day}T{clock}" if is_time else ""

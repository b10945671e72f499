"""The job that makes a file ready to be kept; it runs in a process of its own, with bounds, for what it reads is hostile."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps

from geodata.attachments.model import ATTACHMENT_LIMITS, AttachmentRefusedError, FileRefusal, PreparedFile
from geodata.broken_zip import BROKEN_ZIP
from geodata.schema.vocabulary import AttachmentKind

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = {"JPEG": AttachmentKind.JPEG, "PNG": AttachmentKind.PNG, "WEBP": AttachmentKind.WEBP}
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_PARTS = {"word/document.xml": AttachmentKind.DOCX, "xl/workbook.xml": AttachmentKind.XLSX}
_QUALITY: dict[str, dict[str, int | bool]] = {
    "JPEG": {"quality": 88},
    "WEBP": {"quality": 88},
    "PNG": {"optimize": True},
}
_TAIL = 65_536


def prepare_file(tell: Callable[[str, float], None], data: bytes) -> PreparedFile:
    """Return a file as it is to be kept; AttachmentRefusedError when its bytes are of no kind that is taken."""
    tell("attachment", 0.0)
    if not data:
        raise AttachmentRefusedError(FileRefusal.EMPTY)
    if data.startswith(b"%PDF-"):
        return PreparedFile(AttachmentKind.PDF, _whole_pdf(data))
    if data.startswith(b"PK\x03\x04"):
        return PreparedFile(_package_kind(data), data)
    if data.startswith(_OLE):
        raise AttachmentRefusedError(
            FileRefusal.ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else _UNKNOWN
        )
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise AttachmentRefusedError(FileRefusal.HEIC)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4], data[8:12]) == (b"RIFF", b"WEBP"):
        return _picture(data)
    raise AttachmentRefusedError(_UNKNOWN)


_UNKNOWN = FileRefusal.UNKNOWN_KIND


def _whole_pdf(data: bytes) -> bytes:
    if b"%%EOF" not in data[-_TAIL:]:
        raise AttachmentRefusedError(FileRefusal.DAMAGED)
    return data


def _package_kind(data: bytes) -> AttachmentKind:
    """Return the kind of a document of Office; every part is read once, so that a damaged one is not kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            if (
                len(members) > ATTACHMENT_LIMITS.members
                or sum(one.file_size for one in members) > ATTACHMENT_LIMITS.unpacked_mb * 1_000_000
            ):
                raise AttachmentRefusedError(FileRefusal.ZIP_BOMB)
            if any(one.flag_bits & 0x1 for one in members):
                raise AttachmentRefusedError(FileRefusal.ENCRYPTED)
            if package.testzip() is not None:
                raise AttachmentRefusedError(FileRefusal.DAMAGED)
            names = {one.filename.replace("\\", "/").lstrip("/").lower() for one in members}
    except BROKEN_ZIP as error:
        raise AttachmentRefusedError(FileRefusal.DAMAGED) from error
    if any(name.endswith(("vbaproject.bin", ".exe")) for name in names):
        raise AttachmentRefusedError(FileRefusal.MACROS)
    kind = next((kind for part, kind in _PARTS.items() if part in names), None)
    if kind is None or "[content_types].xml" not in names:
        raise AttachmentRefusedError(_UNKNOWN)
    return kind


def _picture(data: bytes) -> PreparedFile:
    """Return a picture written anew: upright, in the colours of a screen, nothing of its file but the pixels."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before any pixel is read
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_PICTURES)) as opened:
            if opened.width * opened.height > ATTACHMENT_LIMITS.pixels:
                raise AttachmentRefusedError(FileRefusal.TOO_MANY_PIXELS)
            kind, form = _PICTURES[str(opened.format)], str(opened.format)
            if form == "JPEG":
                opened.draft(
                    "RGB", (ATTACHMENT_LIMITS.edge, ATTACHMENT_LIMITS.edge)
                )  # a large photo is read smaller, which is cheap
            opened.load()
            picture = ImageOps.exif_transpose(opened)
            profile = opened.info.get("icc_profile")
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # Pillow's words for a damaged picture
        raise AttachmentRefusedError(FileRefusal.DAMAGED) from error
    picture.thumbnail((ATTACHMENT_LIMITS.edge, ATTACHMENT_LIMITS.edge))
    picture = _screen_colours(picture, profile, keeps_alpha=form != "JPEG")
    small = picture.copy()
    small.thumbnail((ATTACHMENT_LIMITS.thumbnail_edge, ATTACHMENT_LIMITS.thumbnail_edge))
    return PreparedFile(kind, _written(picture, form), _written(_opaque(small), "JPEG"))


def _screen_colours(picture: Image.Image, profile: bytes | None, *, keeps_alpha: bool) -> Image.Image:
    """Return a picture in the colours of a screen; a profile of colours that cannot be read is left aside."""
    has_alpha = keeps_alpha and (picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info)
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        target = "RGBA" if picture.mode == "RGBA" else "RGB"
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            given, screen = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, given, screen, outputMode=target) or picture
    return picture.convert("RGBA" if has_alpha else "RGB")


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _written(picture: Image.Image, form: str) -> bytes:
    """Return the bytes of a picture, with none of what was known of it beside its pixels."""
    picture.info.clear()
    made = io.BytesIO()
    picture.save(made, form, **_QUALITY[form])
    return made.getvalue()

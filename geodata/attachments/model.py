"""Kinds of files beside a record, their limits, and why one is refused."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from geodata.schema.vocabulary import AttachmentKind


@dataclass(frozen=True)
class Limits:
    """The most of one file, of one record and of all; pixels are those of a picture, the edge is what is kept of it."""

    file_mb: int = 20
    a_record: int = 50
    all_mb: int = 4000
    pixels: int = 64_000_000
    edge: int = 4000
    thumbnail_edge: int = 240
    members: int = 2000
    unpacked_mb: int = 400


ATTACHMENT_LIMITS = Limits()


_PACKAGE = "application/vnd.openxmlformats-officedocument."
MIME: dict[AttachmentKind, str] = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.JPEG: "image/jpeg",
    AttachmentKind.PNG: "image/png",
    AttachmentKind.WEBP: "image/webp",
    AttachmentKind.DOCX: f"{_PACKAGE}wordprocessingml.document",
    AttachmentKind.XLSX: f"{_PACKAGE}spreadsheetml.sheet",
}
_SUFFIX = {kind: f".{kind.value}" for kind in AttachmentKind} | {AttachmentKind.JPEG: ".jpg"}


class FileRefusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    HEIC = "heic"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    TOO_MANY_PIXELS = "too_many_pixels"
    ZIP_BOMB = "zip_bomb"


class AttachmentRefusedError(Exception):
    """A file is not taken; nothing was kept of it."""

    def __init__(self, reason: FileRefusal) -> None:
        """Keep the reason; the text is for a log."""
        super().__init__(reason.value)
        self.reason = reason

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Return what makes the error again in another process."""
        return type(self), (self.reason,)


@dataclass(frozen=True)
class PreparedFile:
    """A file as it is kept, and a small JPEG of a picture."""

    kind: AttachmentKind
    data: bytes
    thumbnail: bytes | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the file as it is kept, which names it in the store."""
        return sha256(self.data).hexdigest()


_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]+')
_LONGEST_STEM = 120


def kept_name(name: str, kind: AttachmentKind) -> str:
    """Return the name under which a file is kept: no path, no control or direction signs, the end that its kind has.

    "" becomes the kind's own name.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(" " if letter.isspace() else letter for letter in last)
    plain = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "C")
    stem, dot, suffix = plain.rpartition(".")
    stem = stem if dot and len(suffix) <= 5 else plain
    stem = " ".join(_NOT_IN_NAMES.sub("-", stem).split()).strip(". ")[:_LONGEST_STEM].strip(". ")
    return (stem or kind.value) + _SUFFIX[kind]

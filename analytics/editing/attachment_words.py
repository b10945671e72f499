"""What the screen says of files beside a record: what may be added, why a file is not taken, what one is."""

from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.attachments import ATTACHMENT_LIMITS, FileRefusal
from geodata.jobs import JobStoppedError, StopReason
from geodata.schema.vocabulary import AttachmentKind

REFUSALS: dict[FileRefusal, str] = {
    FileRefusal.EMPTY: mark("The file is empty. Choose another."),
    FileRefusal.TOO_LARGE: mark("The file is larger than {mb} MB. Make it smaller, or split it."),
    FileRefusal.UNKNOWN_KIND: mark(
        "By what it holds the file is of no kind that is kept. Save it as PDF, JPEG, PNG, WebP, Word or Excel."
    ),
    FileRefusal.HEIC: mark(
        "Photos in HEIC or AVIF are not read. Save the photo as JPEG; on an iPhone choose “Most compatible” in the camera's formats."
    ),
    FileRefusal.DAMAGED: mark(
        "The file is damaged or cut off. Open it in its program and save it again, or copy it once more."
    ),
    FileRefusal.ENCRYPTED: mark("The file is protected by a password. Remove the password and save it again."),
    FileRefusal.MACROS: mark("The file holds macros or programs. Save it without them, as .docx or .xlsx."),
    FileRefusal.TOO_MANY_PIXELS: mark("The picture has more than {megapixels} million pixels. Make it smaller."),
    FileRefusal.ZIP_BOMB: mark("Unpacked, the file would be far larger than a document is. Save it anew."),
}
_STOPPED: dict[StopReason, str] = {
    StopReason.CANCELLED: mark("Adding the file was cancelled. Nothing has changed."),
    StopReason.TIME: mark("Looking at the file took too long and was stopped. Save it anew, or make it smaller."),
    StopReason.MEMORY: mark(
        "Looking at the file needs too much memory and was stopped. Save it anew, or make it smaller."
    ),
    StopReason.DIED: mark("The file could not be read. Save it anew, or make it smaller."),
}


def attachment_refusal_text(reason: FileRefusal, language: Language) -> str:
    """Return why a file is not taken and what to do."""
    message = REFUSALS[reason]
    return language.text(message, mb=ATTACHMENT_LIMITS.file_mb, megapixels=ATTACHMENT_LIMITS.pixels // 1_000_000)


def stopped_text(error: JobStoppedError, language: Language) -> str:
    """Return why looking at a file was stopped."""
    message = _STOPPED[error.reason]
    return language.text(message)


def taken_text(language: Language) -> str:
    """Return what may be added beside a record."""
    return language.text(
        "PDF, photos (JPEG, PNG, WebP), Word, Excel; at most {mb} MB each, {n} beside a record. Photos are kept without what they say of place and camera.",
        mb=ATTACHMENT_LIMITS.file_mb,
        n=ATTACHMENT_LIMITS.a_record,
    )


def told(kind: str, size: int, language: Language) -> str:
    """Return kind and size of a file."""
    kilobytes = max(1, round(size / 1000))
    written = f"{language.number(kilobytes)} kB" if kilobytes < 1000 else f"{language.number(size / 1_000_000, 1)} MB"
    return f"{label_of(AttachmentKind, kind, language)} · {written}"

"""Files that lie beside a record, such as papers and photos: what is taken, and how it is made ready to be kept.

What comes from outside is looked at in a process of its own (`geodata.jobs`): its kind is found in its bytes, pictures are
written anew without what they say of camera, place and person. The store keeps what `prepared` returns.
"""

from geodata.attachments.model import (
    ATTACHMENT_LIMITS,
    MIME,
    AttachmentRefusedError,
    FileRefusal,
    Limits,
    PreparedFile,
    kept_name,
)
from geodata.jobs import JobLimits, Task, run
from geodata.schema.vocabulary import AttachmentKind

__all__ = [
    "ATTACHMENT_LIMITS",
    "MIME",
    "AttachmentKind",
    "AttachmentRefusedError",
    "FileRefusal",
    "Limits",
    "PreparedFile",
    "kept_name",
    "prepared",
]
_BUDGET = JobLimits(processor_seconds=40, seconds=90, memory_mb=1024, written_mb=ATTACHMENT_LIMITS.file_mb * 2)


def prepared(data: bytes) -> PreparedFile:
    """Return a file as it is to be kept.

    Raises AttachmentRefusedError when it is none that is taken, JobStoppedError when looking at it takes too much.
    """
    if len(data) > ATTACHMENT_LIMITS.file_mb * 1_000_000:
        raise AttachmentRefusedError(FileRefusal.TOO_LARGE)
    return run(Task("attachment", "geodata.attachments.preparing:prepare_file", (data,), _BUDGET, size=len(data)))  # type: ignore[no-any-return]

"""What is taken as a file beside a record, and what is kept of it."""

import io
import random
from collections.abc import Callable

import pytest
from PIL import Image

from geodata.attachments import (
    ATTACHMENT_LIMITS,
    MIME,
    AttachmentRefusedError,
    FileRefusal,
    PreparedFile,
    kept_name,
    prepared,
)
from geodata.attachments.preparing import prepare_file
from geodata.jobs import JobStoppedError
from geodata.schema.vocabulary import AttachmentKind
from tests.geodata.attachments.attachment_files import PDF, PLACE, package, picture


def made_ready(data: bytes) -> PreparedFile:
    return prepare_file(lambda *_: None, data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, AttachmentKind.PDF),
        (package(), AttachmentKind.DOCX),
        (package(main="xl/workbook.xml"), AttachmentKind.XLSX),
        (picture(), AttachmentKind.JPEG),
        (picture("PNG"), AttachmentKind.PNG),
        (picture("WEBP"), AttachmentKind.WEBP),
    ],
)
def test_the_kind_is_found_in_the_bytes_and_papers_are_kept_as_they_are(data: bytes, kind: AttachmentKind) -> None:
    found = made_ready(data)
    assert found.kind is kind
    is_picture = MIME[kind].startswith("image/")
    assert (found.data == data) is not is_picture
    assert (found.thumbnail is not None) is is_picture


def test_every_kind_has_its_name_and_its_type() -> None:
    assert set(MIME) == set(AttachmentKind)
    assert len(set(MIME.values())) == len({kept_name("a", kind) for kind in AttachmentKind}) == len(AttachmentKind)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", FileRefusal.EMPTY),
        (b"<html><script>alert(1)</script>", FileRefusal.UNKNOWN_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileRefusal.UNKNOWN_KIND),
        (b"MZ\x90\0" * 40, FileRefusal.UNKNOWN_KIND),
        (b"GIF89a" + b"\0" * 60, FileRefusal.UNKNOWN_KIND),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, FileRefusal.HEIC),
        (PDF[:-8], FileRefusal.DAMAGED),
        (package()[:-30], FileRefusal.DAMAGED),
        (package("word/vbaProject.bin"), FileRefusal.MACROS),
        (package(main="ppt/presentation.xml"), FileRefusal.UNKNOWN_KIND),
        (lambda: package(large=(ATTACHMENT_LIMITS.unpacked_mb + 1) * 1_000_000), FileRefusal.ZIP_BOMB),
        (lambda: package(*map(str, range(ATTACHMENT_LIMITS.members))), FileRefusal.ZIP_BOMB),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), FileRefusal.ENCRYPTED),
        (picture()[:900], FileRefusal.DAMAGED),
        (b"\xff\xd8\xff" + b"no picture" * 20, FileRefusal.DAMAGED),
    ],
)
def test_what_is_of_no_kind_or_damaged_is_refused(data: bytes | Callable[[], bytes], reason: FileRefusal) -> None:
    with pytest.raises(AttachmentRefusedError) as caught:
        made_ready(data() if callable(data) else data)
    assert caught.value.reason is reason


def test_a_file_that_is_two_at_once_is_kept_only_as_what_was_looked_at() -> None:
    found = made_ready(picture() + package() + PDF + b"<script>alert(1)</script>")
    assert found.kind is AttachmentKind.JPEG
    assert b"script" not in found.data
    assert b"PK\x03\x04" not in found.data


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [(1, (640, 400), (10, 200)), (3, (640, 400), (630, 200)), (6, (400, 640), (200, 10)), (8, (400, 640), (200, 630))],
)
def test_a_picture_stands_upright_and_says_nothing_of_place_and_person(
    form: str, orientation: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    given = picture(form, orientation=orientation)
    assert PLACE in given
    found = made_ready(given)
    for data in (found.data, found.thumbnail):
        assert PLACE not in data
        assert "Nguyễn".encode() not in data
        with Image.open(io.BytesIO(data)) as opened:
            assert not opened.getexif()
            assert set(opened.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "loop",
                "background",
                "timestamp",
                "duration",
            }
    with Image.open(io.BytesIO(found.data)) as opened:
        assert opened.size == size
        r, g, b = opened.convert("RGB").getpixel(red)
        assert r > 200
        assert max(g, b) < 60
    with Image.open(io.BytesIO(found.thumbnail)) as small:
        assert max(small.size) == ATTACHMENT_LIMITS.thumbnail_edge


def test_a_transparent_picture_stays_so_and_its_small_one_lies_on_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(file, "PNG")
    found = made_ready(file.getvalue())
    assert Image.open(io.BytesIO(found.data)).getpixel((5, 5)) == (0, 0, 0, 0)
    assert min(Image.open(io.BytesIO(found.thumbnail)).getpixel((5, 5))) > 250


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    with pytest.raises(AttachmentRefusedError) as caught:
        prepared(file.getvalue())
    assert caught.value.reason is FileRefusal.TOO_MANY_PIXELS


def test_a_large_photo_is_kept_smaller_by_the_job() -> None:
    found = prepared(picture(size=(6000, 3000)))
    assert Image.open(io.BytesIO(found.data)).size == (ATTACHMENT_LIMITS.edge, ATTACHMENT_LIMITS.edge // 2)
    assert prepared(picture(size=(6000, 3000))).digest == found.digest


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(AttachmentRefusedError) as caught:
        prepared(b"%PDF-" + b"0" * ATTACHMENT_LIMITS.file_mb * 1_000_000)
    assert caught.value.reason is FileRefusal.TOO_LARGE


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("whole", [picture(), picture("PNG"), picture("WEBP"), package(), PDF])
def test_whatever_is_altered_in_a_file_ends_in_a_file_or_a_refusal(whole: bytes) -> None:
    chance = random.Random(14)  # noqa: S311 - places in a file, no secrets
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 4, 60))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            found = made_ready(bytes(data[: chance.choice((len(data), len(data) // 2))]))
        except AttachmentRefusedError:
            continue
        assert found.data


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Biên bản nghiệm thu.pdf", "Biên bản nghiệm thu.pdf"),
        ("D:\\lan\\ảnh.JPG", "ảnh.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\u202etxt.exe", "atxt.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "-img src=x onerror=alert(1)-.pdf"),
        ("\n\r\t.pdf", "pdf.pdf"),
        ("", "pdf.pdf"),
        ("a" * 400 + ".pdf", "a" * 120 + ".pdf"),
        ("Quyết định 1.234.pdf", "Quyết định 1.234.pdf"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_could_mislead(name: str, kept: str) -> None:
    assert kept_name(name, AttachmentKind.PDF) == kept


def test_a_job_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from geodata import attachments  # noqa: PLC0415
    from geodata.jobs import JobLimits  # noqa: PLC0415

    monkeypatch.setattr(attachments, "_BUDGET", JobLimits(memory_mb=40))
    with pytest.raises(JobStoppedError):
        prepared(picture())

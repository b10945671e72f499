"""Files as an office would add them to a record, and such as it should not."""

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PLACE = b"Bac Giang 21.2731 106.1946"
"""Words in the metadata of a picture that must not be kept."""


def picture(
    form: str = "JPEG", size: tuple[int, int] = (640, 400), *, orientation: int = 1, mode: str = "RGB"
) -> bytes:
    """Return a picture whose left third is red, with who, where and which way up in its metadata."""
    made = Image.new(mode, size, "white")
    made.paste("red", (0, 0, size[0] // 3, size[1]))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x013B] = orientation, PLACE.decode(), "Nguyễn Văn A"
    file = io.BytesIO()
    made.save(file, form, exif=exif, **({"comment": PLACE} if form == "JPEG" else {}))
    return file.getvalue()


def package(*names: str, main: str = "word/document.xml", large: int = 0) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", main, *names):
            archive.writestr(name, f"<x>{name}</x>")
        if large:
            archive.writestr("word/large.xml", b" " * large)
    return file.getvalue()

"""The presentation that the deck is written into: a plain one of our own, or the office's template (.pptx or .potx)."""

import zipfile
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches

from analytics.briefing.pptx.template_error import TemplateError

_FONT = "Arial"
"""On every Windows machine and every Mac, with all Vietnamese letters."""

TEMPLATE_TYPE = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
DECK_TYPE = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
_MOST_BYTES = 100 * 1024 * 1024
TITLE_ONLY = 5


def opened_template(template: bytes | None) -> Any:
    """Return the presentation to write into: empty of slides, with its layouts.

    Raises TemplateError when `template` is no presentation without macros that can be read.
    """
    if template is None:
        return _own()
    try:
        made = Presentation(BytesIO(_as_deck(template)))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise TemplateError(str(error)) from error
    if not len(made.slide_layouts):
        raise TemplateError("no slide layout")
    _remove_slides(made)
    return made


def _as_deck(data: bytes) -> bytes:
    """Return a template as a deck: the same parts, with the content type of a presentation."""
    with zipfile.ZipFile(BytesIO(data)) as source:
        if sum(item.file_size for item in source.infolist()) > _MOST_BYTES:
            raise TemplateError("too large")
        if TEMPLATE_TYPE not in source.read(CONTENT_TYPES):
            return data
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for item in source.infolist():
                content = source.read(item.filename)
                is_types = item.filename == CONTENT_TYPES
                target.writestr(item, content.replace(TEMPLATE_TYPE, DECK_TYPE) if is_types else content)
    return buffer.getvalue()


def _remove_slides(made: Any) -> None:
    ids = made.slides._sldIdLst  # noqa: SLF001 - python-pptx has no public way to remove a slide
    for one in list(ids):
        made.part.drop_rel(one.rId)
        ids.remove(one)


def _own() -> Any:
    """Return a 16:9 presentation with Arial as its theme font and one title across the top."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{_FONT}"'.encode())  # noqa: SLF001 - a part without an API
    for holder in [made.slide_master, *made.slide_layouts]:
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type in {13, 15, 16}:  # date, footer and number: each slide writes its own
                shape._element.getparent().remove(shape._element)  # noqa: SLF001 - python-pptx has no public way
    layout = made.slide_layouts[TITLE_ONLY]
    title = layout.placeholders[0]
    title.left, title.top, title.width, title.height = Inches(0.5), Inches(0.3), Inches(12.333), Inches(1.0)
    master = made.slide_master.placeholders[0]
    master.left, master.top, master.width, master.height = title.left, title.top, title.width, title.height
    return made


def title_layout(made: Any) -> Any:
    """Return the layout that has a title and least else."""
    with_title = [one for one in made.slide_layouts if any(_is_title(shape) for shape in one.placeholders)]
    if not with_title:
        return made.slide_layouts[len(made.slide_layouts) - 1]
    return min(with_title, key=lambda one: len(one.placeholders))


def _is_title(shape: Any) -> bool:
    return bool(shape.placeholder_format.idx == 0)


def page_size(made: Any) -> tuple[float, float]:
    """Return width and height of a slide in inches."""
    return Emu(made.slide_width).inches, Emu(made.slide_height).inches

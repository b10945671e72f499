"""An empty A4 document that holds the styles of the form and no others, so that an office edits it by its styles."""

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle

from analytics.papers.docx.form import StyleForm, form

_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def styled_document() -> Docx:
    """Return a document without content whose styles are those of the form."""
    document = Document()
    styles = document.styles
    for style in list(styles):
        if style.name not in _KEPT:
            style.delete()
    font = form().page.font
    for fonts in styles.element.iter(qn("w:rFonts")):
        _set_fonts(fonts, font)
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "vi-VN")
    _shape(styles["Normal"], StyleForm("Normal", 14, "left"))
    for key, one in form().styles.items():
        added = styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH)
        added.element.set(qn("w:styleId"), key)
        added.base_style = styles["Normal"]
        added.quick_style = True
        _shape(added, one)
    _leave_out(document.part.rels, ("/numbering", "/stylesWithEffects", "/customXml"))
    _leave_out(document.part.package.rels, ("/thumbnail",))
    lead = styles.add_style(form().lead_style, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(lead, CharacterStyle)
    lead.font.bold = True
    _add_table_style(document)
    return document


def _leave_out(relations: Relationships, ends: tuple[str, ...]) -> None:
    """Leave out parts of the template of python-docx: they speak of styles that are gone, or show another document."""
    for key in [key for key, one in relations.items() if one.reltype.endswith(ends)]:
        del relations[key]


def _shape(style: BaseStyle, one: StyleForm) -> None:
    assert isinstance(style, ParagraphStyle)
    style.font.name = form().page.font
    _set_fonts(style.element.get_or_add_rPr().rFonts, form().page.font)
    style.font.size, style.font.bold, style.font.italic = Pt(one.size), one.bold, one.italic
    shape = style.paragraph_format
    shape.alignment = _ALIGN[one.align]
    shape.space_before, shape.space_after = Pt(one.before), Pt(one.after)
    shape.left_indent, shape.first_line_indent = Mm(one.left), Mm(one.first)
    shape.keep_with_next, shape.widow_control = one.keep, True
    if one.exactly:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(one.exactly)
    else:
        shape.line_spacing = one.line
    properties = style.element.get_or_add_pPr()
    if one.border:
        properties.insert_element_before(_border("w:pBdr", ("bottom",)), "w:shd", "w:spacing", "w:ind", "w:jc")
    if one.level is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(one.level))
        properties.append(level)


def _set_fonts(fonts: BaseOxmlElement, name: str) -> None:
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _border(tag: str, sides: tuple[str, ...]) -> BaseOxmlElement:
    border = OxmlElement(tag)
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    return border


def _add_table_style(document: Docx) -> None:
    style = document.styles.add_style(form().table_style, WD_STYLE_TYPE.TABLE)
    style.element.set(qn("w:styleId"), "table")
    properties = OxmlElement("w:tblPr")
    properties.append(_border("w:tblBorders", _SIDES))
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 28), ("left", 85), ("bottom", 28), ("right", 85)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    style.element.append(properties)

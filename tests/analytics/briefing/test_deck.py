import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from analytics.briefing.layout import LEAST, Page, pages_of
from analytics.briefing.pptx.charts import categories
from analytics.briefing.pptx.deck import deck
from analytics.briefing.pptx.template import DECK_TYPE, TEMPLATE_TYPE
from analytics.briefing.pptx.template_error import TemplateError
from analytics.briefing.story.slides import ChartBlock, KpiBlock, Story, TableBlock
from analytics.briefing.story.text_fit import broken_lines, fitting, width_in
from analytics.wording.language import JOINER, kept_together
from tests.analytics.briefing.conftest import SELECTIONS

Tell = Callable[[str], Story]
pytestmark = pytest.mark.usefixtures("blank_maps")


def opened(told: Story, **named: Any) -> Any:
    return Presentation(BytesIO(deck(told, **named)))


def pages(told: Story) -> list[Page]:
    return [page for slide in told.slides for page in pages_of(slide)]


def texts_of(slide: Any) -> list[str]:
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    cells = [
        cell.text_frame for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
    ]
    return [frame.text for frame in [*frames, *cells]]


@pytest.mark.parametrize("name", SELECTIONS)
def test_the_numbers_of_the_deck_are_those_of_the_story(tell: Tell, name: str) -> None:
    told = tell(name)
    made = opened(told)
    for slide, page in zip(pages(told), made.slides, strict=True):
        charts = [shape for shape in page.shapes if shape.has_chart]
        tables = [shape.table for shape in page.shapes if shape.has_table]
        for block, shape in zip((one for one in slide.blocks if isinstance(one, ChartBlock)), charts, strict=True):
            chart, width = shape.chart, shape.width / Inches(1)
            assert list(chart.plots[0].categories) == categories(block, width)
            for drawn, values in zip(chart.plots[0].series, block.values, strict=True):
                assert tuple(drawn.values) == pytest.approx(values)
        for block, table in zip((one for one in slide.blocks if isinstance(one, TableBlock)), tables, strict=True):
            body = [
                [cell.text.removeprefix("▸ ").replace(JOINER, "") for cell in row.cells] for row in list(table.rows)[1:]
            ]
            shown = len(body) - len(block.table.footer)
            assert body == [[cell.text for cell in row] for row in (*block.table.rows[:shown], *block.table.footer)]
        for block in (one for one in slide.blocks if isinstance(one, KpiBlock)):
            said = "\n".join(texts_of(page))
            assert all(kept_together(figure.text, figure.unit) in said for figure in block.figures)


@pytest.mark.parametrize("name", ["everything", "one district", "all ten"])
def test_no_word_under_a_column_is_wider_than_its_place(tell: Tell, name: str) -> None:
    for page in opened(tell(name)).slides:
        for shape in (one for one in page.shapes if one.has_chart):
            plot = shape.chart.plots[0]
            if shape.chart.chart_type not in {XL_CHART_TYPE.COLUMN_STACKED, XL_CHART_TYPE.COLUMN_CLUSTERED}:
                continue
            names = list(plot.categories)
            words = [word for name in names for word in re.split(r"[ \n–/]", name)]
            assert max(width_in(word, LEAST) for word in words) < shape.width / Inches(1) / (len(names) + 1), names


def test_charts_can_be_edited_with_the_same_numbers_in_their_workbook(tell: Tell) -> None:
    told = tell("everything")
    charts = {shape.name: shape.chart for page in opened(told).slides for shape in page.shapes if shape.has_chart}
    for slide in told.slides:
        for block in (one for one in slide.blocks if isinstance(one, ChartBlock)):
            sheet = load_workbook(BytesIO(charts[f"chart {block.id}"].part.chart_workbook.xlsx_part.blob)).active
            rows = list(sheet.iter_rows(values_only=True))
            assert list(rows[0][1:]) == [series.name for series in block.shown.series]
            assert [row[1] for row in rows[1:]] == pytest.approx(list(block.values[0]))


@pytest.mark.parametrize("name", SELECTIONS)
def test_no_text_is_too_small_and_every_headline_fits(tell: Tell, name: str) -> None:
    for page in opened(tell(name)).slides:
        sizes = [
            int(properties.get("sz"))
            for properties in page._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr")
            if properties.get("sz")
        ]
        assert min(sizes) >= LEAST * 100
        title = page.shapes.title
        run = title.text_frame.paragraphs[0].runs[0]
        lines = broken_lines(run.text, run.font.size.pt, title.width / Inches(1) - 0.1, bold=True)
        assert len(lines) * run.font.size.pt * 1.2 <= title.height / Pt(1) + 4


@pytest.mark.parametrize("name", ["everything", "all ten"])
def test_nothing_lies_outside_its_slide_or_over_another(tell: Tell, name: str) -> None:
    made = opened(tell(name))
    for page in made.slides:
        boxes = [(shape.left, shape.top, shape.left + shape.width, shape.top + shape.height) for shape in page.shapes]
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= made.slide_width
            assert bottom <= made.slide_height
        for n, one in enumerate(boxes):
            for other in boxes[n + 1 :]:
                apart = (
                    one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 9525 or other[3] <= one[1] + 9525
                )
                assert apart, [shape.name for shape in page.shapes]


def test_notes_name_sources_and_pictures_have_words(tell: Tell) -> None:
    told = tell("everything")
    for told_page, page in zip(pages(told), opened(told).slides, strict=True):
        if told_page.number == 1:
            assert page.notes_slide.notes_text_frame.text == "\n".join(told_page.slide.notes)
        for shape in page.shapes:
            if shape.has_chart or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_every_slide_carries_selection_day_and_number(tell: Tell) -> None:
    told = tell("one district")
    for page in opened(told).slides:
        assert any("Lục Ngạn" in text and told.marks.dated in text for text in texts_of(page))
        assert page._element.xpath(".//a:fld[@type='slidenum']")


def test_the_illustrative_flag_is_on_every_slide(tell: Tell) -> None:
    told = tell("everything")
    flag = "DỮ LIỆU MINH HỌA: không có thật"
    made = opened(replace(told, marks=replace(told.marks, flag=flag)))
    assert all(flag in texts_of(page) for page in made.slides)
    assert flag in made.core_properties.comments


def test_the_fonts_are_on_every_windows(tell: Tell) -> None:
    data = deck(tell("everything"))
    with zipfile.ZipFile(BytesIO(data)) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
        slides = "".join(
            package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/slide")
        )
    assert 'latin typeface="Arial"' in theme
    assert "a:latin" not in slides


def template(kind: bytes) -> bytes:
    made = Presentation()
    made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "Trang mẫu"
    buffer = BytesIO()
    made.save(buffer)
    changed = BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(changed, "w") as target:
        for item in source.infolist():
            target.writestr(item, source.read(item.filename).replace(DECK_TYPE, kind))
    return changed.getvalue()


@pytest.mark.parametrize("kind", [DECK_TYPE, TEMPLATE_TYPE])
def test_the_office_s_template_is_followed_without_its_slides(tell: Tell, kind: bytes) -> None:
    told = tell("one district")
    made = opened(told, template=template(kind))
    assert len(made.slides) == len(pages(told))
    assert "Trang mẫu" not in "".join(text for page in made.slides for text in texts_of(page))
    assert made.slides[1].shapes.title.text == told.slides[1].headline


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>"])
def test_what_is_no_presentation_is_refused(tell: Tell, data: bytes) -> None:
    with pytest.raises(TemplateError):
        deck(tell("nothing"), template=data)


def test_progress_is_told_slide_by_slide(tell: Tell) -> None:
    told = tell("nothing")
    seen: list[tuple[int, int, str]] = []
    deck(told, on_progress=lambda *one: seen.append(one))
    assert seen == [(n + 1, len(told.slides), slide.headline) for n, slide in enumerate(told.slides)]


def test_a_table_shows_all_ten_districts_with_their_total(tell: Tell) -> None:
    made = opened(tell("everything"))
    (table,) = [shape.table for page in made.slides for shape in page.shapes if shape.name == "table districts"]
    assert len(table.rows) == 1 + 10 + 3


def test_diacritics_add_no_width() -> None:
    assert width_in("Lục Ngạn", 20) == width_in("Luc Ngan", 20)
    assert fitting("một hai ba bốn năm", (40, 20, 10), 1.5, 2) in {20, 10}

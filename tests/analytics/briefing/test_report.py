import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import pymupdf
import pytest
from reportlab import rl_config

from analytics.briefing.pdf.report import report
from analytics.briefing.story.slides import ChartBlock, KpiBlock, Slide, Story, TableBlock
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import large_text
from analytics.overview.kpis import kpis
from analytics.selection.selected import Selected
from analytics.wording.language import Language, kept_together, language

Tell = Callable[[str], Story]
SELECTIONS = ("everything", "a cut", "nothing")


@pytest.fixture(scope="module")
def read(tell: Tell) -> Iterator[Callable[[str], pymupdf.Document]]:
    patch = pytest.MonkeyPatch()
    patch.setattr("analytics.briefing.map.picture.map_png", lambda *_: _pixel())
    yield cache(lambda name: pymupdf.open(stream=report(tell(name)), filetype="pdf"))
    patch.undo()


def _pixel() -> bytes:
    return bytes(pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 2, 2)).tobytes("png"))


def said(document: pymupdf.Document) -> str:
    return re.sub(r"\s+", " ", " ".join(page.get_text() for page in document))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("name", SELECTIONS)
def test_the_numbers_of_the_report_are_those_of_the_story(
    read: Callable[[str], pymupdf.Document], tell: Tell, name: str
) -> None:
    text = said(read(name))
    for slide in tell(name).slides[1:]:
        assert plain(slide.headline) in text
        for written in _written(slide):
            assert plain(written) in text, slide.id


def _written(slide: Slide) -> Iterator[str]:
    for block in (*slide.blocks, *slide.more):
        if isinstance(block, KpiBlock):
            yield from (kept_together(figure.text, figure.unit) for figure in block.figures)
        elif isinstance(block, TableBlock) and not block.id.startswith("district_"):
            yield from (
                cell.text for row in (*block.table.rows, *block.table.footer) for cell in row if cell.value is not None
            )
        elif isinstance(block, ChartBlock):
            yield from block.labels


def test_vietnamese_is_found_letter_by_letter(read: Callable[[str], pymupdf.Document], whole: Selected) -> None:
    document = read("everything")
    support = next(one for one in kpis(whole, whole) if one.id is KpiId.SUPPORT)
    text = said(document)
    assert text == unicodedata.normalize("NFC", text)
    for word in (
        "Khuyến công Bắc Giang",
        "Thành phố Bắc Giang",
        "Lục Ngạn",
        "Sản phẩm OCOP",
        large_text(support, language("vi")),
    ):
        assert any(page.search_for(word) for page in document), word


def test_faces_are_embedded(read: Callable[[str], pymupdf.Document]) -> None:
    fonts = {(font[3], font[1]) for page in read("everything") for font in page.get_fonts()}
    assert any("SourceSansPro" in name for name, _ in fonts)
    assert all(kind != "n/a" or name == "Helvetica" for name, kind in fonts), fonts


def test_pages_are_numbered_and_carry_selection_and_day(read: Callable[[str], pymupdf.Document]) -> None:
    document = read("everything")
    for n, page in enumerate(document, start=1):
        text = plain(page.get_text())
        assert f"Trang {n}/{len(document)}" in text
        assert "Toàn tỉnh, mọi năm · Nguồn mới nhất: " in text
        assert " · lập ngày 21/11/2026" in text


def test_the_number_of_pages_stands_where_the_language_has_it(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    text = Language.text

    def turned(self: Language, message: str, **values: object) -> str:
        return f"{values['all']} trang, trang {values['n']}" if "{all}" in message else text(self, message, **values)

    told, before = tell("everything"), rl_config.useA85
    monkeypatch.setattr(Language, "text", turned)
    with pymupdf.open(stream=report(told)) as document:
        for n, page in enumerate(document, start=1):
            words = [
                word[4]
                for word in sorted(page.get_text("words"), key=lambda word: word[0])
                if word[1] > page.rect.height - 40
            ]
            assert " ".join(words).endswith(f"{len(document)} trang, trang {n}")
    assert rl_config.useA85 == before, "what others make with ReportLab stays as it was"


def test_bookmarks_lead_to_every_section(read: Callable[[str], pymupdf.Document], tell: Tell) -> None:
    told = tell("everything")
    outline = [title for _, title, _ in read("everything").get_toc()]
    expected = {slide.headline for slide in (*told.slides[1:], *told.briefs)}
    assert expected <= set(outline)
    assert "Bản đồ khổ A3" in outline


def test_the_map_has_a_sheet_of_a3(read: Callable[[str], pymupdf.Document]) -> None:
    sizes = [(round(page.rect.width), round(page.rect.height)) for page in read("everything")]
    assert sizes.count((1191, 842)) == 1
    assert set(sizes) == {(1191, 842), (595, 842)}


def test_each_brief_is_one_page(read: Callable[[str], pymupdf.Document], tell: Tell) -> None:
    pages = {title: page for _, title, page in read("everything").get_toc()}
    starts = [pages[brief.headline] for brief in tell("everything").briefs]
    assert starts == list(range(starts[0], starts[0] + 10))
    assert len(read("everything")) == starts[-1] + 1, "the map on its sheet of A3 comes last"


def test_the_brief_of_a_chosen_district_is_one_page_too(read: Callable[[str], pymupdf.Document], tell: Tell) -> None:
    pages = {title: page for _, title, page in read("one district").get_toc()}
    (brief,) = tell("one district").briefs
    assert pages[tell("one district").by_id["sources"].headline] == pages[brief.headline] + 1


def test_a_long_table_repeats_its_heading(read: Callable[[str], pymupdf.Document]) -> None:
    with_heading = [page for page in read("everything") if "Nơi công bố" in page.get_text()]
    assert len(with_heading) > 1


def test_charts_are_drawn_as_lines_not_as_pictures(read: Callable[[str], pymupdf.Document]) -> None:
    page = next(page for page in read("everything") if "Kinh phí theo ngành" in page.get_text())
    assert not page.get_images()
    assert len(page.get_drawings()) > 10

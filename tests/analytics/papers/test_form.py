"""Every paper has the form of decree 30/2020/NĐ-CP, annex I, as it is read back from its file."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from analytics.papers.docx.form import form
from analytics.papers.docx.measured import line_count
from analytics.papers.docx.writer import write_docx
from analytics.papers.paper import Paper
from tests.analytics.papers.reading import bordered, paragraphs, read, styled
from tests.analytics.papers.samples import ALL, decided, filled_visit, inspection, open_visit, report, submitted

every_paper = pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
Make = Callable[[], Paper]


@cache
def written(make: Make) -> Docx:
    """Return a paper as it is read back, written once for all tests, which only look at it."""
    return read(make())


@every_paper
def test_the_page_is_a4_with_the_margins_of_the_annex(make: Make) -> None:
    for section in written(make).sections:
        sides = {round(section.page_width.mm), round(section.page_height.mm)}
        assert sides == {210, 297}
        assert 20 <= section.top_margin.mm <= 25
        assert 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20


@every_paper
def test_the_page_number_stands_above_in_the_middle_and_not_on_the_first_page(make: Make) -> None:
    document = written(make)
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert [one.text for one in section.first_page_header.paragraphs] == [""]
        (shown,) = section.header.paragraphs
        assert shown._p.xpath("./w:fldSimple/@w:instr") == ["PAGE"]
        assert shown.style.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER
        assert 13 <= shown.style.font.size.pt <= 14
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


@every_paper
def test_every_style_is_times_new_roman_and_black(make: Make) -> None:
    document = written(make)
    fonts = {
        value
        for element in document.styles.element.iter(qn("w:rFonts"))
        for name, value in element.attrib.items()
        if name != qn("w:hint")
    }
    assert fonts == {"Times New Roman"}
    assert not list(document.styles.element.iter(qn("w:color")))
    assert {one.style.name for one in paragraphs(document)} <= {style.name for style in form().styles.values()}


@every_paper
def test_all_formatting_of_letters_is_by_styles(make: Make) -> None:
    direct = [
        run for run in written(make).element.body.iter(qn("w:rPr")) if [one.tag for one in run] != [qn("w:rStyle")]
    ]
    assert direct == []


SIZES = {
    "nation": (12, 13, True, False),
    "motto": (13, 14, True, False),
    "superior": (12, 13, False, False),
    "agency": (12, 13, True, False),
    "number": (13, 13, False, False),
    "place_and_day": (13, 14, False, True),
    "title": (13, 14, True, False),
    "extract": (13, 14, True, False),
    "body": (13, 14, False, False),
    "ground": (13, 14, False, True),
    "article": (13, 14, False, False),
    "signature": (13, 14, True, False),
    "signature_name": (13, 14, True, False),
    "recipients_head": (12, 12, True, True),
    "recipients": (11, 11, False, False),
    "annex_number": (14, 14, True, False),
    "annex_title": (13, 14, True, False),
    "annex_attached": (13, 14, False, True),
    "page_number": (13, 14, False, False),
    "cell": (13, 14, False, False),
}


@pytest.mark.parametrize("key", SIZES)
def test_sizes_and_faces_are_those_of_the_annex(key: str) -> None:
    least, most, is_bold, is_italic = SIZES[key]
    font = written(decided).styles[form().styles[key].name].font
    assert least <= font.size.pt <= most
    assert (font.bold, font.italic) == (is_bold, is_italic)


@pytest.mark.parametrize("key", ["body", "article", "ground"])
def test_the_text_is_justified_with_an_indent_and_six_points_between(key: str) -> None:
    shape = written(decided).styles[form().styles[key].name].paragraph_format
    assert shape.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert 10 <= shape.first_line_indent.mm <= 12.8
    assert shape.space_after.pt >= 6
    assert 1 <= shape.line_spacing <= 1.5


@every_paper
def test_the_letterhead_says_all_that_it_has_to(make: Make) -> None:
    paper = make()
    document = read(paper)
    assert styled(document, "nation") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert styled(document, "motto") == ["Độc lập - Tự do - Hạnh phúc"]
    assert styled(document, "title") == [paper.title.upper()]
    assert styled(document, "extract") == [paper.extract]
    assert len(styled(document, "line")) == 3  # tiêu ngữ, agency, extract
    assert len(styled(document, "recipients_head")) == 1
    assert styled(document, "recipients")[-1] == "- Lưu: VT."


def test_number_place_and_day_are_written_as_the_annex_says() -> None:
    document = written(filled_visit)
    assert styled(document, "number") == ["Số: 05/BB-TTKC"]
    assert styled(document, "place_and_day") == ["Bắc Giang, ngày 05 tháng 02 năm 2025"]
    assert styled(written(submitted), "place_and_day") == ["Bắc Ninh, ngày 09 tháng 3 năm 2026"]
    assert styled(document, "superior") == ["SỞ CÔNG THƯƠNG TỈNH BẮC GIANG"]
    assert styled(document, "agency") == ["TRUNG TÂM KHUYẾN CÔNG VÀ XÚC TIẾN THƯƠNG MẠI"]


def test_the_lines_are_as_long_as_the_annex_says() -> None:
    from analytics.papers.docx.measured import line_width_mm  # noqa: PLC0415 - measured apart from what is tested

    paper = replace(submitted(), extract="Về việc thử")
    document = read(paper)
    cells = {"motto": 94, "agency": 70, "extract": 164}
    margins = {"motto": 4, "agency": 4, "extract": 0}
    lines = [one for one in paragraphs(document) if one.style.name == form().styles["line"].name]
    texts = {"agency": "SỞ CÔNG THƯƠNG", "motto": "Độc lập - Tự do - Hạnh phúc", "extract": paper.extract}
    for (key, text), line in zip(texts.items(), lines, strict=True):
        drawn = cells[key] - margins[key] - 2 * line.paragraph_format.left_indent.mm
        part = drawn / line_width_mm(text, form().styles[key])
        assert part == pytest.approx(1, abs=0.02) if key == "motto" else 1 / 3 <= part <= 1 / 2


def test_a_decision_has_its_authority_grounds_and_numbered_articles() -> None:
    document = written(decided)
    assert styled(document, "authority") == ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC NINH"]
    grounds = styled(document, "ground")
    assert all(one.startswith(("Căn cứ ", "Theo đề nghị ")) for one in grounds)
    assert [one[-1] for one in grounds] == [";"] * (len(grounds) - 1) + ["."]
    articles = styled(document, "article")
    assert [one.split(". ")[0] for one in articles] == [f"Điều {place}" for place in range(1, len(articles) + 1)]
    assert articles[-1].endswith("./.")
    bold = [run.text for one in paragraphs(document) for run in one.runs if run.style.name == form().lead_style]
    assert bold == [f"Điều {place}." for place in range(1, len(articles) + 1)]


def test_who_signs_for_another_says_so() -> None:
    document = written(report)
    assert styled(document, "signature") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert styled(document, "signature_name") == ["Nguyễn Thị Mẫu"]


@pytest.mark.parametrize("make", [report, submitted, decided])
def test_the_annex_is_a_landscape_section_that_says_what_it_belongs_to(make: Make) -> None:
    document = written(make)
    assert [one.orientation for one in document.sections] == [WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE]
    assert styled(document, "annex_number") == ["Phụ lục"]
    (title,), (attached,) = styled(document, "annex_title"), styled(document, "annex_attached")
    assert title == title.upper()
    assert attached.startswith("(Kèm theo ")
    assert attached.endswith(")")


@every_paper
def test_tables_repeat_their_heads_and_keep_their_rows_whole(make: Make) -> None:
    document = written(make)
    for table in bordered(document):
        heads = [row._tr.xpath("./w:trPr/w:tblHeader") != [] for row in table.rows]
        count = heads.index(False)
        assert heads == [True] * count + [False] * (len(heads) - count)
        assert 1 <= count <= 2
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


@pytest.mark.parametrize("make", [report, submitted, decided, inspection])
def test_every_cell_is_as_wide_as_its_columns(make: Make) -> None:
    document = written(make)
    for table in document.tables:
        grid = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
        for row in table._tbl.tr_lst:
            spans = [cell.grid_span for cell in row.tc_lst]
            assert sum(spans) == len(grid)
            assert sum(cell.width.twips for cell in row.tc_lst) == pytest.approx(sum(grid), abs=len(grid))


def test_an_illustrative_paper_says_so_above_its_title_and_no_other_does() -> None:
    assert styled(written(inspection), "illustrative") == ["SỐ LIỆU MINH HỌA, KHÔNG PHẢI SỐ LIỆU THẬT"]
    assert styled(written(filled_visit), "illustrative") == []


def test_what_is_not_known_is_left_to_fill_in() -> None:
    document = written(open_visit)
    assert styled(document, "number") == ["Số: ……/BB-……"]
    assert styled(document, "place_and_day") == ["……, ngày …… tháng …… năm ……"]
    assert set(styled(document, "signature_name")) == {"…" * 10}
    text = "\n".join(one.text for one in paragraphs(document))
    assert "None" not in text
    assert "☐\u00a0Hỗ trợ theo đăng ký" in text
    assert "☒" not in text
    assert "☒\u00a0Hỗ trợ ở mức thấp hơn" in "\n".join(one.text for one in paragraphs(written(filled_visit)))


@every_paper
def test_no_property_stands_twice_and_none_out_of_order(make: Make) -> None:
    """Word refuses a file whose properties come twice or in another order than its schema's."""
    orders = {
        "w:sectPr": "headerReference pgSz pgMar pgNumType cols titlePg docGrid",
        "w:pPr": "pStyle keepNext keepLines widowControl pBdr spacing ind jc outlineLvl sectPr",
        "w:tcPr": "tcW gridSpan vMerge vAlign",
        "w:tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
        "w:rPr": "rStyle rFonts b i sz szCs lang",
    }
    document = written(make)
    for root in (document.element, document.styles.element):
        for tag, order in orders.items():
            for properties in root.iter(qn(tag)):
                names = [one.tag.split("}")[1] for one in properties]
                once = [name for name in names if name != "headerReference"]
                assert len(once) == len(set(once)), names
                assert sorted(names, key=order.split().index) == names


def test_no_part_of_another_document_is_left(tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(write_docx(decided()))
    with ZipFile(file) as parts:
        names = {Path(name).stem for name in parts.namelist()}
    assert not names & {"thumbnail", "numbering", "stylesWithEffects", "item1"}


@every_paper
def test_heads_of_two_rows_have_room_for_the_tallest_heading_on_every_page(make: Make) -> None:
    for table in written(make).tables:
        heads = [
            row for row in table.rows if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        ]
        if len(heads) < 2:
            continue
        room = sum(int(row._tr.trPr.find(qn("w:trHeight")).get(qn("w:val"))) / 20 for row in heads)
        style = form().styles["table_head"]
        for cell in heads[0]._tr.tc_lst:
            if cell.vMerge == "restart":
                text = "".join(node.text or "" for node in cell.iter(qn("w:t")))
                lines = line_count(text, style, cell.width / 36000 - 4)
                assert lines * style.size * 1.15 <= room, text


def test_no_head_of_a_group_and_no_total_is_left_alone_on_a_page() -> None:
    document = written(report)
    lists = [table for table in document.tables if len(table.rows) > 3]
    assert lists
    for table in lists:
        rows = list(table.rows)
        kept = [all(one.paragraph_format.keep_with_next for one in row.cells[0].paragraphs) for row in rows]
        sums = [any(one.style.style_id.startswith("sum") for one in row.cells[1].paragraphs) for row in rows]
        assert all(keeps or not is_sum for keeps, is_sum in zip(kept[:-1], sums[:-1], strict=True))
        assert kept[-2] or not sums[-1]

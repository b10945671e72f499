"""The pages of papers as LibreOffice lays them out: heads again on each page, numbers from the second on, nothing cut off."""

import re
import shutil
import subprocess
from collections.abc import Callable

import pymupdf
import pytest

from analytics.papers.bodies import Issue
from analytics.papers.decision import decision_draft
from analytics.papers.docx.writer import write_docx
from analytics.papers.paper import Paper
from analytics.papers.planning_data import DecisionDraft, PlannedProposal, PlanSubmission, ProgrammePlan
from analytics.papers.submission import submission
from tests.analytics.papers.samples import ALL, COMMITTEE, DEPARTMENT, decided, plan

HEADING = "Đơn vị thụ hưởng, địa chỉ"


def long_texts() -> Paper:
    listed = (
        PlannedProposal(
            "Hợp tác xã " * 27 + "Cuối",
            "",
            "ệ" * 300,
            "W" * 300,
            "dài " * 100,
            "Quý II " * 60 + "hết",
            note="ghi chú " * 70,
        ),
        PlannedProposal("rất dài " * 700 + "Xong"),
        PlannedProposal("ngắn", support_vnd=123_456_789_123),
    )
    return decision_draft(DecisionDraft(Issue(COMMITTEE), ProgrammePlan(2026, "khuyến công địa phương", listed)))


def two_hundred() -> Paper:
    return decided(200)


def filled_to(n: int) -> Callable[[], Paper]:
    """Return what makes a submission whose text is n lines longer."""

    def made() -> Paper:
        return submission(PlanSubmission(Issue(DEPARTMENT), plan(3), reasons=(" ".join(["dòng"] * 15 * n),)))

    made.__name__ = f"filled_{n}"
    return made


FILLED = tuple(filled_to(n) for n in range(6, 12))
"""Between them the signature reaches the end of the first page."""
MAKERS = (*ALL, two_hundred, long_texts, *FILLED)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pymupdf.Document]:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("papers")
    for make in MAKERS:
        (folder / f"{make.__name__}.docx").write_bytes(write_docx(make()))
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, *map(str, folder.glob("*.docx"))], cwd=folder, capture_output=True, check=True, timeout=300
    )
    if not list(folder.glob("*.pdf")):
        pytest.skip("LibreOffice has no Writer")
    return {file.stem: pymupdf.open(file) for file in folder.glob("*.pdf")}


def squeezed(document: pymupdf.Document) -> str:
    return re.sub(r"\s", "", "".join(page.get_text() for page in document))


@pytest.mark.parametrize("name", [make.__name__ for make in MAKERS])
def test_every_page_but_the_first_of_a_section_shows_its_number(name: str, pages: dict[str, pymupdf.Document]) -> None:
    expected, is_wide = 0, False
    for page in pages[name]:
        lies = page.rect.width > page.rect.height
        expected = 1 if lies != is_wide else expected + 1
        is_wide = lies
        above = [word for word in page.get_text("words") if word[3] < 20 / 25.4 * 72]
        assert [word[4] for word in above] == ([] if expected == 1 else [str(expected)])
        for left, _, right, *_ in above:
            middle = 30 / 25.4 * 72 + (page.rect.width - 46 / 25.4 * 72) / 2
            assert (left + right) / 2 == pytest.approx(middle, abs=2)


@pytest.mark.parametrize("name", [make.__name__ for make in MAKERS])
def test_no_page_is_empty(name: str, pages: dict[str, pymupdf.Document]) -> None:
    for page in pages[name]:
        assert [word[4] for word in page.get_text("words") if word[3] >= 20 / 25.4 * 72]


def test_the_head_stands_on_every_page_of_a_long_list(pages: dict[str, pymupdf.Document]) -> None:
    wide = [page for page in pages["two_hundred"] if page.rect.width > page.rect.height]
    assert len(wide) > 10
    assert all(HEADING.split(",", maxsplit=1)[0] in " ".join(page.get_text().split()) for page in wide)


def test_no_row_of_a_long_list_is_lost_or_broken(pages: dict[str, pymupdf.Document]) -> None:
    text = squeezed(pages["two_hundred"])
    assert [place for place in range(1, 201) if f"thôn{place},xãTânYên" not in text] == []
    for page in pages["two_hundred"]:
        assert page.get_text().count("Ứng dụng máy móc thiết") == page.get_text().count("Máy đóng gói tự")


def test_nothing_of_long_texts_is_cut_off(pages: dict[str, pymupdf.Document]) -> None:
    text = squeezed(pages["long_texts"])
    assert text.count("rấtdài") == 700
    assert text.count("ghichú") == 70
    assert text.count("W") == 300
    assert text.count("QuýII") == 60
    assert "123.456.789.123" in text
    assert all(word in text for word in ("Cuối", "hết", "Xong"))


@pytest.mark.parametrize("name", [make.__name__ for make in MAKERS])
def test_nothing_stands_in_the_margins(name: str, pages: dict[str, pymupdf.Document]) -> None:
    for page in pages[name]:
        for left, top, right, bottom, word, *_ in page.get_text("words"):
            assert left >= 29.5 / 25.4 * 72, word
            assert right <= page.rect.width - 15 / 25.4 * 72, word
            assert bottom <= page.rect.height - 19.5 / 25.4 * 72, word
            assert top >= 8 / 25.4 * 72, word


@pytest.mark.parametrize("name", [make.__name__ for make in ALL])
def test_quoc_hieu_takes_one_line(name: str, pages: dict[str, pymupdf.Document]) -> None:
    lines = [line.strip() for line in pages[name][0].get_text().splitlines()]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines

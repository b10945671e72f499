"""What the office writes stands whole on what is seen: every word of free texts, remarks and headlines, inside the page, over nothing else."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from analytics.briefing.layout import HEIGHT, INDENT, MARGIN, WIDTH, content_height, pages_of, text_height
from analytics.briefing.meeting import MOST_LETTERS, REMARK, FreeSlide, Meeting, arranged_story
from analytics.briefing.pdf.report import report
from analytics.briefing.pptx.deck import deck
from analytics.briefing.show import show_data
from analytics.briefing.story.slides import Block, ChartBlock, KpiBlock, Slide, Story, TableBlock, TextBlock

Tell = Callable[[str], Story]
OFFICE = shutil.which("soffice")
TEN = ("title", "funding_years", "districts", "overview", "map", "exports", "sources")


def numbered(prefix: str, n: int) -> str:
    """Return so many different words."""
    return " ".join(f"{prefix}{at}ạ" for at in range(n))


@pytest.fixture(scope="module")
def written(tell: Tell) -> Story:
    """A story that does not begin with its title, with 2 000 words of free text, long headlines, remarks everywhere, ten blocks on one slide."""
    told = tell("everything")
    long = numbered("tít", 60)[:MOST_LETTERS].rpartition(" ")[0]
    lines = tuple(numbered(f"chữ{line}x", 100) for line in range(20))
    remarks = {id_: numbered(f"{id_.replace('_', '')}w", 25 * n) for n, id_ in enumerate(TEN[:-1], start=1)}
    ids = [id_ for id_ in told.by_id if id_ not in {"title", "funding_years"}]
    meeting = Meeting(("funding_years", "title", "text-1", *ids), (FreeSlide("text-1", long, lines),), remarks)
    shown = arranged_story(told, meeting)
    blocks = [block for slide in told.slides for block in slide.blocks if isinstance(block, ChartBlock | TableBlock)]
    ten = replace(
        told.by_id["overview"],
        id="ten",
        headline=numbered("mười", 20),
        subtitle=numbered("phụ", 45),
        blocks=tuple(blocks[:10]),
    )
    return replace(shown, slides=(*shown.slides, ten))


def words_of(story: Story) -> set[str]:
    """Return every word of what the office wrote, of the headlines and of what stands under them."""
    shown = [slide for slide in story.slides if slide.id not in {"title", "sources"}]
    texts = [text for slide in shown for text in (slide.headline, slide.subtitle)]
    own = (block for slide in story.slides for block in slide.blocks if isinstance(block, TextBlock))
    texts += [line for block in own if block.id == REMARK or block.id.startswith("text-") for line in block.lines]
    return {word for text in texts for word in text.split()}


def grown(page: pymupdf.Page) -> pymupdf.Rect:
    """Return the rectangle of a page, a point larger at each side."""
    return pymupdf.Rect(page.rect.x0 - 1, page.rect.y0 - 1, page.rect.x1 + 1, page.rect.y1 + 1)


def overlapping(page: pymupdf.Page, words: set[str]) -> Iterator[tuple[str, str]]:
    """Return the words of a page, of these `words`, that lie on others."""
    found = page.get_text("words")
    boxes, said = np.array([word[:4] for word in found]).reshape(-1, 4), [word[4] for word in found]
    width, height = (
        np.minimum.outer(boxes[:, far], boxes[:, far]) - np.maximum.outer(boxes[:, near], boxes[:, near])
        for near, far in ((0, 2), (1, 3))
    )
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    lie = (width > 0) & (height > 0) & (width * height > 0.25 * np.minimum.outer(area, area))
    for n, other in np.argwhere(np.triu(lie, 1)):
        if len(said[n]) > 1 and len(said[other]) > 1 and {said[n], said[other]} & words:
            yield said[n], said[other]


def assert_seen(document: pymupdf.Document, words: set[str], pages: range) -> None:
    seen: set[str] = set()
    for n in pages:
        page = document[n]
        inside = grown(page)
        for word in page.get_text("words"):
            assert pymupdf.Rect(word[:4]) in inside, (n, word[4])
            seen.add(word[4])
        assert not list(overlapping(page, words)), n
    assert words <= seen, sorted(words - seen)[:10]


@pytest.fixture(scope="module")
def made(written: Story) -> bytes:
    return deck(written)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed; the next test measures the shapes")
def test_every_word_stands_on_a_rendered_page_of_the_deck(written: Story, made: bytes, tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(made)
    where = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(OFFICE), where, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "deck.pptx")], check=True, capture_output=True, timeout=300)
    document = pymupdf.open(tmp_path / "deck.pdf")
    assert_seen(document, words_of(written), range(len(document)))


def test_every_word_stands_in_a_shape_inside_the_page_that_lies_on_no_other(written: Story, made: bytes) -> None:
    opened: Any = Presentation(BytesIO(made))
    seen: set[str] = set()
    for page in opened.slides:
        boxes = []
        for shape in page.shapes:
            boxes.append((shape.left, shape.top, shape.left + shape.width, shape.top + shape.height, shape.name))
            seen |= set(shape.text_frame.text.split()) if shape.has_text_frame else set()
        for n, one in enumerate(boxes):
            assert one[0] >= 0
            assert one[1] >= 0
            assert one[2] <= opened.slide_width
            assert one[3] <= opened.slide_height
            for other in boxes[n + 1 :]:
                is_apart = (
                    one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 9525 or other[3] <= one[1] + 9525
                )
                assert is_apart, (one[4], other[4])
    assert words_of(written) <= seen
    kinds = [shape for page in opened.slides for shape in page.shapes if shape.has_chart or shape.has_table]
    shown = [block for slide in written.slides for block in slide.blocks if isinstance(block, ChartBlock | TableBlock)]
    assert len(kinds) == len(shown)


def test_every_word_stands_on_a_page_of_the_report(written: Story) -> None:
    document = pymupdf.open(stream=report(written), filetype="pdf")
    seen = {word[4] for page in document for word in page.get_text("words")}
    assert words_of(written) <= seen
    own = words_of(written)
    for page in document:
        inside = grown(page)
        for word in page.get_text("words"):
            assert pymupdf.Rect(word[:4]) in inside, word[4]
        assert not list(overlapping(page, own)), page.number
    charts = [block for block in written.by_id["funding_years"].blocks if isinstance(block, ChartBlock)]
    text = " ".join(" ".join(page.get_text().split()) for page in document)
    assert all(" ".join(label.split()) in text for block in charts for label in block.labels)


def test_every_word_is_given_to_the_show(written: Story) -> None:
    slides = show_data(written, lambda block: block.id)["slides"]
    texts = [slide[part] for slide in slides for part in ("headline", "subtitle")]
    texts += [
        line for slide in slides for block in slide["blocks"] if block["kind"] == "text" for line in block["lines"]
    ]
    assert words_of(written) <= {word for text in texts for word in text.split()}
    assert len({slide["id"] for slide in slides}) == len(slides)


def test_a_slide_of_the_office_without_a_line_is_a_page(tell: Tell) -> None:
    told = arranged_story(tell("nothing"), Meeting(("text-1",), (FreeSlide("text-1", "Thảo luận"),)))
    (page,) = pages_of(told.slides[0])
    assert (page.headline, page.blocks, page.lines) == ("Thảo luận", (), ())


@given(
    kinds=st.lists(st.sampled_from(["chart", "table", "figures"]), max_size=10),
    lengths=st.lists(st.integers(0, 700), max_size=5),
)
def test_any_blocks_and_any_text_have_their_place(tell: Tell, kinds: list[str], lengths: list[int]) -> None:
    blocks: dict[str, Block] = {}
    for slide in tell("everything").slides:
        for block in slide.blocks:
            name = {ChartBlock: "chart", TableBlock: "table", KpiBlock: "figures"}.get(type(block), "")  # type: ignore[call-overload]
            blocks.setdefault(name, block)
    lines = tuple(numbered(f"w{n}x", length) for n, length in enumerate(lengths))
    slide = Slide("any", "Bất kỳ", "", (*(blocks[kind] for kind in kinds), TextBlock(REMARK, lines)))
    pages = pages_of(slide)
    assert [replace(one, notes=()) if hasattr(one, "notes") else one for page in pages for one in page.blocks] == [
        replace(one, notes=()) if hasattr(one, "notes") else one for one in slide.blocks[:-1]
    ]
    said = " ".join(line for page in pages for line in page.lines).split()
    assert [word for word in said if word.startswith("w")] == " ".join(lines).split()
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert len(page.blocks) <= 2
        width = WIDTH - 2 * MARGIN - (0 if page.blocks else INDENT)
        assert text_height(page.lines, page.points, width) <= content_height(HEIGHT) * (0.35 if page.blocks else 1)

"""What a paper is made of, as plain values: letterhead, title, blocks, signatures, recipients, annexes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analytics.papers.bodies import Issue


class TextStyle(StrEnum):
    """The styles of the running text; the names are those of `form.toml`."""

    BODY = "body"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ARTICLE = "article"
    GROUND = "ground"
    AUTHORITY = "authority"
    ENACTING = "enacting"


@dataclass(frozen=True)
class Text:
    """A paragraph, or several where the text has line breaks; `lead` opens it in bold ("Điều 1.")."""

    text: str
    style: TextStyle = TextStyle.BODY
    lead: str = ""


class CellKind(StrEnum):
    """How the cells of a column stand; the names are styles of `form.toml`."""

    TEXT = "cell"
    MIDDLE = "cell_middle"
    NUMBER = "cell_number"


@dataclass(frozen=True)
class PaperColumn:
    """A column of a table: its heading, its share of the width, and a heading `over` it that neighbours may share."""

    heading: str
    share: float
    kind: CellKind = CellKind.TEXT
    over: str = ""


@dataclass(frozen=True)
class PaperRow:
    """A row with one text a column. A sum stands out, and its texts run on over the empty cells to their right."""

    cells: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class PaperTable:
    """A table whose head is repeated on each page."""

    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]


PaperBlock = Text | PaperTable


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines above the name ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), how ("(Ký, ghi rõ họ tên)"), the name or dots."""

    lines: tuple[str, ...]
    name: str
    hint: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex with pages and numbers of its own: "Phụ lục", its title, the paper that it belongs to, and its blocks."""

    title: str
    attached: str
    blocks: tuple[PaperBlock, ...]


@dataclass(frozen=True)
class Paper:
    """A whole paper. `kind_code` stands in its number ("BB"), `title` is its kind ("BIÊN BẢN"), `extract` what it is about."""

    issue: Issue
    kind_code: str
    title: str
    extract: str
    blocks: tuple[PaperBlock, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...]
    addressed_to: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()


def paper_texts(paper: Paper) -> Iterator[str]:
    """Yield every text of a paper in the order in which it is read, one a paragraph or cell."""
    body = paper.issue.body
    yield from (body.superior, body.heading, body.place, paper.title, paper.extract, *paper.addressed_to)
    yield from _of_blocks(paper.blocks)
    for signature in paper.signatures:
        yield from (*signature.lines, signature.hint, signature.name)
    yield from paper.recipients
    for annex in paper.annexes:
        yield from (annex.title, annex.attached)
        yield from _of_blocks(annex.blocks)


def _of_blocks(blocks: tuple[PaperBlock, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text():
                yield f"{block.lead} {block.text}".strip()
            case PaperTable():
                for column in block.columns:
                    yield from (column.over, column.heading)
                for row in block.rows:
                    yield from row.cells

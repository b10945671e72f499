"""What each row below the headings is: an item, a group over items, a sum, the continuation of an item, or the foot of the sheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.importing.fields import FieldType, tables
from geodata.importing.headings.header import ORDER_HEADINGS, is_number_row, states_unit
from geodata.importing.headings.matching import heading_key
from geodata.importing.text.cell_text import bare, cell_as_text, is_nothing
from geodata.importing.values.column_values import COMPANY
from geodata.importing.values.group_meaning import meaning_of
from geodata.importing.values.numerals import (
    DASHES,
    NO_NUMERAL,
    Numeral,
    NumeralStyle,
    as_letter,
    numeral_alone,
    numeral_before,
)

if TYPE_CHECKING:
    from geodata.importing.layout import Layout
    from geodata.importing.merges import SheetCells

_TOTAL = re.compile(
    r"(?:tong(?! (?:cong )?(?:ty|dai))(?: (?:cong|so|kinh phi|hop|muc|chi))?|cong(?! (?:ty|dong|nghe|nghiep|tac|trinh|cu|suat))"
    r"|toan tinh|luy ke|cong don)(?:\b.{0,25}|$)"
)
_FOOT = re.compile(
    r"noi nhan|nguoi lap|ke toan|thu truong|giam doc|pho giam doc|kt\.|tm\.|tl\.|q\. ?giam doc|chu tich|truong phong|ghi chu ?:|luu y|"
    r"\(?ky,|ky ten|xac nhan cua|.{0,30}, ?ngay .{0,6}thang|ngay .{0,6}thang .{0,6}nam|- ?luu|\(\*+\)|\*+ ?ghi chu|ghi chu$|"
    r"(?:tm|t/m) uy ban"
)
_ASIDE = re.compile(
    r"\(?(?:t[yi] (?:le|trong)|so sanh|so (?:sanh )?voi|binh quan|trung binh|con lai|chenh lech|tang ?[,/(-]{0,3} ?giam|toc do tang|muc tang"
    r"|(?:so tien )?(?:viet )?bang chu)\b.{0,150}"
)
"""What is said of the rows above and is no row of its own: shares, comparisons, what is left, the sum in words."""
_PLACES = frozenset({FieldType.PLACE, FieldType.COMMUNE, FieldType.DISTRICT})
_COUNTED = frozenset({FieldType.MONEY, FieldType.WHOLE, FieldType.VOLUME, FieldType.VALUE})


_SUM_WORD = re.compile(r"(?:tổng|cộng|tong|cong|lũy kế|luỹ kế)\b")
"""Read with its tones: "Công an huyện" is no sum."""
_SURE_TOTAL = re.compile(r"(?:tong(?: (?:cong|so))?|cong) ?:?")
_FINER = frozenset({NumeralStyle.DECIMAL, NumeralStyle.SMALL, NumeralStyle.DASH})
"""Styles of rows under a group that is numbered 1, 2, 3."""


class RowRole(StrEnum):
    """What a row is."""

    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    MORE = "more"
    GROUP = "group"
    TOTAL = "total"
    ASIDE = "aside"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row counted from 0: its role, its label and numeral, what the groups above it say, the rows of these groups.

    `of` of a continuation is the row of its item, `part_of` of an item the one above that is numbered more coarsely; `has_counts`: a counted column (money, workers, tonnes) is filled;
    `others`: how many columns besides label, number and counts are.
    """

    row: int
    role: RowRole
    label: str = ""
    numeral: Numeral = NO_NUMERAL
    context: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[int, ...] = ()
    of: int | None = None
    has_counts: bool = False
    others: int = 0
    part_of: int | None = None


@dataclass(frozen=True)
class _Columns:
    """The columns that tell rows apart: the serial number's, the label's, the counted ones, the others that are read, those of places."""

    order: int | None
    label: int
    counted: frozenset[int]
    others: frozenset[int]
    headings: tuple[str, ...]
    places: frozenset[int]


def outline_of(cells: "SheetCells", layout: "Layout") -> list[OutlineRow]:
    """Return the role of every row below the headings, in the order of the sheet."""
    columns = _columns(cells, layout)
    rows = [_row(cells, layout, columns, at) for at in range(layout.data_first, cells.height)]
    return _with_groups(layout, _without_foot(_resolved(layout, rows)))


def _columns(cells: "SheetCells", layout: "Layout") -> _Columns:
    table = tables()[layout.kind]
    order = next((use.index for use in layout.columns if heading_key(use.heading) in ORDER_HEADINGS), None)
    named = {use.field: use.index for use in layout.columns if use.field}
    label = next((named[one.name] for one in table.fields if one.is_required and one.name in named), None)
    counted = {at for name, at in named.items() if table.field(name).type in _COUNTED}
    leaves = tuple(use.heading.split(" / ")[-1].lower() for use in layout.columns)
    others = set(named.values()) - counted - {named.get("note"), order, label}
    first_text = order + 1 if order is not None and label is None and order + 1 < cells.width else 0
    places = frozenset(at for name, at in named.items() if table.field(name).type in _PLACES)
    label = label if label is not None else first_text
    return _Columns(order, label, frozenset(counted), frozenset(others - {None}), leaves, places)


def _row(cells: "SheetCells", layout: "Layout", columns: _Columns, at: int) -> OutlineRow:
    texts = {column: text for column, cell in enumerate(cells.rows[at]) if not is_nothing(text := cell_as_text(cell))}
    if not texts:
        return OutlineRow(at, RowRole.BLANK)
    if columns.order is not None and (dash := cell_as_text(cells.plain(at, columns.order))) in DASHES:
        texts[columns.order] = dash  # in another column it stands for nothing, here it marks a part
    if _is_heading(cells, columns, texts, at):
        return OutlineRow(at, RowRole.HEADING)
    numeral, label = _label(columns, texts)
    if _is_sum_left(columns, texts):
        return OutlineRow(at, RowRole.TOTAL, label, numeral, has_counts=bool(columns.counted & texts.keys()))
    has_counts = any(not states_unit(texts[column]) for column in columns.counted & texts.keys())
    others = 0 if _heads_from_left(layout, columns, texts, numeral) else len(columns.others & texts.keys())
    role = _role(cells, layout, columns, texts, _Row(at, label, numeral, others, has_counts))
    return OutlineRow(at, role, label, numeral, has_counts=has_counts, others=others)


@dataclass(frozen=True, slots=True)
class _Row:
    at: int
    label: str
    numeral: Numeral
    others: int
    has_counts: bool


def _is_heading(cells: "SheetCells", columns: _Columns, texts: dict[int, str], at: int) -> bool:
    if len(texts) < 2:
        return False
    same = sum(1 for column, text in texts.items() if text.lower() == columns.headings[column])
    return same >= 0.6 * len(texts) or is_number_row(cells, at)


def _is_sum_left(columns: _Columns, texts: dict[int, str]) -> bool:
    """Whether the only words of a row stand beside the label's column and name a sum: "Cộng huyện Lục Ngạn" under districts."""
    words = [
        text
        for at, text in texts.items()
        if at not in columns.counted and at != columns.order and not text.replace(".", "").isdecimal()
    ]
    if columns.label in texts or len(words) != 1:
        return False
    return bool(_SUM_WORD.match(words[0].lower()) and _TOTAL.fullmatch(bare(words[0])))


def _heads_from_left(layout: "Layout", columns: _Columns, texts: dict[int, str], numeral: Numeral) -> bool:
    """Whether the only words of a row stand beside the label's column and head the rows below: "I | Huyện Sơn Động" where names stand later."""
    words = [at for at in texts if at not in columns.counted and at != columns.order]
    if len(words) != 1 or words[0] == columns.label:
        return False
    text = texts[words[0]]
    own = numeral if numeral.style is not NumeralStyle.NONE else numeral_before(text)[0]
    if own.style in {NumeralStyle.ROMAN, NumeralStyle.LETTER}:
        return True
    means = {name for name, _ in meaning_of(layout.kind, numeral_before(text)[1])}
    return words[0] not in columns.places and bool(means & {"district", "commune", "year", "recognised_on", "stars"})


def _label(columns: _Columns, texts: dict[int, str]) -> tuple[Numeral, str]:
    order = texts.get(columns.order, "") if columns.order is not None else ""
    numeral = numeral_alone(order)
    is_numbered = numeral.style is not NumeralStyle.NONE
    own = {columns.order} if is_numbered else set()
    left = (text for column, text in sorted(texts.items()) if column not in columns.counted | own)
    written = texts.get(columns.label) or next(left, "")
    return (numeral, written) if is_numbered else numeral_before(written)


def _role(cells: "SheetCells", layout: "Layout", columns: _Columns, texts: dict[int, str], row: _Row) -> RowRole:
    plain = bare(row.label)
    if (not row.others and _TOTAL.fullmatch(plain)) or (not _is_numbered(row) and _SURE_TOTAL.fullmatch(plain)):
        return RowRole.TOTAL
    if not row.others and row.numeral.style in {NumeralStyle.NONE, NumeralStyle.DASH} and _ASIDE.fullmatch(plain):
        return RowRole.ASIDE
    if not _is_numbered(row) and any(_FOOT.match(bare(text)) for text in texts.values() if len(text) < 150):
        return RowRole.FOOT
    if columns.label not in texts and (row.others or not row.label):
        return _unlabelled(row, is_covered=bool(cell_as_text(cells.from_above(row.at, columns.label))))
    covered = columns.others | ({columns.order} if columns.order is not None else set())
    if row.numeral.style is NumeralStyle.NONE and any(
        not is_nothing(cell_as_text(cells.from_above(row.at, at))) for at in covered
    ):
        return RowRole.ITEM  # its producer or number is that of the row above, in one merged cell
    is_group = not row.others and (columns.label not in texts or _is_group(cells, layout, columns, row))
    return RowRole.GROUP if is_group else RowRole.ITEM


def _unlabelled(row: _Row, *, is_covered: bool) -> RowRole:
    """Return what a row without a label is: numbered it lacks its label, else it continues an item, with counts only it is a sum."""
    if not is_covered and _is_numbered(row):
        return RowRole.ITEM
    return RowRole.MORE if row.others or is_covered else RowRole.TOTAL


def _is_numbered(row: _Row) -> bool:
    return row.numeral.style in {NumeralStyle.ARABIC, NumeralStyle.DECIMAL} and row.others > 0


def _is_group(cells: "SheetCells", layout: "Layout", columns: _Columns, row: _Row) -> bool:
    """Whether a row with nothing but a label (and sums) heads the rows below; arabic numbers are resolved by their neighbours."""
    if row.numeral.style in {NumeralStyle.ROMAN, NumeralStyle.LETTER} or cells.spans.get(row.at, 1) >= max(
        3, cells.width // 2
    ):
        return True
    if row.has_counts and row.numeral.style in {NumeralStyle.DASH, NumeralStyle.DECIMAL}:
        return meaning_is_place(layout.kind, row.label)
    if meaning_of(layout.kind, row.label) and (columns.others or row.numeral.style is NumeralStyle.NONE):
        return _is_only_meaning(layout, row, has_more=bool(columns.others or columns.counted))
    return row.numeral.style is NumeralStyle.NONE and columns.order is not None and bool(columns.others)


def _is_only_meaning(layout: "Layout", row: _Row, *, has_more: bool) -> bool:
    """Whether the label is no more than what it means: short, or a place; a title that mentions machinery is longer.

    In a list of titles and nothing else (no `has_more`) only places, years and stars tell a group from a title.
    """
    name, _ = meaning_of(layout.kind, row.label)[0]
    return name in {"district", "commune", "year", "stars"} or (
        has_more and row.numeral.style is not NumeralStyle.ARABIC and len(row.label) <= 80
    )


def _resolved(layout: "Layout", rows: list[OutlineRow]) -> list[OutlineRow]:
    """Resolve what only neighbours tell: an arabic number over finer ones, or a letter over numbers, is a group; a group with sums and no rows is an item."""
    filled = [row for row in rows if row.role not in {RowRole.BLANK, RowRole.HEADING}]
    after = {row.row: below for row, below in pairwise([*filled, None]) if row}
    before = {row.row: above for above, row in pairwise([None, *filled]) if row}
    settled: list[OutlineRow] = []
    has_arabic = False
    first = next((row for row in filled if row.role in {RowRole.ITEM, RowRole.GROUP}), None)
    begins_with_item = layout.kind == "proposals" and first is not None and first.role is RowRole.ITEM
    more: set[int] = set()
    for row in rows:
        below, above = after.get(row.row), before.get(row.row)
        if begins_with_item and above and _goes_on(layout, row, above, more):
            more.add(row.row)
            settled.append(replace(row, role=RowRole.MORE))
            continue
        is_under = row.role is RowRole.ITEM and not row.others and below and _is_under(layout, row, below)
        is_item = row.numeral.style is NumeralStyle.ARABIC and _is_named(row)
        if is_under and not (is_item or (not has_arabic and above and _is_next(above, row))):
            settled.append(replace(row, role=RowRole.GROUP))
            has_arabic = has_arabic or row.numeral.style is NumeralStyle.ARABIC
        elif (
            row.role is RowRole.GROUP
            and row.has_counts
            and not _heads(row, below)
            and not meaning_is_place(layout.kind, row.label)
        ):
            settled.append(replace(row, role=RowRole.ITEM))
        else:
            settled.append(row)
    return settled


def _goes_on(layout: "Layout", row: OutlineRow, above: OutlineRow, more: set[int]) -> bool:
    """Whether a title with money and nothing else is a further proposal of the producer of the numbered row above it, and no group.

    So it is in files without merged cells; `more` are the rows above of which it was found already.
    """
    is_plain = row.role is RowRole.GROUP and row.numeral.style is NumeralStyle.NONE and row.has_counts
    follows = above.row in more or (
        above.role is RowRole.ITEM
        and above.numeral.style is NumeralStyle.ARABIC
        and above.others > 0
        and above.has_counts
    )
    return (
        is_plain
        and follows
        and {name for name, _ in meaning_of(layout.kind, row.label)} <= {"support_content", "sector"}
    )


def _is_named(row: OutlineRow) -> bool:
    """Whether a row's label is the name of a producer, which heads nothing."""
    return COMPANY.match(bare(row.label)) is not None


def _is_next(above: OutlineRow, row: OutlineRow) -> bool:
    """Whether a row goes on with the count of the item above it."""
    return (
        above.role is RowRole.ITEM
        and above.numeral.style is row.numeral.style is NumeralStyle.ARABIC
        and _follows(above, row)
    )


def _is_under(layout: "Layout", row: OutlineRow, below: OutlineRow) -> bool:
    if layout.kind == "proposals" and row.has_counts and below.numeral.style is NumeralStyle.DASH and _is_named(below):
        return False  # "1. Máy móc, gồm: | 450" over "- Công ty A | 150": a whole over who benefits
    if row.numeral.style is NumeralStyle.SMALL:
        return below.role is RowRole.ITEM and below.others > 0 and below.numeral.style is NumeralStyle.ARABIC
    if row.numeral.style is not NumeralStyle.ARABIC or below.role not in {RowRole.ITEM, RowRole.MORE}:
        return False
    if below.numeral.style is NumeralStyle.ARABIC:
        return below.numeral.value == 1 and row.numeral.value != 0 and not _follows(row, below)
    is_finer = below.numeral.style is NumeralStyle.DECIMAL and below.numeral.text.startswith(row.numeral.text + ".")
    return is_finer or below.numeral.style in {NumeralStyle.SMALL, NumeralStyle.DASH}


def _follows(row: OutlineRow, below: OutlineRow) -> bool:
    return below.numeral.value == row.numeral.value + 1


def _heads(row: OutlineRow, below: OutlineRow | None) -> bool:
    """Whether the row below a group can lie in it."""
    if below is None or below.role in {RowRole.TOTAL, RowRole.FOOT}:
        return False
    return below.role is not RowRole.GROUP or below.numeral.style is not row.numeral.style


def meaning_is_place(kind: str, label: str) -> bool:
    """Return whether a group's label names a place: such a row is never an item of its own."""
    return any(name in {"district", "commune"} for name, _ in meaning_of(kind, label))


def _without_foot(rows: list[OutlineRow]) -> list[OutlineRow]:
    """Make everything after the first foot row foot, unless numbered items follow it."""
    feet = [at for at, row in enumerate(rows) if row.role is RowRole.FOOT]
    numbered = [
        at
        for at, row in enumerate(rows)
        if row.role is RowRole.ITEM and row.numeral.style in {NumeralStyle.ARABIC, NumeralStyle.DECIMAL}
    ]
    first = next((at for at in feet if not numbered or at > numbered[-1]), None)
    if first is None:
        return rows
    return [
        row if at < first or row.role is RowRole.BLANK else replace(row, role=RowRole.FOOT)
        for at, row in enumerate(rows)
    ]


def _with_groups(layout: "Layout", rows: list[OutlineRow]) -> list[OutlineRow]:
    """Give each row what the groups above it say: a group ends those of its own style and all below them."""
    stack: list[tuple[str, int, dict[str, str]]] = []
    letter, item, inner, placed = "@", None, NumeralStyle.NONE, []
    whole: OutlineRow | None = None
    for found in rows:
        row = found
        if row.role is RowRole.GROUP:
            numeral = as_letter(row.numeral, letter)
            letter = numeral.text if numeral.style is NumeralStyle.LETTER else letter
            said = dict(meaning_of(layout.kind, row.label))
            style = numeral.style.value if numeral.style is not NumeralStyle.NONE else f"none {next(iter(said), '')}"
            stack = _ended(stack, style)
            stack.append((style, row.row, said))
            item, inner, whole = None, NumeralStyle.NONE, None
        elif row.role is RowRole.ITEM:
            if row.numeral.style in {NumeralStyle.ROMAN, NumeralStyle.LETTER} or (
                row.numeral.style is NumeralStyle.ARABIC and inner in _FINER
            ):
                stack = _ended(stack, row.numeral.style.value)
            item, inner = row.row, row.numeral.style
            whole = row if inner not in _FINER else whole
            row = replace(row, part_of=whole.row) if whole and _is_part(whole, row) else row
        context = {name: value for _, _, said in stack for name, value in said.items()}
        is_more = row.role is RowRole.MORE
        role = RowRole.ITEM if is_more and item is None else row.role
        of = item if is_more else None
        placed.append(replace(row, role=role, context=context, groups=tuple(at for _, at, _ in stack), of=of))
    return placed


def _is_part(whole: OutlineRow, row: OutlineRow) -> bool:
    """Whether an item is numbered as a part of the one above: "1.1", "a" or "-" under "1"."""
    if whole.numeral.style is not NumeralStyle.ARABIC or row.numeral.style not in _FINER:
        return False
    return row.numeral.style is not NumeralStyle.DECIMAL or row.numeral.text.startswith(f"{whole.numeral.text}.")


def _ended(stack: list[tuple[str, int, dict[str, str]]], style: str) -> list[tuple[str, int, dict[str, str]]]:
    at = next((at for at, (one, _, _) in enumerate(stack) if one == style), len(stack))
    return stack[:at]

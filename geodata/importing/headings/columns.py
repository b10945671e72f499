"""Which column holds which field: by its heading and by what its cells look like; and which table a sheet is."""

import re
from typing import TYPE_CHECKING

from geodata.importing.fields import FieldType, ImportField, ImportTable, tables
from geodata.importing.headings.header import unit_part
from geodata.importing.headings.matching import PART_HEADINGS, WORTH, Heading, heading_key, heading_score, unused_score
from geodata.importing.headings.periods import part_in, sum_beside, year_columns
from geodata.importing.layout import ColumnUse
from geodata.importing.text.cell_text import bare
from geodata.importing.values.column_values import ColumnValues, column_evidence, fit
from geodata.importing.values.money import MoneyUnit, unit_in
from geodata.text import fold, spelling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importing.headings.header import Header
    from geodata.importing.merges import SheetCells

TITLE_WORTH = 2.0
_PLAINLY_NAMED = 0.95
"""A heading that names a field as well as this is believed whatever its cells hold."""
_UNKNOWN_COLUMN = 0.3
_SUMS = frozenset({"tong", "tong so", "tong cong", "cong", "chung"})
_SEXES = frozenset(map(spelling, ("nam", "nữ", "nu", "lao động nữ", "lđ nữ", "lao động nam", "số nữ", "trong đó nữ")))
_MOSTLY = 0.8
"""Under "Đơn vị thực hiện" stand offices, or, where so many cells name producers, those who benefit."""
_WHOLE_YEAR = re.compile(
    r"(?:thuc hien |th |uoc |ket qua )*(?:ca nam|nam|tong(?: (?:cong|so))?(?: (?:ca )?nam)?)(?: (?:nam )?(?:19|20)\d\d)?"
)
_SPENT = re.compile(r"\b(?:thuc hien|giai ngan|quyet toan|da chi)\b")
_PLANNED = re.compile(r"\b(?:ke hoach|kh|duoc duyet|phe duyet|giao|duoc giao)\b")
_NUMERIC = frozenset({FieldType.MONEY, FieldType.VOLUME, FieldType.VALUE, FieldType.WHOLE})
_TIMES = frozenset({FieldType.YEAR, FieldType.YEARS, FieldType.DATE})
_COUNTED_IN = frozenset({FieldType.MONEY, FieldType.VOLUME, FieldType.VALUE})
_SUBSTITUTES = {("proposals", "title"): "work"}
"""A column that names the row where the required one is missing: "Nội dung thực hiện" of a list without "Tên đề án"."""


def column_values(cells: "SheetCells", header: "Header") -> list[ColumnValues]:
    """Return the evidence of each column below the header."""
    rows = cells.rows[header.data_first :]
    return [column_evidence([row[at] if at < len(row) else None for row in rows]) for at in range(cells.width)]


def use_columns(
    table: ImportTable, header: "Header", values: "Sequence[ColumnValues]", unit: str | None = None
) -> tuple[ColumnUse, ...]:
    """Return one use a column: the best pairs of column and field first, each field once; `unit` is what a title says."""
    pairs = _pairs(table, header, values)
    chosen: dict[int, tuple[str, float]] = {}
    for score, name, at in sorted(pairs, key=lambda pair: (-pair[0], pair[2])):
        if at not in chosen and name not in {field for field, _ in chosen.values()}:
            chosen[at] = (name, score)
    _by_heading(table, header, values, chosen)
    _by_cells(table, header, values, chosen)
    _whole_before_parts(table, header, chosen)
    _whole_of_group(table, header, chosen)
    _spent_of_planned(table, header, chosen)
    _by_year(table, header, chosen)
    _whole_year(table, header, values, chosen)
    return tuple(
        _use(table, values[at], (at, heading), chosen.get(at), (unit, header.titles))
        for at, heading in enumerate(header.headings)
    )


def guess_table(header: "Header", values: "Sequence[ColumnValues]", sheet_name: str) -> ImportTable:
    """Return the table that the headings, the titles and the sheet's name fit best."""
    words = fold(" ".join((*header.titles, sheet_name)))

    def worth(table: ImportTable) -> float:
        uses = use_columns(table, header, values)
        named = sum(use.score for use in uses if use.field)
        missing = sum(
            1 for field in table.fields if field.is_required and field.name not in {use.field for use in uses}
        )
        unknown = sum(1 for use in uses if use.heading and not use.field and use.score < WORTH)
        title = TITLE_WORTH if any(fold(word) in words for word in table.title_words) else 0
        return named + title - 3 * missing - _UNKNOWN_COLUMN * unknown

    return max(tables().values(), key=worth)


def _pairs(table: ImportTable, header: "Header", values: "Sequence[ColumnValues]") -> list[tuple[float, str, int]]:
    pairs = []
    of_years = {at for group in year_columns({at: one.text for at, one in enumerate(header.headings)}) for at in group}
    for at, heading in enumerate(header.headings):
        unused = unused_score(heading)
        for field in table.fields:
            if at in of_years and field.type in _TIMES:  # the year over the column is that of the figures in it
                continue
            named = heading_score(heading, field) if heading.levels else 0.0
            score = named * fit(values[at], field) if named >= WORTH else 0.0
            if score >= WORTH and score >= unused:
                pairs.append((score, field.name, at))
    return pairs


def _by_heading(
    table: ImportTable, header: "Header", values: "Sequence[ColumnValues]", chosen: dict[int, tuple[str, float]]
) -> None:
    """Give a column whose heading says plainly what it holds to that field although its cells do not: they will be told."""
    for at, heading in enumerate(header.headings):
        if at in chosen or not heading.levels or unused_score(heading) >= WORTH:
            continue
        taken = {name for name, _ in chosen.values()}
        named = [(heading_score(heading, field), field) for field in table.fields if field.name not in taken]
        plain = sorted((pair for pair in named if pair[0] >= _PLAINLY_NAMED), key=lambda pair: (pair[0], pair[1].name))
        if name := next((field.name for _, field in reversed(plain) if fit(values[at], field) > 0), None):
            chosen[at] = (name, WORTH)


def _by_cells(
    table: ImportTable, header: "Header", values: "Sequence[ColumnValues]", chosen: dict[int, tuple[str, float]]
) -> None:
    """Give a field that names the row or its producer to the column whose cells look like it, where no heading did."""
    taken = {name for name, _ in chosen.values()}
    unused = {
        at
        for at, heading in enumerate(header.headings)
        if unused_score(heading) >= WORTH
        and not (_leaf(heading).startswith("don vi ") and values[at].company >= _MOSTLY)
    }
    free = [at for at in range(len(values)) if at not in chosen and at not in unused and values[at].cells]
    for field in table.fields:
        if field.name in taken or not (field.is_required or field.type is FieldType.NAME):
            continue
        swap = _SUBSTITUTES.get((table.name, field.name))
        at = next((at for at, (name, _) in chosen.items() if name == swap), None)
        if at is None:
            fitting = [at for at in free if _looks_like(values[at], field)]
            at = max(fitting, key=lambda at: values[at].company or values[at].length, default=None)
        if at is not None:
            chosen[at] = (field.name, WORTH)
            free = [other for other in free if other != at]


def _whole_before_parts(table: ImportTable, header: "Header", chosen: dict[int, tuple[str, float]]) -> None:
    """Read "Số tiền | Trong đó: Ngân sách | Đóng góp" as the whole and its parts where the whole was taken for the support."""
    held = {name: at for at, (name, _) in chosen.items()}
    at = held.get("support_vnd")
    if table.name != "proposals" or at is None or "total_investment_vnd" in held or _is_part(header.headings[at]):
        return
    field = table.field("support_vnd")
    for part, heading in enumerate(header.headings):
        if part not in chosen and _is_part(heading) and heading_score(heading, field) >= _PLAINLY_NAMED:
            chosen[at], chosen[part] = ("total_investment_vnd", WORTH), ("support_vnd", chosen[at][1])
            return


def _whole_of_group(table: ImportTable, header: "Header", chosen: dict[int, tuple[str, float]]) -> None:
    """Read the sum of a group of columns where a number was taken from one that names it only by its group ("Số lao động: Tổng số | Nữ").

    A part of the year is no amount of a proposal or a facility, and one sex not all workers: without a sum they are left to the user.
    Figures of an export may be those of a part of the year, and are marked so.
    """
    for at, use in list(chosen.items()):
        field, levels = table.field(use[0]), header.headings[at].levels
        if field.type not in _NUMERIC or heading_score(Heading(levels[-1:]), field) >= WORTH:
            continue
        sums = [
            other
            for other, heading in enumerate(header.headings)
            if len(levels) > 1 and other not in chosen and heading.levels[:-1] == levels[:-1] and _is_sum(heading)
        ]
        if sums and not _is_sum(header.headings[at]):
            del chosen[at]
            chosen[sums[-1]] = use
        elif table.name != "export_flows" and (part_in(_leaf(header.headings[at])) or _is_one_sex(levels[-1])):
            del chosen[at]


def _is_sum(heading: Heading) -> bool:
    leaf = _leaf(heading)
    is_year = _WHOLE_YEAR.fullmatch(leaf) is not None and not _is_one_sex(heading.levels[-1])
    return leaf in _SUMS or is_year


def _is_one_sex(leaf: str) -> bool:
    return spelling(leaf.partition("(")[0]) in _SEXES


def _spent_of_planned(table: ImportTable, header: "Header", chosen: dict[int, tuple[str, float]]) -> None:
    """Leave out what was spent of a planned support ("Kinh phí kế hoạch | Kinh phí thực hiện"): it is no total investment."""
    held = {name: at for at, (name, _) in chosen.items()}
    at, support = held.get("total_investment_vnd"), held.get("support_vnd")
    if table.name != "proposals" or at is None or support is None:
        return
    spent, planned = (heading_key(header.headings[one].text) for one in (at, support))
    if _SPENT.search(spent) and "tong" not in spent and _PLANNED.search(planned):
        del chosen[at]


def _is_part(heading: Heading) -> bool:
    return any(heading_key(level) in PART_HEADINGS for level in heading.levels[:-1])


def _by_year(table: ImportTable, header: "Header", chosen: dict[int, tuple[str, float]]) -> None:
    """Leave columns of several years, and their sum, to the user; a facility has what its latest year says."""
    headings = [heading.text for heading in header.headings]
    for group in year_columns(dict(enumerate(headings))):
        read = [at for at in group if at in chosen and table.field(chosen[at][0]).type in _NUMERIC]
        if not read:
            continue
        use = chosen[read[0]]
        for at in (*read, *sum_beside(group, headings)):
            chosen.pop(at, None)
        if table.name == "facilities":
            chosen[max(group, key=lambda at: group[at])] = use


def _whole_year(
    table: ImportTable, header: "Header", values: "Sequence[ColumnValues]", chosen: dict[int, tuple[str, float]]
) -> None:
    """Read the column of the whole year, beside quarters or alone, as what the title counts: "ĐVT: triệu USD | … | Cả năm 2023"."""
    if table.name != "export_flows" or {"volume", "value"} & {name for name, _ in chosen.values()}:
        return
    for at, heading in enumerate(header.headings):
        if at in chosen or not _WHOLE_YEAR.fullmatch(_leaf(heading)) or fit(values[at], table.field("value")) < 1:
            continue
        stated = [
            name
            for name in ("value", "volume")
            if stated_unit(table.field(name), heading.levels[-1], header.titles, None)
        ]
        if len(stated) == 1 and stated[0] not in {name for name, _ in chosen.values()}:
            chosen[at] = (stated[0], WORTH)


def _leaf(heading: Heading) -> str:
    return bare(heading.levels[-1].partition("(")[0]) if heading.levels else ""


def _looks_like(values: ColumnValues, field: ImportField) -> bool:
    if field.type is FieldType.NAME:
        return values.company >= 0.5
    return values.length >= 12 and len(values.numbers) < len(values.cells) / 2


def _use(
    table: ImportTable,
    values: ColumnValues,
    column: tuple[int, Heading],
    chosen: tuple[str, float] | None,
    said: "tuple[str | None, Sequence[str]]",
) -> ColumnUse:
    """Return the use of a column; `said` is the unit of money that the titles name, and the titles."""
    (at, heading), (money, titles) = column, said
    if not chosen:
        return ColumnUse(at, heading.text, score=unused_score(heading))
    field = table.field(chosen[0])
    unit = stated_unit(field, heading.text, titles, money)
    is_assumed = unit is None and field.type in _COUNTED_IN
    if is_assumed:
        unit = unit_by_size(values).value if field.type is FieldType.MONEY else field.unit
    return ColumnUse(at, heading.text, field.name, unit, is_unit_assumed=is_assumed, score=chosen[1])


def stated_unit(field: ImportField, heading: str, titles: "Sequence[str]", money: str | None) -> str | None:
    """Return the unit in which a field's numbers are said to count: by the heading, else by the titles; None where neither says.

    `money` is the unit of money that the titles name.
    """
    if field.type not in _NUMERIC:
        return None
    named = unit_of_heading(field, heading)
    if named or field.type is FieldType.WHOLE:
        return named
    return money if field.type is FieldType.MONEY else _unit_of_titles(field, titles)


def unit_by_size(values: ColumnValues) -> MoneyUnit:
    """Return the unit that amounts of a usual size (millions to billions of đồng) are most likely counted in."""
    if values.middle >= 1_000_000 or not values.middle:
        return MoneyUnit.DONG if values.middle else MoneyUnit.MILLION
    return MoneyUnit.THOUSAND if values.middle >= 50_000 else MoneyUnit.MILLION


_VOLUMES: "Mapping[str, str]" = {"kg": "kg", "tan thang": "t_per_month", "tan": "t", "ta": "quintal"}
_DOLLARS = ("usd", "do la", "$")
_SCALES = {"ty": "billion", "trieu": "million", "tr": "million"} | dict.fromkeys(
    ("nghin", "ngan", "1.000", "1000"), "thousand"
)


def unit_of_heading(field: ImportField, heading: str) -> str | None:
    """Return the unit that a heading names for the numbers of a field; None when it names none."""
    if field.type is FieldType.MONEY:
        unit = unit_in(heading)
        return unit.value if unit else None
    words = f" {fold(heading)} "
    if field.type is FieldType.VOLUME:
        thousand = "thousand_" if "nghin tan" in words or "1000 tan" in words or "1 000 tan" in words else ""
        return next((thousand + unit for word, unit in _VOLUMES.items() if f" {word} " in words), None)
    if field.type is FieldType.VALUE:
        return _value_unit(bare(heading), heading)
    return None


def _value_unit(plain: str, heading: str) -> str | None:
    words = f" {plain.replace('(', ' ').replace(')', ' ')} "
    scale = next((name for word, name in _SCALES.items() if f" {word} " in words), "")
    if any(word in plain for word in _DOLLARS):
        return f"{scale}_usd".strip("_")
    unit = unit_in(heading)
    return unit.value if unit else None


def _unit_of_titles(field: ImportField, titles: "Sequence[str]") -> str | None:
    """Return the unit of volumes or values that a title states, "ĐVT: nghìn USD" or "(nghìn USD)", where it is one of that kind."""
    stated = [unit_of_heading(field, part) for title in titles if (part := unit_part(title))]
    known = [unit for unit in stated if unit and (field.type is not FieldType.VALUE or unit.endswith("usd"))]
    return known[0] if len(set(known)) == 1 else None

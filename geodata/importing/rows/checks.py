"""What is checked of the rows that were read: sums that disagree, groups that say nothing, numbers that may be read in two ways."""

from collections.abc import Mapping, Sequence
from statistics import median_high, median_low

from geodata.importing.codes import ProblemKind
from geodata.importing.fields import FieldType
from geodata.importing.headings.matching import WORTH
from geodata.importing.headings.periods import sum_beside, year_columns
from geodata.importing.rows.outline import OutlineRow, RowRole
from geodata.importing.rows.reader import NUMBER_TYPES, Reader
from geodata.importing.rows.sums import far_values, group_sums, row_sums
from geodata.importing.text.cell_text import cell_as_text, is_nothing
from geodata.importing.understood import UnderstoodCell
from geodata.importing.values.cell_reading import CellReading, Way, read_cell
from geodata.importing.values.column_values import column_evidence
from geodata.importing.values.dates import read_date
from geodata.importing.values.group_meaning import meaning_of
from geodata.importing.values.markets import read_market
from geodata.importing.values.money import FACTORS, USUAL_VND, MoneyUnit
from geodata.importing.values.numbers import Notation, read_number

_LEAST_VND = 1_000_000
"""Half of the amounts of a table of proposals are seldom less."""


def amounts(reader: Reader, cells: Mapping[str, UnderstoodCell]) -> dict[str, float]:
    """Return the whole numbers of a row that are added up."""
    return {
        one.field.name: cell.value
        for one in reader.ways.values()
        if one.field.type in NUMBER_TYPES
        and (cell := cells.get(one.field.name))
        and isinstance(cell.value, int | float)
    }


def stated(reader: Reader, row: OutlineRow) -> dict[str, float]:
    """Return the sums that a group or total row states."""
    found = {}
    for at, way in reader.ways.items():
        cell = reader.cells.plain(row.row, at)
        if way.field.type in NUMBER_TYPES and not is_nothing(text := cell_as_text(cell)):
            reading: CellReading = read_cell(way, cell, text)
            if isinstance(reading.value, int | float):
                found[way.field.name] = reading.value
    return found


def check_sums(reader: Reader, rows: list[OutlineRow], amounts: Mapping[int, Mapping[str, float]]) -> None:
    """Report the sums that disagree, groups that were not understood, and numbers that may be read in two ways."""
    tolerances = {way.field.name: tolerance(way) for way in reader.ways.values()}
    items = [row for row in rows if row.role in {RowRole.ITEM, RowRole.MORE}]
    differing = [
        one for row in items for one in row_sums(row.row, amounts[row.row], tolerances.get("total_investment_vnd", 1))
    ]
    for one in [*differing, *group_sums(rows, amounts, tolerances)]:
        reader.report(
            one.row,
            reader.layout.column_of(one.field),
            one.code,
            stated=f"{one.stated:.10g}" if isinstance(one.stated, float) else str(one.stated),
            made=f"{one.made:.10g}" if isinstance(one.made, float) else str(one.made),
            field=one.field,
        )
    for way in reader.ways.values():
        use = reader.layout.column_of(way.field.name)
        for row, value, middle in far_values(amounts, [item.row for item in items], way.field.name):
            values = {"stated": f"{value:.10g}", "made": f"{middle:.10g}", "field": way.field.name}
            reader.report(row, use, ProblemKind.VALUE_FAR, is_blocking=False, **values)
    _report_units(reader, amounts, [item.row for item in items])
    heads = {head for item in items for head in item.groups}
    for group in rows:
        if group.role is RowRole.GROUP and group.row in heads and not meaning_of(reader.layout.kind, group.label):
            reader.report(group.row, None, ProblemKind.GROUP_NOT_UNDERSTOOD, text=group.label)
    _report_ambiguous(reader)


def _report_units(reader: Reader, amounts: Mapping[int, Mapping[str, float]], rows: Sequence[int]) -> None:
    """Report a column of money of proposals whose amounts are of no usual size in the unit of the column: it may count in another."""
    for way in reader.ways.values() if reader.layout.kind == "proposals" else ():
        values = [value for row in rows if (value := amounts[row].get(way.field.name, 0)) > 0]
        use = reader.layout.column_of(way.field.name)
        if way.field.type is not FieldType.MONEY or not use or not values:
            continue
        low, high = median_low(values), median_high(values)
        if low > USUAL_VND[1] or high < _LEAST_VND:
            reader.report(None, use, ProblemKind.UNIT_FAR, unit=way.unit or "", made=f"{low:.10g}")


def tolerance(way: Way) -> float:
    """Return half the last unit that a column counts in: sums may differ by rounding."""
    if way.field.type is not FieldType.MONEY or way.unit not in set(MoneyUnit):
        return 0 if way.field.type is FieldType.WHOLE else 0.05
    return FACTORS[MoneyUnit(way.unit)] * 6 // 10


def _report_ambiguous(reader: Reader) -> None:
    """Report once a column how its numbers like "1.234" were read, with the first as example."""
    for at, found in reader.ambiguous.items():
        row, text = found[0]
        notation = reader.ways[at].notation or Notation.DOT_THOUSANDS
        other = next(one for one in Notation if one is not notation)
        use = next(one for one in reader.layout.columns if one.index == at)
        values = {"count": str(len(found)), "read": _as_read(text, notation), "other": _as_read(text, other)}
        reader.report(row, use, ProblemKind.NUMBER_AMBIGUOUS, is_blocking=False, text=text, **values)


def _as_read(text: str, notation: Notation) -> str:
    """Return the number that a text begins with, without what stands around it ("≈ 1.250*", "1.250/năm")."""
    read = read_number(text, notation)
    return str(read.value) if read else ""


def report_unused(reader: Reader, rows: Sequence[int]) -> None:
    """Report the columns that are not imported although figures stand in them.

    What is never kept (telephones, tax codes) is not told, and what is reported as years, markets or a table side by side is reported there.
    """
    read = {use.heading for use in reader.layout.columns if use.field}
    headings = {use.index: use.heading for use in reader.layout.columns}
    groups = year_columns(headings)
    beside = {at for group in groups for at in (*group, *sum_beside(group, list(headings.values())))}
    unused = [
        use
        for use in reader.layout.columns
        if not use.field and use.heading and use.heading not in read and use.score < WORTH and use.index not in beside
        if not (
            reader.layout.kind == "export_flows" and read_market(use.heading.rpartition(" / ")[2]).kind == "country"
        )
        if _has_figures(reader, rows, use.index)
    ]
    if unused:
        columns = "; ".join(f"{use.heading.rpartition(' / ')[2]}" for use in unused)
        reader.report(None, unused[0], ProblemKind.FIGURES_UNUSED, columns=columns)


def _has_figures(reader: Reader, rows: Sequence[int], at: int) -> bool:
    values = column_evidence([reader.cells.plain(row, at) for row in rows])
    return len(values.numbers) > len(values.cells) / 2 and values.share(read_date) < 1

"""What is checked of the rows that were read: sums that disagree, groups that say nothing, numbers that may be read in two ways."""

from collections.abc import Mapping

from geodata.importing.cell_reading import Reading, Way, read_cell
from geodata.importing.cell_text import is_nothing, shown
from geodata.importing.fields import FieldType
from geodata.importing.group_meaning import meaning_of
from geodata.importing.numbers_written import Notation, digits
from geodata.importing.outline import OutlineRow, Role
from geodata.importing.reader import NUMBERS, Reader
from geodata.importing.sums import group_sums, row_sums
from geodata.importing.understood import UnderstoodCell
from geodata.importing.units_of_money import FACTORS, MoneyUnit


def amounts(reader: Reader, cells: Mapping[str, UnderstoodCell]) -> dict[str, float]:
    """Return the whole numbers of a row that are added up."""
    return {
        one.field.name: cell.value
        for one in reader.ways.values()
        if one.field.type in NUMBERS and (cell := cells.get(one.field.name)) and isinstance(cell.value, int | float)
    }


def stated(reader: Reader, row: OutlineRow) -> dict[str, float]:
    """Return the sums that a group or total row states."""
    found = {}
    for at, way in reader.ways.items():
        cell = reader.cells.plain(row.row, at)
        if way.field.type in NUMBERS and not is_nothing(text := shown(cell)):
            reading: Reading = read_cell(way, cell, text)
            if isinstance(reading.value, int | float):
                found[way.field.name] = reading.value
    return found


def check(reader: Reader, rows: list[OutlineRow], amounts: Mapping[int, Mapping[str, float]]) -> None:
    """Tell the sums that disagree, groups that were not understood, and numbers that may be read in two ways."""
    tolerances = {way.field.name: _tolerance(way) for way in reader.ways.values()}
    items = [row for row in rows if row.role in {Role.ITEM, Role.MORE}]
    differing = [
        one for row in items for one in row_sums(row.row, amounts[row.row], tolerances.get("total_investment_vnd", 1))
    ]
    for one in [*differing, *group_sums(rows, amounts, tolerances)]:
        reader.tell(
            one.row,
            reader.layout.column_of(one.field),
            one.code,
            is_blocking=False,
            stated=f"{one.stated:.10g}" if isinstance(one.stated, float) else str(one.stated),
            made=f"{one.made:.10g}" if isinstance(one.made, float) else str(one.made),
            field=one.field,
        )
    heads = {group for row in items for group in row.groups}
    for row in rows:
        if row.role is Role.GROUP and row.row in heads and not meaning_of(reader.layout.kind, row.label):
            reader.tell(row.row, None, "group_not_understood", is_blocking=False, text=row.label)
    _tell_ambiguous(reader)


def _tolerance(way: Way) -> float:
    """Return half the last unit that a column counts in: sums may differ by rounding."""
    if way.field.type is not FieldType.MONEY or way.unit not in set(MoneyUnit):
        return 0 if way.field.type is FieldType.WHOLE else 0.05
    return FACTORS[MoneyUnit(way.unit)] * 6 // 10


def _tell_ambiguous(reader: Reader) -> None:
    """Tell once a column how its numbers like "1.234" were read, with the first as example."""
    for at, found in reader.ambiguous.items():
        row, text = found[0]
        notation = reader.ways[at].notation or Notation.DOT_THOUSANDS
        token = text.split()[0]
        other = next(one for one in Notation if one is not notation)
        use = next(one for one in reader.layout.columns if one.index == at)
        values = {
            "count": str(len(found)),
            "read": str(digits(token, notation) or ""),
            "other": str(digits(token, other) or ""),
        }
        reader.tell(row, use, "number_ambiguous", is_blocking=False, text=text, **values)

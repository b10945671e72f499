"""Sums that a sheet states and that its rows do not make: a total beside its parts, a subtotal, a grand total."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from geodata.grouping import grouped_by
from geodata.importing.codes import ProblemKind
from geodata.importing.rows.outline import OutlineRow, RowRole

_PARTS = ("support_vnd", "counterpart_vnd")


@dataclass(frozen=True, slots=True)
class SumProblem:
    """A sum that disagrees: its row and field, what it states, what its parts make, and what kind of sum it is."""

    code: ProblemKind
    row: int
    field: str
    stated: float
    made: float


def row_sums(row: int, amounts: Mapping[str, float], tolerance: float) -> Iterator[SumProblem]:
    """Yield the total investment of a row when its support and counterpart make another sum, or a part that is larger than it."""
    whole = amounts.get("total_investment_vnd")
    if whole is None:
        return
    for part in _PARTS:
        if amounts.get(part, 0) > whole + tolerance:
            yield SumProblem(ProblemKind.PART_ABOVE_TOTAL, row, part, whole, amounts[part])
            return
    made = sum(amounts[part] for part in _PARTS if part in amounts)
    if all(part in amounts for part in _PARTS) and abs(whole - made) > tolerance:
        yield SumProblem(ProblemKind.TOTAL_DIFFERS, row, "total_investment_vnd", whole, made)


ORDERS = 300
"""Times that a value differs from the middle of its column, for it to be told: nearer to three orders of magnitude than to two."""
_GAP = 30
"""Times that it differs from the nearest other value: in a column of all sizes none stands apart."""
_FEWEST = 3


def far_values(
    amounts: Mapping[int, Mapping[str, float]], rows: Sequence[int], field: str
) -> list[tuple[int, float, float]]:
    """Return (row, value, middle) of values that are three orders from the others of their column; none where rows are few."""
    values = {row: amounts[row][field] for row in rows if amounts[row].get(field, 0) > 0}
    if len(values) < _FEWEST:
        return []
    middle, ordered = median(values.values()), sorted(values.values())
    low = next((at for at, value in enumerate(ordered) if value >= middle / ORDERS), 0)
    high = next((at for at, value in enumerate(ordered) if value > middle * ORDERS), len(ordered))
    least = ordered[low] if low and ordered[low] / ordered[low - 1] >= _GAP else 0
    most = ordered[high - 1] if high < len(ordered) and ordered[high] / ordered[high - 1] >= _GAP else ordered[-1]
    return [(row, value, middle) for row, value in values.items() if not least <= value <= most]


def group_sums(
    rows: Sequence[OutlineRow], amounts: Mapping[int, Mapping[str, float]], tolerances: Mapping[str, float]
) -> Iterator[SumProblem]:
    """Yield the sums of group and total rows that the items below or above them do not make.

    `amounts` holds, by row, the counted fields of items, groups and totals. A total is right when it sums the rows since the
    total before, any open group, or all rows.
    """
    items = [row for row in rows if row.role in {RowRole.ITEM, RowRole.MORE}]
    groups = grouped_by((group, item) for item in items for group in item.groups)
    last_total = -1
    for row in rows:
        if row.role is RowRole.GROUP:
            yield from _differing(row, [groups.get(row.row, [])], amounts, tolerances)
        elif row.role is RowRole.TOTAL:
            since = [item for item in items if last_total < item.row < row.row]
            open_groups = [groups.get(group, []) for group in reversed(row.groups)]
            yield from _differing(row, [*open_groups, since, items], amounts, tolerances)
            last_total = row.row


def _differing(
    row: OutlineRow,
    scopes: list[list[OutlineRow]],
    amounts: Mapping[int, Mapping[str, float]],
    tolerances: Mapping[str, float],
) -> Iterator[SumProblem]:
    filled = [scope for scope in scopes if scope]
    for field, stated in amounts.get(row.row, {}).items():
        made: list[float | None] = []
        for scope in filled:
            made.append(_sum(scope, field, amounts))
            if _agree(stated, made[-1], scope, tolerances[field]):
                break
        known = [one for one in made if one is not None]
        if known and not any(
            _agree(stated, one, scope, tolerances[field]) for one, scope in zip(made, filled, strict=False)
        ):
            code = ProblemKind.SUBTOTAL_DIFFERS if row.role is RowRole.GROUP else ProblemKind.GRAND_TOTAL_DIFFERS
            yield SumProblem(code, row.row, field, stated, known[-1])


def _sum(scope: Sequence[OutlineRow], field: str, amounts: Mapping[int, Mapping[str, float]]) -> float | None:
    """Return the sum of a field over rows; None when no row states it."""
    found = [amounts[item.row][field] for item in scope if field in amounts.get(item.row, {})]
    return sum(found) if found else None


def _agree(stated: float, made: float | None, scope: Sequence[OutlineRow], tolerance: float) -> bool:
    """Whether two sums are equal but for the rounding of each row."""
    return made is not None and abs(stated - made) <= tolerance * (len(scope) + 1)

"""What one proposal, one facility and one đồng of support brought: published figures divided by one another, and itemised rows.

A quotient of published figures stands only where both are of the same years and programme; it keeps a sign: "≥" where the
upper figure is "more than" or the lower one "at most", "≤" the other way round, "≈" where both are vague.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analytics.funding.tables import BUDGET_METRIC, TIME_KEYS, happened_of, typed_frame
from analytics.selection.place_words import Row, records
from analytics.selection.selected import Selected
from analytics.selection.tally import tally
from analytics.wording.signs import SIGNS, of_quotient, of_sum
from geodata.grouping import grouped_by
from geodata.schema.vocabulary import FigureProgramme, Qualifier

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS: dict[str, str] = {
    "year_from": "Int64",
    "year_to": "Int64",
    "programme": "string[python]",
    "kind": "string[python]",
    "upper": "float64",
    "lower": "float64",
    "ratio": "float64",
    "sign": "string[python]",
    "n": "int64",
    "figure_ids": "object",
}


def leverage(selected: Selected) -> "pd.DataFrame":
    """Return counterpart ÷ support, one row for each period, programme and kind, the newest first.

    Kinds: "printed" (the source prints the ratio), "computed" (published counterpart ÷ published budget), "itemised" (over
    the proposals of a year that let both be known; `n` of them). `upper` is the counterpart and `lower` the support in
    đồng, missing where only the ratio is printed.
    """
    capital, budget = happened_of(selected, "counterpart_vnd"), happened_of(selected, BUDGET_METRIC)
    rows = [*_quotients(capital, budget), *(_printed(one) for one in happened_of(selected, "leverage"))]
    return _table([*rows, *_itemised(selected, "counterpart_vnd", "support_vnd")])


def per_proposal(selected: Selected) -> "pd.DataFrame":
    """Return support per proposal in đồng: published budget ÷ published proposals ("computed"), and itemised means."""
    rows = _quotients(happened_of(selected, BUDGET_METRIC), happened_of(selected, "proposals"))
    return _table([*rows, *_itemised(selected, "support_vnd", "")])


def per_facility(selected: Selected) -> "pd.DataFrame":
    """Return support per facility in đồng: published budget ÷ facilities supported, and itemised support ÷ beneficiaries.

    Where facilities are counted over all programmes and the budget only by programme, the parts are added and the sign is
    "≥", since a part may be missing.
    """
    budget, facilities = happened_of(selected, BUDGET_METRIC), happened_of(selected, "facilities_supported")
    rows = [*_quotients(budget, facilities), *_quotients(_whole(budget), facilities, "≥")]
    return _table([*rows, *_itemised(selected, "support_vnd", "n_beneficiaries")])


def _whole(budget: Sequence[Row]) -> list[Row]:
    """Return the sums of the programmes for the years in which no figure over all programmes is published."""
    is_all = str(FigureProgramme.ALL)
    whole = {_years(row) for row in budget if row["programme"] == is_all}
    parts = grouped_by((_years(row), row) for row in budget if _years(row) not in whole)
    return [
        {
            **rows[0],
            "programme": is_all,
            "value": sum(row["value"] for row in rows),
            "figure_id": ";".join(row["figure_id"] for row in rows),
            "qualifier": str(Qualifier.EXACT),
        }
        for rows in parts.values()
    ]


def _years(row: Row) -> tuple[int, int]:
    return row["year_from"], row["year_to"]


def _quotients(upper: Sequence[Row], lower: Sequence[Row], sign: str | None = None) -> list[Row]:
    """Divide published figures of the same years and programme by one another."""
    divisors = {(*_years(row), row["programme"]): row for row in lower if row["value"]}
    pairs = [(row, divisors.get((*_years(row), row["programme"]))) for row in upper]
    return [
        {
            **{name: row[name] for name in TIME_KEYS},
            "kind": "computed",
            "upper": row["value"],
            "lower": by["value"],
            "ratio": row["value"] / by["value"],
            "sign": SIGNS[of_quotient(row["qualifier"], by["qualifier"])] if sign is None else sign,
            "n": 0,
            "figure_ids": tuple(f"{row['figure_id']};{by['figure_id']}".split(";")),
        }
        for row, by in pairs
        if by is not None
    ]


def _printed(figure: Row) -> Row:
    return {
        **{name: figure[name] for name in TIME_KEYS},
        "kind": "printed",
        "ratio": figure["value"],
        "sign": SIGNS[of_sum([figure["qualifier"]])],
        "n": 0,
        "figure_ids": (figure["figure_id"],),
    }


def _itemised(selected: Selected, upper: str, lower: str) -> list[Row]:
    """Divide sums over the proposals that state both; "" as `lower` stands for the number of proposals."""
    both = [column for column in (upper, lower) if column]
    table = tally(selected, "proposals", TIME_KEYS, both, stated=both)
    return [
        {
            **{name: row[name] for name in (*TIME_KEYS, "n")},
            "kind": "itemised",
            "upper": row[upper],
            "lower": row[lower or "n"],
            "ratio": row[upper] / row[lower or "n"],
            "sign": "",
            "figure_ids": (),
        }
        for row in records(table)
        if row[lower or "n"] > 0
    ]


def _table(rows: Sequence[Row]) -> "pd.DataFrame":
    return typed_frame(sorted(rows, key=_newest_first), _COLUMNS)


def _newest_first(row: Row) -> tuple[Any, ...]:
    """Order rows by their years, the last first, undated ones last."""
    first, last = _years(row)
    return (last is None, -(last or 0), first is None, -(first or 0), row["programme"], row["kind"])

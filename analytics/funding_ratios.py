"""What one proposal, one facility and one đồng of support brought: published figures divided by one another, and itemised rows.

A quotient of published figures stands only where both are of the same years and programme; it keeps a sign: "≥" where the
upper figure is "more than", "≤" where the lower one is, "≈" where both are vague.
"""

from typing import Any

import pandas as pd

from analytics.funding import BUDGET, KEYS, happened, published
from analytics.selected import Selected
from analytics.tally import tally
from geodata.record import Record
from geodata.vocabulary import FigureProgramme, Qualifier

COLUMNS = [*KEYS, "kind", "upper", "lower", "ratio", "sign", "n", "figure_ids"]
_VAGUE = {str(Qualifier.APPROXIMATE), str(Qualifier.NEARLY), str(Qualifier.RANGE)}


def leverage(record: Record, selected: Selected) -> pd.DataFrame:
    """Return counterpart ÷ support, one row for each period, programme and kind, the newest first.

    Kinds: "printed" (the source prints the ratio), "computed" (published counterpart ÷ published budget), "itemised" (over
    the proposals of a year that let both be known; `n` of them). `upper` is the counterpart and `lower` the support in
    đồng, missing where only the ratio is printed.
    """
    capital = happened(published(record, "counterpart_vnd", selected.selection))
    budget = happened(published(record, BUDGET, selected.selection))
    printed = happened(published(record, "leverage", selected.selection))
    rows = [*_quotients(capital, budget, "computed"), *(_printed(one) for one in printed.to_dict("records"))]
    return _table([*rows, *_itemised(selected, "counterpart_vnd", "support_vnd")])


def per_proposal(record: Record, selected: Selected) -> pd.DataFrame:
    """Return support per proposal in đồng: published budget ÷ published proposals ("computed"), and itemised means."""
    budget = happened(published(record, BUDGET, selected.selection))
    counts = happened(published(record, "proposals", selected.selection))
    return _table([*_quotients(budget, counts, "computed"), *_itemised(selected, "support_vnd", "")])


def per_facility(record: Record, selected: Selected) -> pd.DataFrame:
    """Return support per facility in đồng: published budget ÷ facilities supported, and itemised support ÷ beneficiaries.

    Where facilities are counted over all programmes and the budget only by programme, the parts are added and the sign is
    "≥", since a part may be missing.
    """
    budget = happened(published(record, BUDGET, selected.selection))
    facilities = happened(published(record, "facilities_supported", selected.selection))
    rows = [*_quotients(budget, facilities, "computed"), *_quotients(_whole(budget), facilities, "computed", "≥")]
    return _table([*rows, *_itemised(selected, "support_vnd", "n_beneficiaries")])


def _whole(budget: pd.DataFrame) -> pd.DataFrame:
    """Return the sums of the programmes for the years in which no figure over all programmes is published."""
    if budget.empty:
        return budget
    parts = budget[budget["programme"].ne(str(FigureProgramme.ALL))]
    whole = set(map(tuple, budget.loc[budget["programme"].eq(str(FigureProgramme.ALL)), KEYS[:2]].to_numpy()))
    sums = parts.groupby(KEYS[:2], as_index=False).agg(value=("value", "sum"), figure_id=("figure_id", ";".join))
    is_new = [pair not in whole for pair in map(tuple, sums[KEYS[:2]].to_numpy())]
    sums = sums[pd.Series(is_new, index=sums.index, dtype=bool)]
    return sums.assign(programme=str(FigureProgramme.ALL), qualifier=str(Qualifier.EXACT))


def _quotients(upper: pd.DataFrame, lower: pd.DataFrame, kind: str, sign: str | None = None) -> list[dict[str, Any]]:
    if upper.empty or lower.empty:
        return []
    columns = [*KEYS, "value", "qualifier", "figure_id"]
    both = upper[columns].merge(lower[columns], on=KEYS, suffixes=("_up", "_low"))
    return [
        {
            **{name: row[name] for name in KEYS},
            "kind": kind,
            "upper": row["value_up"],
            "lower": row["value_low"],
            "ratio": row["value_up"] / row["value_low"],
            "sign": _sign(row["qualifier_up"], row["qualifier_low"]) if sign is None else sign,
            "n": 0,
            "figure_ids": tuple(f"{row['figure_id_up']};{row['figure_id_low']}".split(";")),
        }
        for row in both.to_dict("records")
        if row["value_low"]
    ]


def _sign(upper: str, lower: str) -> str:
    at_least = str(Qualifier.AT_LEAST)
    if {upper, lower} & _VAGUE or upper == lower == at_least:
        return "≈"
    return "≥" if upper == at_least else "≤" if lower == at_least else ""


def _printed(figure: dict[Any, Any]) -> dict[str, Any]:
    return {
        **{name: figure[name] for name in KEYS},
        "kind": "printed",
        "ratio": figure["value"],
        "sign": "≈" if figure["qualifier"] in _VAGUE else "≥" if figure["qualifier"] == Qualifier.AT_LEAST else "",
        "n": 0,
        "figure_ids": (figure["figure_id"],),
    }


def _itemised(selected: Selected, upper: str, lower: str) -> list[dict[str, Any]]:
    """Divide sums over the proposals that state both; "" as `lower` stands for the number of proposals."""
    both = [column for column in (upper, lower) if column]
    table = tally(selected, "proposals", KEYS, both, stated=both)
    rows = table.assign(upper=table[upper], lower=table[lower or "n"])
    rows = rows[rows["lower"].gt(0)]
    return [
        {
            **{name: row[name] for name in (*KEYS, "upper", "lower", "n")},
            "kind": "itemised",
            "ratio": row["upper"] / row["lower"],
            "sign": "",
            "figure_ids": (),
        }
        for row in rows.to_dict("records")
    ]


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS)
    for name in ("year_from", "year_to"):
        table[name] = table[name].astype("Int64")
    return table.sort_values(
        ["year_to", "year_from", "programme", "kind"], ascending=[False, False, True, True], ignore_index=True
    )

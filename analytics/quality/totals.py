"""Itemised rows that are more than what a source publishes for the same years and programme, for the whole province.

A figure whose note says that it leaves something out ("chưa gồm …", the words of partial_words.json) is no upper end.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from analytics.quality.model import Finding, FindingKind
from analytics.selection.place_words import Row, records
from analytics.selection.selected import within
from geodata.record import Record
from geodata.schema.vocabulary import STAGES_IN_ORDER, Basis, FigureProgramme, FigureScope, Qualifier, Stage
from geodata.text import spelling

LEEWAY: Mapping[str, float] = {
    Qualifier.EXACT: 1.0,
    Qualifier.APPROXIMATE: 1.1,
    Qualifier.NEARLY: 1.0,
    Qualifier.AT_MOST: 1.0,
}
"""How far above a figure of this wording a sum may lie; "at least" has no upper end."""
_FROM_APPROVED = frozenset(STAGES_IN_ORDER[STAGES_IN_ORDER.index(Stage.APPROVED) :])
_COUNTED: Mapping[str, frozenset[str]] = {
    Basis.DONE: frozenset({Stage.COMPLETED, Stage.ACCEPTED, Stage.INSPECTED}),
    Basis.APPROVED: _FROM_APPROVED,
    Basis.ASSIGNED: _FROM_APPROVED,
}
"""The stages of proposals that a figure of a basis counts; one of another basis is not compared."""


def total_findings(record: Record, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Yield the published figures that the itemised proposals exceed, in number or in money."""
    if record.is_illustrative:  # generated in proportion to its size, not to what is published
        return
    figures = record["published_figures"]
    compared = figures[
        figures["metric"].isin(["proposals", "budget_vnd"])
        & figures["scope"].eq(FigureScope.PROVINCE)
        & figures["is_used"]
        & figures["year_from"].notna()
        & figures["basis"].isin(list(_COUNTED))
        & figures["qualifier"].isin(list(LEEWAY))
        & ~figures["note"].fillna("").map(leaves_out)
    ]
    for figure in records(compared):
        inside = _inside(proposals, figure)
        is_money = figure["metric"] == "budget_vnd"
        itemised = float(inside["support_vnd"].sum()) if is_money else float(len(inside))
        if itemised > float(figure["value"]) * LEEWAY[figure["qualifier"]]:
            yield _finding(figure, inside, itemised)


def leaves_out(note: str) -> bool:
    """Return whether a note says that its figure leaves something out."""
    text = f" {spelling(note)} "
    return any(f" {word} " in text for word in _partial_words())


@cache
def _partial_words() -> tuple[str, ...]:
    words = json.loads(Path(__file__).with_name("partial_words.json").read_text(encoding="utf-8"))
    return tuple(spelling(word) for word in words)


def _inside(proposals: pd.DataFrame, figure: Row) -> pd.DataFrame:
    mask = within(proposals["year_from"], proposals["year_to"], (int(figure["year_from"]), int(figure["year_to"])))
    mask &= proposals["stage"].isin(list(_COUNTED[figure["basis"]]))
    if figure["programme"] != FigureProgramme.ALL:
        mask &= proposals["programme"].eq(figure["programme"])
    return proposals[mask]


def _finding(figure: Row, inside: pd.DataFrame, itemised: float) -> Finding:
    values = {name: figure[name] for name in ("metric", "programme", "basis", "year_from", "year_to")}
    values |= {"published": float(figure["value"]), "itemised": itemised}
    cited = [str(figure["source_ids"]), *inside["source_ids"].head(20)]
    return Finding(
        FindingKind.ABOVE_PUBLISHED,
        "published_figures",
        str(figure["figure_id"]),
        "",
        values=values,
        other_ids=tuple(inside["proposal_id"].head(20)),
        source_ids=tuple(dict.fromkeys(";".join(cited).split(";"))),
    )

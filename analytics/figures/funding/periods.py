"""Support over periods of several years, as periods: each programme a bar, the whole above them, nothing spread over years."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.figures.cells import count_cell
from analytics.figures.chart import Chart
from analytics.figures.funding.money_bars import money_bars, money_table
from analytics.figures.funding.money_groups import LISTED_BESIDE, MoneyGroup, screen_unit
from analytics.figures.funding.parts import disputed_ids, disputes, figures_behind, proposals_behind, years_choice
from analytics.figures.style import Look
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.funding.tables import (
    ALL_FUNDING,
    FUNDING_PROGRAMMES,
    TIME_KEYS,
    happened_of,
    periods,
    published_of_metric,
)
from analytics.selection.place_words import Row, period, records
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.labels import programme_name
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.record import Record

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask

_PARTS = mark("The sources of funding of a period are parts of its total; the total is not added to them.")


def period_chart(beside: Selected, look: Look) -> Chart:
    """Return the published periods for the selection without its years; a click chooses the period."""
    table = periods(beside)
    rows = sorted(records(table), key=_newest_first)
    disputed = disputed_ids(beside.record, table["figure_id"])
    language = look.language
    groups = [_group(row, row["figure_id"] in disputed, language) for row in rows]
    words = titled(language.text("Support over periods of several years"), beside.selection, language)
    planned = records(published_of_metric(beside.record, ALL_FUNDING, beside.selection))
    plans = sorted(planned, key=lambda row: (-row["year_to"], -row["value"]))
    inside = proposals_behind(beside, language, _inside(rows, beside))
    shown = {tuple(row[key] for key in TIME_KEYS) for row in rows}
    counts = [row for row in happened_of(beside, "proposals") if tuple(row[key] for key in TIME_KEYS) in shown]
    bars = money_bars(groups, screen_unit(beside.prepared, look.chosen, language))
    return Chart(
        title=words,
        unit=bars.unit,
        n=inside.count,
        n_of=language.text(LISTED_BESIDE),
        spec=bars,
        look=look,
        table=_table(beside.record, groups, rows, language),
        behind=(
            inside,
            figures_behind(beside.record, [row["figure_id"] for row in [*rows, *counts, *plans]], language),
        ),
        alt=". ".join([words, *(f"{group.name} {language.money(group.length_vnd)}" for group in groups[:4])]),
        notes=(language.text(_PARTS), *_plans(plans, language), *disputes(beside.record, table["figure_id"], language))
        if groups
        else (),
        empty="" if groups else language.text("No source publishes a total over several years for this choice."),
    )


def _plans(plans: Sequence[Row], language: Language) -> tuple[str, ...]:
    """Return a note on the money of all kinds that was planned for whole periods: no bar, for it is not the budget alone."""
    if not plans:
        return ()
    texts = [
        f"{period(row['year_from'], row['year_to'])} · {programme_name(row['programme'], language)} "
        + qualified(language.money(row["value"]), row["qualifier"])
        for row in plans
    ]
    return (
        language.text(
            "Planned, budget and all other money together, so not comparable with what was done: {plans}.",
            plans="; ".join(texts),
        ),
    )


def _newest_first(row: Row) -> tuple[int, int, int]:
    """Put the newest period first, its total before its programmes."""
    return -row["year_to"], -row["year_from"], ("all", *FUNDING_PROGRAMMES[:-1]).index(row["programme"])


def _group(row: Row, is_disputed: bool, language: Language) -> MoneyGroup:  # noqa: FBT001 - one switch, one caller
    name = f"{period(row['year_from'], row['year_to'])} · {programme_name(row['programme'], language)}"
    support: int | None = None if pd.isna(row["support_vnd"]) else int(row["support_vnd"])
    counts = int(row["n"]), int(row["n_amounts"])
    published = float(row["published_vnd"])
    made = MoneyGroup(str(row["figure_id"]), name, years_choice(row), *counts, support, published)
    return replace(made, qualifier=str(row["qualifier"]), is_disputed=is_disputed)


def _table(record: Record, groups: list[MoneyGroup], periods_: Sequence[Row], language: Language) -> Table:
    """Return the table of the bars with the proposals that sources count and what is noted; periods overlap, so there is no total."""
    shown = money_table(groups, language.text("Period"), None, language)
    counted = {str(row["figure_id"]): count_cell(row["n_published"], language, says_none=True) for row in periods_}
    notes = record["published_figures"].set_index("figure_id")["note"]
    columns = (
        FigureColumn(language.text("Proposals, published"), id="n_published", is_number=True),
        FigureColumn(language.text("Note"), id="note"),
    )
    rows = tuple(
        (*row, counted[id_], UNKNOWN if pd.isna(notes[id_]) else Cell(notes[id_]))
        for id_, row in zip(shown.ids, shown.rows, strict=True)
    )
    return replace(shown, columns=(*shown.columns, *columns), rows=rows)


def _inside(rows: Sequence[Row], beside: Selected) -> "Mask":
    """Return which proposals lie wholly inside one of the periods."""
    index = beside.prepared.index
    inside = np.zeros(index.n_rows("proposals"), dtype=bool)
    for first, last in {(row["year_from"], row["year_to"]) for row in rows}:
        inside |= index.within("proposals", (first, last), "year_from", "year_to")
    return inside

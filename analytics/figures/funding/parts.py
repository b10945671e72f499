"""What the charts of funding over time share: where sources disagree, the rows behind a figure, the choice of a year."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import RowsBehind
from analytics.figures.style import MoneyAxis
from analytics.funding.tables import contradictions_about
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, records
from analytics.selection.published_totals import lacks_programme
from analytics.selection.selected import Selected
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from analytics.wording.signs import of_sum, qualified
from geodata.record import Record
from geodata.schema.vocabulary import Qualifier

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask


def years_choice(row: Row) -> Choice:
    """Return the choice of the years of a row."""
    return Choice("years", f"{int(row['year_from'])}-{int(row['year_to'])}")


def disputed_ids(record: Record, ids: pd.Series) -> set[str]:
    """Return the rows, of these and others, about which sources disagree."""
    disputes = contradictions_about(record, ids)
    return {id_ for row_ids in disputes["row_ids"] for id_ in str(row_ids).split(";")}


def disputes(record: Record, ids: pd.Series, language: Language) -> tuple[str, ...]:
    """Return a note for each contradiction: both values, which one is used by what rule."""
    heading = language.text("Sources disagree")
    rows = records(contradictions_about(record, ids))
    return tuple(f"⚠ {heading}: {row['topic']}: {row['values_text']}. {row['rule']}" for row in rows)


def disputed_values(record: Record, ids: pd.Series, language: Language) -> tuple[str, ...]:
    """Return what ⚠ stands for in one note, where there is little room: each matter with both values."""
    rows = records(contradictions_about(record, ids))
    told = "; ".join(f"{row['topic']}: {row['values_text']}" for row in rows)
    return (f"⚠ {language.text('Sources disagree')}: {told}.",) if told else ()


def figures_behind(record: Record, ids: Iterable[str], language: Language) -> RowsBehind:
    """Return the published figures behind a chart."""
    known = set(record["published_figures"]["figure_id"])
    wanted = tuple(id_ for id_ in dict.fromkeys(ids) if id_ in known)

    figures = partial(rows_with_ids, record, "published_figures", wanted)

    def sources() -> "pd.Series[int]":
        return figures()["source_ids"].value_counts()

    return RowsBehind(language.text("Published figures"), "published_figures", len(wanted), figures, sources)


def proposals_behind(selected: Selected, language: Language, also: "Mask | None" = None) -> RowsBehind:
    """Return the proposals behind a chart, or those of them that the mask `also` has."""
    return RowsBehind.of_rows(language.text("Itemised rows"), selected, "proposals", also)


def year_total(rows: Sequence[Row], disputed: set[str], chosen: Selection, money: MoneyAxis) -> str:
    """Return what is published, in units of đồng, then what is itemised of programmes for which nothing is published.

    With the sign of a source, "≥" where a programme asked for has no figure, and ⚠ where sources disagree.
    """
    known = {str(row["programme"]) for row in rows if row["published_vnd"] is not None}
    published = [row["published_vnd"] for row in rows if row["published_vnd"] is not None]
    itemised = sum(row["support_vnd"] or 0 for row in rows if row["published_vnd"] is None)
    signs = [row["qualifier"] for row in rows if row["qualifier"] is not None]
    sign = of_sum([*signs, Qualifier.AT_LEAST] if known and lacks_programme(known, chosen) else signs)
    parts = [
        qualified(money.number(sum(published)), sign) if published else "",
        money.number(itemised),
    ]
    text = "\n+ ".join(part for part in parts if part not in {"", "0"})
    return f"{text} ⚠" if disputed.intersection(row["figure_id"] for row in rows) else text

"""What the charts of funding over time share: where sources disagree, the rows behind a figure, the choice of a year."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from analytics.choices import Choice
from analytics.evidence import rows_with_ids
from analytics.figures.chart import Behind
from analytics.funding import contradictions_about
from analytics.language import Language
from analytics.selected import Selected
from analytics.words import Row, qualified, records
from geodata.record import Record

if TYPE_CHECKING:
    from analytics.coded import Mask


def year_choice(row: Row) -> Choice:
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


def figures_behind(record: Record, ids: Iterable[str], language: Language) -> Behind:
    """Return the published figures behind a chart."""
    figures = rows_with_ids(record, "published_figures", tuple(dict.fromkeys(ids)))
    return Behind.of_frame(language.text("Published figures"), "published_figures", figures)


def proposals_behind(selected: Selected, language: Language, also: "Mask | None" = None) -> Behind:
    """Return the proposals behind a chart, or those of them that the mask `also` has."""
    return Behind.of_rows(language.text("Rows"), selected, "proposals", also)


def year_height(rows: pd.DataFrame) -> float:
    """Return the height of the column of a year in billions of đồng: itemised, and published beyond it."""
    return float((rows["support_vnd"].astype("Float64").fillna(0) + rows["rest_vnd"].fillna(0)).sum()) / 1e9


def year_total(rows: pd.DataFrame, disputed: set[str], language: Language, joiner: str = " + ") -> str:
    """Return what is published in billions of đồng, then what is itemised of programmes for which nothing is published.

    With the sign of a source, and ⚠ where sources disagree.
    """
    is_published = rows["published_vnd"].notna()
    sign = next((one for one in rows["qualifier"].dropna() if one != "exact"), None)
    parts = [
        qualified(language.number(float(rows["published_vnd"].sum()) / 1e9, 2), sign) if is_published.any() else "",
        language.number(float(rows.loc[~is_published, "support_vnd"].sum()) / 1e9, 2),
    ]
    text = joiner.join(part for part in parts if part not in {"", "0"})
    return f"{text} ⚠" if disputed.intersection(rows["figure_id"].dropna()) else text

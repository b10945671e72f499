"""What the charts of funding over time share: where sources disagree, the rows behind a figure, the choice of a year."""

import pandas as pd

from analytics.choices import Choice
from analytics.evidence import rows_with_ids
from analytics.figures.chart import Part
from analytics.funding import contradictions_about
from analytics.language import Language
from analytics.words import Row, records
from geodata.record import Record


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


def parts_behind(record: Record, proposals: pd.DataFrame, ids: pd.Series, language: Language) -> tuple[Part, ...]:
    """Return the proposals and the published figures behind a chart; a part without rows is left out."""
    figures = rows_with_ids(record, "published_figures", tuple(dict.fromkeys(ids.dropna())))
    parts: tuple[Part, ...] = (
        (language.text("Rows"), "proposals", proposals),
        (language.text("Published figures"), "published_figures", figures),
    )
    return tuple(part for part in parts if len(part[2]))

"""The survey behind a year's plan, as its source tells it: when, who, how much was found, which groups of trades."""

from collections.abc import Iterator

import pandas as pd

from analytics.evidence.rows import figure_value
from analytics.selection.place_words import Row, district_name, records
from analytics.selection.selection import Selection
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from geodata.record import Record
from geodata.schema.vocabulary import Basis, FigureScope, SurveyFactKind

SURVEYED: tuple[tuple[str, str], ...] = (
    ("facilities", mark("Facilities surveyed")),
    ("districts", mark("Districts covered by the survey")),
)
"""The published figures of a survey, by metric."""
REGISTERED = mark("Proposals registered, by district")
WHEN = mark("When")
_DATES = (SurveyFactKind.STARTED_ON, SurveyFactKind.ENDED_ON)


def survey_years(record: Record) -> list[int]:
    """Return the years of plans of which a survey is told, the newest first."""
    return sorted({int(year) for year in record["survey_facts"]["plan_year"]}, reverse=True)


def survey_lines(record: Record, selection: Selection, language: Language) -> list[Row]:
    """Return id, year, what, text and source_ids of each thing told of the surveys of the chosen years, the newest year first.

    A survey is told of as a whole: of the selection only the years count.
    """
    first, last = selection.years or (0, 9999)
    return [
        {"id": f"{year}-{n}", "year": year, **line}
        for year in survey_years(record)
        if first <= year <= last
        for n, line in enumerate(_lines(record, year, language))
    ]


def _lines(record: Record, year: int, language: Language) -> Iterator[Row]:
    facts = record["survey_facts"]
    mine = facts[facts["plan_year"].eq(year)]
    told = {SurveyFactKind(str(kind)): rows for kind, rows in mine.groupby("kind")}
    dates = [told[kind].iloc[0] for kind in _DATES if kind in told]
    days = [language.partial_date(str(fact["text"])) for fact in dates]
    if days:
        when = " – ".join(days) if len(days) > 1 else language.text("from {day}", day=days[0])
        yield {"what": language.text(WHEN), "text": when, "source_ids": _sources(pd.DataFrame(dates))}
    for kind in SurveyFactKind:
        if kind not in _DATES and kind in told:
            rows = told[kind]
            name = label(kind, language)
            what = f"{name} ({len(rows)})" if kind is SurveyFactKind.SECTOR_GROUP else name
            yield {"what": what, "text": "; ".join(rows["text"]), "source_ids": _sources(rows)}
    yield from _published(record["published_figures"], year, language)


def _published(figures: pd.DataFrame, year: int, language: Language) -> Iterator[Row]:
    of_year = figures[figures["year_from"].eq(year) & figures["year_to"].eq(year) & figures["is_used"]]
    surveyed = of_year[of_year["basis"].eq(Basis.SURVEYED)]
    for metric, name in SURVEYED:
        for row in records(surveyed[surveyed["metric"].eq(metric)]):
            yield {
                "what": language.text(name),
                "text": figure_value(row, language),
                "source_ids": str(row["source_ids"]).split(";"),
            }
    registered = of_year[
        of_year["basis"].eq(Basis.REGISTERED)
        & of_year["metric"].eq("proposals")
        & of_year["scope"].eq(FigureScope.DISTRICT)
    ]
    if len(registered):
        parts = [
            f"{district_name(row['district_code'], language, short=True)} {int(row['value'])}"
            for row in records(registered)
        ]
        total = language.text("{n} added up", n=language.number(int(registered["value"].sum())))
        yield {
            "what": language.text(REGISTERED),
            "text": f"{'; '.join(parts)} ({total})",
            "source_ids": _sources(registered),
        }


def _sources(rows: pd.DataFrame) -> list[str]:
    """Return the sources of some rows, each once."""
    return list(dict.fromkeys(one for ids in rows["source_ids"] for one in str(ids).split(";")))

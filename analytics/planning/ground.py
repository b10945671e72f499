"""What is known for a plan before it has candidates: who registered earlier, which ceilings hold, what was supported in the years before."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.findings.answers import Answer
from analytics.funding.tables import BUDGET_METRIC
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import bases_text, published_text
from analytics.planning.candidates import candidates_of
from analytics.planning.ceilings import ceilings_on
from analytics.planning.draft import PLAN_PROGRAMMES
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.rules.listed import ListedRule, listed_rules
from analytics.selection.place_words import joined
from analytics.selection.published_totals import PublishedTotal, published_by_district, published_sum
from analytics.selection.selection import Selection
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from analytics.wording.signs import qualified
from geodata.places.units import TEN_DISTRICTS
from geodata.record import Record
from geodata.schema.vocabulary import Basis, FigureScope, Programme

_REGISTERED_METRIC = "proposals"


@dataclass(frozen=True, eq=False)
class Registered:
    """What sources publish of the proposals that districts registered for the plan of a year: figure_id, district_code, value."""

    year: int
    figures: pd.DataFrame

    @property
    def n(self) -> int:
        """Return how many were registered in the districts that are published."""
        return int(self.figures["value"].sum())


@dataclass(frozen=True)
class SupportedYear:
    """What is published of the support of one year: of all sources of funding together, and of each that has a figure."""

    year: int
    whole: PublishedTotal
    by_programme: dict[str, PublishedTotal]


def registered_before(record: Record, year: int) -> Registered | None:
    """Return the registration for the plan of a year, else the last one before it, that sources publish by district."""
    figures = record["published_figures"]
    rows = figures[
        figures["metric"].eq(_REGISTERED_METRIC)
        & figures["scope"].eq(FigureScope.DISTRICT)
        & figures["basis"].eq(Basis.REGISTERED)
        & figures["year_from"].le(year).fillna(value=False)
    ]
    if rows.empty:
        return None
    last = int(rows["year_from"].max())
    return Registered(last, published_by_district(record, _REGISTERED_METRIC, Basis.REGISTERED, (last, last)))


@cached()
def supported_before(record: Record, year: int) -> tuple[SupportedYear, ...]:
    """Return the single years before a plan whose support is published, the latest first."""
    figures = record["published_figures"]
    told = figures[figures["metric"].eq(BUDGET_METRIC) & figures["year_from"].eq(figures["year_to"])]
    years = sorted({int(one) for one in told["year_from"].dropna() if one < year}, reverse=True)
    found = []
    for one in years:
        whole = published_sum(record, BUDGET_METRIC, Selection(years=(one, one)))
        parts = {
            name: published_sum(record, BUDGET_METRIC, Selection(years=(one, one), programmes=(Programme(name),)))
            for name in PLAN_PROGRAMMES
        }
        if whole is not None:
            found.append(SupportedYear(one, whole, {name: part for name, part in parts.items() if part is not None}))
    return tuple(found)


def ceilings_listed(record: Record, day: date) -> list[ListedRule]:
    """Return the rules whose ceilings a plan of a day keeps, as the screen of rules lists them."""
    kept = {one.rule_id for one in ceilings_on(record, day)}
    return [one for one in listed_rules(record, day) if one.rule["rule_id"] in kept]


def n_districts(prepared: Prepared, year: int, day: date) -> int:
    """Return how many of the ten districts have a candidate for the plan of a year."""
    return len({code for one in candidates_of(prepared, year, day) for code in one.districts})


def ground_answers(prepared: Prepared, year: int, day: date, language: Language) -> tuple[Answer, ...]:
    """Answer how far each of the three steps is: districts with candidates, ceilings in force, what was supported before."""
    return (
        _candidates_answer(prepared, year, day, language),
        _ceilings_answer(prepared.record, day, language),
        _support_answer(prepared.record, year, language),
    )


def _candidates_answer(prepared: Prepared, year: int, day: date, language: Language) -> Answer:
    known = registered_before(prepared.record, year)
    ids = () if known is None else tuple(known.figures["figure_id"])
    rows = rows_with_ids(prepared.record, "published_figures", ids)
    earlier = (
        language.text("no source publishes an earlier registration by district")
        if known is None
        else language.text(
            "last registration published: {n} proposals of {places} districts for the plan of {year}",
            n=language.number(known.n),
            places=language.number(len(known.figures)),
            year=known.year,
        )
    )
    return Answer(
        "candidates",
        language.text("1 Candidates: districts that have any for the plan of {year}", year=year),
        f"{n_districts(prepared, year, day)} / {len(TEN_DISTRICTS)}",
        lambda: ((language.text("Published figures"), "published_figures", rows),) if ids else (),
        basis=earlier,
    )


def _ceilings_answer(record: Record, day: date, language: Language) -> Answer:
    shown_day = language.partial_date(day.isoformat())
    label = language.text("2 Wishes: ceilings known on {day}; budgets are to be entered", day=shown_day)
    listed = ceilings_listed(record, day)
    if not listed:
        return Answer("ceilings", label, "—", tuple, basis=language.text("no ceiling is known to hold on that day"))
    documents = ", ".join(dict.fromkeys(str(one.rule["document"]) for one in listed))
    n_unread = sum(bool(one.unread) for one in listed)
    unread = language.text("{n} with amendments not read", n=language.number(n_unread)) if n_unread else ""
    return Answer(
        "ceilings",
        label,
        language.number(len(listed)),
        tuple,
        basis=joined([documents, unread]),
        screen="rules",
    )


def _support_answer(record: Record, year: int, language: Language) -> Answer:
    years = supported_before(record, year)
    if not years:
        label = language.text("3 Plan: support of the years before")
        return Answer("support", label, "—", tuple, basis=language.text("no year has a published sum"))
    last = years[0]
    parts = [
        f"{label_of(Programme, name, language)} {published_text(KpiId.SUPPORT, part, language)}"
        for name, part in last.by_programme.items()
    ]
    rows = rows_with_ids(record, "published_figures", last.whole.figure_ids)
    number, unit = language.money_parts(last.whole.value)
    return Answer(
        "support",
        language.text("3 Plan: support of {year}, the last year published", year=last.year),
        qualified(number, last.whole.qualifier),
        lambda: ((language.text("Published figures"), "published_figures", rows),),
        unit=unit,
        basis=joined([", ".join(parts), bases_text(last.whole, language)]),
    )

"""The questions that a leader asks of a screen, each with its answer: one number or name, what it rests on, what stands beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from textwrap import shorten

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import NamedRows
from analytics.figures.funding.money_groups import sector_groups
from analytics.figures.style import money_axis
from analytics.findings.chart_headlines import largest_first, published_year_text, published_years
from analytics.findings.coverage import spoken_of
from analytics.findings.groups import district_shares, shares_of
from analytics.findings.wording import Spoken
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpi_words import (
    KPI_TABLES,
    all_known,
    bases_text,
    known_of_products,
    kpi_words,
)
from analytics.overview.kpis import kpi_of, kpi_rows
from analytics.prepared.caching import cached
from analytics.proposals.due import PAST, DueState, due_counts, due_of, told_first
from analytics.proposals.due_lines import due_ground, due_span
from analytics.proposals.due_words import DUE_NAMES, STATES, due_day, state_title
from analytics.selection.of_record import TABLES_KEPT_DAYS
from analytics.selection.place_words import joined, records
from analytics.selection.published_products import districts_recognised
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Selection
from analytics.selection.shared import is_shared_outside
from analytics.wording.claims import Claim, GroupShare, all_in_one, largest
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, kept_together, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Basis

_MOST_ANSWERS = 4
_MOST_LETTERS = 40
"""Of a name on a tile, which has three lines beneath its number."""


@dataclass(frozen=True, eq=False)
class Answer:
    """An answer in words of one language: the large `value`, what it rests on, what stands beside it, the rows behind it.

    `share` is what of it is itemised, where what stands beside is that part; `opens` heads the rows behind it where the value alone
    does not say what they are, `counted` says over them how it was counted. `stated` is the
    number that the published rows behind it add up to. One whose rows have a screen of their own names it as `screen`.
    """

    id: str
    label: str
    value: str
    behind: Callable[[], tuple[NamedRows, ...]]
    unit: str = ""
    basis: str = ""
    beside: str = ""
    also: str = ""
    share: float | None = None
    opens: str = ""
    counted: str = ""
    stated: float | None = None
    screen: str = ""

    @property
    def large(self) -> str:
        """Return the value with its unit; an amount beside a name or a year stands apart."""
        is_amount = any(one.isdigit() for one in self.unit) and not self.unit.startswith("(")
        return joined([self.value, self.unit]) if is_amount else kept_together(self.value, self.unit)

    @property
    def said(self) -> str:
        """Return what it rests on and what stands beside it in one line."""
        return joined([self.basis, self.beside, self.also])


@cached()
def funding_answers(selected: Selected, language: Language) -> tuple[Answer, ...]:
    """Answer how much money there is in all, which year, which district and which sector has most.

    What cannot be said gives its place to how many proposals there are and what each đồng draws.
    """
    chosen = selected.selection
    year = _year_answer(selected, language)
    spoken = spoken_of(KpiId.SUPPORT, selected, language)
    districts = district_shares(selected, Selection(), "support_vnd")
    sectors = shares_of(sector_groups(selected, language), Selection(), lambda group: group.support_vnd)
    rows = partial(
        _rows, selected, kpi_of(KpiId.SUPPORT, selected, selected_of(selected.prepared, Selection())), language
    )
    ranked = (
        None if len(chosen.districts) == 1 else _first(mark("District with most"), districts, spoken, rows),
        None if len(chosen.sectors) == 1 else _first(mark("Sector with most"), sectors, spoken, rows),
    )
    found = [figure_answer(KpiId.SUPPORT, selected, language), *(one for one in (year, *ranked) if one)]
    others = (figure_answer(kpi, selected, language) for kpi in (KpiId.PROPOSALS, KpiId.LEVERAGE))
    return (*found, *[one for one in others if one.value != "—"][: _MOST_ANSWERS - len(found)])


@cached(TABLES_KEPT_DAYS)
def proposals_answers(selected: Selected, day: date, language: Language) -> tuple[Answer, ...]:
    """Answer how many proposals there are, how much money, and what is due soon."""
    return (
        figure_answer(KpiId.PROPOSALS, selected, language),
        figure_answer(KpiId.SUPPORT, selected, language),
        _due_answer(selected, day, language),
    )


def figure_answer(kpi: KpiId, selected: Selected, language: Language) -> Answer:
    """Return a headline figure: the most complete one of the scope, and what of it is itemised."""
    figure = kpi_of(kpi, selected, selected_of(selected.prepared, Selection()))
    said = kpi_words(figure, selected, language)
    return Answer(
        kpi.value,
        said.label,
        said.number,
        lambda: rows_behind(figure, selected, language),
        unit=said.unit,
        basis=said.basis,
        beside=said.beside,
        also=said.also,
        share=said.share,
        stated=None if figure.stated is None else figure.stated.value,
    )


def rows_behind(figure: Kpi, selected: Selected, language: Language) -> tuple[NamedRows, ...]:
    """Return what a headline figure rests on: what the large number is made of first, what else is published last."""
    made_of = () if figure.stated is None else figure.stated.figure_ids
    beside = [one.figure_ids for one in (figure.before, figure.beside) if one is not None]
    others = tuple(dict.fromkeys(id_ for ids in beside for id_ in ids if id_ not in made_of))
    published, rows = figure_rows(selected, made_of, language), _rows(selected, figure, language)
    is_published_first = figure.is_published_large or figure.floor is not None
    ordered = (*published, *rows) if is_published_first else (*rows, *published)
    known = _products_known(figure, selected, language)
    return (*ordered, *figure_rows(selected, others, language, mark("Also published")), *known)


def _products_known(figure: Kpi, selected: Selected, language: Language) -> tuple[NamedRows, ...]:
    """Return what is known of a district's OCOP products where no number of them may stand large (`known_of_products`)."""
    if not known_of_products(figure, selected, language):
        return ()
    recognised = districts_recognised(selected.record, selected.selection).get(selected.selection.districts[0])
    rows, heading = selected.unrecognised, language.text("OCOP, not recognised")
    return (
        *figure_rows(selected, () if recognised is None else recognised.figure_ids, language, mark("Also published")),
        *(((heading, "ocop_products", rows),) if len(rows) else ()),
    )


def _rows(selected: Selected, figure: Kpi, language: Language) -> tuple[NamedRows, ...]:
    """Return the rows that a figure counts; beside what some districts publish those of the others.

    Of money those of proposals that places beside the chosen ones have too stand apart, as their sum does.
    """
    rows, table, heading = kpi_rows(selected, figure.id), KPI_TABLES[figure.id], language.text("Itemised rows")
    if figure.floor is not None:
        published = rows_with_ids(selected.record, "published_figures", figure.floor.published.figure_ids)
        rows = rows[~rows["district_code"].isin(published["district_code"])]
        return ((heading, table, rows),) if len(rows) else ()
    if figure.id not in {KpiId.SUPPORT, KpiId.LEVERAGE}:
        return ((heading, table, rows),)
    outside = is_shared_outside(selected)[selected.mask("proposals")]
    apart = ((language.text("Shared with other districts"), table, rows[outside]),) if outside.any() else ()
    return ((heading, table, rows[~outside]), *apart)


def figure_rows(
    selected: Selected, ids: tuple[str, ...], language: Language, heading: str = mark("Published figures")
) -> tuple[NamedRows, ...]:
    """Return some published figures as the rows behind an answer; nothing where there is none."""
    rows = rows_with_ids(selected.record, "published_figures", ids)
    return ((language.text(heading), "published_figures", rows),) if len(rows) else ()


def _year_answer(selected: Selected, language: Language) -> Answer | None:
    """Return which sum published of one year is the largest, where they may be ranked; else the latest. None where one year is asked for."""
    years = selected.selection.years
    if years is not None and years[0] == years[1]:
        return None
    found, sums = largest_first(published_years(selected))
    if not sums:
        label = language.text("Latest year with a published sum")
        return Answer("year", label, "—", tuple, basis=language.text("no year has a published sum"))
    is_ranked, first, others = isinstance(found, Claim), sums[0], sums[1:2]
    of_year = (
        mark("Year {year}, the largest published sum") if is_ranked else mark("Year {year}, the latest published sum")
    )
    message = mark("next: {years}") if is_ranked else mark("before: {years}")
    other_ids = tuple(id_ for one in others for id_ in one.figure_ids)
    also = tuple(_on_other_bases(first, selected)["figure_id"])
    number, unit = language.money_parts(first.value)
    return Answer(
        "year",
        language.text(of_year, year=str(first.span[1])),
        qualified(number, first.qualifier),
        lambda: (
            *figure_rows(selected, first.figure_ids, language),
            *figure_rows(selected, also, language, mark("Also published")),
            *figure_rows(selected, other_ids, language, mark("Other years")),
        ),
        unit=unit,
        basis=_split(first, selected, language),
        beside=joined(
            [
                _other_bases(first, selected, language),
                language.text(message, years=published_year_text(others[0], language)) if others else "",
            ]
        ),
        stated=first.value,
    )


def _split(total: PublishedTotal, selected: Selected, language: Language) -> str:
    """Say which source of funding has what of a published sum and on which basis, in the unit of the sum; of one figure its basis."""
    if len(total.figure_ids) < 2:
        return language.text("published, {bases}", bases=bases_text(total, language))
    rows = records(rows_with_ids(selected.record, "published_figures", total.figure_ids))
    money = money_axis(language, total.value)
    bases = [label_of(Basis, row["basis"], language) for row in rows]
    amounts = [
        f"{programme_name(row['programme'], language)} {qualified(money.number(row['value']), row['qualifier'])}"
        for row in rows
    ]
    if len(set(bases)) == 1:
        return f"{joined(amounts)} {money.words} ({bases[0]})"
    return joined([f"{amount} {money.words} ({basis})" for amount, basis in zip(amounts, bases, strict=True)])


def _other_bases(total: PublishedTotal, selected: Selected, language: Language) -> str:
    """Say what is published of the same years and sources of funding on another basis, in the unit of the sum: "planned provincial 3.5"; "" for nothing."""
    money = money_axis(language, total.value)
    return joined(
        [
            f"{label_of(Basis, row['basis'], language).lower()} {programme_name(row['programme'], language).lower()} {qualified(money.number(row['value']), row['qualifier'])}"
            for row in records(_on_other_bases(total, selected))
        ]
    )


def _on_other_bases(total: PublishedTotal, selected: Selected) -> pd.DataFrame:
    """Return the published figures of the years and sources of funding of a sum that differ from what it adds up."""
    figures, alike = selected.record["published_figures"], ["metric", "scope", "programme", "year_from", "year_to"]
    own = figures[figures["figure_id"].isin(total.figure_ids)]
    others = figures[~figures["figure_id"].isin(total.figure_ids) & figures["district_code"].isna()]
    beside = others.merge(own[[*alike, "value"]], on=alike, suffixes=("", "_own"))
    ids = beside.loc[beside["value"].ne(beside["value_own"]), "figure_id"]
    return rows_with_ids(selected.record, "published_figures", tuple(ids))


def _first(
    label: str, parts: Sequence[GroupShare], spoken: Spoken, behind: Callable[[], tuple[NamedRows, ...]]
) -> Answer | None:
    """Return which group has most; None where so few rows rank nobody."""
    language, coverage = spoken.language, spoken.coverage
    known = language.text(
        "{known} of {n} proposals state an amount",
        known=language.number(coverage.n_stated),
        n=all_known(coverage, spoken.published, language),
    )
    found = all_in_one(parts, coverage)
    found = found if isinstance(found, Claim) else largest(parts, coverage)
    title = language.text(label)
    if not isinstance(found, Claim) or found.value is None or not found.of:
        return None
    return Answer(
        label,
        title,
        found.name,
        behind,
        unit=spoken.write(found.value),
        basis=language.text(
            "{share} of {total} itemised", share=language.percent(found.value / found.of), total=spoken.write(found.of)
        ),
        beside=known,
    )


def _due_answer(selected: Selected, day: date, language: Language) -> Answer:
    """Return how many are overdue, else due soon, else past their day with an outcome that nobody recorded, else what is left; the others beside it."""
    table = due_of(selected, day)
    counts = due_counts(table)
    state = told_first(counts)
    if state is None:
        label, basis = language.text("Due, past its day"), language.text("Nothing is due by the record.")
        return Answer("due", label, "—", tuple, basis=basis)

    def behind() -> tuple[NamedRows, ...]:
        return tuple(_due_rows(selected, table, one, language) for one in counts)

    others = [f"{language.number(n)} {language.text(STATES[one][0])}" for one, n in counts.items() if one is not state]
    basis = _due_basis(table, state, language)
    return Answer(
        "due",
        state_title(state, language),
        language.number(counts[state]),
        behind,
        unit=language.text("proposal") if counts[state] == 1 else language.text("proposals"),
        basis=joined(others),
        beside=_nothing_late(counts, language) if state in PAST else basis,
        also=_due_first(table, state, language) if state in PAST else "",
        counted=basis if state in PAST else "",
    )


def _nothing_late(counts: Mapping[DueState, int], language: Language) -> str:
    """Say, of proposals past their day, that none is recorded as overdue, and that no day is to come where there is none."""
    ahead = "" if DueState.LATER in counts else language.text("no due day ahead")
    return joined([language.text("no proposal is recorded as overdue"), ahead])


def _due_first(table: pd.DataFrame, state: DueState, language: Language) -> str:
    """Return the day and the beginning of the name of the proposal that is listed first of a state that is past."""
    first = records(table[table["state"].eq(state)].head(1))[0]
    title = shorten(first["title"], _MOST_LETTERS, placeholder="…")
    return language.text("latest {day}: {title}", day=due_day(first["due_known"], language), title=title)


def _due_rows(selected: Selected, table: pd.DataFrame, state: DueState, language: Language) -> NamedRows:
    """Return the proposals in a state of what is due with their days, in the order in which the screen lists them."""
    of_state = table[table["state"].eq(state)]
    rows = selected.proposals.set_index("proposal_id", drop=False).loc[of_state["proposal_id"].tolist()]
    days = [due_day(None if pd.isna(known) else known, language) for known in of_state["due_known"]]
    return (state_title(state, language), "proposals", rows.assign(due=days))


def _due_basis(table: pd.DataFrame, state: DueState, language: Language) -> str:
    """Return what is due first of a state, and of what nobody recorded from which day to which."""
    of_state = table[table["state"].eq(state)]
    if state in PAST:
        kinds = of_state["kind"].value_counts()
        what = [
            f"{language.text(name)} {language.number(kinds[kind])}" for kind, name in DUE_NAMES.items() if kind in kinds
        ]
        return joined([", ".join(what), due_span(table, state, language), due_ground(table, state, language)])
    first = records(of_state.head(1))[0]
    name = DUE_NAMES[first["kind"]]
    return joined([language.text(name), due_day(first["due_known"], language), first["title"]], ", ")

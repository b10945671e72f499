"""Charts of support by programme, sector, support content and district: each chooses by its own field."""

from dataclasses import replace

from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import Chart
from analytics.figures.funding.money_bars import itemised_total, money_bars, money_table
from analytics.figures.funding.money_groups import (
    LISTED_BESIDE,
    MoneyGroup,
    content_groups,
    district_groups,
    programme_groups,
    screen_unit,
    sector_groups,
)
from analytics.figures.funding.parts import figures_behind, proposals_behind
from analytics.figures.style import Look
from analytics.funding.tables import by_programme
from analytics.selection.place_words import joined, period, records
from analytics.selection.selected import Selected
from analytics.selection.shared import beside_words, shared_note
from analytics.selection.words import titled
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.record import Record
from geodata.schema.vocabulary import Basis

DIVIDED = mark("The bars divide what is published of all sources; of one alone more may be published.")

_BESIDE_THE_CHOSEN = mark("Districts that are not chosen stand beside for comparison.")


def programme_chart(beside: Selected, look: Look) -> Chart:
    """Return support by programme for the selection without its programmes."""
    groups, ids = programme_groups(beside, look.language)
    chart_ = _chart(groups, (mark("Support by source of funding"), mark("Source of funding")), beside, look)
    made = _with_figures(chart_, beside.record, ids, look, _covered(beside, look.language))
    if not look.chosen.programmes or not ids:
        return made
    return replace(made, reading=joined([look.language.text(DIVIDED), made.reading], " "))


def sector_chart(beside: Selected, look: Look) -> Chart:
    """Return support by sector for the selection without its sectors."""
    groups = sector_groups(beside, look.language)
    return _chart(groups, (mark("Support by sector"), mark("Sector")), beside, look)


def content_chart(beside: Selected, look: Look) -> Chart:
    """Return support by content for the selection without its contents, beside the sums published by content."""
    groups, ids = content_groups(beside, look.language)
    chart_ = _chart(groups, (mark("Support by content"), mark("Support content")), beside, look)
    if not ids:
        return chart_
    return _with_figures(chart_, beside.record, ids, look, _apart(groups, look.language))


def funding_district_chart(beside: Selected, look: Look) -> Chart:
    """Return support by district for the selection without its districts; a proposal of several districts counts in each."""
    groups = district_groups(beside, look.language)
    chart_ = _chart(groups, (mark("Support by district"), mark("District")), beside, look)
    note = shared_note(itemised_total(beside, look.language).n_shared, look.language)
    if look.chosen.districts:
        chart_ = replace(chart_, reading=joined([look.language.text(_BESIDE_THE_CHOSEN), chart_.reading], " "))
    return replace(chart_, notes=(*chart_.notes, note)) if note else chart_


def _chart(shown: list[MoneyGroup], names: tuple[str, str], beside: Selected, look: Look) -> Chart:
    """Return the chart of `shown`; `names` are its title and the heading of the first column, as messages."""
    language = look.language
    title, heading = names
    total = itemised_total(beside, language)
    words, besides = titled(language.text(title), beside.selection, language), beside_words(beside, language)
    bars = money_bars(shown, screen_unit(beside.prepared, look.chosen, language))
    return Chart(
        title=words,
        unit=bars.unit,
        n=beside.count("proposals"),
        n_of=language.text(LISTED_BESIDE if any(one.published_vnd is not None for one in shown) else mark("proposals")),
        spec=bars,
        look=look,
        table=money_table(shown, language.text(heading), total, language),
        behind=(proposals_behind(beside, language),),
        alt=_alt(words, shown, language),
        reading=_reading(shown, language),
        notes=(besides,) if besides else (),
        empty="" if shown else language.text("No proposal fits these choices."),
    )


def _with_figures(chart_: Chart, record: Record, ids: tuple[str, ...], look: Look, note: str = "") -> Chart:
    notes = (*chart_.notes, note) if note else chart_.notes
    return replace(chart_, behind=(*chart_.behind, figures_behind(record, ids, look.language)), notes=notes)


def _apart(groups: list[MoneyGroup], language: Language) -> str:
    """Say of which years and bases the sums published by content are."""
    of = {f"{group.years} ({label_of(Basis, group.basis, language)})" for group in groups if group.basis}
    return language.text("Hatched: sums that sources publish by content for {years} only.", years=", ".join(sorted(of)))


def _covered(beside: Selected, language: Language) -> str:
    """Say of which years and bases the published sum of each programme is made; "" where nothing is published."""
    named = {group.id: group.name for group in programme_groups(beside, language)[0]}
    rows = [row for row in records(by_programme(beside)) if row["figure_ids"]]
    sums = [f"{named[row['programme']]} {_years_of(beside.record, row['figure_ids'], language)}" for row in rows]
    if not sums:
        return ""
    return language.text(
        "Published sums are made of: {sums}. Other years: no figure is published.", sums="; ".join(sums)
    )


def _years_of(record: Record, ids: tuple[str, ...], language: Language) -> str:
    figures = records(rows_with_ids(record, "published_figures", ids))
    return ", ".join(
        f"{period(row['year_from'], row['year_to'])} ({label_of(Basis, row['basis'], language)})" for row in figures
    )


def _reading(shown: list[MoneyGroup], language: Language) -> str:
    """Say how the numbers beside the bars read, as far as such numbers stand there."""
    return (
        language.text("A circle: none states one, which is not zero.") if any(one.is_unstated for one in shown) else ""
    )


def _alt(title: str, groups: list[MoneyGroup], language: Language) -> str:
    """Say the chart in one sentence: its title and its three largest bars."""
    named = [f"{group.name} {language.money(group.length_vnd)}" for group in groups[:3] if group.length_vnd]
    return f"{title}. {'; '.join(named)}"

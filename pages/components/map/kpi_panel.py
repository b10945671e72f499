"""The strip of six figures in words, and the rows that a click on one opens."""

from dataclasses import dataclass

import pandas as pd

from analytics.figures.chart import NamedRows
from analytics.findings.answers import rows_behind
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpi_words import (
    KpiWords,
    also_published,
    known_of_products,
    kpi_label,
    kpi_text,
    kpi_words,
    large_text,
)
from analytics.overview.kpis import kpis
from analytics.overview.without_total import without_total
from analytics.prepared.caching import cached
from analytics.selection.place_words import joined, years_left_out
from analytics.selection.selected import Selected
from analytics.selection.unit_table import unit_sums
from analytics.trade.words import markets_opened
from analytics.wording.claims import Claim
from analytics.wording.language import Language
from pages.components.browser.kpi_strip import Card, kpi_strip
from pages.components.panels.evidence_view import evidence_dialog
from pages.components.visit.session import words


def kpi_panel(selected: Selected, whole: Selected) -> None:
    """Draw the figures; a click on one opens its rows, what is published beside them, and the sources of both."""
    language = words()
    clicked = kpi_strip(_cards(selected, whole, language), key="kpis")
    for figure in kpis(selected, whole):
        if figure.id == clicked:
            figure_ground(figure, selected, language).open()


@cached()
def _cards(selected: Selected, whole: Selected, language: Language) -> list[Card]:
    return [_card(figure, selected, language) for figure in kpis(selected, whole)]


def _card(figure: Kpi, selected: Selected, language: Language) -> Card:
    said = kpi_words(figure, selected, language)
    return Card(
        id=figure.id,
        label=said.label,
        under=said.under,
        value=said.number,
        unit=said.short_unit,
        share=said.share,
        when=joined([said.when or _known_so_far(figure, selected, language), _beside(figure, selected, language)]),
        about=". ".join(part for part in (*_rests_on(figure, said, language), _action(figure, language)) if part),
    )


def _known_so_far(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say beside a dash what is stated, where that is too little of all to stand large, of a district's OCOP products what else is known."""
    if figure.id is KpiId.OCOP:
        return known_of_products(figure, selected, language)
    if figure.id is not KpiId.SUPPORT or figure.value is None or isinstance(figure.large, Claim):
        return ""
    return language.text("so far only {value}", value=kpi_text(figure.id, figure.value, language))


def _beside(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say beside facilities how many were supported, beside an amount which support places have together with others, beside a count how many proposals, beside both that no total is published."""
    if figure.id is KpiId.FACILITIES and figure.beside is not None and figure.n_rows:
        return also_published(figure, language)
    if isinstance(figure.large, Claim) and without_total(figure, selected, language):
        return language.text("no total is published")
    sums = unit_sums(selected)
    if figure.id is KpiId.SUPPORT and not pd.isna(sums["beside_vnd"]):
        return language.text("and {value} shared", value=language.money(float(sums["beside_vnd"])))
    is_listed = figure.id is KpiId.PROPOSALS and not figure.is_published_large
    if is_listed and selected.selection.of_province.districts and not pd.isna(sums["n_shared"]):
        return language.text("{value} shared", value=language.number(int(sums["n_shared"])))
    return ""


def _rests_on(figure: Kpi, said: KpiWords, language: Language) -> tuple[str, ...]:
    """Return what the large number rests on, with the years that it has no figure of, and what stands beside it, in words."""
    is_published = figure.is_published_large and figure.published is not None
    missing = years_left_out(figure.published, language) if is_published and figure.published else ""
    basis = joined([said.basis, missing], " ")
    parts = (part.replace("\u2060", "") for part in (basis, said.beside, said.also) if part)
    return tuple(part[:1].upper() + part[1:] for part in parts)


def _action(figure: Kpi, language: Language) -> str:
    """Say what a click opens."""
    if figure.n_rows:
        return language.count("{n} row · sources", "{n} rows · sources", figure.n_rows)
    is_published = bool(figure.published or figure.beside)
    return language.text("published · sources") if is_published else language.text("no source yet")


@dataclass(frozen=True, eq=False)
class Ground:
    """What a number rests on, as a drawer shows it."""

    title: str
    note: str
    parts: tuple[NamedRows, ...]
    stated: float | None = None

    def open(self) -> None:
        """Open the drawer."""
        evidence_dialog(self.title, self.note, self.parts, stated=self.stated)


def figure_ground(figure: Kpi, selected: Selected, language: Language, place: str = "") -> Ground:
    """Return what a figure, of `place` where another is chosen, rests on: what the large number is made of first."""
    said = _rests_on(figure, kpi_words(figure, selected, language), language)
    published = figure.floor is None and (figure.published or figure.before or figure.beside)
    apart = language.text("Published totals stand beside the rows and are never added to them.") if published else ""
    note = ". ".join(part for part in (*said, apart) if part)
    stated = None if figure.stated is None else figure.stated.value
    title = joined([place, _title(figure, selected, language)])
    return Ground(title, note, rows_behind(figure, selected, language), stated)


def _title(figure: Kpi, selected: Selected, language: Language) -> str:
    if figure.id is KpiId.MARKETS:
        return markets_opened(int(figure.value or 0), figure.n_rows, language)
    return f"{kpi_label(figure, selected, language)}: {large_text(figure, language)}"

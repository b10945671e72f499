"""The strip of six figures in words, and the rows that a click on one opens."""

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpi_words import KPI_TABLES, KpiWords, kpi_label, kpi_text, kpi_words, large_text
from analytics.overview.kpis import kpi_rows, kpis
from analytics.prepared.caching import cached
from analytics.selection.selected import Selected
from analytics.trade.words import markets_opened
from analytics.wording.claims import Claim
from analytics.wording.language import Language
from pages.components.browser.kpi_strip import Card, kpi_strip
from pages.components.panels.evidence_view import evidence_dialog
from pages.components.visit.session import prepared_record, words


def kpi_panel(selected: Selected, whole: Selected) -> None:
    """Draw the figures; a click on one opens its rows, what is published beside them, and the sources of both."""
    language = words()
    clicked = kpi_strip(_cards(selected, whole, language), key="kpis")
    for figure in kpis(selected, whole):
        if figure.id == clicked:
            _open(figure, selected, language)


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
        when=said.when or _known_so_far(figure, language),
        about=". ".join(part for part in (*_rests_on(said), _action(figure, language)) if part),
    )


def _known_so_far(figure: Kpi, language: Language) -> str:
    """Say beside a dash what is stated, where that is too little of all to stand large."""
    if figure.id is not KpiId.SUPPORT or figure.value is None or isinstance(figure.large, Claim):
        return ""
    return language.text("so far only {value}", value=kpi_text(figure.id, figure.value, language))


def _rests_on(said: KpiWords) -> tuple[str, ...]:
    """Return what the large number rests on and what stands beside it, in words."""
    parts = (part.replace("\u2060", "") for part in (said.basis, said.beside, said.also) if part)
    return tuple(part[:1].upper() + part[1:] for part in parts)


def _action(figure: Kpi, language: Language) -> str:
    """Say what a click opens."""
    if figure.n_rows:
        return language.count("{n} row · sources", "{n} rows · sources", figure.n_rows)
    is_published = bool(figure.published or figure.beside)
    return language.text("published · sources") if is_published else language.text("no source yet")


def _known_first(kpi: KpiId, rows: pd.DataFrame) -> pd.DataFrame:
    """Put the rows that state the figure before those that do not."""
    column = {KpiId.SUPPORT: "support_vnd", KpiId.LEVERAGE: "counterpart_vnd"}.get(kpi)
    return rows if column is None else rows.sort_values(column, ascending=False, na_position="last", kind="stable")


def _open(figure: Kpi, selected: Selected, language: Language) -> None:
    """Open what a figure rests on: what the large number is made of first."""
    rows = (
        language.text("Itemised rows"),
        KPI_TABLES[figure.id],
        _known_first(figure.id, kpi_rows(selected, figure.id)),
    )
    said = ". ".join(_rests_on(kpi_words(figure, selected, language)))
    totals = [one for one in (figure.published, figure.before, figure.beside) if one is not None]
    if not totals:
        evidence_dialog(_title(figure, selected, language), said, (rows,))
        return
    ids = tuple(dict.fromkeys(id_ for one in totals for id_ in one.figure_ids))
    record = prepared_record().record
    published = (
        language.text("Published figures"),
        "published_figures",
        rows_with_ids(record, "published_figures", ids),
    )
    note = language.text("Published totals stand beside the rows and are never added to them.")
    note = ". ".join(part for part in (said, note) if part)
    parts = (published, rows) if figure.is_published_large else (rows, published)
    evidence_dialog(_title(figure, selected, language), note, parts)


def _title(figure: Kpi, selected: Selected, language: Language) -> str:
    if figure.id is KpiId.MARKETS:
        return markets_opened(int(figure.value or 0), figure.n_rows, language)
    return f"{kpi_label(figure, selected, language)}: {large_text(figure, language)}"

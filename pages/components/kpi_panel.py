"""The strip of six figures in words, and the rows that a click on one opens."""

import pandas as pd

from analytics.evidence import rows_with_ids
from analytics.kpi_words import LABELS, TABLES, kpi_context, kpi_parts, kpi_published, kpi_text
from analytics.kpis import Kpi, KpiId, kpis, rows_of
from analytics.language import Language
from analytics.selected import Selected
from pages.components.evidence_view import evidence_dialog
from pages.components.kpi_strip import Card, kpi_strip
from pages.components.session import prepared_record, words


def kpi_panel(selected: Selected, whole: Selected) -> None:
    """Draw the figures; a click on one opens its rows, what is published beside them, and the sources of both."""
    language = words()
    figures = selected.keep(("kpis", whole), lambda: kpis(prepared_record(), selected, whole))
    cards = selected.keep(
        ("kpi cards", whole, language.code), lambda: [_card(figure, selected, language) for figure in figures]
    )
    clicked = kpi_strip(cards, key="kpis")
    for figure in figures:
        if figure.id == clicked:
            _open(figure, selected, language)


def _card(figure: Kpi, selected: Selected, language: Language) -> Card:
    value, unit = kpi_parts(figure.id, figure.value, language)
    return Card(
        id=figure.id,
        label=language.text(LABELS[figure.id]),
        value=value,
        unit=unit,
        context=kpi_context(figure, selected, language),
        published=kpi_published(figure, language),
        share=_share(figure),
        action=language.count("{n} row · sources", "{n} rows · sources", figure.n_rows),
    )


def _share(figure: Kpi) -> float | None:
    """Return the itemised share of what is published, for the figures where both count the same thing."""
    if (
        figure.published is None
        or figure.value is None
        or figure.id not in {KpiId.PROPOSALS, KpiId.SUPPORT, KpiId.OCOP}
    ):
        return None
    return min(figure.value / figure.published.value, 1.0) if figure.published.value else None


def _known_first(kpi: KpiId, rows: pd.DataFrame) -> pd.DataFrame:
    """Put the rows that state the figure before those that do not."""
    column = {KpiId.SUPPORT: "support_vnd", KpiId.LEVERAGE: "counterpart_vnd"}.get(kpi)
    return rows if column is None else rows.sort_values(column, ascending=False, na_position="last", kind="stable")


def _open(figure: Kpi, selected: Selected, language: Language) -> None:
    table = TABLES[figure.id]
    parts = [(language.text("Rows"), table, _known_first(figure.id, rows_of(selected, figure.id)))]
    if figure.published is not None:
        ids = figure.published.figure_ids
        parts.append(
            (
                language.text("Published figures"),
                "published_figures",
                rows_with_ids(prepared_record().record, "published_figures", ids),
            )
        )
    note = (
        language.text("Published totals stand beside the rows and are never added to them.") if figure.published else ""
    )
    evidence_dialog(
        f"{language.text(LABELS[figure.id])}: {kpi_text(figure.id, figure.value, language)}", note, tuple(parts)
    )

"""The strip of six figures in words, and the rows that a click on one opens."""

import pandas as pd

from analytics.evidence import rows_with_ids
from analytics.kpis import Kpi, KpiId, kpis, rows_of
from analytics.language import Language, mark
from analytics.prepared import SEVERAL
from analytics.selected import Selected
from analytics.words import span
from pages.components.evidence_view import evidence_dialog
from pages.components.kpi_strip import Card, kpi_strip
from pages.components.session import prepared_record, words

LABELS: dict[KpiId, str] = {
    KpiId.FACILITIES: mark("Rural industrial facilities"),
    KpiId.PROPOSALS: mark("Proposals, itemised"),
    KpiId.SUPPORT: mark("Support, itemised"),
    KpiId.LEVERAGE: mark("Counterpart per đồng of support"),
    KpiId.OCOP: mark("OCOP products"),
    KpiId.MARKETS: mark("Export markets"),
}

PUBLISHED: dict[KpiId, str] = {
    KpiId.FACILITIES: mark("published {value} supported ({years})"),
    KpiId.PROPOSALS: mark("published {value} ({years})"),
    KpiId.SUPPORT: mark("published {value} ({years})"),
    KpiId.LEVERAGE: mark("published {value} ({years})"),
    KpiId.OCOP: mark("published {value} ({years})"),
}

TABLES: dict[KpiId, str] = {
    KpiId.FACILITIES: "facilities",
    KpiId.PROPOSALS: "proposals",
    KpiId.SUPPORT: "proposals",
    KpiId.LEVERAGE: "proposals",
    KpiId.OCOP: "ocop_products",
    KpiId.MARKETS: "export_flows",
}


def kpi_panel(selected: Selected, whole: Selected) -> None:
    """Draw the figures; a click on one opens its rows, what is published beside them, and the sources of both."""
    language = words()
    figures = kpis(prepared_record(), selected, whole)
    clicked = kpi_strip([_card(figure, selected, language) for figure in figures], key="kpis")
    for figure in figures:
        if figure.id == clicked:
            _open(figure, selected, language)


def _card(figure: Kpi, selected: Selected, language: Language) -> Card:
    value, unit = _written(figure.id, figure.value, language)
    return Card(
        id=figure.id,
        label=language.text(LABELS[figure.id]),
        value=value,
        unit=unit,
        context=_context(figure, selected, language),
        published=_published(figure, language),
        share=_share(figure),
        action=language.count("{n} row · sources", "{n} rows · sources", figure.n_rows),
    )


def _written(kpi: KpiId, value: float | None, language: Language) -> tuple[str, str | None]:
    if value is None:
        return "—", None
    if kpi is KpiId.SUPPORT:
        return language.money_parts(value)
    return language.number(value, 1 if kpi is KpiId.LEVERAGE else 0), None


def _text(kpi: KpiId, value: float | None, language: Language) -> str:
    number, unit = _written(kpi, value, language)
    return f"{number} {unit}" if unit else number


def _context(figure: Kpi, selected: Selected, language: Language) -> str:
    if figure.previous is not None:
        return language.text("year before: {value}", value=_text(figure.id, figure.previous, language))
    shared = _shared(figure.id, selected)
    if shared:
        return language.text("incl. {value} shared by several districts", value=_text(figure.id, shared, language))
    if not selected.selection.is_empty:
        words_ = mark("in all {value}") if figure.id is KpiId.LEVERAGE else mark("of {value} in all")
        return language.text(words_, value=_text(figure.id, figure.whole, language))
    return _beside(figure, selected, language)


def _shared(kpi: KpiId, selected: Selected) -> float:
    """Return what of a figure belongs to proposals of several districts, when only some places are chosen."""
    if kpi not in {KpiId.PROPOSALS, KpiId.SUPPORT} or not (selected.selection.districts or selected.selection.units):
        return 0
    several = selected.proposals[selected.proposals["district_code"].eq(SEVERAL).fillna(value=False)]
    return len(several) if kpi is KpiId.PROPOSALS else float(several["support_vnd"].sum())


def _beside(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what stands beside a figure of the whole record."""
    if figure.id is KpiId.FACILITIES:
        return language.text("and {n} villages, clusters", n=language.number(len(selected.context)))
    if figure.id in {KpiId.SUPPORT, KpiId.LEVERAGE}:
        return language.text(
            "stated for {known} of {n}", known=language.number(figure.n_known), n=language.number(figure.n_rows)
        )
    if figure.id is KpiId.OCOP:
        others = selected.count("unrecognised")
        return language.text("and {n} not recognised", n=language.number(others))
    if figure.id is KpiId.MARKETS:
        return language.text("countries; fresh fruit apart")
    return language.text("itemised, with sources")


def _published(figure: Kpi, language: Language) -> str | None:
    if figure.id not in PUBLISHED:
        return None
    if figure.published is None:
        return language.text("no published total of this scope")
    value = _text(figure.id, figure.published.value, language)
    value = f"≥ {value}" if figure.published.is_at_least else value
    return language.text(PUBLISHED[figure.id], value=value, years=span(figure.published))


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
        f"{language.text(LABELS[figure.id])}: {_text(figure.id, figure.value, language)}", note, tuple(parts)
    )

"""The words of the six figures: names, values with their unit, what stands beside them, what is published."""

from analytics.kpis import Kpi, KpiId
from analytics.language import Language, mark
from analytics.prepared import SEVERAL
from analytics.selected import Selected
from analytics.signs import qualified
from analytics.words import span

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
"""The table of the record whose rows a figure counts."""


def kpi_parts(kpi: KpiId, value: float | None, language: Language) -> tuple[str, str | None]:
    """Return (number, unit) of a figure; "—" where none is stated, no unit where it has none."""
    if value is None:
        return "—", None
    if kpi is KpiId.SUPPORT:
        return language.money_parts(value)
    return language.number(value, 1 if kpi is KpiId.LEVERAGE else 0), None


def kpi_text(kpi: KpiId, value: float | None, language: Language) -> str:
    """Return a figure with its unit."""
    number, unit = kpi_parts(kpi, value, language)
    return f"{number} {unit}" if unit else number


def kpi_context(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what stands beside a figure: whose rows it counts, the year before, what several districts share, the whole record."""
    chosen = selected.selection
    if figure.id in {KpiId.OCOP, KpiId.MARKETS} and (chosen.programmes or chosen.stages or chosen.contents):
        return language.text("only of facilities with such proposals")
    if figure.previous is not None:
        return language.text("year before: {value}", value=kpi_text(figure.id, figure.previous, language))
    shared = _shared(figure.id, selected)
    if shared:
        return language.text("incl. {value} shared by several districts", value=kpi_text(figure.id, shared, language))
    if not selected.selection.is_empty:
        words_ = mark("in all {value}") if figure.id is KpiId.LEVERAGE else mark("of {value} in all")
        return language.text(words_, value=kpi_text(figure.id, figure.whole, language))
    return _beside(figure, selected, language)


def kpi_published(figure: Kpi, language: Language) -> str | None:
    """Return what is published of a figure and for which years, None for a figure of which nothing is ever published."""
    if figure.id not in PUBLISHED:
        return None
    if figure.published is None:
        return language.text("no published total of this scope")
    value = qualified(kpi_text(figure.id, figure.published.value, language), figure.published.qualifier)
    return language.text(PUBLISHED[figure.id], value=value, years=span(figure.published))


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

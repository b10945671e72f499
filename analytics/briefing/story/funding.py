"""Slides of the money over the years: by year and programme, itemised solid, published beyond it hatched."""

from collections.abc import Sequence

import pandas as pd

from analytics.briefing.story.charted import chart_block, table_block
from analytics.briefing.story.parts import HATCHED, figures_part, nothing_beside, part_of
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Block, Later, TableBlock
from analytics.figures.funding.money_groups import screen_unit
from analytics.figures.funding.parts import disputed_ids, disputed_values, disputes
from analytics.figures.funding.years import amounts_by_year, listed_years, year_bars
from analytics.findings.headlines import support_headline
from analytics.findings.said import StatedText
from analytics.findings.wording import about_part, plain_span
from analytics.funding.tables import bands, by_time, single_years
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import bases_text, published_text
from analytics.selection.place_words import records
from analytics.selection.published_totals import HAPPENED, PublishedTotal
from analytics.selection.words import titled, years_words
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.schema.vocabulary import Basis


def years_slide(scene: Scene) -> SlideDraft:
    """Return support by year and programme, for the selection without its years; the years chosen stand out."""
    language, beside = scene.language, scene.unfiltered_by("years")
    times, across = by_time(beside), bands(beside)
    table = single_years(times)
    drawn = table[table["support_vnd"].notna() | table["published_vnd"].notna()]
    title = language.text("Support by year and source of funding")
    subtitle = titled(title, beside.selection, language)
    ids = (*(str(id_) for id_ in table["figure_id"].dropna()), *(id_ for band in across for id_ in band.figure_ids))
    said = Later(lambda: (*_across_years(scene, across), *_column_bases(drawn, language)))
    return SlideDraft(
        id="funding_years",
        title=title,
        subtitle=subtitle,
        headline=_years_headline(scene),
        blocks=Later(lambda: [_year_chart(scene, drawn, across, subtitle, tuple(said))]),
        parts=Later(lambda: (part_of(beside, "proposals", language.text("Proposals")), *figures_part(scene, ids))),
        notes=Later(
            lambda: (
                language.text(HATCHED),
                *said,
                *listed_years(records(drawn), across, language),
                *disputes(scene.record, table["figure_id"], language),
            )
        ),
        n=beside.count("proposals"),
        n_of=language.text("proposals"),
        make_more=lambda: (_year_table(scene, drawn, title),),
        reason=nothing_beside(_column_names(drawn, across), language)
        if len(drawn) or across
        else language.text("No source states an amount for a single year here."),
    )


def _column_names(drawn: pd.DataFrame, across: Sequence[PublishedTotal]) -> list[str]:
    return [*(str(int(year)) for year in drawn["year_from"].unique()), *map(plain_span, across)]


def _years_headline(scene: Scene) -> StatedText:
    """Speak of the chosen years, by their name where no published total names them."""
    figure = scene.kpis[KpiId.SUPPORT]
    years = "" if figure.is_published_large else years_words(scene.selection.years)
    return about_part(years, support_headline(figure, scene.language))


def _across_years(scene: Scene, across: Sequence[PublishedTotal]) -> tuple[str, ...]:
    """Say what is published of several years together, which is drawn at the mean of a year."""
    language = scene.language
    sums = [
        f"{plain_span(band)} {published_text(KpiId.SUPPORT, band, language)} ({bases_text(band, language)})"
        for band in across
    ]
    if not sums:
        return ()
    return (
        language.text(
            "Published of several years together, drawn at the mean of a year: {sums}.", sums="; ".join(sums)
        ),
    )


def _column_bases(drawn: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """Say of which years each basis is, where the columns have several."""
    named = []
    for basis in HAPPENED:
        years = sorted({str(int(year)) for year in drawn.loc[drawn["basis"].eq(basis), "year_from"]})
        if years:
            named.append(f"{label_of(Basis, basis, language)} {', '.join(years)}")
    if len(named) < 2:
        return ()
    return (language.text("Not one series: {bases}.", bases="; ".join(named)),)


def _year_chart(
    scene: Scene, drawn: pd.DataFrame, across: Sequence[PublishedTotal], title: str, said: tuple[str, ...]
) -> Block:
    language = scene.language
    disputed = disputed_ids(scene.record, drawn["figure_id"])
    notes = (*said, *disputed_values(scene.record, drawn["figure_id"], language))
    shown = year_bars(
        records(drawn), disputed, scene.selection, screen_unit(scene.prepared, scene.selection, language), across
    )
    return chart_block("funding_years", title, shown, scene.selection, language, notes)


def _year_table(scene: Scene, drawn: pd.DataFrame, title: str) -> TableBlock:
    shown = amounts_by_year(scene.record, records(drawn), scene.language)
    only = ("period", "programme", "published", "basis", "support", "n", "n_amounts")
    return table_block("funding_years_table", title, shown, only)

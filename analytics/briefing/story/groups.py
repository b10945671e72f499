"""Slides of groups of proposals: support by sector and by content, itemised solid, published beyond it hatched."""

from dataclasses import dataclass

from analytics.briefing.story.charted import chart_block, table_block
from analytics.briefing.story.parts import HATCHED, LEAST_BARS, figures_part, nothing_beside, part_of
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Block, Later
from analytics.figures.funding.money_bars import money_bars, money_table
from analytics.figures.funding.money_groups import (
    MoneyGroup,
    content_groups,
    screen_unit,
    sector_groups,
)
from analytics.figures.spec import Bars, Category
from analytics.findings.coverage import spoken_of
from analytics.findings.groups import shares_of
from analytics.findings.headlines import count_headline, money_headline
from analytics.findings.said import StatedText
from analytics.findings.wording import about_part
from analytics.overview.kpi import KpiId
from analytics.selection.selected import Selected
from analytics.selection.selection import Field
from analytics.selection.words import titled
from analytics.wording.claims import GroupShare
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import mark

_BRACKETS = mark(
    "In brackets: proposals that state an amount, of all. Where none does, the amount is not known: it is not zero."
)


@dataclass(frozen=True, eq=False)
class _Grouped:
    """Groups of one field: which slide they make, its title, the heading of the groups, what they count as messages."""

    id: str
    field: Field
    title: str
    heading: str
    counted: str
    prefix: str
    groups: list[MoneyGroup]
    figure_ids: tuple[str, ...] = ()

    @property
    def n_drawn(self) -> int:
        """How many groups have an amount."""
        return sum(bool(group.length_vnd) for group in self.groups)

    @property
    def is_counted(self) -> bool:
        """Whether the bars count proposals, as fewer than two groups have an amount."""
        return self.n_drawn < LEAST_BARS

    @property
    def counted_groups(self) -> list[MoneyGroup]:
        """The groups that have proposals, the most first."""
        return sorted((group for group in self.groups if group.n), key=lambda group: -group.n)


def sector_slide(scene: Scene) -> SlideDraft:
    """Return support by sector, for the selection without its sectors."""
    beside = scene.unfiltered_by("sectors")
    groups = sector_groups(beside, scene.language)
    title, heading = mark("Support by sector"), mark("Sector")
    counted, prefix = mark("Proposals by sector"), mark("By sector")
    return _grouped_slide(
        scene, beside, _Grouped("funding_sectors", "sectors", title, heading, counted, prefix, groups)
    )


def content_slide(scene: Scene) -> SlideDraft:
    """Return support by content, for the selection without its contents, beside the sums published by content."""
    beside = scene.unfiltered_by("contents")
    groups, ids = content_groups(beside, scene.language)
    title, heading = mark("Support by content"), mark("Support content")
    counted, prefix = mark("Proposals by content"), mark("By content")
    return _grouped_slide(
        scene, beside, _Grouped("funding_contents", "contents", title, heading, counted, prefix, groups, ids)
    )


def _grouped_slide(scene: Scene, beside: Selected, of: _Grouped) -> SlideDraft:
    language = scene.language
    title = language.text(of.title)
    n = sum(group.n for group in of.groups)
    shares = shares_of(of.groups, scene.selection, lambda group: group.support_vnd)
    bars = (of.is_counted and of.counted_groups) or of.groups
    subtitle = titled(language.text(of.counted) if of.is_counted else title, beside.selection, language)

    def draw() -> list[Block]:
        if not of.is_counted:
            return [money_chart(scene, of.groups, of.id, subtitle)]
        counts = _count_chart(scene, of, subtitle)
        stated = money_table(sorted(of.groups, key=lambda group: -group.n), language.text(of.heading), None, language)
        return [counts, table_block(f"{of.id}_stated", title, stated)] if of.n_drawn else [counts]

    return SlideDraft(
        id=of.id,
        title=title,
        subtitle=subtitle,
        headline=_grouped_headline(of, shares, scene, beside),
        blocks=Later(draw),
        parts=Later(
            lambda: (part_of(beside, "proposals", language.text("Proposals")), *figures_part(scene, of.figure_ids))
        ),
        notes=()
        if of.is_counted
        else (language.text(_BRACKETS), *((language.text(HATCHED),) if of.figure_ids else ())),
        n=n,
        n_of=language.text("proposals"),
        make_more=lambda: (
            table_block(f"{of.id}_table", subtitle, money_table(of.groups, language.text(of.heading), None, language)),
        ),
        reason=nothing_beside([group.name for group in bars], language)
        if of.groups
        else language.text("No proposal fits these choices."),
    )


def _grouped_headline(of: _Grouped, shares: list[GroupShare], scene: Scene, beside: Selected) -> StatedText:
    """Speak of the money; of the number of proposals where the bars count them."""
    spoken = spoken_of(KpiId.SUPPORT, beside, scene.language)
    if spoken.coverage.n and of.is_counted:
        by_count = shares_of(of.groups, scene.selection, lambda group: float(group.n))
        what = scene.language.text(of.counted)
        if not spoken.coverage.n_stated:
            what = scene.language.text("{what}, none states an amount", what=what)
        return count_headline(by_count, what, spoken_of(KpiId.PROPOSALS, beside, scene.language))
    return about_part(scene.language.text(of.prefix), money_headline(shares, spoken))


def money_chart(scene: Scene, groups: list[MoneyGroup], id_: str, title: str) -> Block:
    """Return groups of support as lying bars, in billions or millions of đồng; (k/n): k of n proposals state an amount."""
    language = scene.language
    shown = money_bars(groups, screen_unit(scene.prepared, scene.selection, language), is_on_paper=True)
    notes = (language.text(_BRACKETS), *((language.text(HATCHED),) if len(shown.series) > 1 else ()))
    return chart_block(id_, title, shown, scene.selection, language, notes)


def _count_chart(scene: Scene, of: _Grouped, title: str) -> Block:
    """Return groups by their number of proposals."""
    language, ordered = scene.language, of.counted_groups
    names = [Category(one.id, one.name, language.number(one.n), choice=one.choice) for one in ordered]
    shown = Bars.plain(language.text("proposals"), names, (one.n for one in ordered), INK_OF_BARS)
    notes = () if of.n_drawn else (language.text("No amount is stated here: the bars count proposals."),)
    return chart_block(of.id, title, shown, scene.selection, language, notes)

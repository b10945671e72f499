"""The story of a selection: its slides in order, from the same functions as the screens."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from analytics.briefing.story.added import Added, added_slides
from analytics.briefing.story.ceilings import ceilings_slide
from analytics.briefing.story.funding import years_slide
from analytics.briefing.story.groups import content_slide, sector_slide
from analytics.briefing.story.places import district_slide, districts_slide, map_slide, overview_slide
from analytics.briefing.story.products import certificates_slide, exports_slide, ocop_slide
from analytics.briefing.story.progress import due_slide, pipeline_slide
from analytics.briefing.story.scene import Scene, SlideDraft, each_once, sources_of_parts
from analytics.briefing.story.slides import (
    Block,
    Later,
    Marks,
    PaperParts,
    Slide,
    SourceUse,
    Story,
    TableBlock,
    TextBlock,
)
from analytics.evidence.newest import dated_words
from analytics.figures.known_elsewhere import known_without, taken_back
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.findings.headlines import sources_headline
from analytics.maps.credits import boundary_credits
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapMeasure
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import VINTAGE_LABELS
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.words import selection_words
from analytics.wording.language import Language

if TYPE_CHECKING:
    from analytics.planning.scenario import Scenario

BUILDERS: tuple[Callable[[Scene], SlideDraft], ...] = (
    overview_slide,
    map_slide,
    years_slide,
    sector_slide,
    content_slide,
    exports_slide,
    ocop_slide,
    certificates_slide,
    pipeline_slide,
    due_slide,
    ceilings_slide,
    districts_slide,
)
Dropped = tuple[tuple[str, str], ...]

KEPT_STORIES = 8
"""Stories of a selection that are kept: two languages, a few measures of the map, no day but this one."""


def story(  # noqa: PLR0913 - all that a story depends on, by name
    prepared: Prepared,
    selection: Selection,
    *,
    today: date,
    language: Language,
    spec: MapMeasure | None = None,
    layers: tuple[MapLayer, ...] = (MapLayer.FACILITY,),
    plan: "Scenario | None" = None,
    office: str = "",
    added: tuple[Added, ...] = (),
) -> Story:
    """Return the slides of a selection as of `today`; a slide with nothing to show is left out and named in `dropped`.

    Briefs are of the chosen districts, of all ten where none is chosen, without those that have no row. A `plan` has slides of
    its own, of the whole province whatever is selected; so have campaigns of visits, where the office has some. `office` is whose
    name the first slide bears; `added` figures stand last, each of its own selection.
    """
    scene = Scene(prepared, selection, today, language, spec or MapMeasure(), layers)
    drafts = [_told_elsewhere(build, scene) for build in BUILDERS]
    chosen = [code for code in selection.districts if code in DISTRICT_CODES]
    briefs = {code: district_slide(scene, code) for code in chosen}
    planned = _planned(scene, plan) if plan else ()
    own = added_slides(scene, added)
    told = [draft for draft in drafts if not draft.reason]
    shown = [*told, *_surveyed(scene), *planned, *briefs.values(), *(draft for draft in own if not draft.reason)]
    dropped = tuple((draft.title, draft.reason) for draft in (*drafts, *own) if draft.reason)
    marks = _marks(scene)
    return Story(
        title=language.text("Industrial promotion in Bắc Giang"),
        selection=selection,
        spec=scene.spec,
        day=today,
        language=language,
        marks=marks,
        slides=(
            _title_slide(scene, marks, office),
            *(draft.slide(scene) for draft in [*shown, _sources(scene, shown, dropped)]),
        ),
        dropped=dropped,
        make_paper=cache(lambda: _paper(scene, shown, briefs, dropped)),
    )


@cached(KEPT_STORIES)
def story_of(  # noqa: PLR0913, PLR0917 - all that a story depends on is its key
    selected: Selected,
    today: date,
    language: Language,
    spec: MapMeasure,
    layers: tuple[MapLayer, ...],
    plan: "Scenario | None",
    office: str = "",
    added: tuple[Added, ...] = (),
) -> Story:
    """Return `story` of the rows of a selection, made once for all visits."""
    return story(
        selected.prepared,
        selected.selection,
        today=today,
        language=language,
        spec=spec,
        layers=layers,
        plan=plan,
        office=office,
        added=added,
    )


def _planned(scene: Scene, plan: "Scenario") -> tuple[SlideDraft, ...]:
    from analytics.briefing.story.plan import plan_slides  # noqa: PLC0415 - the solver is for those who show a plan

    return plan_slides(scene, plan)


def _surveyed(scene: Scene) -> tuple[SlideDraft, ...]:
    if scene.record["survey_campaigns"].empty:
        return ()
    from analytics.briefing.story.campaigns import campaign_slides  # noqa: PLC0415 - for offices that have campaigns

    return campaign_slides(scene)


def _told_elsewhere(build: Callable[[Scene], SlideDraft], scene: Scene) -> SlideDraft:
    """Return a slide; one with nothing to show says too which choice, taken back, lets it show something."""
    draft = build(scene)
    if not draft.reason:
        return draft

    def is_known(asked: Selection) -> bool:
        return not _is_empty(scene.rows(asked), build, scene.today, scene.language, scene.spec, scene.layers)

    fields = known_without(scene.selection, is_known)
    return replace(draft, reason=f"{draft.reason} {taken_back(fields, scene.language)}") if fields else draft


@cached()
def _is_empty(  # noqa: PLR0913, PLR0917 - all that a slide depends on is its key
    rows: Selected,
    build: Callable[[Scene], SlideDraft],
    today: date,
    language: Language,
    spec: MapMeasure,
    layers: tuple[MapLayer, ...],
) -> bool:
    return bool(build(Scene(rows.prepared, rows.selection, today, language, spec, layers)).reason)


def _paper(scene: Scene, shown: list[SlideDraft], chosen: dict[str, SlideDraft], dropped: Dropped) -> PaperParts:
    """Return the briefs of the chosen districts, of all that have a row where none is chosen, and the sources of all."""
    told = chosen or {code: district_slide(scene, code) for code in DISTRICT_CODES}
    briefs = [draft for code, draft in told.items() if draft.parts or code in chosen]
    sources = _sources(scene, [*shown, *briefs], dropped)
    return PaperParts(
        briefs=tuple(draft.slide(scene) for draft in briefs),
        sources=sources_of_parts(scene.record, sources.parts),
        sources_slide=sources.slide(scene),
    )


def _marks(scene: Scene) -> Marks:
    language, vintage = scene.language, scene.spec.vintage
    flag = language.text("ILLUSTRATIVE DATA: not real") if scene.record.is_illustrative else ""
    words = selection_words(scene.selection, language)
    return Marks(
        selection=words[:1].upper() + words[1:],
        dated=dated_words(scene.record, scene.today, language),
        flag=flag,
        units=language.text(VINTAGE_LABELS[vintage]),
        attribution=boundary_credits((vintage.value, "districts_2024"), language),
    )


def _title_slide(scene: Scene, marks: Marks, office: str) -> Slide:
    """Return the first slide: what the story is about, of which day, by which units, real or not."""
    language = scene.language
    lines = [
        *([office] if office else []),
        marks.dated,
        language.text("Units of the map: {units}", units=marks.units),
        marks.flag or language.text("Each figure rests on sources; they are named in the notes and on the last slide."),
    ]
    return Slide(
        id="title",
        headline=language.text("Industrial promotion in Bắc Giang"),
        subtitle=marks.selection,
        blocks=(TextBlock("title", tuple(lines)),),
        spoken=(marks.attribution,),
    )


def _sources(scene: Scene, drafts: list[SlideDraft], dropped: Dropped) -> SlideDraft:
    """Return the last slide: every source of the slides, the most used first, and what is not shown with the reason."""
    language = scene.language
    parts = [part for draft in drafts for part in draft.parts]
    sources = sources_of_parts(scene.record, parts)
    title, n_all = language.text("Sources"), len(scene.record["sources"])
    return SlideDraft(
        id="sources",
        title=title,
        subtitle=title,
        headline=sources_headline(len(sources), n_all, language),
        blocks=Later(lambda: _sources_blocks(sources, n_all, dropped, title, language)),
        parts=Later(lambda: each_once(parts)),
        n=len(sources),
        n_of=language.text("sources"),
    )


def _sources_blocks(
    sources: tuple[SourceUse, ...], n_all: int, dropped: Dropped, title: str, language: Language
) -> Iterator[Block]:
    columns = (
        FigureColumn(language.text("Publisher"), width=2.4),
        FigureColumn(language.text("Title"), width=4.6),
        FigureColumn(language.text("Date"), width=1.0),
        FigureColumn(language.text("Rows used here"), is_number=True, width=0.9),
    )
    rows = tuple(
        (
            Cell(source.publisher),
            Cell(source.title, url=source.url),
            Cell(language.partial_date(source.published_on)),
            Cell(language.number(source.n_rows), float(source.n_rows)),
        )
        for source in sources
    )
    left_out = tuple(language.text("Not shown: {title}. {reason}", title=title, reason=why) for title, why in dropped)
    if rows:
        yield TableBlock("sources", title, Table(columns, rows), notes=_others(n_all - len(sources), language))
    if left_out:
        yield TextBlock("dropped", left_out)


def _others(n_sources: int, language: Language) -> tuple[str, ...]:
    """Say of what the sources of the record are on which no figure of the story rests."""
    if not n_sources:
        return ()
    return (
        language.count(
            "{n} source more is of rules, published figures and rows that are not on these pages; the screen Sources lists all.",
            "{n} sources more are of rules, published figures and rows that are not on these pages; the screen Sources lists all.",
            n_sources,
        ),
    )

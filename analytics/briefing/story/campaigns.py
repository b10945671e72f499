"""Slides of surveys and inspections: how far the last campaign is, what it found, what earlier support became."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analytics.briefing.story.charted import chart_block
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Block, Figure, KpiBlock, TableBlock
from analytics.evidence.rows import rows_with_ids
from analytics.figures.cells import money_cell
from analytics.figures.chart import NamedRows
from analytics.figures.spec import Bars, Category, Mark, Series, Shade
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.headlines import in_use_headline, recommended_headline, visited_headline
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import Row, district_name
from analytics.survey.outcomes import By, Outcome, OutcomeMeasure, inspections, outcomes
from analytics.survey.progress import Visit, VisitStep, amount_sum, areas_of, at_step, vintage_of, visits_with_answers
from analytics.survey.schedule import plain_rows
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.labels import label, label_of
from analytics.wording.language import Language
from geodata.schema.survey_vocabulary import CampaignKind, VisitState
from geodata.schema.vocabulary import Sector

CAMPAIGN_SLIDES = ("survey_progress", "survey_findings", "survey_outcomes")
MOST_AREAS = 12
STILL_INK: Shade = {"light": "#c3ccd4", "dark": "#4c5d69"}


def campaign_slides(scene: Scene) -> tuple[SlideDraft, ...]:
    """Return the slides of the last survey that has visits and of what inspections found; they follow the chosen districts, no other choice."""
    campaign, visits = _last(scene, CampaignKind.SURVEY)
    surveyed = (_progress(scene, campaign, visits), _findings(scene, campaign, visits)) if campaign else ()
    return (*(one for one in surveyed if one), *_outcomes(scene))


def _last(scene: Scene, kind: CampaignKind) -> tuple[Row | None, list[Visit]]:
    frame = scene.record["survey_campaigns"]
    rows = plain_rows(frame[frame["kind"].eq(kind.value)].sort_values(["year", "starts_on", "campaign_id"]))
    for campaign in reversed(rows):
        found = visits_with_answers(scene.record, campaign["campaign_id"], scene.language)
        if visits := [one for one in found if _is_chosen(scene, one.row["district_code"])]:
            return campaign, visits
    return None, []


def _is_chosen(scene: Scene, district: object) -> bool:
    return not scene.selection.districts or district in scene.selection.districts


def _subtitle(scene: Scene, name: str) -> str:
    where = ", ".join(district_name(one, scene.language, short=True) for one in scene.selection.districts)
    return " · ".join((name, where or scene.language.text("whole province")))


def _progress(scene: Scene, campaign: Row, visits: Sequence[Visit]) -> SlideDraft:
    language, title = scene.language, scene.language.text("How far the survey is")
    done = at_step(visits, VisitStep.VISITED)
    return SlideDraft(
        id=CAMPAIGN_SLIDES[0],
        title=title,
        subtitle=_subtitle(scene, str(campaign["name"])),
        headline=visited_headline(len(done), len(visits), language),
        blocks=(_areas_chart(scene, campaign, visits, title), _areas_table(campaign, visits, title, language)),
        parts=_parts(scene, visits),
        n=len(visits),
        n_of=language.text("visits"),
    )


def _area_name(campaign: Row, language: Language) -> str:
    is_district = vintage_of(campaign) is Vintage.DISTRICTS_2024
    return language.text("District") if is_district else language.text("Commune")


def _areas_chart(scene: Scene, campaign: Row, visits: Sequence[Visit], title: str) -> Block:
    language = scene.language
    areas = sorted(areas_of(visits), key=lambda one: -len(one.on_list))[:MOST_AREAS]
    done = [len(one.at(VisitStep.VISITED)) for one in areas]
    visited = tuple(Mark(at, n) for at, n in enumerate(done))
    still = tuple(Mark(at, len(one.on_list) - n) for at, (n, one) in enumerate(zip(done, areas, strict=True)))
    series = (
        Series(language.text("Visited"), visited, INK_OF_BARS),
        Series(language.text("Still to be visited, or not met"), still, STILL_INK, "/"),
    )
    names = (Category(one.name, one.name, f"{n}/{len(one.on_list)}") for n, one in zip(done, areas, strict=True))
    n_more = len(areas_of(visits)) - len(areas)
    return chart_block(
        CAMPAIGN_SLIDES[0],
        f"{title}: {_area_name(campaign, language)}",
        Bars(language.text("visits"), tuple(names), series),
        scene.selection,
        language,
        (language.text("and {n} more", n=language.number(n_more)),) if n_more else (),
    )


def _areas_table(campaign: Row, visits: Sequence[Visit], title: str, language: Language) -> TableBlock:
    columns = (
        FigureColumn(_area_name(campaign, language), width=2.2),
        FigureColumn(language.text("On the list"), is_number=True),
        FigureColumn(language.text("Have a day"), is_number=True),
        FigureColumn(language.text("Visited"), is_number=True),
        FigureColumn(language.text("Recommended"), is_number=True),
    )

    def row(name: str, some: Sequence[Visit]) -> tuple[Cell, ...]:
        return (Cell(name), *(_n(len(at_step(some, step)), language) for step in VisitStep))

    areas = sorted(areas_of(visits), key=lambda one: -len(one.on_list))
    rows = tuple(row(one.name, one.on_list) for one in areas)
    return TableBlock(f"{CAMPAIGN_SLIDES[0]}_table", title, Table(columns, rows, (row(language.text("All"), visits),)))


def _findings(scene: Scene, campaign: Row, visits: Sequence[Visit]) -> SlideDraft | None:
    """Return what the team recommends after its visits; None before the first."""
    language, done = scene.language, at_step(visits, VisitStep.VISITED)
    if not done:
        return None
    title, recommended = language.text("What the survey found"), at_step(visits, VisitStep.RECOMMENDED)
    stated = [one for one in recommended if one.amount_vnd is not None]
    amount = amount_sum(one.amount_vnd for one in stated)
    asked = [one.requested_vnd for one in recommended if one.requested_vnd is not None]
    of_stated = language.text("stated by {n} of {all}", n=len(stated), all=len(recommended))
    of_asked = language.text("stated by {n} of {all}", n=len(asked), all=len(recommended))
    figures = (
        _figure("visited", language.text("Visited"), language.number(len(done)), len(done)),
        _figure("recommended", language.text("Recommended"), language.number(len(recommended)), len(recommended)),
        _money("amount", language.text("Recommended amount"), amount, of_stated, language),
        _money("asked", language.text("Asked for in their proposals"), amount_sum(asked), of_asked, language),
    )
    return SlideDraft(
        id=CAMPAIGN_SLIDES[1],
        title=title,
        subtitle=_subtitle(scene, str(campaign["name"])),
        headline=recommended_headline(len(recommended), len(done), language),
        blocks=(KpiBlock(CAMPAIGN_SLIDES[1], figures), _findings_chart(scene, visits, title)),
        parts=_parts(scene, done),
        n=len(done),
        n_of=language.text("visits"),
    )


def _findings_chart(scene: Scene, visits: Sequence[Visit], title: str) -> Block:
    """Return what became of each visit on the list: what the team recommends where it worked, else how the visit ended."""
    language = scene.language
    advice = {
        "yes": language.text("Support recommended"),
        "less": language.text("Support recommended, with less"),
        "no": language.text("Support not recommended"),
    }
    silent = language.text("Visited, no recommendation stated")

    def name(one: Visit) -> str:
        return advice.get(one.recommended or "", silent) if one.state is VisitState.DONE else label(one.state, language)

    counts = Counter(map(name, visits))
    order = [*advice.values(), silent, *(label(one, language) for one in VisitState if one is not VisitState.DONE)]
    names = [Category(one, one, language.number(counts[one])) for one in order if counts[one]]
    shown = Bars.plain(language.text("visits"), names, (counts[one.name] for one in names), INK_OF_BARS)
    return chart_block(f"{CAMPAIGN_SLIDES[1]}_chart", title, shown, scene.selection, language)


def _outcomes(scene: Scene) -> tuple[SlideDraft, ...]:
    """Return what inspections found of earlier support, those of all campaigns; nothing where none met anybody."""
    language = scene.language
    found = [one for one in inspections(scene.record) if _is_chosen(scene, one.groups[By.DISTRICT])]
    if not found:
        return ()
    title, whole = language.text("What earlier support became"), outcomes(found)[0]
    names = {
        OutcomeMeasure.IN_USE: language.text("In regular use"),
        OutcomeMeasure.PARTLY: language.text("Partly in use"),
        OutcomeMeasure.NOT_IN_USE: language.text("Not in use"),
        OutcomeMeasure.UNKNOWN: language.text("Not known"),
    }
    figures = tuple(
        _figure(one.value, text, language.number(whole.in_use[one]), whole.in_use[one]) for one, text in names.items()
    )
    return (
        SlideDraft(
            id=CAMPAIGN_SLIDES[2],
            title=title,
            subtitle=_subtitle(scene, language.text("All inspections, the last of each proposal")),
            headline=in_use_headline(whole.in_use[OutcomeMeasure.IN_USE], len(found), language),
            blocks=(
                KpiBlock(CAMPAIGN_SLIDES[2], figures),
                _outcomes_table(outcomes(found, By.SECTOR), whole, title, language),
            ),
            parts=_visits_part(scene, (one.visit_id for one in found)),
            notes=(
                language.text(
                    "Workers and revenue are added up over the proposals of which both before and after are known; n says how many."
                ),
            ),
            n=len(found),
            n_of=language.text("proposals"),
        ),
    )


def _outcomes_table(groups: Sequence[Outcome], whole: Outcome, title: str, language: Language) -> TableBlock:
    money = language.text("VND")
    columns = (
        FigureColumn(language.text("Sector"), width=1.8),
        FigureColumn(language.text("Inspected"), is_number=True),
        FigureColumn(language.text("In regular use"), is_number=True, width=1.2),
        FigureColumn(language.text("Workers before"), is_number=True, width=1.2),
        FigureColumn(language.text("Workers after"), is_number=True, width=1.2),
        FigureColumn("n", is_number=True, width=0.6),
        FigureColumn(language.text("Revenue before"), is_number=True, width=1.5, unit=money),
        FigureColumn(language.text("Revenue after"), is_number=True, width=1.5, unit=money),
        FigureColumn("n", is_number=True, width=0.6),
    )

    def row(name: str, one: Outcome) -> tuple[Cell, ...]:
        (before, after, n), (earned, earns, n_money) = one.workers, one.revenue
        workers = (_n(before, language), _n(after, language)) if n else (UNKNOWN, UNKNOWN)
        known = (money_cell(earned, language), money_cell(earns, language)) if n_money else (UNKNOWN, UNKNOWN)
        counts = (_n(len(one.inspected), language), _n(one.in_use[OutcomeMeasure.IN_USE], language))
        return (Cell(name), *counts, *workers, _n(n, language), *known, _n(n_money, language))

    rows = tuple(
        row(label_of(Sector, one.group, language) if one.group else language.text("not known"), one) for one in groups
    )
    return TableBlock(f"{CAMPAIGN_SLIDES[2]}_table", title, Table(columns, rows, (row(language.text("All"), whole),)))


def _parts(scene: Scene, visits: Iterable[Visit]) -> tuple[NamedRows, ...]:
    return _visits_part(scene, (one.visit_id for one in visits))


def _visits_part(scene: Scene, ids: Iterable[str]) -> tuple[NamedRows, ...]:
    rows = rows_with_ids(scene.record, "survey_visits", tuple(ids))
    return ((scene.language.text("Visits"), "survey_visits", rows),)


def _n(value: float, language: Language) -> Cell:
    return Cell(language.number(value), float(value))


def _figure(id_: str, name: str, text: str, value: float | None) -> Figure:
    return Figure(id_, name, text, "", "", "", None if value is None else float(value))


def _money(id_: str, name: str, value: int | None, context: str, language: Language) -> Figure:
    told = "—" if value is None else language.money(value)
    return replace(_figure(id_, name, told, value), context=context)

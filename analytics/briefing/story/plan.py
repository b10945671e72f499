"""The slides of a plan: what it gives and what is left, the money on the map and by district, sector and year, and its list."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analytics.briefing.story.charted import chart_block
from analytics.briefing.story.parts import proposals_part
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Block, Figure, KpiBlock, MapBlock, TableBlock
from analytics.evidence.rows import rows_with_ids
from analytics.figures.cells import money_cell
from analytics.figures.chart import NamedRows
from analytics.figures.funding.years import year_bars
from analytics.figures.spec import Bars, Category, Shade
from analytics.figures.style import money_axis
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.headlines import plan_headline
from analytics.funding.tables import by_time, single_years
from analytics.maps.classes import classes_of
from analytics.planning.candidates import EARLIER_YEARS, earlier_by
from analytics.planning.figures import GroupMoney, facility_shares, groups_of, registration_shares
from analytics.planning.scenario import Scenario, ScenarioStatus
from analytics.planning.solving.hand import Judged, judged, share_of_best
from analytics.planning.solving.matrix import MILLION
from analytics.planning.solving.model import Candidate, Grant, Of, State
from analytics.planning.words import PlanWords, words_of
from analytics.prepared.vintages import Vintage, units_in
from analytics.selection.place_words import district_name, records
from analytics.selection.selection import Selection
from analytics.wording.colours import INK_OF_BARS, MISSING, class_colours
from analytics.wording.language import Language, kept_together, rounded_money
from geodata.layers import Area, Legend, LegendClass, MapState

PLAN_SLIDES = ("plan", "plan_map", "plan_districts", "plan_shares", "plan_sectors", "plan_years", "plan_list")
MOST_SLIDE_BARS = 12
EARLIER_INK: Shade = {"light": "#8a9aa6", "dark": "#8a9aa6"}


def plan_slides(scene: Scene, plan: Scenario) -> tuple[SlideDraft, ...]:
    """Return the slides of a plan; none of one that gives nothing."""
    told = _Told(scene, plan)
    if not told.held.grants:
        return ()
    return (_plan(told), _map(told), _districts(told), _shares(told), _sectors(told), _years(told), _list(told))


@dataclass(frozen=True, eq=False)
class _Told:
    """A plan as its slides tell it."""

    scene: Scene
    plan: Scenario

    @property
    def language(self) -> Language:
        return self.scene.language

    @cached_property
    def held(self) -> Judged:
        return judged(self.plan.request, self.plan.plan, self.plan.overrides)

    @cached_property
    def words(self) -> PlanWords:
        return words_of(self.plan.request, self.language)

    @property
    def name(self) -> str:
        is_proposed = self.plan.status is ScenarioStatus.PROPOSED
        status = self.language.text("proposed") if is_proposed else self.language.text("draft")
        day = self.language.partial_date(self.plan.on)
        year = str(self.plan.request.year)
        return self.language.text(
            "Plan of {year} “{name}” ({status}, {day})", year=year, name=self.plan.name, status=status, day=day
        )

    @cached_property
    def listed(self) -> tuple[tuple[Candidate, Grant], ...]:
        of = self.words.candidates
        pairs = ((of[one.candidate_id], one) for one in self.held.grants)
        return tuple(sorted(pairs, key=lambda pair: pair[0].place_in_list))

    def groups(self, of: str) -> tuple[GroupMoney, ...]:
        earlier = earlier_by(self.scene.prepared, self.plan.request.year, of)
        return groups_of(self.plan.request, self.held.grants, of, earlier)

    def draft(self, id_: str, title: str, blocks: tuple[Block, ...], notes: tuple[str, ...] = ()) -> SlideDraft:
        """Return a slide of the plan: each says how many proposals it gives how much."""
        language, n = self.language, len(self.held.grants)
        headline = plan_headline(title, n, self.held.money_vnd, language)
        return SlideDraft(
            id=id_,
            title=title,
            subtitle=self.name,
            headline=headline,
            blocks=blocks,
            parts=self.parts,
            notes=(self.ground, *notes),
            n=n,
            n_of=language.text("proposals"),
        )

    @cached_property
    def parts(self) -> tuple[NamedRows, ...]:
        rows = rows_with_ids(self.scene.record, "proposals", tuple(one.candidate_id for one in self.held.grants))
        return (proposals_part(rows, self.language),) if len(rows) else ()

    @property
    def ground(self) -> str:
        """How the plan was made, and what the meeting changed."""
        language, n = self.language, len(self.plan.overrides)
        made = language.text("Worked out by {solver} under the wishes of the meeting.", solver=self.plan.plan.solver)
        changed = language.text("The meeting changed {n} of them by hand.", n=language.number(n)) if n else ""
        return " ".join(part for part in (made, changed) if part)


def _plan(told: _Told) -> SlideDraft:
    language, request, held = told.language, told.plan.request, told.held
    free = sum(one.free_vnd for one in request.budgets)
    reached = share_of_best(held, told.plan.plan)
    sign = "" if told.plan.plan.state is State.BEST else "≥"
    share = "—" if reached is None else kept_together(sign, language.percent(reached, 1))
    figures = (
        _figure("n", language.text("Proposals in the plan"), language.number(len(held.grants)), len(held.grants)),
        _figure("money", language.text("Granted"), language.money(held.money_vnd), held.money_vnd),
        _figure(
            "left",
            language.text("Left of {budget}", budget=language.money(free)),
            language.money(max(0, free - held.money_vnd)),
            free - held.money_vnd,
        ),
        _figure("score", language.text("Score, of the best possible"), share, reached),
    )
    return told.draft("plan", language.text("The plan"), (KpiBlock("plan", figures), _programmes(told)))


def _figure(id_: str, label: str, text: str, value: float | None) -> Figure:
    return Figure(id_, label, text, "", "", "", None if value is None else float(value))


def _programmes(told: _Told) -> TableBlock:
    language, money = told.language, told.language.text("VND")
    columns = (
        FigureColumn(language.text("Source of funding"), width=1.6),
        FigureColumn(language.text("Proposals"), is_number=True),
        FigureColumn(language.text("Budget to grant"), is_number=True, width=1.4, unit=money),
        FigureColumn(language.text("Granted"), is_number=True, width=1.4, unit=money),
        FigureColumn(language.text("Not granted yet"), is_number=True, width=1.4, unit=money),
    )
    rows = []
    for budget in told.plan.request.budgets:
        mine = [one for one in told.held.grants if one.programme == budget.programme]
        given = sum(one.amount_vnd for one in mine)
        cells = (money_cell(vnd, language) for vnd in (budget.free_vnd, given, budget.free_vnd - given))
        rows.append((Cell(told.words.programme(budget.programme)), _n(len(mine), language), *cells))
    return TableBlock("plan_programmes", language.text("Money by funding source"), Table(columns, tuple(rows)))


def _n(n: int, language: Language) -> Cell:
    return Cell(language.number(n), float(n))


def _map(told: _Told) -> SlideDraft:
    language, title = told.language, told.language.text("Money of the plan by district")
    given = {one.value: one.money_vnd for one in told.groups("district") if one.money_vnd}
    codes = units_in(Vintage.DISTRICTS_2024, ())
    classes = classes_of([float(one) for one in given.values()], exact=rounded_money)
    colours = class_colours(len(classes), "light")
    filled = {code: classes.index(rounded_money(float(vnd))) for code, vnd in given.items()}
    areas = {
        code: Area(
            colours[filled[code]] if code in filled else MISSING["light"],
            code not in filled,
            (language.money(given.get(code, 0)),),
        )
        for code in codes
    }
    legend = [
        LegendClass(
            colours[n], language.text("from {money}", money=language.money(low)), str(list(filled.values()).count(n))
        )
        for n, (low, _) in enumerate(classes.bounds())
    ]
    none = len(codes) - sum(code in filled for code in codes)
    if none:
        text = language.text("no proposal of the plan")
        legend.append(LegendClass(MISSING["light"], text, str(none), missing=True))
    state = MapState(Vintage.DISTRICTS_2024.value, False, areas, (), (), (), (), Legend(title, tuple(legend)))  # noqa: FBT003 - no circles
    values = {code: language.money(vnd) for code, vnd in given.items()}
    block = MapBlock("plan_map", title, state, f"{told.name}. {title}", _district_table(told, "plan_map_table"), values)
    return told.draft("plan_map", title, (block,), _of_several(told))


def _of_several(told: _Told) -> tuple[str, ...]:
    if all(len(one.districts) == 1 for one, _ in told.listed):
        return ()
    return (told.language.text("A proposal of several districts counts in each, one of none in no district."),)


def _districts(told: _Told) -> SlideDraft:
    title = told.language.text("Districts in the plan and in earlier years")
    return told.draft("plan_districts", title, _beside(told, "district"), (_earlier(told), *_of_several(told)))


def _shares(told: _Told) -> SlideDraft:
    language = told.language
    title = language.text("Shares of the districts in the plan, the candidates and the facilities")
    of_what = language.text(
        "Shares of the candidates are of those that name a district, shares of the facilities of the rural industrial facilities on record."
    )
    blocks = (_district_table(told, "plan_shares_table"),)
    return told.draft("plan_shares", title, blocks, (_earlier(told), of_what, *_of_several(told)))


def _earlier(told: _Told) -> str:
    return told.language.text("Five years before: itemised proposals alone, as the record knows them.")


def _district_table(told: _Told, id_: str) -> TableBlock:
    language = told.language
    registered, facilities = registration_shares(told.plan.request.candidates), facility_shares(told.scene.prepared)
    columns = (
        FigureColumn(language.text("District"), width=1.6),
        FigureColumn(language.text("Proposals"), is_number=True, width=1.1),
        FigureColumn(language.text("Granted"), is_number=True, width=1.5, unit=language.text("VND")),
        FigureColumn(language.text("of the plan"), is_number=True),
        FigureColumn(language.text("of the candidates"), is_number=True, width=1.2),
        FigureColumn(language.text("of the facilities"), is_number=True, width=1.2),
        FigureColumn(language.text("Five years before"), is_number=True, width=1.5, unit=language.text("VND")),
    )
    rows = tuple(
        (
            Cell(district_name(one.value, language, short=True)),
            Cell(f"{language.number(one.n)}/{language.number(one.n_candidates)}", float(one.n)),
            money_cell(one.money_vnd, language),
            _share(one.money_share, language),
            _share(registered.get(one.value), language),
            _share(facilities.get(one.value), language),
            money_cell(one.earlier_vnd, language),
        )
        for one in told.groups("district")
    )
    return TableBlock(id_, language.text("Money of the plan by district"), Table(columns, rows))


def _share(value: float | None, language: Language) -> Cell:
    return UNKNOWN if value is None else Cell(language.percent(value), value)


def _sectors(told: _Told) -> SlideDraft:
    title = told.language.text("Sectors in the plan and in earlier years")
    return told.draft("plan_sectors", title, _beside(told, "sector"), (_earlier(told),))


def _beside(told: _Told, of: str) -> tuple[Block, ...]:
    """Return the money of groups in the plan, and in the same order what they had in an average year of the five before."""
    language = told.language
    shown = [one for one in told.groups(of) if one.money_vnd or one.earlier_vnd][:MOST_SLIDE_BARS]
    names = tuple(told.words.value(Of(of), one.value) for one in shown)
    now = [one.money_vnd / MILLION for one in shown]
    before = [(one.earlier_vnd or 0) / EARLIER_YEARS / MILLION for one in shown]
    earlier = language.text("A year of the five before")
    charts = [_bars(told, f"plan_{of}", language.text("This plan"), INK_OF_BARS, list(zip(names, now, strict=True)))]
    if any(before):
        charts.append(_bars(told, f"plan_{of}_earlier", earlier, EARLIER_INK, list(zip(names, before, strict=True))))
    return tuple(charts)


def _bars(told: _Told, id_: str, title: str, shade: Shade, millions: list[tuple[str, float]]) -> Block:
    language = told.language
    names = [Category(name, name, language.number(value) if value else "") for name, value in millions]
    unit = f"{title}, {language.text('million VND')}"
    shown = Bars.plain(unit, names, (round(value) for _, value in millions), shade)
    return chart_block(id_, title, shown, Selection(), language)


def _years(told: _Told) -> SlideDraft:
    """Return the plan beside the years before, by programme: what is published beyond the items stays hatched."""
    language, year = told.language, told.plan.request.year
    title = language.text("The plan beside earlier years, by funding source")
    table = single_years(by_time(told.scene.whole))
    earlier = table[table["year_from"].between(year - EARLIER_YEARS, year - 1)]
    earlier = earlier[earlier["support_vnd"].notna() | earlier["rest_vnd"].notna()]
    empty = dict.fromkeys(earlier.columns)
    mine = (
        {**empty, "year_from": year, "year_to": year, "programme": one.value, "support_vnd": one.money_vnd}
        | {"n": one.n, "n_amounts": one.n}
        for one in told.groups("programme")
    )
    drawn = [*records(earlier), *mine]
    largest = max(
        (float(row[name] or 0) for row in drawn for name in ("support_vnd", "rest_vnd") if not pd.isna(row[name])),
        default=0.0,
    )
    shown = year_bars(drawn, set(), Selection(), money_axis(language, largest))
    categories = tuple(
        replace(
            one,
            name=language.text("{year} (plan)", year=one.id) if one.id == str(year) else one.name,
            label=language.number(total, 2) if total else "",
        )
        for one, total in zip(shown.categories, shown.totals, strict=True)
    )
    notes = (
        language.text(
            "Earlier years: solid is itemised, hatched is published without detail. A plan is no money spent."
        ),
    )
    chart = chart_block("plan_years", title, replace(shown, categories=categories), Selection(), language, notes)
    return told.draft("plan_years", title, (chart,))


def _list(told: _Told) -> SlideDraft:
    language = told.language
    title = language.text("Proposals of the plan")
    columns = (
        FigureColumn(language.text("Proposal"), width=4.2),
        FigureColumn(language.text("Beneficiary"), width=2.4),
        FigureColumn(language.text("District"), width=1.3),
        FigureColumn(language.text("Source of funding"), width=1.2),
        FigureColumn(language.text("Granted"), is_number=True, width=1.4, unit=language.text("VND")),
    )
    rows = tuple(_row(one, grant, told) for one, grant in told.listed)
    return told.draft("plan_list", title, (TableBlock("plan_list", title, Table(columns, rows)),))


def _row(one: Candidate, grant: Grant, told: _Told) -> tuple[Cell, ...]:
    language = told.language
    return (
        Cell(one.title),
        Cell(one.producer),
        Cell(", ".join(district_name(code, language, short=True) for code in one.districts)),
        Cell(told.words.programme(grant.programme)),
        money_cell(grant.amount_vnd, language),
    )

"""How each kind of number of a headline is worked out a second time: from plain rows, published figures, or the cells of its slide."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd
import pytest

from analytics.briefing.story.slides import MapBlock, Slide, Story, TableBlock
from analytics.evidence.trust import source_use
from analytics.findings.said import Stated, What
from analytics.maps.measures import Measure, Scale
from analytics.maps.words import MAP_MEASURE_NAMES
from analytics.ocop.certificates import Validity
from analytics.ocop.words import VALIDITIES
from analytics.overview.kpi import KpiId
from analytics.prepared.tables import Prepared
from analytics.proposals.due import DueState
from analytics.proposals.due_words import STATES
from analytics.rules.judging import judgements
from analytics.rules.verdicts import verdict_of
from analytics.selection.place_words import Row, records
from analytics.selection.selection import Selection
from analytics.selection.words import selection_words
from analytics.wording.labels import label_of, product_group
from analytics.wording.language import language, rounded_money
from geodata.schema.vocabulary import FigureProgramme, MarketKind, Sector, Stage, SupportContent
from tests.analytics.plain_rows import of_chosen_alone, plain_rows
from tests.analytics.written_numbers import read

VI = language("vi")
PLACES = ("districts", "units")
SCOPES: dict[str, tuple[str, ...]] = {
    "map": PLACES,
    "districts": PLACES,
    "funding_sectors": ("sectors",),
    "funding_contents": ("contents",),
    "pipeline": ("stages",),
    "exports": ("products", "markets"),
}
"""What a slide leaves out of the selection, so that what is chosen stands beside the others."""
GROUPED: dict[str, tuple[str, Callable[[str], str]]] = {
    "funding_sectors": ("sector", lambda code: label_of(Sector, code, VI)),
    "funding_contents": ("support_content", lambda code: label_of(SupportContent, code, VI)),
    "pipeline": ("stage", lambda code: label_of(Stage, code, VI)),
    "exports": ("product_group", lambda code: product_group(code, VI)),
}
COUNTED: dict[str, str] = {
    KpiId.FACILITIES: "facilities",
    KpiId.PROPOSALS: "proposals",
    KpiId.OCOP: "ocop_products",
    "ocop": "ocop_products",
    "certificates": "ocop_products",
}
"""The table that rows are counted of, by figure or by slide; else it is proposals."""
MONEY = re.compile(r"đồng$")


_plain_rows = lru_cache(maxsize=256)(plain_rows)


@dataclass(frozen=True)
class Told:
    """A slide with what its numbers are worked out from."""

    prepared: Prepared
    story: Story
    slide: Slide

    @property
    def asked(self) -> Selection:
        if self.slide.id.startswith("district_"):
            return replace(self.story.selection, districts=(self.slide.id.partition("_")[2],), units=())
        empty = Selection()
        return replace(self.story.selection, **{name: getattr(empty, name) for name in SCOPES.get(self.slide.id, ())})

    @property
    def counted(self) -> str:
        if self.slide.id == "map":
            kinds = {
                Measure.FACILITIES: "facilities",
                Measure.OCOP: "ocop_products",
                Measure.TYPICAL: "typical_products",
            }
            return kinds.get(self.story.spec.measure, "proposals")
        if self.slide.id == "districts" and not len(self.rows("proposals")):
            return "facilities"
        return COUNTED.get(self.slide.id, "proposals")

    def rows(self, table: str) -> pd.DataFrame:
        return _plain_rows(self.prepared, self.asked)[table]

    def own(self) -> pd.DataFrame:
        return of_chosen_alone(self.prepared, self.asked, self.rows("proposals"))

    def stating(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.dropna(subset=["support_vnd"])

    def group(self, names: set[str]) -> pd.DataFrame:
        column, name = GROUPED[self.slide.id]
        rows = self.rows("proposals")
        return rows[[name(code) in names for code in rows[column]]]

    def chosen(self, stated: Stated) -> set[str]:
        if stated.name:
            return {stated.name}
        _, name = GROUPED[self.slide.id]
        field = SCOPES[self.slide.id][0]
        return {name(code) for code in getattr(self.story.selection, field)}

    def tables(self) -> Iterator[TableBlock]:
        for block in (*self.slide.blocks, *self.slide.more):
            table = block.table if isinstance(block, MapBlock) else block
            if isinstance(table, TableBlock):
                yield table

    def figures(self, stated: Stated) -> list[Row]:
        frame = self.prepared.record["published_figures"]
        return records(frame[frame["figure_id"].isin(stated.ids)])

    def alike(self, stated: Stated, table: str) -> pd.DataFrame:
        """Return rows whose years and programme the published figures add up."""
        figures, rows = self.figures(stated), self.rows(table)
        if table == "ocop_products":
            return self._recognised_alike(figures, rows)
        return rows[[_is_alike(row, figures) for row in records(rows)]]

    def _recognised_alike(self, figures: list[Row], rows: pd.DataFrame) -> pd.DataFrame:
        events = self.prepared.record["ocop_recognitions"]
        events = events[events["status"].eq("recognised")]
        if self.asked.years is None:
            events = events[events["year"].le(max(row["year_to"] for row in figures))]
        else:
            years = {y for row in figures for y in range(int(row["year_from"]), int(row["year_to"]) + 1)}
            events = events[events["year"].isin(years)]
        return rows[rows["product_id"].isin(events["product_id"])]


def _is_alike(row: Row, figures: list[Row]) -> bool:
    def programmes(year: object) -> set[str]:
        return {one["programme"] for one in figures if not pd.isna(year) and one["year_from"] <= year <= one["year_to"]}

    both = {FigureProgramme.NATIONAL.value, FigureProgramme.PROVINCIAL.value}
    ends = programmes(row["year_from"]), programmes(row["year_to"])
    return all(FigureProgramme.ALL in of or row["programme"] in of or both <= of for of in ends)


def _is_money(told: Told) -> bool:
    return any(
        MONEY.search(one.text) for one in told.slide.stated if one.what in {What.SUM, What.CHOSEN_SUM, What.GROUP}
    )


def rows_on_record(told: Told, stated: Stated) -> float:
    if stated.name == "product_groups":
        return _exported(told)["product_group"].nunique()
    if stated.name == KpiId.MARKETS or told.slide.id == "exports":
        return told.rows("export_flows")["market_iso3"].nunique()
    return len(told.rows(COUNTED.get(stated.name, told.counted)))


def summed(told: Told, _: Stated) -> float:
    if told.slide.id in {"map", "districts"}:
        (table,) = told.tables()
        names = {row[0].text for row in table.table.footer}
        of_rows = {VI.text("Itemised")} & names if told.slide.id == "districts" else set()
        return _cell(told, next(iter(of_rows), VI.text("Total")), _column(told))
    return told.own()["support_vnd"].sum() if _is_money(told) else len(told.rows("proposals"))


def stating(told: Told, _: Stated) -> float:
    return len(told.stating(told.own()))


def all_there_are(told: Told, stated: Stated) -> float:
    rows = told.rows(told.counted)
    if not stated.ids:
        return len(rows)
    published = sum(row["value"] for row in told.figures(stated))
    assert published > len(told.alike(stated, "proposals")), "what is published is more than the rows it counts"
    return published


def published(told: Told, stated: Stated) -> float:
    figures = told.figures(stated)
    assert len(figures) == len(stated.ids)
    assert len({re.sub(r"_phase\d", "", row["metric"]) for row in figures}) == 1
    for row in figures:
        assert row["is_used"]
        # of a district that is asked for; where none is, a number of one district stands at that district alone
        of_one = row["scope"] == "district" and not told.asked.districts and len(figures) == 1
        places = told.story.selection.districts if told.slide.id == "star_districts" else told.asked.districts
        assert of_one or (row["scope"] == "district") == (row["district_code"] in places)
        if told.asked.years is not None:
            assert told.asked.years[0] <= row["year_from"] <= row["year_to"] <= told.asked.years[1]
        if told.asked.programmes:
            assert row["programme"] in told.asked.programmes
    return sum(row["value"] for row in figures)


def last_year(told: Told, stated: Stated) -> float:
    figures = told.figures(stated)
    for row in figures:
        assert str(int(min(one["year_from"] for one in figures))) in stated.text, row
    return max(row["year_to"] for row in figures)


def chosen_groups(told: Told, stated: Stated) -> float:
    if told.slide.id == "districts":
        return len(_marked(told))
    column, name = GROUPED[told.slide.id]
    return len(told.chosen(stated) & {name(code) for code in told.rows("proposals")[column].unique()})


def chosen_sum(told: Told, stated: Stated) -> float:
    if told.slide.id == "districts":
        names = [stated.name] if stated.name else _marked(told)
        return sum(_cell(told, name, _column(told)) for name in names)
    rows = told.group(told.chosen(stated))
    return rows["support_vnd"].sum() if _is_money(told) else len(rows)


def group(told: Told, stated: Stated) -> float:
    if told.slide.id == "map":
        return _cell(told, stated.name, 1 if told.story.spec.scale is Scale.ABSOLUTE else 2)
    if told.slide.id == "districts":
        return _cell(told, stated.name, _column(told))
    if told.slide.id in {"exports", "exports_products"}:
        flows = _exported(told)
        of_product = [product_group(code, VI) == stated.name for code in flows["product_group"]]
        return flows[of_product]["market_iso3"].nunique()
    rows = told.group({stated.name})
    return rows["support_vnd"].sum() if _is_money(told) else len(rows)


def _exported(told: Told) -> pd.DataFrame:
    flows = told.rows("export_flows")
    return flows[~flows["is_context"]]


def _marked(told: Told) -> list[str]:
    (table,) = told.tables()
    return [table.table.rows[n][0].text for n in table.marked]


def _column(told: Told) -> int:
    """Return the column of the table of units that the headline speaks of: that of rows where what is published stands beside."""
    if told.slide.id == "map":
        return 1
    (table,) = told.tables()
    headings = [column.heading for column in table.table.columns]
    counted = Measure.PROPOSALS if told.counted == "proposals" else Measure.FACILITIES
    found = headings.index(VI.text(MAP_MEASURE_NAMES[Measure.SUPPORT if _is_money(told) else counted]))
    is_split = VI.text("itemised") in headings[found + 1 : found + 2]
    return found + 1 if is_split else found


def _cell(told: Told, name: str, column: int) -> float:
    (table,) = told.tables()
    found = [row for row in (*table.table.rows, *table.table.footer) if row[0].text == name]
    assert len(found) == 1, name
    return found[0][column].value or 0.0


def shared(told: Told, stated: Stated) -> float:
    return (group if told.slide.id == "districts" or stated.name else chosen_sum)(told, stated) / summed(told, stated)


def place(told: Told, stated: Stated) -> float:
    return 1 + sum(value > group(told, stated) for value in _values(told))


def _values(told: Told) -> list[float]:
    (table,) = told.tables()
    is_scaled = told.slide.id == "map" and told.story.spec.scale is not Scale.ABSOLUTE
    column = 2 if is_scaled else _column(told)
    return [row[column].value for row in table.table.rows if row[column].value]


def countries(told: Told, _: Stated) -> float:
    flows = _exported(told)
    return flows.loc[flows["market_kind"].eq(MarketKind.COUNTRY), "market_iso3"].nunique()


@lru_cache(maxsize=2)
def _judged_one_by_one(prepared: Prepared) -> dict[str, set[str]]:
    """Return what each proposal is: its verdict, and whether the text of a ceiling is unchecked, as its card says."""
    record, states = prepared.record, {}
    events = dict(list(record["proposal_events"].groupby("proposal_id")))
    none = record["proposal_events"].iloc[:0]
    for row in records(prepared.proposals):
        found = judgements(record, row, events.get(row["proposal_id"], none), int(row["n_beneficiaries"]))
        rules = [one.candidate for one in found if one.candidate is not None]
        is_unchecked = any(one.unread or not one.rule["is_text_read"] for one in rules)
        states[row["proposal_id"]] = {verdict_of(found), *(["unchecked"] if is_unchecked else [])}
    return states


def judged(told: Told, state: str) -> float:
    """Return how many proposals have a verdict, or a ceiling whose text nobody read, as their cards say one by one."""
    states = _judged_one_by_one(told.prepared)
    return sum(state in states[id_] for id_ in told.rows("proposals")["proposal_id"])


def surveyed(told: Told, stated: Stated) -> float:
    """Return how many visits are in a state, from plain rows of the campaign that the slide names, or of all inspections."""
    record, chosen = told.prepared.record, told.story.selection.districts
    kinds = record["survey_campaigns"].set_index("campaign_id")["kind"]
    named = record["survey_campaigns"].set_index("campaign_id")["name"]
    visits = record["survey_visits"]
    visits = visits[visits["district_code"].isin(chosen)] if chosen else visits
    is_inspection = told.slide.id == "survey_outcomes"
    if is_inspection:
        visits = visits[visits["campaign_id"].map(kinds).eq("inspection") & visits["state"].eq("done")]
        visits = visits.drop_duplicates("proposal_id")
    else:
        visits = visits[visits["campaign_id"].map(named).eq(told.slide.subtitle.partition(" · ")[0])]
    done = visits[visits["state"].eq("done")]
    form_of = record["survey_submissions"].set_index("submission_id")["visit_id"]
    answers = record["survey_answers"].assign(visit=record["survey_answers"]["submission_id"].map(form_of))
    question, wanted = ("in_use", {"yes"}) if is_inspection else ("recommended", {"yes", "less"})
    said = answers[answers["question"].eq(question) & answers["value"].isin(wanted)]["visit"]
    meant = done["visit_id"].isin(said).sum()
    return {"on_list": len(visits), "visited": len(done), "recommended": meant, "n": len(done), "yes": meant}[
        stated.name
    ]


def in_state(told: Told, stated: Stated) -> float:
    if told.slide.id.startswith("survey_"):
        return surveyed(told, stated)
    if told.slide.id == "ceilings":
        return judged(told, stated.name)
    (table,) = told.tables()
    states = stated.name.split(";")
    if told.slide.id == "due":
        words = {VI.text(STATES[DueState(one)][0]) for one in states}
    else:
        return certified(table, states)
    at = [column.heading for column in table.table.columns].index(VI.text("State"))
    return sum(row[at].text in words for row in table.table.rows)


def certified(table: TableBlock, states: list[str]) -> float:
    """Return how many rows of the table of certificates are in a state, and end in the year, or (">") after it, that stands last."""
    ends = states.pop() if states[-1].strip(">").isdigit() else ""
    words = {VI.text(VALIDITIES[Validity(one)]) for one in states}
    state, last = (
        [column.heading for column in table.table.columns].index(VI.text(one)) for one in ("State", "Last valid day")
    )
    years = [row[last].text[-4:] for row in table.table.rows if row[state].text in words]
    if not ends:
        return len(years)
    return sum(year > ends[1:] if ends[0] == ">" else year == ends for year in years)


def of_a_chart(told: Told, stated: Stated) -> float:
    """Refuse what slides do not state: the test of titles works it out."""
    msg = f"{told.slide.id}: {stated}"
    raise AssertionError(msg)


def published_years(told: Told) -> set[int]:
    """Return the single years of which a budget is published that happened, or a part of one."""
    figures = told.prepared.record["published_figures"]
    metrics = figures["metric"].isin(["budget_vnd", "budget_phase1_vnd", "budget_phase2_vnd"])
    happened = figures["basis"].isin(["done", "approved", "assigned", "stated"])
    mine = figures[metrics & happened & figures["is_used"] & figures["scope"].eq("province")]
    mine = mine[mine["year_from"].eq(mine["year_to"]).fillna(value=False)]
    if told.asked.programmes:
        mine = mine[mine["programme"].isin([str(one) for one in told.asked.programmes])]
    return {int(year) for year in mine["year_from"]}


def floor(told: Told, stated: Stated) -> float:
    asked = replace(told.asked, districts=told.story.selection.districts)
    figures, rows = told.figures(stated), _plain_rows(told.prepared, asked)["ocop_products"]
    elsewhere = rows[~rows["district_code"].isin([row["district_code"] for row in figures])]
    return sum(float(row["value"]) for row in figures) + len(elsewhere)


OF_CHARTS = {What.PUBLISHED_YEARS, What.ROW_YEARS, What.QUOTIENT}
"""Numbers that titles of charts state and slides do not."""
ORACLE: dict[What, Callable[[Told, Stated], float]] = {
    What.ROWS: rows_on_record,
    What.STATING: stating,
    What.SUM: summed,
    What.ALL: all_there_are,
    What.ALIKE: lambda told, stated: len(told.alike(stated, told.counted)),
    What.PUBLISHED: published,
    What.FLOOR: floor,
    What.YEARS: last_year,
    What.CHOSEN: chosen_groups,
    What.CHOSEN_ROWS: lambda told, stated: len(told.group(told.chosen(stated))),
    What.CHOSEN_STATING: lambda told, stated: len(told.stating(told.group(told.chosen(stated)))),
    What.CHOSEN_SUM: lambda told, stated: (
        len(told.rows("ocop_products")) if told.slide.id == "ocop" else chosen_sum(told, stated)
    ),
    What.GROUP: group,
    What.SHARE: shared,
    What.PLACE: place,
    What.PLACES: lambda told, _: len(_values(told)),
    What.ELSEWHERE: lambda told, _: _cell(told, VI.text("Not placed"), _column(told)),
    What.COUNTRIES: countries,
    What.STARS: lambda told, stated: int(told.rows("ocop_products")["stars"].eq(int(stated.name)).sum()),
    What.STATE: in_state,
    What.SOURCES: lambda told, _: len(told.story.sources),
    What.ALL_SOURCES: lambda told, _: len(source_use(told.prepared.record)),
    What.PUBLISHED_YEARS: lambda told, _: len(published_years(told)),
    What.ROW_YEARS: of_a_chart,
    What.QUOTIENT: of_a_chart,
}
"""How each kind of number is worked out a second time."""


def check(prepared: Prepared, told: Story) -> None:
    """Hold every number of every headline against its oracle, and leave no digit in a headline that is none of them."""
    for slide in {id(one): one for one in (*told.slides, *told.briefs)}.values():
        mine = Told(prepared, told, slide)
        rest: str = slide.headline
        for name in _names(told):
            rest = rest.replace(name, "")
        for stated in sorted(slide.stated, key=lambda one: -len(one.text)):
            where = f"{slide.id}: {slide.headline!r}: {stated}"
            assert stated.text in slide.headline, where
            assert stated.value == pytest.approx(ORACLE[stated.what](mine, stated)), where
            if stated.what is not What.YEARS:
                written = read(re.sub(r"^(?:[≥≤≈]|ít nhất)\s*", "", stated.text))
                size = 1 if "đồng" not in stated.text else None
                exact = rounded_money(stated.value) if size is None else stated.value
                assert written == pytest.approx(exact, abs=0.005 if "%" in stated.text else 0.051), where
            rest = re.sub(rf"(?<![\d.,]){re.escape(stated.text)}(?![.,]?\d)", "", rest)
        assert not re.search(r"\d", rest), f"{slide.id}: a number that is no data: {slide.headline!r}: {rest!r}"


def _names(told: Story) -> list[str]:
    """Return names with digits that headlines use: of what is chosen, of measures and scales, the half year of certificates, stars."""
    chosen = selection_words(told.selection, VI)
    parts = [chosen, chosen[:1].upper() + chosen[1:], *chosen.split(" · ")]
    return [
        *sorted(parts, key=len, reverse=True),
        *(f"hết hạn {when} {year}" for when in ("năm", "sau năm") for year in range(2000, 2040)),
        "trong 6 tháng",
        "100 km²",
        "2012–2022",
        "năm 2020",
        *(f"{n} sao" for n in (5, 4, 3)),
    ]

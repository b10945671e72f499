"""What the panel beside the map says of one district: its figures among the others, its years, sectors and communes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import pandas as pd

from analytics.briefing.story.places import map_shares, map_slide, spoken_of_map
from analytics.briefing.story.scene import Scene
from analytics.maps.areas import products_beside
from analytics.maps.measures import MEASURE_COLUMNS, KnownProducts, MapMeasure, Measure, MeasureValues, measure_values
from analytics.maps.numbers import known_basis, known_itemised, value_in_words
from analytics.maps.words import MAP_MEASURE_NAMES
from analytics.overview.known_units import known_lines
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import LISTED_FACILITIES, also_published
from analytics.overview.kpis import kpi_of
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.shared import is_shared_outside
from analytics.wording.claims import Claim, rank_among
from analytics.wording.labels import label
from analytics.wording.language import Language
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Sector

_MOST_LINES = 5
UNDATED = "undated"
"""What the line of proposals without a year is of."""
REST = "rest"
"""What the line of all facilities beneath the most frequent sectors is of."""


@dataclass(frozen=True)
class ProfileLine:
    """One line of a profile: its name, its value in words, what is said beside it, the length of its bar (0 to 1), what it is of ("" where nothing is known)."""

    name: str
    text: str
    note: str = ""
    share: float = 0.0
    code: str = ""


class ProfilePartId(StrEnum):
    """The small tables of a profile."""

    FIGURES = "figures"
    YEARS = "years"
    SECTORS = "sectors"


@dataclass(frozen=True)
class Profile:
    """A district: its whole name, its figures, and its proposals by year, its facilities by sector and by commune, those of no known commune apart."""

    code: str
    name: str
    figures: tuple[ProfileLine, ...]
    years: tuple[ProfileLine, ...]
    sectors: tuple[ProfileLine, ...]
    communes: tuple[ProfileLine, ...]
    n_communes: int
    n_elsewhere: int


@cached()
def district_profile(selected: Selected, today: date, language: Language) -> Profile:
    """Return the profile of the one district that the rows are of."""
    (code,) = selected.selection.districts
    scene = Scene(selected.prepared, selected.selection, today, language, MapMeasure(), ())
    communes = selected.units("facilities", Vintage.COMMUNES_2020)
    names = units_of(Vintage.COMMUNES_2020)
    return Profile(
        code=code,
        name=units_of(Vintage.DISTRICTS_2024)[code].name,
        figures=tuple(_figure(scene, measure, code) for measure in MEASURE_COLUMNS),
        years=tuple(_years(selected, language)),
        sectors=_sectors(selected, language),
        communes=_counted(communes, lambda value: names[value].name, language, most=None),
        n_communes=communes.nunique(),
        n_elsewhere=int(communes.isna().sum()),
    )


@cached()
def map_finding(selected: Selected, spec: MapMeasure, today: date, language: Language) -> str:
    """Return what the map of a selection says, in one sentence."""
    return str(map_slide(Scene(selected.prepared, selected.selection, today, language, spec, ())).headline)


def _figure(scene: Scene, measure: Measure, code: str) -> ProfileLine:
    """Return the number that the table shows of the district, with its years and what is itemised, else with its place where the record carries one."""
    language = scene.language
    rows = scene.compared()
    known = known_lines(rows, scene.whole).get(measure, {}).get(code)
    values = measure_values(MapMeasure(measure), rows, scene.whole)
    value, whole = values.by_code[code], values.total
    is_listed = measure is Measure.FACILITIES and (known is None or known.published is None)
    beside = _beside(measure, values, code, language)
    if measure is Measure.FACILITIES:
        beside = also_published(kpi_of(KpiId.FACILITIES, scene.selected, scene.whole), language)
    name = language.text(LISTED_FACILITIES if is_listed else MAP_MEASURE_NAMES[measure])
    if known is not None and (known.published is not None or known.value is None):
        years, is_known = known_basis(known, language), known.published is not None or known.itemised is not None
        text = "—" if known.value is None and is_known else value_in_words(measure, known.value, language)
        others = KnownProducts() if values.beside is None else replace(values.beside, published={})
        said = joined(
            [
                f"{name} ({years})" if years else name,
                "" if known.value is None else known_itemised(measure, known, language),
                *products_beside(code, others, language, has_any=is_known),
            ]
        )
        text = text if known.value is None else qualified(text, known.qualifier)
        note = known_itemised(measure, known, language) if known.value is None else ""
        is_behind = is_known or code in values.apart_vnd
        return ProfileLine(said, text, joined([note, beside]), code=str(measure) if is_behind else "")
    parts = map_shares(scene, values)
    own = next(one for one in parts if one.is_chosen)
    found = rank_among(own, parts, spoken_of_map(scene, values).coverage, is_all_placed=not values.elsewhere)
    note = ""
    if isinstance(found, Claim) and found.value is not None and found.of is not None:
        note = language.text("place {n} of {all}", n=language.number(found.value), all=language.number(found.of))
    share = 0.0 if pd.isna(value) or not whole else float(value) / whole
    text = value_in_words(measure, value, language)
    text = qualified(text, known.qualifier) if known else text
    return ProfileLine(name, text, joined([note, beside]), share, code="" if pd.isna(value) else str(measure))


def _beside(measure: Measure, values: MeasureValues, code: str, language: Language) -> str:
    """Say what other districts count too: how many of the proposals, which support beside the own."""
    if code in values.apart_vnd:
        return language.text("and {value} shared", value=language.money(values.apart_vnd[code]))
    n = values.shared.get(code, 0) if measure is Measure.PROPOSALS else 0
    return language.text("{value} shared", value=language.number(n)) if n else ""


def _years(selected: Selected, language: Language) -> Iterable[ProfileLine]:
    """Return the proposals of each year, with the support that is the district's own."""
    proposals = selected.proposals
    outside = is_shared_outside(selected)[selected.mask("proposals")]
    proposals = proposals.assign(support_vnd=proposals["support_vnd"].mask(outside))
    dated = proposals[proposals["year_from"].notna()]
    by_year = dated.groupby("year_from")
    counts, sums = by_year.size(), by_year["support_vnd"].sum(min_count=1)
    for year, n, total in zip(counts.index, counts, sums, strict=True):
        note = "" if pd.isna(total) else language.money(float(total))
        yield ProfileLine(str(year), language.number(int(n)), note, int(n) / int(counts.max()), code=str(year))
    if n_undated := len(proposals) - len(dated):
        yield ProfileLine(language.text("year not known"), language.number(n_undated), code=UNDATED)


def rows_of_line(selected: Selected, part: ProfilePartId, code: str) -> pd.DataFrame:
    """Return the rows that a line of the years or the sectors counts."""
    if part is ProfilePartId.SECTORS:
        rows = selected.frame("facilities")
        if code == REST:
            return rows[~rows["sector"].isin(rows["sector"].value_counts().index[:_MOST_LINES])]
        return rows[rows["sector"].eq(code).fillna(value=False)]
    rows = selected.frame("proposals")
    is_of_year = rows["year_from"].isna() if code == UNDATED else rows["year_from"].eq(int(code))
    return rows[is_of_year.fillna(value=False)]


def _sectors(selected: Selected, language: Language) -> tuple[ProfileLine, ...]:
    """Return the facilities of the most frequent sectors, and how many those of others, or of no known one, are."""
    shown = _counted(selected.facilities["sector"], lambda value: label(Sector(value), language), language)
    n = len(rows_of_line(selected, ProfilePartId.SECTORS, REST))
    if not n or not shown:
        return shown
    most = int(selected.facilities["sector"].value_counts().iloc[0])
    rest = ProfileLine(language.text("the others"), language.number(n), share=min(1.0, n / most), code=REST)
    return (*shown, rest)


def _counted(
    values: pd.Series, name: Callable[[str], str], language: Language, most: int | None = _MOST_LINES
) -> tuple[ProfileLine, ...]:
    """Return the most frequent values with how often each occurs."""
    counts = values.dropna().value_counts()
    return tuple(
        ProfileLine(name(str(value)), language.number(int(n)), share=int(n) / int(counts.iloc[0]), code=str(value))
        for value, n in counts.iloc[:most].items()
    )

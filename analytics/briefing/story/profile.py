"""What the panel beside the map says of one district: its figures among the others, its years, sectors and communes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.briefing.story.places import map_shares, map_slide, spoken_of_map
from analytics.briefing.story.scene import Scene
from analytics.maps.areas import products_beside, value_in_words
from analytics.maps.measures import MEASURE_COLUMNS, MapMeasure, Measure, measure_values
from analytics.maps.words import MAP_MEASURE_NAMES
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.wording.claims import Claim, rank_among
from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.schema.vocabulary import Sector

_MOST_LINES = 5


@dataclass(frozen=True)
class ProfileLine:
    """One line of a profile: its name, its value in words, what is said beside it, the length of its bar (0 to 1), what it is of."""

    name: str
    text: str
    note: str = ""
    share: float = 0.0
    code: str = ""


@dataclass(frozen=True)
class Profile:
    """A district: its whole name, its figures, and its proposals by year, its facilities by sector and by commune."""

    code: str
    name: str
    figures: tuple[ProfileLine, ...]
    years: tuple[ProfileLine, ...]
    sectors: tuple[ProfileLine, ...]
    communes: tuple[ProfileLine, ...]
    n_communes: int


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
        years=tuple(_years(selected.proposals, language)),
        sectors=_counted(selected.facilities["sector"], lambda value: label(Sector(value), language), language),
        communes=_counted(communes, lambda value: names[value].name, language, most=None),
        n_communes=communes.nunique(),
    )


@cached()
def map_finding(selected: Selected, spec: MapMeasure, today: date, language: Language) -> str:
    """Return what the map of a selection says, in one sentence."""
    return str(map_slide(Scene(selected.prepared, selected.selection, today, language, spec, ())).headline)


def _figure(scene: Scene, measure: Measure, code: str) -> ProfileLine:
    """Return what the table of units counts in the district, beside what is published of it, else with its place where the record carries one."""
    language = scene.language
    values = measure_values(MapMeasure(measure), scene.compared(), scene.whole)
    value, whole = values.by_code[code], values.total
    parts = map_shares(scene, values)
    own = next(one for one in parts if one.is_chosen)
    found = rank_among(own, parts, spoken_of_map(scene, values).coverage, is_all_placed=not values.elsewhere)
    beside = [] if values.beside is None else products_beside(code, values.beside, language, has_any=not pd.isna(value))
    note = ""
    if not beside and isinstance(found, Claim) and found.value is not None and found.of is not None:
        note = language.text("place {n} of {all}", n=language.number(found.value), all=language.number(found.of))
    share = 0.0 if pd.isna(value) or not whole else float(value) / whole
    name = joined([language.text(MAP_MEASURE_NAMES[measure]), *beside])
    return ProfileLine(name, value_in_words(measure, value, language), note, share)


def _years(proposals: pd.DataFrame, language: Language) -> Iterable[ProfileLine]:
    """Return the proposals of each year, with the support that they state."""
    dated = proposals[proposals["year_from"].notna()]
    by_year = dated.groupby("year_from")
    counts, sums = by_year.size(), by_year["support_vnd"].sum(min_count=1)
    for year, n, total in zip(counts.index, counts, sums, strict=True):
        note = "" if pd.isna(total) else language.money(float(total))
        yield ProfileLine(str(year), language.number(int(n)), note, int(n) / int(counts.max()))
    if n_undated := len(proposals) - len(dated):
        yield ProfileLine(language.text("year not known"), language.number(n_undated))


def _counted(
    values: pd.Series, name: Callable[[str], str], language: Language, most: int | None = _MOST_LINES
) -> tuple[ProfileLine, ...]:
    """Return the most frequent values with how often each occurs."""
    counts = values.dropna().value_counts()
    return tuple(
        ProfileLine(name(str(value)), language.number(int(n)), share=int(n) / int(counts.iloc[0]), code=str(value))
        for value, n in counts.iloc[:most].items()
    )

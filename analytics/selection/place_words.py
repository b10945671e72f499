"""Words that several screens share: names of districts, periods, places, stars and published values."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from analytics.prepared.tables import SEVERAL
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selection import UNPLACED
from analytics.wording.labels import label_of
from analytics.wording.language import HOUSE, SOURCE_LANGUAGE, Language, mark
from geodata.boundaries import layer_path
from geodata.importing.values.markets import group_in_english, market_parts
from geodata.places.units import TEN_DISTRICTS
from geodata.schema.vocabulary import OcopStatus

LINE_NAMES = {UNPLACED: mark("Not placed")}
NO_DISTRICT = {SEVERAL: mark("Several districts"), **LINE_NAMES}

Row = Mapping[str, Any]
"""One row of a frame, by column."""

PROVINCE_NAME = "Bắc Giang"
"""The name of the province, which its city bears too."""
_DISTRICTS = {district.code: district for district in TEN_DISTRICTS}


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as mappings by column: Python's own values, None for pandas' NA."""
    if frame.empty:
        return []
    names = [str(name) for name in frame.columns]
    columns = ([None if value is pd.NA else value for value in column.tolist()] for _, column in frame.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def district_name(code: object, language: Language, *, short: bool = False) -> str:
    """Return the name of a district code or of a line that is no district; a missing code is "not known".

    The city is called by its whole name even in short, since alone it would be read as the province of the same name.
    """
    if isinstance(code, str) and code in _DISTRICTS:
        district = _DISTRICTS[code]
        return district.short_name if short and district.short_name != PROVINCE_NAME else district.name
    return language.text(NO_DISTRICT[SEVERAL if isinstance(code, str) and code == SEVERAL else UNPLACED])


def unit_name(unit: str, *, short: bool = True) -> str:
    """Return the name of a unit given as "vintage:code"."""
    name, _, code = unit.partition(":")
    facts = units_of(Vintage(name))[code]
    return facts.short_name if short and facts.short_name != PROVINCE_NAME else facts.name


def country_name(iso3: str, language: Language) -> str:
    """Return the name of a country by its ISO 3166-1 alpha-3 code, the code itself when no layer names it."""
    return _countries(language.code).get(iso3, iso3)


def market_words(written: str, language: Language) -> str:
    """Return the words of a market with each country in them under the one name it has on screen: "EU, Mỹ" is "EU, Hoa Kỳ"."""
    parts = market_parts(written)
    if language.code == HOUSE:
        return "".join(word if code is None else country_name(code, language) for word, code in parts)
    whole = group_in_english(written)
    named = (_group_word(word) if code is None else country_name(code, language) for word, code in parts)
    return "".join(named) if whole == written else whole


def _group_word(word: str) -> str:
    """Return a group, or what stands between markets, in English, with the blanks around it."""
    bare = word.strip()
    return word.replace(bare, group_in_english(bare)) if bare else word


def market_of_flow(row: Row, language: Language) -> str:
    """Return the market that a row names: a country under its one name, a group as its source words it; "" where none is stated."""
    if not pd.isna(row["market_iso3"]):
        return country_name(str(row["market_iso3"]), language)
    return "" if pd.isna(row["market"]) else market_words(str(row["market"]), language)


def country_codes() -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-3 codes of the countries that have a name."""
    return tuple(code for code in _countries(SOURCE_LANGUAGE) if len(code) == 3 and code.isalpha())


@lru_cache(maxsize=4)
def _countries(code: str) -> dict[str, str]:
    features = json.loads(layer_path("world").read_text(encoding="utf-8"))["features"]
    return {
        item["properties"]["iso_a3"]: item["properties"].get(
            f"name_{code}", item["properties"][f"name_{SOURCE_LANGUAGE}"]
        )
        for item in features
    }


def period(first: Any, last: Any) -> str:
    """Return "2019" or "2016–2020", "" when no year is known."""
    if pd.isna(first):
        return ""
    return str(int(first)) if first == last else f"{int(first)}–{int(last)}"


def span(total: PublishedTotal) -> str:
    """Return the first and the last of the years that a published total covers; that of some between nothing is known its sign says ("≥")."""
    return period(*total.span)


def years_covered(total: PublishedTotal, language: Language) -> str:
    """Return the span of a published total, and where years between have no figure of how many years it is: "14 of 19 years 2005–2023"."""
    if not total.has_gaps or total.n_chosen > 1:
        return span(total)
    first, last = total.span
    n, whole = language.number(total.n_years), language.number(last - first + 1)
    return language.text("{n} of {all} years {years}", n=n, all=whole, years=span(total))


def years_left_out(total: PublishedTotal, language: Language) -> str:
    """Name the years between of which a published total has no figure: "except 2006–2008, 2010"; "" for none."""
    if not total.has_gaps or total.n_chosen > 1:
        return ""
    first, last = total.span
    covered = {year for start, end in total.periods for year in range(start, end + 1)}
    missing = [year for year in range(first, last + 1) if year not in covered]
    ends = [year for year in missing if year + 1 not in missing]
    runs = [period(start, end) for start, end in zip((y for y in missing if y - 1 not in missing), ends, strict=True)]
    return language.text("except {years}", years=", ".join(runs))


def place(row: Row, language: Language, *, short: bool = False) -> str:
    """Return the place of a row as written by its source, then its district where the text does not name it."""
    district = district_name(row["district_code"], language, short=short)
    written: str = "" if pd.isna(row["place_text"]) else str(row["place_text"])
    name = district_name(row["district_code"], language, short=True)
    return written if written.endswith(name) else joined([written, district], ", ")


def joined(parts: Sequence[Any], separator: str = " · ") -> str:
    """Return the parts that say something, joined."""
    return separator.join(str(part) for part in parts if not pd.isna(part) and str(part))


def stars_text(stars: Any, status: object, language: Language) -> str:
    """Return "4 ★", with the status where the product is not recognised by decision."""
    text = "" if pd.isna(stars) else f"{int(stars)} ★"
    return text if text and status == OcopStatus.RECOGNISED else joined([text, label_of(OcopStatus, status, language)])

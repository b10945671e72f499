"""The selection: one frozen value that decides what every screen shows, mirrored in the URL."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from analytics.prepared.vintages import Vintage, units_of
from geodata.places.units import TEN_DISTRICTS
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent

DISTRICT_CODES: tuple[str, ...] = tuple(district.code for district in TEN_DISTRICTS)
UNPLACED = "unplaced"
"""Stands in `Selection.districts` for the rows that no source places in a district."""

STARS: tuple[str, ...] = ("3", "4", "5")
_COUNTRY = re.compile(r"[A-Z]{3}")
_PRODUCT_GROUP = re.compile(r"[a-z][a-z0-9]+(-[a-z0-9]+)*")
FIRST_YEAR, LAST_YEAR = 1950, 2100
"""The years that a row of the record may have."""
_MAX_TEXT = 8_000
"""Characters of a parameter: more than every choice of a field needs, and what a proxy lets through."""
Field = Literal[
    "districts", "sectors", "years", "programmes", "stages", "contents", "stars", "products", "markets", "units"
]
PARAMETERS: dict[Field, str] = {
    "districts": "district",
    "sectors": "sector",
    "years": "years",
    "programmes": "programme",
    "stages": "stage",
    "contents": "content",
    "stars": "stars",
    "products": "product",
    "markets": "market",
    "units": "unit",
}
"""The name of each field in the URL."""
_VALUES: dict[Field, tuple[str, ...]] = {
    "districts": (*DISTRICT_CODES, UNPLACED),
    "sectors": tuple(Sector),
    "programmes": tuple(Programme),
    "stages": tuple(Stage),
    "contents": tuple(SupportContent),
    "stars": STARS,
}
"""The values of the fields that have a closed list, in its order."""


@dataclass(frozen=True)
class Selection:
    """What is chosen. An empty field chooses everything; values are kept in the order of the vocabulary, each once."""

    districts: tuple[str, ...] = ()
    sectors: tuple[Sector, ...] = ()
    years: tuple[int, int] | None = None
    programmes: tuple[Programme, ...] = ()
    stages: tuple[Stage, ...] = ()
    contents: tuple[SupportContent, ...] = ()
    stars: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Put every field into its canonical order, so that equal choices are equal values."""
        for field, order in _VALUES.items():
            object.__setattr__(self, field, _canonical(getattr(self, field), order))
        for field, is_known, rule in _OPEN_LISTS:
            object.__setattr__(self, field, _listed(getattr(self, field), is_known, rule))
        if self.years is not None and self.years[0] > self.years[1]:
            msg = f"years run from the earlier to the later, not {self.years}"
            raise ValueError(msg)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen, so that everything is shown."""
        return not any(getattr(self, field) for field in PARAMETERS)

    @property
    def of_province(self) -> "Selection":
        """The selection as what is published knows it: all districts together are the province."""
        return replace(self, districts=()) if set(DISTRICT_CODES) <= set(self.districts) else self

    def without(self, field: Field, value: object = None) -> "Selection":
        """Return the selection without one value of a field, or without the whole field when `value` is None."""
        if field == "years":
            return replace(self, years=None)
        kept = tuple(item for item in getattr(self, field) if value is not None and item != value)
        return replace(self, **{field: kept})

    def to_query(self) -> dict[str, str]:
        """Return the URL parameters of what is chosen; an empty selection has none."""
        query = {
            name: ",".join(str(item) for item in getattr(self, field))
            for field, name in PARAMETERS.items()
            if field not in {"years", "units"} and getattr(self, field)
        }
        if self.units:
            query["unit"] = _write_units(self.units)
        if self.years:
            query["years"] = write_years(self.years)
        return query


@dataclass(frozen=True)
class ReadSelection:
    """A selection read from a URL, and the names of the parameters of which some part was not understood."""

    selection: Selection
    refused: tuple[str, ...] = ()


def read_query(query: Mapping[str, str]) -> ReadSelection:
    """Return the selection of URL parameters.

    Values that are not of the vocabulary are left out and their parameter is named in `refused`; nothing of a refused
    text is kept. Parameters of other names are none of the selection's business.
    """
    refused: list[str] = []
    fields: dict[str, object] = {}
    for field, allowed in _VALUES.items():
        name = PARAMETERS[field]
        fields[field], is_clean = _read_list(query.get(name, ""), allowed)
        refused += [] if is_clean else [name]
    for field, is_known, _ in _OPEN_LISTS:
        name, parts = PARAMETERS[field], _unit_parts if field == "units" else _parts
        fields[field], is_clean = _read_open_list(query.get(name, ""), is_known, parts)
        refused += [] if is_clean else [name]
    fields["years"], is_clean = read_year_range(query.get("years", ""))
    refused += [] if is_clean else ["years"]
    return ReadSelection(Selection(**fields), tuple(refused))  # type: ignore[arg-type]


def _canonical(chosen: Iterable[str], order: tuple[str, ...]) -> tuple[str, ...]:
    values = set(chosen)
    if not values:
        return ()
    unknown = values.difference(order)
    if unknown:
        msg = f"not of the vocabulary: {', '.join(sorted(map(str, unknown)))}"
        raise ValueError(msg)
    return tuple(item for item in order if item in values)


def _read_list(text: str, allowed: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    if not text:
        return (), True
    if len(text) > _MAX_TEXT:
        return (), False
    names = {str(item): item for item in allowed}
    parts = text.split(",")
    return tuple(names[part] for part in parts if part in names), all(part in names for part in parts)


def is_country(text: str) -> bool:
    """Return whether a text has the form of a country's three letters (ISO 3166-1)."""
    return _COUNTRY.fullmatch(text) is not None


def is_product_group(text: str) -> bool:
    """Return whether a text has the form of the id of a product group, as "canned-fruit-vegetables" has."""
    return _PRODUCT_GROUP.fullmatch(text) is not None


def is_unit(text: str) -> bool:
    """Return whether a text names a unit of a vintage, as "communes_2020:07378" does."""
    name, _, code = text.partition(":")
    return name in set(Vintage) and code in units_of(Vintage(name))


_OPEN_LISTS: tuple[tuple[Field, Callable[[str], bool], str], ...] = (
    ("products", is_product_group, "a product group is chosen by its id"),
    ("markets", is_country, "a market is chosen by the three letters of its country (ISO 3166-1)"),
    ("units", is_unit, "a unit is vintage:code"),
)
"""The fields without a closed list: what has the form of their values, and the rule in words."""


def _listed(chosen: Iterable[str], is_known: Callable[[str], bool], rule: str) -> tuple[str, ...]:
    values = sorted(set(chosen))
    if not all(map(is_known, values)):
        raise ValueError(rule)
    return tuple(values)


def _parts(text: str) -> list[str]:
    return text.split(",")


def _write_units(units: Iterable[str]) -> str:
    """Return units ("vintage:code") with the codes of a vintage together, "vintage:code.code,…": an address has its limits."""
    codes: dict[str, list[str]] = {}
    for unit in units:
        vintage, _, code = unit.partition(":")
        codes.setdefault(vintage, []).append(code)
    return ",".join(f"{vintage}:{'.'.join(own)}" for vintage, own in codes.items())


def _unit_parts(text: str) -> list[str]:
    """Return the units that a text names; a vintage may stand before one code or before several."""
    parts = []
    for part in text.split(","):
        vintage, colon, codes = part.partition(":")
        parts += [f"{vintage}{colon}{code}" for code in codes.split(".")]
    return parts


def _read_open_list(
    text: str, is_known: Callable[[str], bool], parts_of: Callable[[str], list[str]]
) -> tuple[tuple[str, ...], bool]:
    if not text or len(text) > _MAX_TEXT:
        return (), not text
    parts = parts_of(text)
    return tuple(part for part in parts if is_known(part)), all(map(is_known, parts))


def write_years(years: tuple[int, int] | None) -> str:
    """Return a range of years as the URL holds it, "" for none."""
    return f"{years[0]}-{years[1]}" if years else ""


def read_year_range(text: str) -> tuple[tuple[int, int] | None, bool]:
    """Return the range of years that a URL holds, and whether the text was understood; no text is no range."""
    if not text:
        return None, True
    parts = text.split("-")
    if len(parts) > 2 or not all(len(part) == 4 and part.isascii() and part.isdigit() for part in parts):
        return None, False
    first, last = int(parts[0]), int(parts[-1])
    if FIRST_YEAR <= first <= last <= LAST_YEAR:
        return (first, last), True
    return None, False

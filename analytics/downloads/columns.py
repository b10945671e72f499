"""How the columns of an exported table are made of a frame: whole columns at once, for a hundred thousand rows in seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analytics.downloads.table import ColumnKind
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import country_name, market_of_flow, records
from analytics.wording.labels import choice_messages
from analytics.wording.language import Language
from geodata.places.units import TEN_DISTRICTS
from geodata.schema.columns import DESCRIPTIONS, Column


@dataclass(frozen=True, eq=False)
class Making:
    """What columns are made from beside their own row: the record, prepared, and the language of their words."""

    prepared: Prepared
    language: Language

    @cached_property
    def facility_names(self) -> pd.Series:
        """Return the names of facilities by facility_id."""
        return self.prepared.facilities.set_index("facility_id")["name"]

    @cached_property
    def proposal_titles(self) -> pd.Series:
        """Return the titles of proposals by proposal_id."""
        return self.prepared.proposals.set_index("proposal_id")["title"]


_Make = Callable[[pd.DataFrame, Making], pd.Series]


@dataclass(frozen=True)
class ExportField:
    """A column to be made: id, heading (a message id), kind, width in letters, and how it is made of a frame."""

    id: str
    heading: str
    make: _Make
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 16


def frame_column(column: str) -> _Make:
    """Make a column that is one of the frame."""
    return lambda frame, _: frame[column]


def worded(column: Column) -> _Make:
    """Make the words of a choice."""

    def make(frame: pd.DataFrame, making: Making) -> pd.Series:
        texts = {value: making.language.text(message) for value, message in choice_messages(column).items()}
        return frame[column.name].map(texts)

    return make


def flag(column: str) -> _Make:
    """Make "yes" or "no" of a column of booleans."""

    def make(frame: pd.DataFrame, making: Making) -> pd.Series:
        return frame[column].map({True: making.language.text("yes"), False: making.language.text("no")})

    return make


def district(frame: pd.DataFrame, _: Making) -> pd.Series:
    """Make the name of the district, of the ten of 2024; missing where no source says which."""
    return frame["district_code"].map({one.code: one.name for one in TEN_DISTRICTS})


def commune(frame: pd.DataFrame, _: Making) -> pd.Series:
    """Make the name of the commune of 2020-2024."""
    return frame["commune_code"].map({code: unit.name for code, unit in units_of(Vintage.COMMUNES_2020).items()})


def exact(column: str) -> _Make:
    """Make a coordinate where the address is known; a point that is only drawn somewhere in a unit is none."""
    return lambda frame, _: frame[column].where(frame["location_quality"].eq("exact"))


def facility_name(frame: pd.DataFrame, making: Making) -> pd.Series:
    """Make the name of the facility."""
    return frame["facility_id"].map(making.facility_names)


def proposal_title(frame: pd.DataFrame, making: Making) -> pd.Series:
    """Make the title of the proposal."""
    return frame["proposal_id"].map(making.proposal_titles)


def row_name_column(table: str, column: str) -> _Make:
    """Make what names the row that a column leads to."""
    about = DESCRIPTIONS[table]

    def make(frame: pd.DataFrame, making: Making) -> pd.Series:
        return frame[column].map(making.prepared.record[table].set_index(about.key)[about.called_by])

    return make


def market(frame: pd.DataFrame, making: Making) -> pd.Series:
    """Make the market: a country under its one name, a group as its source words it."""
    whole = frame[["market", "market_iso3"]].drop_duplicates()
    named = {(row["market"], row["market_iso3"]): market_of_flow(row, making.language) for row in records(whole)}
    pairs = zip(
        frame["market"].astype(object).where(frame["market"].notna(), None),
        frame["market_iso3"].astype(object).where(frame["market_iso3"].notna(), None),
        strict=True,
    )
    return pd.Series([named[pair] or None for pair in pairs], index=frame.index, dtype="string")


def country(frame: pd.DataFrame, making: Making) -> pd.Series:
    """Make the name of the market country."""
    codes = frame["market_iso3"].dropna().unique()
    return frame["market_iso3"].map({code: country_name(code, making.language) for code in codes})

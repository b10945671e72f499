"""In which round of which year OCOP products were recognised, by district: itemised, beside what is published of a round.

A round is what the note of a recognition calls one ("đợt 1"), else what the titles of its sources do. Where neither
names one, or two titles name different ones, the round is missing: it is not taken from the day or from the number.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.ocop.recognitions import recognition_events
from analytics.prepared.caching import cached
from analytics.selection.selected import Selected
from analytics.selection.selection import UNPLACED, Selection
from geodata.record import Record
from geodata.schema.vocabulary import FigureScope

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.tables import Prepared

ALL_STARS = 0
"""Stands for the stars of a published number that does not tell them apart."""
_METRIC = re.compile(r"ocop_(?:products|(?P<stars>[345])star)_recognised(?:_round(?P<round>\d+))?")
_KEYS = ["year", "round", "district_code", "stars"]


@dataclass(frozen=True, eq=False)
class Rounds:
    """The recognitions of a whole record: the place of each in the prepared products, and its group among `groups`."""

    places: "NDArray[np.int64]"
    codes: "NDArray[np.int64]"
    groups: pd.DataFrame


def rounds_by_district(selected: Selected) -> pd.DataFrame:
    """Return one row a year × round × district × stars of the recognitions of a selection, and n.

    Columns: year, round (Int64, missing where not stated), district_code (2024, `UNPLACED` where none is known), stars,
    n. The n add up to `analytics.ocop.recognitions.recognitions_of` a selection without years.
    """
    prepared = selected.prepared
    rounds = _rounds(prepared)
    chosen = rounds.codes[selected.mask("ocop_products")[rounds.places]]
    n = np.bincount(chosen, minlength=len(rounds.groups))
    return rounds.groups.assign(n=n)[n > 0].reset_index(drop=True)


@cached()
def _rounds(prepared: "Prepared") -> Rounds:
    products = prepared.ocop_products
    events = recognition_events(prepared.record, products)
    places = pd.Series(np.arange(len(products)), index=products["product_id"])[events["product_id"]].to_numpy()
    districts = products["district_code"].fillna(UNPLACED).to_numpy()[places]
    table = events.assign(round=stated_rounds(prepared.record, events), district_code=districts)
    grouped = table.groupby(_KEYS, dropna=False, sort=True)
    groups = grouped.size().reset_index()[_KEYS].astype({"year": "Int64", "round": "Int64", "stars": "int64"})
    codes: NDArray[np.int64] = grouped.ngroup().to_numpy().astype(np.int64)
    return Rounds(places, codes, groups)


def stated_rounds(record: Record, events: pd.DataFrame) -> pd.Series:
    """Return the round of each recognition (rows with recognition_id and source_ids), Int64, missing where none is stated."""
    history = record["ocop_recognitions"]
    notes = history.set_index("recognition_id")["note"].reindex(events["recognition_id"])
    titles = {str(id_): round_in(title) for id_, title in record["sources"][["source_id", "title"]].to_numpy()}
    of_sources = {ids: _agreed(ids, titles) for ids in events["source_ids"].unique()}
    of_notes = {note: round_in(note) for note in notes.dropna().unique()}
    found = [of_notes.get(note) or of_sources[ids] for note, ids in zip(notes.array, events["source_ids"], strict=True)]
    return pd.Series(found, index=events.index, dtype="Int64")


def round_in(text: str | None) -> int | None:
    """Return the number of the round that a text names; None where it names none, or two."""
    if text is None or pd.isna(text):
        return None
    named = {int(number) for number in _named().findall(text)}
    return named.pop() if len(named) == 1 else None


@cache
def _named() -> re.Pattern[str]:
    words = json.loads(Path(__file__).with_name("round_words.json").read_text(encoding="utf-8"))["round"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\s+(\d{{1,2}})\b", re.IGNORECASE)


def _agreed(source_ids: str, titles: dict[str, int | None]) -> int | None:
    named = {titles[id_] for id_ in source_ids.split(";")} - {None}
    return named.pop() if len(named) == 1 else None


def published_beside(selected: Selected) -> pd.DataFrame:
    """Return `published_rounds`, none of them where the selection cuts by anything: no source does."""
    table = published_rounds(selected.prepared.record)
    return table if selected.selection == Selection() else table.iloc[:0]


@cached()
def published_rounds(record: Record) -> pd.DataFrame:
    """Return what is published as recognised in a round, or in a year of a district, one row a figure.

    Columns of `published_figures`, round (Int64, missing for a year as a whole), stars (`ALL_STARS` where not told
    apart). Totals of the province for a whole year are no round and are left out.
    """
    figures = record["published_figures"]
    named = figures["metric"].str.extract(_METRIC)
    is_single_year = figures["year_from"].notna() & figures["year_from"].eq(figures["year_to"])
    is_district = figures["scope"].eq(FigureScope.DISTRICT)
    is_round = named["round"].notna() & figures["scope"].eq(FigureScope.PROVINCE)
    is_named = figures["metric"].str.fullmatch(_METRIC) & figures["is_used"]
    mine = is_named & is_single_year & (is_district | is_round)
    stars = named["stars"].fillna(str(ALL_STARS)).astype("int64")
    table = figures.assign(round=named["round"].astype("Int64"), stars=stars)
    return table[mine.fillna(value=False)].reset_index(drop=True)

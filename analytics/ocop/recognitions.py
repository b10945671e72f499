"""OCOP products of a selection as tables: stars by district and by year, what is apart from them, rises, score bands.

Only what a decision or a list in force recognises counts as stars; evaluated, listed without stars and candidates stand
apart. By district a product counts once, with its present stars; by year each recognition counts in its year, renewals
included, as sources count them.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.evidence.rows import with_product
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.rules.in_force import in_force
from analytics.selection.of_record import RecordRows, placed_table
from analytics.selection.place_words import Row, records
from analytics.selection.selected import Selected, selected_of, within
from analytics.selection.selection import DISTRICT_CODES, UNPLACED
from analytics.selection.tally import tally
from geodata.record import Record
from geodata.schema.vocabulary import OcopStatus, RuleTopic

if TYPE_CHECKING:
    from numpy.typing import NDArray

STAR_LEVELS = (3, 4, 5)


def recognised(products: pd.DataFrame) -> pd.DataFrame:
    """Return the recognised products."""
    return products[products["status"].eq(OcopStatus.RECOGNISED)]


def stars_by_district(selected: Selected) -> pd.DataFrame:
    """Return one row a district × stars of the recognised products: district_code (`UNPLACED` where none is known), stars, n.

    The n add up to the recognised products. Districts are those of 2024, in their order.
    """
    table = tally(selected, "ocop_products", ["district_code", "stars"])
    table = table.assign(district_code=table["district_code"].fillna(UNPLACED))
    order = {code: n for n, code in enumerate((*DISTRICT_CODES, UNPLACED))}
    places = [order[code] for code in table["district_code"]]
    return table.iloc[np.argsort(places, kind="stable")].reset_index(drop=True)


def recognition_events(record: Record, products: pd.DataFrame) -> pd.DataFrame:
    """Return the recognitions of the recognised products of `products`: recognition_id, product_id, year (Int64), stars, source_ids.

    A product counts once a year with the most stars of that year. A product whose present stars no source dates has one row
    without a year.
    """
    products = recognised(products)
    history = record["ocop_recognitions"]
    mine = history[history["product_id"].isin(products["product_id"]) & history["status"].eq(OcopStatus.RECOGNISED)]
    dated = mine.dropna(subset=["year", "stars"]).sort_values(["year", "stars"], kind="stable")
    dated = dated.drop_duplicates(["product_id", "year"], keep="last")
    undated_ids = products.loc[products["recognised_year"].isna(), "product_id"]
    undated = mine[mine["product_id"].isin(undated_ids) & mine["year"].isna()]
    undated = undated.sort_values("stars", kind="stable").drop_duplicates("product_id", keep="last")
    return pd.concat([dated, undated], ignore_index=True)[_EVENT_COLUMNS]


_EVENT_COLUMNS = ["recognition_id", "product_id", "year", "stars", "source_ids"]


def stars_by_year(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row a year × stars of `recognition_events`: year (Int64, missing last), stars, n. The n add up to the events."""
    table = events.groupby(["year", "stars"], dropna=False).size().rename("n").reset_index()
    return table.sort_values(["year", "stars"], na_position="last", ignore_index=True)


@cached()
def apart(selected: Selected) -> dict[OcopStatus, pd.DataFrame]:
    """Return the products that are not recognised, by status: evaluated, listed without stars, candidates."""
    products = selected.unrecognised
    order = (OcopStatus.EVALUATED, OcopStatus.LISTED, OcopStatus.CANDIDATE)
    return {status: products[products["status"].eq(status)] for status in order}


def with_status(selected: Selected, *, status: OcopStatus) -> pd.DataFrame:
    """Return the products of one status that is not recognised."""
    return apart(selected)[status]


def rises(record: Record, products: pd.DataFrame) -> pd.DataFrame:
    """Return the products that rose to their present stars, one row a step.

    Columns: product_id, name, from_stars, from_year, to_stars, to_year (Int64, missing where no source dates the level),
    from_dated and to_dated (recognised_on, year and told_on of the first recognition of the level), recognition_ids (tuple,
    what states both levels). The year of a level is the earliest that a source gives.
    """
    history = record["ocop_recognitions"]
    mine = history[history["status"].eq(OcopStatus.RECOGNISED) & history["stars"].notna()]
    mine = with_product(record, mine[mine["product_id"].isin(products["product_id"])])
    steps: list[Row] = []
    several = mine.groupby("product_id")["stars"].nunique().gt(1)
    risen = recognised(products)
    for row in records(risen[risen["product_id"].isin(several.index[several])]):
        rows = mine[mine["product_id"].eq(row["product_id"])]
        if rows["stars"].max() == row["stars"]:
            rows = rows.sort_values(["year", "recognised_on", "told_on"], na_position="last", kind="stable")
            levels = rows.groupby("stars").agg(year=("year", "min"), ids=("recognition_id", tuple))
            firsts = records(rows.drop_duplicates("stars").set_index("stars")[_DATED].loc[levels.index])
            levels = levels.assign(dated=pd.Series(firsts, index=levels.index, dtype=object))
            steps += _steps(str(row["product_id"]), str(row["name"]), levels)
    columns = [
        *("product_id", "name", "from_stars", "from_year", "from_dated", "to_stars", "to_year", "to_dated"),
        "recognition_ids",
    ]
    return pd.DataFrame(steps, columns=columns).astype({"from_year": "Int64", "to_year": "Int64"})


_DATED = ["recognised_on", "year", "told_on"]


def _steps(product_id: str, name: str, levels: pd.DataFrame) -> list[Row]:
    found = records(levels.reset_index())
    return [
        {
            "product_id": product_id,
            "name": name,
            "from_stars": int(low["stars"]),
            "from_year": low["year"],
            "from_dated": low["dated"],
            "to_stars": int(high["stars"]),
            "to_year": high["year"],
            "to_dated": high["dated"],
            "recognition_ids": (*low["ids"], *high["ids"]),
        }
        for low, high in pairwise(found)
    ]


def score_bands(record: Record, day: date) -> list[Row]:
    """Return the rules that give the stars of a score on a day, the most stars first; amount included, amount_to excluded (5 stars: included)."""
    by_stars: dict[int, Row] = {}
    for row in in_force(record, RuleTopic.OCOP_SCORE_BAND, day):
        by_stars.setdefault(int(row["stars"]), row)
    return [by_stars[stars] for stars in sorted(by_stars, reverse=True)]


@cached()
def disputed_products(record: Record) -> dict[str, Row]:
    """Return by product_id the contradiction that touches one of its recognitions."""
    table = record["contradictions"]
    mine = table[table["table"].eq("ocop_recognitions")]
    product_of = record["ocop_recognitions"].set_index("recognition_id")["product_id"]
    return {
        str(product_of[id_]): row
        for row in records(mine)
        for id_ in str(row["row_ids"]).split(";")
        if id_ in product_of
    }


def rises_of(selected: Selected) -> pd.DataFrame:
    """Return the products of a selection that rose to their present stars: see `rises`."""
    return _all_rises(selected.prepared).of(selected, "ocop_products")


@cached()
def _all_rises(prepared: Prepared) -> RecordRows:
    return placed_table(prepared, "ocop_products", "product_id", rises(prepared.record, prepared.ocop_products))


def recognitions_of(selected: Selected) -> pd.DataFrame:
    """Return the recognitions of the products and years of a selection: see `recognition_events`.

    With years chosen there is none without a year.
    """
    kept, years = _all_recognitions(selected.prepared), selected.selection.years
    mine = kept.of(selected, "ocop_products")
    return mine[within(mine["year"], mine["year"], years)] if years else mine


@cached()
def _all_recognitions(prepared: Prepared) -> RecordRows:
    """Return the recognitions of the record."""
    events = recognition_events(prepared.record, prepared.ocop_products)
    return placed_table(prepared, "ocop_products", "product_id", events)


def of_level(selected: Selected, stars: str) -> Selected:
    """Return the rows of a selection with some stars ("3", "4" or "5"); with any for ""."""
    return selected_of(selected.prepared, replace(selected.selection, stars=(stars,))) if stars else selected


def itemised_by(selected: Selected, stars: str, years: list[int]) -> dict[int, int]:
    """Return how many products are recognised ("" with any stars, else with "3", "4" or "5") by the end of each year.

    The stars are those of the latest recognition dated in that year or before: a product that rose later counts with its
    earlier stars. What no source dates is in no year.
    """
    found = {year: _stars_at(selected.prepared, year)[selected.mask("ocop_products")] for year in years}
    return {year: int((held == int(stars) if stars else held > 0).sum()) for year, held in found.items()}


@cached()
def _stars_at(prepared: Prepared, year: int) -> "NDArray[np.int64]":
    """Return the stars that each prepared OCOP product held at the end of a year, 0 for none that is dated; kept with the record."""
    events = _all_recognitions(prepared)
    by_then = events.table["year"].le(year).fillna(value=False).to_numpy(dtype=bool)
    held = np.zeros(len(prepared.ocop_products), dtype=np.int64)
    held[events.places[by_then]] = events.table["stars"].to_numpy()[by_then]  # in time: the last of a product stands
    return held

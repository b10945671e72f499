"""Illustrative facilities, what the survey of 2024 says of each, and the visit itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodata.illustrative.frames import chosen, filled_table, illustrative_words, numbered, texts_of
from geodata.illustrative.places import Places, random_places
from geodata.illustrative.plan import SECTOR_WEIGHTS
from geodata.schema.vocabulary import FacilityKind, LocationQuality, Sector

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Texts = NDArray[np.object_]

KIND_SHARES = {
    FacilityKind.ENTERPRISE: 0.36,
    FacilityKind.COOPERATIVE: 0.30,
    FacilityKind.COOPERATIVE_GROUP: 0.06,
    FacilityKind.HOUSEHOLD: 0.28,
}
SURVEY_YEAR = 2024


@dataclass(frozen=True, eq=False)
class Facilities:
    """What the other tables need of the facilities: aligned arrays of ids, names, sectors and places."""

    ids: "Texts"
    names: "Texts"
    sectors: "Texts"
    places: Places

    @property
    def placed(self) -> "NDArray[np.int64]":
        """Return the numbers of the facilities that lie in a known district."""
        return np.flatnonzero(self.places.quality != LocationQuality.UNKNOWN.value)

    def place_columns(self, numbers: "NDArray[np.int64]") -> dict[str, Any]:
        """Return the place columns of rows that belong to these facilities; a row without lon and lat is at best in a commune."""
        quality = self.places.quality[numbers]
        return {
            "place_text": self.places.place_text[numbers],
            "commune_code": self.places.commune_code[numbers],
            "district_code": self.places.district_code[numbers],
            "location_quality": chosen(quality == LocationQuality.EXACT.value, LocationQuality.COMMUNE.value, quality),
        }


def random_facilities(rng: "Generator", n: int) -> tuple[Facilities, dict[str, pd.DataFrame]]:
    """Return `n` facilities and the tables that they fill by themselves."""
    places = random_places(rng, n)
    sectors = _sectors(rng, places.district_code)
    kinds = rng.choice(
        np.array([kind.value for kind in KIND_SHARES], dtype=object), size=n, p=list(KIND_SHARES.values())
    )
    trades = [illustrative_words()["sectors"][sector]["trade"] for sector in sectors]
    labels = texts_of(illustrative_words()["kinds"], kinds)
    suffixes = [f" ({label} {trade})" for label, trade in zip(labels, trades, strict=True)]
    numbers = range(1, n + 1)
    names = numbered(f"{illustrative_words()['facility']} ", numbers, suffixes)
    facilities = Facilities(numbered("mh-", numbers), names, sectors, places)
    return facilities, {
        "facilities": filled_table("facilities", n, _columns(rng, facilities, kinds)),
        "facility_mentions": _mentions(facilities),
        "survey_visits": filled_table("survey_visits", n, _visits(rng, facilities)),
    }


def _sectors(rng: "Generator", districts: "Texts") -> "Texts":
    values = np.array([sector.value for sector in Sector], dtype=object)
    sectors = rng.choice(values, size=len(districts))
    for code, weights in SECTOR_WEIGHTS.items():
        rows = np.flatnonzero(districts == code)
        shares = np.array(weights) / sum(weights)
        sectors[rows] = rng.choice(values, size=len(rows), p=shares)
    return sectors


def _columns(rng: "Generator", facilities: Facilities, kinds: "Texts") -> Mapping[str, Any]:
    n = len(facilities.ids)
    workers = np.clip(rng.lognormal(2.7, 0.8, n), 3, 300).astype(np.int64)
    revenue = (workers * rng.uniform(120, 420, n)).astype(np.int64) * 1_000_000
    products = {sector: texts["products"] for sector, texts in illustrative_words()["sectors"].items()}
    return {
        "facility_id": facilities.ids,
        "name": facilities.names,
        "kind": kinds,
        "sector": facilities.sectors,
        "products": texts_of(products, facilities.sectors),
        **{name: value for name, value in asdict(facilities.places).items() if name != "quality"},
        "location_quality": facilities.places.quality,
        "workers": _partly(rng, workers, 0.85),
        "revenue_vnd": _partly(rng, revenue, 0.6),
        "founded_year": rng.integers(1998, 2019, n),
    }


def _partly(rng: "Generator", values: "NDArray[np.int64]", share: float) -> Any:
    """Return the values with about `share` of them known."""
    return pd.arrays.IntegerArray(values, rng.random(len(values)) >= share)


def _mentions(facilities: Facilities) -> pd.DataFrame:
    """Return what another text says of each tenth facility."""
    mentioned = slice(None, None, 10)
    ids = facilities.ids[mentioned]
    columns = {
        "mention_id": numbered("mh-m", range(1, len(ids) + 1)),
        "facility_id": ids,
        "as_of_year": SURVEY_YEAR - 1,
        "name_as_written": facilities.names[mentioned],
    }
    return filled_table("facility_mentions", len(ids), columns)


def _visits(rng: "Generator", facilities: Facilities) -> Mapping[str, Any]:
    """Return the visits for the plan of 2024, one a facility and numbered like it; they began on 18 January 2024 (founding-2024)."""
    n = len(facilities.ids)
    days = np.array([f"{SURVEY_YEAR}-01-{day}" for day in range(18, 32)], dtype=object)
    return {
        "visit_id": facilities.ids,
        "year": SURVEY_YEAR,
        "facility_id": facilities.ids,
        "visited_on": rng.choice(days, size=n),
        **facilities.place_columns(np.arange(n)),
        "finding": illustrative_words()["survey_finding"],
    }

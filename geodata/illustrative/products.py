"""Illustrative OCOP products, typical products and export flows of the facilities."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodata.illustrative.frames import chosen, filled_table, illustrative_words, numbered, texts_of
from geodata.schema.vocabulary import (
    FlowBasis,
    MarketKind,
    OcopStatus,
    Qualifier,
    Sector,
    TypicalLevel,
    ValueUnit,
    VolumeUnit,
)

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from geodata.illustrative.facilities import Facilities

    Numbers = NDArray[np.int64]

OCOP_SECTORS = (Sector.AGRO_PROCESSING, Sector.FOOD, Sector.BEVERAGES, Sector.HERBS, Sector.HANDICRAFTS)
OCOP_SHARE, TYPICAL_SHARE, EXPORT_SHARE = 0.6, 0.06, 0.3
CANDIDATE_SHARE, GROUP_SHARE = 0.1, 0.12
OCOP_YEARS, TYPICAL_YEARS, EXPORT_YEARS = (2019, 2024), (2017, 2024), (2021, 2024)
STARS, STAR_SHARES = (3, 4, 5), (0.84, 0.14, 0.02)


def random_products(rng: "Generator", facilities: "Facilities") -> dict[str, pd.DataFrame]:
    """Return the tables ocop_products, ocop_recognitions, typical_products and export_flows; each has rows."""
    is_food = np.isin(facilities.sectors.astype(str), [sector.value for sector in OCOP_SECTORS])
    makers = np.flatnonzero(is_food) if is_food.any() else np.arange(len(facilities.ids))
    ocop = _some(rng, makers, OCOP_SHARE)
    return {
        **_ocop(rng, facilities, ocop),
        "typical_products": _typical(rng, facilities, _some(rng, np.arange(len(facilities.ids)), TYPICAL_SHARE)),
        "export_flows": _flows(rng, facilities, _some(rng, np.arange(len(facilities.ids)), EXPORT_SHARE)),
    }


def _some(rng: "Generator", numbers: "Numbers", share: float) -> "Numbers":
    return np.sort(rng.permutation(numbers)[: max(1, round(len(numbers) * share))])


def _texts(facilities: "Facilities", numbers: "Numbers", field: str) -> Any:
    values = {sector: texts[field] for sector, texts in illustrative_words()["sectors"].items()}
    return texts_of(values, facilities.sectors[numbers])


def _years(rng: "Generator", bounds: tuple[int, int], count: int) -> "Numbers":
    return rng.integers(bounds[0], bounds[1] + 1, count)


def _ocop(rng: "Generator", facilities: "Facilities", numbers: "Numbers") -> dict[str, pd.DataFrame]:
    count = len(numbers)
    ids = numbered("mh-sp", range(1, count + 1))
    is_candidate = rng.random(count) < CANDIDATE_SHARE
    stars = pd.arrays.IntegerArray(rng.choice(STARS, size=count, p=STAR_SHARES).astype(np.int64), is_candidate)
    years = pd.arrays.IntegerArray(_years(rng, OCOP_YEARS, count), is_candidate)
    status = chosen(is_candidate, OcopStatus.CANDIDATE.value, OcopStatus.RECOGNISED.value)
    columns = {
        "product_id": ids,
        "name": _texts(facilities, numbers, "products"),
        "producer": facilities.names[numbers],
        "facility_id": facilities.ids[numbers],
        "sector": facilities.sectors[numbers],
        **facilities.place_columns(numbers),
        "stars": stars,
        "status": status,
        "recognised_year": years,
    }
    known = np.flatnonzero(~is_candidate)
    recognitions = {
        "recognition_id": numbered("mh-r", range(1, len(known) + 1)),
        "product_id": ids[known],
        "year": years[known],
        "stars": stars[known],
        "status": OcopStatus.RECOGNISED.value,
    }
    return {
        "ocop_products": filled_table("ocop_products", count, columns),
        "ocop_recognitions": filled_table("ocop_recognitions", len(known), recognitions),
    }


def _typical(rng: "Generator", facilities: "Facilities", numbers: "Numbers") -> pd.DataFrame:
    count = len(numbers)
    levels = np.array([level.value for level in TypicalLevel], dtype=object)
    columns = {
        "typical_id": numbered("mh-tb", range(1, count + 1)),
        "product": _texts(facilities, numbers, "products"),
        "producer": facilities.names[numbers],
        "facility_id": facilities.ids[numbers],
        "sector": facilities.sectors[numbers],
        "district_code": facilities.places.district_code[numbers],
        "level": rng.choice(levels, size=count, p=(0.7, 0.2, 0.1)),
        "year": _years(rng, TYPICAL_YEARS, count),
        "is_proposed": False,
        "is_implied": False,
        "is_merged_province": False,
    }
    return filled_table("typical_products", count, columns)


def _flows(rng: "Generator", facilities: "Facilities", makers: "Numbers") -> pd.DataFrame:
    """Return one to three flows a maker: to a country, or to a group that stays a group."""
    numbers = np.repeat(makers, rng.integers(1, 4, len(makers)))
    count = len(numbers)
    is_group = rng.random(count) < GROUP_SHARE
    codes = rng.choice(np.array(list(illustrative_words()["markets"]), dtype=object), size=count)
    names = texts_of(illustrative_words()["markets"], codes)
    volume = np.round(np.clip(rng.lognormal(4.2, 1.0, count), 1, 20_000), 1)
    value = np.round(volume * rng.uniform(700, 4000, count), -3)
    is_stated = rng.random(count) < 0.75
    columns = {
        "flow_id": numbered("mh-x", range(1, count + 1)),
        "product": _texts(facilities, numbers, "exports"),
        "product_group": _texts(facilities, numbers, "group"),
        "sector": facilities.sectors[numbers],
        "is_context": False,
        "market_kind": chosen(is_group, MarketKind.GROUP.value, MarketKind.COUNTRY.value),
        "market": chosen(is_group, illustrative_words()["group"]["market"], names),
        "market_iso3": chosen(is_group, None, codes),
        "is_pairing_stated": True,
        "year": _years(rng, EXPORT_YEARS, count),
        "volume": volume,
        "volume_unit": VolumeUnit.TONNES.value,
        "volume_qualifier": Qualifier.EXACT.value,
        "value": pd.arrays.FloatingArray(value, ~is_stated),
        "value_unit": chosen(is_stated, ValueUnit.USD.value, None),
        "value_qualifier": chosen(is_stated, Qualifier.EXACT.value, None),
        "basis": FlowBasis.SHIPPED.value,
        "facility_id": facilities.ids[numbers],
        "exporter": facilities.names[numbers],
        "district_code": facilities.places.district_code[numbers],
        "is_merged_province": False,
    }
    return filled_table("export_flows", count, columns)

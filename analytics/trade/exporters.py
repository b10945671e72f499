"""Who exports: one row an exporter, what sources state of each, and those whose exports are context."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.trade.grouped import category_texts, first_rows, grouped, n_values, picked_rows, tuples, whole_years

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask


def exporters(flows: pd.DataFrame, limit: int | None = None) -> pd.DataFrame:
    """Return one row an exporter, the one on most countries first; rows that name none stand in one last row.

    Columns: exporter (the source's words; "" where none is named), facility_id (missing when it is no facility of the
    record), n (rows), products and market_keys (tuples, in the order of the rows), n_countries, first_year, last_year,
    is_context (all rows are), flow_ids. The n add up to the flows, unless only the first `limit` exporters are asked for.
    """
    mine = flows if limit is None else picked_rows(flows, _of_first_exporters(flows, limit), _OF_EXPORTERS)
    named = grouped(mine, ["exporter_key"])
    first, last = named.range(mine["year"])
    table = pd.DataFrame(
        {
            "is_named": category_texts(mine["exporter_key"], named.first) != "",
            "exporter": pd.array([name or "" for name in named.first_known(mine["exporter"])], dtype="string"),
            "facility_id": pd.array(named.first_known(mine["facility_id"]), dtype="string"),
            "n": named.n,
            "n_countries": named.n_distinct(mine["market_iso3"]),
            "products": tuples(named.distinct(mine["product"])),
            "market_keys": tuples(named.distinct(mine["market_key"])),
            "flow_ids": tuples(named.lists(mine["flow_id"])),
            "first_year": whole_years(first),
            "last_year": whole_years(last),
            "is_context": named.every(mine["is_context"]),
        }
    )
    order = ["is_named", "n_countries", "n", "exporter"]
    ordered = table.sort_values(order, ascending=[False, False, False, True], kind="stable")
    return ordered.drop(columns="is_named").reset_index(drop=True)


_OF_EXPORTERS = (
    *("exporter_key", "exporter", "facility_id", "market_iso3", "market_key", "product", "flow_id", "year"),
    "is_context",
)


def _of_first_exporters(flows: pd.DataFrame, limit: int) -> "Mask":
    """Return which flows are of the exporters on most countries, or name none."""
    named = grouped(flows, ["exporter_key"])
    n_countries = named.n_distinct(flows["market_iso3"])
    is_named = category_texts(flows["exporter_key"], named.first) != ""
    ranked = np.lexsort((np.arange(len(named.n)), -named.n, -n_countries, ~is_named))
    is_shown = ~is_named
    is_shown[ranked[: min(limit, int(is_named.sum()))]] = True
    shown: Mask = is_shown[named.codes]
    return shown


def exporters_of_context(flows: pd.DataFrame) -> list[str]:
    """Return the exporters, as sources word them, all of whose flows are context."""
    named = grouped(flows, ["exporter_key"])
    names = named.first_known(flows["exporter"])
    is_context = named.every(flows["is_context"]).tolist()
    return [name for name, is_so in zip(names, is_context, strict=True) if is_so and name]


def statements_of_exporters(flows: pd.DataFrame, columns: Sequence[str], most: int) -> pd.DataFrame:
    """Return the first flows of each exporter that state a volume or a value, a rate included, at most so many: `columns` and exporter_key."""
    is_stated = (flows["volume"].notna() | flows["value"].notna()).to_numpy(dtype=bool)
    return first_rows(picked_rows(flows, is_stated, [*columns, "exporter_key"]), ["exporter_key"], most)


_SEVERAL = re.compile(r"(\d+|[Cc]ác|[Nn]hững|[Nn]hiều|[Mm]ột số|hộ(?! kinh doanh)) ")


def groups_of_exporters(flows: pd.DataFrame) -> list[str]:
    """Return the exporters that are several without a name, as sources word them: "3 doanh nghiệp may"."""
    named = flows.loc[flows["facility_id"].isna(), "exporter"].dropna().unique()
    return sorted(str(name) for name in named if _SEVERAL.match(str(name)))


def n_exporters(flows: pd.DataFrame) -> int:
    """Return how many exporters the flows name."""
    return n_values(flows["exporter_key"]) - int(flows["exporter_key"].eq("").any())


def products_by_countries(flows: pd.DataFrame) -> list[tuple[str, int]]:
    """Return each product with how many countries and territories its flows name, the largest number first, then by name."""
    named = grouped(flows, ["counted_product"])
    pairs = zip(
        category_texts(flows["counted_product"], named.first),
        named.n_distinct(flows["market_iso3"]).tolist(),
        strict=True,
    )
    return sorted(((name, n) for name, n in pairs if name is not None), key=lambda pair: (-pair[1], pair[0]))

"""One entry for each row and each combination of values that it has: a row with two markets has two entries, and counts once in a total.

Values are joined as the rules of a selection join them (`analytics.selection.row_rules`): places of a proposal are those of its
beneficiaries in the chosen places; what belongs to another table comes through the facility, values of one table from the
same row of it. A value that the selection does not choose is left out.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.crosstab.cut import SUBJECT, CrosstabMeasure, Cut, Dimension
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.row_rules import chosen_proposals
from analytics.selection.selected import Selected, within
from analytics.selection.selection import UNPLACED, Field, Selection
from analytics.trade.flows import flows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.coded import Mask

NONE = "none"
"""The value of a row that has none on record."""
COMMUNES = Vintage.COMMUNES_2020
_OWN: dict[str, dict[Dimension, str]] = {
    "facilities": {Dimension.SECTOR: "sector", Dimension.PRODUCER: "facility_id"},
    "proposals": {
        Dimension.SECTOR: "sector",
        Dimension.PROGRAMME: "programme",
        Dimension.CONTENT: "support_content",
        Dimension.STAGE: "stage",
    },
    "ocop_products": {Dimension.SECTOR: "sector", Dimension.STARS: "stars"},
    "typical_products": {Dimension.SECTOR: "sector", Dimension.YEAR: "year"},
    "export_flows": {Dimension.SECTOR: "sector", Dimension.YEAR: "year"},
}
"""The columns of a table that are fields by themselves."""
_PRODUCERS = {"ocop_products": "producer", "typical_products": "producer", "export_flows": "exporter"}
_CHOSEN: dict[Dimension, Field] = {
    Dimension.PROGRAMME: "programmes",
    Dimension.CONTENT: "contents",
    Dimension.STAGE: "stages",
    Dimension.STARS: "stars",
    Dimension.MARKET: "markets",
}
FROM, TO = "proposal_from", "proposal_to"
"""The years of the proposal that a facility's source of funding, content and stage are of, beside them."""
PROPOSAL_DIMENSIONS = (Dimension.PROGRAMME, Dimension.CONTENT, Dimension.STAGE)


def entries(selected: Selected, cut: Cut) -> pd.DataFrame:
    """Return row (its place in the prepared table), the value of each field of the cut, and FROM and TO beside fields of other proposals."""
    table, mask = SUBJECT[cut.measure], measured_rows(selected, cut.measure)
    rows = pd.DataFrame({"row": np.flatnonzero(mask)})
    parts = _parts(selected, table, cut.dimensions)
    whole = reduce(lambda left, right: left.merge(right, on="row", how="left"), parts, rows)
    for one in cut.dimensions:
        empty = UNPLACED if one is Dimension.DISTRICT else NONE
        whole[one.value] = whole[one.value].astype(object).where(whole[one.value].notna(), empty)
        chosen = [str(value) for value in getattr(selected.selection, _CHOSEN[one])] if one in _CHOSEN else []
        if chosen:
            whole = whole[whole[one.value].isin(chosen)]
    return whole


def measured_rows(selected: Selected, measure: CrosstabMeasure) -> "Mask":
    """Return which rows of the prepared table a measure is about: of exports those of facilities, not their context."""
    table = SUBJECT[measure]
    mask = selected.mask(table)
    if table == "export_flows":
        mask &= ~selected.prepared.export_flows["is_context"].to_numpy(dtype=bool)
    return mask


def _parts(selected: Selected, table: str, wanted: Sequence[Dimension]) -> list[pd.DataFrame]:
    """Return frames of row and values that are joined by the row, each with the fields that belong together."""
    makers: list[tuple[tuple[Dimension, ...], Callable[[], pd.DataFrame]]] = []
    own = tuple(_OWN[table])
    prepared, selection = selected.prepared, selected.selection
    if table == "proposals":
        places = (Dimension.DISTRICT, Dimension.COMMUNE, Dimension.PRODUCER)
        makers = [
            (own, lambda: _own(prepared, table)),
            ((Dimension.YEAR,), lambda: _periods(prepared)),
            (places, lambda: _places(selected)),
            ((Dimension.STARS, Dimension.MARKET), lambda: _of_beneficiaries(prepared, wanted)),
        ]
    else:
        here = tuple(
            one
            for one in (*own, Dimension.DISTRICT, Dimension.COMMUNE, Dimension.PRODUCER)
            if one is not Dimension.PRODUCER or table in {*_PRODUCERS, "facilities"}
        )
        makers = [
            (here, lambda: _placed(prepared, table)),
            (PROPOSAL_DIMENSIONS, lambda: _through(prepared, table, _proposals(prepared, selection))),
        ]
        if table != "ocop_products":
            makers.append(((Dimension.STARS,), lambda: _through(prepared, table, _stars(prepared))))
        if table == "export_flows":
            makers.append(((Dimension.MARKET,), lambda: _own_markets(selected)))
        else:
            makers.append(((Dimension.MARKET,), lambda: _through(prepared, table, _markets(prepared))))
        if table == "facilities":
            makers.append(((Dimension.YEAR,), lambda: _activity(prepared, selection)))
        if table == "ocop_products":
            makers.append(((Dimension.YEAR,), lambda: _recognitions(prepared, selection)))
    found = []
    for fields, make in makers:
        asked = [one.value for one in wanted if one in fields]
        if asked:
            made = make()
            found.append(made[["row", *asked, *(one for one in (FROM, TO) if one in made)]].drop_duplicates())
    return found


def _own(prepared: Prepared, table: str) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(prepared, table)
    columns = {one.value: _texts(frame[column]) for one, column in _OWN[table].items()}
    return pd.DataFrame({"row": np.arange(len(frame)), **columns})


def _texts(column: pd.Series) -> pd.Series:
    """Return values as texts, whole numbers without a point, missing ones missing."""
    return column.astype("string").astype(object).where(column.notna().to_numpy(), None).reset_index(drop=True)


def _placed(prepared: Prepared, table: str) -> pd.DataFrame:
    """Return the fields of rows that say themselves where and whose they are."""
    frame: pd.DataFrame = getattr(prepared, table)
    made = _own(prepared, table)
    made[Dimension.DISTRICT.value] = _texts(frame["district_code"])
    made[Dimension.COMMUNE.value] = _texts(prepared.units(table, COMMUNES))
    if table in _PRODUCERS:
        made[Dimension.PRODUCER.value] = _texts(frame["facility_id"].fillna(frame[_PRODUCERS[table]]))
    return made


def _periods(prepared: Prepared) -> pd.DataFrame:
    frame = prepared.proposals
    return pd.DataFrame(
        {"row": np.arange(len(frame)), Dimension.YEAR.value: _spans(frame["year_from"], frame["year_to"])}
    )


def _spans(first: pd.Series, last: pd.Series) -> pd.Series:
    """Return "2019" or "2016-2020", missing where no year is known."""
    one, other = _texts(first), _texts(last)
    spans = one.where(one.eq(other), one.astype(str) + "-" + other.astype(str))
    return spans.where(one.notna() & other.notna(), None)


def _places(selected: Selected) -> pd.DataFrame:
    """Return places and facility of each beneficiary in the chosen places; one without a place where another has one is left out."""
    prepared = selected.prepared
    frame = prepared.beneficiaries
    made = pd.DataFrame(
        {
            "row": _rows_of(frame["proposal_id"], prepared.proposals["proposal_id"]),
            Dimension.DISTRICT.value: _texts(frame["district_code"]),
            Dimension.COMMUNE.value: _texts(prepared.units("beneficiaries", COMMUNES)),
            Dimension.PRODUCER.value: _texts(frame["facility_id"]),
        }
    )
    placed_rows = made.loc[made[Dimension.DISTRICT.value].notna(), "row"]
    is_counted = made[Dimension.DISTRICT.value].notna() | ~made["row"].isin(placed_rows)
    return made[is_counted & selected.mask("beneficiaries")]


def _of_beneficiaries(prepared: Prepared, wanted: Sequence[Dimension]) -> pd.DataFrame:
    """Return stars and markets of the facilities that a proposal supports."""
    frame = prepared.beneficiaries
    made = pd.DataFrame(
        {
            "row": _rows_of(frame["proposal_id"], prepared.proposals["proposal_id"]),
            "facility_id": _texts(frame["facility_id"]),
        }
    )
    for one, of_facility in ((Dimension.STARS, _stars), (Dimension.MARKET, _markets)):
        if one in wanted:
            made = made.merge(of_facility(prepared), on="facility_id", how="left")
    asked = [one.value for one in (Dimension.STARS, Dimension.MARKET) if one in wanted]
    return made.dropna(subset=asked, how="all")


def _through(prepared: Prepared, table: str, of_facility: pd.DataFrame) -> pd.DataFrame:
    """Return what belongs to the facility of each row."""
    frame: pd.DataFrame = getattr(prepared, table)
    rows = pd.DataFrame({"row": np.arange(len(frame)), "facility_id": _texts(frame["facility_id"])})
    return rows.merge(of_facility, on="facility_id")


def _proposals(prepared: Prepared, selection: Selection) -> pd.DataFrame:
    """Return programme, content and stage of the proposals of each facility that the selection's years and choices let through."""
    own = _own(prepared, "proposals")[chosen_proposals(prepared, selection)]
    frame = prepared.beneficiaries
    links = pd.DataFrame(
        {
            "row": _rows_of(frame["proposal_id"], prepared.proposals["proposal_id"]),
            "facility_id": _texts(frame["facility_id"]),
        }
    ).dropna(subset="facility_id")
    own[[FROM, TO]] = prepared.proposals[["year_from", "year_to"]].astype(float).iloc[own["row"]].to_numpy()
    return links.merge(own, on="row").drop(columns="row")


def _stars(prepared: Prepared) -> pd.DataFrame:
    frame = prepared.ocop_products
    made = pd.DataFrame({"facility_id": _texts(frame["facility_id"]), Dimension.STARS.value: _texts(frame["stars"])})
    return made.dropna().drop_duplicates()


def _markets(prepared: Prepared) -> pd.DataFrame:
    """Return the countries that a facility is said to export to."""
    frame = prepared.export_flows
    made = pd.DataFrame(
        {"facility_id": _texts(frame["facility_id"]), Dimension.MARKET.value: _texts(frame["market_iso3"])}
    )
    return made.dropna().drop_duplicates()


def _own_markets(selected: Selected) -> pd.DataFrame:
    """Return the market of each flow: a country, a group as it is worded, a total, or that none is stated."""
    flows = flows_of(selected, with_context=False)
    return pd.DataFrame(
        {"row": flows.index.to_numpy(), Dimension.MARKET.value: flows["market_key"].astype(object).to_numpy()}
    )


def _activity(prepared: Prepared, selection: Selection) -> pd.DataFrame:
    frame = prepared.activity
    if selection.years:
        frame = frame[within(frame["year_from"], frame["year_to"], selection.years)]
    made = pd.DataFrame(
        {
            "facility_id": _texts(frame["facility_id"]),
            Dimension.YEAR.value: _spans(frame["year_from"], frame["year_to"]),
        }
    )
    return _through(prepared, "facilities", made.drop_duplicates())


def _recognitions(prepared: Prepared, selection: Selection) -> pd.DataFrame:
    frame = prepared.record["ocop_recognitions"]
    if selection.years:
        frame = frame[within(frame["year"], frame["year"], selection.years)]
    return pd.DataFrame(
        {
            "row": _rows_of(frame["product_id"], prepared.ocop_products["product_id"]),
            Dimension.YEAR.value: _texts(frame["year"]),
        }
    ).dropna()


def _rows_of(ids: pd.Series, among: pd.Series) -> "NDArray[np.int64]":
    """Return the place of each id."""
    found: NDArray[np.int64] = pd.Index(among).get_indexer(pd.Index(ids)).astype(np.int64)
    return found


def of_their_year(found: pd.DataFrame, year: str, fields: Sequence[str]) -> pd.DataFrame:
    """Return entries in which what is of a proposal is of one inside the years of the line; a row without such a one has none.

    A selection of years and a source of funding asks for a proposal of these years too.
    """
    ends = found[year].str.split("-")
    first, last = (pd.to_numeric(ends.str[at], errors="coerce") for at in (0, -1))
    is_known = found[FROM].notna() & first.notna()
    is_inside = found[FROM].ge(first) & found[TO].le(last)
    is_other = (found[FROM].isna() & (found[list(fields)] != NONE).any(axis=1)) | (is_known & ~is_inside)
    is_other &= first.notna()
    kept = found.assign(is_other=is_other, **{name: found[name].mask(is_other, NONE) for name in fields})
    has_own = kept.groupby(["row", year])["is_other"].transform(lambda one: not one.all())
    return kept[~(kept["is_other"] & has_own)].drop(columns="is_other")

"""The views that QGIS opens: points where a row is placed, and how good each is."""

import geopandas as gpd
import pytest
import sqlalchemy as sa

from geodata.settings import StoreAddress
from geodata.store import Change, Store, open_store
from geodata.store.postgis import set_views, unit_points
from tests.geodata.store.store_rows import beneficiary, facility, proposal, source

EXACT = {"location_quality": "exact", "lon": 106.2, "lat": 21.3}


@pytest.fixture
def shared(postgres_address: StoreAddress) -> Store:
    store = open_store(postgres_address)
    places = [
        facility("exact", **EXACT),
        facility("in-commune", location_quality="commune", commune_code="07201"),
        facility("in-district"),
        facility("nowhere", location_quality="unknown", district_code=None),
        facility("removed"),
    ]
    proposals = [
        proposal(),
        proposal("de-an-2"),
        beneficiary("b-1", "de-an-1", "exact"),
        beneficiary("b-2", "de-an-1", None),
    ]
    store.commit([source(), *places, *proposals], who="lan", action="import")
    store.commit([Change("facilities", "removed", None, 1)], who="lan", action="edit")
    yield store
    store.close()


def read(store: Store, view: str) -> gpd.GeoDataFrame:
    return gpd.read_postgis(f"SELECT * FROM {view} ORDER BY fid", store.database.engine, geom_col="geom")  # noqa: S608 - ours


def test_facilities_stand_where_they_are_known_to_be(shared: Store) -> None:
    shown = read(shared, "facilities_map").set_index("facility_id")
    assert shown.crs.to_epsg() == 4326
    assert list(shown.index) == ["exact", "in-commune", "in-district", "nowhere"]
    assert (shown.geom["exact"].x, shown.geom["exact"].y) == (106.2, 21.3)
    points = {(one["level"], one["code"]): (one["lon"], one["lat"]) for one in unit_points()}
    for key, unit in (("in-commune", ("commune", "07201")), ("in-district", ("district", "213"))):
        assert (shown.geom[key].x, shown.geom[key].y) == pytest.approx(points[unit])
    assert shown.geom["nowhere"] is None
    assert shown["location_quality"].tolist() == ["exact", "commune", "district", "unknown"]


def test_a_proposal_stands_at_each_beneficiary(shared: Store) -> None:
    shown = read(shared, "proposals_map")
    assert shown["proposal_id"].tolist() == ["de-an-1", "de-an-1", "de-an-2"]
    assert shown["n_beneficiaries"].tolist() == [2, 2, 0]
    assert shown["location_quality"].tolist() == ["exact", "district", "unknown"]
    assert shown.geom.notna().tolist() == [True, True, False]


def test_the_views_follow_each_commit(shared: Store) -> None:
    shared.commit([facility("nowhere", version=1, **EXACT)], who="lan", action="edit")
    assert read(shared, "facilities_map").geom.notna().all()


def test_a_database_names_its_layers_to_a_gis(shared: Store) -> None:
    with shared.reading() as connection:
        layers = connection.execute(sa.text("SELECT f_table_name, type, srid FROM geometry_columns ORDER BY 1")).all()
    assert [tuple(layer) for layer in layers if layer[0].endswith("_map")] == [
        ("facilities_map", "POINT", 4326),
        ("proposals_map", "POINT", 4326),
    ]


def test_the_views_can_be_set_again(shared: Store) -> None:
    with shared.writing() as connection:
        assert set_views(connection)
    assert len(read(shared, "facilities_map")) == 4


def test_a_point_lies_in_its_unit() -> None:
    assert {len([one for one in unit_points() if one["level"] == level]) for level in ("commune", "district")} >= {10}
    assert all(105.8 < one["lon"] < 107.1 and 21.1 < one["lat"] < 21.7 for one in unit_points())

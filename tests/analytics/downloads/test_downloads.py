"""Every file holds exactly what is selected, says so, and keeps numbers numbers and texts texts."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings

from analytics.downloads import PLACED_TABLES, ExportFormat, content, export, export_name
from analytics.downloads.areas import area_table
from analytics.downloads.fields import SHEET_TITLES
from analytics.downloads.rows import visits
from analytics.downloads.table import ColumnKind, TooManyRowsError
from analytics.downloads.workbook import export_workbook
from analytics.maps.measures import Measure
from analytics.maps.words import ITEMISED_NAMES
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpis
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.selection.unit_table import unit_table
from analytics.wording.language import Language
from geodata.harmless import FORMULA, NUMBER
from geodata.record import Record
from tests.analytics.downloads.reading import OCCASION, VI, csv_files, rows_of_sheet, sheets
from tests.analytics.strategies import selections

COUNTED = ("facilities", "proposals", "ocop_products", "typical_products", "export_flows", "beneficiaries")
HOSTILE = (
    "=1+1",
    "@x",
    "+1",
    "-1",
    "\t=1",
    "＝1",
    '=cmd|" /C calc"!A0',
    "' =1",
    "\r=1",
    "1\x00\x0b2\ufffe",
    "<b>&amp;\u202e",
    "x" * 40_000,
)


@pytest.fixture(scope="module")
def hostile(record: Record) -> Prepared:
    facilities = record["facilities"].copy()
    facilities.loc[: len(HOSTILE) - 1, "name"] = HOSTILE
    facilities.loc[: len(HOSTILE) - 1, "note"] = HOSTILE
    proposals = record["proposals"].copy()
    proposals.loc[: len(HOSTILE) - 1, "title"] = HOSTILE
    return prepare(Record({**record.tables, "facilities": facilities, "proposals": proposals}))


@pytest.fixture(scope="module")
def book(whole: Selected) -> dict[str, Any]:
    return sheets(export(whole, ExportFormat.XLSX, OCCASION))


@pytest.fixture(scope="module")
def package(whole: Selected, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "a.gpkg"
    path.write_bytes(export(whole, ExportFormat.GEOPACKAGE, OCCASION))
    return path


def title(name: str) -> str:
    message = SHEET_TITLES[name]
    return VI.text(message)


def test_the_workbook_has_a_sheet_a_table_with_the_rows_of_the_key_figures(
    whole: Selected, book: dict[str, Any]
) -> None:
    figures = {one.id: one.value for one in kpis(whole, whole)}
    facilities = rows_of_sheet(book[title("facilities")])
    proposals = rows_of_sheet(book[title("proposals")])
    assert next(iter(book)) == VI.text("Scope")
    assert len(facilities) == figures[KpiId.FACILITIES]
    assert len(rows_of_sheet(book[title("ocop_products")])) == figures[KpiId.OCOP]
    assert len(proposals) == figures[KpiId.PROPOSALS]
    support = VI.text("Support (VND)")
    assert sum(row[support] or 0 for row in proposals) == figures[KpiId.SUPPORT]


def test_cells_are_typed(book: dict[str, Any]) -> None:
    sheet = book[title("proposals")]
    heads = [cell.value for cell in sheet[1]]
    column = heads.index(VI.text("Support (VND)"))
    amounts = [row[column] for row in sheet.iter_rows(min_row=2) if row[column].value is not None]
    assert {cell.data_type for cell in amounts} == {"n"}
    assert {cell.number_format for cell in amounts} == {"#,##0"}
    days = [row[heads.index(VI.text("Assigned on"))] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in days if cell.value is not None} == {"d", "s"}
    assert {cell.value.strftime("%d/%m/%Y") for cell in days if cell.data_type == "d"} >= {"24/03/2020", "12/12/2016"}
    assert "2018" in {cell.value for cell in days if cell.data_type == "s"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("B2", "A1")


def test_every_row_names_its_beneficiaries_and_sources(prepared: Prepared, book: dict[str, Any]) -> None:
    rows = {row[VI.text("Code")]: row for row in rows_of_sheet(book[title("proposals")])}
    assert rows["da-2020-quoc-gia-may-cnc"][VI.text("Beneficiaries")].count("; ") == 2
    listed = {row[VI.text("Code")] for row in rows_of_sheet(book[title("sources")])}
    cited = {
        id_
        for name in COUNTED
        for row in rows_of_sheet(book[title(name)])
        for id_ in row[VI.text("Source codes")].split(";")
    }
    assert cited <= listed <= set(prepared.record["sources"]["source_id"])
    addresses = [row[VI.text("Address")] for row in rows_of_sheet(book[title("sources")])]
    assert any(str(one).startswith("http") for one in addresses)
    assert not any(sheet._hyperlinks for sheet in book.values())


@settings(max_examples=6)
@given(selection=selections())
def test_every_number_of_the_csv_files_is_raw_and_amounts_say_their_unit(
    prepared: Prepared, selection: Selection
) -> None:
    rows = select(prepared, selection)
    files = list(csv_files(export(rows, ExportFormat.CSV, OCCASION)).values())[1:]
    whole = content(rows, OCCASION)
    for table, (head, *lines) in zip((*whole.tables, *whole.notes), files, strict=True):
        for place, column in enumerate(table.columns):
            values = [line[place] for line in lines if line[place]]
            if not column.kind.is_text:
                assert all(map(NUMBER.fullmatch, values)), column.heading
            assert (column.kind is ColumnKind.MONEY) == head[place].endswith("(đồng)"), head[place]


@pytest.mark.parametrize("form", [ExportFormat.XLSX, ExportFormat.CSV])
def test_no_cell_is_a_formula_whatever_a_text_says(hostile: Prepared, form: ExportFormat) -> None:
    made = export(select(hostile, Selection()), form, OCCASION)
    if form is ExportFormat.CSV:
        cells = [cell for rows in csv_files(made).values() for row in rows for cell in row]
        assert not any(FORMULA.match(cell) and not NUMBER.fullmatch(cell) for cell in cells)
        assert "'=1+1" in cells
    else:
        cells = [cell for sheet in sheets(made).values() for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
        texts = {cell.value for cell in cells if cell.data_type == "s"}
        assert {"=1+1", "@x", "+1", "-1", "＝1", "12", "<b>&amp;\u202e"} <= texts
        assert max(len(text) for text in texts) == 32_767


def test_hostile_texts_leave_unchanged_as_shapes(hostile: Prepared, tmp_path: Path) -> None:
    selected = select(hostile, Selection())
    data = json.loads(export(selected, ExportFormat.GEOJSON, OCCASION))
    path = tmp_path / "a.gpkg"
    path.write_bytes(export(selected, ExportFormat.GEOPACKAGE, OCCASION))
    assert "=1+1" in {one["properties"]["name"] for one in data["features"]}
    kept = [pyogrio.read_dataframe(path, layer=name)["name"] for name in ("facilities", "context")]
    assert set(HOSTILE[:8]) <= {name for names in kept for name in names}


@given(selections())
@settings(max_examples=5)
def test_any_selection_leaves_whole(prepared: Prepared, selection: Selection) -> None:
    selected = select(prepared, selection)
    made = {one.name: one.frame for one in content(selected, OCCASION).tables}
    for name in (*COUNTED, "context", "unrecognised"):
        key = "facility_id" if name == "context" else "product_id" if name == "unrecognised" else None
        expected = selected.frame(name)
        key = key or str(expected.columns[0])
        assert made[name][key].tolist() == expected[key].tolist() if name in made else expected.empty
    files = csv_files(export(selected, ExportFormat.CSV, OCCASION))
    assert {len(rows) - 1 for name, rows in files.items() if name.startswith("01-")} == {selected.count("facilities")}


def test_a_csv_keeps_numbers_and_dates_plain(whole: Selected) -> None:
    files = csv_files(export(whole, ExportFormat.CSV, OCCASION, "proposals"))
    assert [name[:2] for name in files] == ["00", "01", "02", "03"]
    head, *rows = next(rows for name, rows in files.items() if name.startswith("01-"))
    amounts = [row[head.index(VI.text("Support (VND)"))] for row in rows]
    assert sum(int(one) for one in amounts if one) == whole.proposals["support_vnd"].sum()
    assert "2020-03-24" in {row[head.index(VI.text("Assigned on"))] for row in rows}


@pytest.mark.parametrize("name", PLACED_TABLES)
def test_geojson_holds_the_placed_rows_and_counts_the_others(whole: Selected, name: str) -> None:
    data = json.loads(export(whole, ExportFormat.GEOJSON, OCCASION, name))
    assert data["n_rows"] == whole.count(name)
    assert len(data["features"]) + data["n_unplaced"] == data["n_rows"]
    assert data["n_unplaced"] > 0 or name in {"context", "ocop_products"}
    for feature in data["features"]:
        pairs = feature["geometry"]["coordinates"]
        for lon, lat in pairs if name == "proposals" else [pairs]:
            assert 105.8 < lon < 107.1
            assert 21.1 < lat < 21.7
    assert data["sources"]
    assert "crs" not in data
    assert data["exported_at"] == "2026-11-21T09:30"


def test_geojson_is_read_by_others(whole: Selected, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(export(whole, ExportFormat.GEOJSON, OCCASION, "proposals"))
    frame = gpd.read_file(path)
    assert frame.crs.to_epsg() == 4326
    assert set(frame.geom_type) == {"MultiPoint"}
    placed = frame.set_index("proposal_id")["support_vnd"]
    expected = whole.proposals.set_index("proposal_id")["support_vnd"].reindex(placed.index)
    assert placed.fillna(-1).tolist() == expected.fillna(-1).tolist()


def test_the_geopackage_holds_every_row_and_measures_of_the_areas(whole: Selected, package: Path) -> None:
    for name in (*COUNTED, "context"):
        assert len(pyogrio.read_dataframe(package, layer=name)) == whole.count(name)
    proposals = pyogrio.read_dataframe(package, layer="proposals")
    assert proposals["support_vnd"].sum() == whole.proposals["support_vnd"].sum()
    assert proposals.geometry.isna().any()
    areas = pyogrio.read_dataframe(package, layer="areas").set_index("code")
    expected = unit_table(whole).loc[areas.index]
    assert len(areas) == 10
    assert areas["facilities"].tolist() == expected["facilities"].tolist()
    assert areas["support_vnd"].fillna(-1).tolist() == expected["support_vnd"].fillna(-1).tolist()
    about = dict(pyogrio.read_dataframe(package, layer="about", read_geometry=False)[["name", "value"]].to_numpy())
    assert about[VI.text("Downloaded on")] == "21/11/2026 09:30"


def test_columns_of_areas_say_that_they_count_rows(whole: Selected) -> None:
    """Of a district more may be published than is itemised: the file names the column as the map does where rows alone are counted."""
    headings = {column.heading for column in area_table(whole, OCCASION)[1]}
    counted = (Measure.FACILITIES, Measure.PROPOSALS, Measure.OCOP, Measure.TYPICAL)
    assert {VI.text(ITEMISED_NAMES[one]) for one in counted} <= headings
    assert VI.text(ITEMISED_NAMES[Measure.OCOP]) == "OCOP có danh mục"


def test_the_geopackage_brings_a_style_for_each_layer(package: Path) -> None:
    with sqlite3.connect(package) as database:
        styles = dict(database.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
        registered = [row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")]
        triggers = list(
            database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'layer_styles'")
        )
    assert set(styles) == {"areas", *PLACED_TABLES}
    assert "layer_styles" in registered
    assert triggers == []
    for name, style in styles.items():
        root = ET.fromstring(style)  # noqa: S314 - our own text
        fields = set(pyogrio.read_info(package, layer=name)["fields"])
        assert {one.get("field") for one in root.iter("alias")} == fields
        renderer = root.find("renderer-v2")
        assert renderer is not None
        assert renderer.get("attr") in {*fields, None}
        names = [one.get("name") for one in root.iter("symbol")]
        used = [one.get("symbol") for one in (*root.iter("category"), *root.iter("range"))]
        assert set(used) <= set(names)


def test_what_a_style_names_are_values_of_the_layer(package: Path) -> None:
    with sqlite3.connect(package) as database:
        styles = dict(database.execute("SELECT f_table_name, styleQML FROM layer_styles"))
    for name, field in (("facilities", "sector"), ("proposals", "stage")):
        named = {one.get("value") for one in ET.fromstring(styles[name]).iter("category")}  # noqa: S314 - our own text
        assert set(pyogrio.read_dataframe(package, layer=name)[field]) <= named


def test_a_file_says_what_is_selected_when_and_from_what(prepared: Prepared) -> None:
    selection = Selection(districts=("213", "215", "216", "217"), years=(2016, 2020))
    selected = select(prepared, selection)
    lines = content(selected, OCCASION).about
    texts = dict(lines)
    assert texts[f"{VI.text('Selection')}: {VI.text('Years')}"] == "2016–2020"
    assert texts[f"{VI.text('Selection')}: {VI.text('Districts')}"].count(", ") == 3
    assert texts[VI.text("The same choice as an address")] == "?district=213"
    assert texts[VI.text("Revision of the data")] == 0
    left_out = VI.text("Left out, as no source dates them: {table}", table="")
    assert sum(name.startswith(left_out) for name, _ in lines) == len(selected.undated) > 0


def test_what_is_illustrative_says_so_everywhere(record: Record) -> None:
    prepared = prepare(replace(record, is_illustrative=True))
    selected = select(prepared, Selection())
    found = sheets(export(selected, ExportFormat.XLSX, OCCASION))
    flag, value = VI.text("Nature of the data"), VI.text("illustrative, not real")
    assert all(row[flag] == value for name in COUNTED for row in rows_of_sheet(found[title(name)]))
    assert next(found[VI.text("Scope")].iter_rows(min_row=2, values_only=True))[0] == VI.text("ILLUSTRATIVE DATA")
    data = json.loads(export(selected, ExportFormat.GEOJSON, OCCASION))
    assert data["is_illustrative"] is True
    assert {one["properties"]["data_nature"] for one in data["features"]} == {value}


def test_the_rules_leave_whole_and_as_what_they_are(record: Record) -> None:
    """Law stands beside any selection, and stays real beside a survey that is not."""
    prepared = prepare(replace(record, is_illustrative=True))
    found = sheets(export(select(prepared, Selection(districts=("219",))), ExportFormat.XLSX, OCCASION))
    rows = {row[VI.text("Code")]: row for row in rows_of_sheet(found[title("rules")])}
    assert set(rows) == set(record["rules"]["rule_id"])
    model = rows["tt28-2018-demonstration-model"]
    assert (model[VI.text("Amount")], model[VI.text("For one")]) == (1_000_000_000, "mô hình")
    assert model[VI.text("Largest share of the cost (0 to 1)")] == 0.3
    assert VI.text("Nature of the data") not in model


def test_file_names_have_no_diacritics_and_the_day(prepared: Prepared) -> None:
    selected = select(prepared, Selection(districts=("219",), years=(2016, 2020)))
    name = export_name(selected, ExportFormat.GEOJSON, OCCASION, title("facilities"))
    assert name == "khuyen-cong-bac-giang_co-so-cnnt_luc-ngan-2016-2020_2026-11-21.geojson"


@pytest.mark.parametrize("code", ["vi", "en"])
def test_titles_name_sheets(code: Any) -> None:
    titles = [Language(code).text(text) for text in SHEET_TITLES.values()]
    assert len(set(titles)) == len(titles)
    assert all(len(one) <= 31 and not set(one) & set("[]:*?/\\'") for one in titles)


def test_a_table_longer_than_a_sheet_is_refused(whole: Selected, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.downloads.workbook._MOST_ROWS", 20)
    with pytest.raises(TooManyRowsError, match="narrow the selection"):
        export_workbook(content(whole, OCCASION))


def test_the_workbook_tells_how_far_it_is(whole: Selected) -> None:
    told: list[float] = []
    export_workbook(content(whole, OCCASION), told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_visits_follow_places_years_and_their_facilities(record: Record) -> None:
    own = record["facilities"][record["facilities"]["district_code"].eq("213")].iloc[0]
    rows = [
        {
            "visit_id": "v1",
            "year": 2020,
            "facility_id": own["facility_id"],
            "district_code": "213",
            "location_quality": "district",
        },
        {"visit_id": "v2", "year": 2021, "district_code": None, "location_quality": "unknown"},
    ]
    frame = pd.DataFrame(rows, columns=list(record["survey_visits"].columns)).astype(
        dict(record["survey_visits"].dtypes)
    )
    frame = frame.assign(source_ids="s001")
    with_visits = prepare(Record({**record.tables, "survey_visits": frame}))

    def chosen(**fields: Any) -> list[str]:
        return visits(select(with_visits, Selection(**fields)))["visit_id"].tolist()

    assert chosen() == ["v1", "v2"]
    assert chosen(districts=("213",)) == ["v1"]
    assert chosen(districts=("unplaced",)) == ["v2"]
    assert chosen(years=(2021, 2021)) == ["v2"]
    assert chosen(sectors=(own["sector"],)) == ["v1"]


def test_a_stage_leaves_with_the_word_of_its_source(prepared: Prepared, book: dict[str, Any]) -> None:
    sheet = book[title("proposals")]
    head, *rows = sheet.iter_rows(values_only=True)
    places = [head.index(VI.text(name)) for name in ("Status", "Status as written")]
    words = {tuple(row[place] for place in places) for row in rows}
    assert ("Đã hỗ trợ", "đã đầu tư") in words
    assert len(rows) == len(prepared.proposals)
    assert all(written for _, written in words)

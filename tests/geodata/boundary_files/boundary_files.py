"""Boundary files as an office might hold them, made of our own layers."""

import json
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.affinity import translate

from analytics.boundaries.words import boundary_note_text, boundary_problem_text
from analytics.wording.language import Language
from geodata.boundaries import UNIT_LAYERS, bundled_path, layer_path, own_path
from geodata.boundary_files.problems import BoundaryFileError, NoteCode, Value
from geodata.boundary_files.replace import Taken, replace
from geodata.boundary_files.unit_sets import unit_set

SOURCE = "Sở Tài nguyên và Môi trường, bản đồ hành chính 2024"


def own_units(vintage: str, crs: str = "EPSG:3405") -> gpd.GeoDataFrame:
    """Return a layer with the columns and the coordinate system (VN-2000) of an office."""
    units = unit_set(vintage)
    features = json.loads(bundled_path(vintage).read_text("utf-8"))["features"]
    features = [feature for feature in features if feature["properties"]["code"] in units.units]
    frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326").to_crs(crs)
    named = [units.units[code] for code in frame["code"]]
    districts = {code: unit.name for code, unit in unit_set("districts_2024").units.items()}
    columns = {
        "OBJECTID": range(1, len(frame) + 1),
        "Mã": [unit.code for unit in named],
        "TEN_XA" if units.level == "commune" else "TEN_HUYEN": [unit.name for unit in named],
        "THUOC": [districts.get(unit.parent_code or "", "Tỉnh Bắc Giang") for unit in named],
        "DTICH_HA": (frame.area / 1e4).round(2) if frame.crs.is_projected else 0.0,
    }
    return gpd.GeoDataFrame(columns, geometry=frame.geometry, crs=frame.crs)


def jittered(frame: gpd.GeoDataFrame, metres: float) -> gpd.GeoDataFrame:
    """Return the frame with each corner of each unit moved on its own, so that neighbours no longer share lines."""
    rng = np.random.default_rng(7)
    shapes = [
        shapely.transform(shape, lambda points: points + _closed(rng.uniform(-metres, metres, points.shape), points))
        for shape in frame.geometry
    ]
    return frame.set_geometry(shapely.make_valid(np.array(shapes)), crs=frame.crs)


def _closed(moves: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Move the last corner of a ring as the first."""
    _, first, which = np.unique(points, axis=0, return_index=True, return_inverse=True)
    return moves[first][which.ravel()]


def shifted(frame: gpd.GeoDataFrame, degrees: float) -> gpd.GeoDataFrame:
    moved = frame.to_crs("EPSG:4326")
    return moved.set_geometry([translate(shape, degrees) for shape in moved.geometry], crs="EPSG:4326")


def geopackage(frame: gpd.GeoDataFrame, path: Path, layer: str = "DiaPhan") -> Path:
    frame.to_file(path, layer=layer, driver="GPKG", mode="a" if path.exists() else "w")
    return path


def geojson(frame: gpd.GeoDataFrame, path: Path) -> Path:
    path.write_text(frame.to_crs("EPSG:4326").to_json(ensure_ascii=False), "utf-8")
    return path


def shapefile(
    frame: gpd.GeoDataFrame, path: Path, *, encoding: str = "UTF-8", leave_out: tuple[str, ...] = (), folder: str = ""
) -> Path:
    """Write a zipped Shapefile; texts in an encoding of the office, parts left out by suffix."""
    with tempfile.TemporaryDirectory() as made:
        frame.to_file(Path(made) / "DiaPhan.shp", driver="ESRI Shapefile", encoding=encoding)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(Path(made).iterdir()):
                if part.suffix not in leave_out:
                    archive.write(part, f"{folder}{part.name}")
    return path


def noted(taken: Taken) -> dict[NoteCode, dict[str, Value]]:
    """Return the values of what was understood and done, by code, having checked that all can be put in words."""
    assert all(boundary_note_text(note, Language("vi")) for note in taken.report)
    return {note.code: dict(note.values) for note in taken.report}


def refusal(path: Path, **options: str) -> str:
    """Return why a file is refused, as a log has it, having checked that nothing changed and that all can be put in words."""
    vintage = options.pop("vintage", "districts_2024")
    before = {name: layer_path(name).read_bytes() for name in UNIT_LAYERS}
    with pytest.raises(BoundaryFileError) as caught:
        replace(path, attribution=SOURCE, vintage=vintage, **options)
    assert {name: layer_path(name).read_bytes() for name in UNIT_LAYERS} == before
    assert not own_path(vintage).parent.exists()
    assert all(boundary_problem_text(problem, Language("vi")) for problem in caught.value.problems)
    return str(caught.value)

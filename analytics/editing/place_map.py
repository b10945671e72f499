"""The map on which a row is placed: the communes, the one that is chosen, the point that was clicked."""

from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import district_name
from analytics.wording.language import Language
from geodata import layers as ml
from geodata.places.point_in_unit import commune_at

_GROUND = {"light": "#e6edf0", "dark": "#2a3641"}
MARK = {"light": "#b3261e", "dark": "#ff8a80"}


def place_state(
    commune: str | None, district: str | None, point: tuple[float, float] | None, theme: str, language: Language
) -> ml.MapState:
    """Return the state of the map; `point` is (lon, lat) in degrees, EPSG:4326."""
    units = units_of(Vintage.COMMUNES_2020)
    near = tuple(code for code, unit in units.items() if district and unit.district_code == district)
    marks = (ml.MapMark("point", point[1], point[0], 0, "exact", language.text("The chosen place")),) if point else ()
    return ml.MapState(
        vintage=Vintage.COMMUNES_2020.value,
        is_circles=False,
        areas={
            code: ml.Area(_GROUND[theme], missing=False, lines=(district_name(unit.district_code, language),))
            for code, unit in units.items()
        },
        selected=(commune,) if commune else (),
        focus=(commune,) if commune else near,
        styles=(ml.MarkStyle(0, MARK[theme]),),
        layers=(ml.Layer("facility", language.text("place"), marks),),
        legend=ml.Legend(language.text("Click the place of the record"), ()),
    )


def read_point(text: str) -> tuple[float, float, str] | None:
    """Return (lon, lat, commune) of a click that the browser told as "lat,lon"; None for what lies in no commune."""
    parts = text.split(",")
    try:
        lat, lon = (round(float(part), 6) for part in parts)
    except ValueError:
        return None
    commune = commune_at(lon, lat)
    return None if commune is None else (lon, lat, commune)

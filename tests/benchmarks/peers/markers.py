"""What people start from: a select box, figures, a table and one marker a facility with its name, clustered.

`fast` hands over all markers in one go; `fast_unnamed` does so without the names, which then nobody can read on the map.
"""

import sys
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from branca.element import MacroElement
from folium.plugins import FastMarkerCluster, MarkerCluster
from folium.template import Template
from streamlit_folium import st_folium

ASSETS = "../../app/static"
MARKERS = {
    "fast": "function (row) { return L.marker(new L.LatLng(row[0], row[1])).bindTooltip(row[2]); };",
    "fast_unnamed": "function (row) { return L.marker(new L.LatLng(row[0], row[1])); };",
}
"""Without the awesome-markers icons of the default, which would be one more asset to load."""
kind = sys.argv[1]


class Shown(MacroElement):
    """Says on the page, after all markers are in place, how many there are."""

    _template = Template(
        '{% macro script(this, kwargs) %}document.body.setAttribute("data-shown", "{{ this.count }}");{% endmacro %}'
    )

    def __init__(self, count: int) -> None:
        super().__init__()
        self._name = "Shown"
        self.count = count


@st.cache_data
def facilities() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).with_name("points.csv"), dtype={"district": str})


def local(element: folium.Map | MarkerCluster, js: list[str], css: list[str]) -> None:
    element.default_js = [(name, f"{ASSETS}/{name}") for name in js]
    element.default_css = [(name, f"{ASSETS}/{name}") for name in css]


st.set_page_config(layout="wide")
frame = facilities()
sector = st.selectbox("Sector", ["all", *sorted(frame["sector"].unique())], key="sector")
chosen = frame if sector == "all" else frame[frame["sector"] == sector]
left, right = st.columns(2)
left.metric("Facilities", len(chosen))
right.metric("Districts", chosen["district"].nunique())

fmap = folium.Map(location=[21.35, 106.4], zoom_start=10, tiles=None)
fmap.options["maxZoom"] = 18
local(fmap, ["leaflet.js"], ["leaflet.css"])
points = chosen[["lat", "lon"]].to_numpy().tolist()
if kind == "plain":
    cluster = MarkerCluster()
    for point, name in zip(points, chosen["name"], strict=True):
        folium.Marker(point, tooltip=name).add_to(cluster)
else:
    named = [[*point, name] for point, name in zip(points, chosen["name"], strict=True)]
    cluster = FastMarkerCluster(named if kind == "fast" else points, callback=MARKERS[kind])
local(cluster, ["leaflet.markercluster.js"], ["MarkerCluster.css", "MarkerCluster.Default.css"])
fmap.add_child(cluster)
fmap.add_child(Shown(len(chosen)))
st_folium(fmap, use_container_width=True, returned_objects=[], key="map")
st.table(chosen.groupby("district").size().rename("facilities").to_frame().T)
st.text(f"total {len(chosen)}")

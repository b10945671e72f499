"""The least that a Streamlit page with a map can be: an empty folium map."""

import folium
from streamlit_folium import st_folium

ASSETS = "../../app/static"

fmap = folium.Map(location=[21.35, 106.4], zoom_start=10, tiles=None)
fmap.default_js = [("leaflet", f"{ASSETS}/leaflet.js")]
fmap.default_css = [("leaflet_css", f"{ASSETS}/leaflet.css")]
fmap.options["maxZoom"] = 18
st_folium(fmap, use_container_width=True, returned_objects=[])

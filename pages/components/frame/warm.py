"""What is made ready before the first visit: the modules of the frame, the files that are served, the prepared record."""

import logging
from importlib import import_module

from geodata.settings import SettingError, illustrative_facilities
from geodata.store.model import RecordScope
from pages.components.browser.assets import assets_version
from pages.components.frame import screen_frame
from pages.components.visit import office

FIRST_SCREEN = (
    *(
        f"pages.components.{name}"
        for name in ("map.kpi_panel", "map.map_controls", "map.breadcrumb", "panels.card_panel", "map.list_panel")
    ),
    "analytics.selection.unit_table",
    "analytics.maps.state",
    "geodata.layers.base",
    "geodata.layers.state_element",
    "folium.plugins",
)
"""What the panels of map and units load, without themselves: Streamlit serves the map's frame only when a visit loads it."""


def warm() -> None:
    """Make ready; what is wrong with a setting is told by the screen of each visit."""
    try:
        assets_version()
        if illustrative_facilities() is None:
            office.current_record().now(RecordScope.ALL)
        else:
            office.illustrative()
        for name in FIRST_SCREEN:
            import_module(name)
    except SettingError as error:
        logging.getLogger(__name__).warning("%s: %s", screen_frame.__name__, error)

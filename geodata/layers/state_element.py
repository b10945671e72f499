"""The state as an element of a folium map, which lays it over the base map."""

import folium
from branca.element import MacroElement
from folium.template import Template


def state_group(payload: str) -> folium.FeatureGroup:
    """Return the feature group that brings the payload of a state to a map that is already on the screen."""
    group = folium.FeatureGroup(name="state", control=False)
    group.add_child(_StateElement(payload))
    return group


class _StateElement(MacroElement):
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.khuyenCong.then((map) => map.update("{{ this.payload }}"));
        {% endmacro %}
        """
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PromotionMapState"
        self.payload = payload

"""The state as an element of a folium map, which lays it over the base map."""

from collections.abc import Sequence

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from geodata.layers.payload import encode
from geodata.layers.state import MapMark


def state_group(payload: str, pins: Sequence[MapMark] = ()) -> folium.FeatureGroup:
    """Return the feature group that brings the payload of a state, and the places of one record, to a map that is on the screen."""
    group = folium.FeatureGroup(name="state", control=False)
    group._id = "state"  # noqa: SLF001 - the same each time, as what is written of it
    group.add_child(_StateElement(payload, encode(pins)))
    return group


class _StateElement(MacroElement):
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.khuyenCong.then((map) => map.update("{{ this.payload }}"));
            window.khuyenCong.then((map) => map.point("{{ this.pins }}"));
        {% endmacro %}
        """
    )

    def __init__(self, payload: str, pins: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "PromotionMapState", "state"
        self.payload, self.pins = payload, pins

    def render(self, **kwargs: object) -> str:
        """Put the script into the figure as it is: a payload is no template, and to compile it as one takes longer than all else."""
        script: str = self._template.module.script(self, kwargs)
        self.get_root().script.add_child(_Written(script), name=self.get_name())  # type: ignore[attr-defined]
        return script


class _Written(Element):
    """A part of a page that is written already."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **kwargs: object) -> str:
        """Return the text."""
        del kwargs
        return self._text

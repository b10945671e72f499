"""The ground of a map as a picture: its places, its colours, its weight."""

import re
from urllib.parse import unquote

from analytics.figures.drawn.flow_map import INSET, WORLD
from analytics.figures.drawn.ground import FilledPolygons, MapExtent, ground
from analytics.figures.drawn.world import countries, joined_lines, viet_nam, world_outline

FRAME = MapExtent(west=0, south=0, east=10, north=20, step=0.5)
SQUARE = ([1.0, 3.0, 3.0, 1.0, 1.0], [1.0, 1.0, 2.0, 2.0, 1.0])


def _svg(image: dict[str, object]) -> str:
    kind, _, svg = str(image["source"]).partition(",")
    assert kind == "data:image/svg+xml"
    return unquote(svg)


def test_a_picture_lies_where_its_frame_is() -> None:
    image = ground([FilledPolygons(SQUARE, "#eee", "#111", 1.1)], FRAME)
    assert (image["x"], image["y"], image["sizex"], image["sizey"]) == (0, 20, 10, 20)
    assert (image["xref"], image["yref"], image["layer"]) == ("x", "y", "below")
    assert "viewBox='0 0 20 40'" in _svg(image)


def test_polygons_are_written_from_place_to_place_with_their_colours() -> None:
    twice = joined_lines([SQUARE, joined_lines([SQUARE])])
    svg = _svg(ground([FilledPolygons(twice, "#eee", "#111", 1.1)], FRAME))
    assert svg.count("M2,38l4,0,0-2-4,0,0,2z") == 2
    assert "fill='#eee' stroke='#111' stroke-width='1.1'" in svg


def test_what_is_smaller_than_a_step_stays_as_a_point() -> None:
    islet = ([1.0, 1.1, 1.0], [1.0, 1.1, 1.0])
    assert "M2,38h0z" in _svg(ground([FilledPolygons(islet, "#eee", "#111", 1.1)], FRAME))


def test_every_polygon_of_the_world_and_of_the_inset_is_in_its_picture() -> None:
    shapes = joined_lines(viet_nam().values())
    for line, frame in ((world_outline(), WORLD), (shapes, INSET)):
        svg = _svg(ground([FilledPolygons(line, "#eee", "#111", 1)], frame))
        n_gaps = sum(1 for x, after in zip(line[0], line[0][1:], strict=False) if x is not None and after is None)
        assert len(re.findall("M", svg)) == n_gaps


def test_the_world_is_light_and_viet_nam_is_whole_in_it() -> None:
    assert len(ground([FilledPolygons(world_outline(), "#eee", "#111", 1)], WORLD)["source"]) < 45_000
    assert list(countries())[-1] == "VNM"
    assert len(countries()["VNM"][0]) > 700

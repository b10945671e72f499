"""The flow map: lines from Bắc Giang to the market countries, and Việt Nam with Hoàng Sa and Trường Sa large beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from typing import Any, get_args

import pandas as pd

from analytics.figures.chart import Cells, Chart, ChartColumn, ChartTable, row_choices
from analytics.figures.chosen import opacities, titled
from analytics.figures.drawing import PlotSpec, scatter
from analytics.figures.style import INK, PAPER, Look, figure, safe
from analytics.figures.trade.ground import Area, Frame, ground
from analytics.figures.trade.parts import (
    BEHIND,
    CONTEXT,
    DISPUTED,
    context_note,
    disagreements,
    empty,
    rows_part,
    short_name,
)
from analytics.figures.trade.world import (
    BAC_GIANG,
    Line,
    arc,
    label_points,
    one_line,
    project,
    viet_nam,
    world_outline,
)
from analytics.selection.choices import Choice, customdata
from analytics.selection.place_words import Row, country_name, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import Quantity, flows_of, links_of, of_countries
from analytics.trade.words import amount_text, basis_name, year_text
from analytics.wording.colours import Theme
from analytics.wording.language import Language
from geodata.boundaries import ATTRIBUTION
from geodata.schema.vocabulary import FlowBasis
from geodata.text import alphabetical

SEA: dict[Theme, str] = {"light": "#eef4f7", "dark": "#121a21"}
LAND: dict[Theme, str] = {"light": "#dfe4e4", "dark": "#2a343d"}
COAST: dict[Theme, str] = {"light": "#aab4b8", "dark": "#4a5762"}
KNOWN_VOLUME: dict[Theme, str] = {"light": "#0b5d57", "dark": "#5bb3a7"}
ONLY_NAMED: dict[Theme, str] = {"light": "#6b7480", "dark": "#9aa5b0"}
_HOME: dict[Theme, str] = {"light": "#c4501b", "dark": "#ee9058"}
WEST_X, EAST_X = -30.0, 330.0
SOUTH_Y, NORTH_Y = -106.0, 97.0
INSET_AT = (186.0, -104.0, 256.0, -30.0)
"""Where Việt Nam stands large, as west, south, east, north of the map: in the southern Pacific, where no country has its mark."""
WORLD = Frame(west=-30, south=-70, east=330, north=120, step=0.1)
INSET = Frame(west=101, south=5.5, east=118.5, north=24, step=0.005)


@dataclass(frozen=True)
class _Link:
    """A line to draw: the country, what is known, where it ends."""

    row: Row
    name: str
    end: tuple[float, float]

    @property
    def has_volume(self) -> bool:
        return not pd.isna(self.row["volume_t"])


def map_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return lines from Bắc Giang to each country of `flows`; a country chooses itself.

    Where tonnes are stated the line is as wide as their logarithm, solid when shipped and dashed when contracted, ordered
    or planned (see `analytics.trade.flows.links` for the volume meant); else it is thin and plain. Groups and totals have no
    line: they stand in their own table.
    """
    language, flows = look.language, flows_of(selected, with_context=with_context)
    table = links_of(selected, with_context=with_context).reset_index()
    drawn = _links(table, language)
    made = _drawing(look)
    for link in drawn:
        made.add_trace(_line(link, look))
    made.add_trace(_marks(drawn, look))
    made.add_trace(_home(look))
    made.add_trace(_names_of_inset(look))
    countries = of_countries(flows, BEHIND)
    return Chart(
        title=titled(language.text("From Bắc Giang to the countries and territories that buy"), look, "markets"),
        unit=language.text("line width: tonnes where known, logarithmic; thin: only the market is known"),
        n=len(table),
        n_of=language.text("countries and territories"),
        figure=made,
        table=_table(drawn, language),
        behind=rows_part(selected.record, countries, language),
        alt=language.text(
            "Map of the world with lines from Bắc Giang to {n} countries and territories, and an inset of Việt Nam with Hoàng Sa and Trường Sa.",
            n=len(table),
        ),
        notes=(
            language.text(
                "Width: the latest year with tonnes stated, on its best basis; solid shipped, dashed contract, order or plan."
            ),
            *context_note(countries, language),
            *disagreements(selected.record, countries),
        ),
        reading=ATTRIBUTION,
        empty="" if len(table) else empty(table, language),
    )


def _links(table: pd.DataFrame, language: Language) -> list[_Link]:
    points = label_points()
    found = []
    for row in records(table):
        code = str(row["market_iso3"])
        if code in points:
            name = short_name(code, language) + (CONTEXT if row["is_context"] else "")
            found.append(_Link(row, name, points[code]))
    return found


def _drawing(look: Look) -> PlotSpec:
    made = figure(look, height=470, showlegend=False, images=_grounds(look.theme))
    bare = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    return made.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        plot_bgcolor=SEA[look.theme],
        xaxis={**bare, "range": [WEST_X, EAST_X], "constrain": "range"},
        yaxis={**bare, "range": [SOUTH_Y, NORTH_Y], "scaleanchor": "x", "constrain": "range"},
    )


@lru_cache(maxsize=len(get_args(Theme)))
def _grounds(theme: Theme) -> list[dict[str, Any]]:
    """Return the world, and Việt Nam with its archipelagos in the empty Pacific; tiny islets by their stroke."""
    shapes = viet_nam()
    country = one_line(shapes[code] for code in ("VN", "HS", "TS"))
    edge: Line = ([101.2, 118.3, 118.3, 101.2, 101.2], [5.7, 5.7, 23.8, 23.8, 5.7])
    inset = (
        Area(edge, PAPER[theme], COAST[theme], 1),
        Area(country, LAND[theme], INK[theme], 1.1),
        Area(shapes["BG"], _HOME[theme], _HOME[theme], 1),
    )
    west, south, east, north = INSET_AT
    laid = {"x": west, "y": north, "sizex": east - west, "sizey": north - south}
    return [ground([Area(world_outline(), LAND[theme], COAST[theme], 0.5)], WORLD), ground(inset, INSET) | laid]


def in_inset(lon: float, lat: float) -> tuple[float, float]:
    """Return where on the map a place of the inset stands."""
    west, south, east, north = INSET_AT
    x = west + (lon - INSET.west) / (INSET.east - INSET.west) * (east - west)
    return x, south + (lat - INSET.south) / (INSET.north - INSET.south) * (north - south)


def _line(link: _Link, look: Look) -> Any:
    xs, ys = arc(project(*BAC_GIANG), link.end)
    faded = opacities(look, "markets", [_choice(link)])[0]
    return scatter(x=xs, y=ys, mode="lines", line=_stroke(link, look), opacity=faded * 0.8, hoverinfo="skip")


def _stroke(link: _Link, look: Look) -> dict[str, Any]:
    if not link.has_volume:
        return {"width": 1.2, "color": ONLY_NAMED[look.theme]}
    width = 2.2 + 1.7 * log10(1 + float(link.row["volume_t"]))
    dash = "solid" if link.row["volume_basis"] == FlowBasis.SHIPPED else "7px,5px"
    return {"width": round(width, 1), "color": KNOWN_VOLUME[look.theme], "dash": dash}


def _choice(link: _Link) -> Choice:
    return Choice("markets", str(link.row["market_iso3"]))


def _home(look: Look) -> Any:
    x, y = project(*BAC_GIANG)
    return scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={
            "symbol": "star",
            "size": 13,
            "color": _HOME[look.theme],
            "line": {"width": 1, "color": PAPER[look.theme]},
        },
        customdata=[[]],
        hovertext=["Bắc Giang"],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _marks(drawn: Sequence[_Link], look: Look) -> Any:
    choices = [_choice(link) for link in drawn]
    colours = [KNOWN_VOLUME if link.has_volume else ONLY_NAMED for link in drawn]
    return scatter(
        x=[link.end[0] for link in drawn],
        y=[link.end[1] for link in drawn],
        mode="markers+text",
        text=[safe(link.name) + (f" {DISPUTED}" if link.row["is_contradicted"] else "") for link in drawn],
        textposition=_positions(drawn),
        textfont={"size": 12, "color": INK[look.theme], "shadow": _halo(look)},
        marker={
            "size": 12,
            "color": [colour[look.theme] for colour in colours],
            "line": {"width": 1.5, "color": PAPER[look.theme]},
            "opacity": opacities(look, "markets", choices),
        },
        customdata=[customdata(one) for one in choices],
        hovertext=[_hover(link, look.language) for link in drawn],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _halo(look: Look) -> str:
    """Keep a name readable where lines pass behind it."""
    return ", ".join([f"0 0 3px {PAPER[look.theme]}"] * 4)


_SIDES: dict[str, tuple[float, float]] = {
    "middle right": (0.0, 0.0),
    "middle left": (-1.0, 0.0),
    "top center": (-0.5, 1.0),
    "bottom center": (-0.5, -1.0),
    "top right": (0.0, 0.9),
    "top left": (-1.0, 0.9),
    "bottom right": (0.0, -0.9),
    "bottom left": (-1.0, -0.9),
}
_Box = tuple[float, float, float, float]
_LETTER, _LINE = 2.6, 6.4
"""Width of a letter and height of a line in units of the map, on a figure of some 850 px."""


def _positions(drawn: Sequence[_Link]) -> list[str]:
    """Put each name on the side where it hides least of the names and marks before it."""
    marks = [(x - 2, y - 2, x + 2, y + 2) for x, y in (link.end for link in drawn)]
    marks += [(-999, -999, WEST_X + 1, 999), (EAST_X - 1, -999, 999, 999), INSET_AT]
    home_x, home_y = project(*BAC_GIANG)
    taken: list[_Box] = [(home_x - 3, home_y - 3, home_x + 3, home_y + 3)]
    sides = []
    for link in drawn:
        boxes = {side: _box(link, offset) for side, offset in _SIDES.items()}
        side = _freest(boxes, [*taken, *marks, *marks, *marks])
        taken.append(boxes[side])
        sides.append(side)
    return sides


def _freest(boxes: Mapping[str, _Box], taken: Sequence[_Box]) -> str:
    hidden = {side: sum(_overlap(box, other) for other in taken) for side, box in boxes.items()}
    return min(hidden, key=lambda side: hidden[side])


def _box(link: _Link, offset: tuple[float, float]) -> _Box:
    width = _LETTER * (len(link.name) + 1)
    x = link.end[0] + offset[0] * width + (2.2 if offset[0] == 0 else -2.2 if offset[0] == -1 else 0)
    y = link.end[1] + offset[1] * _LINE - _LINE / 2
    return x, y, x + width, y + _LINE


def _overlap(a: _Box, b: _Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _hover(link: _Link, language: Language) -> str:
    facts = [language.count("{n} product", "{n} products", int(link.row["n_products"])), _volume(link.row, language)]
    return f"<b>{safe(link.name)}</b><br>" + "<br>".join(safe(fact) for fact in facts)


def _volume(row: Row, language: Language) -> str:
    if pd.isna(row["volume_t"]):
        return language.text("volume not known")
    return joined([_amount(row, language), ", ".join(row["volume_products"]), _stated(row, language)])


def _amount(row: Row, language: Language) -> str:
    return amount_text(float(row["volume_t"]), Quantity.TONNES, row["volume_qualifier"], language)


def _volume_cell(row: Row, language: Language) -> Cells:
    """Return a volume with its product, year and basis beneath, as its CSV says them in a column of their own."""
    of = joined([", ".join(row["volume_products"]), _stated(row, language)])
    return {"v": float(row["volume_t"]), "t": _amount(row, language), "note": of}


def _stated(row: Row, language: Language) -> str:
    """Return of which year a volume is, on what basis, and whether of the merged province."""
    merged = language.text("Bắc Ninh since 1 July 2025") if row["is_merged_province"] else ""
    return joined([year_text(row["volume_year"], language), basis_name(row["volume_basis"], language), merged])


def _names_of_inset(look: Look) -> Any:
    language = look.language
    places = [in_inset(lon, lat) for lon, lat in ((112.3, 17.9), (114.3, 12.3), (108.4, 21.2), (107.2, 15.0))]
    return scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="text",
        text=[language.text("Hoàng Sa"), language.text("Trường Sa"), "Bắc Giang", language.text("Việt Nam")],
        textposition=["middle center", "middle center", "middle right", "middle left"],
        textfont={"size": 11, "color": INK[look.theme]},
        hoverinfo="skip",
    )


def _table(drawn: Sequence[_Link], language: Language) -> ChartTable:
    columns = (
        ChartColumn("market", language.text("Market"), width="5.5rem"),
        ChartColumn("products", language.text("Products"), width="9.5rem"),
        ChartColumn(
            "volume",
            language.text("Volume"),
            is_number=True,
            csv_heading=language.text("tonnes"),
            csv_note=language.text("Product, year and basis of the volume"),
            width="8rem",
        ),
        ChartColumn("first", language.text("First named"), is_number=True, width="4rem"),
    )
    ordered = sorted(drawn, key=lambda link: (-int(link.row["n_products"]), alphabetical(link.name)))
    rows = tuple(
        {
            "id": str(link.row["market_iso3"]),
            "market": country_name(str(link.row["market_iso3"]), language)
            + (CONTEXT if link.row["is_context"] else ""),
            "products": ", ".join(link.row["products"]),
            "volume": _volume_cell(link.row, language) if link.has_volume else None,
            "first": None
            if pd.isna(link.row["first_year"])
            else {"v": int(link.row["first_year"]), "t": str(link.row["first_year"])},
        }
        for link in ordered
    )
    return ChartTable(
        columns, rows, (), row_choices((str(link.row["market_iso3"]), (_choice(link),)) for link in ordered)
    )

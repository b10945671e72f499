"""The figure of a specification, whatever its form."""

from typing import assert_never

from analytics.figures.drawing import PlotSpec
from analytics.figures.drawn.bars import bars
from analytics.figures.drawn.flow_map import flow_map
from analytics.figures.drawn.marks import blocks, cells, dots, stepped
from analytics.figures.spec import Bars, Blocks, Curve, Dots, Flows, MarkGrid, Spec
from analytics.figures.style import Look


def plotted(shown: Spec, look: Look) -> PlotSpec:
    """Return what Plotly draws of a specification."""
    match shown:
        case Bars():
            return bars(shown, look)
        case Dots():
            return dots(shown, look)
        case MarkGrid():
            return cells(shown, look)
        case Blocks():
            return blocks(shown, look)
        case Curve():
            return stepped(shown, look)
        case Flows():
            return flow_map(shown, look)
        case _:
            assert_never(shown)

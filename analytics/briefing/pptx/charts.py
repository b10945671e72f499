"""Native charts of the deck: a right click edits their data in PowerPoint and in LibreOffice."""

import math
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from analytics.briefing.layout import LEAST
from analytics.briefing.pptx.parts import CHOSEN, INK, LINE, SlideBox, colour, describe
from analytics.briefing.story.slides import ChartBlock, tick_step
from analytics.briefing.story.text_fit import width_in
from analytics.figures.spec import Bars, Series

_STEPS = 5
_AXIS, _BESIDE_NAME = 0.7, 0.1
"""Inches that the axis of values takes of a chart's width, and that stay free beside the name of a column."""
_MOST_FOR_NAMES = 0.74
"""Share of a chart that the names of its bars take at most."""
PATTERNS = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "x": MSO_PATTERN.OUTLINED_DIAMOND,
    ".": MSO_PATTERN.PERCENT_20,
    "-": MSO_PATTERN.NARROW_HORIZONTAL,
}


def chart(slide: Any, block: ChartBlock, place: SlideBox) -> Any:
    """Put a native chart on a slide and return it; its workbook holds the values of the block in its unit."""
    data: Any = CategoryChartData(number_format=block.number_format)  # type: ignore[no-untyped-call]
    data.categories = categories(block, place.width)
    shown = block.shown
    for series, values in zip(shown.series, block.values, strict=True):
        data.add_series(series.name, values)
    frame = slide.shapes.add_chart(_kind(shown), *place.emu(), data)
    frame.name = f"chart {block.id}"
    describe(frame, block.alt)
    made = frame.chart
    made.font.size, made.font.color.rgb = Pt(LEAST), colour(INK)
    made.has_title = False
    made.has_legend = len(shown.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _axes(made, block)
    if not shown.is_standing:
        _room_for_names(made, block, place)
    for plotted, series in zip(made.plots[0].series, shown.series, strict=True):
        _paint(plotted, series, block)
    _labels(made, block)
    return made


def categories(block: ChartBlock, width: float) -> list[str]:
    """Return the categories as a chart of so many inches names them: what is chosen is marked; a stacked one carries its total.

    Names of lying bars are not broken: a name in two lines pushes its neighbour out of some programs' axis. Of a total in words
    only the number stands under a column too narrow for the words, which the legend says: programs break words between letters.
    """
    texts = []
    slot = (width - _AXIS) / max(1, len(block.shown.categories))
    shown = block.shown
    for n, category in enumerate(shown.categories):
        mark = CHOSEN if block.chosen and block.chosen[n] else ""
        total = block.labels[n] if _carries_totals(shown) else ""
        before, _, number = total.rpartition(" ")
        if shown.is_standing and width_in(before, LEAST) > slot - _BESIDE_NAME:
            total = number
        joiner = "\n" if shown.is_standing else " · "
        text = f"{mark}{category.name}{joiner}{total}" if total else f"{mark}{category.name}"
        texts.append(text if shown.is_standing else text.replace(" ", "\u00a0"))
    return texts


def _kind(shown: Bars) -> Any:
    if shown.is_standing:
        return XL_CHART_TYPE.COLUMN_STACKED if _carries_totals(shown) else XL_CHART_TYPE.COLUMN_CLUSTERED
    return XL_CHART_TYPE.BAR_STACKED if _carries_totals(shown) else XL_CHART_TYPE.BAR_CLUSTERED


def _carries_totals(shown: Bars) -> bool:
    return len(shown.series) > 1


def _axes(made: Any, block: ChartBlock) -> None:
    value, category = made.value_axis, made.category_axis
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = colour("E2E7EC")
    value.format.line.color.rgb = colour(LINE)
    value.minimum_scale = 0
    value.major_unit = step = tick_step(block.shown, _STEPS)
    # whole ticks without a sign between thousands: "1,000" is one in Vietnam, and the sign is that of the reader's machine
    value.tick_labels.number_format = "0" if step.is_integer() else block.number_format
    value.tick_labels.number_format_is_linked = False
    value.has_title = True
    value.axis_title.text_frame.text = block.shown.unit
    run = value.axis_title.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(LEAST), False
    category.format.line.color.rgb = colour("9AA5B0")
    category.has_major_gridlines = False
    if not block.shown.is_standing:
        category.reverse_order = True
        value_crosses = value._element.find(qn("c:crosses"))  # noqa: SLF001 - keeps the axis of values below reversed bars
        if value_crosses is not None:
            value_crosses.set("val", "max")
    category.tick_labels.font.size = Pt(LEAST)
    body = category._element.find(qn("c:txPr")).find(qn("a:bodyPr"))  # noqa: SLF001
    body.set("rot", "0")  # upright and all of them: without it LibreOffice leaves every second name out
    body.set("vert", "horz")
    skip = category._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})  # noqa: SLF001 - every category keeps its name
    category._element.find(qn("c:lblOffset")).addnext(skip)  # noqa: SLF001
    made.plots[0].gap_width = max(45, 330 - 70 * len(block.shown.categories))
    made.plots[0].overlap = 100 if _carries_totals(block.shown) else 0


def _room_for_names(made: Any, block: ChartBlock, place: SlideBox) -> None:
    """Give the names of lying bars the room of the longest: programs that draw charts break a longer one over its neighbours."""
    longest = max((width_in(name, LEAST) for name in categories(block, place.width)), default=0.0) + 0.25
    left = min(longest / place.width, _MOST_FOR_NAMES)
    top = (0.24 + 0.21 * _rows_of_legend(block.shown, place) if made.has_legend else 0.1) / place.height
    shares = {"x": left, "y": top, "w": 0.97 - left, "h": 1 - top - 0.85 / place.height}
    plot_area = made._chartSpace.chart.plotArea  # noqa: SLF001 - python-pptx has no API for the layout of a plot
    for old in plot_area.findall(qn("c:layout")):
        plot_area.remove(old)
    layout = plot_area.makeelement(qn("c:layout"), {})
    manual = layout.makeelement(qn("c:manualLayout"), {})
    values = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge", **{k: f"{v:.4f}" for k, v in shares.items()}}
    manual.extend([manual.makeelement(qn(f"c:{name}"), {"val": value}) for name, value in values.items()])
    layout.append(manual)
    plot_area.insert(0, layout)


def _rows_of_legend(shown: Bars, place: SlideBox) -> int:
    """Return in how many rows programs that draw charts put a legend: columns as wide as its longest name, in four fifths of the chart."""
    widest = max(width_in(one.name, LEAST) for one in shown.series) + 0.3
    return math.ceil(len(shown.series) / max(1, int(0.8 * place.width / widest)))


def _paint(plotted: Any, series: Series, block: ChartBlock) -> None:
    css = series.colour["light"]
    _fill(plotted.format, css, series)
    if not any(block.chosen):
        return
    for n in (int(mark.at) for mark in series.marks):
        if not block.chosen[n]:
            _fill(plotted.points[n].format, faded(css), series)


def faded(css: str) -> str:
    """Return a colour halfway to white, for what is not chosen."""
    parts = [int(css.lstrip("#")[n : n + 2], 16) for n in (0, 2, 4)]
    return "#" + "".join(f"{round(255 - (255 - part) * 0.45):02x}" for part in parts)


def _fill(form: Any, css: str, series: Series) -> None:
    """Fill solid, with a pattern of the colour on paper, or with white lines on the colour."""
    if series.pattern:
        form.fill.patterned()
        form.fill.pattern = PATTERNS[series.pattern]
        on_paper, on_colour = (colour(css), colour("FFFFFF")), (colour("FFFFFF"), colour(css))
        form.fill.fore_color.rgb, form.fill.back_color.rgb = on_paper if series.is_open else on_colour
    else:
        form.fill.solid()
        form.fill.fore_color.rgb = colour(css)
    form.line.color.rgb = colour(css)
    form.line.width = Pt(
        1.5 if series.is_open else 0.75
    )  # some programs draw patterns so fine that the edge shows the bar


def _labels(made: Any, block: ChartBlock) -> None:
    """Write the values of a single series at the end of its bars; a stack carries its total at its name."""
    if _carries_totals(block.shown):
        return
    plot = made.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = block.number_format, False
    labels.font.size = Pt(LEAST)
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.bold = True

"""Units of the map by a measure: fills or circles, tooltips, and the legend with its classes, zero, no data, not placed."""

from collections.abc import Iterable
from math import nextafter, sqrt

import pandas as pd

from analytics.maps import classes
from analytics.maps.marks import MapView
from analytics.maps.measures import LAYER_OF, PUBLISHED, KnownProducts, MapMeasure, Measure, MeasureValues, Scale
from analytics.maps.words import MAP_MEASURE_NAMES, SCALE_NAMES
from analytics.prepared.vintages import NOT_PLACED_TEXTS, VINTAGE_LABELS
from analytics.selection.drawn_rows import MapLayer
from analytics.selection.place_words import joined
from analytics.selection.published_products import published_number
from analytics.selection.shared import shared_words
from analytics.wording.colours import MISSING, PLAIN, ZERO, class_colours
from analytics.wording.language import Language, kept_together, mark
from geodata import layers as ml


def measure_title(spec: MapMeasure, language: Language) -> str:
    """Return what the map shows: measure, scale, vintage."""
    return f"{measure_name(spec, language)} · {language.text(VINTAGE_LABELS[spec.vintage])}"


def measure_name(spec: MapMeasure, language: Language) -> str:
    """Return what is measured and in which unit: "Cơ sở / 100 km²"."""
    name = language.text(MAP_MEASURE_NAMES[spec.measure])
    unit = language.text("million VND") if spec.measure is Measure.SUPPORT and spec.scale is not Scale.SHARE else ""
    between = {Scale.ABSOLUTE: "", Scale.SHARE: ", "}.get(spec.scale, " ")
    scale = "" if spec.scale is Scale.ABSOLUTE else language.text(SCALE_NAMES[spec.scale])
    return f"{name}{between}{scale}{f' ({unit})' if unit else ''}"


def value_in_words(measure: Measure, value: float | None, language: Language, scale: Scale = Scale.ABSOLUTE) -> str:
    """Return a value in words: money for support, a count else, a percentage for a share, "no data" when it is missing."""
    if value is None or pd.isna(value):
        return language.text("no data")
    if scale is Scale.SHARE:
        return language.percent(value, 1)
    if measure is Measure.SUPPORT:
        return language.money(value)
    return language.number(value, 0 if scale is Scale.ABSOLUTE else 2)


def areas(measure: MeasureValues, view: MapView) -> dict[str, ml.Area]:
    """Return the units of the measure as the map draws them."""
    top = float(measure.by_code.max()) if measure.by_code.notna().any() else 0.0
    return {code: _area(code, measure, top, view) for code in measure.by_code.index}


def _area(code: str, measure: MeasureValues, top: float, view: MapView) -> ml.Area:
    group, value = measure.class_of(code), measure.by_code[code]
    is_circle = measure.spec.is_circles
    return ml.Area(
        fill=PLAIN[view.theme] if is_circle and group is not None else _fill(group, measure, view),
        missing=group is None,
        lines=tuple(_lines(code, measure, view.language)),
        size=sqrt(float(value) / top) if is_circle and top and not pd.isna(value) else 0.0,
        badges=tuple(_badges(code, measure, view)),
    )


def _badges(code: str, measure: MeasureValues, view: MapView) -> Iterable[ml.Badge]:
    """Return the numbers of a unit: that of the measure, then those of other layers that are shown."""
    spec, own = measure.spec, LAYER_OF.get(measure.spec.measure)
    if not pd.isna(value := measure.by_code[code]):
        kind = own if own and spec.scale is Scale.ABSOLUTE else "measure"
        yield ml.Badge(kind, cell_text(spec.measure, spec.scale, value, view.language))
    for layer in view.layers:
        count = measure.counts[layer][code]
        if layer is not marked(spec.measure) and not pd.isna(count):
            yield ml.Badge(layer, view.language.number(int(count)))


def marked(measure: Measure) -> MapLayer:
    """Return the layer whose marks a measure shows to those who look closer, unless others are chosen."""
    if measure in {Measure.PROPOSALS, Measure.SUPPORT, Measure.REGISTERED_2020}:
        return MapLayer.PROPOSAL
    return LAYER_OF.get(measure, MapLayer.FACILITY)


def cell_text(measure: Measure, scale: Scale, value: float, language: Language) -> str:
    """Return a value as the table of units and the badges of the map write it; money in millions, so that units compare at a glance."""
    if scale is Scale.SHARE:
        return language.percent(float(value), 1)
    shown = float(value) / 1e6 if measure is Measure.SUPPORT else float(value)
    return language.number(shown, 1 if scale is Scale.ABSOLUTE else 2)


def _lines(code: str, measure: MeasureValues, language: Language) -> Iterable[str]:
    spec = measure.spec
    name = language.text(MAP_MEASURE_NAMES[spec.measure])
    yield joined(
        [
            f"{name}: {value_in_words(spec.measure, measure.absolute[code], language)}",
            shared_words(measure.shared.get(code, 0), language, spec.vintage),
        ],
        ", ",
    )
    if spec.scale is not Scale.ABSOLUTE:
        value = value_in_words(spec.measure, measure.by_code[code], language, spec.scale)
        yield f"{language.text(SCALE_NAMES[spec.scale])}: {value}"
    if measure.beside is not None:
        yield from products_beside(code, measure.beside, language, has_any=not pd.isna(measure.absolute[code]))


def products_beside(code: str, known: KnownProducts, language: Language, *, has_any: bool) -> list[str]:
    """Say what is published of a district's OCOP products, and where the district has none itemised (not `has_any`) how many are not recognised."""
    said = []
    if code in known.published:
        said.append(language.text("published {number}", number=published_number(known.published[code], language)))
    if code in known.recognised and not has_any:
        number = published_number(known.recognised[code], language)
        said.append(language.text("recognised in a year: {number}", number=number))
    if not has_any and (n := known.n_apart.get(code)):
        said.append(
            language.count("{n} product on record, not recognised", "{n} products on record, not recognised", n)
        )
    return said


def _fill(group: int | None, measure: MeasureValues, view: MapView) -> str:
    if group is None:
        return MISSING[view.theme]
    return ZERO[view.theme] if group < 0 else class_colours(len(measure.classes), view.theme)[group]


def class_rows(measure: MeasureValues, view: MapView) -> Iterable[ml.LegendClass]:
    """Return the legend of the units: classes or circle sizes, zero and no data with their numbers of units.

    Zero is there where a source says it; a last row counts what of the measure lies in none of the units.
    """
    language = view.language
    groups = [measure.class_of(code) for code in measure.by_code.index]
    yield from _circles(measure, language) if measure.spec.is_circles else _fills(measure, groups, view)
    if -1 in groups:
        yield ml.LegendClass(ZERO[view.theme], language.text("zero"), str(groups.count(-1)))
    yield ml.LegendClass(MISSING[view.theme], language.text("no data"), str(groups.count(None)), missing=True)
    if measure.elsewhere is not None:
        elsewhere = value_in_words(measure.spec.measure, measure.elsewhere, language)
        yield ml.LegendClass("transparent", language.text("not placed"), elsewhere)


def _fills(measure: MeasureValues, groups: list[int | None], view: MapView) -> Iterable[ml.LegendClass]:
    colours = class_colours(len(measure.classes), view.theme)
    for n, (low, high) in enumerate(measure.classes.bounds()):
        label = class_label(measure, low, high, view.language)
        is_open = any(_beyond(measure, low, high))
        short = label if is_open else cell_text(measure.spec.measure, measure.spec.scale, low, view.language)
        yield ml.LegendClass(colours[n], label, str(groups.count(n)), short=short)


def _circles(measure: MeasureValues, language: Language) -> Iterable[ml.LegendClass]:
    """Show up to three sizes: the largest value, a quarter of it and a sixteenth, whole where the values are."""
    top = measure.by_code.max()
    if pd.isna(top) or top <= 0:
        return
    values = [float(top) / part for part in (16, 4, 1)]
    if measure.classes.is_whole:
        values = sorted({float(max(1, round(value))) for value in values})
    for value in values:
        text = value_in_words(measure.spec.measure, value, language, measure.spec.scale)
        yield ml.LegendClass("", text, "", size=sqrt(value / float(top)))


def class_label(measure: MeasureValues, low: float, high: float, language: Language) -> str:
    """Return the bounds of a class [low, high): whole counts from the first to the last it holds, else "low – < high".

    An outer class that holds a value beyond its edge, as classes of the whole record may of a selection, is open there.
    """
    spec, is_whole = measure.spec, measure.classes.is_whole
    is_last = high >= measure.classes.edges[-1]
    highest = high - 1 if is_whole else nextafter(high, low) if is_last else high
    first, last = (value_in_words(spec.measure, value, language, spec.scale) for value in (low, highest))
    is_below, is_above = _beyond(measure, low, high)
    if is_below and is_above:
        return "> 0"
    holds_last = is_whole or is_last
    if is_below:
        return kept_together("≤" if holds_last else "<", last)
    if is_above:
        return kept_together("≥", first)
    return first if first == last else f"{first} – {'' if holds_last else '< '}{last}"


def _beyond(measure: MeasureValues, low: float, high: float) -> tuple[bool, bool]:
    """Tell whether there are positive values below the first class, if this is it, and above the last, if this is it."""
    edges, values = measure.classes.edges, measure.positive
    return low <= edges[0] and any(value < low for value in values), high >= edges[-1] and any(
        value >= high for value in values
    )


def measure_notes(measure: MeasureValues, language: Language) -> Iterable[str]:
    """Say how values are classed, what lies in none of the units and why, and whether the filters matter."""
    spec = measure.spec
    if not spec.is_circles and len(measure.classes) > 1:
        method = language.text(classes.BREAKS_LABELS[spec.breaks])
        refit = mark("classes of the selection") if spec.is_refitted else mark("classes of the whole record")
        yield language.text("Classes: {method}, {basis}", method=method, basis=language.text(refit))
    if measure.elsewhere:
        yield language.text("Not placed: {reason}", reason=language.text(NOT_PLACED_TEXTS[spec.vintage]))
    if spec.measure in PUBLISHED:
        yield language.text("As published; does not follow the filters.")

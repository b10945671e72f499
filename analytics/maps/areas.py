"""Units of the map by a measure: fills or circles, tooltips, and the legend with its classes, zero, no data, not placed."""

from collections.abc import Iterable
from dataclasses import replace
from math import nextafter, sqrt

import pandas as pd

from analytics.maps import classes
from analytics.maps.classes import K
from analytics.maps.marks import MapView
from analytics.maps.measures import (
    LAYER_OF,
    PUBLISHED,
    KnownProducts,
    MapMeasure,
    Measure,
    MeasureValues,
    Scale,
)
from analytics.maps.numbers import cell_text, known_basis, known_itemised, known_text, shown_text, value_in_words
from analytics.maps.words import ITEMISED_NAMES, MAP_MEASURE_NAMES, SCALE_NAMES
from analytics.prepared.vintages import NOT_PLACED_TEXTS, VINTAGE_LABELS
from analytics.selection.drawn_rows import MapLayer
from analytics.selection.place_words import joined
from analytics.selection.published_products import published_number
from analytics.selection.shared import beside_part, shared_words
from analytics.wording.colours import MISSING, PLAIN, ZERO, class_colours
from analytics.wording.language import Language, kept_together, mark
from analytics.wording.signs import qualified
from geodata import layers as ml


def measure_title(spec: MapMeasure, language: Language) -> str:
    """Return what the map shows: measure, scale, vintage."""
    return f"{measure_name(spec, language)} · {language.text(VINTAGE_LABELS[spec.vintage])}"


def legend_title(measure: MeasureValues, language: Language) -> str:
    """Return what the legend is headed by: the title of the measure, of facilities that they are those listed where no source counts them."""
    title, spec = measure_title(measure.spec, language), measure.spec
    known = measure.known.get(spec.measure, {}).values()
    is_counted = any(one.published is not None for one in known)
    if spec.measure is not Measure.FACILITIES or not spec.is_known or is_counted:
        return title
    listed = language.text(ITEMISED_NAMES[spec.measure])
    return listed + title.removeprefix(language.text(MAP_MEASURE_NAMES[spec.measure]))


def measure_name(spec: MapMeasure, language: Language) -> str:
    """Return what is measured and in which unit: "Cơ sở / 100 km²"."""
    name = counted_name(spec, language)
    unit = language.text("million VND") if spec.measure is Measure.SUPPORT and spec.scale is not Scale.SHARE else ""
    between = {Scale.ABSOLUTE: "", Scale.SHARE: ", "}.get(spec.scale, " ")
    scale = "" if spec.scale is Scale.ABSOLUTE else language.text(SCALE_NAMES[spec.scale])
    return f"{name}{between}{scale}{f' ({unit})' if unit else ''}"


def counted_name(spec: MapMeasure, language: Language) -> str:
    """Return what is measured, saying that it is itemised where the most complete number known may not stand in its place."""
    return language.text(MAP_MEASURE_NAMES[spec.measure] if spec.is_known else ITEMISED_NAMES[spec.measure])


def areas(measure: MeasureValues, view: MapView) -> dict[str, ml.Area]:
    """Return the units of the measure as the map draws them."""
    top = float(measure.by_code.max()) if measure.by_code.notna().any() else 0.0
    return {code: _area(code, measure, top, view) for code in measure.by_code.index}


def _area(code: str, measure: MeasureValues, top: float, view: MapView) -> ml.Area:
    group, value = measure.class_of(code), measure.by_code[code]
    is_circle, is_ranked = measure.spec.is_circles, measure.is_ranked
    is_plain = group is not None and (is_circle or not is_ranked)
    return ml.Area(
        fill=(PLAIN[view.theme] if is_circle else _one_fill(view)) if is_plain else _fill(group, measure, view),
        missing=group is None,
        lines=tuple(_lines(code, measure, view.language)),
        size=sqrt(float(value) / top) if is_circle and is_ranked and top and not pd.isna(value) else 0.0,
        badges=tuple(_badges(code, measure, view)),
    )


def _badges(code: str, measure: MeasureValues, view: MapView) -> Iterable[ml.Badge]:
    """Return the numbers of a unit: that of the measure, then those of other layers that are shown."""
    spec, own = measure.spec, LAYER_OF.get(measure.spec.measure)
    if not pd.isna(measure.by_code[code]):
        kind = own if own and spec.scale is Scale.ABSOLUTE else "measure"
        yield ml.Badge(kind, shown_text(code, measure, view.language))
    for layer in view.layers:
        if layer is not marked(spec.measure) and (text := _counted_text(layer, code, measure, view.language)):
            yield ml.Badge(layer, text)


def _counted_text(layer: MapLayer, code: str, measure: MeasureValues, language: Language) -> str:
    """Return the number of a layer's rows in a unit, the most complete one known of it where that may be a published one."""
    counted = next((one for one, of in LAYER_OF.items() if of is layer), None)
    known = measure.known_of(counted, code) if counted else None
    if counted and known:
        return known_text(counted, known, language)
    count = measure.counts[layer][code]
    return "" if pd.isna(count) else language.number(int(count))


def marked(measure: Measure) -> MapLayer:
    """Return the layer whose marks a measure shows to those who look closer, unless others are chosen."""
    if measure in {Measure.PROPOSALS, Measure.SUPPORT, Measure.REGISTERED_2020}:
        return MapLayer.PROPOSAL
    return LAYER_OF.get(measure, MapLayer.FACILITY)


def _lines(code: str, measure: MeasureValues, language: Language) -> Iterable[str]:
    spec = measure.spec
    name = counted_name(spec, language)
    known = measure.known_of(spec.measure, code) if spec.is_known else None
    if spec.measure is Measure.FACILITIES and (known is None or known.published is None):
        name = language.text(ITEMISED_NAMES[spec.measure])
    value = value_in_words(spec.measure, measure.absolute[code], language)
    if known and known.value is not None:
        years = known_basis(known, language)
        value = f"{qualified(value, known.qualifier)} ({years})" if years else qualified(value, known.qualifier)
    yield joined(
        [
            f"{name}: {value}",
            known_itemised(spec.measure, known, language) if known else "",
            beside_part(language.money(measure.apart_vnd[code]), language, spec.vintage)
            if code in measure.apart_vnd
            else shared_words(measure.shared.get(code, 0), language, spec.vintage),
        ],
        ", ",
    )
    if spec.scale is not Scale.ABSOLUTE:
        value = value_in_words(spec.measure, measure.by_code[code], language, spec.scale)
        yield f"{language.text(SCALE_NAMES[spec.scale])}: {value}"
    if measure.beside is not None:
        known_products = replace(measure.beside, published={}) if known else measure.beside
        yield from products_beside(code, known_products, language, has_any=not pd.isna(measure.absolute[code]))


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


def _one_fill(view: MapView) -> str:
    """Return the colour of units whose numbers are not ranked."""
    return class_colours(K, view.theme)[1]


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
    if not measure.is_ranked:
        n_known = language.number(len(groups) - groups.count(None))
        fill = PLAIN[view.theme] if measure.spec.is_circles else _one_fill(view)
        yield ml.LegendClass(fill, language.text("of different years or kinds: not ranked"), n_known)
    else:
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
    if not spec.is_circles and measure.is_ranked and len(measure.classes) > 1:
        method = language.text(classes.BREAKS_LABELS[spec.breaks])
        of_record = mark("classes of single years") if measure.is_by_year else mark("classes of the whole record")
        refit = mark("classes of the selection") if spec.is_refitted else of_record
        yield language.text("Classes: {method}, {basis}", method=method, basis=language.text(refit))
    if measure.elsewhere:
        yield language.text("Not placed: {reason}", reason=language.text(NOT_PLACED_TEXTS[spec.vintage]))
    if spec.measure in PUBLISHED:
        yield language.text("As published; does not follow the filters.")

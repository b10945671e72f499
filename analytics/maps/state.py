"""From a selection to what the map shows: units by a measure, marks in layers, a legend that counts everything."""

from dataclasses import replace

from analytics.maps.areas import areas, class_rows, legend_title, measure_notes
from analytics.maps.marks import STYLES, MapView, mark_layer, mark_notes, mark_sections
from analytics.maps.measures import MeasureValues
from analytics.maps.years import year_bar
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage, is_commune_level, units_of
from analytics.selection.drawn_rows import Drawn, drawn_rows
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.shared import shared_note
from analytics.wording.language import Language
from geodata import layers as ml


def map_state(selected: Selected, measure: MeasureValues, view: MapView) -> ml.MapState:
    """Return the state of the map: every row of the chosen layers is a mark or is counted in the legend's notes."""
    drawn = {layer: drawn_rows(selected, layer) for layer in view.layers}
    return ml.MapState(
        vintage=measure.spec.vintage.value,
        is_circles=measure.spec.is_circles,
        areas=areas(measure, view),
        selected=named_units(selected.selection, measure.spec.vintage),
        focus=_focus(selected.selection, measure.spec.vintage),
        styles=STYLES,
        layers=tuple(mark_layer(rows, view) for rows in drawn.values()),
        legend=ml.Legend(
            title=legend_title(measure, view.language),
            classes=tuple(class_rows(measure, view)),
            sections=mark_sections(drawn, view),
            notes=(
                *measure_notes(measure, view.language),
                *mark_notes(drawn, view.language),
                *_shared_notes(drawn, measure, view.language),
            ),
        ),
        years=year_bar(selected, measure.spec.measure, view.language) if view.has_years else None,
    )


def _shared_notes(drawn: Drawn, measure: MeasureValues, language: Language) -> tuple[str, ...]:
    """Say the rule of proposals of several units: of those that the units count, and of those drawn as marks."""
    of_units = shared_note(measure.n_shared, language, measure.spec.vintage)
    of_marks = shared_note(sum(rows.n_shared for rows in drawn.values()), language)
    return tuple(dict.fromkeys(note for note in (of_units, of_marks) if note))


def map_payload(selected: Selected, measure: MeasureValues, view: MapView) -> str:
    """Return the state of the map as it is sent; what nobody looks at closely is worked out once for all visits."""
    if view.window is not None:
        return map_state(selected, measure, view).payload()
    return _whole_payload(selected, measure, view)


@cached()
def _whole_payload(selected: Selected, measure: MeasureValues, view: MapView) -> str:
    return map_state(selected, measure, view).payload()


def compared_selection(selection: Selection, vintage: Vintage) -> Selection:
    """Return the selection whose rows the map's colours and the table of units compare: the selection without its places.

    Among communes the chosen districts stay, so that communes and what is not placed add up to the districts.
    """
    return replace(selection, districts=selection.districts if is_commune_level(vintage) else (), units=())


def named_units(selection: Selection, vintage: Vintage) -> tuple[str, ...]:
    """Return the units of a vintage that a selection names."""
    if vintage is Vintage.DISTRICTS_2024:
        return tuple(code for code in selection.districts if code in DISTRICT_CODES)
    return tuple(code for name, _, code in (unit.partition(":") for unit in selection.units) if name == vintage.value)


def _focus(selection: Selection, vintage: Vintage) -> tuple[str, ...]:
    """Return the communes to go to: those named, else those of the chosen districts; none among the districts."""
    if not is_commune_level(vintage):
        return ()
    inside = (code for code, unit in units_of(vintage).items() if unit.district_code in selection.districts)
    return named_units(selection, vintage) or tuple(inside)

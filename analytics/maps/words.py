"""The words of the measures and scales of the map."""

from analytics.maps.measures import Measure, Scale
from analytics.wording.language import mark

MAP_MEASURE_NAMES: dict[Measure, str] = {
    Measure.FACILITIES: mark("Facilities"),
    Measure.PROPOSALS: mark("Proposals"),
    Measure.SUPPORT: mark("Support for proposals"),
    Measure.OCOP: mark("OCOP products"),
    Measure.TYPICAL: mark("Typical products"),
    Measure.REGISTERED_2020: mark("Proposals registered for 2020 (published)"),
    Measure.DIFFICULT_2012_2022: mark("Facilities supported in difficult areas 2012–2022 (published)"),
}

ITEMISED_NAMES: dict[Measure, str] = {
    **MAP_MEASURE_NAMES,
    Measure.FACILITIES: mark("Itemised facilities"),
    Measure.SUPPORT: mark("Itemised support"),
    Measure.OCOP: mark("Itemised OCOP products"),
}
"""The same where rows alone are counted."""

SCALE_NAMES: dict[Scale, str] = {
    Scale.ABSOLUTE: mark("absolute"),
    Scale.PER_AREA: mark("per 100 km²"),
    Scale.PER_FACILITY: mark("per facility"),
    Scale.SHARE: mark("share of the total"),
}

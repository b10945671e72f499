"""How a visit looks at its selection: language, the map's measure and layers, what is compared, the record in focus; in the URL."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from analytics.crosstab.cut import read_cut
from analytics.crosstab.sides import read_sides
from analytics.maps.address import AddressReader, read_map
from analytics.maps.areas import marked
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapMeasure
from analytics.ocop.certificates import Validity
from analytics.prepared.vintages import Vintage
from analytics.rules.listed import RuleChoice
from analytics.selection.selection import read_year_range, write_years
from analytics.trade.flows import Quantity
from analytics.wording.language import HOUSE, LANGUAGES
from geodata.store.model import RecordScope
from pages.components.visit.toggles import ALLOWED, Toggles, read_day


@dataclass(frozen=True)
class View:
    """One way of looking.

    `focus` is the record whose card is open ("kind:id"). A second map stands beside the first when `other_vintage` or
    `other_years` is set: the same selection in other units, or in another period. `record` is which record is shown.
    `slide` is the slide on screen while the slides are shown, `meeting` the name of the programme they follow;
    `campaign` and `visit` are those of surveys in focus.
    """

    lang: str = HOUSE
    measure: MapMeasure = field(default_factory=MapMeasure)
    layers: tuple[MapLayer, ...] = (MapLayer.FACILITY,)
    focus: str = ""
    other_vintage: Vintage | None = None
    other_years: tuple[int, int] | None = None
    record: RecordScope = RecordScope.ALL
    slide: str = ""
    meeting: str = ""
    campaign: str = ""
    visit: str = ""
    toggles: Toggles = field(default_factory=Toggles)

    @property
    def has_second_map(self) -> bool:
        """Whether a second map stands beside the first."""
        return self.other_vintage is not None or self.other_years is not None

    @property
    def second_measure(self) -> MapMeasure:
        """What the second map shows."""
        return replace(self.measure, vintage=self.other_vintage or self.measure.vintage)

    def to_query(self) -> dict[str, str]:
        """Return the URL parameters of what differs from the default view."""
        return dict(_query_of(self))


@lru_cache
def _query_of(view: View) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a view; links ask for them many times a run."""
    own = _parameters(view)
    default = _parameters(View()) | {"layers": marked(view.measure.measure).value}
    return tuple((name, value or "none") for name, value in own.items() if value != default[name])


def read_view(query: Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
    """Return the view of URL parameters, and the names of those that were not understood and fell back to the default."""
    reader, default = AddressReader(query), View()
    spec, layers = read_map(reader)
    beside = reader.among("beside", ("", *Vintage), "")
    other_years, is_clean = read_year_range(query.get("beside_years", ""))
    reader.refused += [] if is_clean else ["beside_years"]
    toggles = _read_toggles(reader)
    view = View(
        lang=reader.among("lang", tuple(LANGUAGES), default.lang),
        measure=spec,
        layers=layers,
        focus=reader.name("focus"),
        other_vintage=Vintage(beside) if beside else None,
        other_years=other_years,
        record=reader.choice("record", RecordScope, default.record),
        slide=reader.name("slide"),
        meeting=reader.name("meeting"),
        campaign=reader.name("campaign"),
        visit=reader.name("visit"),
        toggles=toggles,
    )
    return view, tuple(reader.refused)


def _read_toggles(reader: AddressReader) -> Toggles:
    default = Toggles().parameters()
    read = {name: reader.among(name, allowed, default[name]) for name, allowed in ALLOWED.items()}
    day, is_clean = read_day(reader.query.get("day", ""))
    reader.refused += [] if is_clean else ["day"]
    cut, is_clean = read_cut(reader.query.get("cut", ""))
    reader.refused += [] if is_clean else ["cut"]
    sides, is_clean = read_sides(reader.query.get("sides", ""))
    reader.refused += [] if is_clean else ["sides"]
    return Toggles(
        tab=read["tab"],
        with_context=read["context"] == "1",
        quantity=Quantity(read["quantity"]),
        level=read["level"],
        day=day,
        validity=Validity(read["certificate"]) if read["certificate"] else None,
        shape=read["shape"],
        cut=cut,
        sides=sides if reader.query.get("sides") else None,
        rules=RuleChoice(read["rule_programme"], read["rule_content"], read["rule_standing"]),
    )


def _parameters(view: View) -> dict[str, str]:
    spec = view.measure
    return {
        "lang": view.lang,
        "measure": spec.measure.value,
        "scale": spec.scale.value,
        "vintage": spec.vintage.value,
        "breaks": spec.breaks.value,
        "refit": "1" if spec.is_refitted else "0",
        "draw": spec.drawing.value,
        "layers": ",".join(view.layers),
        "focus": view.focus,
        "beside": view.other_vintage.value if view.other_vintage else "",
        "beside_years": write_years(view.other_years),
        "record": view.record.value,
        "slide": view.slide,
        "meeting": view.meeting,
        "campaign": view.campaign,
        "visit": view.visit,
        **view.toggles.parameters(),
    }

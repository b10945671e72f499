"""What a visit chose on single screens: tab, context, unit, level, day, certificates, shape; in the URL with the rest of the view."""

from dataclasses import dataclass, field
from datetime import date

from analytics.crosstab.cut import Cut
from analytics.crosstab.sides import Sides
from analytics.figures.ocop.standing import LEVELS
from analytics.ocop.certificates import Validity
from analytics.rules.in_force import RuleStatus
from analytics.rules.listed import RuleChoice
from analytics.trade.flows import Quantity
from geodata.schema.vocabulary import Programme, SupportContent

_SHAPES = ("table", "cards")
TABS = (
    *("districts", "sectors", "contents", "effect", "plans", "list"),
    *("steps", "due", "years", "surveys"),
    *("certificates", "rounds", "apart", "typical"),
    *("matrix", "exporters", "quantities", "first"),
)
"""The tabs of the analysis screens; a screen without the one that is chosen shows its first."""


@dataclass(frozen=True)
class Toggles:
    """The switches of the analysis screens.

    `tab` is the part that is seen ("": the first), `with_context` shows fresh fruit and the like among exports, `quantity` is the unit of their chart; `level` is the stars
    of the published OCOP numbers ("" for all), `day` the one on which certificates and rules are looked at (None: today), `validity`
    the only state of them that is listed (None: all); `shape` is how proposals are shown, `rules` which rules are listed, `cut` what the crosstab shows,
    `sides` what is compared, where somebody has said so.
    """

    tab: str = ""
    with_context: bool = False
    quantity: Quantity = Quantity.TONNES
    level: str = ""
    day: date | None = None
    validity: Validity | None = None
    shape: str = _SHAPES[0]
    rules: RuleChoice = field(default_factory=RuleChoice)
    cut: Cut = field(default_factory=Cut)
    sides: Sides | None = None

    def parameters(self) -> dict[str, str]:
        """Return the URL parameters, also of what is at its default."""
        return {
            "tab": self.tab,
            "context": "1" if self.with_context else "0",
            "quantity": self.quantity.value,
            "level": self.level,
            "day": self.day.isoformat() if self.day else "",
            "certificate": self.validity.value if self.validity else "",
            "shape": self.shape,
            "rule_programme": self.rules.programme,
            "rule_content": self.rules.content,
            "rule_standing": self.rules.standing,
            "cut": self.cut.to_text(),
            "sides": self.sides.to_text() if self.sides else "",
        }


def read_day(text: str) -> tuple[date | None, bool]:
    """Return the day of a URL parameter, and whether the text was understood; no text is no day."""
    try:
        return (date.fromisoformat(text), True) if len(text) == 10 else (None, not text)
    except ValueError:
        return None, False


ALLOWED = {
    "tab": ("", *TABS),
    "context": ("0", "1"),
    "quantity": tuple(Quantity),
    "level": tuple(LEVELS),
    "certificate": ("", *Validity),
    "shape": _SHAPES,
    "rule_programme": ("", *(one for one in Programme if one is not Programme.UNKNOWN)),
    "rule_content": ("", *SupportContent),
    "rule_standing": ("", *RuleStatus),
}
"""What each parameter of few values may hold."""

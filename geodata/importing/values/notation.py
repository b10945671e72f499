"""Which sign groups thousands in a column of money: by its clear numbers, by its sheet's, else by which reading has a usual size."""

from typing import TYPE_CHECKING

from geodata.importing.text.cell_text import bare
from geodata.importing.values.money import FACTORS, MoneyUnit
from geodata.importing.values.numbers import Notation, digits, is_ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable

USUAL_VND = (5_000_000, 50_000_000_000)
"""What supports, counterparts and revenues of rural facilities usually lie between."""


def notation_by_size(texts: "Iterable[str]", unit: MoneyUnit) -> Notation | None:
    """Return the notation under which most ambiguous numbers ("1.234") are of a usual size, if only one is."""
    tokens = [token for text in texts if is_ambiguous(token := bare(text))]
    if not tokens:
        return None
    shares = {notation: _share(tokens, unit, notation) for notation in Notation}
    best = max(shares, key=lambda notation: shares[notation])
    others = [share for notation, share in shares.items() if notation is not best]
    return best if shares[best] > 0.5 and max(others) <= 0.5 else None


def _share(tokens: list[str], unit: MoneyUnit, notation: Notation) -> float:
    values = [value * FACTORS[unit] for token in tokens if (value := digits(token, notation)) is not None]
    return sum(1 for value in values if USUAL_VND[0] <= value <= USUAL_VND[1]) / len(tokens)

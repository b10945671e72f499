"""Numbers of units as table, badges and tooltips write them: the large one with its sign, its years and what is itemised beneath."""

import pandas as pd

from analytics.maps.measures import KnownNumber, Measure, MeasureValues, Scale
from analytics.selection.place_words import span
from analytics.selection.published_totals import HAPPENED
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Basis


def value_in_words(measure: Measure, value: float | None, language: Language, scale: Scale = Scale.ABSOLUTE) -> str:
    """Return a value in words: money for support, a count else, a percentage for a share, "no data" when it is missing."""
    if value is None or pd.isna(value):
        return language.text("no data")
    if scale is Scale.SHARE:
        return language.percent(value, 1)
    if measure is Measure.SUPPORT:
        return language.money(value)
    return language.number(value, 0 if scale is Scale.ABSOLUTE else 2)


def cell_text(measure: Measure, scale: Scale, value: float, language: Language) -> str:
    """Return a value as the table of units and the badges of the map write it; money in millions, so that units compare at a glance."""
    if scale is Scale.SHARE:
        return language.percent(float(value), 1)
    shown = float(value) / 1e6 if measure is Measure.SUPPORT else float(value)
    return language.number(shown, 1 if scale is Scale.ABSOLUTE else 2)


def known_text(measure: Measure, known: KnownNumber, language: Language) -> str:
    """Return the number that stands large as table and badges write it, with its sign; "" where none may."""
    if known.value is None:
        return ""
    return qualified(cell_text(measure, Scale.ABSOLUTE, known.value, language), known.qualifier)


def known_basis(known: KnownNumber, language: Language) -> str:
    """Say of a published number its years, and its basis where that is no count of what happened: "2023", "registered 2020"."""
    if known.published is None:
        return ""
    years = span(known.published)
    if set(known.published.bases) <= set(HAPPENED):
        return years
    return f"{', '.join(label_of(Basis, one, language) for one in known.published.bases)} {years}"


def known_published(known: KnownNumber, language: Language) -> str:
    """Say of a published number that it is one, with its years, where what stands above says another thing."""
    basis = known_basis(known, language)
    return basis and language.text("published {number}", number=basis)


def known_itemised(measure: Measure, known: KnownNumber, language: Language, *, has_unit: bool = True) -> str:
    """Say how much is itemised where another number stands large, or none may; without its unit where that stands above."""
    if known.itemised is None or known.is_of_rows:
        return ""
    of_cell = cell_text(measure, Scale.ABSOLUTE, known.itemised, language)
    message = mark("so far only {value}") if known.value is None else mark("itemised {value}")
    return language.text(message, value=value_in_words(measure, known.itemised, language) if has_unit else of_cell)


def shown_text(code: str, measure: MeasureValues, language: Language) -> str:
    """Return the value of a unit as table and badges write it, "" where it is missing."""
    spec, value = measure.spec, measure.by_code[code]
    known = measure.known_of(spec.measure, code) if spec.is_known else None
    if known:
        return known_text(spec.measure, known, language)
    return "" if pd.isna(value) else cell_text(spec.measure, spec.scale, value, language)

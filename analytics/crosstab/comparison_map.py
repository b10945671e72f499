"""The map of a comparison: of two periods the difference of each district, of two places the value of each, both marked; one scale."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import nextafter

from analytics.crosstab.comparing import ComparedMeasure, compared_districts
from analytics.crosstab.comparing_words import (
    OBJECTION_TEXTS,
    cautions,
    difference_text,
    in_unit,
    line_name,
    side_name,
    side_text,
)
from analytics.crosstab.cut import MONEY, SUBJECT, CrosstabMeasure
from analytics.crosstab.sides import Sides, side_of
from analytics.crosstab.table import CrosstabCell
from analytics.crosstab.words import measure_text
from analytics.maps.classes import Breaks, Classes, classes_of, whole
from analytics.prepared.vintages import VINTAGE_LABELS, Vintage
from analytics.selection.place_words import district_name, joined
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.wording.colours import LESS, MISSING, MORE, ZERO, Theme, class_colours
from analytics.wording.language import Language, rounded
from geodata import layers as ml

_STEPS = 3
"""Classes on either side of zero."""


@dataclass(frozen=True, eq=False)
class MappedComparison:
    """What the map of a comparison shows: by district (None: all) the line of both sides and its number, None where there is none to tell."""

    sides: Sides
    lines: Mapping[str | None, ComparedMeasure]
    language: Language

    def value(self, code: str | None) -> float | None:
        """Return the number of a district in the unit that is named: the difference of two periods, the value of a place."""
        line = self.lines[code]
        if self.sides.are_periods:
            return in_unit(line, line.difference)
        return in_unit(line, line.value(line.left)) if self.text(code) else None

    def text(self, code: str | None) -> str:
        """Return the number in words, "" where there is none to tell."""
        line = self.lines[code]
        if self.sides.are_periods:
            return difference_text(line, self.language)
        return side_text(line, line.left, self.language)[0]

    def names(self) -> dict[str, str]:
        """Return the lines with their names: the districts, and what lies in none of them where there is such."""
        return {code: district_name(code, self.language, short=True) for code in self.lines if code is not None}

    @property
    def marked(self) -> tuple[str, ...]:
        """Return the districts that are compared."""
        return tuple(code for code in (self.sides.left, self.sides.right) if code in DISTRICT_CODES)


def map_sides(selection: Selection, sides: Sides) -> tuple[Selection, Selection]:
    """Return the selections that the map compares: of two periods those, else twice the one, without the places."""
    whole_of = [side_of(selection, side) if sides.are_periods else selection for side in (sides.left, sides.right)]
    left, right = (replace(one, districts=(), units=()) for one in whole_of)
    return left, right


def mapped(left: Selected, right: Selected, sides: Sides, language: Language) -> MappedComparison:
    """Return what the map shows of two selections without places."""
    return MappedComparison(sides, compared_districts(left, right, sides), language)


def comparison_map_title(sides: Sides, language: Language) -> str:
    """Return what the map shows: "Proposals (rows on record): 2021–2025 − 2016–2020"."""
    name = line_name(sides.on_map.measure, language, is_published=sides.on_map.is_published)
    return (
        f"{name}: {side_name(sides.left, language)} − {side_name(sides.right, language)}" if sides.are_periods else name
    )


def comparison_state(shown: MappedComparison, chosen: tuple[str, ...], theme: Theme) -> ml.MapState:
    """Return the state of the map; `chosen` are the districts of the selection, marked where periods are compared."""
    paint = _differences(shown, theme) if shown.sides.are_periods else _values(shown, theme)
    marked = chosen if shown.sides.are_periods else shown.marked
    return ml.MapState(
        vintage=Vintage.DISTRICTS_2024.value,
        is_circles=False,
        areas={code: _area(code, shown, paint, theme) for code in DISTRICT_CODES},
        selected=tuple(code for code in marked if code in DISTRICT_CODES),
        focus=(),
        styles=(),
        layers=(),
        legend=_legend(shown, paint, theme),
    )


@dataclass(frozen=True, eq=False)
class _Paint:
    """The classes of a map, and by district the one that it is in."""

    rows: tuple[tuple[str, str, str], ...]
    """Fill, label and the short label of each class."""
    of: Callable[[float], int]


def _exact(measure: CrosstabMeasure) -> Callable[[float], float]:
    return _to_a_tenth if measure in MONEY else whole


def _to_a_tenth(value: float) -> float:
    return rounded(value, 1)


def _numbers(shown: MappedComparison) -> list[float]:
    return [value for code in DISTRICT_CODES if (value := shown.value(code)) is not None]


def _values(shown: MappedComparison, theme: Theme) -> _Paint:
    exact = _exact(shown.sides.on_map.measure)
    found = classes_of(_numbers(shown), exact=exact)
    rows = zip(class_colours(len(found), theme)[: len(found)], _labels(found, shown, ""), strict=True)
    return _Paint(tuple((fill, *labels) for fill, labels in rows), lambda value: found.index(exact(value)))


def _differences(shown: MappedComparison, theme: Theme) -> _Paint:
    """Return classes that are the same on both sides of zero; a side on which no district lies has none."""
    exact, numbers = _exact(shown.sides.on_map.measure), _numbers(shown)
    found = classes_of([abs(value) for value in numbers], Breaks.EQUAL, exact=exact, most=_STEPS)
    below = any(value < 0 for value in numbers) * len(found)
    above = any(value > 0 for value in numbers) * len(found)
    rows = [
        *(
            (fill, *labels)
            for fill, labels in zip(_spread(LESS[theme], below), _labels(found, shown, "−")[:below], strict=True)
        ),
    ][::-1]
    if 0 in numbers:
        rows.append((ZERO[theme], shown.language.text("no difference"), "0"))
    zero = len(rows) - 1
    rows += (
        (fill, *labels)
        for fill, labels in zip(_spread(MORE[theme], above), _labels(found, shown, "+")[:above], strict=True)
    )

    def of(value: float) -> int:
        if value == 0:
            return zero
        at = found.index(exact(abs(value)))
        return below - 1 - at if value < 0 else len(rows) - above + at

    return _Paint(tuple(rows), of)


def _spread(palette: tuple[str, ...], n: int) -> tuple[str, ...]:
    """Return `n` steps of a palette, the strongest last."""
    return palette[len(palette) - n :] if n else ()


def _labels(found: Classes, shown: MappedComparison, sign: str) -> list[tuple[str, str]]:
    """Return what each class is called, and where it begins."""
    measure, size = shown.sides.on_map.measure, 1e6 if shown.sides.on_map.measure in MONEY else 1

    def write(value: float) -> str:
        return sign + measure_text(measure, value * size, shown.language)

    made = []
    for low, high in found.bounds():
        is_last = high >= found.edges[-1]
        highest = high - 1 if found.is_whole else nextafter(high, low) if is_last else high
        first, last = write(low), write(highest)
        between = " – " if found.is_whole or is_last else " – < "
        made.append((first if first == last else f"{first}{between}{last}", first))
    return made


def _area(code: str, shown: MappedComparison, paint: _Paint, theme: Theme) -> ml.Area:
    value = shown.value(code)
    return ml.Area(
        fill=MISSING[theme] if value is None else paint.rows[paint.of(value)][0],
        missing=value is None,
        lines=tuple(_said(shown, shown.lines[code])),
        badges=() if value is None else (ml.Badge("measure", shown.text(code)),),
    )


def _said(shown: MappedComparison, line: ComparedMeasure) -> Iterator[str]:
    """Say what a district has on both sides, and the difference or why there is none."""
    language, sides = shown.language, shown.sides
    if not sides.are_periods:
        yield _of_side(line, line.left, language, line_name(line.measure, language, is_published=line.is_published))
        return
    for name, cell in ((sides.left, line.left), (sides.right, line.right)):
        yield _of_side(line, cell, language, side_name(name, language))
    told = difference_text(line, language)
    if told:
        yield language.text("Difference: {told}", told=told)
    elif line.reason is not None:
        yield language.text("not comparable: {reason}", reason=language.text(OBJECTION_TEXTS[line.reason]))


def _of_side(line: ComparedMeasure, cell: CrosstabCell, language: Language, name: str) -> str:
    large, note = side_text(line, cell, language)
    return f"{name}: {joined([large, note]) or language.text('no data')}"


def _legend(shown: MappedComparison, paint: _Paint, theme: Theme) -> ml.Legend:
    language, sides = shown.language, shown.sides
    held = [shown.value(code) for code in DISTRICT_CODES]
    groups = [None if value is None else paint.of(value) for value in held]
    classes = [
        ml.LegendClass(fill, label, str(groups.count(n)), short=short)
        for n, (fill, label, short) in enumerate(paint.rows)
    ]
    missing = language.text("not comparable") if sides.are_periods else language.text("no data")
    classes.append(ml.LegendClass(MISSING[theme], missing, str(groups.count(None)), missing=True))
    if UNPLACED in shown.lines and (told := shown.text(UNPLACED)):
        classes.append(ml.LegendClass("transparent", district_name(UNPLACED, language), told))
    is_shared = SUBJECT[sides.on_map.measure] == "proposals" and sides.are_periods and not sides.on_map.is_published
    return ml.Legend(
        title=comparison_map_title(sides, language),
        classes=tuple(classes),
        notes=(
            language.text(VINTAGE_LABELS[Vintage.DISTRICTS_2024]),
            *cautions(sides, language),
            *(
                (
                    language.text(
                        "A proposal of several districts counts in each of them, its money apart and added to none; in sums once."
                    ),
                )
                if is_shared
                else ()
            ),
        ),
    )

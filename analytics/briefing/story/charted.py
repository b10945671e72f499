"""A specification as it stands on a slide, in a deck, a report, a workbook: bars as a chart, any other form as the table of its marks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from analytics.briefing.story.slides import ChartBlock, TableBlock
from analytics.figures.spec import Bars, Blocks, Category, Curve, Dots, Flows, Mark, MarkGrid, Series, Spec
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.selection.selection import Selection
from analytics.wording.colours import PROGRAMME_COLOURS
from analytics.wording.language import Language
from geodata.grouping import grouped_by

MOST_COLUMNS = 10
"""Columns that have room for their names on a slide; more of them lie."""
_Told = tuple[tuple[str, ...], float | None]
"""What is said of a mark, and its value."""


def chart_block(  # noqa: PLR0913, PLR0917 - all that a chart on paper is made of
    id_: str, title: str, shown: Spec, selection: Selection, language: Language, notes: tuple[str, ...] = ()
) -> ChartBlock | TableBlock:
    """Return a chart as slides and files draw it; what the selection names stands out."""
    match shown:
        case Bars():
            flat = in_one_stack(shown, language)
            return ChartBlock(id_, title, flat, flat.chosen(selection), notes)
        case Dots() | MarkGrid():
            told = _told(mark for one in shown.series for mark in one.marks)
        case Blocks() | Curve():
            told = _told(shown.series.marks)
        case Flows():
            told = tuple((flow.said, flow.tonnes) for flow in shown.flows)
        case _:
            assert_never(shown)
    columns = (FigureColumn(language.text("What")), FigureColumn(language.text("Value"), is_number=True))
    rows = tuple((Cell(said[0]), Cell(" · ".join(said[1:]), value)) for said, value in told)
    return TableBlock(id_, title, Table(columns, rows), notes=notes)


def _told(marks: Iterable[Mark]) -> tuple[_Told, ...]:
    return tuple((mark.said, mark.value) for mark in marks)


def table_block(id_: str, title: str, table: Table, only: Sequence[str] = ()) -> TableBlock:
    """Return the table of a chart as slides and files show it, or `only` some of its columns; the first column is the widest."""
    kept = table.only(only) if only else table
    columns = tuple(replace(one, width=1.6 if n else 2.0) for n, one in enumerate(kept.columns))
    return TableBlock(id_, title, replace(kept, columns=columns))


def in_one_stack(shown: Bars, language: Language) -> Bars:
    """Return bars with one stack a category: what stands beside or behind others, or is a point, gets a category of its own.

    A band becomes a category too; points that mark what is not stated are left to the notes.
    """
    shown = _with_bars_for_bands(shown)
    stacks = grouped_by((f"{at}" if one.is_behind else f"/{one.stack}", one) for at, one in enumerate(shown.series))
    points = [one for each in shown.points if any(mark.value for mark in each.marks) for one in _one_a_place(each)]
    stacks |= {f"point {at}": [one] for at, one in enumerate(points)}
    if len(stacks) < 2:
        return replace(shown, points=())
    places = [
        (at, stack)
        for at in range(len(shown.categories))
        for stack, of_stack in stacks.items()
        if any(mark.at == at for one in of_stack for mark in one.marks)
    ]
    series = tuple(
        replace(
            one,
            marks=tuple(replace(mark, at=places.index((int(mark.at), stack))) for mark in one.marks),
            stack="",
            is_behind=False,
        )
        for stack, of_stack in stacks.items()
        for one in of_stack
    )
    bars = {stack for stack in stacks if not stack.startswith("point ")}
    categories = tuple(
        _named(shown.categories[at], at, stacks[stack], language, is_only={stack} == bars) for at, stack in places
    )
    is_standing = shown.is_standing and len(places) <= MOST_COLUMNS
    flat = replace(shown, categories=categories, series=series, points=(), is_labelled_under=False, parts=())
    return replace(flat, is_standing=is_standing)


def _with_bars_for_bands(shown: Bars) -> Bars:
    """Return bars in which each band is a bar of its own before its first category, as high as the mean of one, which is its label.

    What stands in a band alone, with nothing of its own, is in that bar.
    """
    if not shown.bands:
        return shown
    stated = {int(mark.at) for one in (*shown.series, *shown.points) for mark in one.marks}
    covered = {at for band in shown.bands for at in range(band.first, band.last + 1)} - stated
    categories: list[Category] = []
    places: dict[int, int] = {}
    marks: list[Mark] = []
    for at, category in enumerate(shown.categories):
        for band in (one for one in shown.bands if one.first == at):
            marks.append(Mark(len(categories), band.mean, said=band.said, choices=(band.choice,)))
            label = "\n".join(band.each.rsplit(" ", 1))
            categories.append(Category(band.text, band.said[0], label, choice=band.choice))
        if at not in covered:
            places[at] = len(categories)
            categories.append(category)

    def moved(one: Series) -> Series:
        return replace(one, marks=tuple(replace(mark, at=places[int(mark.at)]) for mark in one.marks))

    of_bands = Series(shown.band_name, tuple(marks), PROGRAMME_COLOURS["all"], ".", is_open=True)
    return replace(
        shown,
        categories=tuple(categories),
        series=(*map(moved, shown.series), of_bands),
        points=tuple(map(moved, shown.points)),
        parts=tuple(replace(one, at=places[int(one.at)]) for one in shown.parts),
        bands=(),
        band_name="",
    )


def _one_a_place(points: Series) -> list[Series]:
    """Divide points of which several stand at one place: a bar holds one value."""
    left, divided = list(points.marks), []
    while left:
        first = {mark.at: mark for mark in reversed(left)}
        divided.append(replace(points, marks=tuple(first.values())))
        left = [mark for mark in left if mark is not first[mark.at]]
    return divided


def _named(category: Category, at: int, of_stack: list[Series], language: Language, *, is_only: bool) -> Category:
    """Name a stack of a category by its series, where it is one alone; its label is the category's where all bars are in it, else what its mark says, or the sum of them."""
    marks = [mark for one in of_stack for mark in one.marks if mark.at == at]
    total = language.number(sum(mark.value for mark in marks), 2)
    name = f"{category.name} · {of_stack[0].name}" if len(of_stack) == 1 else category.name
    if is_only and category.label:
        return replace(category, name=name, under="")
    return replace(category, name=name, label=(marks[0].text or total) if len(marks) == 1 else total, under="")

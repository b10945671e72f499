"""The words of a comparison: what its sides are called, how a difference is written, why two numbers cannot be compared."""

from collections.abc import Sequence
from dataclasses import replace

from analytics.crosstab.comparing import ComparedLine, ComparedMeasure, KnownSide, share_of_province
from analytics.crosstab.cut import ADDED, MONEY, CrosstabMeasure, Cut
from analytics.crosstab.sides import PROVINCE_SIDE, Sides, is_period_side
from analytics.crosstab.table import CrosstabCell
from analytics.crosstab.vintages import Became, OfLand
from analytics.crosstab.words import CROSSTAB_MEASURE_NAMES, measure_text, said_of, stated_of, unit_of
from analytics.maps.numbers import known_basis
from analytics.prepared.vintages import VINTAGE_LABELS, Vintage
from analytics.selection.place_words import district_name, joined, period, span, unit_name
from analytics.selection.selection import read_year_range
from analytics.wording.claims import ClaimObjection
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Qualifier

OBJECTION_TEXTS: dict[ClaimObjection, str] = {
    ClaimObjection.NOTHING_KNOWN: mark("only one side is known"),
    ClaimObjection.LITTLE_IS_STATED: mark("fewer than one in five rows state it"),
    ClaimObjection.A_PART: mark("a list on record may be only a part of what is published"),
    ClaimObjection.UNLIKE: mark("of other years, basis or sources of funding"),
    ClaimObjection.MENTIONS: mark("the years of a facility or an export are those in which sources name it"),
    ClaimObjection.A_BOUND: mark("a side is only a bound or an approximation"),
    ClaimObjection.NOT_ALL: mark("years in between have no figure"),
}

_SMALL = 0.1
"""Below this a share is told with a decimal."""


def side_name(side: str, language: Language) -> str:
    """Return what a side is called."""
    if side == PROVINCE_SIDE:
        return language.text("Whole province")
    if side in set(Vintage):
        return language.text(VINTAGE_LABELS[Vintage(side)])
    if is_period_side(side):
        years = read_year_range(side)[0] or (0, 0)
        return period(*years)
    return district_name(side, language, short=True)


BECAME: dict[Became, str] = {
    Became.SAME: mark("the same land"),
    Became.JOINED: mark("joined"),
    Became.DIVIDED: mark("divided"),
    Became.REDRAWN: mark("redrawn"),
}
_PARTS: dict[Became, str] = {
    Became.JOINED: mark("only the sum of {n} units is compared, not each of them"),
    Became.DIVIDED: mark("only the sum of {n} units is compared, not each of them"),
    Became.REDRAWN: mark("borders were drawn anew: only the sums of {n} units are compared"),
}


def names_on(units: tuple[str, ...], vintage: Vintage) -> str:
    """Return the names of the units of a land."""
    return ", ".join(unit_name(f"{vintage}:{code}") for code in units)


def not_alike(of: OfLand, language: Language) -> str:
    """Say what is not comparable on a land: its parts, or that one side places no row."""
    said = []
    if of.land is not None and of.land.became in _PARTS:
        n = max(len(of.land.left), len(of.land.right))
        if of.land.became is Became.REDRAWN:
            n = len(of.land.left) + len(of.land.right)
        said.append(language.text(_PARTS[of.land.became], n=language.number(n)))
    if of.difference is None and (of.n_left or of.n_right):
        said.append(language.text(OBJECTION_TEXTS[ClaimObjection.NOTHING_KNOWN]))
    elif of.difference or of.n_left != of.n_right:
        said.append(language.text("rows whose unit is known in one period alone"))
    return joined(said, "; ")


def line_name(measure: CrosstabMeasure, language: Language, *, is_published: bool) -> str:
    """Return what a line compares: "Support (rows on record, million VND)"."""
    ground = language.text("published") if is_published else language.text("rows on record")
    within = joined([ground, unit_of(measure, language)], ", ")
    return f"{language.text(CROSSTAB_MEASURE_NAMES[measure])} ({within})"


def compared_measure_name(measure: CrosstabMeasure, language: Language) -> str:
    """Return what a line compares, with its unit: "Support (million VND)"; of exports the markets, as the strip counts them."""
    if measure is CrosstabMeasure.FLOWS:
        return language.text("Export markets")
    name, unit = language.text(CROSSTAB_MEASURE_NAMES[measure]), unit_of(measure, language)
    return f"{name} ({unit})" if unit else name


def known_side_text(line: ComparedLine, side: KnownSide, language: Language) -> tuple[str, str]:
    """Return the number of a side with its sign, "" where none may stand large, and what it is of: its years or the list, what is itemised, shared, published besides."""
    measure, number, cell = line.measure, side.number, side.cell
    large = "" if number.value is None else measure_text(measure, number.value, language, number.qualifier)
    rows = "" if not cell.n or cell.value is None else measure_text(measure, cell.value, language)
    if measure is CrosstabMeasure.FLOWS and rows:
        rows = language.count("{n} source row", "{n} source rows", cell.n)
    stated = stated_of(measure, cell, language)
    message = mark("and {value} shared") if measure in ADDED else mark("{value} shared")
    shared = "" if side.shared is None else language.text(message, value=measure_text(measure, side.shared, language))
    if number.published is not None:
        basis = language.text("published {number}", number=known_basis(number, language))
        return large, joined([basis, language.text("itemised {value}", value=rows) if rows else "", stated, shared])
    if not large:
        return "", joined([language.text("so far only {value}", value=rows) if rows else "", stated, shared])
    total = cell.published
    beside = (
        ""
        if total is None
        else joined(
            [
                language.text(
                    "published: {value}", value=measure_text(measure, total.value, language, total.qualifier)
                ),
                span(total),
            ],
            " ",
        )
    )
    ground = language.text(mark("rows on record") if number.is_of_rows else mark("published and itemised"))
    return large, joined([ground, rows if measure is CrosstabMeasure.FLOWS else "", stated, shared, beside])


def remark_on(line: ComparedLine, lines: Sequence[ComparedLine], language: Language) -> str:
    """Say why a line is not compared, and of counterpart capital of other years than the support that the two make no ratio."""
    said = "" if line.reason is None else language.text(OBJECTION_TEXTS[line.reason])
    if line.measure is not CrosstabMeasure.COUNTERPART:
        return said
    support = next((one for one in lines if one.measure is CrosstabMeasure.SUPPORT), None)
    pairs = () if support is None else ((line.left, support.left), (line.right, support.right))
    is_of_other_years = any(
        one.number.value is not None and other.number.value is not None and one.number.kind != other.number.kind
        for one, other in pairs
    )
    apart = (
        language.text("not of the same years or rows as the support: do not divide the two")
        if is_of_other_years
        else ""
    )
    return joined([said, apart], "; ")


def between_name(sides: Sides, language: Language) -> str:
    """Return what stands beside both sides is: a share where one holds the other, else a difference."""
    share, difference = mark("Share of the province"), mark("Difference: first − second")
    return language.text(share if sides.are_part_and_whole else difference)


def between_text(line: ComparedLine, sides: Sides, language: Language) -> str:
    """Return the share of the province in percent where one side holds the other, else the difference; "" where there is none to tell."""
    if not sides.are_part_and_whole:
        return difference_text(line, language)
    share = share_of_province(line, sides)
    return "" if share is None else language.percent(share, 1 if 0 < share < _SMALL else 0)


def between(line: ComparedLine, sides: Sides) -> float | None:
    """Return the number of `between_text`, a share in percent."""
    share = share_of_province(line, sides)
    return in_unit(line, line.difference) if share is None else 100 * share


def difference_text(line: ComparedLine | ComparedMeasure, language: Language) -> str:
    """Return the difference with its sign, "" where there is none to tell."""
    return signed(line.measure, line.difference, language)


def signed(measure: CrosstabMeasure, difference: float | None, language: Language) -> str:
    """Return a difference with its sign, "" for none."""
    if difference is None:
        return ""
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + measure_text(measure, abs(difference), language)


def side_text(line: ComparedMeasure, cell: CrosstabCell, language: Language) -> tuple[str, str]:
    """Return what a side says, "" for nothing that may be large, and what that rests on."""
    if not line.is_published:
        large, note = said_of(Cut(line.measure), replace(cell, published=None), language)
        is_least = line.measure in ADDED and cell.n_stated < cell.n and large
        return qualified(large, Qualifier.AT_LEAST if is_least else Qualifier.EXACT), note
    total = cell.published
    if total is None:
        return "", ""
    bases = (label(basis, language) for basis in total.bases)
    return measure_text(line.measure, total.value, language, total.qualifier), joined([period(*total.span), *bases])


def coverage_text(line: ComparedMeasure, sides: Sides, language: Language) -> str:
    """Say how much of what is published the rows of each side are, "" where nothing is published beside them."""
    told = []
    for side, cell in ((sides.left, line.left), (sides.right, line.right)):
        total = None if line.is_published else cell.published
        if total is not None:
            rows = "0" if cell.value is None else measure_text(line.measure, cell.value, language)
            all_ = measure_text(line.measure, total.value, language, total.qualifier)
            told.append(
                language.text("{side}: {rows} of {all} published", side=side_name(side, language), rows=rows, all=all_)
            )
    return joined(told)


def in_unit(line: ComparedLine | ComparedMeasure, value: float | None) -> float | None:
    """Return a value in the unit that its row names."""
    return value / 1e6 if value is not None and line.measure in MONEY else value


ON_EACH_LAND = mark(
    "A proposal of several units counts once on each land, its money apart and added to none; in the total once."
)


def cautions(sides: Sides, language: Language) -> tuple[str, ...]:
    """Return what a reader has to know of this comparison."""
    if sides.are_vintages:
        return (
            language.text(
                "The same rows by the units of two periods: a difference is of rows that only one of them can place."
            ),
            language.text(ON_EACH_LAND),
        )
    notes = [
        language.text("A share of rows on record is one of what is on record, not of all there is.")
        if sides.are_part_and_whole
        else language.text("Rows on record are not all there is: a difference of them is one of the record.")
    ]
    lengths = {_length(side) for side in (sides.left, sides.right)}
    if sides.are_periods and len(lengths) > 1:
        notes.append(language.text("The periods have different lengths; their sums grow with the years."))
    if not sides.are_periods:
        notes.append(
            language.text(
                "A proposal of several districts counts in each of them, its money apart and added to none; in sums once."
            )
        )
    return tuple(notes)


def _length(side: str) -> int:
    years = read_year_range(side)[0] or (0, 0)
    return years[1] - years[0]

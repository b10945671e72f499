"""The words of a crosstab: what is measured, the fields, their values, how a cell is written, what a reader has to know."""

from collections.abc import Callable
from functools import cache
from typing import Any

from analytics.crosstab.cut import ADDED, MONEY, CrosstabMeasure, Cut, Dimension
from analytics.crosstab.entries import COMMUNES, NONE
from analytics.crosstab.table import OTHERS, PLACE_FIELDS, Crosstab, CrosstabCell, crosstab
from analytics.figures.known_elsewhere import known_without, taken_back
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import district_name, joined, unit_name
from analytics.selection.selected import selected_of
from analytics.selection.selection import UNPLACED, Selection
from analytics.selection.words import FIELD_NAMES
from analytics.trade.words import market_name
from analytics.wording.claims import LEAST_SHARE
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent
from geodata.text import alphabetical

CROSSTAB_MEASURE_NAMES: dict[CrosstabMeasure, str] = {
    CrosstabMeasure.PROPOSALS: mark("Proposals"),
    CrosstabMeasure.SUPPORT: mark("Support"),
    CrosstabMeasure.COUNTERPART: mark("Counterpart capital"),
    CrosstabMeasure.INVESTMENT: mark("Total investment"),
    CrosstabMeasure.FACILITIES: mark("Facilities"),
    CrosstabMeasure.WORKERS: mark("Workers"),
    CrosstabMeasure.OCOP: mark("OCOP products"),
    CrosstabMeasure.TYPICAL: mark("Typical products"),
    CrosstabMeasure.FLOWS: mark("Export rows"),
    CrosstabMeasure.TONNES: mark("Tonnes exported"),
}
DIMENSIONS: dict[Dimension, str] = {
    Dimension.DISTRICT: mark("District"),
    Dimension.COMMUNE: mark("Commune"),
    Dimension.SECTOR: mark("Sector"),
    Dimension.PROGRAMME: FIELD_NAMES["programmes"],
    Dimension.CONTENT: mark("Support content"),
    Dimension.STAGE: FIELD_NAMES["stages"],
    Dimension.STARS: mark("Stars"),
    Dimension.MARKET: mark("Market"),
    Dimension.PRODUCER: mark("Producer"),
    Dimension.YEAR: mark("Year"),
}
_NONE: dict[Dimension, str] = {
    Dimension.DISTRICT: mark("Not placed"),
    Dimension.COMMUNE: mark("Commune not known"),
    Dimension.PRODUCER: mark("Producer not stated"),
    Dimension.STARS: mark("no stars on record"),
    Dimension.MARKET: mark("no market on record"),
    Dimension.YEAR: mark("Year not stated"),
}
_NO_PROPOSAL = mark("no proposal on record")
_LISTS: dict[Dimension, Any] = {
    Dimension.SECTOR: Sector,
    Dimension.PROGRAMME: Programme,
    Dimension.CONTENT: SupportContent,
    Dimension.STAGE: Stage,
}


@cached()
def _facility_names(prepared: Prepared) -> dict[str, str]:
    frame = prepared.facilities
    return dict(zip(frame["facility_id"], frame["name"], strict=True))


def value_name(prepared: Prepared, one: Dimension, value: str, language: Language) -> str:
    """Return what a line or a column is called."""
    if value == OTHERS:
        return language.text("The others together")
    if value in {NONE, UNPLACED}:
        return language.text(_NONE.get(one, _NO_PROPOSAL))
    return _NAMES[one](prepared, value, language) if one in _NAMES else label(_LISTS[one](value), language)


_NAMES: dict[Dimension, Callable[[Prepared, str, Language], str]] = {
    Dimension.DISTRICT: lambda _, value, language: district_name(value, language, short=True),
    Dimension.COMMUNE: lambda _, value, __: unit_name(f"{COMMUNES}:{value}"),
    Dimension.STARS: lambda _, value, __: f"{value} ★",
    Dimension.MARKET: lambda _, value, language: market_name(value, language),
    Dimension.PRODUCER: lambda prepared, value, _: _facility_names(prepared).get(value, value),
    Dimension.YEAR: lambda _, value, __: value.replace("-", "–"),
}


def in_order(made: Crosstab, one: Dimension, values: list[str], language: Language) -> list[str]:
    """Return the values of a field in the order that a reader expects; what is no value comes last."""
    fixed = _fixed_order(one)

    def place(value: str) -> tuple[Any, ...]:
        last = {OTHERS: 1, UNPLACED: 2, NONE: 3}.get(value, 0)
        if one is Dimension.YEAR:
            first, _, end = value.partition("-")
            return last, (end or first), first
        if value in fixed:
            return last, fixed[value]
        return last, alphabetical(value_name(made.selected.prepared, one, value, language))

    return sorted(values, key=place)


@cache
def _fixed_order(one: Dimension) -> dict[str, int]:
    return {str(value): at for at, value in enumerate(_LISTS.get(one, ()))}


def measure_text(measure: CrosstabMeasure, value: float, language: Language, qualifier: object = None) -> str:
    """Return a value: money in triệu so that cells compare, tonnes with their decimals, the rest as whole numbers."""
    if measure in MONEY:
        return qualified(language.number(value / 1e6, 1), qualifier)
    return qualified(language.number(value, 2), qualifier)


def unit_of(measure: CrosstabMeasure, language: Language) -> str:
    """Return the unit that cells are in, "" for a count."""
    if measure in MONEY:
        return language.text("million VND")
    return language.text("t") if measure is CrosstabMeasure.TONNES else ""


def within_sentence(text: str) -> str:
    """Return a heading as it stands within a sentence: "OCOP" keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def crosstab_title(cut: Cut, language: Language) -> str:
    """Return "Support by district and sector × year"."""
    down = language.text(" and ").join(within_sentence(language.text(DIMENSIONS[one])) for one in cut.down)
    return language.text(
        "{measure} by {down} × {across}",
        measure=language.text(CROSSTAB_MEASURE_NAMES[cut.measure]),
        down=down,
        across=within_sentence(language.text(DIMENSIONS[cut.across])),
    )


def said_of(cut: Cut, cell: CrosstabCell, language: Language) -> tuple[str, str]:
    """Return the large number of a cell, "" where none may be large, and what it rests on.

    A sum that fewer than one in five of the rows state is never large.
    """
    rows = "" if cell.value is None else measure_text(cut.measure, cell.value, language)
    stated = joined([stated_of(cut.measure, cell, language), beside_text(cut.measure, cell.beside, language)])
    if cell.is_published_large and cell.published is not None:
        large = measure_text(cut.measure, cell.published.value, language, cell.published.qualifier)
        return large, joined([language.text("on record {rows}", rows=rows or "—"), stated])
    total = cell.published
    beside = "" if total is None else measure_text(cut.measure, total.value, language, total.qualifier)
    published = language.text("published: {value}", value=beside) if beside else ""
    if cell.n_stated * LEAST_SHARE < cell.n or not cell.n:
        return "", joined([rows, stated, published])
    return rows, joined([stated, published])


def stated_of(measure: CrosstabMeasure, cell: CrosstabCell, language: Language) -> str:
    """Say how many rows state an amount, "" for a count or where all do."""
    n_stated = cell.n_stated + cell.n_beside
    if measure not in ADDED or cell.n == n_stated:
        return ""
    return language.text("{n} of {all} state it", n=language.number(n_stated), all=language.number(cell.n))


def beside_text(measure: CrosstabMeasure, beside: float | None, language: Language) -> str:
    """Say which money stands beside that of a place, as other places have it too; "" for none."""
    if beside is None:
        return ""
    return language.text("and {value} shared", value=measure_text(measure, beside, language))


def nothing_of(made: Crosstab, language: Language) -> str:
    """Say that nothing fits, and which choice, taken back, lets it show something."""
    said = language.text("Nothing on record and nothing published fits these choices.")

    def is_known(asked: Selection) -> bool:
        return not crosstab(selected_of(made.selected.prepared, asked), made.cut).is_empty

    fields = known_without(made.selected.selection, is_known)
    return f"{said} {taken_back(fields, language)}" if fields else said


def notes_of_totals(made: Crosstab, language: Language) -> tuple[str, ...]:
    """Say why the parts of this crosstab do not add up to its totals: rows that stand in several, rows that are in none."""
    once = mark("{n} of the rows stand under several values of {field}: counted in each of them, in totals once.")
    apart = mark(
        "{n} of the rows stand under several values of {field}: counted in each of them, their money apart and added to none; in totals once."
    )
    notes = [
        language.text(
            apart if made.cut.measure in MONEY and one in PLACE_FIELDS else once,
            n=language.number(n),
            field=within_sentence(language.text(DIMENSIONS[one])),
        )
        for one, n in made.several.items()
        if n
    ]
    if made.apart:
        notes.append(
            language.count(
                "{n} row names a group of markets or none: in the line of its market alone, in no total.",
                "{n} rows name a group of markets or none: in the lines of their markets alone, in no total.",
                made.apart,
            )
        )
    return tuple(notes)


def said_of_total(made: Crosstab, language: Language) -> str:
    """Say beside the total in short which rows stand in several of the parts, "" where none does."""
    return joined(
        [
            language.text(
                "{n} under several values of {field}, in the total once",
                n=language.number(n),
                field=within_sentence(language.text(DIMENSIONS[one])),
            )
            for one, n in made.several.items()
            if n
        ]
    )


def notes_of(made: Crosstab, language: Language) -> tuple[str, ...]:
    """Return what a reader has to know of this crosstab."""
    notes = [*notes_of_totals(made, language)]
    if made.cut.measure is CrosstabMeasure.TONNES:
        notes.append(
            language.text("Only tonnes that a source says were shipped; contracts, orders and plans are not added.")
        )
    if any(cell.published for cell in made.cells.values()):
        notes.append(
            language.text(
                "Hatched: what sources publish as a whole, where it is more than the rows on record; the two are never added. A total of rows is one of rows, with what is published beside it."
            )
        )
    notes.append(
        language.text("An empty cell has no row on record, which is not zero; “—” has rows, none of which states it.")
    )
    return tuple(notes)

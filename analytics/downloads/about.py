"""What a reader of an exported file must know: what is selected, when, from which data, how many rows, how to read them."""

from collections.abc import Iterable, Mapping

from analytics.downloads.fields import SHEET_TITLES
from analytics.downloads.occasion import Occasion
from analytics.maps.credits import boundary_credits
from analytics.prepared.vintages import VINTAGE_LABELS
from analytics.selection.place_words import joined, unit_name
from analytics.selection.selected import Selected
from analytics.selection.selection import PARAMETERS, Selection
from analytics.selection.words import EVERYTHING, FIELD_NAMES, value_words, years_words
from analytics.wording.language import Language, mark

AboutLine = tuple[str, str | int]
"""A heading and what it says."""

_NOTES = (
    mark("An empty cell is not known; it is never zero."),
    mark(
        "Amounts are whole đồng. A sum over proposals is what is itemised: published totals are larger, and the two are never added together."
    ),
    mark(
        "A longitude and latitude are given where the address is known. Other points on a map stand somewhere in the commune or district."
    ),
    mark("Each row names its sources by their codes, which the list of sources explains."),
)


def about_export(selected: Selected, occasion: Occasion, counts: Mapping[str, int]) -> tuple[AboutLine, ...]:
    """Return the lines about an export; `counts` are the rows by table."""
    language = occasion.language
    record = selected.prepared.record
    lines: list[AboutLine] = []
    if record.is_illustrative:
        lines.append(
            (
                language.text("ILLUSTRATIVE DATA"),
                language.text("Generated for demonstration only, not real. No row may be quoted."),
            )
        )
    lines += _selection_lines(selected.selection, language)
    if occasion.address:
        lines.append((language.text("The same choice as an address"), f"?{occasion.address}"))
    lines += [
        (language.text("Downloaded on"), _moment(occasion)),
        (language.text("Data"), occasion.scope or _scope(language, is_illustrative=record.is_illustrative)),
        (language.text("Revision of the data"), record.revision),
        (language.text("Units of areas"), language.text(VINTAGE_LABELS[occasion.vintage])),
    ]
    lines += [
        (language.text("Rows: {table}", table=language.text(SHEET_TITLES[name])), n) for name, n in counts.items()
    ]
    lines += _undated(selected, language)
    lines += [(language.text("How to read it"), language.text(note)) for note in _NOTES]
    return (*lines, (language.text("Boundaries"), boundary_credits([occasion.vintage.value], language)))


def _selection_lines(selection: Selection, language: Language) -> Iterable[AboutLine]:
    """Name every value that is chosen, a line for each field."""
    if selection.is_empty:
        yield language.text("Selection"), language.text(EVERYTHING)
    for field in PARAMETERS:
        heading = FIELD_NAMES[field]
        if field == "years":
            words = years_words(selection.years)
        elif field == "units":
            words = joined([unit_name(unit, short=False) for unit in selection.units], ", ")
        else:
            words = joined([value_words(field, value, language) for value in getattr(selection, field)], ", ")
        if words:
            yield f"{language.text(mark('Selection'))}: {language.text(heading)}", words


def _moment(occasion: Occasion) -> str:
    day = occasion.language.partial_date(occasion.at.date().isoformat())
    return f"{day} {occasion.at:%H:%M}"


def _scope(language: Language, *, is_illustrative: bool) -> str:
    if is_illustrative:
        return language.text("illustrative survey")
    return language.text("public record")


def _undated(selected: Selected, language: Language) -> Iterable[AboutLine]:
    for name, n in selected.undated.items():
        table = language.text(SHEET_TITLES[name])
        yield language.text("Left out, as no source dates them: {table}", table=table), n

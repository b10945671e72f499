"""What the map of a slide says: which unit is first where nothing could turn it, what chosen units have, else how much there is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from analytics.findings.said import StatedText, What, named, side_by_side, stated_number
from analytics.findings.wording import Spoken, all_there_are, counted_of, on, total_years
from analytics.wording.claims import Claim, ClaimKind, GroupShare, counted, largest, part, rank_among, unknown
from analytics.wording.signs import qualified

NAMED_TOGETHER = 3
"""Units that a headline names each with its value."""


@dataclass(frozen=True)
class MappedMeasure:
    """What a headline of the map speaks of: the measure and the same as it is counted, its sum, and what of it lies in no unit."""

    title: str
    name: str
    total: float
    elsewhere: float
    is_told: bool = False
    """Whether the name itself says what is counted: what is published, or that it is itemised."""
    beside: Mapping[str, StatedText] = field(default_factory=dict)
    """What is published of a unit beside what the map counts in it, by its name."""


def map_headline(
    parts: Sequence[GroupShare], mapped: MappedMeasure, write: Callable[[float], str], spoken: Spoken
) -> StatedText:
    """Say which unit has the highest value of the map, of chosen units what they have; else how much there is and is not placed.

    `write` writes a value of the map, `spoken.write` one before it was made comparable.
    """
    language = spoken.language
    chosen = [one for one in parts if one.is_chosen and one.value]
    if len(chosen) == 1:
        return _of_one_unit(chosen[0], parts, mapped, write, spoken)
    empty = [named(one.name) for one in parts if one.is_chosen]
    if not chosen and 0 < len(empty) <= NAMED_TOGETHER:
        return on(ClaimKind.UNKNOWN, unknown(0), language).text(
            "{what}: no information yet", what=side_by_side([named(mapped.title), *empty], ", ")
        )
    found = largest(parts, spoken.coverage)
    if not chosen and isinstance(found, Claim) and found.value is not None:
        return on(ClaimKind.LARGEST, found, language).text(
            "{title}: highest in {names}, {value}",
            title=named(mapped.title),
            names=found.name,
            value=stated_number(What.GROUP, found.value, write(found.value), found.name),
        )
    if 0 < len(chosen) <= NAMED_TOGETHER:
        each = [
            side_by_side(
                [one.name, stated_number(What.GROUP, one.value or 0.0, write(one.value or 0.0), one.name)], " "
            )
            for one in chosen
        ]
        return on(ClaimKind.COUNT, counted(len(chosen)), language).text(
            "{what}: {n}", what=named(mapped.title), n=side_by_side(each, ", ")
        )
    return _mapped_in_all(mapped, spoken)


def placed_headline(what: str, n_units: int, elsewhere: float, spoken: Spoken) -> StatedText:
    """Say in how many units the rows lie and how many lie in none, beside how many are published, where no unit may be called first."""
    language, coverage, counts = spoken.language, spoken.coverage, spoken.published
    said = on(ClaimKind.COUNT, counted(coverage.n), language)
    n = stated_number(What.ROWS, coverage.n, language.number(coverage.n))
    itemised = said.text("{what}: {n} itemised", what=named(what), n=n)
    if n_units:
        places = stated_number(What.PLACES, n_units, language.number(n_units))
        itemised = said.text("{what}: {n} itemised, in {places} districts", what=named(what), n=n, places=places)
    apart = said.text(
        "{elsewhere} in none", elsewhere=stated_number(What.ELSEWHERE, elsewhere, spoken.write(elsewhere))
    )
    beside = StatedText("")
    if counts is not None and counts.value > coverage.n - coverage.n_apart:
        text = qualified(language.number(counts.value), counts.qualifier)
        beside = said.text(
            "{all} published of the province ({years})",
            all=stated_number(What.PUBLISHED, counts.value, text, ids=counts.figure_ids),
            years=total_years(counts),
        )
    return side_by_side([itemised, apart if elsewhere else "", beside], "; ")


def _mapped_in_all(mapped: MappedMeasure, spoken: Spoken) -> StatedText:
    """Say how much there is, and what of it lies in no single unit."""
    language, coverage = spoken.language, spoken.coverage
    what = named(mapped.name)
    if not mapped.total:
        return on(ClaimKind.UNKNOWN, unknown(0), language).text("{what}: no information yet", what=what)
    if coverage.n_of > coverage.n_stated and mapped.total == coverage.n:
        return counted_of(what, spoken)
    if coverage.n_of > coverage.n_stated:
        return on(ClaimKind.PART, part(coverage), language).text(
            "{what}: {total} from {known} of {n}",
            what=what,
            total=stated_number(What.SUM, mapped.total, spoken.write(mapped.total)),
            known=stated_number(What.STATING, coverage.n_stated, language.number(coverage.n_stated)),
            n=all_there_are(coverage, spoken.published, language),
        )
    said = on(ClaimKind.COUNT, counted(coverage.n), language)
    n = stated_number(What.SUM, mapped.total, spoken.write(mapped.total))
    if mapped.is_told:
        return said.text("{what}: {n}", what=what, n=n)
    if not mapped.elsewhere:
        return said.text("{what}: {n} itemised", what=what, n=n)
    return said.text(
        "{what}: {n} itemised, of them {elsewhere} in no single unit",
        what=what,
        n=n,
        elsewhere=stated_number(What.ELSEWHERE, mapped.elsewhere, spoken.write(mapped.elsewhere)),
    )


def _of_one_unit(
    unit: GroupShare, parts: Sequence[GroupShare], mapped: MappedMeasure, write: Callable[[float], str], spoken: Spoken
) -> StatedText:
    """Say what the one chosen unit has and, where nothing could turn it, which place that is among the units with a value."""
    language, title = spoken.language, named(mapped.title)
    value = stated_number(What.GROUP, unit.value or 0.0, write(unit.value or 0.0), unit.name)
    found = rank_among(unit, parts, spoken.coverage, is_all_placed=not mapped.elsewhere)
    if isinstance(found, Claim) and found.value is not None and found.of is not None:
        return on(ClaimKind.PLACE, found, language).text(
            "{title}: {name} {value}, place {place} of {n} units",
            title=title,
            name=unit.name,
            value=value,
            place=stated_number(What.PLACE, found.value, language.number(found.value), unit.name),
            n=stated_number(What.PLACES, found.of, language.number(found.of)),
        )
    said = on(ClaimKind.COUNT, counted(1), language)
    if beside := mapped.beside.get(unit.name):
        return said.text(
            "{title}: {name} {value}, beside {published} published",
            title=title,
            name=unit.name,
            value=value,
            published=beside,
        )
    return said.text("{title}: {name} {value}", title=title, name=unit.name, value=value)

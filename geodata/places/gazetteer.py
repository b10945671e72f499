"""Match what people write to units: "TP. Bắc Giang", "H. Lạng Giang", "Lang Giang", "xã Nam Dương (thôn Thủ Dương)".

A match is never a guess: several units that fit are handed back as candidates, an unknown name with its nearest spellings.
Without a day, names are read as in the ten-district view (2020-2024), then as older and newer ones.
"""

import functools
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.places.name_index import Scope, as_of, close_units, is_spelt, look_up, rows_by_code, shares_district
from geodata.places.place_text import Phrase, PlaceText, Reading, parse_place
from geodata.places.registry import Level, Unit
from geodata.places.succession import NO_DISTRICTS, VIEW_DATE

MOST_NAMED = 40
LONGEST_PLACE = 400
"""A text with more names, or more letters, is no place: nothing in it is looked up."""


class MatchStatus(StrEnum):
    """Whether a text names one unit, none that is known, or several."""

    MATCHED = "matched"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


class MatchReason(StrEnum):
    """Why a text matched as it did, or why not."""

    EXACT = "exact"
    FOLDED = "folded"
    KIND_DIFFERS = "kind_differs"
    OLD_NAME = "old_name"
    NEW_NAME = "new_name"
    DISTRICT_PREFERRED = "district_preferred"
    VIEW_PREFERRED = "view_preferred"
    PARTIAL = "partial"
    SEVERAL_UNITS = "several_units"
    SEVERAL_NAMED = "several_named"
    NO_NAME = "no_name"
    NO_SUCH_NAME = "no_such_name"
    NEAREST = "nearest"
    OTHER_LEVEL = "other_level"
    NOT_WITHIN = "not_within"


@dataclass(frozen=True)
class Match:
    """What a text names.

    `unit` is set if and only if `status` is matched; `named` is the unit under the name written where that is an older one.
    `candidates`: the units that fit (ambiguous), the nearest or those elsewhere (unknown), those passed over (preferred).
    `rest` is what names no unit: villages, brackets.
    """

    status: MatchStatus
    reason: MatchReason
    unit: Unit | None = None
    candidates: tuple[Unit, ...] = ()
    rest: str = ""
    named: Unit | None = None


def match_unit(text: str, *, level: str | None = None, within: str | None = None, on: date | None = None) -> Match:
    """Return what a text names. `level` wants a unit of that level, `within` one in that district, `on` names of that day.

    With several parts ("xã Nam Dương, huyện Lục Ngạn") the larger unit narrows the smaller, and the smallest is returned
    unless `level` asks for another. A bare name that one of the ten districts bears is read as that district, one that the
    province bears is ambiguous. ValueError for a level that is none.
    """
    return _match(text, Scope(Level(level) if level else None, within, on))


@functools.lru_cache(maxsize=16384)
def _match(text: str, scope: Scope) -> Match:
    if len(text) > LONGEST_PLACE:
        return Match(MatchStatus.UNKNOWN, MatchReason.NO_SUCH_NAME, rest=text.strip())
    place = parse_place(text)
    if not place.named and place.brackets:
        place = parse_place(", ".join(place.brackets))
    if place.is_new and scope.on is None:
        scope = Scope(scope.level, scope.within, NO_DISTRICTS)
    if not place.named:
        return Match(MatchStatus.UNKNOWN, MatchReason.NO_NAME, rest=text.strip())
    if len(place.named) > MOST_NAMED:
        return Match(MatchStatus.UNKNOWN, MatchReason.NO_SUCH_NAME, rest=text.strip())
    found = _match_parts(place, scope)
    return _with_rest(_choose(found, scope), place, found)


def _match_parts(place: PlaceText, scope: Scope) -> list[tuple[Phrase, Match]]:
    """Match the named parts from the last (largest) to the first, each within the district found so far."""
    if len(place.named) == 1:
        return [(place.named[0], match_phrase(place.named[0], scope))]
    found: list[tuple[Phrase, Match]] = []
    within, is_inside = scope.within, False
    for phrase in reversed(place.named):
        level = Level.COMMUNE if is_inside and phrase.is_bare else None
        match = match_phrase(phrase, Scope(level, within, scope.on))
        if level and match.status is MatchStatus.UNKNOWN:
            match = _other_district(phrase, scope) or match
        if not found and phrase.is_bare and any(unit.level is Level.PROVINCE for unit in match.candidates):
            continue
        found.append((phrase, match))
        if match.unit and match.unit.level is Level.DISTRICT:
            within, is_inside = match.unit.code, True
    return found


def _other_district(phrase: Phrase, scope: Scope) -> Match | None:
    """Return the match of a bare name that is no commune of the district after it but a district too ("Lục Nam, Lục Ngạn")."""
    match = match_phrase(phrase, Scope(Level.DISTRICT, None, scope.on))
    return match if match.unit else None


def _choose(found: list[tuple[Phrase, Match]], scope: Scope) -> Match:
    """Return the match of the smallest unit, or of the level asked for; names that are no units count when nothing else does."""
    named = [
        (phrase, match) for phrase, match in found if match.status is not MatchStatus.UNKNOWN or not phrase.is_bare
    ]
    matches = [match for phrase, match in named if scope.level in (None, _level(phrase, match))]
    if not matches:
        return _no_match(found, scope)
    smallest = max(_rank(phrase, match) for phrase, match in named if match in matches)
    last = [match for phrase, match in named if match in matches and _rank(phrase, match) == smallest]
    units = tuple(dict.fromkeys(unit for match in last for unit in ([match.unit] if match.unit else match.candidates)))
    if len(last) > 1 and len(units) > 1:
        return Match(MatchStatus.AMBIGUOUS, MatchReason.SEVERAL_NAMED, candidates=units)
    return last[0]


def _no_match(found: list[tuple[Phrase, Match]], scope: Scope) -> Match:
    unknown = [match for phrase, match in found if match.status is MatchStatus.UNKNOWN]
    if unknown or not found:
        return unknown[-1] if unknown else Match(MatchStatus.UNKNOWN, MatchReason.NO_SUCH_NAME)
    units = tuple(unit for _, match in found for unit in ([match.unit] if match.unit else match.candidates))
    reason = MatchReason.OTHER_LEVEL if scope.level else MatchReason.NO_SUCH_NAME
    return Match(MatchStatus.UNKNOWN, reason, candidates=units)


def _level(phrase: Phrase, match: Match) -> Level | None:
    units = [match.unit] if match.unit else match.candidates
    levels = {unit.level for unit in units}
    return phrase.readings[0].level or (levels.pop() if len(levels) == 1 else None)


def _rank(phrase: Phrase, match: Match) -> int:
    return list(Level).index(level) if (level := _level(phrase, match)) else 0


def _with_rest(match: Match, place: PlaceText, found: list[tuple[Phrase, Match]]) -> Match:
    """Return the match with the villages, unknown bare words and brackets that stood beside it."""
    noise = {phrase.text for phrase, one in found if one.status is MatchStatus.UNKNOWN and phrase.is_bare}
    left = [phrase.text for phrase in place.phrases if not phrase.readings or (match.unit and phrase.text in noise)]
    is_partial = match.unit is not None and bool(noise)
    reason = MatchReason.PARTIAL if is_partial else match.reason
    rest = "; ".join([*left, *place.brackets])
    return Match(match.status, reason, match.unit, match.candidates, rest, match.named)


@functools.lru_cache(maxsize=4096)
def match_phrase(phrase: Phrase, scope: Scope) -> Match:
    """Return what one phrase names: the first reading of it that any unit fits decides."""
    for reading in phrase.readings:
        if rows := look_up(reading, scope):
            return _decide(reading, rows, scope)
    for wider, reason in (
        (Scope(scope.level, None, scope.on), MatchReason.NOT_WITHIN),
        (Scope(None, scope.within, scope.on), MatchReason.OTHER_LEVEL),
    ):
        rows = [row for reading in phrase.readings for row in look_up(reading, wider)]
        if rows:
            return Match(MatchStatus.UNKNOWN, reason, candidates=tuple(dict.fromkeys(rows_by_code(rows, scope))))
    return _nearest(phrase, scope)


def _decide(reading: Reading, rows: list[Unit], scope: Scope) -> Match:
    """Return one unit if the rows are one, or if the rules for bare and undated names leave one; else the candidates."""
    named = rows_by_code(rows, scope)
    pairs = {as_of(row, scope.day): row for row in named}
    units = tuple(pairs)
    choice, reason = units[0], None
    if len(units) > 1:
        preferred = _preferred(pairs, scope, is_bare=not reading.kinds)
        if preferred is None:
            return Match(MatchStatus.AMBIGUOUS, MatchReason.SEVERAL_UNITS, candidates=units)
        choice, reason = preferred
    row = pairs[choice]
    others = tuple(unit for unit in units if unit != choice)
    return Match(
        MatchStatus.MATCHED,
        reason or _quality(reading, row, scope),
        choice,
        others,
        named=row if row != choice else None,
    )


def _preferred(units: dict[Unit, Unit], scope: Scope, *, is_bare: bool) -> tuple[Unit, MatchReason] | None:
    levels = [unit.level for unit in units]
    if len(set(levels)) > 1:
        districts = [unit for unit in units if unit.level is Level.DISTRICT and unit.stands_on(scope.day)]
        is_district = is_bare and len(districts) == 1 and Level.PROVINCE not in levels
        return (districts[0], MatchReason.DISTRICT_PREFERRED) if is_district else None
    here = [unit for unit, row in units.items() if row.stands_on(VIEW_DATE)]
    if scope.on is None and len(here) == 1 and all(shares_district(here[0], unit) for unit in units):
        return here[0], MatchReason.VIEW_PREFERRED
    return None


def _quality(reading: Reading, row: Unit, scope: Scope) -> MatchReason:
    if reading.kinds and row.kind not in reading.kinds:
        return MatchReason.KIND_DIFFERS
    if not is_spelt(reading, row):
        return MatchReason.FOLDED
    if row.stands_on(scope.day):
        return MatchReason.EXACT
    return MatchReason.OLD_NAME if row.valid_to and row.valid_to < scope.day else MatchReason.NEW_NAME


def _nearest(phrase: Phrase, scope: Scope) -> Match:
    rows = close_units(phrase.readings[0], scope)
    reason = MatchReason.NEAREST if rows else MatchReason.NO_SUCH_NAME
    return Match(MatchStatus.UNKNOWN, reason, candidates=tuple(dict.fromkeys(rows)))

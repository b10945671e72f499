"""Where a row lies: its address, commune and district cells, and the district of its group, as codes of the record."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from geodata.importing.codes import ProblemKind
from geodata.importing.text.cell_text import bare
from geodata.places.gazetteer import LONGEST_PLACE, MOST_NAMED, Match, MatchReason, MatchStatus, match_unit
from geodata.places.registry import Level, Unit, units_by_code
from geodata.places.succession import LISTS_2025, NO_DISTRICTS, VIEW_DATE, shares_on
from geodata.places.units import place_in_ten_districts, place_unit
from geodata.schema.vocabulary import LocationQuality
from geodata.text import fold, nfc

_WHOLE = (
    "toan tinh",
    "cac huyen",
    "bac giang va",
    "trong tinh",
    "ngoai tinh",
    "trong va ngoai",
    "ca nuoc",
    "10 huyen",
    "cac huyen, thanh pho",
    "lien huyen",
)


_OF_PROVINCE = frozenset({"bac giang", "tinh bac giang"})
_SEVERAL = re.compile(r"\s*(?:[,;/+&\n]|\s[-–—]\s|\b(?:và|va)\b)\s*")
_LEAD_IN = re.compile(
    r"(?:(?:tại|trên|ở) )?(?:địa bàn )?(?:các|\d{1,2})(?: huyện| thị xã| thành phố| địa phương|,|/| và)*(?: sau)?\s*:?\s*",
    re.IGNORECASE,
)
"""Words before the names of several districts: "Các huyện, thành phố:", "02 huyện"."""
_PARTS = re.compile(r"\s*(?:[,;]|\s[-–—]\s)\s*")
_VILLAGE = re.compile(r"(?:thon|lang|ban|xom|to|khu|tdp|pho|duong|so|so nha|ngo|tieu khu|ap|lo|doi)\b")
_COMMUNE = re.compile(r"\b(?:xa|phuong|thi tran|tt|x|p)\b[. ]")
_UNIT = re.compile(r"\b(?:xa|phuong|thi tran|tt|huyen|thi xa|tx|thanh pho|tp)\b")


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """What the cells say: the place as written, codes of 2020-2024, how good the location is.

    `problem` names what does not fit , `field` the cell it is in, `hint` what may be meant.
    `districts` are the codes of several districts that are named and nothing else.
    """

    text: str | None = None
    commune_code: str | None = None
    district_code: str | None = None
    quality: LocationQuality = LocationQuality.UNKNOWN
    problem: ProblemKind | None = None
    field: str = ""
    hint: str = ""
    districts: tuple[str, ...] = ()


def read_place(address: str, commune: str, district: str, year: int | None = None) -> WrittenPlace:
    """Return the place that three cells name; any may be empty, and the district may stand in the address.

    A row of 2025 or later that names only Thành phố Bắc Giang is not placed: the city was larger then.
    """
    parts = [part for part in (address, commune, district) if part]
    if not parts:
        return WrittenPlace()
    if len(parts) == 1 and not commune and (several := _several_districts(parts[0], year)):
        return replace(several, text=parts[0], field="district" if district else "address")
    if district and not address and not commune and _is_address(district):
        address, of = district, ""  # "Địa bàn: xã Nam Dương, huyện Lục Ngạn"
    else:
        of = district
    place = _matched(_units_of(address), commune, of, year)
    if place.text and district.isupper():
        parts[-1] = place.text
    return replace(place, text=", ".join(dict.fromkeys(parts)))


@lru_cache(maxsize=4096)
def _is_address(district: str) -> bool:
    """Whether the cell of a district names a place inside it: "xã Nam Dương, Lục Ngạn", "Nam Dương - Lục Ngạn"."""
    first, *more = _PARTS.split(district)
    return bool(_COMMUNE.search(bare(district))) or (bool(more) and match_unit(first, level="district").unit is None)


@lru_cache(maxsize=4096)
def _several_districts(text: str, year: int | None) -> WrittenPlace | None:
    """Return the place of a text that names two districts or more and nothing else: "Tân Yên, Việt Yên", "các huyện: A và B"."""
    if len(text) > LONGEST_PLACE:
        return None
    words = nfc(text)
    lead = _LEAD_IN.match(words)
    parts = [part for part in _SEVERAL.split(words[lead.end() if lead else 0 :]) if part.strip(" .")]
    if len(parts) > 1 and bare(parts[-1]).strip(" .") in _OF_PROVINCE:
        parts.pop()
    if not 1 < len(parts) <= MOST_NAMED:
        return None
    matches = [match_unit(part, level="district") for part in parts]
    units = [one.unit for one in matches if one.unit and not one.rest and one.reason is not MatchReason.PARTIAL]
    if len(units) < len(parts):
        return None
    placed = [_in_district(None, one, None, year, ("", "")).district_code for one in matches]
    codes = tuple(dict.fromkeys(code for code in placed if code))
    if None in placed or len(codes) < 2:
        return None
    return WrittenPlace(
        problem=ProblemKind.PLACE_AMBIGUOUS,
        hint=", ".join(dict.fromkeys(unit.name for unit in units)),
        districts=codes,
    )


def _units_of(address: str) -> str:
    """Return the address without the parts that name villages and streets only, so that equal places are matched once."""
    return ", ".join(part for part in _PARTS.split(address) if part and not _is_below_units(part))


@lru_cache(maxsize=16384)
def _is_below_units(part: str) -> bool:
    """Whether a part of an address begins as a village or a street does and names no unit: "Lạng Giang" and "Đồi Ngô" are none."""
    plain = bare(part)
    is_village = _VILLAGE.match(plain) is not None and _UNIT.search(plain) is None
    return is_village and match_unit(part).status is MatchStatus.UNKNOWN


@lru_cache(maxsize=16384)
def _matched(address: str, commune: str, district: str, year: int | None) -> WrittenPlace:
    """Return the place without its text; the text is the district's name where a district is all that is named."""
    inner = ", ".join(part for part in (address, commune) if part)
    written = district or inner
    if not written:
        return WrittenPlace()
    home = _district(written)
    name = home.unit.name if home.unit else None
    found = _commune(inner, home) if inner else None
    if found and not home.unit and (later := _in_later_list(inner, found, year)):
        return later
    if found and found.unit:
        return _in_commune(name, found, home, district)
    if home.unit:
        return _in_district(name, home, found, year, ("commune" if commune else "address", inner))
    if found and found.status is MatchStatus.AMBIGUOUS and not district:
        hint = ", ".join(dict.fromkeys(_with_parent(unit) for unit in found.candidates[:4]))
        return WrittenPlace(problem=ProblemKind.COMMUNE_SEVERAL, field="commune" if commune else "address", hint=hint)
    return _nowhere(f"{inner}, {district}", home, "district" if district else "address", is_column=bool(district))


def _district(text: str) -> Match:
    """Match the district of a cell; a district that the reader takes for granted in an address is looked for from its end."""
    match = match_unit(text, level="district")
    if match.unit or match.status is MatchStatus.AMBIGUOUS:
        return match
    last = text.replace(" - ", ",").rpartition(",")[2].strip()
    again = match_unit(last, level="district") if last and last != text else match
    return again if again.unit else match


def _commune(inner: str, home: Match) -> Match:
    within = home.unit.code if home.unit else None
    match = match_unit(inner, level="commune", within=within)
    if match.unit and match.unit.level is Level.COMMUNE:
        return match
    if home.unit and match.reason in {MatchReason.NO_SUCH_NAME, MatchReason.NEAREST, MatchReason.NO_NAME}:
        first = match_unit(inner.split(",", maxsplit=1)[0], level="commune", within=within)
        return first if first.unit else match
    return match


def _in_commune(written: str | None, found: Match, home: Match, district: str) -> WrittenPlace:
    unit = found.unit
    assert unit is not None
    placed = place_unit(unit)
    code = placed.district_code
    heir = unit if unit.stands_on(VIEW_DATE) else _heir(unit)
    if code is None and home.unit:
        code = place_in_ten_districts(district_code=home.unit.code).district_code
    if code is None:
        return WrittenPlace(
            written, problem=ProblemKind.PLACE_SPANS, field="commune" if district else "address", hint=unit.name
        )
    quality = LocationQuality.COMMUNE if heir else LocationQuality.DISTRICT
    return WrittenPlace(written, heir.code if heir else None, code, quality)


def place_of_unit(unit: Unit) -> WrittenPlace:
    """Return the place of a commune or district of any list in the view of 2024; without codes where it spans several districts."""
    found = Match(MatchStatus.MATCHED, MatchReason.EXACT, unit)
    if unit.level is Level.COMMUNE:
        return _in_commune(unit.name, found, Match(MatchStatus.UNKNOWN, MatchReason.NO_NAME), "")
    placed = place_unit(unit).district_code
    quality = LocationQuality.DISTRICT if placed else LocationQuality.UNKNOWN
    return WrittenPlace(unit.name, None, placed, quality)


def _in_later_list(inner: str, found: Match, year: int | None) -> WrittenPlace | None:
    """Return the place of a commune named without a district that since July 2025 is another one; None where it is not.

    Only a text that names the new province says which is meant; a row of 2025 or later is placed in the district of both.
    """
    later = match_unit(inner, level="commune", on=NO_DISTRICTS).unit
    if later is None or later == found.unit:
        return None
    earlier = [found.unit] if found.unit else [unit for unit in found.candidates if unit != later]
    if "bac ninh" in bare(inner) or not earlier:
        return _in_commune(None, replace(found, unit=later), found, "")
    heirs = {heir.code for unit in (later, *earlier) if (heir := _heir(unit))}
    districts = {place_unit(unit).district_code for unit in (later, *earlier)}
    if (found.unit and (year is None or (len(heirs) == 1 and _heir(later)))) or len(districts) > 1 or None in districts:
        return None
    told = ProblemKind.COMMUNE_TWO_LISTS if found.unit else ProblemKind.COMMUNE_AMBIGUOUS
    hint = later.name if found.unit else ", ".join(unit.name for unit in (*earlier, later))
    return WrittenPlace(None, None, districts.pop(), LocationQuality.DISTRICT, told, "address", hint)


def _heir(unit: Unit) -> Unit | None:
    """Return the commune of 2024 that holds all the land of an older or newer one; None where several do."""
    shares = shares_on(unit, VIEW_DATE)
    return shares[0].unit if len(shares) == 1 and (shares[0].share or 0) > 0.99 else None


def _in_district(
    written: str | None, home: Match, found: Match | None, year: int | None, cell: tuple[str, str]
) -> WrittenPlace:
    """Return the place in a district; `cell` is the field that names no commune of it, and its text."""
    field, inner = cell
    unit = home.unit
    assert unit is not None
    day = min(date(year, 12, 31), date(2025, 6, 30)) if year and year >= LISTS_2025.year else None
    placed = place_in_ten_districts(district_code=unit.code, on=day)
    if placed.district_code is None:
        return WrittenPlace(written, problem=ProblemKind.PLACE_ENLARGED_CITY, field=field, hint=unit.name)
    is_district_alone = found is not None and fold(unit.name).endswith(f" {fold(inner)}")
    problem, hint = _missed(found, unit) if found and not is_district_alone else (None, "")
    return WrittenPlace(
        written, None, placed.district_code, LocationQuality.DISTRICT, problem, field if problem else "", hint
    )


def _with_parent(unit: Unit) -> str:
    """Return a unit's name with that of the district or province that it belonged to."""
    parent = next(iter(units_by_code().get(unit.parent_code or "", ())), None)
    return f"{unit.name} ({parent.name})" if parent else unit.name


def _missed(found: Match, home: Unit) -> tuple[ProblemKind | None, str]:
    """Return the problem of a commune that its district does not have, and what may be meant."""
    names = ", ".join(unit.name for unit in found.candidates[:3])
    if found.status is MatchStatus.AMBIGUOUS:
        return ProblemKind.COMMUNE_AMBIGUOUS, names
    if found.reason is MatchReason.NOT_WITHIN and all(unit.level is Level.COMMUNE for unit in found.candidates):
        return ProblemKind.COMMUNE_ELSEWHERE, home.name
    if found.reason is MatchReason.NEAREST:
        return ProblemKind.COMMUNE_UNKNOWN, names
    return None, ""


def _nowhere(written: str, home: Match, field: str, *, is_column: bool) -> WrittenPlace:
    plain = bare(written)
    if plain.strip(" ,.") in _OF_PROVINCE or any(words in plain for words in _WHOLE):
        return WrittenPlace()
    names = ", ".join(dict.fromkeys(unit.name for unit in home.candidates[:3]))
    if home.status is MatchStatus.AMBIGUOUS:
        return WrittenPlace(problem=ProblemKind.PLACE_AMBIGUOUS, field=field, hint=names)
    return WrittenPlace(
        problem=ProblemKind.DISTRICT_UNKNOWN if is_column else ProblemKind.PLACE_UNKNOWN,
        field=field,
        hint=names,
    )

"""Units in time: which unit is this on this date, and where does it lie in the ten districts of 2024."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.places.gazetteer import Match, MatchStatus, match_unit
from geodata.places.registry import Level, Unit, units_by_code
from geodata.places.succession import NO_DISTRICTS, VIEW_DATE, LandShare, districts_2024, shares_on, unit_bearing

__all__ = [
    "NO_DISTRICTS",
    "TEN_DISTRICTS",
    "VIEW_DATE",
    "LandShare",
    "Level",
    "NoDistrictsError",
    "NoSuchUnitError",
    "Placement",
    "PlacementReason",
    "SeveralUnitsError",
    "TenDistrict",
    "Unit",
    "UnitError",
    "candidates_on",
    "place_in_ten_districts",
    "place_unit",
    "unit_on",
]


@dataclass(frozen=True)
class TenDistrict:
    """One of the ten districts of 2024; the area is the official one."""

    code: str
    name: str
    short_name: str
    area_km2: float


TEN_DISTRICTS = (
    TenDistrict("213", "Thành phố Bắc Giang", "Bắc Giang", 66.6),
    TenDistrict("215", "Huyện Yên Thế", "Yên Thế", 306.4),
    TenDistrict("216", "Huyện Tân Yên", "Tân Yên", 208.3),
    TenDistrict("217", "Huyện Lạng Giang", "Lạng Giang", 244.1),
    TenDistrict("218", "Huyện Lục Nam", "Lục Nam", 608.6),
    TenDistrict("219", "Huyện Lục Ngạn", "Lục Ngạn", 1032.5),
    TenDistrict("220", "Huyện Sơn Động", "Sơn Động", 860.5),
    TenDistrict("221", "Huyện Yên Dũng", "Yên Dũng", 191.7),
    TenDistrict("222", "Thị xã Việt Yên", "Việt Yên", 171.0),
    TenDistrict("223", "Huyện Hiệp Hòa", "Hiệp Hòa", 206.0),
)
"""The default view, in the order of the codes; names as on 2024-12-31."""


class UnitError(LookupError):
    """A code does not lead to one unit on a day."""


class NoSuchUnitError(UnitError):
    """No list since 2019 has the code (or not on the day on which it is said to be known)."""


class NoDistrictsError(UnitError):
    """There are no districts on the day."""


class SeveralUnitsError(UnitError):
    """The unit was divided, merged into one of several, or stands for several: `candidates` are those with their shares."""

    def __init__(self, message: str, candidates: tuple[LandShare, ...]) -> None:
        """Keep the candidates beside the message."""
        super().__init__(message)
        self.candidates = candidates


def unit_on(code: str, on: date, *, known: date | None = None) -> Unit:
    """Return the unit on a day that a code stands for, following mergers, renamings and divisions in either direction.

    `known` is a day on which the code meant what is asked (codes are reused: 219 is Lục Ngạn before and after Chũ was split
    from it). Without it, the code means the unit that bears it on the day, else the last one before, else the first after.
    Raises NoSuchUnitError, NoDistrictsError (districts from 2025-07-01 on) and SeveralUnitsError.
    """
    unit = _meant(code, known or on, is_strict=known is not None)
    candidates = candidates_on(unit, on)
    if len(candidates) == 1 and candidates[0].share is not None:
        return candidates[0].unit
    names = ", ".join(share.unit.name for share in candidates) or "không rõ"
    msg = f"{unit.name} ({code}) is not one unit on {on}: {names}"
    raise SeveralUnitsError(msg, candidates)


def candidates_on(unit: Unit, on: date) -> tuple[LandShare, ...]:
    """Return the units of the same level that hold the unit's land on a day, largest share (by area, 0 to 1) first.

    A share of None: the lists of 2025-01-01 do not say which of these took the land over. NoDistrictsError for districts
    from 2025-07-01 on.
    """
    if unit.level is Level.DISTRICT and on >= NO_DISTRICTS:
        msg = f"{unit.name} ({unit.code}): there are no districts since {NO_DISTRICTS}; ask for a commune"
        raise NoDistrictsError(msg)
    return shares_on(unit, on)


def _meant(code: str, day: date, *, is_strict: bool = False) -> Unit:
    units = units_by_code().get(code, ())
    if unit := unit_bearing(code, day):
        return unit
    if not units or is_strict:
        msg = f"no unit of Bắc Giang has the code {code!r}" + (f" on {day}" if units else " in any list since 2019")
        raise NoSuchUnitError(msg)
    older = [unit for unit in units if unit.valid_to and unit.valid_to < day]
    return older[-1] if older else units[0]


class PlacementReason(StrEnum):
    """Why a record is placed in one of the ten districts, or why not."""

    COMMUNE = "commune"
    DISTRICT = "district"
    CHU_IN_LUC_NGAN = "chu_in_luc_ngan"
    NOT_STATED = "not_stated"
    ENLARGED_CITY = "enlarged_city"
    COMMUNE_SPANS_DISTRICTS = "commune_spans_districts"
    COMMUNE_CONTRADICTS_DISTRICT = "commune_contradicts_district"
    WHOLE_PROVINCE = "whole_province"
    UNKNOWN_UNIT = "unknown_unit"
    AMBIGUOUS_TEXT = "ambiguous_text"


@dataclass(frozen=True)
class Placement:
    """The district of 2024 that a record belongs to, or None with the reason and the districts that it may belong to."""

    district_code: str | None
    reason: PlacementReason
    candidates: tuple[str, ...] = ()


def place_unit(unit: Unit) -> Placement:
    """Return where a unit lies in the ten districts: in one, or in several (not placed, candidates by area)."""
    if unit.level is Level.PROVINCE:
        return Placement(None, PlacementReason.WHOLE_PROVINCE)
    is_commune = unit.level is Level.COMMUNE
    codes = tuple(code for code, _ in districts_2024(unit))
    if len(codes) > 1:
        several = PlacementReason.COMMUNE_SPANS_DISTRICTS if is_commune else PlacementReason.ENLARGED_CITY
        return Placement(None, several, codes)
    if is_commune:
        return Placement(codes[0], PlacementReason.COMMUNE, codes)
    reason = PlacementReason.DISTRICT if codes[0] == unit.code else PlacementReason.CHU_IN_LUC_NGAN
    return Placement(codes[0], reason, codes)


def place_in_ten_districts(
    *,
    commune_code: str | None = None,
    district_code: str | None = None,
    district_text: str | None = None,
    on: date | None = None,
) -> Placement:
    """Return where a record lies in the ten districts of 2024, through its commune if it has one (design 3, rule 7).

    `on` is the day on which the codes or the text were written; None reads them as of the view (2020-2024), as the tables of
    the record keep them. `district_text` counts only without a district code, and a commune code that no list has counts as
    none. What cannot be placed comes with the reason.
    """
    district = _district_placement(district_code, district_text, on)
    if not commune_code:
        return district
    commune = _code_placement(commune_code, Level.COMMUNE, on)
    if not commune.candidates:
        return district if district.candidates else commune
    common = tuple(code for code in commune.candidates if code in district.candidates)
    if not district.candidates or commune.candidates == common == (commune.district_code,):
        return commune
    if len(common) == 1:
        return Placement(common[0], PlacementReason.COMMUNE, common)
    if not common:
        both = commune.candidates + district.candidates
        return Placement(None, PlacementReason.COMMUNE_CONTRADICTS_DISTRICT, both)
    return commune


def _code_placement(code: str, level: Level, on: date | None) -> Placement:
    try:
        unit = _meant(code, on or VIEW_DATE)
    except NoSuchUnitError:
        return Placement(None, PlacementReason.UNKNOWN_UNIT)
    return place_unit(unit) if unit.level is level else Placement(None, PlacementReason.UNKNOWN_UNIT)


def _district_placement(code: str | None, text: str | None, on: date | None) -> Placement:
    if code:
        return _code_placement(code, Level.DISTRICT, on)
    if not text or not text.strip():
        return Placement(None, PlacementReason.NOT_STATED)
    return _text_placement(match_unit(text, level=Level.DISTRICT, on=on), on)


def _text_placement(match: Match, on: date | None) -> Placement:
    if match.unit:
        return _code_placement(match.unit.code, Level.DISTRICT, on)
    is_ambiguous = match.status is MatchStatus.AMBIGUOUS
    districts = dict.fromkeys(code for unit in match.candidates for code in place_unit(unit).candidates if is_ambiguous)
    reason = PlacementReason.AMBIGUOUS_TEXT if is_ambiguous else PlacementReason.UNKNOWN_UNIT
    return Placement(None, reason, tuple(districts))

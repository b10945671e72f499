"""Which facility of the record a written name is: by its name or another name, told apart by district and commune."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from geodata.importing.values.names import kind_of_name, name_core, name_key
from geodata.schema.vocabulary import FacilityKind

if TYPE_CHECKING:
    from geodata.record import Record


class NameMatch(StrEnum):
    """How a name was found."""

    MATCHED = "matched"
    NEW = "new"
    ELSEWHERE = "elsewhere"
    LOOKS_LIKE = "looks_like"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class NamedFacility:
    """A facility under one of its names: its id, name, codes of district and commune."""

    facility_id: str
    name: str
    district_code: str | None
    commune_code: str | None


@dataclass(frozen=True, slots=True)
class FacilityMatch:
    """The facility that a name means, or why it is none; `others` are those that it may be confused with."""

    found: NameMatch
    facility_id: str | None = None
    others: tuple[NamedFacility, ...] = ()


@dataclass
class FacilityIndex:
    """Facilities by the key and by the core of their names."""

    by_key: dict[str, list[NamedFacility]] = field(default_factory=dict)
    by_core: dict[str, list[NamedFacility]] = field(default_factory=dict)

    def add(self, entry: NamedFacility, *names: str) -> None:
        """Add a facility under its names."""
        for name in names:
            self.by_key.setdefault(name_key(name), []).append(entry)
            self.by_core.setdefault(name_core(name), []).append(entry)

    def copy(self) -> "FacilityIndex":
        """Return an index that can be added to without changing this one."""
        return FacilityIndex(
            {key: list(entries) for key, entries in self.by_key.items()},
            {core: list(entries) for core, entries in self.by_core.items()},
        )

    def match(self, name: str, district: str | None, commune: str | None) -> FacilityMatch:
        """Return the facility of a name in a district (or None) and a commune (or None)."""
        entries = list({entry.facility_id: entry for entry in self.by_key.get(name_key(name), ())}.values())
        fitting = [entry for entry in entries if _may_be(entry, name, district, commune)]
        if len(fitting) > 1:
            fitting = _closest(fitting, district, commune) or fitting
        if len(fitting) == 1:
            return FacilityMatch(NameMatch.MATCHED, fitting[0].facility_id)
        if fitting:
            return FacilityMatch(NameMatch.AMBIGUOUS, others=tuple(fitting))
        if entries:
            return FacilityMatch(NameMatch.ELSEWHERE, others=tuple(entries))
        core = name_core(name)
        near = [
            entry
            for entry in self.by_core.get(core, ())
            if len(core) > 4 and district and entry.district_code == district
        ]
        return FacilityMatch(NameMatch.LOOKS_LIKE if near else NameMatch.NEW, others=tuple(near))


def _may_be(entry: NamedFacility, name: str, district: str | None, commune: str | None) -> bool:
    """Whether the places allow it: households of one name in two communes are two, a company is one."""
    if district and entry.district_code and district != entry.district_code:
        return False
    is_household = kind_of_name(name) in {None, FacilityKind.HOUSEHOLD}
    return not (is_household and commune and entry.commune_code and commune != entry.commune_code)


def _closest(entries: list[NamedFacility], district: str | None, commune: str | None) -> list[NamedFacility]:
    same = [entry for entry in entries if commune and entry.commune_code == commune]
    same = same or [entry for entry in entries if district and entry.district_code == district]
    return same if len(same) == 1 else []


_CACHE: "WeakKeyDictionary[Record, FacilityIndex]" = WeakKeyDictionary()


def index_of(record: "Record") -> FacilityIndex:
    """Return the index of a record's facilities, made once a record; copy it before adding to it."""
    if record not in _CACHE:
        _CACHE[record] = _made(record)
    return _CACHE[record]


def _made(record: "Record") -> FacilityIndex:
    index = FacilityIndex()
    frame = record["facilities"]
    columns = [
        frame[name].astype(object).where(frame[name].notna(), None).tolist()
        for name in ("facility_id", "name", "other_names", "district_code", "commune_code")
    ]
    for facility_id, name, others, district, commune in zip(*columns, strict=True):
        names = [name, *(one.strip() for one in (others or "").split(";") if one.strip())]
        index.add(NamedFacility(facility_id, name, district, commune), *names)
    return index

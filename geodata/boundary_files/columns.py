"""Find the columns of a boundary file that hold codes, names and districts, in old encodings too, and the unit that each feature names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from geodata.boundary_files.problems import Note, NoteCode
from geodata.boundary_files.unit_sets import UnitSet
from geodata.legacy_letters import TCVN3
from geodata.places.gazetteer import match_unit
from geodata.places.name_index import Scope, look_up
from geodata.places.place_text import parse_place
from geodata.places.registry import Level
from geodata.text import nfc

_Columns = Mapping[str, Sequence[str]]
"""Texts of each column, one a feature, empty where there is none."""
Codes = tuple[str, ...]
_LONGEST_NAME = 100


@dataclass(frozen=True)
class _Column:
    """A column and what its values stand for: for each feature the units that fit; `table` names an old encoding."""

    name: str
    texts: Sequence[str]
    found: Sequence[Codes]
    table: str = ""

    @property
    def score(self) -> int:
        """How many units the values name."""
        return len({code for codes in self.found for code in codes if len(codes) == 1}) + len({*self.found} - {()}) // 2


@dataclass(frozen=True)
class Matching:
    """The units that each feature may be, by the columns used; `conflicts` are features whose code and name differ."""

    code: _Column | None
    name: _Column | None
    parent: _Column | None
    found: Sequence[Codes]
    conflicts: Sequence[int] = field(default=())

    @property
    def score(self) -> int:
        """How many units are named once."""
        named = [codes[0] for codes in self.found if len(codes) == 1]
        return sum(named.count(code) == 1 for code in set(named))

    def notes(self) -> list[Note]:
        """Return which columns were used, and which old encodings they came through."""
        used = {
            NoteCode.CODES_FROM: self.code,
            NoteCode.NAMES_FROM: self.name,
            NoteCode.DISTRICTS_FROM: self.parent,
        }
        read = {column.name: column.table for column in used.values() if column and column.table}
        return [
            *(Note(code, values={"column": column.name}) for code, column in used.items() if column),
            *(Note(NoteCode.READ_AS, values={"column": name, "table": table}) for name, table in read.items()),
        ]


def match_columns(columns: _Columns, units: UnitSet) -> Matching:
    """Return which units the features may be, by code, else by name (in the district of a third column, where there is one)."""
    name = _best(columns, lambda text: units_of_name(text, units), len(units.units), READINGS)
    code = _agreeing(_best(columns, lambda text: _coded_unit(text, units), len(units.units), {"": str}), name)
    used = {column.name for column in (code, name) if column}
    rest = {key: texts for key, texts in columns.items() if key not in used}
    parent = _parents(rest, units) if name and any(len(codes) > 1 for codes in name.found) else None
    count = len(next(iter(columns.values()), ()))
    found, conflicts = [], []
    for i in range(count):
        by_code = code.found[i] if code else ()
        by_name = _within(name.found[i], parent.found[i] if parent else (), units) if name else ()
        if by_code and by_name and by_code[0] not in by_name:
            conflicts.append(i)
        found.append(by_code or by_name)
    return Matching(code, name, parent, found, conflicts)


def units_of_name(text: str, units: UnitSet) -> Codes:
    """Return the codes of the units of a set that a text may name; none for a text that is no name of a unit."""
    if not 1 < len(text) <= _LONGEST_NAME or not _is_a_name(text, units):
        return ()
    match = match_unit(text, level=units.level, on=units.day)
    fitting = [match.unit] if match.unit else match.candidates
    return tuple(unit.code for unit in fitting if unit.code in units.units)


def nearest_names(text: str, units: UnitSet) -> str:
    """Return the names of units that are spelt most like a text, for a message."""
    match = match_unit(text[:_LONGEST_NAME], level=units.level, on=units.day)
    return ", ".join(unit.name for unit in match.candidates if unit.code in units.units)


def _is_a_name(text: str, units: UnitSet) -> bool:
    scope = Scope(units.level, None, units.day)
    return any(look_up(reading, scope) for phrase in parse_place(text).named for reading in phrase.readings)


def _coded_unit(text: str, units: UnitSet) -> Codes:
    width = 3 if units.level is Level.DISTRICT else 5
    code = text.removesuffix(".0").zfill(width)
    return (code,) if code in units.units else ()


def _best(
    columns: _Columns,
    units_of: Callable[[str], Codes],
    count: int,
    readings: Mapping[str, Callable[[str], str]],
    share: float = 0.5,
) -> _Column | None:
    """Return the column, and the way to read it, whose values name most units; none if they name less than a share of all."""
    known: dict[str, Codes] = {}
    best: _Column | None = None
    for name, texts in columns.items():
        for table, read in readings.items():
            read_texts = [read(text) for text in texts]
            if table and read_texts == list(texts):
                continue
            for text in set(read_texts) - known.keys():
                known[text] = units_of(text)
            column = _Column(name, read_texts, [known[text] for text in read_texts], table)
            if best is None or column.score > best.score:
                best = column
    return best if best and best.score >= share * count else None


def _agreeing(code: _Column | None, name: _Column | None) -> _Column | None:
    """Return the code column unless the names contradict most of it: running numbers look like codes."""
    if code is None or name is None:
        return code
    both = [(one[0], names) for one, names in zip(code.found, name.found, strict=True) if one and names]
    agreed = sum(one in names for one, names in both)
    return code if not both or 2 * agreed >= len(both) else None


def _parents(columns: _Columns, units: UnitSet) -> _Column | None:
    """Return the column that names the districts of communes."""
    districts = {unit.parent_code for unit in units.units.values() if unit.parent_code}

    def of_text(text: str) -> Codes:
        if text.removesuffix(".0") in districts:
            return (text.removesuffix(".0"),)
        if not 1 < len(text) <= _LONGEST_NAME:
            return ()
        scope = Scope(Level.DISTRICT, None, units.day)
        if not any(look_up(reading, scope) for phrase in parse_place(text).named for reading in phrase.readings):
            return ()
        unit = match_unit(text, level=Level.DISTRICT, on=units.day).unit
        return (unit.code,) if unit and unit.code in districts else ()

    return _best(columns, of_text, len(districts), READINGS, 0.8) if len(districts) > 1 else None


def _within(codes: Codes, districts: Codes, units: UnitSet) -> Codes:
    narrowed = tuple(code for code in codes if units.units[code].parent_code in districts)
    return narrowed if len(codes) > 1 and narrowed else codes


def _as_written(text: str) -> str:
    return text


def _from_bytes(text: str, encoding: str) -> str:
    """Return the text read again from the bytes it had when it was taken for Latin-1 or Windows-1252."""
    for taken_for in ("latin-1", "cp1252"):
        try:
            return nfc(text.encode(taken_for).decode(encoding))
        except UnicodeError:
            continue
    return text


READINGS: dict[str, Callable[[str], str]] = {
    "": _as_written,
    "UTF-8": lambda text: _from_bytes(text, "utf-8"),
    "Windows-1258": lambda text: _from_bytes(text, "cp1258"),
    "TCVN3": lambda text: "".join(TCVN3.get(letter, letter) for letter in text),
}
"""Ways to read a text, the literal one first, by the name of the table."""

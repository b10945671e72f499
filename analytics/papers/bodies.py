"""Who issues a paper on a day: the centre, the department or the People's Committee, as known and as the office's file says."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from analytics.papers.vietnamese import SHORT_BLANK, filled
from geodata.clock import today
from geodata.settings import SettingError, office_file

BODIES_FILE = Path(__file__).with_name("bodies.toml")
_TEXTS = ("name", "heading", "superior", "place", "sign", "pattern")
_PATTERN = "{number}/{kind}-{sign}"
_DAYS = ("from", "until")
_SIGNER = ("on_behalf", "position", "name")
_ON_BEHALF = ("TM. ", "Q. ", "KT. ", "TL. ", "TUQ. ")
"""How who signs for another says so (decree 30/2020/NĐ-CP, annex I, II.7)."""


class BodyKind(StrEnum):
    """Which body: the centre for industrial promotion, the Department of Industry and Trade, the People's Committee."""

    CENTRE = "centre"
    DEPARTMENT = "department"
    COMMITTEE = "committee"


@dataclass(frozen=True)
class Signer:
    """Who signs for a body: "KT. GIÁM ĐỐC" (or TM., TL., TUQ., Q.), "PHÓ GIÁM ĐỐC", the full name. Empty: left to fill in."""

    on_behalf: str = ""
    position: str = ""
    name: str = ""


@dataclass(frozen=True)
class Body:
    """A body as it is named on a day. What is empty is not known and left to fill in.

    `name` is used in sentences, `heading` in the letterhead; `sign` stands in the number ("SCT"), which `pattern` puts together; `place` before the day.
    """

    kind: BodyKind
    name: str = ""
    heading: str = ""
    superior: str = ""
    place: str = ""
    sign: str = ""
    pattern: str = _PATTERN
    signer: Signer = field(default_factory=Signer)


@dataclass(frozen=True)
class Issue:
    """Which body issues a paper, under which number, on which day; an empty number and a day of None are left to fill in."""

    body: Body
    day: date | None = None
    number: str = ""
    is_illustrative: bool = False

    def numbered(self, kind: str) -> str:
        """Return the number of a paper of a kind, "05/BB-TTKC": two digits at least, dots for what is not known."""
        number = self.number.zfill(2) if self.number.isascii() and self.number.isdigit() else self.number
        sign = filled(self.body.sign, SHORT_BLANK)
        return self.body.pattern.format(number=filled(number, SHORT_BLANK), kind=kind, sign=sign)


@dataclass(frozen=True)
class _Entry:
    body: Body
    given: frozenset[str]
    first: date
    last: date


def issue(
    kind: BodyKind,
    day: date | None = None,
    *,
    number: str = "",
    is_illustrative: bool = False,
    file: Path | None = None,
) -> Issue:
    """Return the issue of a paper by the body of that kind; without a day the body is that of today and the day left to fill in.

    Raises SettingError when the office's file (`file`, or the one of the settings) is not understood.
    """
    return Issue(body_on(kind, day or today(), file), day, number, is_illustrative)


def body_on(kind: BodyKind, day: date, file: Path | None = None) -> Body:
    """Return the body of a kind on a day: what the record knows, under what the office's file says for that day."""
    known = next(entry.body for entry in _entries(BODIES_FILE)[kind] if entry.first <= day <= entry.last)
    own = next((entry for entry in _office_entries(file)[kind] if entry.first <= day <= entry.last), None)
    if own:
        known = replace(known, **{name: getattr(own.body, name) for name in own.given})
    return known if known.heading else replace(known, heading=known.name)


def _office_entries(file: Path | None) -> dict[BodyKind, tuple[_Entry, ...]]:
    path = file or office_file()
    if not path.exists():
        return dict.fromkeys(BodyKind, ())
    return _read(path, path.stat().st_mtime_ns)


@cache
def _entries(path: Path) -> dict[BodyKind, tuple[_Entry, ...]]:
    return _read(path, 0)


def _read(path: Path, _changed: int) -> dict[BodyKind, tuple[_Entry, ...]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path}: {error}"
        raise SettingError(msg) from error
    if unknown := sorted(set(content) - set(BodyKind)):
        msg = f"{path}: {unknown[0]!r} is no body; there are: {', '.join(BodyKind)}"
        raise SettingError(msg)
    return {kind: _of_kind(path, kind, content.get(kind, [])) for kind in BodyKind}


def _of_kind(path: Path, kind: BodyKind, listed: object) -> tuple[_Entry, ...]:
    if not isinstance(listed, list):
        msg = f"{path}: {kind} is a list of entries, each begun by [[{kind}]]"
        raise SettingError(msg)
    entries = sorted((_entry(path, kind, one) for one in listed), key=lambda entry: entry.first)
    for earlier, later in pairwise(entries):
        if later.first <= earlier.last:
            msg = (
                f"{path}: two entries of [[{kind}]] hold on {later.first.isoformat()}: give each its 'from' and 'until'"
            )
            raise SettingError(msg)
    return tuple(entries)


def _entry(path: Path, kind: BodyKind, given: object) -> _Entry:
    place = f"{path}: [[{kind}]]"
    fields = _fields(place, given, {*_TEXTS, *_DAYS, "signer"})
    texts = {name: _text(place, name, fields[name]) for name in _TEXTS if name in fields}
    _check_pattern(place, texts.get("pattern", _PATTERN))
    if "name" in texts:
        texts.setdefault("heading", texts["name"])
    days = [_day(place, name, fields.get(name, bound)) for name, bound in zip(_DAYS, (date.min, date.max), strict=True)]
    if days[1] < days[0]:
        msg = f"{place}: until {days[1].isoformat()} is before from {days[0].isoformat()}"
        raise SettingError(msg)
    signer = _fields(f"{place} signer", fields.get("signer", {}), set(_SIGNER))
    signed = Signer(**{name: _text(f"{place} signer", name, value) for name, value in signer.items()})
    if signed.on_behalf and not signed.on_behalf.startswith(_ON_BEHALF):
        msg = f"{place} signer: on_behalf = {signed.on_behalf!r}: begin it with one of {', '.join(_ON_BEHALF)}"
        raise SettingError(msg)
    is_signed = {"signer"} if "signer" in fields else set()
    return _Entry(Body(kind, **texts, signer=signed), frozenset(texts) | is_signed, days[0], days[1])


def _fields(place: str, given: object, allowed: set[str]) -> dict[str, object]:
    if not isinstance(given, dict):
        msg = f"{place} is a table of lines like name = '…'"
        raise SettingError(msg)
    if unknown := sorted(set(given) - allowed):
        msg = f"{place}: {unknown[0]!r} is no setting; there are: {', '.join(sorted(allowed))}"
        raise SettingError(msg)
    return given


def _text(place: str, name: str, value: object) -> str:
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    msg = f"{place}: {name} = {value!r}: give a text in quotation marks, or leave the line out"
    raise SettingError(msg)


def _check_pattern(place: str, pattern: str) -> None:
    try:
        pattern.format(number="1", kind="BB", sign="A")
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        msg = f"{place}: pattern = {pattern!r}: put the number together of {{number}}, {{kind}} and {{sign}}, as in {_PATTERN!r}"
        raise SettingError(msg) from error


def _day(place: str, name: str, value: object) -> date:
    if type(value) is date:
        return value
    msg = f"{place}: {name} = {value!r}: give a day like 2025-07-01, without quotation marks"
    raise SettingError(msg)

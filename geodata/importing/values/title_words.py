"""What titles over a table, and the name of its sheet, say for all rows: year, programme, district, decision, unit."""

import re
from typing import TYPE_CHECKING

from geodata.importing.text.cell_text import bare
from geodata.importing.values.coordinates import meridian_in
from geodata.importing.values.dates import date_inside
from geodata.importing.values.money import unit_in
from geodata.places.gazetteer import MatchStatus, match_unit
from geodata.text import nfc

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/])")
_OF_YEAR = re.compile(r"\bnam (?:ke hoach )?((?:19|20)\d\d)(?![\d])")
_OF_PART = re.compile(r"\b(?:thang \d{1,2}|quy (?:i{1,3}|iv|[1-4])) ?[/-] ?((?:19|20)\d\d)(?!\d)")
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d) ?(?:[-–—]|den(?: nam)?) ?((?:19|20)\d\d)(?!\d)")
_DISTRICT = re.compile(r"\b(huyện|thị xã|thành phố|tp\.?|tx\.?) ((?:[^\W\d_]+ ?){1,2})", re.IGNORECASE)
_NATIONAL = re.compile(r"khuyen cong quoc gia|\bkcqg\b")
_PROVINCIAL = re.compile(r"khuyen cong (?:dia phuong|tinh|cap tinh)|\bkcdp\b|\bkct\b")
_DECISION = re.compile(r"(?:^|số|QĐ|QD)\s*:?\s*(\d+\s*/\s*(?:\d{4}\s*/\s*)?(?:QĐ|QD)[^\s,;)]*)", re.IGNORECASE)
_MONEY = re.compile(r"don vi|dvt|trieu dong|nghin dong|ty dong")
_DOLLARS = re.compile(r"\busd\b|\$|\bdo la\b")
_LEVELS = (("national", "cap quoc gia"), ("regional", "cap khu vuc"), ("provincial", "cap tinh"))
_STAGES = (
    (re.compile(r"hau kiem"), "inspected"),
    (re.compile(r"nghiem thu"), "accepted"),
    (re.compile(r"dang ky|de xuat|de nghi ho tro"), "registered"),
    (re.compile(r"khao sat"), "surveyed"),
    (re.compile(r"tham dinh"), "appraised"),
    (re.compile(r"\bgiao (?:chi tiet )?(?:ke hoach|chi tieu|kinh phi|nhiem vu|du toan)"), "assigned"),
    (re.compile(r"quyet dinh|phe duyet"), "approved"),
)
_OF_UNIT = re.compile(r"(?:tinh|huyen|thanh pho|thi xa|xa|phuong|thi tran) ")
_AUTHORITY = re.compile(r"^(?:ubnd|uy ban nhan dan|so |trung tam|phong |cuc |bo |chi cuc|hoi dong)")


def defaults_from_titles(titles: "Sequence[str]", sheet_name: str) -> dict[str, str]:
    """Return what titles say, by names of `layout.DEFAULTS`; what they leave open or say in two ways is left out."""
    text = "\n".join(titles)
    plain = bare(text)
    said = {
        "year": _year(titles) or _year([sheet_name]),
        "programme": _programme(plain) or _programme(bare(sheet_name)),
        "district": _district(text),
        "unit": _unit(titles),
        "meridian": meridian_in(text),
        "decision": decision_in(text),
        "stage": next((stage for pattern, stage in _STAGES if pattern.search(plain)), None),
        "stage_on": _decision_date(titles),
        "authority": _authority(titles),
        "level": _level(plain),
    }
    return {name: value for name, value in said.items() if value}


def title_among(titles: "Sequence[str]") -> str:
    """Return the title that names the table: the longest in capitals that is no authority, else the longest."""
    named = [title for title in titles if not _AUTHORITY.match(bare(title)) and not title.startswith("(")]
    capitals = [title for title in named if title.upper() == title and len(title) > 10]
    return max(capitals or named, key=len, default="")


def _year(titles: "Sequence[str]") -> str | None:
    """Return the one year or period that the titles name ("2024", "2026-2028"); that of the decision behind them does not count."""
    plain = [bare(title) for title in titles if not re.search(r"kem theo|ban hanh|can cu|ngay \d", bare(title))]
    periods = {found.groups() for title in plain for found in _PERIOD.finditer(title)}
    if periods:
        first, last = periods.pop()
        return f"{first}-{last}" if not periods and first < last else None
    for pattern in (_OF_YEAR, _YEAR, _OF_PART):
        years = {year for title in plain for year in pattern.findall(title)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _programme(plain: str) -> str | None:
    found = [name for name, pattern in (("national", _NATIONAL), ("provincial", _PROVINCIAL)) if pattern.search(plain)]
    return found[0] if len(found) == 1 else None


def _district(text: str) -> str | None:
    named = {found for kind, name in _DISTRICT.findall(nfc(text)) if (found := _name(f"{kind} {name}"))}
    return named.pop() if len(named) == 1 else None


def _name(text: str) -> str | None:
    match = match_unit(text, level="district")
    return match.unit.name if match.status is MatchStatus.MATCHED and match.unit else None


def _unit(titles: "Sequence[str]") -> str | None:
    for title in titles:
        plain = bare(title)
        if _DOLLARS.search(plain) or not _MONEY.search(plain):
            continue
        if unit := unit_in(title):
            return unit.value
    return None


def _level(plain: str) -> str | None:
    found = [level for level, words in _LEVELS if words in plain]
    return found[0] if len(found) == 1 else None


def decision_in(text: str) -> str | None:
    """Return the number of the decision that a text begins with or names after "số" or "QĐ", as "123/QĐ-UBND"."""
    found = _DECISION.search(nfc(text))
    return re.sub(r"\s+", "", found[1]) if found else None


def _decision_date(titles: "Sequence[str]") -> str | None:
    for title in titles:
        if re.search(r"quyet dinh|\bqd\b", bare(title)) and (day := date_inside(title)):
            return day.iso
    return None


def _authority(titles: "Sequence[str]") -> str | None:
    found = next(
        (
            title
            for title in titles
            if _AUTHORITY.match(bare(title)) and not nfc(title).lower().startswith("số ") and len(title) < 120
        ),
        None,
    )
    if found and bare(found) in {"ubnd", "uy ban nhan dan"}:
        of = next((title for title in titles if _OF_UNIT.match(bare(title)) and len(title) < 40), "")
        return f"{found} {of}".strip()
    return found

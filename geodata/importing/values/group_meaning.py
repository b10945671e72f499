"""What the text of a group row says of the rows below it: their district, programme, sector, support content, stars, year."""

import re
from functools import lru_cache

from geodata.importing.fields import tables
from geodata.importing.limits import LONGEST_WORDS
from geodata.importing.text.cell_text import bare
from geodata.importing.values.column_values import read_stars
from geodata.importing.values.markets import read_market
from geodata.importing.values.words import read_choice
from geodata.places.gazetteer import Match, MatchReason, MatchStatus, match_unit
from geodata.places.place_text import parse_place
from geodata.places.registry import Level
from geodata.text import ROUND_AND_SQUARE, without_brackets

_ASIDE = re.compile(r"[:;]")
_NUMBERED = re.compile(r"(?:noi dung|phan|muc|nhom|hoat dong|bieu)?\s*(?:so )?[\divx]*")
_YEAR = re.compile(r"(?:cac de an |de an |ke hoach |san pham )?(?:cong nhan |dot \d )?nam ((?:19|20)\d\d)")
_PROGRAMME = re.compile(r"khuyen cong|\bkc|nguon|ngan sach|chuong trinh|kinh phi")
_SECTOR = re.compile(r"(?:nhom |cac )?(?:nganh|linh vuc|nhom|san pham)")
_STAGE = re.compile(r"(?:cac |nhung )?(?:de an|nhiem vu|noi dung)|da |dang |chua ")
_STARS = re.compile(r"\b[345] sao\b|\bhang [345]\b|★")
_SURE = frozenset(
    {
        MatchReason.EXACT,
        MatchReason.FOLDED,
        MatchReason.OLD_NAME,
        MatchReason.NEW_NAME,
        MatchReason.DISTRICT_PREFERRED,
        MatchReason.KIND_DIFFERS,
        MatchReason.VIEW_PREFERRED,
    }
)


@lru_cache(maxsize=4096)
def meaning_of(kind: str, label: str) -> tuple[tuple[str, str], ...]:
    """Return (field, value) pairs that a group row of table `kind` gives the rows below; empty when it is not understood.

    Places are given as written; they are matched with the rows.
    """
    if len(label) > LONGEST_WORDS:
        return ()
    before, colon, after = label.partition(":")
    told = after if colon and _NUMBERED.fullmatch(bare(before).strip()) else label
    text = _ASIDE.split(without_brackets(told, "", pairs=ROUND_AND_SQUARE), maxsplit=1)[0].strip(" -–—.,:*")
    known = {field.name for field in tables()[kind].fields}
    for name, value in _meanings(text):
        if value and name in known:
            return ((name, value),)
    return ()


def _meanings(text: str) -> list[tuple[str, str | None]]:
    plain = bare(text)
    year = _YEAR.fullmatch(plain)
    stars = read_stars(f"{found[0]}") if (found := _STARS.search(plain)) else None
    return [
        ("district", text if place_level(text) is Level.DISTRICT else None),
        ("commune", text if place_level(text) is Level.COMMUNE else None),
        ("year", year[1] if year else None),
        ("recognised_on", year[1] if year else None),
        ("stars", str(stars) if stars else None),
        ("programme", _choice("Programme", text, is_likely=bool(_PROGRAMME.search(plain)))),
        ("level", _choice("TypicalLevel", text, is_likely="cap " in f"{plain} ")),
        ("kind", _choice("FacilityKind", text, is_likely=False)),
        ("market", text if read_market(text).kind == "country" else None),
        ("support_content", _choice("SupportContent", text, is_likely=True)),
        ("sector", _choice("Sector", text, is_likely=bool(_SECTOR.match(plain)))),
        ("stage", _choice("Stage", text, is_likely=bool(_STAGE.match(plain)))),
        ("basis", _choice("FlowBasis", text, is_likely=False)),
    ]


def _choice(kind: str, text: str, *, is_likely: bool) -> str | None:
    read = read_choice(kind, text)
    return read.value if read and (is_likely or not read.is_inferred) else None


def place_level(text: str) -> Level | None:
    """Return the level of the unit that the whole text names; a commune only with its kind ("xã Nam Dương")."""
    if not text or len(text) > 60:
        return None
    match = match_unit(text)
    if match.status is not MatchStatus.MATCHED or match.unit is None or not _is_whole(match, text):
        return None
    is_bare = all(phrase.is_bare for phrase in parse_place(text).named)
    return None if is_bare and match.unit.level is not Level.DISTRICT else match.unit.level


def _is_whole(match: Match, text: str) -> bool:
    return match.reason in _SURE and not match.rest and len(parse_place(text).phrases) == 1

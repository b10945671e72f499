"""Take apart how a place is written: "thôn Mục, xã Dương Hưu (cũ), H. Sơn Động" into named units and the rest."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from geodata.places.registry import Level
from geodata.text import fold, nfc, spelling

PREFIXES = {
    "Tỉnh": ("tỉnh",),
    "Thành phố": ("thành phố", "tp", "t p"),
    "Thị xã": ("thị xã", "tx", "t x"),
    "Huyện": ("huyện", "h"),
    "Thị trấn": ("thị trấn", "tt", "t t"),
    "Phường": ("phường", "p"),
    "Xã": ("xã", "x"),
}
_LEVELS = {
    "Tỉnh": Level.PROVINCE,
    "Thành phố": Level.DISTRICT,
    "Thị xã": Level.DISTRICT,
    "Huyện": Level.DISTRICT,
    "Thị trấn": Level.COMMUNE,
    "Phường": Level.COMMUNE,
    "Xã": Level.COMMUNE,
}
KIND_OF = {form: kind for kind, forms in PREFIXES.items() for form in forms}
SPELLINGS = {spelling(form): kind for form, kind in KIND_OF.items()}
FOLDED = {fold(form): kind for form, kind in KIND_OF.items()}
BELOW_UNITS = frozenset(
    map(spelling, "thôn thon làng bản xóm xom tổ khu tdp ccn kcn cụm đường phố ngõ số tiểu ấp".split())  # noqa: SIM905
)
"""First words of what is no unit but lies in one: villages, quarters, streets, industrial zones."""
ABBREVIATIONS = {"tpbg": ["TP", "Bắc", "Giang"], "bg": ["Bắc", "Giang"]}
MOST_PREFIXES = 4
"""More kinds of unit before one name ("phường/xã/thị trấn ...") are not taken off."""
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
SEPARATORS = re.compile(r"[,;\n]|\s[-–—]\s")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Reading:
    """One way to read a phrase: the kinds that its prefixes name (none: bare) and the name that is left.

    `is_plain`: the phrase has no diacritics at all, so that "Quang Minh" may as well be Quảng Minh.
    """

    kinds: frozenset[str]
    name: str
    is_plain: bool

    @cached_property
    def level(self) -> Level | None:
        """The level that the prefixes name."""
        return next((_LEVELS[kind] for kind in self.kinds), None)


@dataclass(frozen=True)
class Phrase:
    """One part of a written place with the ways to read it, most literal first; none for what is no unit."""

    text: str
    readings: tuple[Reading, ...]

    @property
    def is_bare(self) -> bool:
        """Whether the phrase names no kind of unit."""
        return not self.readings[0].kinds


@dataclass(frozen=True)
class PlaceText:
    """A written place: the phrases that may name units in the order written, and what stood in brackets."""

    phrases: tuple[Phrase, ...]
    brackets: tuple[str, ...]

    @property
    def named(self) -> tuple[Phrase, ...]:
        """The phrases that may name a unit."""
        return tuple(phrase for phrase in self.phrases if phrase.readings)

    @property
    def is_new(self) -> bool:
        """Whether the place is marked "(mới)": a unit of 2025-07-01."""
        return any(fold(text) == "moi" for text in self.brackets)


@lru_cache(maxsize=1024)
def parse_place(text: str) -> PlaceText:
    """Return the parts of a written place; composed and decomposed Unicode read alike."""
    clean = nfc(text)
    brackets = tuple(found.strip() for found in _BRACKETS.findall(clean) if found.strip())
    parts = SEPARATORS.split(_BRACKETS.sub(" ", clean))
    return PlaceText(tuple(_phrase(words) for part in parts for words in _split(_words(part))), brackets)


def _words(part: str) -> list[str]:
    words = _WORDS.findall(part)
    return [word for token in words for word in ABBREVIATIONS.get(fold(token), [token])]


def _prefix(words: list[str], *, loose: bool = False) -> tuple[str, int] | None:
    """Return the kind that the first words name, and how many they are; without `loose`, diacritics are right or absent."""
    for length in (2, 1):
        if len(words) >= length and (kind := _kind_of_form(" ".join(words[:length]), loose=loose)):
            return kind, length
    return None


@lru_cache(maxsize=16384)
def _kind_of_form(form: str, *, loose: bool) -> str | None:
    return SPELLINGS.get(spelling(form)) or (FOLDED.get(fold(form)) if loose or form.isascii() else None)


def _split(words: list[str]) -> list[list[str]]:
    """Split "thôn Mục xã Dương Hưu huyện Sơn Động" before each kind of unit that follows a name."""
    phrases: list[list[str]] = [[]]
    follows_name, at = False, 0
    while at < len(words):
        found = _prefix(words[at : at + 2])
        length = found[1] if found else 1
        opens = follows_name and found is not None and _opens(words[at : at + length], phrases[-1])
        if opens:
            phrases.append([])
        is_name = found is None or (follows_name and not opens)
        phrases[-1] += words[at : at + (1 if is_name else length)]
        follows_name, at = is_name, at + (1 if is_name else length)
    return [phrase for phrase in phrases if phrase]


def _opens(prefix: list[str], before: list[str]) -> bool:
    """Whether a prefix opens a new phrase: letters do not, and a bare "xa" (Cao Xá) only does after a village."""
    is_village = spelling(before[0]) in BELOW_UNITS
    return len("".join(prefix)) > 1 and (is_village or spelling(" ".join(prefix)) not in {"xa", "phuong"})


def _phrase(words: list[str]) -> Phrase:
    text = " ".join(words)
    return Phrase(text, () if spelling(words[0]) in BELOW_UNITS else tuple(_readings(words)))


def _readings(words: list[str]) -> list[Reading]:
    """Return the readings with all leading prefixes taken off ("phường/xã ..."), then fewer, then with a misspelt one off."""
    plain = "".join(words).isascii()
    readings, kinds, left = [Reading(frozenset(), " ".join(words), plain)], frozenset[str](), words
    for _ in range(MOST_PREFIXES):
        found = _prefix(left)
        if found is None or len(left) <= found[1]:
            break
        if kinds and _LEVELS[found[0]] is not readings[0].level:
            break
        kinds, left = kinds | {found[0]}, left[found[1] :]
        readings.insert(0, Reading(kinds, " ".join(left), plain))
    loose = _prefix(words, loose=True)
    if not kinds and loose and len(words) > loose[1]:
        readings.append(Reading(frozenset({loose[0]}), " ".join(words[loose[1] :]), plain))
    return readings

"""Text in the tables from before Unicode (TCVN3, VNI) that was taken for Latin letters: "C«ng ty", "Coâng ty".

Right text is never touched: a word counts as evidence only where it is no Vietnamese syllable as it stands and is one after.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from geodata.importing.text.syllables import is_syllable
from geodata.legacy_letters import TCVN3, VNI_LETTERS, VNI_MARKS


class LegacyEncoding(StrEnum):
    """The tables that are recognised, and UTF-8 that was read as Windows-1252."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    UTF8 = "UTF-8"


_WORD = re.compile(r"[A-Za-z\xa1-\xff]+")
_BEYOND_LATIN = re.compile(r"[^\x00-\xff–—‘’‚“”„…•™€‰‹›]")
_MIXED_CASE = re.compile(r"[^\W\d_]+")
_CAN_TELL = re.compile(r"[^µ].")  # not a sign alone, nor the micro of µm
_SURE = {
    LegacyEncoding.TCVN3: re.compile(
        r"[A-Za-z®§][¸µ¶·¹¨¾»¼½©®ª«¬\xad]|[§®][\xa1-\xff]|^[§®¡¢£¤¥¦][a-zA-Z\xa1-\xff]*[a-zA-Z]"
    ),
    LegacyEncoding.VNI: re.compile(r"[aeo][âåãäêúü]|[aeo][áà]|ñ[ôöaeiouyæóò]|[ôö][ùøûõï]|ö[ô]", re.IGNORECASE),
}
"""Letter pairs that no other language writes; what else looks legacy needs a second word, "tôt" is French too."""
_VNI_PAIR = re.compile(
    "|".join(f"[{base}{base.upper()}][{''.join(marks)}{''.join(marks).upper()}]" for base, marks in VNI_MARKS.items())
    + f"|[{''.join(VNI_LETTERS)}]"
)


def to_unicode(text: str, encoding: LegacyEncoding) -> str:
    """Return a text of the table named as Unicode (NFC); letters that the table has no other meaning for stay.

    TCVN3 has no capitals with a tone: in a word or text whose plain letters are all capitals the others become capitals too.
    """
    if encoding is LegacyEncoding.UTF8:
        return _from_utf8(text)
    if encoding is LegacyEncoding.VNI:
        return unicodedata.normalize("NFC", _VNI_PAIR.sub(lambda found: _vni_letter(found[0]), text))
    return _capitals(text, "".join(TCVN3.get(letter, letter) for letter in text))


def _vni_letter(pair: str) -> str:
    base = VNI_LETTERS.get(pair[0], pair[0])
    return base + (VNI_MARKS[pair[0].lower()][pair[1].lower()] if len(pair) > 1 else "")


def _from_utf8(text: str) -> str:
    try:
        return unicodedata.normalize("NFC", b"".join(map(_byte, text)).decode("utf-8"))
    except UnicodeError:
        return text


def _byte(letter: str) -> bytes:
    """Return the byte that was taken for a letter: of Windows-1252, of Latin-1 where that has none."""
    return letter.encode("latin-1" if letter <= "\xff" else "cp1252")


def _capitals(raw: str, text: str) -> str:
    """Return the text with capitals where the letters that have a case of their own are all capitals.

    Words of one such letter each ("X· Mü Hµ" is Xã Mỹ Hà) do not tell; a longer one among them does.
    """
    plain = [letter for letter in raw if letter.isascii() and letter.isalpha()]
    is_told = any(not word.isascii() and len(re.findall("[A-Z]", word)) > 1 for word in raw.split())
    if is_told and all(letter.isupper() for letter in plain):
        return text.upper()

    def word(found: re.Match[str]) -> str:
        own = [letter for letter in raw[found.start() : found.end()] if letter.isascii()]
        return found[0].upper() if len(own) > 1 and all(letter.isupper() for letter in own) else found[0]

    return _MIXED_CASE.sub(word, text)


@dataclass
class _Evidence:
    """What the different words of a text say about one table: for it, surely for it, against it."""

    encoding: LegacyEncoding
    good: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    bad: set[str] = field(default_factory=set)

    def weigh(self, word: str) -> None:
        changed = to_unicode(word, self.encoding)
        if not is_syllable(changed):
            self.bad.add(word)
        elif changed.lower() != word.lower() and not is_syllable(word) and _CAN_TELL.match(word):
            self.good.add(word)
            if _SURE[self.encoding].search(word):
                self.sure.add(word)

    def balance(self) -> tuple[int, int]:
        return len(self.good) - len(self.bad), len(self.sure)

    def is_convincing(self) -> bool:
        return len(self.good) >= 2 + 8 * len(self.bad) or (bool(self.sure) and not self.bad)


def detect(texts: Iterable[str]) -> LegacyEncoding | None:
    """Return the table that the texts of a column or a sheet are in; None when they are right, or not surely of one table.

    One text with Vietnamese letters of Unicode is enough for None: leave such texts out where fonts are mixed, see `modern_text`.
    """
    tables = [_Evidence(LegacyEncoding.TCVN3), _Evidence(LegacyEncoding.VNI)]
    words: set[str] = set()
    for text in texts:
        if not _is_latin(text):
            return None
        words |= _words_above_ascii(text)
    for word in words:
        for table in tables:
            table.weigh(word)
    other, best = sorted(tables, key=_Evidence.balance)
    return best.encoding if best.is_convincing() and best.balance() > other.balance() else None


def repaired(text: str, encoding: LegacyEncoding | None = None) -> str:
    """Return a text in Unicode NFC: from the table named (of its column, see `detect`), or from the one it surely is in.

    A text with letters beyond Latin-1 is Unicode already and only composed.
    """
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if not _is_latin(composed):
        return _if_utf8(composed)
    found = encoding or detect([composed])
    return to_unicode(composed, found) if found else _if_utf8(composed)


def is_beyond_latin(text: str) -> bool:
    """Return whether a text has letters that no table from before Unicode leaves behind."""
    return not _is_latin(text)


def speaks_for(text: str, encoding: LegacyEncoding) -> bool:
    """Return whether a word of a text is no Vietnamese syllable as it stands and is one when read by a table."""
    words = _words_above_ascii(text)
    return any(not is_syllable(word) and is_syllable(to_unicode(word, encoding)) for word in words)


def reads_right(texts: Iterable[str]) -> bool:
    """Return whether nearly all words above ASCII are Vietnamese syllables as they stand."""
    words = set().union(*map(_words_above_ascii, texts))
    return 5 * sum(map(is_syllable, words)) >= 4 * len(words)


def _words_above_ascii(text: str) -> set[str]:
    """Return the different words of a text that may be legacy; the same word tells nothing more when it comes again."""
    return set() if text.isascii() else {word for word in set(_WORD.findall(text)) if not word.isascii()}


def _is_latin(text: str) -> bool:
    return not _BEYOND_LATIN.search(text)


def _if_utf8(text: str) -> str:
    """Return UTF-8 that was read as Windows-1252 as it was meant; no right text can be read so."""
    return _from_utf8(text) if any(first in text for first in "ÃÄÆáâ") else text

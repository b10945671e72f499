"""The text of a table that does not say how it is encoded: Unicode, else the 8-bit table in which its words are words."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from geodata.importing.grid import ImportFormat
from geodata.importing.limits import FileRefusedError, RefusalCode
from geodata.importing.text.legacy_text import LegacyEncoding, to_unicode
from geodata.importing.text.syllables import is_syllable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")
_LEGACY_WORD = re.compile(r"[A-Za-z\xa1-\xff]+")
_MOST_WORDS = 3000
_BETWEEN = "\x1e"


def decoded(data: bytes, kind: ImportFormat = ImportFormat.CSV) -> str:
    """Return the text of a file. Raises FileRefusedError for what is no text and for text that breaks off within a letter."""
    text = _unicode(data)
    text = eight_bit(data) if text is None else text
    if _CONTROL.search(text.rstrip("\x1a")):
        raise FileRefusedError(RefusalCode.WRONG_TYPE, {"named": kind.value, "found": "?"})
    return text.rstrip("\x1a")


def _unicode(data: bytes) -> str | None:
    """Return the text when the bytes are UTF-8, UTF-16 or UTF-32, else None."""
    name = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _unmarked(data)
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        if name != "utf-8" or error.reason == "unexpected end of data":
            raise FileRefusedError(RefusalCode.TRUNCATED) from error
        return None


def _unmarked(data: bytes) -> str:
    head = data[:4096]
    if b"\0" not in head:
        return "utf-8"
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def eight_bit(data: bytes) -> str:
    """Return the text of bytes that are no Unicode: Windows-1258, TCVN3 or VNI when most words are Vietnamese in it, else Windows-1252."""
    plain = _plain(data)
    readings = [plain, *(text for read in _VIETNAMESE if (text := read(data, plain)) is not None)]
    shares = [_share(text, plain) for text in readings]
    best = max(range(len(readings)), key=lambda index: shares[index])
    return readings[best] if shares[best] > 0.5 else plain


def _plain(data: bytes) -> str:
    """Return Windows-1252, whose few unused bytes are read as Latin-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _cp1258(data: bytes, plain: str) -> str | None:
    del plain
    try:
        return unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None


_VIETNAMESE: tuple[Callable[[bytes, str], str | None], ...] = (
    _cp1258,
    lambda _, plain: to_unicode(plain, LegacyEncoding.TCVN3),
    lambda _, plain: to_unicode(plain, LegacyEncoding.VNI),
)


def _share(text: str, plain: str) -> float:
    """Return the share of the words with other letters than English ones that are Vietnamese syllables."""
    pattern = _LEGACY_WORD if text is plain else _WORD
    words = {word for word in pattern.findall(text) if not word.isascii()}
    few = sorted(words)[:_MOST_WORDS]
    return sum(map(is_syllable, few)) / len(few) if few else 0.0


def dbf_texts(columns: Sequence[tuple[str, Sequence[object]]]) -> list[tuple[str, list[object]]]:
    """Return the columns of a Shapefile that were read as Latin-1, in the encoding in which the whole table is words.

    The encoding that a Shapefile states is often not its own, so it is not asked.
    """
    texts = [name for name, _ in columns]
    texts += [value for _, values in columns for value in values if isinstance(value, str)]
    data = _BETWEEN.join(texts).encode("latin-1", "replace")
    whole = _strict_utf8(data)
    read = iter((eight_bit(data) if whole is None else whole).split(_BETWEEN))
    names = [next(read) for _ in columns]
    return [
        (name, [next(read) if isinstance(value, str) else value for value in values])
        for name, (_, values) in zip(names, columns, strict=True)
    ]


def _strict_utf8(data: bytes) -> str | None:
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return None

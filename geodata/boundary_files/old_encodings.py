"""Read Vietnamese text that came through an old table: UTF-8 or Windows-1258 taken for Latin letters, TCVN3 (.VnTime)."""

from collections.abc import Callable

from geodata.legacy_letters import TCVN3
from geodata.text import nfc


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

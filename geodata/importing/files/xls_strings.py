"""Texts with raised letters in the table of strings of an old Excel file (version 97 and later)."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geodata.importing.files.raised import LONGEST_RICH, RichText

FONT, STRINGS, CONTINUED = 0x0031, 0x00FC, 0x003C
_SUPERSCRIPT = 1
_WIDE, _SPOKEN, _RICH = 0x01, 0x04, 0x08


def raised_fonts(fonts: Iterable[bytes]) -> frozenset[int]:
    """Return the numbers of the fonts that raise letters; the number 4 is left out of the count."""
    found = [
        at + (at >= 4)
        for at, data in enumerate(fonts)
        if len(data) >= 10 and struct.unpack_from("<H", data, 8)[0] == _SUPERSCRIPT
    ]
    return frozenset(found)


@dataclass
class _Pieces:
    """The bytes of a record and of those that continue it; a text that is cut says again at the cut how wide its letters are."""

    pieces: Sequence[bytes]
    piece: int = 0
    at: int = 0

    def read(self, size: int) -> bytes:
        """Return so many bytes, over the cuts; fewer at the end."""
        data = bytearray()
        while len(data) < size and self.piece < len(self.pieces):
            part = self.pieces[self.piece][self.at : self.at + size - len(data)]
            data += part
            self.at += len(part)
            if len(data) < size:
                self.piece, self.at = self.piece + 1, 0
        return bytes(data)

    def letters(self, count: int, *, is_wide: bool) -> str:
        """Return so many letters of one or two bytes."""
        text = ""
        while len(text) < count and self.piece < len(self.pieces):
            left = len(self.pieces[self.piece]) - self.at
            fitting = min(count - len(text), left // 2 if is_wide else left)
            text += self.read(fitting * (2 if is_wide else 1)).decode("utf-16-le" if is_wide else "latin-1", "replace")
            if len(text) < count:
                self.piece, self.at = self.piece + 1, 0
                if self.piece < len(self.pieces):
                    is_wide = bool(self.read(1)[:1] == b"\x01")
        return text


def raised_strings(pieces: Sequence[bytes], fonts: frozenset[int]) -> Mapping[int, str]:
    """Return the strings of the table that have raised letters, by their number; `pieces` are its record and those that continue it."""
    stream, found = _Pieces(pieces), dict[int, str]()
    count = stream.read(8)
    for number in range(struct.unpack_from("<I", count, 4)[0] if fonts and len(count) == 8 else 0):
        head = stream.read(3)
        if len(head) < 3:
            break
        length, flags = struct.unpack("<HB", head)
        n_runs = _number(stream.read(2)) if flags & _RICH else 0
        n_spoken = _number(stream.read(4)) if flags & _SPOKEN else 0
        text = stream.letters(length, is_wide=bool(flags & _WIDE))
        runs = stream.read(4 * n_runs)
        stream.read(n_spoken)
        if len(text) <= LONGEST_RICH and (raised := _with_raised(text, runs, fonts)):
            found[number] = raised
    return found


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _with_raised(text: str, runs: bytes, fonts: frozenset[int]) -> str:
    """Return a text whose runs, each from a letter on in a font, raise some of it; "" where none do."""
    starts = [struct.unpack_from("<HH", runs, at) for at in range(0, len(runs) - 3, 4)]
    if not any(font in fonts for _, font in starts):
        return ""
    rich = RichText()
    rich.add(text[: starts[0][0]], is_raised=False)
    for at, (start, font) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(text)
        rich.add(text[start:end], is_raised=font in fonts)
    return rich.text()

"""Rows under headings with Roman numerals, numbered through, in the order in which headings first come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from geodata.grouping import grouped_by

_Item = TypeVar("_Item")
_SIGNS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class _Group(Generic[_Item]):
    """A heading with its numeral, and its rows with their numbers; the heading is empty where rows have none."""

    numeral: str
    title: str
    members: tuple[tuple[int, _Item], ...]

    @property
    def items(self) -> tuple[_Item, ...]:
        """The rows without their numbers."""
        return tuple(item for _, item in self.members)


def under_headings(items: Iterable[_Item], title_of: Callable[[_Item], str]) -> tuple[_Group[_Item], ...]:
    """Return the groups; items without a heading come last."""
    by_title = grouped_by((" ".join(title_of(item).split()), item) for item in items)
    if "" in by_title:
        by_title[""] = by_title.pop("")
    groups, number = [], 0
    for place, (title, members) in enumerate(by_title.items(), 1):
        numbered = tuple(enumerate(members, number + 1))
        groups.append(_Group(roman(place), title, numbered))
        number += len(members)
    return tuple(groups)


def roman(number: int) -> str:
    """Return a whole number above 0 in Roman numerals."""
    written = ""
    for value, sign in (*_SIGNS, *_SMALL):
        written += sign * (number // value)
        number %= value
    return written

"""Sentences that carry the numbers they state as data, so that each can be held against the figure that it is of."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from analytics.wording.language import Language


class UnstatedNumberError(ValueError):
    """A sentence was to state a number that is no data."""


class What(StrEnum):
    """What a number of a headline is, in the scope of its slide; `name` and `ids` are those of `Stated`."""

    # rows on record
    ROWS = "rows"
    # rows that state an amount
    STATING = "stating"
    # the amounts that rows state, added up
    SUM = "sum"
    # how many there are: the rows, or as many as the published figures `ids` count
    ALL = "all"
    # rows of the years and programmes of the published figures `ids`
    ALIKE = "alike"
    # the sum of the published figures `ids`
    PUBLISHED = "published"
    # the sum of the published figures `ids` of districts, and the rows of the other places
    FLOOR = "floor"
    # the last of the years that the published figures `ids` cover
    YEARS = "years"
    # groups that the selection names and that hold rows
    CHOSEN = "chosen"
    # rows of those groups
    CHOSEN_ROWS = "chosen_rows"
    # rows of those groups that state an amount
    CHOSEN_STATING = "chosen_stating"
    # what those groups hold
    CHOSEN_SUM = "chosen_sum"
    # what the group `name` holds
    GROUP = "group"
    # the share of the whole that the group `name` holds, or all groups chosen
    SHARE = "share"
    # the place of the group `name` among those with a value
    PLACE = "place"
    # groups with a value
    PLACES = "places"
    # what lies in no single unit
    ELSEWHERE = "elsewhere"
    # countries and territories named as markets
    COUNTRIES = "countries"
    # products with `name` stars
    STARS = "stars"
    # entries in the state `name`
    STATE = "state"
    # sources that the story rests on
    SOURCES = "sources"
    # all sources of the record
    ALL_SOURCES = "all_sources"
    # single years of which sources publish a sum
    PUBLISHED_YEARS = "published_years"
    # the last of the years that the rows `name` are of
    ROW_YEARS = "row_years"
    # the quotient of the published figures `ids`
    QUOTIENT = "quotient"


@dataclass(frozen=True)
class Stated:
    """A number that a sentence states: what it is, its value, how it is written, of which group, from which published figures."""

    what: What
    value: float
    text: str
    name: str = ""
    ids: tuple[str, ...] = ()


class StatedText(str):
    """A text with the numbers that it states."""

    __slots__ = ("stated",)
    stated: tuple[Stated, ...]

    def __new__(cls, text: str, stated: tuple[Stated, ...] = ()) -> Self:
        """Return `text` as one that states these numbers and no others."""
        made = super().__new__(cls, text)
        made.stated = stated
        return made


def stated_number(what: What, value: float, text: str, name: str = "", ids: tuple[str, ...] = ()) -> StatedText:
    """Return a number as a sentence takes it up."""
    return StatedText(text, (Stated(what, float(value), text, name, ids),))


def named(name: str) -> StatedText:
    """Return a name whose digits, if any, are part of it and state nothing ("2016–2021", "3 sao")."""
    return name if isinstance(name, StatedText) else StatedText(name)


def numbers_of(texts: Sequence[object]) -> tuple[Stated, ...]:
    """Return the numbers that texts carry."""
    return tuple(one for text in texts if isinstance(text, StatedText) for one in text.stated)


def side_by_side(parts: Sequence[str], separator: str = " · ") -> StatedText:
    """Return the parts that say something, joined, with the numbers that they state."""
    return StatedText(separator.join(part for part in parts if part), numbers_of(parts))


@dataclass(frozen=True)
class Wording:
    """What words a claim: a language that takes up numbers as data alone."""

    language: Language

    def text(self, message: str, **values: str) -> StatedText:
        """Return a message with its fields filled in; UnstatedNumberError for a field that holds a number and says not what it is."""
        for name, value in values.items():
            if not isinstance(value, StatedText) and any(letter.isdigit() for letter in value):
                msg = f"{name}: {value}"
                raise UnstatedNumberError(msg)
        return StatedText(self.language.text(message, **values), numbers_of(tuple(values.values())))

    def count(self, singular: str, plural: str, n: StatedText, **names: str) -> StatedText:
        """Return a message with a number of things."""
        text = self.language.count(singular, plural, int(n.stated[0].value), **names)
        return StatedText(text, numbers_of([n, *names.values()]))

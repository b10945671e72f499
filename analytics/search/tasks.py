"""What is asked in the words of a task ("hết hạn", "đối ứng"), and the place of the app that answers it: a closed list, in each language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from analytics.search.index import LONGEST_TYPED
from analytics.wording.language import LANGUAGES, Language, mark
from geodata.text import fold

_BEGUN = 4
"""From so many letters on the beginning of a task's words asks for it."""


@dataclass(frozen=True)
class AskedTask:
    """A task: its title, the words that ask for it (a semicolon between two), the screen that answers it, which of its tabs, which products."""

    title: str
    words: str
    screen: str
    tab: str = ""
    products: tuple[str, ...] = ()


TASKS: Mapping[str, AskedTask] = {
    "certificates": AskedTask(
        mark("OCOP certificates: which have ended"),
        mark("expired; expiry; renew; renewal; certificate; certificates; evaluate again"),
        "ocop",
        "certificates",
    ),
    "five_stars": AskedTask(
        mark("OCOP products with five stars, and whose they are"), mark("5 stars; five stars"), "ocop"
    ),
    "noodles": AskedTask(
        mark("Where Chũ noodles are exported to"),
        mark("noodles export; noodles exported; noodles market"),
        "exports",
        products=("noodles",),
    ),
    "exports": AskedTask(
        mark("What is exported where to"), mark("export; exports; exported; export market"), "exports"
    ),
    "leverage": AskedTask(
        mark("What one đồng of support brings along"),
        mark("one dong; leverage; counterpart; ratio of counterpart"),
        "funding",
        "effect",
    ),
    "plans": AskedTask(mark("Plan and result of the money"), mark("plan and result; disbursement"), "funding", "plans"),
    "due": AskedTask(
        mark("What is due and past its day"),
        mark("due; late; overdue; acceptance; inspection"),
        "proposals",
        "due",
    ),
    "present": AskedTask(mark("Slides of the meeting"), mark("slides; slide show; present; meeting"), "present"),
    "print": AskedTask(mark("Print, take a report along"), mark("print; report; take along"), "present"),
    "compare": AskedTask(mark("Compare two districts"), mark("compare; comparison; two districts"), "compare"),
    "ceilings": AskedTask(
        mark("How much may be supported"), mark("ceiling; ceilings; how much may be supported"), "rules"
    ),
    "visits": AskedTask(mark("Who is visited"), mark("visit; visits; who is visited"), "survey"),
}
"""The tasks by their key, in the order in which equal ones are told."""


def tasks_asked(typed: str) -> list[str]:
    """Return the keys of the tasks that what is typed asks for, those with more of its words first; diacritics do not count."""
    words = tuple(fold(typed[:LONGEST_TYPED]).split())
    met: dict[str, int] = {}
    for key, phrase in _phrases():
        if _asks(words, phrase):
            met[key] = max(met.get(key, 0), len(phrase))
    return sorted(met, key=lambda key: -met[key])


def _asks(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Return whether typed words are a phrase, begin it, or hold all of its words; one word alone asks where nothing else is typed."""
    typed, whole = " ".join(words), " ".join(phrase)
    if typed == whole:
        return True
    is_begun = len(typed) >= _BEGUN and whole.startswith(typed)
    return is_begun or (len(phrase) > 1 and set(phrase) <= set(words))


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the words of each task in each language."""

    def each() -> Iterator[tuple[str, tuple[str, ...]]]:
        for key, task in TASKS.items():
            for one in LANGUAGES:
                for phrase in Language(one).text(task.words).split(";"):
                    yield key, tuple(fold(phrase).split())

    return tuple(dict.fromkeys(each()))

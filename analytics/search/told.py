"""What is found, in words and in groups: the kind that fits best first, what was opened lately before what was not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import VINTAGE_LABELS, Vintage, units_of
from analytics.search.index import NameIndex
from analytics.search.names import Hit, NameKind, NameList
from analytics.search.record_names import record_index
from analytics.search.tasks import TASKS, tasks_asked
from analytics.selection.place_words import (
    country_name,
    district_name,
    joined,
    period,
    place,
    stars_text,
    unit_name,
)
from analytics.selection.selection import PARAMETERS, read_query
from analytics.selection.words import FIELD_NAMES, value_words
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.schema import vocabulary as v
from geodata.schema.frames import KEYS
from geodata.text import fold

MOST_FOUND = 120
MOST_OF_A_KIND = 6
NEAR_THE_BEST = 0.7
"""What fits less than this share of the best is not told."""
_HEADINGS: dict[NameKind, str] = {
    NameKind.TASK: mark("Where it is answered"),
    NameKind.SCREEN: mark("Screens"),
    NameKind.VIEW: mark("Saved views"),
    NameKind.DISTRICT: mark("Districts"),
    NameKind.COMMUNE: mark("Communes and wards"),
    NameKind.FACILITY: mark("Facilities"),
    NameKind.CONTEXT: mark("Villages, clusters, growers"),
    NameKind.PROPOSAL: mark("Proposals"),
    NameKind.OCOP: mark("OCOP products"),
    NameKind.TYPICAL: mark("Typical products"),
    NameKind.PRODUCER: mark("Producers that are no facility on record"),
    NameKind.MARKET: mark("Markets"),
    NameKind.CHOICE: mark("Narrow the selection"),
    NameKind.RULE: mark("Rules"),
    NameKind.SOURCE: mark("Sources"),
    NameKind.COMMAND: mark("Commands"),
    NameKind.STEP: mark("Seen lately"),
}
LATELY = mark("Opened lately")
NAME_TABLES: dict[NameKind, str] = {
    NameKind.FACILITY: "facilities",
    NameKind.CONTEXT: "facilities",
    NameKind.PROPOSAL: "proposals",
    NameKind.OCOP: "ocop_products",
    NameKind.TYPICAL: "typical_products",
    NameKind.RULE: "rules",
    NameKind.SOURCE: "sources",
}
"""The table that a kind's rows are of."""
Thing = tuple[NameKind, str]
"""What something is, and its key."""


@dataclass(frozen=True, eq=False)
class AppNames:
    """The screens and commands that a visit may use, and the views that it keeps, with their titles."""

    titles: Mapping[Thing, str]

    @cached_property
    def index(self) -> NameIndex:
        """Return the index of their titles."""
        return NameIndex([NameList(kind, [key], [title]) for (kind, key), title in self.titles.items()])


@dataclass(frozen=True)
class _Told:
    """Something found: what it is called, and what helps to know it."""

    kind: NameKind
    key: str
    title: str
    hint: str = ""


@dataclass(frozen=True)
class ResultGroup:
    """What was found of one kind."""

    heading: str
    found: tuple[_Told, ...]


def search_results(
    prepared: Prepared, app: AppNames, typed: str, lately: Sequence[Thing], language: Language
) -> tuple[ResultGroup, ...]:
    """Return what is found in the record and among the screens and commands; the place that answers a task comes first."""
    hits = [*record_index(prepared).find(typed, MOST_FOUND), *app.index.find(typed, MOST_FOUND)]
    best = max((hit.score for hit in hits), default=0.0)
    groups: dict[NameKind, list[Hit]] = {}
    order = list(NameKind)
    for hit in sorted(hits, key=lambda hit: (-round(hit.score, 2), order.index(hit.kind))):
        if hit.score >= best * NEAR_THE_BEST:
            groups.setdefault(hit.kind, []).append(hit)
    tasks = _told(prepared, app, [(NameKind.TASK, key) for key in tasks_asked(typed)], language)
    told = [ResultGroup(language.text(_HEADINGS[NameKind.TASK]), tasks)]
    for kind, of_kind in groups.items():
        things = sorted(((hit.kind, hit.key) for hit in of_kind), key=lambda thing: thing not in lately)
        told.append(
            ResultGroup(
                language.text(_HEADINGS[kind]), _told(prepared, app, things[:MOST_OF_A_KIND], language, of_kind)
            )
        )
    return tuple(group for group in told if group.found)


def opened_lately(
    prepared: Prepared, app: AppNames, lately: Sequence[Thing], language: Language
) -> tuple[ResultGroup, ...]:
    """Return what was opened lately, the last one first; what is there no more is left out."""
    told = _told(prepared, app, lately, language)
    return (ResultGroup(language.text(LATELY), told),) if told else ()


def lately_group(steps: Mapping[str, tuple[str, str]], language: Language) -> tuple[ResultGroup, ...]:
    """Return the steps of a visit, given by key as title and hint, as a group; of steps that read alike the first."""
    told: dict[tuple[str, str], _Told] = {}
    for key, words in steps.items():
        told.setdefault(words, _Told(NameKind.STEP, key, *words))
    return (
        (ResultGroup(language.text(_HEADINGS[NameKind.STEP]), tuple(told.values())[:MOST_OF_A_KIND]),) if told else ()
    )


def _told(
    prepared: Prepared,
    app: AppNames,
    things: Sequence[Thing],
    language: Language,
    hits: Sequence[Hit] = (),
) -> tuple[_Told, ...]:
    """Return things in words; where a thing was met under another name than its title, that name stands in the hint."""
    met = {(hit.kind, hit.key): hit.name for hit in hits}
    told = []
    for kind, key in things:
        one = _words(prepared, app, kind, key, language)
        if one is None:
            continue
        name = met.get((kind, key), "")
        is_new = kind in NAME_TABLES and name and fold(name) not in fold(f"{one.title} {one.hint}")
        told.append(replace(one, hint=joined([f"“{name}”", one.hint])) if is_new else one)
    return tuple(told)


def _words(prepared: Prepared, app: AppNames, kind: NameKind, key: str, language: Language) -> _Told | None:
    if kind in NAME_TABLES:
        row = _row(prepared, NAME_TABLES[kind], key)
        return None if row is None else _Told(kind, key, *_ROWS[kind](row, language))
    if kind in {NameKind.TASK, NameKind.SCREEN, NameKind.VIEW, NameKind.COMMAND}:
        return _of_app(app, kind, key, language)
    if kind in {NameKind.DISTRICT, NameKind.COMMUNE}:
        return _Told(kind, key, unit_name(key, short=False), _unit_hint(key, language))
    if kind is NameKind.MARKET:
        return _Told(kind, key, country_name(key, language), key)
    if kind is NameKind.CHOICE:
        field, value = searched_choice(key)
        return _Told(kind, key, value_words(field, value, language), language.text(FIELD_NAMES[field]))
    return _Told(kind, key, key)


def _of_app(app: AppNames, kind: NameKind, key: str, language: Language) -> _Told | None:
    """Return what is of the app itself, a task with the screen that answers it; None where this visit may not open it."""
    if kind is not NameKind.TASK:
        return _Told(kind, key, app.titles[kind, key]) if (kind, key) in app.titles else None
    task = TASKS.get(key)
    screen = None if task is None else app.titles.get((NameKind.SCREEN, task.screen))
    return None if task is None or screen is None else _Told(kind, key, language.text(task.title), screen)


def searched_choice(key: str) -> tuple[Any, Any]:
    """Return field and value of the selection that a key of `NameKind.CHOICE` ("sectors:wood") names."""
    field, _, value = key.partition(":")
    read = read_query({PARAMETERS[field]: value}).selection  # type: ignore[index]
    return field, getattr(read, field)[0]


def searched_row(prepared: Prepared, kind: NameKind, key: str) -> Mapping[str, Any] | None:
    """Return the row of a thing that is one, None where there is none (any more)."""
    return _row(prepared, NAME_TABLES[kind], key) if kind in NAME_TABLES else None


def _row(prepared: Prepared, table: str, key: str) -> Mapping[str, Any] | None:
    at = _rows(prepared, table).get(key)
    if at is None:
        return None
    row = prepared.record[table].iloc[at].to_dict()
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


@cached()
def _rows(prepared: Prepared, table: str) -> Mapping[str, int]:
    return {key: at for at, key in enumerate(prepared.record[table][KEYS[table]].tolist())}


def _unit_hint(key: str, language: Language) -> str:
    name, _, code = key.partition(":")
    vintage = Vintage(name)
    district = units_of(vintage)[code].district_code
    is_commune = vintage.value.startswith("communes")
    within = district_name(district, language, short=True) if is_commune and district else ""
    return joined([within, language.text(VINTAGE_LABELS[vintage])])


def _facility(row: Mapping[str, Any], language: Language) -> tuple[str, str]:
    parts = [
        label_of(v.FacilityKind, row["kind"], language),
        label_of(v.Sector, row["sector"], language),
        place(row, language, short=True),
    ]
    return str(row["name"]), joined(parts)


def _proposal(row: Mapping[str, Any], language: Language) -> tuple[str, str]:
    parts = [period(row["year_from"], row["year_to"]), label_of(v.Stage, row["stage"], language)]
    return str(row["title"]), joined(parts)


def _ocop(row: Mapping[str, Any], language: Language) -> tuple[str, str]:
    return str(row["name"]), joined([stars_text(row["stars"], row["status"], language), row["producer"]])


def _typical(row: Mapping[str, Any], language: Language) -> tuple[str, str]:
    return str(row["product"]), joined([label_of(v.TypicalLevel, row["level"], language), row["year"], row["producer"]])


def _rule(row: Mapping[str, Any], _: Language) -> tuple[str, str]:
    return joined([row["document"], row["article"]], ", "), joined([row["statement"]])


def _source(row: Mapping[str, Any], language: Language) -> tuple[str, str]:
    published = language.partial_date(str(row["published_on"])) if row["published_on"] else ""
    return str(row["title"]), joined([row["publisher"], published])


_ROWS: Mapping[NameKind, Callable[[Mapping[str, Any], Language], tuple[str, str]]] = {
    NameKind.FACILITY: _facility,
    NameKind.CONTEXT: _facility,
    NameKind.PROPOSAL: _proposal,
    NameKind.OCOP: _ocop,
    NameKind.TYPICAL: _typical,
    NameKind.RULE: _rule,
    NameKind.SOURCE: _source,
}

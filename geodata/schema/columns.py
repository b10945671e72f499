"""The description of every table and column: a file of `geodata/tables/` each, from which all that shows or takes a column follows.

A file says what the table is called, then describes its columns in their order (`[[columns]]`), and what an import understands
beside them (`[[fields]]`: an address, from which commune and district follow). CONTRIBUTING.md walks through a new column.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from geodata.schema import planning_vocabulary, survey_vocabulary, vocabulary

FOLDER = Path(__file__).parents[1] / "tables"
ID = r"^[a-z0-9][a-z0-9-]*$"
SOURCE_IDS = r"^[a-z0-9-]+(;[a-z0-9-]+)*$"
DISTRICT = r"^2\d\d$"
_COMMUNE = r"^\d{5}$"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class ColumnType(StrEnum):
    """What a column holds; the type decides how it is stored, entered, read from a file, written and shown.

    `CODE` is a text that a spreadsheet must not take for a number; `MONEY` is whole đồng, `SHARE` a number from 0 to 1, `DATE` an ISO date of year, month or day precision, `LINK` the key of a
    row of another table, `COUNTRY` an ISO 3166-1 alpha-3 code, `SOURCES` one or more `source_id`, separated by ";".
    """

    KEY = "key"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    CHOICE = "choice"
    PRODUCT_GROUP = "product_group"
    FLAG = "flag"
    WHOLE = "whole"
    MONEY = "money"
    NUMBER = "number"
    SHARE = "share"
    DEGREES = "degrees"
    YEAR = "year"
    DATE = "date"
    LINK = "link"
    COMMUNE = "commune"
    DISTRICT = "district"
    COUNTRY = "country"
    SOURCES = "sources"


class ColumnRole(StrEnum):
    """Where a column appears: form and grid, exports, table of evidence, record card, map view of the database, search; and whether it is personal.

    `PERSONAL`: its values may say something of a person, so that they must be erasable.
    """

    EDITED = "edited"
    EXPORTED = "exported"
    EVIDENCE = "evidence"
    CARD = "card"
    MAP = "map"
    SEARCHED = "searched"
    PERSONAL = "personal"


_Vocabulary = type[StrEnum]
CLOSED_LISTS: dict[str, _Vocabulary] = {
    kind.__name__: kind
    for module in (vocabulary, survey_vocabulary, planning_vocabulary)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__module__ == module.__name__
}
"""The closed lists by name ("Sector"), as the descriptions of the columns name them."""

_DTYPES = {
    **dict.fromkeys((ColumnType.WHOLE, ColumnType.MONEY, ColumnType.YEAR), "Int64"),
    **dict.fromkeys((ColumnType.NUMBER, ColumnType.SHARE, ColumnType.DEGREES), "Float64"),
    ColumnType.FLAG: "boolean",
}
_PATTERNS = {
    **dict.fromkeys((ColumnType.KEY, ColumnType.LINK, ColumnType.PRODUCT_GROUP), ID),
    ColumnType.DATE: PARTIAL_DATE,
    ColumnType.COMMUNE: _COMMUNE,
    ColumnType.DISTRICT: DISTRICT,
    ColumnType.COUNTRY: r"^[A-Z]{3}$",
    ColumnType.SOURCES: SOURCE_IDS,
}
_BOUNDS: dict[ColumnType, tuple[float, float | None]] = {
    **dict.fromkeys((ColumnType.WHOLE, ColumnType.MONEY, ColumnType.NUMBER), (0, None)),
    ColumnType.SHARE: (0, 1),
    ColumnType.YEAR: (1950, 2100),
}
_ALWAYS_GIVEN = {ColumnType.KEY, ColumnType.SOURCES, ColumnType.FLAG}
_UNITS = {ColumnType.MONEY: "VND"}


@dataclass(frozen=True)
class Imported:
    """How an import knows a field: its heading in the template and those that offices use, in Vietnamese.

    `type` is a member of `geodata.importing.fields.FieldType`, that of the column where it is not given; `unit` is what the
    template's numbers count in. A field that is not in the template is understood but not offered.
    """

    heading: str
    synonyms: tuple[str, ...] = ()
    type: str = ""
    is_required: bool = False
    unit: str | None = None
    is_in_template: bool = True
    note: str = ""
    example: str = ""


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table: what it may hold, what it is called, where it appears.

    `vocabulary` names the list of `CLOSED_LISTS` that the values of a choice come from, `to` the table that a link leads
    to. `label` is its heading in forms as a message id; exports, evidence and cards may have another. `default` is what rows
    have in it that were written before it was added, `assumed` what a new row has in it where nobody says otherwise. `excuses` says for a role that most columns have, or for "imported", why this one has not.
    """

    name: str
    type: ColumnType
    is_required: bool = False
    vocabulary: str = ""
    to: str = ""
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    default: str | float | bool | None = None
    assumed: str | float | bool | None = None
    label: str = ""
    export_label: str = ""
    export_width: int | None = None
    evidence_label: str = ""
    card_label: str = ""
    roles: frozenset[ColumnRole] = frozenset()
    imported: Imported | None = None
    excuses: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def dtype(self) -> str:
        """The pandas type."""
        return _DTYPES.get(self.type, "string[python]")

    @property
    def is_nullable(self) -> bool:
        """Whether a value may be missing, which means that it is not known."""
        return not self.is_required

    @property
    def is_unique(self) -> bool:
        """Whether no two rows have the same value."""
        return self.type is ColumnType.KEY

    @property
    def is_personal(self) -> bool:
        """Whether the values may say something of a person, so that they must be erasable."""
        return ColumnRole.PERSONAL in self.roles

    @cached_property
    def kind(self) -> _Vocabulary | None:
        """The list of the vocabulary that the values come from."""
        return CLOSED_LISTS[self.vocabulary] if self.vocabulary else None

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The values of a choice, in the order of their list; of any other column none."""
        return tuple(member.value for member in self.kind) if self.kind else ()

    def has(self, role: ColumnRole) -> bool:
        """Whether the column has a role."""
        return role in self.roles


@dataclass(frozen=True)
class FieldBeside:
    """What an import understands beside the columns of a table, from which columns of it or of other tables follow."""

    name: str
    label: str
    imported: Imported
    vocabulary: str = ""


@dataclass(frozen=True)
class TableDescription:
    """A table: what it and its rows are called, its columns in their order, what an import of it is called and understands.

    `label` and its variants are message ids; `called_by` is the column that names a row to a person; two rows
    of an import are the same where all columns of `told_apart_by` are. `order` says for a place
    where columns appear (a role, or "import") which of them, and of what is made there, follow each other; see `arranged`.
    What `is_public_only` is the public record's own bookkeeping, which no office writes.
    """

    name: str
    columns: Mapping[str, Column]
    label: str = ""
    export_label: str = ""
    import_label: str = ""
    called_by: str = ""
    told_apart_by: tuple[str, ...] = ()
    import_heading: str = ""
    title_words: tuple[str, ...] = ()
    fields: tuple[FieldBeside, ...] = ()
    is_public_only: bool = False
    excuses: Mapping[str, str] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_role(self, role: ColumnRole) -> tuple[Column, ...]:
        """Return the columns that have a role, in the order of the table."""
        return tuple(column for column in self.columns.values() if column.has(role))

    @property
    def key(self) -> str | None:
        """The key column; None for a table whose rows have none."""
        return next((name for name, column in self.columns.items() if column.is_unique), None)


def arranged(names: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """Return all names: those of `order` follow each other, any other stands after the one before it."""
    result, before = list(dict.fromkeys(order)), None
    for name in names:
        if name not in result:
            result.insert(0 if before is None else result.index(before) + 1, name)
        before = name
    return tuple(result)


def described(name: str, text: str) -> TableDescription:
    """Return the description of a table from the text of its file; TypeError and ValueError where a key or value is not known."""
    data = tomllib.loads(text)
    columns = [_column(one) for one in data.pop("columns")]
    fields = tuple(_field(one) for one in data.pop("fields", []))
    order = {place: tuple(names) for place, names in data.pop("order", {}).items()}
    importing = data.pop("import", {"heading": "", "title_words": []})
    return TableDescription(
        name=name,
        columns={column.name: column for column in columns},
        import_heading=importing["heading"],
        title_words=tuple(importing["title_words"]),
        fields=fields,
        order=order,
        told_apart_by=tuple(data.pop("told_apart_by", ())),
        **data,
    )


def _column(data: dict[str, Any]) -> Column:
    kind = ColumnType(data.pop("type"))
    least, most = _BOUNDS.get(kind, (None, None))
    given: dict[str, Any] = {
        "pattern": _PATTERNS.get(kind),
        "minimum": least,
        "maximum": most,
        "unit": _UNITS.get(kind, ""),
    }
    imported = data.pop("import", None)
    return Column(
        type=kind,
        is_required=data.pop("is_required", False) or kind in _ALWAYS_GIVEN,
        vocabulary=data.pop("choices", ""),
        roles=frozenset(ColumnRole(role) for role in data.pop("roles", ())),
        imported=_imported({"type": kind.value, **imported}) if imported else None,
        **{**given, **data},
    )


def _field(data: dict[str, Any]) -> FieldBeside:
    own = {name: data.pop(name) for name in ("name", "label", "vocabulary") if name in data}
    return FieldBeside(imported=_imported(data), **own)


def _imported(data: dict[str, Any]) -> Imported:
    return Imported(synonyms=tuple(data.pop("synonyms", ())), **data)


RECORD_TABLES = (
    "sources",
    "facilities",
    "facility_mentions",
    "proposals",
    "beneficiaries",
    "proposal_events",
    "export_flows",
    "ocop_products",
    "ocop_recognitions",
    "typical_products",
    "survey_campaigns",
    "survey_teams",
    "survey_visits",
    "survey_questions",
    "survey_choices",
    "survey_submissions",
    "survey_answers",
    "appraisals",
    "plan_items",
    "difficult_communes",
    "rules",
    "published_figures",
    "contradictions",
    "survey_facts",
    "provenance",
    "omitted",
)
"""The tables of the record. `provenance` links each fact row to the rows that carry it; `omitted` gives the reason for the rest."""
STORE_ONLY = ("attachments",)
"""Tables of the store that are no part of the record: files that lie beside its rows."""
DESCRIPTIONS = {
    name: described(name, (FOLDER / f"{name}.toml").read_text("utf-8")) for name in (*RECORD_TABLES, *STORE_ONLY)
}
"""Every table by name."""

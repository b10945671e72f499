"""The public record with the office's rows laid over it: a row of the same key takes the place of the public one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import sqlalchemy as sa

from geodata.record import Record
from geodata.record.sharing import with_shared_columns
from geodata.schema.frames import KEYS, TABLES
from geodata.schema.office import OFFICE_TABLES
from geodata.schema.vocabulary import SourceKind
from geodata.store.database import Store
from geodata.store.model import RecordScope, StorePosition
from geodata.store.office_only import office_only
from geodata.store.reading import continues
from geodata.store.tables import CURRENT, STATE, VALUE_COLUMNS

_AT_ONCE = 20_000
_BY_HAND = re.compile(r"\S.*, (sửa tay|edited by hand)")
REMOVED = "is_removed"


@dataclass(frozen=True, eq=False)
class StoreRows:
    """All rows that the store held at a revision: typed frames by table name, with `is_removed` beside the columns of the schema."""

    mark: StorePosition = field(default_factory=StorePosition)
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def record_of(public: Record, store: Store, scope: RecordScope, earlier: StoreRows | None = None) -> Record:
    """Return the record of a scope at the store's last revision; see `read_stored_rows` for `earlier`."""
    return overlaid(public, read_stored_rows(store, earlier), scope)


def read_stored_rows(store: Store, earlier: StoreRows | None = None) -> StoreRows:
    """Return the rows of the store; only what changed since `earlier` is read, when that is given."""
    with store.reading() as connection:
        state = connection.execute(sa.select(STATE)).one()
        mark = StorePosition(state.revision, state.last_change, state.head)
        if earlier is None or state.restored > earlier.mark.revision or not _goes_on(connection, earlier.mark, mark):
            earlier = StoreRows()
        elif mark == earlier.mark:
            return earlier
        frames = {
            table: _newer(connection, table, earlier.mark.revision, earlier.frames.get(table))
            for table in OFFICE_TABLES
        }
    return StoreRows(mark, frames)


def _goes_on(connection: sa.Connection, earlier: StorePosition, now: StorePosition) -> bool:
    """Whether the store went on from what was read; not when another file, such as a backup, was put in its place."""
    return now.revision >= earlier.revision and continues(connection, earlier)


def _newer(connection: sa.Connection, table: str, since: int, earlier: pd.DataFrame | None) -> pd.DataFrame:
    current = CURRENT[table]
    names = (*VALUE_COLUMNS[table], REMOVED)
    query = (
        sa.select(*(current.c[name] for name in names))
        .where(current.c.revision > since)
        .order_by(current.c[KEYS[table]])
    )
    columns: list[list[Any]] = [[] for _ in names]
    for part in connection.execute(query, execution_options={"yield_per": _AT_ONCE}).partitions():
        for column, values in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(values)
    if earlier is not None and not columns[0]:
        return earlier
    if table == "sources":
        title = names.index("title")
        columns[title] = [
            without_person(*row) for row in zip(columns[names.index("kind")], columns[title], strict=True)
        ]
    frame = pd.DataFrame({name: _typed(table, name, values) for name, values in zip(names, columns, strict=True)})
    return frame if earlier is None else _over(earlier, frame, KEYS[table])


def without_person(kind: str, title: str) -> str:
    """Return the title of a source without the account of who edited by hand, with which such sources were once titled; the journal names it."""
    found = _BY_HAND.fullmatch(title) if kind == SourceKind.OFFICE else None
    return found[1].capitalize() if found else title


def _typed(table: str, name: str, values: list[Any]) -> Any:
    """Return a column in the type of the schema; equal texts are one object."""
    if name == REMOVED:
        return pd.array(values, dtype="boolean")
    rule = TABLES[table][name]
    given: Any = values
    if rule.dtype == "string[python]" and not rule.is_unique:
        known: dict[Any, Any] = {}
        given = [known.setdefault(value, value) for value in values]
    return pd.array(given, dtype=rule.dtype)


def overlaid(
    public: Record, rows: StoreRows, scope: RecordScope, earlier: tuple[StoreRows, Record] | None = None
) -> Record:
    """Return the record of a scope; its `revision` is another for each scope and each revision of the store.

    With the rows and the record of an earlier revision, tables in which nothing changed are the same frames.
    """
    if scope is RecordScope.PUBLIC or not rows.mark.revision:
        return public
    tables = dict(public.tables)
    changed: dict[str, pd.DataFrame] = {}
    for table, frame in rows.frames.items():
        if earlier and scope is RecordScope.ALL and frame is earlier[0].frames.get(table):
            tables[table] = earlier[1][table]
        elif len(frame):
            shown = frame.loc[~frame[REMOVED].to_numpy(dtype=bool), list(TABLES[table])]
            changed[table] = _over(public[table], shown, KEYS[table], hidden=frame[KEYS[table]])
    everything = Record(tables | with_shared_columns(changed), revision=3 * rows.mark.revision + 1)
    if scope is RecordScope.ALL:
        return everything
    return Record(office_only(everything), revision=3 * rows.mark.revision + 2)


def _over(below: pd.DataFrame, above: pd.DataFrame, key: str, hidden: pd.Series | None = None) -> pd.DataFrame:
    """Return the rows of `above` after those of `below` that it does not replace."""
    covered = below[key].isin(above[key] if hidden is None else hidden)
    kept = below[~covered.to_numpy(dtype=bool)]
    if not len(kept):
        return above.reset_index(drop=True)
    return pd.concat([kept, above], ignore_index=True) if len(above) else kept.reset_index(drop=True)

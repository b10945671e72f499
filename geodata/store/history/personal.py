"""What may say something of a person enters the audit as a salted hash, beside a value that can be erased.

The hash, called the seal, is part of the chain and stays; salt and value stand in a table of their own and go when they are
erased. Without the salt nobody can try values until one fits.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from geodata.schema.office import RULES
from geodata.store.history.chain import canonical
from geodata.store.history.later import as_today
from geodata.store.model import ERASED
from geodata.store.tables import PERSONAL

SEALED = "sealed"
GONE = {SEALED: ""}
"""What stands for a value that was erased in the very act that an entry tells of."""
_AT_ONCE = 900


@cache
def personal_columns(table: str) -> frozenset[str]:
    """Return the columns of a table that may say something of a person."""
    return frozenset(name for name, column in RULES.get(table, {}).items() if column.is_personal)


def seal_of(salt: str, value: Any) -> str:
    """Return the seal of a value."""
    return sha256((salt + canonical(value)).encode("utf-8")).hexdigest()


def is_seal(value: Any) -> bool:
    """Tell whether a seal stands in the place of a value."""
    return isinstance(value, dict) and set(value) == {SEALED}


class Sealer:
    """Seals what a commit writes into the audit, and keeps what belongs to the seals."""

    def __init__(self) -> None:
        """Begin with nothing sealed."""
        self.values: list[dict[str, str]] = []

    def text(self, table: str, row: Mapping[str, Any] | None) -> str | None:
        """Return a row as the audit keeps it."""
        if row is None:
            return None
        told = dict(row)
        for column in personal_columns(table):
            told[column] = self._sealed(told.get(column))
        return canonical(told)

    def _sealed(self, value: Any) -> Any:
        if value is None or is_seal(value):
            return value
        salt = token_hex(16)
        seal = seal_of(salt, value)
        self.values.append({"seal": seal, "salt": salt, "value": canonical(value)})
        return {SEALED: seal}


def seals_in(values: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield the seals in a row of the audit."""
    yield from (value[SEALED] for value in (values or {}).values() if is_seal(value))


def parsed(text: str | None) -> dict[str, Any] | None:
    """Return a row of the audit as it is written, seals and all."""
    return None if text is None else json.loads(text)


def known_values(connection: sa.Connection, seals: Iterable[str]) -> dict[str, Any]:
    """Return what was sealed, as far as it was not erased."""
    found: dict[str, Any] = {}
    listed = sorted(set(seals))
    for start in range(0, len(listed), _AT_ONCE):
        query = sa.select(PERSONAL.c.seal, PERSONAL.c.value).where(
            PERSONAL.c.seal.in_(listed[start : start + _AT_ONCE])
        )
        found.update({seal: json.loads(value) for seal, value in connection.execute(query)})
    return found


def audited_values(table: str, row: Mapping[str, Any] | None, known: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a row of the audit with its values, as today's schema writes them; `ERASED` for one that was erased."""
    if row is None:
        return None
    values = {name: known.get(value[SEALED], ERASED) if is_seal(value) else value for name, value in row.items()}
    return as_today(table, values)

"""From arrays of a generator to tables of the record: every column of the schema, in its type and order."""

import functools
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geodata.schema.frames import TABLES

SOURCE_ID = "illustrative"


@functools.cache
def illustrative_words() -> Mapping[str, Any]:
    """Return the Vietnamese texts of the survey."""
    texts: Mapping[str, Any] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return texts


def filled_table(name: str, n_rows: int, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return table `name`; a column is an array or one value for all rows, a column that is not given is missing.

    Every row says that it is illustrative, in its note and by its source.
    """
    marks = {"note": illustrative_words()["note"], "source_ids": SOURCE_ID}
    given = {**{column: value for column, value in marks.items() if column in TABLES[name]}, **columns}
    unknown = set(given).difference(TABLES[name])
    if unknown:
        msg = f"table {name!r} has no column {', '.join(sorted(unknown))}"
        raise KeyError(msg)
    frame = {column: _typed(given.get(column), rule.dtype, n_rows) for column, rule in TABLES[name].items()}
    return pd.DataFrame(frame)


def numbered(prefix: str, numbers: Iterable[int], suffixes: Iterable[str] | None = None) -> Any:
    """Return "prefix0001", "prefix0002", … with a suffix each, as an array of texts."""
    if suffixes is None:
        return _objects([f"{prefix}{number:04d}" for number in numbers])
    return _objects([f"{prefix}{n:04d}{suffix}" for n, suffix in zip(numbers, suffixes, strict=True)])


def texts_of(values: Mapping[str, str], keys: Any) -> Any:
    """Return the text of each key; equal texts are one object."""
    known, codes = np.unique(np.asarray(keys, dtype=str), return_inverse=True)
    return _objects([values[str(key)] for key in known])[codes]


def repeated(value: Any, count: int) -> Any:
    """Return `count` times the same object; numpy's own `full` makes a text of its own for each cell."""
    array = np.empty(count, dtype=object)
    array.fill(value)
    return array


def chosen(condition: Any, then: Any, otherwise: Any) -> Any:
    """Return `then` where the condition holds, else `otherwise` (one value or an array); equal texts stay one object."""
    array = repeated(otherwise, len(condition)) if np.ndim(otherwise) == 0 else np.array(otherwise, dtype=object)
    array[condition] = then
    return array


def _objects(values: list[str]) -> Any:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _typed(value: Any, dtype: str, n_rows: int) -> Any:
    if value is None or np.ndim(value) == 0:
        return pd.array(repeated(pd.NA if value is None else value, n_rows), dtype=dtype)
    return pd.array(value, dtype=dtype)

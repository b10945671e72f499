"""Read the bundled public record: one UTF-8 CSV a table under `public/`."""

from pathlib import Path

import pandas as pd

from geodata.record.model import Record
from geodata.schema.frames import TABLES, validate

PUBLIC = Path(__file__).parent / "public"


def read_public_table(name: str, folder: Path = PUBLIC) -> pd.DataFrame:
    """Return table `name` with the columns and types of its schema; an empty cell is missing.

    Raises pandera's SchemaErrors with the failing rows when the file breaks the schema.
    """
    return validate(name, _read(name, folder))


def load_public_record(folder: Path = PUBLIC) -> Record:
    """Return the whole public record; every table of the schema is there, empty ones included.

    The bundled files are checked against the schema by the tests, not at each start.
    """
    return Record({name: _read(name, folder) for name in TABLES})


def _read(name: str, folder: Path) -> pd.DataFrame:
    """Return a table as its file has it; a column that the file has not holds its default, which is mostly nothing."""
    columns = TABLES[name]
    types = {column: rule.dtype for column, rule in columns.items()}
    frame = pd.read_csv(folder / f"{name}.csv", dtype=types, keep_default_na=False, na_values=[""], encoding="utf-8")
    for at, (column, rule) in enumerate(columns.items()):
        if column not in frame:
            frame.insert(at, column, pd.Series(rule.default, index=frame.index, dtype=rule.dtype))
    return frame

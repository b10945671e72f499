"""Read the bundled public record: one UTF-8 CSV a table under `public/`, validated against its schema."""

from pathlib import Path

import pandas as pd

from geodata.record.model import Record
from geodata.schema import SCHEMAS

PUBLIC = Path(__file__).parent / "public"


def read_table(name: str, folder: Path = PUBLIC) -> pd.DataFrame:
    """Return table `name` with the columns and types of its schema.

    An empty cell is missing. Raises pandera's SchemaError(s) with the failing rows when the file breaks the schema.
    """
    schema = SCHEMAS[name]
    types = {
        column: ("string[python]" if str(spec.dtype).startswith("str") else str(spec.dtype))
        for column, spec in schema.columns.items()
    }
    frame = pd.read_csv(folder / f"{name}.csv", dtype=types, keep_default_na=False, na_values=[""], encoding="utf-8")
    return schema.validate(frame, lazy=True)


def load_public_record(folder: Path = PUBLIC) -> Record:
    """Return the whole public record; every table of the schema is there, empty ones included."""
    return Record({name: read_table(name, folder) for name in SCHEMAS})

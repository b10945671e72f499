"""The office's rows alone, with what they hang on: what they name, and the details of their proposals and products."""

import numpy as np
import pandas as pd

from geodata.record import Record
from geodata.record.office_rows import is_office
from geodata.schema.frames import KEYS, LINKS
from geodata.schema.office import OFFICE_TABLES

DETAILS = {
    "beneficiaries": "proposal_id",
    "proposal_events": "proposal_id",
    "ocop_recognitions": "product_id",
}
"""Tables whose rows tell of one row of another, and come along with it."""
_KEPT = ("published_figures", "survey_facts", "rules")
"""What is published and what is law stays beside the office's rows, as it stays beside those of any selection."""


def office_only(record: Record) -> dict[str, pd.DataFrame]:
    """Return the tables of a record with the office's rows, the rows that these name, and the sources of all of them."""
    chosen = {table: is_office(record, table) for table in OFFICE_TABLES}
    for table, column in DETAILS.items():
        parent = LINKS[column]
        own = record[parent].loc[chosen[parent], KEYS[parent]]
        chosen[table] |= record[table][column].isin(own).to_numpy(dtype=bool)
    for column, parent in LINKS.items():
        named = [record[table].loc[rows, column] for table, rows in chosen.items() if column in record[table]]
        chosen[parent] |= record[parent][KEYS[parent]].isin(pd.concat(named)).to_numpy(dtype=bool)
    tables = {table: frame.iloc[:0] for table, frame in record.tables.items()}
    tables |= {table: record[table][rows].reset_index(drop=True) for table, rows in chosen.items()}
    tables |= {table: record[table] for table in _KEPT}
    contradictions = record["contradictions"]
    tables["contradictions"] = contradictions[contradictions["table"].eq("published_figures")].reset_index(drop=True)
    cited = {
        one
        for frame in tables.values()
        if "source_ids" in frame
        for text in frame["source_ids"].unique()
        for one in text.split(";")
    }
    sources = record["sources"]
    is_shown = chosen["sources"] | np.asarray(sources["source_id"].isin(list(cited)), dtype=bool)
    tables["sources"] = sources[is_shown].reset_index(drop=True)
    return tables

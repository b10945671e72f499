"""The record about itself: what rests on each source, where sources disagree, what was left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analytics.selection.place_words import joined
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from geodata.record import Record
from geodata.schema.frames import TABLES
from geodata.schema.vocabulary import OmissionReason


@dataclass(frozen=True)
class TrustTable:
    """A table in words: a caption and (id, heading, CSS width) columns as message ids, rows of plain text by column id."""

    caption: str
    columns: tuple[tuple[str, str, str | None], ...]
    rows: tuple[Mapping[str, object], ...]


def source_use(record: Record) -> pd.DataFrame:
    """Return every source with n_rows, the rows of the record that rest on it, the most used first."""
    tables = [record[name]["source_ids"] for name, columns in TABLES.items() if "source_ids" in columns]
    counts = pd.concat(tables).str.split(";").explode().value_counts()
    used = record["sources"].assign(n_rows=record["sources"]["source_id"].map(counts).fillna(0).astype("int64"))
    return used.sort_values(["n_rows", "source_id"], ascending=[False, True], ignore_index=True)


def contradictions_table(record: Record) -> TrustTable:
    """Return each contradiction: what about, both values, which one is used by what rule, who says so."""
    titles = record["sources"].set_index("source_id")["title"]
    rows = tuple(
        {
            "id": row["contradiction_id"],
            "topic": row["topic"],
            "values": row["values_text"],
            "rule": row["rule"],
            "sources": "; ".join(f"“{titles[id_]}”" for id_ in str(row["source_ids"]).split(";")),
        }
        for row in record["contradictions"].to_dict("records")
    )
    columns: tuple[tuple[str, str, str | None], ...] = (
        ("topic", mark("About"), "16rem"),
        ("values", mark("What the sources say"), "22rem"),
        ("rule", mark("Which is used, and why"), "24rem"),
        ("sources", mark("Sources"), "22rem"),
    )
    return TrustTable(mark("Where sources disagree"), columns, rows)


def omitted_table(record: Record, language: Language) -> TrustTable:
    """Return the statements that no table carries, each with the reason."""
    titles = record["sources"].set_index("source_id")["title"]
    rows = tuple(
        {
            "id": f"{row['fact_file']}:{row['fact_line']}",
            "summary": row["summary"],
            "reason": joined([label(OmissionReason(row["reason"]), language), row["note"]]),
            "source": titles[row["source_id"]],
        }
        for row in record["omitted"].to_dict("records")
    )
    columns = (("summary", mark("Statement"), None), ("reason", mark("Reason"), None), ("source", mark("Source"), None))
    return TrustTable(mark("Not used"), columns, rows)

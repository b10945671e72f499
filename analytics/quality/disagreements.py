"""Where sources of the record contradict each other: as noted by those who curate it."""

from collections.abc import Iterator

from analytics.quality.model import Finding, FindingKind
from analytics.selection.place_words import records
from geodata.record import Record
from geodata.schema.frames import KEYS


def disagreement_findings(record: Record) -> Iterator[Finding]:
    """Yield the contradictions of which a row is still in the record; the first one that is leads to it."""
    known = {
        table: set(record[table][key]) for table, key in KEYS.items() if table in set(record["contradictions"]["table"])
    }
    for row in records(record["contradictions"]):
        ids = [id_ for id_ in str(row["row_ids"]).split(";") if id_ in known.get(row["table"], set())]
        if ids:
            yield Finding(
                FindingKind.CONTRADICTION,
                str(row["table"]),
                ids[0],
                str(row["topic"]),
                values={"values_text": row["values_text"], "rule": row["rule"], "column": row["contradiction_id"]},
                other_ids=tuple(ids[1:]),
                source_ids=tuple(str(row["source_ids"]).split(";")),
            )

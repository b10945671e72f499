"""All rows of a large selection leave as one CSV, harmless and complete."""

import csv
import io

import pytest

from analytics.evidence.csv_file import SOURCE_COLUMNS, evidence_csv
from analytics.evidence.rows import evidence
from analytics.prepared.tables import Prepared
from analytics.wording.language import Language
from geodata.harmless import neutral

VI = Language("vi")


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("table", ["facilities", "proposals", "ocop_products", "export_flows"])
def test_every_row_and_column_of_the_screen_is_in_the_file(prepared: Prepared, table: str) -> None:
    frame = getattr(prepared, table)
    content = evidence_csv(prepared.record, table, frame, VI)
    shown = evidence(prepared.record, table, frame, VI)
    lines = read(content)
    assert content.startswith(b"\xef\xbb\xbf")
    headings = [column.csv_heading or column.heading for column in shown.columns]
    assert [head for head in lines[0] if head in headings] == headings
    assert lines[0][-3:] == list(map(VI.text, SOURCE_COLUMNS))
    titles = prepared.record["sources"].set_index("source_id")["title"]
    assert [line[-3].split("\n") for line in lines[1:]] == [
        [titles[id_] for id_ in row["source_ids"]] for row in shown.rows
    ]
    assert len(lines) == len(frame) + 1
    assert [neutral(row[shown.columns[0].id]["t"]) for row in shown.rows] == [line[0] for line in lines[1:]]


def test_a_hostile_name_comes_out_as_text(prepared: Prepared) -> None:
    name = '=HYPERLINK("http://x.invalid";"a")'
    frame = prepared.facilities.head(1).assign(name=name)
    assert read(evidence_csv(prepared.record, "facilities", frame, VI))[1][0] == f"'{name}"

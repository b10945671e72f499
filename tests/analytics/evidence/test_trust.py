import pandas as pd

from analytics.evidence.trust import contradictions_table, omitted_table, source_use
from analytics.wording.language import Language
from geodata.record import Record

EN = Language("en")


def test_every_source_is_listed_once_the_most_used_first(record: Record) -> None:
    used = source_use(record)
    assert set(used["source_id"]) == set(record["sources"]["source_id"])
    assert len(used) == len(record["sources"]) == 296
    assert used["n_rows"].is_monotonic_decreasing


def test_a_source_counts_the_rows_of_every_table_that_rest_on_it(record: Record) -> None:
    used = source_use(record).set_index("source_id")["n_rows"]
    rows = sum(
        len(frame["source_ids"].str.split(";").explode())
        for frame in record.tables.values()
        if "source_ids" in frame.columns
    )
    assert used.sum() == rows
    assert used["founding-2024"] > 0


def test_every_contradiction_states_both_values_the_rule_and_who_says_so(record: Record) -> None:
    table = contradictions_table(record)
    assert len(table.rows) == len(record["contradictions"])
    columns = [id_ for id_, _, _ in table.columns]
    for row in table.rows:
        assert all(str(row[column]).strip() for column in columns)
    assert [row["id"] for row in table.rows] == record["contradictions"]["contradiction_id"].tolist()


def test_contradictions_name_their_sources_by_title(record: Record) -> None:
    titles = record["sources"].set_index("source_id")["title"]
    row = next(row for row in contradictions_table(record).rows if row["id"] == "2023-provincial-budget")
    assert str(row["sources"]).count("“") == 3
    assert f"“{titles['founding-2024']}”" in str(row["sources"])


def test_what_is_left_out_comes_with_its_reason(record: Record) -> None:
    left_out = pd.DataFrame(
        [
            {
                "fact_file": "totals.csv",
                "fact_line": 7,
                "fact_digest": "0" * 12,
                "source_id": "s001",
                "summary": "<b>Một câu</b>",
                "reason": "duplicate",
                "note": "Câu 5",
            }
        ]
    )
    table = omitted_table(Record({**record.tables, "omitted": left_out}), EN)
    title = record["sources"].set_index("source_id").loc["s001", "title"]
    assert table.rows == (
        {
            "id": "totals.csv:7",
            "summary": "<b>Một câu</b>",
            "reason": "Repeats another statement · Câu 5",
            "source": title,
        },
    )


def test_nothing_left_out_is_an_empty_table(record: Record) -> None:
    assert len(omitted_table(record, EN).rows) == len(record["omitted"])

"""Every fact row is carried by the record or omitted with a reason, and every row of the record comes from a fact row."""

import csv
import hashlib
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from geodata.record.public import read_public_table
from geodata.schema.frames import KEYS, TABLES

FACT_ROWS = {
    "facts/totals.csv": 214,
    "facts/projects.csv": 35,
    "facts/facilities.csv": 99,
    "facts/exports.csv": 112,
    "facts/ocop.csv": 152,
    "facts/cnnt_tieu_bieu.csv": 33,
    "facts/rules.csv": 67,
    "facts_second/totals.csv": 157,
    "facts_second/projects.csv": 29,
    "facts_second/facilities.csv": 80,
    "facts_second/exports.csv": 37,
    "facts_second/ocop.csv": 36,
    "facts_second/rules.csv": 35,
}
OMITTED = {"out_of_scope": 20, "other_province": 11, "duplicate": 2, "doubtful": 2}
SOURCES_FOLDER = "KHUYENCONG_SOURCES"
NOT_FROM_FACTS = {
    "sources": "the other end of a fact: where it stands",
    "contradictions": "drawn from rows that are themselves carried",
    "survey_facts": "read from the two founding documents themselves, sentence by sentence",
    "survey_visits": "no public page lists single visits; the office's own data fills it",
    **dict.fromkeys(
        (
            *("survey_campaigns", "survey_teams", "survey_questions", "survey_choices"),
            *("survey_submissions", "survey_answers"),
        ),
        "the office's own campaigns",
    ),
    **dict.fromkeys(("appraisals", "plan_items"), "the office's own plans"),
    "difficult_communes": "no source at hand lists them; the office imports its list",
}
FACT = ["fact_file", "fact_line"]
DESCRIPTION = Path(__file__).parents[3] / "docs" / "record.md"


@pytest.fixture(scope="module")
def provenance() -> pd.DataFrame:
    return read_public_table("provenance")


@pytest.fixture(scope="module")
def omitted() -> pd.DataFrame:
    return read_public_table("omitted")


@pytest.fixture(scope="module")
def accounted(provenance: pd.DataFrame, omitted: pd.DataFrame) -> pd.DataFrame:
    columns = [*FACT, "fact_digest", "source_id"]
    return pd.concat([provenance[columns], omitted[columns]], ignore_index=True)


@pytest.fixture(scope="module")
def sources_of_rows() -> dict[tuple[str, str], set[str]]:
    return {
        (table, row_id): set(ids.split(";"))
        for table, key in KEYS.items()
        if "source_ids" in TABLES[table]
        for row_id, ids in read_public_table(table).set_index(key)["source_ids"].items()
    }


def test_facts_are_712_and_374() -> None:
    assert sum(rows for name, rows in FACT_ROWS.items() if name.startswith("facts/")) == 712
    assert sum(rows for name, rows in FACT_ROWS.items() if name.startswith("facts_second/")) == 374


def test_what_is_left_out_is_counted_by_reason_in_the_docs_too(omitted: pd.DataFrame) -> None:
    assert omitted["reason"].value_counts().to_dict() == OMITTED
    table = DESCRIPTION.read_text(encoding="utf-8").split("| left out |")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert {row[0].strip("`"): int(row[1]) for row in rows} == OMITTED


def test_a_duplicate_names_a_statement_that_is_carried(omitted: pd.DataFrame, provenance: pd.DataFrame) -> None:
    carried = {f"{row.fact_file}:{row.fact_line}" for row in provenance.itertuples()}
    for note in omitted.loc[omitted["reason"].eq("duplicate"), "note"]:
        assert any(f"{name}." in note for name in carried), note


@pytest.mark.parametrize(("name", "count"), FACT_ROWS.items())
def test_every_line_of_a_fact_file_is_carried_or_omitted(accounted: pd.DataFrame, name: str, count: int) -> None:
    lines = set(accounted.loc[accounted["fact_file"].eq(name), "fact_line"])
    assert lines == set(range(2, count + 2))


def test_no_other_file_is_named(accounted: pd.DataFrame) -> None:
    assert set(accounted["fact_file"]) == set(FACT_ROWS)


def test_no_fact_is_both_carried_and_omitted(provenance: pd.DataFrame, omitted: pd.DataFrame) -> None:
    both = provenance.merge(omitted, on=FACT)
    assert both.empty, both.to_string()


def test_a_fact_has_one_digest_and_one_source(accounted: pd.DataFrame) -> None:
    versions = accounted.drop_duplicates()
    failing = versions[versions.duplicated(FACT, keep=False)]
    assert failing.empty, failing.to_string()


def test_no_link_stands_twice(provenance: pd.DataFrame) -> None:
    failing = provenance[provenance.duplicated(keep=False)]
    assert failing.empty, failing.to_string()


def test_a_link_leads_to_a_row_that_names_the_source(
    provenance: pd.DataFrame, sources_of_rows: dict[tuple[str, str], set[str]]
) -> None:
    failing = [
        row
        for row in provenance.itertuples()
        if row.source_id not in sources_of_rows.get((row.table, row.row_id), set())
    ]
    assert not failing


def test_every_row_of_the_record_comes_from_a_fact(
    provenance: pd.DataFrame, sources_of_rows: dict[tuple[str, str], set[str]]
) -> None:
    carried = set(zip(provenance["table"], provenance["row_id"], strict=True))
    orphans = {row for row in sources_of_rows if row[0] not in NOT_FROM_FACTS} - carried
    assert not orphans


def test_a_row_names_no_source_that_none_of_its_facts_has(
    provenance: pd.DataFrame, sources_of_rows: dict[tuple[str, str], set[str]]
) -> None:
    of_facts = provenance.groupby(["table", "row_id"])["source_id"].agg(set).to_dict()
    failing = {
        row: sources - of_facts.get(row, set())
        for row, sources in sources_of_rows.items()
        if row[0] not in NOT_FROM_FACTS and sources - of_facts.get(row, set())
    }
    assert not failing


def test_all_296_sources_are_used(accounted: pd.DataFrame) -> None:
    assert set(accounted["source_id"]) == set(read_public_table("sources")["source_id"])
    assert accounted["source_id"].nunique() == 296


def test_exporters_are_facilities_of_the_record() -> None:
    flows = read_public_table("export_flows")
    known = read_public_table("facilities")["facility_id"]
    failing = flows[flows["facility_id"].notna() & ~flows["facility_id"].isin(known)]
    assert failing.empty, failing.to_string()


def digests(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:12] for row in rows]


@pytest.mark.skipif(
    SOURCES_FOLDER not in os.environ,
    reason=f"the fact files stand outside the repository; {SOURCES_FOLDER} names the folder that holds facts/ and facts_second/",
)
def test_the_facts_are_those_that_were_curated(accounted: pd.DataFrame) -> None:
    folder = Path(os.environ[SOURCES_FOLDER])
    files = [path for name in ("facts", "facts_second") for path in (folder / name).glob("*.csv")]
    now = {
        (path.relative_to(folder).as_posix(), line): digest
        for path in files
        for line, digest in enumerate(digests(path), start=2)
    }
    then = {(row.fact_file, row.fact_line): row.fact_digest for row in accounted.itertuples()}
    assert then == now


def test_the_founding_documents_are_published_by_whom_they_name() -> None:
    sources = read_public_table("sources").set_index("source_id")
    assert set(sources.loc[sources["kind"].eq("founding"), "publisher"]) == {
        "Trung tâm Khuyến công và Xúc tiến thương mại tỉnh Bắc Giang"
    }


FOUNDING_LINE = re.compile(r"^\| `(founding-20\d\d)` \| (.+?) \| (.+) \|$", re.MULTILINE)
ROW = re.compile(r"`([a-z_]+)\.([a-z0-9-]+)`")


def test_a_sentence_of_a_founding_document_is_carried_or_left_out_for_a_reason() -> None:
    sentences = FOUNDING_LINE.findall(DESCRIPTION.read_text(encoding="utf-8"))
    assert {document for document, _, _ in sentences} == {"founding-2020", "founding-2024"}
    named: dict[str, set[str]] = {}
    for document, words, carried in sentences:
        rows = ROW.findall(carried)
        assert rows or carried.startswith("left out: "), words
        for table, row_id in rows:
            row = read_public_table(table).set_index(KEYS[table]).loc[row_id]
            assert document in str(row["source_ids"]).split(";"), row_id
            named.setdefault(table, set()).add(row_id)
    facts = set(read_public_table("survey_facts")["fact_id"])
    assert named["survey_facts"] == facts, "each thing told of a survey belongs to a sentence"


@pytest.mark.skipif(
    SOURCES_FOLDER not in os.environ,
    reason=f"the founding documents stand outside the repository, under {SOURCES_FOLDER}",
)
def test_the_sentences_stand_in_the_founding_documents() -> None:
    folder = Path(os.environ[SOURCES_FOLDER]).parent / "founding"
    files = read_public_table("sources").set_index("source_id")["file"]
    facts = read_public_table("survey_facts")
    facts = facts[~facts["kind"].isin(["started_on", "ended_on"])]
    quoted = [*zip(facts["source_ids"], facts["text"], strict=True)]
    quoted += [
        (document, words) for document, words, _ in FOUNDING_LINE.findall(DESCRIPTION.read_text(encoding="utf-8"))
    ]
    for document, words in quoted:
        text = " ".join((folder / files[document]).read_text(encoding="utf-8").split())
        assert words.lower() in text.lower(), words

"""Rows as a CSV that a spreadsheet opens right: UTF-8 with a byte order mark, and no cell that would run as a formula."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analytics.evidence.rows import Evidence, evidence
from analytics.wording.csv_table import csv_columns, csv_text, csv_value
from analytics.wording.language import Language, mark
from geodata.record import Record

SOURCE_COLUMNS = (mark("Source: title"), mark("Source: publisher"), mark("Source: address"))


def evidence_csv(record: Record, table: str, frame: pd.DataFrame, language: Language) -> bytes:
    """Return all rows of `frame`, which are of table `table`, with the columns and texts that the screen shows."""
    shown = evidence(record, table, frame, language)
    return as_csv(shown, sources_named(record, shown.rows), language)


def sources_named(record: Record, rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str, str]]:
    """Return (title, publisher, address) of the sources that rows name as `source_ids`, by id; "" where there is no address."""
    wanted = {id_ for row in rows for id_ in row["source_ids"]}
    sources = record["sources"]
    mine = sources[sources["source_id"].isin(wanted)].fillna({"url": ""})
    columns = (mine[name] for name in ("source_id", "title", "publisher", "url"))
    return {str(id_): (str(title), str(who), str(url)) for id_, title, who, url in zip(*columns, strict=True)}


def as_csv(shown: Evidence, sources: Mapping[str, tuple[str, str, str]], language: Language) -> bytes:
    """Return rows as CSV, their numbers raw, and title, publisher and address of each of their sources in further columns."""
    columns = [
        (column.id, head, key)
        for column in shown.columns
        for head, key in csv_columns(
            column.csv_heading or column.heading,
            (row[column.id] for row in shown.rows),
            is_number=column.is_number,
            more=column.csv_more,
        )
    ]
    heads = [*(head for _, head, _ in columns), *(language.text(one) for one in SOURCE_COLUMNS)]
    lines = (
        [
            *(csv_value(row[id_], key) for id_, _, key in columns),
            *("\n".join(sources[id_][part] for id_ in row["source_ids"]) for part in range(3)),
        ]
        for row in shown.rows
    )
    return csv_text(heads, lines).encode()

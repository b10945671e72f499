"""Rows as a CSV that a spreadsheet opens right: UTF-8 with a byte order mark, and no cell that would run as a formula."""

import csv
import io

import pandas as pd

from analytics.evidence import Evidence, evidence
from analytics.language import Language
from geodata.record import Record

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def evidence_csv(record: Record, table: str, frame: pd.DataFrame, language: Language) -> bytes:
    """Return all rows of `frame`, which are of table `table`, with the columns and texts that the screen shows."""
    return as_csv(evidence(record, table, frame, language))


def as_csv(shown: Evidence) -> bytes:
    """Return rows as they are shown as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutral(column.heading) for column in shown.columns])
    ids = [column.id for column in shown.columns]
    writer.writerows([[neutral(str(row[id_]["t"])) for id_ in ids] for row in shown.rows])
    return "\ufeff".encode() + text.getvalue().encode()


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in front."""
    return (
        f"'{text}" if text.lstrip(" \u00a0").startswith(STARTS_A_FORMULA) or text.startswith(STARTS_A_FORMULA) else text
    )

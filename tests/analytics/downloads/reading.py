"""Exported files read back with other libraries than wrote them."""

import csv
import io
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import load_workbook

from analytics.downloads import Occasion
from analytics.wording.language import Language

VI = Language("vi")
OCCASION = Occasion(datetime(2026, 11, 21, 9, 30), VI, address="district=213")  # noqa: DTZ001 - the clock on the office's wall


def sheets(content: bytes) -> dict[str, Any]:
    return {sheet.title: sheet for sheet in load_workbook(io.BytesIO(content)).worksheets}


def rows_of_sheet(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def csv_files(content: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert all(archive.read(name).startswith(b"\xef\xbb\xbf") for name in archive.namelist())
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}

"""The content of an export as CSV files in one ZIP: UTF-8 with a byte order mark, and no cell that would run as a formula."""

import io
import zipfile
from collections.abc import Iterable

from analytics.downloads.content import ExportContent
from analytics.downloads.table import ExportTable, ProgressCallback, Tick, told_by_rows
from analytics.wording.csv_table import csv_text
from geodata.text import slug


def csv_zip(content: ExportContent, tick: Tick | None = None) -> bytes:
    """Return a ZIP with one CSV a table, the contradictions, the sources, and one about the selection.

    Numbers are written plainly (a point before decimals), dates as ISO dates; a text that begins like a formula gets an
    apostrophe in front (`geodata.harmless`).
    """
    file = io.BytesIO()
    told = told_by_rows((*content.tables, *content.notes), tick)
    moment = content.occasion.at.timetuple()[:6]
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in _files(content, told):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return file.getvalue()


def _files(content: ExportContent, told: ProgressCallback | None) -> Iterable[tuple[str, str]]:
    language = content.occasion.language
    header = (language.text("About this file"), content.title)
    yield f"00-{slug(language.text('Scope'))}.csv", csv_text(header, content.about)
    for number, table in enumerate((*content.tables, *content.notes), start=1):
        yield f"{number:02}-{slug(table.title)}.csv", _table_text(table, told)


def _table_text(table: ExportTable, told: ProgressCallback | None) -> str:
    return csv_text([column.heading for column in table.columns], table.rows(told))

"""What leaves of a selection: its tables, the sources of their rows, and what the reader must know about them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.downloads.about import AboutLine, about_export
from analytics.downloads.columns import Making
from analytics.downloads.fields import FIELDS, SHEET_TITLES
from analytics.downloads.occasion import Occasion
from analytics.downloads.rows import EXPORT_TABLES, contradictions_of, rows
from analytics.downloads.table import ColumnKind, ExportColumn, ExportTable, typed_values
from analytics.evidence.rows import sources_of
from analytics.selection.selected import Selected
from analytics.wording.language import Language, mark

ALWAYS = (
    "facilities",
    "proposals",
    "beneficiaries",
    "export_flows",
    "ocop_products",
    "typical_products",
    "survey_visits",
)
"""Tables that are there with no row too: that there is none is an answer."""
_FLAG = mark("Nature of the data")


@dataclass(frozen=True, eq=False)
class ExportContent:
    """The tables with their rows, the contradictions and sources of these, and lines about the whole."""

    tables: tuple[ExportTable, ...]
    notes: tuple[ExportTable, ...]
    about: tuple[AboutLine, ...]
    occasion: Occasion
    is_illustrative: bool

    @property
    def sources(self) -> ExportTable:
        """Return the sources of all rows, each once."""
        return self.notes[-1]

    @property
    def title(self) -> str:
        """Return what the whole is called."""
        return self.occasion.language.text("Industrial promotion in Bắc Giang: data of a selection")


def content(selected: Selected, occasion: Occasion, names: Sequence[str] = tuple(EXPORT_TABLES)) -> ExportContent:
    """Return what leaves of a selection: of the tables `names` exactly the rows that it shows.

    KeyError for a name that is not in `EXPORT_TABLES`.
    """
    making = Making(selected.prepared, occasion.language)
    frames = {name: rows(selected, name, occasion) for name in names}
    frames = {name: frame for name, frame in frames.items() if len(frame) or name in ALWAYS}
    record = selected.prepared.record
    disagreeing = contradictions_of(selected.prepared, frames)
    cited = pd.concat([frame[["source_ids"]] for frame in (*frames.values(), disagreeing)])
    notes = [("contradictions", disagreeing)] if len(disagreeing) else []
    notes.append(("sources", sources_of(record, cited)))
    return ExportContent(
        tables=tuple(export_table(name, frame, making, is_counted=name != "rules") for name, frame in frames.items()),
        notes=tuple(export_table(name, frame, making, is_counted=False) for name, frame in notes),
        about=about_export(selected, occasion, {name: len(frame) for name, frame in frames.items()}),
        occasion=occasion,
        is_illustrative=record.is_illustrative,
    )


def export_table(name: str, frame: pd.DataFrame, making: Making, *, is_counted: bool = True) -> ExportTable:
    """Return rows of a table of the record as it leaves the app."""
    language = making.language
    columns = tuple(ExportColumn(one.id, _text(one.heading, language), one.kind, one.width) for one in FIELDS[name])
    made = {one.id: typed_values(one.make(frame, making), one.kind).reset_index(drop=True) for one in FIELDS[name]}
    table = pd.DataFrame(made)
    if making.prepared.record.is_illustrative and is_counted:
        columns = (*columns, ExportColumn("data_nature", _text(_FLAG, language), ColumnKind.TEXT, 18))
        table = table.assign(data_nature=language.text("illustrative, not real"))
    return ExportTable(name, _text(SHEET_TITLES[name], language), columns, table, is_counted)


def _text(message: str, language: Language) -> str:
    return language.text(message)

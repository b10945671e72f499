"""Tables of the record about itself: its sources, where they disagree, what was left out and why."""

import pandas as pd

from analytics.evidence.trust import TrustTable, contradictions_table, omitted_table, source_use
from analytics.prepared.caching import cached
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from geodata.record import Record
from pages.components.browser.data_table import Column, PackedTable, TableSpec, TableTexts, pack
from pages.components.panels.evidence_view import source_table


@cached()
def all_sources(record: Record, language: Language, texts: TableTexts) -> PackedTable:
    """Return every source with the number of rows that rest on it."""
    return pack(source_table(source_use(record), language.text("Sources"), None, language, texts))


@cached()
def contradictions(record: Record, language: Language, texts: TableTexts) -> PackedTable:
    """Return where sources disagree."""
    return _packed(contradictions_table(record), language, texts)


@cached()
def omitted(record: Record, language: Language, texts: TableTexts) -> PackedTable:
    """Return the statements that no table carries."""
    return _packed(omitted_table(record, language), language, texts)


def published_figures(selected: Selected) -> pd.DataFrame:
    """Return all published figures, whatever is selected."""
    return selected.record["published_figures"]


def _packed(table: TrustTable, language: Language, texts: TableTexts) -> PackedTable:
    columns = tuple(Column(id_, language.text(heading), width=width) for id_, heading, width in table.columns)
    return pack(
        TableSpec(
            caption=language.text(table.caption),
            columns=columns,
            rows=table.rows,
            locale=language.code,
            texts=texts,
            page_size=25,
            max_height_px=None,
        )
    )

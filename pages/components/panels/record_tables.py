"""Tables of the record about itself: its sources, where they disagree, what was left out and why."""

import pandas as pd

from analytics.evidence.store_words import office_introduction
from analytics.evidence.trust import TrustTable, contradictions_table, omitted_table, source_use
from analytics.prepared.caching import cached
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from geodata.record import Record
from geodata.record.office_rows import office_counts, office_sources
from pages.components.browser.data_table import GridColumn, PackedTable, TableSpec, TableTexts, pack_table
from pages.components.panels.evidence_view import source_table


@cached()
def introductions(record: Record, language: Language) -> tuple[str, str]:
    """Return what is said of the public record, and of the office's own rows where there are any."""
    n_own = len(office_sources(record))
    counts = office_counts(record)
    return _public(record, n_own, language), office_introduction(counts, n_own, language) if counts else ""


def _public(record: Record, n_own: int, language: Language) -> str:
    if record.is_illustrative:
        return language.text(
            "This is an **illustrative survey**, generated and not reported. Only the published figures and the rules, "
            "with their {sources} sources, are real.",
            sources=language.number(len(record["sources"]) - 1),
        )
    n_facts = len(record["provenance"].drop_duplicates(["fact_file", "fact_line"])) + len(record["omitted"])
    return language.text(
        "This is the **public record**: {facts} statements found in {sources} public sources, curated by hand. "
        "It is not the office's own data and it is not complete.",
        facts=language.number(n_facts),
        sources=language.number(len(record["sources"]) - n_own),
    )


@cached()
def all_sources(record: Record, language: Language, texts: TableTexts) -> PackedTable:
    """Return every source with the number of rows that rest on it."""
    return pack_table(source_table(source_use(record), language.text("Sources"), None, language, texts))


@cached()
def contradiction_table(record: Record, language: Language, texts: TableTexts) -> PackedTable:
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
    columns = tuple(GridColumn(id_, language.text(heading), width=width) for id_, heading, width in table.columns)
    return pack_table(
        TableSpec(
            caption=language.text(table.caption),
            columns=columns,
            rows=table.rows,
            texts=texts,
            page_size=15,
            max_height_px=None,
        )
    )

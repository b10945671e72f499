"""Rows and their sources on the screen: the drawer that a figure opens, and the table in it."""

import pandas as pd
import streamlit as st

from analytics.evidence import Evidence, evidence, sources_of
from analytics.labels import label_of
from analytics.language import Language
from geodata.vocabulary import SourceKind
from pages.components.data_table import Column, TableSpec, TableTexts, data_table
from pages.components.session import prepared_record, words


def table_texts(language: Language) -> TableTexts:
    """Return the words of every table."""
    return TableTexts(
        missing="—",
        missing_title=language.text("no data"),
        empty=language.text("No rows."),
        no_match=language.text("No row matches."),
        page_range="{first}–{last} / {total}",
        previous=language.text("Previous"),
        next=language.text("Next"),
        filter=language.text("Filter…"),
        open=language.text("Open the rows and their sources"),
        csv=language.text("Download CSV"),
    )


def evidence_table(table: str, frame: pd.DataFrame, *, key: str, caption: str) -> None:
    """Draw the rows of `frame` with the columns of its table."""
    language = words()
    shown = evidence(table, frame, language)
    spec = TableSpec(
        caption=caption,
        columns=_columns(shown),
        rows=shown.rows,
        csv_name=f"{table}.csv",
        locale=language.code,
        texts=table_texts(language),
        page_size=25,
        max_height_px=420,
    )
    data_table(spec, key=key)


def sources_table(frame: pd.DataFrame, *, key: str) -> None:
    """Draw the sources of the rows of `frame`, each with its link."""
    language = words()
    sources = sources_of(prepared_record().record, frame)
    source_list(sources, key=key, caption=language.text("Sources of these rows"))


def source_list(sources: pd.DataFrame, *, key: str, caption: str) -> None:
    """Draw sources (columns of the `sources` table and n_rows) with their links."""
    language = words()
    columns = (
        Column("title", language.text("Source"), kind="link", width="26rem"),
        Column("publisher", language.text("Publisher")),
        Column("kind", language.text("Kind")),
        Column("published", language.text("Date")),
        Column("n_rows", language.text("Rows"), kind="number"),
    )
    rows = [_source_row(row, language) for row in sources.to_dict("records")]
    spec = TableSpec(
        caption=caption,
        columns=columns,
        rows=rows,
        csv_name="sources.csv",
        locale=language.code,
        texts=table_texts(language),
        page_size=25,
        max_height_px=420,
    )
    data_table(spec, key=key)


@st.dialog(" ", width="large")
def evidence_dialog(title: str, note: str, parts: tuple[tuple[str, str, pd.DataFrame], ...]) -> None:
    """Open the rows behind a figure: parts of (heading, table, rows), each followed by its sources."""
    st.subheader(title)
    if note:
        st.caption(note)
    language = words()
    for n, (heading, table, frame) in enumerate(parts):
        st.markdown(f"**{heading}** ({language.number(len(frame))})")
        evidence_table(table, frame, key=f"evidence_{table}_{n}", caption=heading)
        sources_table(frame, key=f"evidence_sources_{table}_{n}")


def _columns(shown: Evidence) -> tuple[Column, ...]:
    return tuple(
        Column(column.id, column.heading, kind="number" if column.is_number else "text") for column in shown.columns
    )


def _source_row(row: dict[str, object], language: Language) -> dict[str, object]:
    published = row["published_on"]
    title = str(row["title"])
    return {
        "id": row["source_id"],
        "title": {"v": title, "t": title, "href": None if pd.isna(row["url"]) else row["url"], "title": row["file"]},
        "publisher": row["publisher"],
        "kind": label_of(SourceKind, row["kind"], language),
        "published": None if pd.isna(published) else {"v": published, "t": language.partial_date(str(published))},
        "n_rows": row["n_rows"],
    }

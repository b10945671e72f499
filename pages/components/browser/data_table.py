"""A table of rows as real HTML: sorted, filtered, paged and exported in the browser, with every text from Python."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import streamlit as st

from analytics.selection.file_names import file_name
from analytics.wording.csv_table import csv_columns
from analytics.wording.language import HOUSE
from pages.components.browser.frontend import module, style
from pages.components.browser.wire import is_missing, number_of, safe_href, scalar, text
from pages.components.visit.memory import widget

_WIDTH = re.compile(r"\d+(\.\d+)?(rem|em|ch|px|%)")

_mount = st.components.v2.component(
    "khuyencong.data_table",
    html='<div class="root"></div>',
    css=style("data_table.css"),
    js=module("data_table.js"),
)

GridColumnKind = Literal["text", "number", "link", "bar", "heat", "badge"]
LinePart = Literal["name", "figure", "beneath"]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column.

    `format` turns a plain value into its text. `max` is the full length of a `bar` and the full colour of a `heat` (by default
    the largest value of the rows), to be given when two tables or columns share a scale. `width` is a CSS length in rem, em, ch, px or %.

    Of a number or a bar the CSV writes the raw values, under `csv_label` where the screen words them in another unit
    ("Kinh phí (đồng)"), and what of `csv_more` (key of a cell, heading) some cell says beside them (`analytics.wording.csv_table`).
    `action` makes each number but zero a button of its own, which opens the rows behind it. `line` is where the column stands
    in a table of lines; None: only in the full table. `beneath` stands small under the heading; a column that `is_extra` is left
    out where there is little room, on the screen alone.
    """

    id: str
    label: str
    kind: GridColumnKind = "text"
    align: Literal["start", "center", "end"] | None = None
    width: str | None = None
    help: str | None = None
    format: Callable[[Any], str] | None = None
    max: float | None = None
    csv_label: str | None = None
    csv_more: tuple[tuple[str, str], ...] = ()
    sortable: bool = True
    action: bool = False
    line: LinePart | None = None
    beneath: str = ""
    is_extra: bool = False

    def __post_init__(self) -> None:
        """Refuse a width that is more than a length."""
        if self.width is not None and not _WIDTH.fullmatch(self.width):
            msg = f"column {self.id!r}: width must be a length such as '12rem', got {self.width!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class TableTexts:
    """All that the table says beside its data, in the language `locale`; an empty text hides the control it belongs to.

    `page_range` and `filtered` may name {first}, {last}, {total} (rows after filtering) and {all} (rows in all), `rest` the {n}
    rows that paper leaves out.
    """

    locale: str = HOUSE
    missing: str = "—"
    missing_title: str = ""
    empty: str = ""
    no_match: str = ""
    page_range: str = "{first}–{last} / {total}"
    filtered: str = "{total} / {all}"
    rest: str = "+ {n}"
    previous: str = "‹"
    next: str = "›"
    filter: str = ""
    open: str = ""
    columns: str = ""
    lines: str = ""
    copy: str = ""
    copied: str = ""
    csv: str = ""
    source_columns: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class RowMenu:
    """What a menu on each row offers: to copy the link of its record, and `actions`, each with its words.

    The link leads to `screen` with "`kind`:id" in focus, at the app's own address `base` or that of the browser. A row whose
    id is not that of its record names it as `record`; one whose `record` is "" has no menu.
    """

    screen: str
    kind: str
    base: str
    more: str
    copy: str
    copied: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table and how it behaves.

    A row maps column ids, and `row_id` for its own id (by default its position), to cells. A cell is a plain value or a mapping
    with "v" (raw sortable value or None), "t" (text), "csv" (what a CSV says instead of the text), "href" (http or https),
    "title", "opens" (a click opens something though there is no number), "isSum" (no part of a heat's scale), "isPublished" (hatched, no part of it either), "tone" of a badge ("good", "warn", "bad", "info", "muted"), and "part" of a bar: the solid, itemised part of "v",
    the rest being hatched, and "note", a line under the text. A missing cell shows
    `texts.missing`, never 0.

    Rows that name a `section` stand under its title, in the order given; a sorted table has none.

    `footer` rows (totals, "chưa xác định huyện") never sort or page, hide while a filter is on, as they sum up all rows, and
    can be clicked when they have an id. `sources` maps ids to (title, publisher, address): a row that names ids as `source_ids`
    gets them as three more columns of the CSV (`texts.source_columns`), a line each. `n_beyond` rows belong to the table and are not sent. `is_dense` sets narrower cells, for tables beside something else.
    `is_lined` shows each row as a line that fits any width: what it is called over what is small beneath, its figures beside; `texts.columns` leads
    to the full table and `texts.lines` back. Its footer is not in the CSV, whose rows are records.
    """

    caption: str
    columns: Sequence[GridColumn]
    rows: Sequence[Mapping[str, Any]]
    footer: Sequence[Mapping[str, Any]] = ()
    row_id: str = "id"
    clickable: bool = False
    show_caption: bool = False
    n_beyond: int = 0
    max_height_px: int | None = 480
    is_dense: bool = False
    is_lined: bool = False
    page_size: int = 50
    sources: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    menu: RowMenu | None = None
    texts: TableTexts = field(default_factory=TableTexts)


@dataclass(frozen=True, slots=True)
class TableEvent:
    """What the reader clicked: a row (which `adds` to others with Ctrl, ⌘ or Shift), the number that stands in one of its columns, or what the menu of a record offers."""

    row: str
    column: str | None = None
    action: str = ""
    adds: bool = False


@dataclass(frozen=True, slots=True)
class PackedTable:
    """A table as it is sent, with what a click is checked against; to be kept where the same table is drawn again."""

    sent: bytes
    row_ids: frozenset[str]
    actions: frozenset[str]
    is_clickable: bool
    records: frozenset[str] = frozenset()
    menu: frozenset[str] = frozenset()

    def marked(self, key: str, selected: Sequence[str]) -> bytes:
        """Return what is sent, as JSON, with the rows that are shown as chosen."""
        head = _json({"key": key, "selected": [text(row_id) for row_id in selected]})
        return head[:-1] + b"," + self.sent[1:]

    def event(self, state: Any) -> TableEvent | None:
        """Return what the browser reports if it is something that the table offers."""
        if isinstance(asked := state.menu, Mapping):
            record, action = str(asked.get("record")), str(asked.get("action"))
            return TableEvent(record, action=action) if record in self.records and action in self.menu else None
        cell = state.cell or {}
        if cell.get("row") in self.row_ids and cell.get("column") in self.actions:
            return TableEvent(cell["row"], cell["column"])
        row = state.added or state.row
        return TableEvent(row, adds=bool(state.added)) if self.is_clickable and row in self.row_ids else None


def pack_table(table: TableSpec) -> PackedTable:
    """Return the table as it is sent.

    Raises:
        ValueError: when two columns or two rows share an id.

    """
    data = payload(table)
    return PackedTable(
        _json(data),
        frozenset(row["id"] for row in [*data["rows"], *data["footer"]] if row["id"] is not None),
        frozenset(column.id for column in table.columns if column.action),
        table.clickable,
        frozenset(row.get("record", row["id"]) for row in data["rows"]) - {""} if table.menu else frozenset(),
        frozenset(action for action, _ in table.menu.actions) if table.menu else frozenset(),
    )


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def data_table(
    table: TableSpec | PackedTable,
    *,
    key: str,
    selected: Sequence[str] = (),
    on_event: Callable[[TableEvent], None] | None = None,
    on_menu: Callable[[TableEvent], None] | None = None,
) -> TableEvent | None:
    """Draw the table, the rows `selected` marked, and return the event of this run, if any.

    `on_event`, and `on_menu` for the menu of a row, are called before the script runs, so that what it changes is on the screen at once. Sorting, page and filter live in the browser and stay while the key stays.

    Raises:
        ValueError: when two columns or two rows share an id.

    """
    packed = pack_table(table) if isinstance(table, TableSpec) else table

    def tell() -> None:
        event = packed.event(widget(key))
        told = on_menu if event is not None and event.action else on_event
        if event is not None and told is not None:
            told(event)

    sent = packed.marked(key, selected)
    result = _mount(
        key=key,
        data=sent,
        on_row_change=tell,
        on_added_change=tell,
        on_cell_change=tell,
        on_menu_change=tell,
    )
    event = packed.event(result)
    return None if event is not None and event.action else event


def payload(table: TableSpec) -> dict[str, Any]:
    """Return what is sent to the browser: JSON-safe, NFC, links filtered."""
    rows = [_row(table, row, str(position)) for position, row in enumerate(table.rows)]
    _refuse_twins(f"table {table.caption!r}: column", [column.id for column in table.columns])
    _refuse_twins(f"table {table.caption!r}: row", [row["id"] for row in rows])
    footer = [_row(table, row, None) for row in table.footer]
    return {
        "caption": text(table.caption),
        "columns": [
            _column(column, [row["cells"][i] for row in rows], [row["cells"][i] for row in footer])
            for i, column in enumerate(table.columns)
        ],
        "rows": rows,
        "footer": footer,
        "clickable": table.clickable,
        "showCaption": table.show_caption,
        "nBeyond": table.n_beyond,
        "maxHeight": table.max_height_px,
        "isDense": table.is_dense,
        "isLined": table.is_lined,
        "pageSize": max(1, table.page_size),
        "csvName": text(file_name(table.caption, "csv")),
        "menu": table.menu and {name: getattr(table.menu, name) for name in RowMenu.__dataclass_fields__},
        "sources": {id_: [text(part) for part in parts] for id_, parts in table.sources.items()},
        "locale": table.texts.locale,
        "texts": {
            name: text(getattr(table.texts, name))
            for name in TableTexts.__dataclass_fields__
            if name not in {"locale", "source_columns"}
        },
        "sourceColumns": [text(one) for one in table.texts.source_columns],
    }


def _refuse_twins(what: str, ids: Sequence[str]) -> None:
    twins = sorted({one for one in ids if ids.count(one) > 1}) if len(set(ids)) < len(ids) else []
    if twins:
        msg = f"{what} ids must differ, found twice: {', '.join(twins[:5])}"
        raise ValueError(msg)


def _column(column: GridColumn, cells: Sequence[dict[str, Any]], totals: Sequence[dict[str, Any]]) -> dict[str, Any]:
    numeric = column.kind in {"number", "bar", "heat"}
    values = [cell["v"] for cell in cells if number_of(cell.get("v")) is not None]
    largest = number_of(column.max) if column.max is not None else max(values, default=0)
    heading = text(column.csv_label or column.label)
    csv = csv_columns(heading, [*cells, *totals], is_number=numeric, more=column.csv_more)
    return {
        "id": column.id,
        "label": text(column.label),
        "kind": column.kind,
        "align": column.align or ("end" if numeric else "start"),
        "width": column.width,
        "help": text(column.help),
        "max": largest,
        "csv": [[text(head), key] for head, key in csv],
        "sortable": column.sortable,
        "action": column.action,
        "line": column.line,
        "beneath": text(column.beneath),
        "isExtra": column.is_extra,
    }


def _row(table: TableSpec, row: Mapping[str, Any], default_id: str | None) -> dict[str, Any]:
    own_id = row.get(table.row_id)
    sent: dict[str, Any] = {
        "id": default_id if is_missing(own_id) else text(own_id),
        "cells": [_cell(column, row.get(column.id)) for column in table.columns],
    }
    if table.menu and "record" in row:
        record = row["record"]
        sent["record"] = text(record)
    if "section" in row:
        section = row["section"]
        sent["section"] = text(section)
    return {**sent, "sources": [text(id_) for id_ in row.get("source_ids", ())]} if table.sources else sent


def _cell(column: GridColumn, given: Any) -> dict[str, Any]:
    """Return {"v", "t"} and what else is set; {} is a missing cell."""
    cell = dict(given) if isinstance(given, Mapping) else {"v": given}
    value = scalar(cell.get("v", cell.get("t")))
    shown = text(cell["t"]) if "t" in cell else _shown(column, cell.get("v"))
    if value is None and not shown:
        return {}
    extras = {"href": safe_href(cell.get("href")), **{key: text(cell.get(key)) for key in ("title", "tone", "note")}}
    sent = {"v": value, "t": shown, **{name: extra for name, extra in extras.items() if extra}}
    sent |= {name: True for name in ("opens", "isSum", "isPublished") if cell.get(name)}
    if number_of(cell.get("part")) is not None:
        sent["part"] = number_of(cell["part"])
    for key in ("csv", *(key for key, _ in column.csv_more)):
        if not is_missing(cell.get(key)):
            sent[key] = scalar(cell[key])
    return sent


def _shown(column: GridColumn, value: Any) -> str:
    if is_missing(value):
        return ""
    return text(column.format(value) if column.format else value)

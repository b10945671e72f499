"""The slide of one record that a person put among the others: its name, its figures, its place on the map, what belongs to it."""

from typing import Any

import pandas as pd

from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Figure, KpiBlock, Later, MapBlock, TableBlock
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.findings.record_headlines import RecordSummary, gone_headline, record_headline
from analytics.findings.said import StatedText
from analytics.maps.marks import STYLES, pins_of
from analytics.overview.cards import CARD_TABLES, RecordCard, record_card
from analytics.prepared.vintages import VINTAGE_LABELS, Vintage
from analytics.selection.place_words import Row, district_name, joined, place, records, stars_text
from analytics.selection.selection import DISTRICT_CODES
from analytics.wording.colours import PLAIN
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata import layers as ml
from geodata.schema.columns import DESCRIPTIONS, ColumnRole
from geodata.schema.frames import KEYS
from geodata.schema.vocabulary import Basis, LocationQuality, Stage

FEWEST_FIGURES, MOST_FIGURES, MOST_LETTERS = 2, 6, 17
"""Facts that stand large above the map, and the letters of one that fits there; longer ones, and one alone, are lines of the table."""
FREE_TEXT = "note"
"""The fact that is written for the office itself and may name persons: it stands on no slide."""


def record_slide(scene: Scene, id_: str, focus: str) -> SlideDraft:
    """Return the slide `id_` of the record `focus` ("kind:id"), as it is on record today; one that is there no more says so."""
    kind, _, key = focus.partition(":")
    language = scene.language
    card = record_card(scene.prepared, kind, key, language)
    if card is None:
        gone = language.text("The record “{id}”", id=key)
        return SlideDraft(
            id=id_,
            title=gone,
            subtitle=gone,
            headline=gone_headline(gone, language),
            blocks=(),
            reason=language.text("It is not among the rows that are shown now."),
        )
    table = CARD_TABLES[kind]
    frame = getattr(scene.prepared, table)
    row = records(frame[frame[KEYS[table]].eq(key)])[0]
    title = language.text(DESCRIPTIONS[table].label)
    where = _where(kind, card, row, language)
    figures, lines = _facts(table, card, row, language)

    def draw() -> list[KpiBlock | MapBlock | TableBlock]:
        shown: list[KpiBlock | MapBlock | TableBlock] = []
        if figures:
            shown.append(KpiBlock(f"{id_}-figures", figures))
        pins = pins_of(scene.prepared, focus, language)
        if pins:
            shown.append(_map(pins, id_, joined([card.title, where], ", "), language))
        belonging = _belonging(card, lines, id_, language)
        return [*shown, belonging] if belonging.table.rows else shown

    return SlideDraft(
        id=id_,
        title=f"{title}: {card.title}",
        subtitle=f"{title}: {where}" if where else title,
        headline=_headline(kind, card, row, language),
        blocks=Later(draw),
        parts=Later(
            lambda: tuple(
                (language.text(DESCRIPTIONS[name].label), name, rows)
                for name, rows in card.rows.items()
                if len(rows) and name not in _NOT_SHOWN
            )
        ),
        notes=card.contradictions,
    )


_NOT_SHOWN = ("survey_visits", "facility_mentions")
"""Rows that a card shows and a slide does not: they hold names and words of persons."""


def _headline(kind: str, card: RecordCard, row: Row, language: Language) -> StatedText:
    if kind != "proposal":
        return record_headline(RecordSummary(card.title, card.subtitle), language)
    stage, amount = label_of(Stage, row["stage"], language), row["support_vnd"]
    if pd.isna(amount):
        return record_headline(RecordSummary(card.title, joined([card.subtitle, stage])), language)
    basis = label_of(Basis, row["support_basis"], language)
    words = language.text("support {amount}", amount=language.money(float(amount)))
    text = f"{words} ({basis})" if basis else words
    return record_headline(RecordSummary(card.title, stage, float(amount), text), language)


def _where(kind: str, card: RecordCard, row: Row, language: Language) -> str:
    """Return the place of a record in words; that of a proposal is the places of its beneficiaries."""
    if kind != "proposal":
        return place(row, language, short=True)
    places = (place(one, language, short=True) for one in records(card.rows["beneficiaries"]))
    district: Any = row["district_code"]
    return joined(list(dict.fromkeys(places)), "; ") or district_name(district, language)


def _facts(
    table: str, card: RecordCard, row: Row, language: Language
) -> tuple[tuple[Figure, ...], list[tuple[str, str]]]:
    """Return the facts of a record that are short enough to stand large, with their raw values, and the others."""
    named = {
        language.text(one.card_label or one.label): one.name for one in DESCRIPTIONS[table].with_role(ColumnRole.CARD)
    }
    facts = [(named[label], label, text) for label, text in card.facts]
    if table == "ocop_products":
        name, stars = "stars", stars_text(row["stars"], row["status"], language)
        facts = [(name, language.text(DESCRIPTIONS[table].columns[name].label), stars), *facts]
    figures: list[Figure] = []
    lines: list[tuple[str, str]] = []
    for name, label, text in facts:
        if name == FREE_TEXT or not text:
            continue
        large, _, beside = text.partition(" · ")
        if max(len(large), len(beside)) <= MOST_LETTERS and len(figures) < MOST_FIGURES:
            value: Any = row.get(name)
            is_number = isinstance(value, int | float) and not pd.isna(value)
            figures.append(Figure(name, label, large, "", beside, "", float(value) if is_number else None))
        else:
            lines.append((label, text))
    if len(figures) < FEWEST_FIGURES:
        return (), [*((one.label, joined([one.text, one.context])) for one in figures), *lines]
    return tuple(figures), lines


def _belonging(card: RecordCard, lines: list[tuple[str, str]], id_: str, language: Language) -> TableBlock:
    """Return the longer facts and what belongs to the record, a line each."""
    left_out = {language.text("Visits"), language.text("What each source says")}
    related = [(heading, line) for heading, of in card.related if heading not in left_out for line in of]
    columns = (
        FigureColumn(language.text("Item"), width=1.6),
        FigureColumn(language.text("What is on record"), width=6.0),
    )
    rows = tuple((Cell(heading), Cell(text)) for heading, text in (*lines, *related))
    return TableBlock(f"{id_}-more", language.text("What is on record"), Table(columns, rows))


def _map(pins: tuple[ml.MapMark, ...], id_: str, alt: str, language: Language) -> MapBlock:
    """Return the map of the districts with each place of the record marked; how well it is known stands under it."""
    title = language.text("Place")
    qualities = dict.fromkeys(label_of(LocationQuality, one.quality, language) for one in pins)
    state = ml.MapState(
        vintage=Vintage.DISTRICTS_2024.value,
        is_circles=False,
        areas={code: ml.Area(PLAIN["light"], missing=False, lines=()) for code in DISTRICT_CODES},
        selected=(),
        focus=(),
        styles=STYLES,
        layers=(ml.Layer(ml.RECORD_LAYER, title, pins),),
        legend=ml.Legend(
            f"{title}: {', '.join(qualities)}", (), notes=(language.text(VINTAGE_LABELS[Vintage.DISTRICTS_2024]),)
        ),
    )
    columns = (
        FigureColumn(title, width=3.0),
        FigureColumn(language.text("What is on record"), width=3.0),
        FigureColumn(language.text("Location"), width=2.0),
    )
    rows = tuple(tuple(Cell(text) for text in (one.name, *one.lines)) for one in pins)
    table = TableBlock(f"{id_}-places", title, Table(columns, rows))
    return MapBlock(f"{id_}-map", title, state, alt, table, {}, alt)

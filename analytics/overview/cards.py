"""One record on one card: what is known of it, what belongs to it, where each part comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from analytics.evidence.column_text import column_text
from analytics.evidence.rows import evidence, rows_with_ids, with_product
from analytics.ocop.words import recognised_text
from analytics.overview.proposal_course import Course, course_of
from analytics.prepared.tables import Prepared
from analytics.rules.judging import judgements
from analytics.rules.words import ceiling_lines
from analytics.selection.place_words import Row, joined, market_of_flow, period, place, records, stars_text
from analytics.trade.words import quantity_texts
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.schema import vocabulary as v
from geodata.schema.columns import DESCRIPTIONS, ColumnRole, arranged
from geodata.schema.survey_vocabulary import VisitState
from geodata.text import spelling


@dataclass(frozen=True)
class RecordCard:
    """A record as plain text, and the ids of all sources behind it.

    Title, a line under it, (label, text) facts, (heading, lines) of what belongs to it, the contradictions that touch it, the course of a
    proposal; `rows` are those that it is made of, by table.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    related: tuple[tuple[str, tuple[str, ...]], ...]
    contradictions: tuple[str, ...]
    source_ids: tuple[str, ...]
    course: Course | None = None
    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)


CARD_TABLES = {"facility": "facilities", "context": "facilities", "proposal": "proposals", "ocop": "ocop_products"}
"""The table behind each kind of record that a card can show."""


def record_card(prepared: Prepared, kind: str, record_id: str, language: Language) -> RecordCard | None:
    """Return the card of a record, None when there is no such kind or record."""
    table = CARD_TABLES.get(kind)
    if table is None:
        return None
    rows = rows_with_ids(prepared.record, table, (record_id,))
    if rows.empty:
        return None
    row = records(rows)[0]
    build = {"facilities": _facility, "proposals": _proposal, "ocop_products": _ocop}[table]
    return build(prepared, row, language)


def row_card(prepared: Prepared, table: str, row_id: str, language: Language) -> RecordCard | None:
    """Return the card of any row that evidence shows: its record's own card, else all that evidence says of it."""
    kind = {name: kind for kind, name in reversed(CARD_TABLES.items())}.get(table)
    if kind is not None:
        return record_card(prepared, kind, row_id, language)
    rows = rows_with_ids(prepared.record, table, (row_id,))
    if rows.empty:
        return None
    shown = evidence(prepared.record, table, rows, language)
    title, *facts = ((column.heading, str(shown.rows[0][column.id]["t"])) for column in shown.columns[:-1])
    return _card(prepared, row_id, title[1], "", tuple(facts), (), {table: rows})


def _facility(prepared: Prepared, row: Row, language: Language) -> RecordCard:
    record, key = prepared.record, row["facility_id"]
    own = {name: record[name][record[name]["facility_id"].eq(key)] for name in _OWN}
    proposals = record["proposals"][record["proposals"]["proposal_id"].isin(own["beneficiaries"]["proposal_id"])]
    related = (
        (language.text("Proposals"), tuple(_proposal_line(item, language) for item in records(proposals))),
        (
            language.text("OCOP products"),
            tuple(_ocop_line(item, language) for item in records(own["ocop_products"])),
        ),
        (
            language.text("Typical products"),
            tuple(_typical_line(item, language) for item in records(own["typical_products"])),
        ),
        (
            language.text("Exports"),
            tuple(_flow_line(item, language) for item in records(own["export_flows"])),
        ),
        (language.text("Visits"), _visit_lines(own["survey_visits"], language)),
        (
            language.text("What each source says"),
            tuple(_mention_line(item) for item in records(own["facility_mentions"])),
        ),
    )
    facts = _facts("facilities", row, language, {"place_text": place(row, language)})
    subtitle = joined([label_of(v.FacilityKind, row["kind"], language), label_of(v.Sector, row["sector"], language)])
    frames = {"facilities": rows_with_ids(record, "facilities", (key,)), "proposals": proposals, **own}
    return _card(prepared, key, row["name"], subtitle, facts, related, frames)


_OWN = ("beneficiaries", "ocop_products", "typical_products", "export_flows", "facility_mentions", "survey_visits")


def _proposal(prepared: Prepared, row: Row, language: Language) -> RecordCard:
    record, key = prepared.record, row["proposal_id"]
    beneficiaries = record["beneficiaries"][record["beneficiaries"]["proposal_id"].eq(key)].merge(
        record["facilities"][["facility_id", "name"]], on="facility_id", how="left"
    )
    events = record["proposal_events"][record["proposal_events"]["proposal_id"].eq(key)]
    visits = record["survey_visits"][record["survey_visits"]["proposal_id"].eq(key)]
    derived = prepared.proposals[prepared.proposals["proposal_id"].eq(key)].iloc[0]
    found = judgements(record, row, events, len(beneficiaries))
    names = tuple(_beneficiary_name(item, language) for item in records(beneficiaries))
    related = (
        (
            language.text("Beneficiaries"),
            tuple(_beneficiary_line(item, language) for item in records(beneficiaries)),
        ),
        (language.text("History"), tuple(_event_line(item, language) for item in records(events))),
        (language.text("Visits"), _visit_lines(visits, language)),
        (language.text("Support ceilings"), ceiling_lines(found, names, language)),
    )
    made = {
        "stage": _stage(row["stage"], events, language),
        "support_vnd": _money(row["support_vnd"], language, label_of(v.Basis, row["support_basis"], language)),
        "counterpart_vnd": _money(derived["counterpart_vnd"], language),
    }
    facts = _facts("proposals", row, language, made)
    subtitle = joined([period(row["year_from"], row["year_to"]), label_of(v.Sector, row["sector"], language)])
    laws = rows_with_ids(
        record, "rules", tuple(dict.fromkeys(str(one.candidate.rule["rule_id"]) for one in found if one.candidate))
    )
    frames = {
        "proposals": rows_with_ids(record, "proposals", (key,)),
        "beneficiaries": beneficiaries,
        "proposal_events": events,
        "survey_visits": visits,
        "rules": laws,
    }
    card = _card(prepared, key, row["title"], subtitle, facts, related, frames)
    return replace(card, course=course_of(row, events, found, language))


def _ocop(prepared: Prepared, row: Row, language: Language) -> RecordCard:
    record, key = prepared.record, row["product_id"]
    history = record["ocop_recognitions"][record["ocop_recognitions"]["product_id"].eq(key)]
    lines = tuple(_recognition_line(item, language) for item in records(with_product(record, history)))
    related = ((language.text("History"), lines),)
    facts = _facts("ocop_products", row, language, {"place_text": place(row, language)})
    subtitle = joined(
        [
            language.text("OCOP product"),
            stars_text(row["stars"], row["status"], language),
            label_of(v.Sector, row["sector"], language),
        ]
    )
    frames = {"ocop_products": rows_with_ids(record, "ocop_products", (key,)), "ocop_recognitions": history}
    return _card(prepared, key, row["name"], subtitle, facts, related, frames)


def _card(  # noqa: PLR0913, PLR0917 - the parts of a card
    prepared: Prepared,
    key: str,
    title: str,
    subtitle: str,
    facts: tuple[tuple[str, str], ...],
    related: tuple[tuple[str, tuple[str, ...]], ...],
    frames: Mapping[str, pd.DataFrame],
) -> RecordCard:
    contradictions = prepared.record["contradictions"]
    touching = contradictions[contradictions["row_ids"].str.split(";").map(lambda ids: key in ids).astype(bool)]
    source_ids = pd.concat([frame["source_ids"] for frame in [*frames.values(), touching]]).str.split(";").explode()
    return RecordCard(
        title=str(title),
        subtitle=subtitle,
        facts=tuple((name, text) for name, text in facts if text),
        related=tuple((heading, lines) for heading, lines in related if lines),
        contradictions=tuple(f"{item['topic']}: {item['values_text']}. {item['rule']}" for item in records(touching)),
        source_ids=tuple(dict.fromkeys(source_ids)),
        rows=frames,
    )


def _facts(table: str, row: Row, language: Language, made: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (label, text) of the columns that a card shows; `made` are texts that say more than their column alone."""
    about = DESCRIPTIONS[table]
    shown = {column.name: column for column in about.with_role(ColumnRole.CARD)}
    facts = []
    for name in arranged(shown, about.order.get(ColumnRole.CARD, ())):
        label = shown[name].card_label or shown[name].label
        text = made[name] if name in made else column_text(shown[name], row[name], language)
        facts.append((language.text(label), text))
    return tuple(facts)


def _visit_lines(visits: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """Return what each visit found, in the order of their days; one that was not made says so."""
    lines = []
    for row in records(visits.sort_values(["visited_on", "visit_id"], na_position="last")):
        day = row["visited_on"] or row["planned_on"]
        state = label_of(VisitState, row["state"], language) if row["state"] else ""
        result = label_of(v.SurveyResult, row["result"], language) if row["result"] else ""
        lines.append(joined([language.partial_date(str(day)) if day else "", state, result, row["finding"]]))
    return tuple(line for line in lines if line)


def _money(value: Any, language: Language, basis: str = "") -> str:
    return "" if pd.isna(value) else joined([language.money(int(value)), basis])


def _proposal_line(row: Row, language: Language) -> str:
    stage = label_of(v.Stage, row["stage"], language)
    return joined([row["title"], period(row["year_from"], row["year_to"]), stage, _money(row["support_vnd"], language)])


def _stage(stage: object, events: pd.DataFrame, language: Language) -> str:
    """Return a stage in our word, and in the word of its source where that is another."""
    name = label_of(v.Stage, stage, language)
    written = events[events["stage"].eq(str(stage))]["stage_as_written"].drop_duplicates()
    others = [f"“{word}”" for word in written if spelling(word) != spelling(name)]
    return joined([name, language.text("in the source: {words}", words=", ".join(others)) if others else ""])


def _ocop_line(row: Row, language: Language) -> str:
    return joined([row["name"], stars_text(row["stars"], row["status"], language), row["recognised_year"]])


def _typical_line(row: Row, language: Language) -> str:
    return joined([row["product"], label_of(v.TypicalLevel, row["level"], language), row["year"]])


def _flow_line(row: Row, language: Language) -> str:
    market = market_of_flow(row, language) or language.text("market not stated")
    quantities = quantity_texts(row, language)
    return joined(
        [f"{row['product']} → {market}", row["year"], *quantities, label_of(v.FlowBasis, row["basis"], language)]
    )


def _mention_line(row: Row) -> str:
    parts = [
        "as_of_year",
        "name_as_written",
        "place_as_written",
        "workers_text",
        "revenue_text",
        "capacity_text",
        "note",
    ]
    return joined([row[part] for part in parts])


def _beneficiary_line(row: Row, language: Language) -> str:
    return joined([_beneficiary_name(row, language), row["work"], place(row, language)])


def _beneficiary_name(row: Row, language: Language) -> str:
    return language.text("facility not named") if pd.isna(row["name"]) else str(row["name"])


def _event_line(row: Row, language: Language) -> str:
    when: Any = "" if pd.isna(row["happened_on"]) else language.partial_date(str(row["happened_on"]))
    stage, written = label_of(v.Stage, row["stage"], language), str(row["stage_as_written"])
    return joined([when, stage, "" if spelling(written) == spelling(stage) else written, row["note"]])


def _recognition_line(row: Row, language: Language) -> str:
    when = recognised_text(row, language)
    return joined([when, stars_text(row["stars"], row["status"], language), row["decision"], row["note"]])

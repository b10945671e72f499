from dataclasses import replace

import pytest

from analytics.maps.marks import MapLayer
from analytics.overview.cards import CARD_TABLES, RecordCard, record_card
from analytics.prepared.tables import Prepared, prepare
from analytics.wording.language import LANGUAGES, Language
from geodata.record import Record
from geodata.schema.frames import KEYS

VI, EN = Language("vi"), Language("en")


def card(prepared: Prepared, kind: str, id_: str, language: Language = EN) -> RecordCard:
    found = record_card(prepared, kind, id_, language)
    assert found is not None
    return found


def test_every_layer_of_the_map_opens_a_card() -> None:
    assert set(CARD_TABLES) == {str(layer) for layer in MapLayer}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("kind", "table"), [item for item in CARD_TABLES.items() if item[0] != "context"])
def test_every_record_has_a_card_with_its_sources(prepared: Prepared, kind: str, table: str, code: str) -> None:
    titles = {"facilities": "name", "proposals": "title", "ocop_products": "name"}
    known = set(prepared.record["sources"]["source_id"])
    for row in prepared.record[table].to_dict("records"):
        found = card(prepared, kind, row[KEYS[table]], Language(code))  # type: ignore[arg-type]
        assert found.title == row[titles[table]]
        assert found.subtitle
        assert set(row["source_ids"].split(";")) <= set(found.source_ids) <= known
        texts = [text for _, text in found.facts] + [line for _, lines in found.related for line in lines]
        assert all(texts)
        assert not [text for text in texts if "<NA>" in text or text in {"nan", "None"}]


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ("facility", "no-such-id"),
        ("facility", ""),
        ("", "cong-ty-hoa-phat"),
        ("source", "s001"),
        ("proposal", "cong-ty-hoa-phat"),
        ("<script>", "'; DROP TABLE facilities"),
        ("facility", "\x00"),
    ],
)
def test_an_unknown_record_has_no_card(prepared: Prepared, kind: str, id_: str) -> None:
    assert record_card(prepared, kind, id_, VI) is None


def test_hostile_names_survive_as_text(record: Record) -> None:
    hostile = "<img src=x onerror=alert(1)> `${x}` \u202e"
    facilities = record["facilities"].assign(name=hostile, note=hostile)
    widened = prepare(replace(record, tables={**record.tables, "facilities": facilities}))
    found = card(widened, "facility", "cong-ty-hoa-phat")
    assert found.title == hostile
    assert ("Note", hostile) in found.facts


def test_the_card_of_a_proposal_lists_its_beneficiaries_and_money(prepared: Prepared) -> None:
    found = card(prepared, "proposal", "da-2020-quoc-gia-may-cnc")
    related = dict(found.related)
    assert len(related["Beneficiaries"]) == 3
    assert dict(found.facts)["Support"].startswith("900\u00a0million\u00a0VND")
    assert found.subtitle.startswith("2020")


def test_the_card_of_a_facility_lists_the_proposals_that_support_it(prepared: Prepared) -> None:
    links = prepared.record["beneficiaries"].dropna(subset=["facility_id"])
    titles = prepared.record["proposals"].set_index("proposal_id")["title"]
    for facility_id, own in links.groupby("facility_id"):
        lines = dict(card(prepared, "facility", str(facility_id)).related)["Proposals"]
        assert len(lines) == own["proposal_id"].nunique()
        assert all(any(line.startswith(titles[id_]) for line in lines) for id_ in own["proposal_id"])


def test_the_card_of_a_product_says_its_stars_and_history(prepared: Prepared) -> None:
    found = card(prepared, "ocop", "my-chu-green-trai-lam")
    assert "4 ★" in found.subtitle
    assert dict(found.related)["History"]


@pytest.mark.parametrize(
    ("kind", "table"), [("facility", "facilities"), ("proposal", "proposals"), ("ocop", "ocop_products")]
)
def test_contradictions_are_on_the_cards_that_they_touch(prepared: Prepared, kind: str, table: str) -> None:
    contradictions = prepared.record["contradictions"]
    own = contradictions[contradictions["table"].eq(table)]
    keys = set(prepared.record[table][KEYS[table]])
    for row in own.to_dict("records"):
        for id_ in set(row["row_ids"].split(";")) & keys:
            assert any(line.startswith(row["topic"]) for line in card(prepared, kind, id_, VI).contradictions)


def test_every_card_tells_each_source_once(prepared: Prepared) -> None:
    for id_ in prepared.record["facilities"]["facility_id"]:
        ids = card(prepared, "facility", id_).source_ids
        assert len(set(ids)) == len(ids)


def test_every_proposal_says_of_its_ceilings_what_can_be_said(prepared: Prepared) -> None:
    """Within, above, or not to be judged and why: each proposal has one of these, and none rests on a division."""
    words = ("trong mức trần", "VƯỢT mức trần", "chưa kết luận được")
    for id_ in prepared.record["proposals"]["proposal_id"]:
        lines = dict(card(prepared, "proposal", str(id_), VI).related)["Mức trần hỗ trợ"]
        assert lines
        for line in lines:
            assert any(word in line for word in words), line
            assert "bình quân" not in line or "chưa kết luận được" in line


def test_a_stage_is_said_once_and_another_word_of_its_source_beside_it(prepared: Prepared) -> None:
    for proposal, stage, said in (
        ("da-may-ha-thuy-phan-mat-ong", "Đã hỗ trợ · nguồn ghi: “đã đầu tư”", "đã đầu tư"),
        ("da-2020-quoc-gia-bao-bi", "Hoàn thành", "hoàn thành"),
    ):
        shown = record_card(prepared, "proposal", proposal, Language("vi"))
        assert shown is not None
        assert dict(shown.facts)["Trạng thái"] == stage
        history = " ".join(dict(shown.related)["Quá trình"])
        assert history.lower().count(said) >= 1
        assert f"Hoàn thành · {said}" not in history

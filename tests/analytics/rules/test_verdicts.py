"""What is said of many proposals together is what the card of each says alone, and nobody is left out."""

from datetime import date

from hypothesis import given

from analytics.briefing.story.ceilings import UNJUDGED_TEXTS
from analytics.briefing.story.slides import TableBlock
from analytics.briefing.story.storyline import story
from analytics.prepared.tables import Prepared
from analytics.rules.judging import UnjudgedReason, Verdict, judgements
from analytics.rules.verdicts import verdict_of, verdicts
from analytics.selection.place_words import records
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import language
from geodata.record import Record
from tests.analytics.strategies import selections

VI = language("vi")


@given(selection=selections())
def test_verdicts_together_are_those_of_each_card(record: Record, prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection).proposals
    told = verdicts(record, rows)
    events = record["proposal_events"]
    for verdict in Verdict:
        each = [
            verdict_of(
                judgements(record, row, events[events["proposal_id"].eq(row["proposal_id"])], row["n_beneficiaries"])
            )
            for row in records(rows)
        ]
        assert told.by_verdict[verdict] == each.count(verdict)
    assert told.n == len(rows) == told.by_verdict.total()
    assert told.by_reason.total() == told.by_verdict[Verdict.UNKNOWN]


def test_the_slide_holds_every_proposal_of_the_selection_once_and_says_what_is_not_checked(prepared: Prepared) -> None:
    slide = story(prepared, Selection(), today=date(2026, 1, 1), language=VI).by_id["ceilings"]
    counts, rules = slide.blocks
    assert isinstance(counts, TableBlock)
    assert isinstance(rules, TableBlock)
    assert (
        sum(row[1].value or 0 for row in counts.table.rows)
        == counts.table.footer[0][1].value
        == len(prepared.proposals)
    )
    assert any("chưa đối chiếu với 64/2024/TT-BTC" in row[3].text for row in rules.table.rows)
    assert "chưa đối chiếu" in slide.headline
    assert any("chưa đối chiếu" in remark for remark in slide.remarks)


def test_every_reason_has_words() -> None:
    assert set(UNJUDGED_TEXTS) == set(UnjudgedReason)

"""Biên bản hậu kiểm: what an earlier proposal became, to be signed on the spot."""

from analytics.papers import parts
from analytics.papers.paper import CellKind, Paper, PaperBlock, PaperColumn, PaperRow, PaperTable, Text, TextStyle
from analytics.papers.phrases import Phrases, phrases
from analytics.papers.survey_data import InspectionMinutes
from analytics.papers.vietnamese import day_in_words, filled


def inspection_minutes(data: InspectionMinutes) -> Paper:
    """Return the minutes of an inspection, filled in as far as the data goes."""
    words, common = phrases("inspection_minutes"), phrases("common")
    blocks: tuple[PaperBlock, ...] = (
        *parts.attendance(words, data.meeting, words.say("team_inspection")),
        *parts.producer(data.producer),
        *parts.proposal(data.proposal, "proposal_granted"),
        Text(words.say("accepted", day=day_in_words(data.accepted_on))),
        Text(words.say("findings"), TextStyle.HEADING),
        *parts.finding_blocks(data.findings),
        Text(words.say("compared"), TextStyle.HEADING),
        _compared(words, data),
        Text(words.say("conclusion"), TextStyle.HEADING),
        Text(words.say("verdict", verdict=filled(data.verdict))),
        Text(words.say("follow_up", follow_up=filled(data.follow_up))),
        Text(common.say("minutes_end", when=parts.moment(data.meeting.ends))),
    )
    return Paper(
        issue=data.issue,
        kind_code=words.say("code"),
        title=words.say("title"),
        extract=words.say("extract"),
        blocks=blocks,
        signatures=parts.on_the_spot(words, data.producer.representative),
        recipients=parts.copies(data.recipients, (words.say("to_producer"),)),
    )


def _compared(words: Phrases, data: InspectionMinutes) -> PaperTable:
    columns = (
        PaperColumn(words.say("measure"), 40),
        PaperColumn(words.say("before"), 30, CellKind.NUMBER),
        PaperColumn(words.say("after"), 30, CellKind.NUMBER),
    )
    rows = tuple(PaperRow((one.measure, one.before, one.after)) for one in data.compared)
    return PaperTable(columns, rows or (PaperRow(("", "", "")),))

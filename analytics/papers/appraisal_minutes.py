"""Biên bản thẩm định: what the council found of one or more proposals."""

from analytics.papers import parts
from analytics.papers.paper import CellKind, Paper, PaperBlock, PaperColumn, PaperRow, PaperTable, Text, TextStyle
from analytics.papers.phrases import Phrases, phrases
from analytics.papers.planning_data import AppraisalMinutes, Appraised, PaperCheck
from analytics.papers.vietnamese import dong, filled


def appraisal_minutes(data: AppraisalMinutes) -> Paper:
    """Return the minutes of a council's meeting."""
    words, common = phrases("appraisal_minutes"), phrases("common")
    requested = parts.sum_if_known(one.proposal.support_vnd for one in data.appraised)
    amount = parts.sum_if_known(one.amount_vnd for one in data.appraised)
    said = words.say("sums", count=len(data.appraised), requested=dong(requested), amount=dong(amount))
    blocks: tuple[PaperBlock, ...] = (
        *parts.grounds(data.grounds),
        *parts.opening(data.starts, data.place),
        Text(words.say("council"), TextStyle.HEADING),
        *((Text(words.say("council_named", name=data.council_name)),) if data.council_name else ()),
        *parts.people(data.council),
        Text(words.say("content"), TextStyle.HEADING),
        *(block for place, one in enumerate(data.appraised, 1) for block in _appraised(words, place, one)),
        Text(words.say("conclusion_head"), TextStyle.HEADING),
        Text(said),
        Text(filled(data.conclusion)),
        Text(common.say("minutes_end", when=parts.moment(data.ends))),
    )
    chair, writer = (data.council[0].name, data.council[-1].name) if len(data.council) > 1 else ("", "")
    members = [parts.signature_of(words, "member", one.name) for one in data.council[1:-1]]
    return Paper(
        issue=data.issue,
        kind_code=words.say("code"),
        title=words.say("title"),
        extract=words.say("extract", year=data.plan_year),
        blocks=blocks,
        signatures=(parts.signature_of(words, "writer", writer), parts.signature_of(words, "chair", chair), *members),
        recipients=parts.copies(data.recipients, ()),
    )


def _appraised(words: Phrases, place: int, one: Appraised) -> tuple[PaperBlock, ...]:
    said: list[PaperBlock] = [
        Text(words.say("proposal", number=place, title=one.proposal.title), TextStyle.SUBHEADING),
        *parts.producer(one.producer),
        *parts.proposal(one.proposal)[1:],
    ]
    if one.papers:
        said += [Text(words.say("papers")), _papers(words, one.papers)]
    if one.ceiling:
        said.append(Text(words.say("ceiling", ceiling=one.ceiling.rstrip("."))))
    said.append(Text(words.say("amount", amount=dong(one.amount_vnd))))
    if one.conditions:
        said += [Text(words.say("conditions")), *(Text(words.say("condition", text=text)) for text in one.conditions)]
    return (*said, Text(words.say("opinion", opinion=filled(one.opinion))))


def _papers(words: Phrases, papers: tuple[PaperCheck, ...]) -> PaperTable:
    columns = (
        PaperColumn(phrases("common").say("number_of_row"), 8, CellKind.MIDDLE),
        PaperColumn(words.say("paper_name"), 50),
        PaperColumn(words.say("paper_state"), 20, CellKind.MIDDLE),
        PaperColumn(words.say("paper_note"), 30),
    )
    states = {True: words.say("there"), False: words.say("missing"), None: words.say("unchecked")}
    return PaperTable(
        columns, tuple(PaperRow((str(n), one.name, states[one.is_there], one.note)) for n, one in enumerate(papers, 1))
    )

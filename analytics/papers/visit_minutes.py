"""Biên bản khảo sát: what a team saw at one facility, to be signed on the spot."""

from analytics.papers import parts
from analytics.papers.paper import Paper, Text, TextStyle
from analytics.papers.phrases import phrases
from analytics.papers.survey_data import Recommendation, VisitMinutes
from analytics.papers.vietnamese import dong, filled


def visit_minutes(data: VisitMinutes) -> Paper:
    """Return the minutes of a visit, filled in as far as the data goes."""
    words, common = phrases("visit_minutes"), phrases("common")
    choices = {one: words.say(one.value) for one in Recommendation}
    chosen = choices[data.recommendation] if data.recommendation else None
    blocks = (
        *parts.attendance(words, data.meeting, words.say("team_survey")),
        *parts.producer(data.producer),
        *(parts.proposal(data.proposal) if data.proposal else ()),
        *((Text(words.say("findings"), TextStyle.HEADING),) if data.findings else ()),
        *parts.finding_blocks(data.findings),
        Text(words.say("conclusion"), TextStyle.HEADING),
        Text(words.say("recommendation", choices=parts.boxes(choices.values(), chosen))),
        Text(words.say("amount", amount=dong(data.amount_vnd))),
        Text(words.say("reason", reason=filled(data.reason))),
        Text(common.say("minutes_end", when=parts.moment(data.meeting.ends))),
    )
    return Paper(
        issue=data.issue,
        kind_code=words.say("code"),
        title=words.say("title"),
        extract=words.say("extract", year=data.plan_year),
        blocks=blocks,
        signatures=parts.on_the_spot(words, data.producer.representative),
        recipients=parts.copies(data.recipients, (words.say("to_producer"),)),
    )

"""Dự thảo Quyết định: the chair of the People's Committee approves a plan."""

from analytics.papers import parts
from analytics.papers.paper import Paper, PaperBlock, Text, TextStyle
from analytics.papers.phrases import Phrases, phrases
from analytics.papers.planning_data import DecisionDraft
from analytics.papers.project_list import project_list, sums
from analytics.papers.vietnamese import SHORT_BLANK, day_in_words, dong, filled, written_number


def decision_draft(data: DecisionDraft) -> Paper:
    """Return the draft of the decision with its list of proposals."""
    words, plan, body = phrases("decision"), data.plan, data.issue.body
    asked = words.say(
        "asked_by",
        proposed_by=filled(data.proposed_by),
        number=filled(data.submitted_number, SHORT_BLANK),
        day=day_in_words(data.submitted_on),
    )
    articles = _articles(words, data)
    blocks: tuple[PaperBlock, ...] = (
        Text(words.say("chair_of", body=filled(body.name.upper())), TextStyle.AUTHORITY),
        *parts.grounds((*data.grounds, asked)),
        Text(words.say("enacting"), TextStyle.ENACTING),
        *(
            Text(text, TextStyle.ARTICLE, lead=words.say("article", number=place))
            for place, text in enumerate(articles, 1)
        ),
    )
    attached = parts.attached(words, data.issue, words.say("chair_named", body=filled(body.name)))
    return Paper(
        issue=data.issue,
        kind_code=words.say("code"),
        title=words.say("title"),
        extract=words.say("extract", programme=plan.programme, year=plan.year),
        blocks=blocks,
        signatures=(parts.signature(body),),
        recipients=parts.copies(data.recipients, (words.say("as_article", number=len(articles)),)),
        annexes=(project_list(plan, attached),),
    )


def _articles(words: Phrases, data: DecisionDraft) -> tuple[str, ...]:
    plan = data.plan
    whole, support, counterpart = sums(plan.proposals)
    bodies = filled(", ".join(data.carried_out_by))
    count = written_number(len(plan.proposals))
    return (
        words.say("approve", programme=plan.programme, year=plan.year, count=count),
        words.say("money", total=dong(whole), support=dong(support), counterpart=dong(counterpart)),
        words.say("carry_out", bodies=bodies),
        words.say("in_force"),
        words.say("responsible", bodies=bodies),
    )

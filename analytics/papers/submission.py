"""Tờ trình: a plan put before those who approve it."""

from analytics.papers import parts
from analytics.papers.paper import Paper, PaperBlock, Text, TextStyle
from analytics.papers.phrases import Phrases, phrases
from analytics.papers.planning_data import PlanSubmission, ProgrammePlan
from analytics.papers.project_list import project_list, sums
from analytics.papers.vietnamese import dong, filled, written_number


def submission(data: PlanSubmission) -> Paper:
    """Return the submission of a plan with its list of proposals."""
    words, plan, body = phrases("submission"), data.plan, data.issue.body
    named = {"body": filled(body.name), "programme": plan.programme, "year": plan.year}
    counts = {name: written_number(value) for name, value in vars(data.steps).items()}
    blocks: tuple[PaperBlock, ...] = (
        *parts.grounds(data.grounds),
        Text(words.say("opening", **named)),
        Text(words.say("need"), TextStyle.HEADING),
        Text(words.say("steps", **counts, planned=written_number(len(plan.proposals)))),
        Text(words.say("plan"), TextStyle.HEADING),
        *_money(words, plan),
        Text(words.say("annexed" if plan.proposals else "no_proposals")),
        *((Text(words.say("reasons"), TextStyle.HEADING),) if data.reasons else ()),
        *(Text(one) for one in data.reasons),
        Text(words.say("asked", body=filled(body.name))),
    )
    attached = parts.attached(words, data.issue, filled(body.name))
    return Paper(
        issue=data.issue,
        kind_code=words.say("code"),
        title=words.say("title"),
        extract=words.say("extract", programme=plan.programme, year=plan.year),
        blocks=blocks,
        signatures=(parts.signature(body),),
        recipients=parts.copies(data.recipients, (words.say("as_addressed"),)),
        addressed_to=parts.addressees(data.addressed_to, data.issue.body),
        annexes=(project_list(plan, attached),),
    )


def _money(words: Phrases, plan: ProgrammePlan) -> tuple[Text, ...]:
    whole, support, counterpart = sums(plan.proposals)
    money = {"total": dong(whole), "support": dong(support), "counterpart": dong(counterpart)}
    said = (Text(words.say("sums", count=written_number(len(plan.proposals)), **money)),)
    if plan.budget_vnd is None:
        return said
    rest = plan.budget_vnd - support if support is not None else None
    return (
        *said,
        Text(
            words.say("budget", programme=plan.programme, year=plan.year, budget=dong(plan.budget_vnd), rest=dong(rest))
        ),
    )

"""Parts that several papers share: grounds, people, the producer, questions with answers, signatures, sums."""

from collections.abc import Iterable
from datetime import datetime

from analytics.papers.bodies import Body, Issue
from analytics.papers.paper import Signature, Text, TextStyle
from analytics.papers.people import Person, Producer, ProposalFacts
from analytics.papers.phrases import Phrases, phrases
from analytics.papers.survey_data import AnsweredQuestion, AnswerGroup, VisitMeeting
from analytics.papers.vietnamese import BLANK, SHORT_BLANK, day_in_words, dong, filled

_COMMON = phrases("common")
_NOBODY = (Person(), Person())


def grounds(listed: tuple[str, ...]) -> tuple[Text, ...]:
    """Return the legal grounds: each opens with "Căn cứ" and ends with a semicolon, the last with a full stop."""
    opens = tuple(_COMMON.say("ground_openings").split("|"))
    shown = []
    for place, text in enumerate(listed, 1):
        key = "last_ground" if place == len(listed) else "ground"
        suffix = "_as_it_is" if text.strip().startswith(opens) else ""
        shown.append(Text(_COMMON.say(f"{key}{suffix}", text=text.strip().rstrip(";.")), TextStyle.GROUND))
    return tuple(shown)


def moment(when: datetime | None) -> str:
    """Return a time and day in words, dots for None."""
    hour, minute = (f"{when.hour:02d}", f"{when.minute:02d}") if when else (SHORT_BLANK, SHORT_BLANK)
    return _COMMON.say("moment", hour=hour, minute=minute, day=day_in_words(when.date() if when else None))


def opening(starts: datetime | None, place: str) -> tuple[Text, ...]:
    """Return when and where a meeting began."""
    return (
        Text(_COMMON.say("starts", when=moment(starts))),
        Text(_COMMON.say("place", place=filled(place))),
    )


def people(listed: tuple[Person, ...]) -> tuple[Text, ...]:
    """Return a line a person; two lines of dots where nobody is named."""
    return tuple(Text(_person(one)) for one in listed or _NOBODY)


def attendance(words: Phrases, meeting: VisitMeeting, team: str) -> tuple[Text, ...]:
    """Return when and where a meeting began, and who was there: the team, under what it is called, and the hosts."""
    return (
        *opening(meeting.starts, meeting.place),
        Text(words.say("team"), TextStyle.HEADING),
        Text(team, TextStyle.SUBHEADING),
        *people(meeting.team),
        Text(words.say("team_hosts"), TextStyle.SUBHEADING),
        *people(meeting.hosts),
        Text(words.say("producer"), TextStyle.HEADING),
    )


def _person(one: Person) -> str:
    return _COMMON.say(
        "person",
        honorific=_COMMON.say("honorific"),
        name=filled(one.name),
        position=filled(one.position),
        agency=_COMMON.say("person_agency", agency=one.agency) if one.agency else "",
        role=_COMMON.say("person_role", role=one.role) if one.role else "",
    )


def producer(one: Producer) -> tuple[Text, ...]:
    """Return who and where a producer is."""
    speaker = {"name": filled(one.representative), "position": filled(one.position)}
    return (
        Text(_COMMON.say("producer_name", name=filled(one.name))),
        Text(_COMMON.say("producer_address", address=filled(one.address))),
        Text(_COMMON.say("producer_speaker", **speaker)),
        Text(_COMMON.say("producer_phone", phone=filled(one.phone))),
        Text(_COMMON.say("producer_sector", sector=filled(one.sector))),
    )


def proposal(one: ProposalFacts, money: str = "proposal_money") -> tuple[Text, ...]:
    """Return what a proposal is about; `money` names the phrase for its amounts, asked for or granted."""
    amounts = {"total": dong(one.total_vnd), "support": dong(one.support_vnd), "counterpart": dong(one.counterpart_vnd)}
    year = str(one.year) if one.year else SHORT_BLANK
    return (
        Text(_COMMON.say("proposal_title", title=filled(one.title))),
        Text(_COMMON.say("proposal_content", content=filled(one.content))),
        Text(_COMMON.say("proposal_programme", programme=filled(one.programme, SHORT_BLANK), year=year)),
        Text(_COMMON.say(money, **amounts)),
    )


def finding_blocks(groups: tuple[AnswerGroup, ...]) -> tuple[Text, ...]:
    """Return questions and answers under their headings."""
    shown: list[Text] = []
    for number, group in enumerate(groups, 1):
        shown.append(Text(_COMMON.say("group", number=number, title=group.title), TextStyle.SUBHEADING))
        shown += [_answered(f"{number}.{place}", one) for place, one in enumerate(group.answers, 1)]
    return tuple(shown)


def _answered(number: str, one: AnsweredQuestion) -> Text:
    answer = one.answer or boxes(one.choices, None) or BLANK
    if one.note:
        answer = _COMMON.say("answer_note", answer=answer, note=one.note)
    key = "question_asked" if one.question.rstrip().endswith(("?", ":")) else "question"
    return Text(_COMMON.say(key, number=number, question=one.question.rstrip(), answer=answer))


def boxes(choices: Iterable[str], chosen: str | None) -> str:
    """Return the choices as boxes, the chosen one ticked."""
    return "   ".join(_COMMON.say("ticked" if one == chosen else "open", choice=one) for one in choices)


def signature(body: Body) -> Signature:
    """Return the signature of a body: as the office's file says, else its head, with dots for the name."""
    signer = body.signer
    lines = (signer.on_behalf, signer.position) if signer.on_behalf or signer.position else (_head(body),)
    return Signature(tuple(line.upper() for line in lines if line), signer.name)


def _head(body: Body) -> str:
    return _COMMON.say(f"head_{body.kind}")


def signature_of(words: Phrases, key: str, name: str = "") -> Signature:
    """Return a signature of somebody in a meeting, who signs and writes the full name."""
    return Signature((words.say(key).upper(),), name, _COMMON.say("sign_hint"))


def on_the_spot(words: Phrases, speaker: str) -> tuple[Signature, ...]:
    """Return who signs minutes at a facility: who speaks for it, the team, the commune, the writer."""
    others = (signature_of(words, key) for key in ("signed_team", "signed_local", "signed_writer"))
    return (signature_of(words, "signed_producer", speaker), *others)


def attached(words: Phrases, issue: Issue, body: str) -> str:
    """Return which paper of which body an annex belongs to."""
    numbered = issue.numbered(words.say("code"))
    return words.say("attached", numbered=numbered, day=day_in_words(issue.day), body=body)


def addressees(listed: tuple[str, ...], body: Body) -> tuple[str, ...]:
    """Return to whom a paper goes: those listed, or the body above the one that issues it, where it is known."""
    return listed or ((body.superior,) if body.superior else ())


def copies(listed: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return who gets the paper: those listed, or the usual ones, and the copy that is kept."""
    kept = _COMMON.say("keep_copy")
    return (*(one.strip().rstrip(";.") for one in listed or usual if not one.strip().startswith(kept)), kept)


def sum_if_known(amounts: Iterable[int | None]) -> int | None:
    """Return the sum; None where one of the amounts is not known or there is none."""
    listed = list(amounts)
    known = [one for one in listed if one is not None]
    return sum(known) if listed and len(known) == len(listed) else None

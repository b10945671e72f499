"""Which filled-in forms are news: compared with what the store has, by the number that the form itself bears.

The same form twice changes nothing, nor does one that says the same under another number. A form that was corrected shows what differs. Another form of a visit that says otherwise is
kept beside the first and waits for a decision, unless the first had met nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from analytics.survey.answers import Filled, Meanings, counted_forms, filled_forms
from analytics.survey.schedule import plain_rows
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, SubmissionState, VisitState
from geodata.survey.submissions import Submission
from geodata.survey.xlsform import VISIT
from geodata.text import fold


class Fate(StrEnum):
    """What becomes of a form."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    TAKES_OVER = "takes_over"
    CONFLICT = "conflict"
    TWICE = "twice"
    NO_VISIT = "no_visit"
    NO_NUMBER = "no_number"
    REFUSED = "refused"


WRITTEN = frozenset({Fate.NEW, Fate.CHANGED, Fate.TAKES_OVER, Fate.CONFLICT})


@dataclass(frozen=True)
class Difference:
    """An answer that a form has otherwise than the store; `VISIT` where it was of another visit."""

    question: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class IntakeLine:
    """A form with its fate: the visit that it is of, and what differs from the form that stood there."""

    submission: Submission
    fate: Fate
    visit_id: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def submission_id(self) -> str:
        """The key of the form in the store."""
        return submission_key(self.submission.instance)

    @property
    def state(self) -> SubmissionState:
        """Whether its answers count."""
        return SubmissionState.CONFLICT if self.fate is Fate.CONFLICT else SubmissionState.COUNTS


def submission_key(instance: str) -> str:
    """Return the key of the form that bears a number; "uuid:…" and "…" are one."""
    return f"form-{sha256(instance.strip().lower().removeprefix('uuid:').encode()).hexdigest()[:20]}"


def kept_form(submission: Submission) -> dict[str, str]:
    """Return what the store keeps of a form: its answers and the names of its photos."""
    return {**submission.answers, **submission.photos}


def intake(record: Record, campaign_id: str, submissions: Iterable[Submission]) -> list[IntakeLine]:
    """Return the forms of a file with their fates, in their order."""
    frame = record["survey_visits"]
    own = plain_rows(frame[frame["campaign_id"].eq(campaign_id)])
    visits = _names_of(record, own)
    kinds = {row["campaign_id"]: CampaignKind(row["kind"]) for row in plain_rows(record["survey_campaigns"])}
    comparing = _Comparing(record, kinds[campaign_id])
    return [comparing.line(one, visits.get(one.visit.strip()) or visits.get(fold(one.visit))) for one in submissions]


def _names_of(record: Record, visits: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the visits by their keys, and by the folded name of a facility that only one of them is of."""
    names = record["facilities"].set_index("facility_id")["name"]
    found: dict[str, list[str]] = {}
    for row in visits:
        found.setdefault(row["visit_id"], []).append(row["visit_id"])
        if row["facility_id"] in names.index:
            found.setdefault(fold(str(names[row["facility_id"]])), []).append(row["visit_id"])
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def _refused(one: Submission, visit_id: str | None) -> Fate | None:
    """Return why a form is not taken in, None for one that is."""
    if not one.instance:
        return Fate.NO_NUMBER
    if one.is_refused:
        return Fate.REFUSED
    return Fate.NO_VISIT if visit_id is None else None


class _Comparing:
    """Compares forms one after another, so that two of one file are compared with each other too."""

    def __init__(self, record: Record, kind: CampaignKind) -> None:
        self._kind, self._meanings = kind, Meanings(record)
        self._known = filled_forms(record)
        self._counted = counted_forms(record)

    def line(self, one: Submission, visit_id: str | None) -> IntakeLine:
        """Return a form with its fate."""
        if fate := _refused(one, visit_id):
            return IntakeLine(one, fate, visit_id or "")
        assert visit_id is not None
        key, answers = submission_key(one.instance), kept_form(one)
        earlier = self._known.get(key)
        counted = self._counted.get(visit_id)
        if earlier and earlier.row["visit_id"] == visit_id:
            differences = self._differences(_asked(earlier.answers), answers)
            fate = Fate.CHANGED if differences else Fate.SAME
            if fate is Fate.CHANGED and earlier.row["state"] != SubmissionState.COUNTS:
                fate = Fate.CONFLICT
        elif counted is None:
            fate = Fate.CHANGED if earlier else Fate.NEW
            differences = self._differences(_asked(earlier.answers), answers) if earlier else ()
        else:
            differences = self._differences(_asked(counted.answers), answers)
            if not differences and not earlier:
                return IntakeLine(one, Fate.TWICE, visit_id)
            met = self._state(counted.answers) is VisitState.DONE
            fate = Fate.CONFLICT if met or self._state(answers) is not VisitState.DONE else Fate.TAKES_OVER
        if earlier and earlier.row["visit_id"] != visit_id:
            differences = (Difference(VISIT, str(earlier.row["visit_id"]), visit_id), *differences)
        line = IntakeLine(one, fate, visit_id, differences)
        if fate in WRITTEN:
            row = {"submission_id": key, "visit_id": visit_id, "state": line.state.value}
            self._known[key] = Filled(row, answers)
            if fate is not Fate.CONFLICT:
                self._counted[visit_id] = self._known[key]
        return line

    def _state(self, answers: Mapping[str, str]) -> VisitState:
        text = self._meanings.text(self._kind, answers, AnswerMeaning.VISIT_STATE)
        return VisitState(text) if text in set(VisitState) else VisitState.DONE

    @staticmethod
    def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Difference, ...]:
        names = dict.fromkeys([*after, *before])
        return tuple(
            Difference(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
        )


def _asked(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers without what was read from photos."""
    return {name: value for name, value in answers.items() if not name.endswith(FROM_PHOTO)}


FROM_PHOTO = ("_position_read", "_time_read")
"""How the names of answers end that were read from a photo where the team agreed."""

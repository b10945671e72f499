"""From a figure of a campaign to what is behind it: the visits that it counts, the answers that it adds up, the forms that wait."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import NamedRows
from analytics.survey.progress import Visit
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, SubmissionState
from geodata.survey.questions import known_form


@dataclass(frozen=True)
class VisitsBehind:
    """A figure by its name in words: the visits that it counts, and the meanings of the answers that it adds up."""

    title: str
    visit_ids: tuple[str, ...]
    kind: CampaignKind = CampaignKind.SURVEY
    meanings: tuple[AnswerMeaning, ...] = ()


def parts_behind_figure(record: Record, figure: VisitsBehind, language: Language) -> tuple[NamedRows, ...]:
    """Return the rows behind a figure: its visits, and the answers where it adds some up."""
    visits = rows_with_ids(record, "survey_visits", figure.visit_ids)
    parts: tuple[NamedRows, ...] = ((language.text("Visits"), "survey_visits", visits),)
    if not figure.meanings:
        return parts
    return (*parts, (language.text("Answers"), "survey_answers", _answers(record, figure)))


def _answers(record: Record, figure: VisitsBehind) -> pd.DataFrame:
    form, forms, answers = known_form(record, figure.kind), record["survey_submissions"], record["survey_answers"]
    names = [found.name if (found := form.meaning(one)) else one.value for one in figure.meanings]
    counts = forms["visit_id"].isin(figure.visit_ids) & forms["state"].eq(SubmissionState.COUNTS)
    of_figure = answers["submission_id"].isin(forms.loc[counts, "submission_id"]) & answers["question"].isin(names)
    return answers[of_figure]


def ids_of(visits: Iterable[Visit]) -> tuple[str, ...]:
    """Return the keys of visits."""
    return tuple(one.visit_id for one in visits)

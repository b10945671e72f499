"""The slides of surveys say what the screen of surveys says, follow the chosen districts, and are there only with a campaign."""

from datetime import date

import pytest

from analytics.briefing.story.campaigns import CAMPAIGN_SLIDES
from analytics.briefing.story.slides import Story
from analytics.briefing.story.storyline import story
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selection import Selection
from analytics.survey.outcomes import inspections
from analytics.survey.progress import VisitStep, at_step, visits_with_answers
from analytics.wording.language import Language
from geodata.illustrative import illustrative_record
from geodata.record import load_public_record
from tests.analytics.briefing.worked_out import check

VI = Language("vi")


@pytest.fixture(scope="module")
def illustrative() -> Prepared:
    return prepare(illustrative_record(97))


def told(prepared: Prepared, *districts: str) -> Story:
    return story(prepared, Selection(districts=districts), today=date(2024, 3, 1), language=VI)


@pytest.mark.parametrize("districts", [(), ("219",), ("218", "223")])
def test_the_slides_say_what_the_screen_says(illustrative: Prepared, districts: tuple[str, ...]) -> None:
    made = told(illustrative, *districts)
    check(illustrative, made)
    slides = made.by_id
    assert set(CAMPAIGN_SLIDES) <= set(slides)
    visits = [
        one
        for one in visits_with_answers(illustrative.record, "mh-khao-sat", VI)
        if not districts or one.row["district_code"] in districts
    ]
    _, table = slides["survey_progress"].blocks
    steps = [len(at_step(visits, step)) for step in VisitStep]
    assert [cell.value for cell in table.table.footer[0][1:]] == steps
    assert [sum(row[n].value for row in table.table.rows) for n in range(1, 5)] == steps
    _, chart = slides["survey_findings"].blocks
    assert sum(chart.values[0]) == len(visits)
    counts, by_sector = slides["survey_outcomes"].blocks
    n = slides["survey_outcomes"].n
    assert sum(figure.value for figure in counts.figures) == n == sum(row[1].value for row in by_sector.table.rows)
    assert n == len(inspections(illustrative.record)) or districts
    for id_ in CAMPAIGN_SLIDES:
        assert slides[id_].basis.sources


def test_a_record_without_a_campaign_has_no_such_slide_and_none_is_said_to_be_left_out() -> None:
    made = told(prepare(load_public_record()))
    assert not set(CAMPAIGN_SLIDES) & set(made.by_id)
    assert not any("khảo sát" in title.lower() for title, _ in made.dropped)

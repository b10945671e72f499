"""Each figure of the screen of surveys leads to its visits: as many rows as it counts, the answers that it adds up."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.rows import evidence
from analytics.overview.cards import row_card
from analytics.prepared.tables import prepare
from analytics.prepared.vintages import Vintage
from analytics.survey.answers import Meanings, filled_forms
from analytics.survey.area_map import area_map
from analytics.survey.behind import VisitsBehind, ids_of, parts_behind_figure
from analytics.survey.outcomes import SUMS, By, OutcomeMeasure, inspections, outcomes
from analytics.survey.progress import (
    VisitStep,
    areas_of,
    at_step,
    open_of,
    team_days_of,
    vintage_of,
    visits_with_answers,
)
from analytics.wording.language import Language
from geodata.illustrative import illustrative_record
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, VisitState

VI = Language("vi")
ILLUSTRATIVE = illustrative_record(97)
CAMPAIGNS = {CampaignKind.SURVEY: "mh-khao-sat", CampaignKind.INSPECTION: "mh-hau-kiem"}


def shaken(seed: int) -> Record:
    """Return the illustrative record with other states and days of its visits, and with some answers gone."""
    rng, frame = random.Random(seed), ILLUSTRATIVE["survey_visits"].copy()  # noqa: S311 - states of nothing
    frame["state"] = [rng.choice([*VisitState]).value for _ in range(len(frame))]
    frame["planned_on"] = [rng.choice([None, "2024-01-16", "2024-01-17"]) for _ in range(len(frame))]
    answers = ILLUSTRATIVE["survey_answers"]
    kept = answers[[rng.random() < 0.8 for _ in range(len(answers))]]
    tables = {
        **ILLUSTRATIVE.tables,
        "survey_visits": frame.astype(ILLUSTRATIVE["survey_visits"].dtypes),
        "survey_answers": kept,
    }
    return replace(ILLUSTRATIVE, tables=tables)


def rows_behind(record: Record, figure: VisitsBehind) -> int:
    """Return how many visits the drawer shows, having made what it shows of them."""
    shown = [evidence(record, table, frame, VI).rows for _, table, frame in parts_behind_figure(record, figure, VI)]
    assert [row["id"] for row in shown[0]] == list(figure.visit_ids)
    assert all(row["facility_id"]["t"] or row["proposal_id"]["t"] for row in shown[0])
    return len(shown[0])


def added_up(record: Record, figure: VisitsBehind) -> list[float]:
    """Return the sums of the answers that the drawer shows, a sum for each meaning, in million đồng where they are money."""
    (_, _, frame) = parts_behind_figure(record, figure, VI)[1]
    form = Meanings(record).forms[figure.kind]
    names = [form.meaning(one).name for one in figure.meanings]
    return [sum(float(value) for value in frame.loc[frame["question"].eq(name), "value"]) for name in names]


@given(seed=st.integers(0, 10_000))
def test_the_rows_behind_a_figure_of_a_campaign_are_as_many_as_it_says(seed: int) -> None:
    record = shaken(seed)
    visits = visits_with_answers(record, CAMPAIGNS[CampaignKind.SURVEY], VI)
    areas = areas_of(visits)
    for step in VisitStep:
        found = at_step(visits, step)
        assert rows_behind(record, VisitsBehind("", ids_of(found))) == len(found)
        assert sum(len(area.at(step)) for area in areas) == len(found)
    stated = [one for one in at_step(visits, VisitStep.RECOMMENDED) if one.amount_vnd is not None]
    figure = VisitsBehind("", ids_of(stated), CampaignKind.SURVEY, (AnswerMeaning.RECOMMENDED_AMOUNT,))
    assert added_up(record, figure)[0] * 1_000_000 == pytest.approx(sum(one.amount_vnd for one in stated))
    for day in team_days_of(visits):
        assert rows_behind(record, VisitsBehind("", ids_of(day.visits))) == len(day.visits)
    left = open_of(record, visits, date(2024, 1, 17))
    for some in (left.without_day, left.past):
        assert rows_behind(record, VisitsBehind("", ids_of(some))) == len(some)


@given(seed=st.integers(0, 10_000), by=st.sampled_from([None, *By]))
def test_the_rows_behind_what_support_became_are_as_many_as_it_says(seed: int, by: By | None) -> None:
    record = shaken(seed)
    for group in outcomes(inspections(record), by):
        assert len(group.behind(OutcomeMeasure.INSPECTED)) == len(group.inspected)
        for told in (OutcomeMeasure.IN_USE, OutcomeMeasure.PARTLY, OutcomeMeasure.NOT_IN_USE, OutcomeMeasure.UNKNOWN):
            assert rows_behind(record, VisitsBehind("", group.behind(told))) == group.in_use[told.value]
        for told, worth in ((OutcomeMeasure.WORKERS, 1), (OutcomeMeasure.REVENUE, 1_000_000)):
            figure = VisitsBehind("", group.behind(told), CampaignKind.INSPECTION, SUMS[told])
            before, after, n = getattr(group, told)
            assert rows_behind(record, figure) == n
            assert [one * worth for one in added_up(record, figure)] == pytest.approx([before, after])


@pytest.mark.parametrize("kind", CampaignKind)
def test_a_visit_behind_a_figure_has_a_card_and_its_answers_are_in_words(kind: CampaignKind) -> None:
    prepared = prepare(ILLUSTRATIVE)
    form = next(one for one in filled_forms(ILLUSTRATIVE).values() if len(one.answers) > 8)
    card = row_card(prepared, "survey_visits", form.row["visit_id"], VI)
    assert card is not None
    assert card.title
    assert card.source_ids
    visits = visits_with_answers(ILLUSTRATIVE, CAMPAIGNS[kind], VI)
    figure = VisitsBehind("", ids_of(visits), kind, tuple(AnswerMeaning))
    shown = evidence(ILLUSTRATIVE, *parts_behind_figure(ILLUSTRATIVE, figure, VI)[1][1:], VI)
    asked = {one.label for one in Meanings(ILLUSTRATIVE).forms[kind].questions}
    assert shown.rows
    assert {row["question"]["t"] for row in shown.rows} <= asked


@pytest.mark.parametrize(("year", "vintage"), [(2025, Vintage.DISTRICTS_2024), (2026, Vintage.COMMUNES_2025)])
def test_map_and_table_of_areas_say_the_same_before_and_after_districts(year: int, vintage: Vintage) -> None:
    campaigns = ILLUSTRATIVE["survey_campaigns"].assign(starts_on=f"{year}-01-12")
    record = replace(ILLUSTRATIVE, tables={**ILLUSTRATIVE.tables, "survey_campaigns": campaigns})
    assert vintage_of({"starts_on": f"{year}-01-12", "year": year}) is vintage
    areas = areas_of(visits_with_answers(record, CAMPAIGNS[CampaignKind.SURVEY], VI))
    shares = {one.code: (len(one.at(VisitStep.VISITED)), len(one.on_list)) for one in areas if one.code}
    drawn = area_map(vintage, shares, "", VI, "dark")
    assert "#e9edf0" not in drawn, "no pale unit in the dark"
    assert len(shares) == sum(one.code is not None for one in areas) > 5
    for done, n in set(shares.values()):
        told = [one for one in shares.values() if one == (done, n)]
        assert drawn.count(f">{done}/{n}</text>") == len(told)
    assert sum(len(one.on_list) for one in areas) == 97

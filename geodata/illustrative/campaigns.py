"""Illustrative campaigns: the survey of January 2024 and an inspection of what earlier support became, with forms filled in.

Answers are to the standard questions (`geodata.survey`), by their short names. About one in eight is not known, as in life.
"""

from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.illustrative.facilities import SURVEY_YEAR
from geodata.illustrative.frames import filled_table, illustrative_words
from geodata.schema.survey_vocabulary import CampaignKind, SubmissionOrigin, SubmissionState, VisitState
from geodata.schema.vocabulary import Stage, SurveyResult

if TYPE_CHECKING:
    from numpy.random import Generator

_Row = dict[str, Any]
MOST_VISITS = 97
"""A campaign visits no more, however many facilities there are."""
N_TEAMS = 3
_SURVEY, _INSPECTION = "mh-khao-sat", "mh-hau-kiem"
_DAYS = {_SURVEY: ("2024-01-18", "2024-01-31"), _INSPECTION: ("2024-03-04", "2024-03-15")}
_MARKS = {"note", "source_ids"}
"""What every generated table has by itself."""
_STATES = (VisitState.DONE, VisitState.NOBODY_THERE, VisitState.WITHDRAWN)


def random_campaigns(rng: "Generator", tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return campaigns, teams, forms and answers, and the visits with those of the campaigns among them."""
    surveyed = _rows(tables["survey_visits"].head(MOST_VISITS))
    workers = tables["facilities"].set_index("facility_id")["workers"]
    planned = [_visit(rng, row, _SURVEY, str(row["visited_on"])) for row in surveyed]
    inspected = [_visit(rng, row, _INSPECTION, _day(rng)) for row in _inspected(tables)]
    answers = {row["visit_id"]: _surveyed(rng, row, workers.get(row["facility_id"])) for row in planned}
    answers |= {row["visit_id"]: _found(rng, row) for row in inspected}
    visits = [_concluded(row, answers[row["visit_id"]]) for row in [*_ordered(planned), *_ordered(inspected)]]
    forms = [_form(row) for row in visits]
    rows = [
        {"answer_id": f"{form['submission_id']}-{name.replace('_', '-')}", "question": name, "value": value}
        | {"submission_id": form["submission_id"]}
        for form in forms
        for name, value in answers[form["visit_id"]].items()
    ]
    rest = tables["survey_visits"].iloc[MOST_VISITS:]
    return {
        "survey_campaigns": _table("survey_campaigns", [_campaign(kind) for kind in CampaignKind]),
        "survey_teams": _table("survey_teams", _teams()),
        "survey_visits": pd.concat([_table("survey_visits", visits), rest], ignore_index=True),
        "survey_submissions": _table("survey_submissions", forms),
        "survey_answers": _table("survey_answers", rows),
    }


def _rows(frame: pd.DataFrame) -> list[_Row]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _table(name: str, rows: list[_Row]) -> pd.DataFrame:
    columns = [one for one in dict.fromkeys(column for row in rows for column in row) if one not in _MARKS]
    return filled_table(name, len(rows), {column: [row.get(column) for row in rows] for column in columns})


def _campaign(kind: CampaignKind) -> _Row:
    key = _SURVEY if kind is CampaignKind.SURVEY else _INSPECTION
    return {
        "campaign_id": key,
        "name": illustrative_words()["campaigns"][kind.value],
        "kind": kind.value,
        "year": SURVEY_YEAR,
        "starts_on": _DAYS[key][0],
        "ends_on": _DAYS[key][1],
        "reads_photo_place": False,
    }


def _teams() -> list[_Row]:
    return [
        {
            "team_id": f"{key}-{number}",
            "campaign_id": key,
            "name": f"{illustrative_words()['campaigns']['team']} {number}",
        }
        for key in (_SURVEY, _INSPECTION)
        for number in range(1, N_TEAMS + 1)
    ]


def _inspected(tables: dict[str, pd.DataFrame]) -> list[_Row]:
    """Return a visit for each of the first proposals that were inspected."""
    proposals = tables["proposals"]
    keys = proposals.loc[proposals["stage"].eq(Stage.INSPECTED), "proposal_id"].head(MOST_VISITS)
    rows = tables["beneficiaries"]
    first = _rows(rows[rows["proposal_id"].isin(keys)].drop_duplicates("proposal_id"))
    place = ("facility_id", "proposal_id", "place_text", "commune_code", "district_code", "location_quality")
    return [
        {"visit_id": f"mh-hk{number:04}", "year": SURVEY_YEAR, **{name: row[name] for name in place}}
        for number, row in enumerate(first, 1)
    ]


def _day(rng: "Generator") -> str:
    return f"2024-03-{rng.choice([4, 5, 6, 7, 8, 11, 12, 13, 14, 15]):02}"


def _visit(rng: "Generator", row: _Row, campaign: str, day: str) -> _Row:
    state = _STATES[rng.choice(3, p=(0.88, 0.08, 0.04))]
    team = f"{campaign}-{rng.integers(1, N_TEAMS + 1)}"
    planned = {"campaign_id": campaign, "state": state.value, "team_id": team, "planned_on": day}
    return {**row, **planned, "visited_on": day if state is VisitState.DONE else None, "finding": None}


def _ordered(visits: list[_Row]) -> list[_Row]:
    """Give each visit its place in the day of its team."""
    counts: dict[tuple[str, str], int] = {}
    for row in visits:
        key = (row["planned_on"], row["team_id"])
        counts[key] = row["day_order"] = counts.get(key, 0) + 1
    return visits


def _surveyed(rng: "Generator", row: _Row, workers: Any) -> dict[str, str]:
    answers = {"visit_state": row["state"], "visited_on": row["planned_on"]}
    if row["state"] != VisitState.DONE:
        return answers
    recommended = str(rng.choice(["yes", "less", "no"], p=(0.6, 0.25, 0.15)))
    answers |= {"produces": "yes", "recommended": recommended, "papers": str(rng.choice(["complete", "missing"]))}
    if not pd.isna(workers):
        answers["workers"] = str(max(1, round(int(workers) * rng.uniform(0.9, 1.15))))
    if recommended != "no":
        answers["recommended_amount"] = str(rng.choice([100, 150, 200, 250, 300]))
    return answers | {"finding": illustrative_words()["survey_finding"]}


def _found(rng: "Generator", row: _Row) -> dict[str, str]:
    answers = {"visit_state": row["state"], "visited_on": row["planned_on"]}
    if row["state"] != VisitState.DONE:
        return answers
    use = str(rng.choice(["yes", "partly", "no"], p=(0.74, 0.18, 0.08)))
    before = int(rng.integers(6, 60))
    revenue = int(rng.integers(8, 90)) * 100
    answers |= {"machine_there": "no" if use == "no" else "yes", "in_use": use, "workers_before": str(before)}
    answers |= {"workers": str(round(before * rng.uniform(0.9, 1.5))), "revenue_before": str(revenue)}
    answers["revenue"] = str(round(revenue * rng.uniform(0.85, 1.6)))
    verdicts = {"yes": "effective", "partly": "partly", "no": "not_effective"}
    for name in ("in_use", "workers", "workers_before", "revenue", "revenue_before"):
        if rng.random() < 1 / 8:
            del answers[name]
    return answers | {"verdict": verdicts[use], "finding": illustrative_words()["survey_finding"]}


def _concluded(row: _Row, answers: dict[str, str]) -> _Row:
    results = {VisitState.NOBODY_THERE: SurveyResult.NOT_MET, VisitState.WITHDRAWN: SurveyResult.WITHDREW}
    result = results.get(VisitState(row["state"]))
    if answers.get("recommended") == "no":
        result = SurveyResult.FAILS
    elif "recommended" in answers:
        result = SurveyResult.LACKS_PAPERS if answers["papers"] == "missing" else SurveyResult.MEETS
    return {**row, "result": result.value if result else None, "finding": answers.get("finding")}


def _form(row: _Row) -> _Row:
    return {
        "submission_id": f"form-{row['visit_id']}",
        "visit_id": row["visit_id"],
        "instance": f"illustrative-{row['visit_id']}",
        "origin": SubmissionOrigin.APP.value,
        "submitted_on": row["planned_on"],
        "state": SubmissionState.COUNTS.value,
    }

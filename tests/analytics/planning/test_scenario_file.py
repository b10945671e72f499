"""The file of a scenario: what it says comes back, and `verify` finds what was altered in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.planning.__main__ import main
from analytics.planning.scenario import Scenario, ScenarioError, ScenarioStatus, from_content, to_content
from analytics.planning.solving.hand import Override
from analytics.planning.solving.solve import best_plan
from tests.analytics.planning.made import MILLION, drawn

REQUEST = drawn(25, 11, flexible=0.3)
SCENARIO = Scenario("Phương án 1", "Phòng Quản lý công nghiệp", "2024-01-15", REQUEST, best_plan(REQUEST))


def content() -> dict[str, Any]:
    return json.loads(json.dumps(to_content(SCENARIO)))  # type: ignore[no-any-return]


def written(tmp_path: Path, values: Any) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(values), "utf-8")
    return path


def test_a_scenario_comes_back_as_it_was() -> None:
    assert from_content(content()) == SCENARIO


def test_an_honest_file_is_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(written(tmp_path, to_content(SCENARIO)))]) == 0
    assert "WRONG" not in capsys.readouterr().out


def _drop_grant(values: dict[str, Any]) -> None:
    values["plan"]["grants"].pop()


def _raise_score(values: dict[str, Any]) -> None:
    values["plan"]["score"] += 50


def _raise_grant(values: dict[str, Any]) -> None:
    values["plan"]["grants"][0]["amount_vnd"] += 500 * MILLION


def _lower_budget(values: dict[str, Any]) -> None:
    values["request"]["budgets"][0]["amount_vnd"] //= 2


def _foreign_grant(values: dict[str, Any]) -> None:
    values["plan"]["grants"].append({"candidate_id": "x", "programme": "national", "amount_vnd": 1})


ALTERED: dict[str, Callable[[dict[str, Any]], None]] = {
    "a grant is gone": _drop_grant,
    "the score is higher": _raise_score,
    "a grant is higher": _raise_grant,
    "the budget is lower": _lower_budget,
    "a grant of nobody": _foreign_grant,
}


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_file_is_found_out(name: str, tmp_path: Path) -> None:
    values = content()
    ALTERED[name](values)
    assert main(["verify", str(written(tmp_path, values))]) == 1


def test_changes_by_hand_are_told_and_do_not_make_a_file_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand = Override(SCENARIO.plan.grants[0].candidate_id, "national", 0, "Hội đồng", "trùng", "2024-01-16")
    changed = Scenario(
        SCENARIO.name, SCENARIO.author, SCENARIO.on, REQUEST, SCENARIO.plan, (by_hand,), ScenarioStatus.PROPOSED
    )
    assert main(["verify", str(written(tmp_path, to_content(changed)))]) == 0
    assert "changed by hand" in capsys.readouterr().out


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        {},
        {"format": 2},
        {"format": 1},
        {"format": 1, "name": 5},
        {**to_content(SCENARIO), "extra": 1},
        {**to_content(SCENARIO), "status": "signed"},
        {**to_content(SCENARIO), "plan": {"state": "best", "score": float("nan")}},
        {**to_content(SCENARIO), "overrides": [None]},
    ],
)
def test_what_is_no_scenario_is_refused(values: Any, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError):
        from_content(values)
    assert main(["verify", str(written(tmp_path, values))]) == 2


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xff\xfe")
    assert main(["verify", str(path)]) == 2
    assert main(["verify", str(tmp_path / "none.json")]) == 2

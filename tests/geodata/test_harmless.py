import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.harmless import FORMULA, NUMBER, neutral

CASES: list[list[str]] = json.loads((Path(__file__).parents[1] / "spreadsheet_cells.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "written"), CASES)
def test_the_cases_that_the_browser_is_tested_with_too(text: str, written: str) -> None:
    assert neutral(text) == written


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_runs_as_a_formula(text: str) -> None:
    written = neutral(text)
    assert NUMBER.fullmatch(written) or not FORMULA.match(written)
    assert written.removeprefix("'") == text.removeprefix("'")

"""How often the browser tests open the app: a rule of every screen is held where each screen is open already."""

from collections import Counter

import pytest

MOST_OPENINGS = 25
"""Tests of a file that open the app."""


def test_no_file_opens_the_app_for_each_of_its_rules(request: pytest.FixtureRequest) -> None:
    opening = (item for item in request.session.items if "open_page" in getattr(item, "fixturenames", ()))
    counts = Counter(item.path.name for item in opening)
    assert {name: n for name, n in counts.items() if n > MOST_OPENINGS} == {}

"""Whom a map names for its boundaries."""

import pytest

from analytics.maps import credits as of_boundaries
from analytics.maps.credits import boundary_credits
from analytics.wording.language import Language
from geodata.boundaries import ATTRIBUTION
from geodata.layers import LAYER_FILES


def test_vietnamese_credits_are_those_of_the_files_themselves() -> None:
    assert boundary_credits(LAYER_FILES, Language("vi")) == ATTRIBUTION


def test_each_language_names_the_same_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_boundaries, "taken_sources", lambda _: {"Sở Nội vụ": ["districts_2024", "communes_2020"]})
    for code in ("vi", "en"):
        said = boundary_credits(LAYER_FILES, Language(code))
        for name in ("vietnamese-provinces-database (MIT)", "vietnam63 (MIT)", "Natural Earth", "2020–2024: Sở Nội vụ"):
            assert name in said
    assert "Ranh giới" not in said

"""A slide that is left out says, as an empty chart does, under which choice it has something to show."""

import re
from datetime import date
from functools import cache

from analytics.briefing.story.storyline import BUILDERS, story
from analytics.prepared.tables import Prepared
from analytics.selection.choices import without_fields
from analytics.selection.selection import Field, Selection
from analytics.selection.words import FIELD_NAMES
from analytics.wording.language import Language
from geodata.schema.vocabulary import Programme, Sector, SupportContent

VI = Language("vi")
DAY = date(2025, 6, 1)
HINT = re.compile(r" Có số liệu khi bỏ lọc: (.+)\.$")
NARROW = (
    Selection(sectors=(Sector.TEXTILES,), years=(2001, 2001)),
    Selection(districts=("222",), sectors=(Sector.HERBS,)),
    Selection(programmes=(Programme.DISTRICT,), contents=(SupportContent.TRADE_FAIR,)),
    Selection(stars=("5",), years=(2014, 2014)),
)


def test_a_slide_left_out_names_a_choice_that_lets_it_show_something(prepared: Prepared) -> None:
    names: dict[str, Field] = {VI.text(words).lower(): field for field, words in FIELD_NAMES.items()}
    everything = _titles(prepared, Selection())
    n_told = 0
    for selection in NARROW:
        for title, reason in _dropped(prepared, selection):
            said = HINT.search(reason)
            if said is None:
                assert title in everything, (selection, title, reason)
                continue
            n_told += 1
            fields = [names[name] for name in said[1].split(", ")]
            assert all(getattr(selection, field) for field in fields)
            assert title not in _titles(prepared, without_fields(selection, *fields)), (selection, title)
    assert n_told > len(BUILDERS)


def _dropped(prepared: Prepared, selection: Selection) -> tuple[tuple[str, str], ...]:
    return story(prepared, selection, today=DAY, language=VI).dropped


@cache
def _titles(prepared: Prepared, selection: Selection) -> set[str]:
    return {title for title, _ in _dropped(prepared, selection)}

"""Stories of a few telling selections, made once; maps are drawn only where a test is about them."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from analytics.briefing.story.slides import Story
from analytics.briefing.story.storyline import story
from analytics.prepared.tables import Prepared
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.language import language
from geodata.schema.vocabulary import Programme, Sector

TODAY = date(2026, 11, 21)
SELECTIONS = {
    "everything": Selection(),
    "one year": Selection(years=(2023, 2023)),
    "one district": Selection(districts=("219",)),
    "a cut": Selection(districts=("213", "223"), sectors=(Sector.FOOD, Sector.MECHANICAL), years=(2016, 2021)),
    "a programme": Selection(programmes=(Programme.NATIONAL,)),
    "all ten": Selection(districts=DISTRICT_CODES),
    "nothing": Selection(sectors=(Sector.TEXTILES,), years=(2001, 2001)),
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0300050001ff"
    "a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="session")
def tell(prepared: Prepared) -> Callable[[str], Story]:
    return cache(lambda name: story(prepared, SELECTIONS[name], today=TODAY, language=language("vi")))


@pytest.fixture
def blank_maps(monkeypatch: pytest.MonkeyPatch) -> None:
    for draw in ("map_png", "map_jpeg"):
        monkeypatch.setattr(f"analytics.briefing.map.picture.{draw}", lambda *_: PIXEL)

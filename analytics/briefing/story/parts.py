"""What slides share: cells, formats and the rows behind them."""

import pandas as pd

from analytics.briefing.story.scene import Scene
from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import NamedRows
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected
from analytics.wording.language import Language, mark
from geodata.schema.frames import KEYS

HATCHED = mark("Solid: itemised proposals. Hatched: published, without detail; never added to the items.")
LEAST_BARS = 2
"""A chart compares: fewer bars are no slide."""


def nothing_beside(bars: list[str], language: Language) -> str:
    """Return why a chart with bars of these names is no slide; "" where it compares some."""
    return "" if len(bars) >= LEAST_BARS else language.text("There is nothing to compare: {name} alone.", name=bars[0])


def proposals_part(rows: pd.DataFrame, language: Language) -> NamedRows:
    """Return proposals as rows behind a slide."""
    return language.text("Proposals"), "proposals", rows


def part_of(selected: Selected, name: str, heading: str) -> NamedRows:
    """Return the rows of a frame of `selected` as rows behind a slide: by which key each goes, and on which sources it rests."""
    return heading, name, _rested(selected, name)


@cached()
def _rested(selected: Selected, name: str) -> pd.DataFrame:
    return _all_rested(selected.prepared, name)[selected.mask(name)]


@cached()
def _all_rested(prepared: Prepared, name: str) -> pd.DataFrame:
    whole: pd.DataFrame = getattr(prepared, name)
    return whole[[KEYS[name], "source_ids"]].astype(object)


def figures_part(scene: Scene, ids: tuple[str, ...]) -> tuple[NamedRows, ...]:
    """Return published figures as rows behind a slide."""
    rows = rows_with_ids(scene.record, "published_figures", tuple(dict.fromkeys(ids)))
    return ((scene.language.text("Published figures"), "published_figures", rows),) if len(rows) else ()

"""What slides share: cells, formats and the rows behind them."""

import pandas as pd

from analytics.briefing.story.scene import Scene
from analytics.briefing.story.slides import Cell
from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import Part
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected
from analytics.wording.claims import known_count
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.frames import KEYS

HATCHED = mark("Solid: itemised proposals. Hatched: published, without detail; never added to the items.")


def proposals_part(rows: pd.DataFrame, language: Language) -> Part:
    """Return proposals as rows behind a slide."""
    return language.text("Proposals"), "proposals", rows


def part_of(selected: Selected, name: str, heading: str) -> Part:
    """Return the rows of a frame of `selected` as rows behind a slide: by which key each goes, and on which sources it rests."""
    return heading, name, _rested(selected, name)


@cached()
def _rested(selected: Selected, name: str) -> pd.DataFrame:
    return _all_rested(selected.prepared, name)[selected.mask(name)]


@cached()
def _all_rested(prepared: Prepared, name: str) -> pd.DataFrame:
    whole: pd.DataFrame = getattr(prepared, name)
    return whole[[KEYS[name], "source_ids"]].astype(object)


def figures_part(scene: Scene, ids: tuple[str, ...]) -> tuple[Part, ...]:
    """Return published figures as rows behind a slide."""
    rows = rows_with_ids(scene.record, "published_figures", tuple(dict.fromkeys(ids)))
    return ((scene.language.text("Published figures"), "published_figures", rows),) if len(rows) else ()


def money_cell(vnd: object, language: Language, qualifier: object = None) -> Cell:
    """Return an amount of đồng as a cell, "—" where none is stated."""
    if pd.isna(vnd):  # type: ignore[call-overload]
        return Cell("—")
    amount = float(vnd)  # type: ignore[arg-type]
    return Cell(qualified(language.money(amount), qualifier), amount)


def count_cell(n: object, language: Language, *, says_none: bool = False) -> Cell:
    """Return a count as a cell, "—" where nothing is on record; 0 where a source, or the rows themselves, say none."""
    count = None if pd.isna(n) else known_count(int(n), says_none=says_none)  # type: ignore[call-overload]
    return Cell("—") if count is None else Cell(language.number(count), float(count))

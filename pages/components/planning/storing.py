"""How the planning screen writes: rows as the store has them now, on the word of the visit's person today."""

from analytics.editing.rows import hand_source
from analytics.planning.keeping import Keeping, rows_of
from analytics.wording.language import language
from geodata.clock import today
from geodata.store.model import Change
from pages.components.visit import office
from pages.components.visit.access import who


def source_change() -> tuple[str, list[Change]]:
    """Return the source that stands for this person today, and the change that makes it, if it is new."""
    key, source = hand_source(who(), today(), language())
    held = office.store().row("sources", key)
    is_there = held is not None and not held.is_removed
    return key, [] if is_there else [Change("sources", key, source, held.version if held else 0)]


def keeping(source: str) -> Keeping:
    """Return how rows are read and on whose word they are changed."""
    return Keeping(rows_of(office.store()), source)

"""Where a visit has been, step by step as the browser's history has it: one step back is the last choice undone."""

from urllib.parse import urlencode

from pages.components.visit.memory import memory
from pages.components.visit.session import query, view
from pages.components.visit.streamlit_parts import is_way_back

MOST_STEPS = 60
MOST_LATELY = 10
_KINDS = {"facility": "facility", "context": "context", "proposal": "proposal", "ocop": "ocop", "rules": "rule"}
"""What the search calls each kind of record that can be in focus."""


def follow_trail(page: str) -> None:
    """Note the page, selection and view of this run as a step, or which step the browser went to by back or forward."""
    held, now = memory(), (page, urlencode(query()))
    kind, _, record = view().focus.partition(":")
    if kind in _KINDS and record:
        note_lately(_KINDS[kind], record)
    if held.trail and held.trail[held.trail_at] == now:
        return
    known = [at for at, step in enumerate(held.trail) if step == now] if is_way_back() else []
    if known:
        held.trail_at = min(known, key=lambda at: abs(at - held.trail_at))
        return
    held.trail = (*held.trail[: held.trail_at + 1], now)[-MOST_STEPS:]
    held.trail_at = len(held.trail) - 1


def note_lately(kind: str, key: str) -> None:
    """Note what was opened, for the search to offer; it is kept with the visit alone and goes with its window."""
    held = memory()
    held.found_lately = ((kind, key), *(one for one in held.found_lately if one != (kind, key)))[:MOST_LATELY]


def seen_lately() -> tuple[tuple[str, str], ...]:
    """Return page and parameters of the last steps, the last one first, each once, without what is on the screen."""
    held = memory()
    now = held.trail[held.trail_at] if held.trail else None
    return tuple(dict.fromkeys(step for step in reversed(held.trail) if step != now))


def can_undo() -> bool:
    """Tell whether the step before was another choice on this screen, to which the browser's back button leads."""
    held = memory()
    return held.trail_at > 0 and held.trail[held.trail_at - 1][0] == held.trail[held.trail_at][0]

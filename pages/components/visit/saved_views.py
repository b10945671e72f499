"""The views that this visit keeps under a name: per person where people sign in, else the store's own."""

from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from geodata.door.access import Permission
from geodata.events import Event, log_event
from geodata.store.model import LONGEST_VIEW_NAME, SavedView
from geodata.text import nfc
from pages.components.visit import office
from pages.components.visit.access import NotAllowedError, may, person, require, visitor, visitor_of_run
from pages.components.visit.memory import memory
from pages.components.visit.session import query, view

_OF_THE_READER = "lang"
"""The parameter that is whoever opens a view's own."""


def may_save() -> bool:
    """Tell whether this visit may keep views: who has signed in, and who may edit where nobody signs in."""
    return may(Permission.VIEW) if visitor_of_run().is_signed_in else may(Permission.EDIT)


def saved_views() -> tuple[SavedView, ...]:
    """Return the views that this visit may open, by name; none where there is no store. Raises StoreError."""
    require(Permission.VIEW)
    return office.store().views_of(person()) if office.has_store() else ()


def save_view(name: str) -> tuple[SavedView, SavedView | None]:
    """Keep what is on the screen under a name; return it, and the view of the same name that it takes the place of.

    Raises NotAllowedError, and what `Store.keep_view` raises.
    """
    kept = {key: value for key, value in query().items() if key != _OF_THE_READER}
    new = SavedView(uuid4().hex, _owner(), view_name(name), memory().page or "", urlencode(kept))
    return new, keep_view(new, "save")


def keep_view(one: SavedView, action: str) -> SavedView | None:
    """Keep a view as it is given, such as one that was renamed or let go before; raises as `save_view`."""
    if one.owner != _owner() or not one.name:
        raise NotAllowedError(Permission.VIEW.value)
    replaced = office.store().keep_view(one)
    log_event(Event.SAVED_VIEW, action=action)
    return replaced


def drop_view(one: SavedView) -> None:
    """Let a view go; raises as `save_view`."""
    if one.owner != _owner():
        raise NotAllowedError(Permission.VIEW.value)
    office.store().drop_view(one)
    log_event(Event.SAVED_VIEW, action="delete")


def view_name(typed: str) -> str:
    """Return a name as it is kept, "" for none."""
    return nfc("".join(sign if sign.isprintable() else " " for sign in typed))[:LONGEST_VIEW_NAME].strip()


def parameters(kept: str) -> dict[str, str]:
    """Return the parameters of an address that was kept, in the language of this visit, to be read as any address is."""
    own = {key: value for key, value in parse_qsl(kept) if key != _OF_THE_READER}
    spoken = view().to_query().get(_OF_THE_READER)
    return {**own, **({_OF_THE_READER: spoken} if spoken else {})}


def _owner() -> str:
    """Return whose views this visit keeps, asked now; raises NotAllowedError for who may keep none."""
    require(Permission.VIEW if visitor().is_signed_in else Permission.EDIT)
    return person()

"""The views that people keep: a name for a screen with its selection and switches."""

import sqlalchemy as sa

from geodata.store.model import SavedView, TooManyViewsError
from geodata.store.tables import SAVED_VIEWS
from geodata.text import alphabetical

MOST_VIEWS = 100
"""Views of one owner."""


def of_owner(connection: sa.Connection, owner: str) -> tuple[SavedView, ...]:
    """Return the views of an owner in the order of their names."""
    rows = connection.execute(sa.select(SAVED_VIEWS).where(SAVED_VIEWS.c.owner == owner))
    return tuple(sorted((SavedView(*row) for row in rows), key=lambda view: (alphabetical(view.name), view.view_id)))


def keep(connection: sa.Connection, view: SavedView) -> SavedView | None:
    """Keep a view and return the other of the same name that it takes the place of; raises TooManyViewsError."""
    own = of_owner(connection, view.owner)
    replaced = next((one for one in own if one.name == view.name and one.view_id != view.view_id), None)
    gone = {view.view_id, *([replaced.view_id] if replaced else [])}
    if len([one for one in own if one.view_id not in gone]) >= MOST_VIEWS:
        raise TooManyViewsError(MOST_VIEWS)
    for view_id in gone:
        drop(connection, view.owner, view_id)
    connection.execute(sa.insert(SAVED_VIEWS), vars(view))
    return replaced


def drop(connection: sa.Connection, owner: str, view_id: str) -> None:
    """Let a view of an owner go; there is nothing to do for one that is gone."""
    connection.execute(sa.delete(SAVED_VIEWS).where(SAVED_VIEWS.c.owner == owner, SAVED_VIEWS.c.view_id == view_id))

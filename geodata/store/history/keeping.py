"""Contacts and photos of campaigns of visits whose day of keeping is past: found, to be erased as all that is said of a person."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from geodata.schema.partial_dates import possible_days
from geodata.schema.vocabulary import PICTURE_KINDS
from geodata.store.history.erasing import Found, found_in
from geodata.store.model import ATTACHMENTS
from geodata.store.tables import CURRENT


def past_keeping(connection: sa.Connection, on: date) -> Found:
    """Return the contacts and photos of all campaigns that were to be kept until a day before; papers beside a visit stay."""
    visits, files = _past(connection, on)
    cells = {("survey_visits", key, "contact") for key in connection.execute(visits).scalars()}
    return found_in(connection, cells | {(ATTACHMENTS, key, "name") for key in connection.execute(files).scalars()})


def count_past(connection: sa.Connection, on: date) -> tuple[int, int]:
    """Return how many contacts and how many photos are still there though they were to be kept until a day before."""
    visits, files = _past(connection, on)
    contacts = visits.where(
        CURRENT["survey_visits"].c.contact.isnot(None), CURRENT["survey_visits"].c.is_removed.is_(False)
    )
    photos = files.where(CURRENT[ATTACHMENTS].c.is_removed.is_(False))
    return _count(connection, contacts), _count(connection, photos)


def _past(connection: sa.Connection, on: date) -> tuple[sa.Select[Any], sa.Select[Any]]:
    """Return the questions for visits, and for photos beside visits, of campaigns that are past their day."""
    campaigns, visits, files = (CURRENT[name] for name in ("survey_campaigns", "survey_visits", ATTACHMENTS))
    stated = sa.select(campaigns.c.campaign_id, campaigns.c.contacts_until).where(
        campaigns.c.contacts_until.isnot(None)
    )
    ended = [row.campaign_id for row in connection.execute(stated) if possible_days(row.contacts_until)[1] < on]
    of_campaign = sa.select(visits.c.visit_id).where(visits.c.campaign_id.in_(ended))
    beside = sa.select(files.c.attachment_id).where(
        files.c.of_table == "survey_visits", files.c.of_row.in_(of_campaign), files.c.kind.in_([*PICTURE_KINDS])
    )
    return of_campaign, beside


def _count(connection: sa.Connection, query: sa.Select[Any]) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar_one())

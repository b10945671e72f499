"""The one clock of the app: the day and the time on the office's wall, wherever the server stands."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from geodata.settings import time_zone


def today() -> date:
    """Return the day in the office's time zone."""
    return now().date()


def now() -> datetime:
    """Return this instant in the office's time zone, with that zone."""
    return _instant().astimezone(ZoneInfo(time_zone()))


def utc_now() -> datetime:
    """Return this instant in UTC: what the store writes and what file names of copies count in."""
    return _instant()


def office_time(instant: datetime) -> datetime:
    """Return an instant in the office's time zone; a time without a zone is the office's already and comes back as it is."""
    return instant if instant.tzinfo is None else instant.astimezone(ZoneInfo(time_zone()))


def _instant() -> datetime:
    return datetime.now(UTC)

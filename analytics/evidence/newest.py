"""How new the record is: its newest source, and the phrase that says so on whatever leaves the app."""

from datetime import date

from analytics.prepared.caching import cached
from analytics.wording.language import Language
from geodata.record import Record


def newest_words(record: Record, language: Language) -> str:
    """Say of when the newest source is, as exactly as that is known; "" where no source has a date."""
    newest = _newest(record)
    return language.text("newest source: {date}", date=language.partial_date(newest)) if newest else ""


def dated_words(record: Record, day: date, language: Language) -> str:
    """Say of when the newest source is and on which day this was made: no figure is of the day on which it is shown."""
    made = language.text("made on {day}", day=language.partial_date(day.isoformat()))
    said = " · ".join(part for part in (newest_words(record, language), made) if part)
    return said[:1].upper() + said[1:]


@cached()
def _newest(record: Record) -> str:
    return max(record["sources"]["published_on"].dropna().astype(str), default="")

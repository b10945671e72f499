"""What the warm process of jobs loads before it is asked for anything."""

from collections.abc import Callable

from analytics.prepared.office_record import stored_record
from geodata.store.model import RecordScope


def preload(_tell: Callable[[str, float], None]) -> None:
    """Load what jobs of the office need, before one is asked for."""
    import analytics.briefing.files  # noqa: PLC0415
    import analytics.importing.draft  # noqa: F401, PLC0415

    stored_record(RecordScope.ALL)

"""Which record the app opens with: the public one with the office's rows over it, or the illustrative survey in its place."""

from geodata.record import Record, load_public_record
from geodata.settings import illustrative_facilities, store_address
from geodata.store.model import RecordScope


def opening_record(scope: RecordScope = RecordScope.ALL) -> Record:
    """Return the record that the settings ask for; the illustrative survey, when on, stays alone.

    Raises StoreUnavailableError when the office's rows are asked for and the database is away.
    """
    n_facilities = illustrative_facilities()
    if n_facilities is not None:
        from geodata.illustrative import illustrative_record  # noqa: PLC0415 - not needed to show the public record

        return illustrative_record(n_facilities)
    public = load_public_record()
    if scope is RecordScope.PUBLIC or not store_address().is_there:
        return public
    from geodata.store.database import open_store  # noqa: PLC0415 - SQLAlchemy is not needed to show the public record
    from geodata.store.overlay import record_of  # noqa: PLC0415

    store = open_store()
    try:
        return record_of(public, store, scope)
    finally:
        store.close()

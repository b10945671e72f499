"""What the warm process of jobs holds: the record of the settings, prepared once for each revision and scope, as the screens do."""

from functools import cache, lru_cache

from analytics.prepared.current import CurrentRecord
from analytics.prepared.tables import Prepared, prepare
from geodata.opening import opening_record
from geodata.settings import StoreAddress, illustrative_facilities, store_address
from geodata.store.model import RecordScope


@lru_cache(maxsize=1)
def current(address: StoreAddress) -> CurrentRecord:
    """Return the record of a store that this process follows."""
    return CurrentRecord(address, patience_s=60)


def stored_record(scope: RecordScope) -> Prepared:
    """Return the record of a scope as it is now; StoreError when the office's rows are asked for and cannot be read."""
    if illustrative_facilities() is not None:
        return _illustrative()
    shown = current(store_address()).now(scope)
    if shown.problem is not None:
        raise shown.problem
    return shown.prepared


@cache
def _illustrative() -> Prepared:
    return prepare(opening_record())

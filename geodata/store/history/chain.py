"""The chain of the audit: each entry's hash covers the entry and the hash before it, so that none can be altered unseen."""

import hashlib
import json
from typing import Any

FIRST = "0" * 64
"""What stands before the first entry."""
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """Return the one way in which a value is written as JSON."""
    return _JSON.encode(value)


def entry_hash(previous: str, revision: dict[str, Any], change: dict[str, Any]) -> str:
    """Return the SHA-256 of an entry: columns of `changes` without hashes, with those of its row in `revisions`."""
    told = [revision[name] for name in ("revision", "at", "who", "action", "note", "undoes")]
    told += [change[name] for name in ("id", "table_name", "row_id", "before", "after")]
    return hashlib.sha256((previous + canonical(told)).encode("utf-8")).hexdigest()

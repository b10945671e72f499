"""Ids from what names a row, so that the same row of another file gets the same id."""

import hashlib
from functools import lru_cache

from geodata.text import fold

LONGEST_SLUG = 48


def made_id(prefix: str, name: str, *key: object) -> str:
    """Return an id of the record: the prefix, the name as a slug, a digest of the key; the same arguments give the same id."""
    slug = fold(name).encode("ascii", "ignore").decode().replace(" ", "-")[:LONGEST_SLUG].strip("-")
    digest = hashlib.sha256("|".join("" if part is None else str(part) for part in key).encode()).hexdigest()[:8]
    return "-".join(part for part in (prefix, slug, digest) if part)


@lru_cache(maxsize=65536)
def text_key(text: str) -> str:
    """Return a title for comparing: folded, without what stands after a dash that names the beneficiary."""
    return fold(text.partition(" — ")[0])

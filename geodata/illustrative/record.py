"""The illustrative record: generated facilities with all that belongs to them, beside what is really published."""

import numpy as np
import pandas as pd

from geodata.illustrative.campaigns import random_campaigns
from geodata.illustrative.facilities import random_facilities
from geodata.illustrative.frames import SOURCE_ID, filled_table, illustrative_words
from geodata.illustrative.plan import DEFAULT_FACILITIES, DISTRICT_WEIGHTS
from geodata.illustrative.products import random_products
from geodata.illustrative.proposals import random_proposals
from geodata.record.model import Record
from geodata.record.public import load_public_record
from geodata.record.sharing import with_shared_columns
from geodata.schema.frames import TABLES
from geodata.schema.vocabulary import SourceKind

__all__ = ["DEFAULT_FACILITIES", "FEWEST_FACILITIES", "SOURCE_ID", "illustrative_record"]

FEWEST_FACILITIES = len(DISTRICT_WEIGHTS)


def illustrative_record(n_facilities: int = DEFAULT_FACILITIES, seed: int = 2024) -> Record:
    """Return a generated record with `n_facilities` facilities; the same seed gives the same record.

    Every generated row names the source `illustrative` and nothing else. At the default size the counts and sums are
    those published for 2019 to 2024 (`plan`), at another size in proportion. Published figures and rules are the real
    ones, with their real sources, to compare with; no other row of the public record is taken over.
    Raises ValueError for fewer facilities than there are districts.
    """
    if n_facilities < FEWEST_FACILITIES:
        msg = f"an illustrative survey has at least {FEWEST_FACILITIES} facilities, one a district, not {n_facilities}"
        raise ValueError(msg)
    rng = np.random.default_rng(seed)
    facilities, tables = random_facilities(rng, n_facilities)
    tables |= random_proposals(rng, facilities) | random_products(rng, facilities) | _published()
    tables |= random_campaigns(np.random.default_rng(seed + 1), tables)
    empty = {name: filled_table(name, 0, {}) for name in TABLES if name not in tables}
    shared = with_shared_columns(tables | empty)
    return Record({name: shared[name] for name in TABLES}, is_illustrative=True)


def _published() -> dict[str, pd.DataFrame]:
    """Return the published figures, rules and contradictions of the public record with their sources, and the survey's own."""
    public = load_public_record()
    contradictions = public["contradictions"]
    kept = {
        "published_figures": public["published_figures"],
        "rules": public["rules"],
        "contradictions": contradictions[contradictions["table"].eq("published_figures")].reset_index(drop=True),
    }
    cited = pd.concat([frame["source_ids"] for frame in kept.values()]).str.split(";").explode().unique()
    sources = public["sources"]
    return {**kept, "sources": pd.concat([_source(), sources[sources["source_id"].isin(cited)]], ignore_index=True)}


def _source() -> pd.DataFrame:
    own = {"source_id": SOURCE_ID, "kind": SourceKind.OTHER.value, "language": "vi", **illustrative_words()["source"]}
    return filled_table("sources", 1, own)

"""Which proposal of the record a row is: by title, year and beneficiaries, told apart by district and programme."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.importing.plans.record_rows import TableRows, text_key

if TYPE_CHECKING:
    from geodata.record import Record


@dataclass(frozen=True, slots=True)
class KnownProposal:
    """A proposal as it is told from others."""

    proposal_id: str
    programme: str
    facilities: frozenset[str]
    districts: frozenset[str]


@dataclass
class ProposalIndex:
    """Proposals by folded title and year, and by beneficiary and year."""

    by_title: dict[tuple[str, int | None], list[KnownProposal]] = field(default_factory=dict)
    by_facility: dict[tuple[str, int | None], list[str]] = field(default_factory=dict)

    def match(self, title: str, year: int | None, one: KnownProposal) -> list[KnownProposal]:
        """Return the proposals of a title and year that may be the one described: beneficiaries and districts allow it."""
        found = [known for known in self.by_title.get((text_key(title), year), ()) if _may_be(known, one)]
        same = [known for known in found if known.programme == one.programme]
        exact = [
            known for known in same or found if known.facilities == one.facilities and known.districts == one.districts
        ]
        return exact[:1] if len(exact) == 1 else same if len(same) == 1 else found

    def near(self, facility_id: str, year: int | None) -> list[str]:
        """Return the proposals of a facility in a year."""
        return self.by_facility.get((facility_id, year), [])


def _may_be(known: KnownProposal, one: KnownProposal) -> bool:
    if known.facilities and one.facilities:
        return bool(known.facilities & one.facilities)
    return not known.districts or not one.districts or bool(known.districts & one.districts)


def proposal_index(
    record: "Record", years: frozenset[int | None]
) -> tuple[ProposalIndex, TableRows, TableRows, TableRows]:
    """Return the index of the record's proposals of some years, and the rows of proposals, beneficiaries and events."""
    proposals, beneficiaries, events = (record[name] for name in ("proposals", "beneficiaries", "proposal_events"))
    stated = [year for year in years if year is not None]
    chosen = proposals[proposals["year_from"].isin(stated) | proposals["year_from"].isna()]
    ids = chosen["proposal_id"]
    rows = TableRows(chosen)
    held = TableRows(beneficiaries[beneficiaries["proposal_id"].isin(ids)])
    index = ProposalIndex()
    for proposal_id, title, year, programme in rows.all("proposal_id", "title", "year_from", "programme"):
        own = held.having("proposal_id", proposal_id)
        facilities = frozenset(one["facility_id"] for one in own if one["facility_id"])
        districts = frozenset(one["district_code"] for one in own if one["district_code"])
        index.by_title.setdefault((text_key(title), year), []).append(
            KnownProposal(proposal_id, programme, facilities, districts)
        )
        for facility_id in facilities:
            index.by_facility.setdefault((facility_id, year), []).append(proposal_id)
    return index, rows, held, TableRows(events[events["proposal_id"].isin(ids)])

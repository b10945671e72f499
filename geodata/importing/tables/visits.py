"""Survey visits of a file against those of the record: one a facility and day, or year where no day is given."""

from collections.abc import Iterator

from geodata.importing.codes import ProblemKind
from geodata.importing.plans.overlaying import StatedRow
from geodata.importing.plans.planning import Planning, columns_as_read, continued, given, note_of, place_of
from geodata.importing.plans.record_rows import made_id, text_key
from geodata.importing.tables.table_import import TableImport
from geodata.importing.understood import UnderstoodRow

_PLAIN = columns_as_read("survey_visits", "year", "visited_on")


def plan_visits(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the survey visits of a file, one step a row."""
    visits = planning.rows("survey_visits").all("visit_id", "facility_id", "visited_on", "year")
    known = {(facility, day or year): row_id for row_id, facility, day, year in visits}
    proposals = planning.rows("proposals").all("proposal_id", "title", "year_from")
    titles = {(text_key(title), year): row_id for row_id, title, year in proposals}
    seen: dict[str, UnderstoodRow] = {}
    for row in continued(rows, ("facility", "address", "commune", "district")):
        yield
        if row.is_refused or not row.text("facility"):
            continue
        facility_id = planning.facility(row, row.text("facility"), makes=True)
        if facility_id is None:
            continue
        day, year = row.text("visited_on") or None, row.whole("year")
        row_id = known.get((facility_id, day or year)) or made_id(
            "visit", row.text("facility"), facility_id, day or year
        )
        if planning.is_seen(row, seen, row_id, "facility"):
            continue
        title = row.text("proposal")
        proposal_id = titles.get((text_key(title), year)) if title else None
        if title and proposal_id is None:
            planning.report(row, ProblemKind.PROPOSAL_UNKNOWN, "proposal")
        said = given(row, *_PLAIN)
        firm = {
            **said.firm,
            "year": year,
            "facility_id": facility_id,
            "proposal_id": proposal_id,
            "visited_on": day,
            "note": note_of(planning, row),
            **place_of(row),
        }
        planning.add(row, "survey_visits", row_id, StatedRow(firm, said.soft), is_main=True)


SURVEY_VISITS = TableImport("survey_visits", plan_visits, producer="facility")

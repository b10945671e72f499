"""A proposal becomes appraised by its appraisal alone: a hand that only says so is refused."""

from collections.abc import Iterable

from analytics.editing.rows import EditedRow, Values
from analytics.wording.language import mark
from geodata.record import Record
from geodata.schema.vocabulary import Stage

NO_MINUTES = mark(
    "“Appraised” comes from an appraisal with its minutes: enter it under “Plan”, beside the candidate. Nothing was saved of: {titles}."
)


def without_minutes(edits: Iterable[tuple[EditedRow, Values]], record: Record) -> tuple[str, ...]:
    """Return the titles of proposals that an edit calls appraised, of which no appraisal is kept."""
    minutes = frozenset(record["appraisals"]["proposal_id"])
    return tuple(
        str(values.get("title") or row.row_id)
        for row, values in edits
        if row.table == "proposals"
        and values.get("stage") == Stage.APPRAISED
        and (row.before or {}).get("stage") != Stage.APPRAISED
        and row.row_id not in minutes
    )

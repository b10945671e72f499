"""Steps out of order, a stage that lags behind its steps, years that cannot be, certificates that have ended or end soon."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analytics.ocop.certificates import MAY_END_SOON, Validity, certificates
from analytics.quality.model import Finding, FindingKind
from analytics.quality.rows import findings_of_rows, one
from analytics.selection.place_words import records
from geodata.importing.values.words import read_choice
from geodata.record import Record
from geodata.schema.partial_dates import possible_days
from geodata.schema.vocabulary import STAGES_IN_ORDER, FlowBasis, Stage, SurveyResult

_RANK = {stage.value: number for number, stage in enumerate(STAGES_IN_ORDER)}
FIRST_YEAR = 1990
YEARS_AHEAD = 2
"""How far ahead a proposal may be planned."""


def date_findings(record: Record, proposals: pd.DataFrame, today: date) -> Iterator[Finding]:
    """Yield what is odd about days and years on the day `today`."""
    steps = _steps(record["proposal_events"])
    yield from _order(steps, proposals)
    yield from _stages(steps, proposals)
    yield from _visits(record["survey_visits"], proposals)
    minutes = record["appraisals"]["proposal_id"]
    is_bare = proposals["stage"].eq(Stage.APPRAISED) & ~proposals["proposal_id"].isin(minutes)
    yield from findings_of_rows(FindingKind.NOT_APPRAISED, "proposals", proposals, is_bare)
    yield from _words(steps, proposals)
    yield from _years(record, proposals, steps, today)
    yield from _certificates(record, today)


def _steps(events: pd.DataFrame) -> pd.DataFrame:
    """Return the steps of proposals in their order with rank, first_day and last_day (ordinals; missing: not dated)."""
    rank = events["stage"].map(_RANK)
    steps = events.assign(rank=rank)[rank.notna()]
    spans = {text: possible_days(text) for text in steps["happened_on"].dropna().unique()}
    days = {
        name: {text: span[at].toordinal() for text, span in spans.items()}
        for at, name in enumerate(("first_day", "last_day"))
    }
    dated = steps.assign(**{name: steps["happened_on"].map(known).astype("float64") for name, known in days.items()})
    return dated.sort_values(["proposal_id", "rank", "first_day"], kind="stable")


def _order(steps: pd.DataFrame, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Find a step whose last possible day lies before the first possible day of a step that comes before it."""
    dated = steps.dropna(subset=["first_day"])
    latest = dated.groupby("proposal_id")["first_day"].cummax()
    before = latest.groupby(dated["proposal_id"]).shift()
    wrong = dated[before.gt(dated["last_day"])].drop_duplicates("proposal_id")
    own_steps = dated[dated["proposal_id"].isin(wrong["proposal_id"])]
    named = proposals[proposals["proposal_id"].isin(wrong["proposal_id"])]
    by_id = {row["proposal_id"]: row for row in records(named)}
    for row in records(wrong):
        own = own_steps[own_steps["proposal_id"].eq(row["proposal_id"]) & own_steps["rank"].lt(row["rank"])]
        late = own.sort_values("first_day").tail(1).to_dict("records")
        proposal = by_id.get(row["proposal_id"])
        if late and proposal:
            values = {"stage": row["stage"], "day": row["happened_on"]}
            values |= {"other_stage": late[0]["stage"], "other_day": late[0]["happened_on"]}
            yield one(FindingKind.DATE_ORDER, "proposals", proposal, **values)


def _stages(steps: pd.DataFrame, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Find a proposal whose stage lags behind a step that was taken."""
    furthest = steps.groupby("proposal_id")["rank"].max()
    reached = proposals["proposal_id"].map(furthest)
    behind = proposals["stage"].map(_RANK) < reached
    names = {number: stage.value for number, stage in enumerate(STAGES_IN_ORDER)}
    frame = proposals.assign(reached=reached.map(names))
    yield from findings_of_rows(FindingKind.STAGE_BEHIND, "proposals", frame, behind, stage="stage", reached="reached")


def _visits(visits: pd.DataFrame, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Find a proposal that was approved or went further although its last visit found that it should not."""
    dated = visits.dropna(subset=["proposal_id", "result", "visited_on"]).sort_values(["visited_on", "visit_id"])
    last = dated.drop_duplicates("proposal_id", keep="last").set_index("proposal_id")["result"]
    spoke_against = proposals["proposal_id"].map(last).isin([SurveyResult.FAILS.value, SurveyResult.WITHDREW.value])
    has_gone_on = proposals["stage"].map(_RANK).ge(_RANK[Stage.APPROVED.value])
    yield from findings_of_rows(FindingKind.VISIT_DISAGREES, "proposals", proposals, spoke_against & has_gone_on)


def _words(steps: pd.DataFrame, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Find a proposal with a step whose word in its source is that of another stage ("hoàn thành" is not "nghiệm thu")."""
    pairs = steps[["stage", "stage_as_written"]].drop_duplicates()
    reads = [read_choice("Stage", str(word)) for word in pairs["stage_as_written"]]
    said = [read.value if read and not read.is_inferred else None for read in reads]
    other = pairs.assign(said=pd.Series(said, index=pairs.index, dtype="string"))
    other = other[other["said"].ne(other["stage"]).fillna(value=False)]
    wrong = steps.merge(other, on=["stage", "stage_as_written"]).drop_duplicates("proposal_id")
    frame = proposals.merge(wrong[["proposal_id", "stage", "stage_as_written"]], on="proposal_id", suffixes=("", "_of"))
    every = pd.Series(data=True, index=frame.index)
    kind = FindingKind.STAGE_NOT_ITS_WORD
    yield from findings_of_rows(kind, "proposals", frame, every, stage="stage_of", written="stage_as_written")


def _years(record: Record, proposals: pd.DataFrame, steps: pd.DataFrame, today: date) -> Iterator[Finding]:
    first, last = proposals["year_from"], proposals["year_to"]
    odd = first.gt(last) | first.lt(FIRST_YEAR) | last.gt(today.year + YEARS_AHEAD)
    yield from findings_of_rows(
        FindingKind.YEAR_OUTSIDE, "proposals", proposals, odd, first="year_from", last="year_to"
    )
    ahead = steps[steps["first_day"].gt(today.toordinal())].drop_duplicates("proposal_id").set_index("proposal_id")
    frame = proposals.assign(day=proposals["proposal_id"].map(ahead["happened_on"]))
    yield from findings_of_rows(FindingKind.YEAR_OUTSIDE, "proposals", frame, frame["day"].notna(), day="day")
    for table, column in (
        ("facilities", "founded_year"),
        ("facility_mentions", "as_of_year"),
        ("typical_products", "year"),
        ("ocop_recognitions", "year"),
        ("survey_visits", "year"),
    ):
        rows = record[table]
        yield from findings_of_rows(FindingKind.YEAR_OUTSIDE, table, rows, rows[column].gt(today.year), first=column)
    flows = record["export_flows"]
    yield from findings_of_rows(
        FindingKind.YEAR_OUTSIDE,
        "export_flows",
        flows,
        flows["year"].gt(today.year) & flows["basis"].eq(FlowBasis.SHIPPED),
        first="year",
    )


def _certificates(record: Record, today: date) -> Iterator[Finding]:
    table = certificates(record, record["ocop_products"], today)
    days = {
        name: pd.Series([None if day is None else day.isoformat() for day in table[column]], table.index, dtype=object)
        for name, column in (("since", "last_day_from"), ("until", "last_day_to"))
    }
    frame = table.assign(**days)
    for kind, states in (
        (FindingKind.CERTIFICATE_EXPIRED, {Validity.EXPIRED}),
        (FindingKind.CERTIFICATE_EXPIRING, {Validity.EXPIRING}),
        (FindingKind.CERTIFICATE_MAY_EXPIRE, MAY_END_SOON - {Validity.EXPIRING}),
    ):
        is_so = frame["validity"].isin(states)
        yield from findings_of_rows(kind, "ocop_products", frame, is_so, since="since", until="until", stars="stars")

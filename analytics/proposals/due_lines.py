"""What is due, line by line in words: what, of whom, when, how far, what is known of it, where from; the same on a screen, a slide and in a file."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.proposals.due import DueState, due_counts
from analytics.proposals.due_words import DUE_NAMES, STATES, distance, due_day, known_from, state_title
from analytics.selection.place_words import district_name, joined, records
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.schema.vocabulary import Stage


@dataclass(frozen=True)
class DueLine:
    """One thing that is due; every text in the language, "" where it is not known."""

    proposal_id: str
    title: str
    what: str
    whose: str
    due_on: str
    due: str
    distance: str
    state: DueState
    state_text: str
    known_from: str
    source_ids: tuple[str, ...]


def due_lines(prepared: Prepared, table: pd.DataFrame, day: date, language: Language) -> list[DueLine]:
    """Return the lines of a table of `analytics.proposals.due` made for a day."""
    whose = _whose(prepared, list(table["proposal_id"]), language)
    whats = {kind: language.text(name) for kind, name in DUE_NAMES.items()}
    states = {state: language.text(name) for state, (name, _) in STATES.items()}
    return [
        DueLine(
            proposal_id=str(row["proposal_id"]),
            title=str(row["title"]),
            what=whats[row["kind"]],
            whose=whose[row["proposal_id"]],
            due_on="" if row["due_on"] is None else row["due_on"].isoformat(),
            due=due_day(row["due_known"], language),
            distance=distance(row["due_known"], day, language),
            state=DueState(row["state"]),
            state_text=states[row["state"]],
            known_from=known_from(row, language),
            source_ids=tuple(str(row["source_ids"]).split(";")),
        )
        for row in records(table)
    ]


def due_groups(table: pd.DataFrame, language: Language) -> dict[DueState, str]:
    """Return the heading of each state that rows of a table have: its name, how many, from which day to which."""
    return {
        state: joined([f"{state_title(state, language)}: {language.number(n)}", due_span(table, state, language)])
        for state, n in due_counts(table).items()
    }


def due_span(table: pd.DataFrame, state: DueState, language: Language) -> str:
    """Return the first and the last day that rows of a state are due, as they are known; "" where there is none."""
    rows = table.loc[table["state"].eq(state) & table["due_known"].notna(), ["days", "due_known"]].sort_values("days")
    ends = (
        dict.fromkeys(due_day(str(known), language) for known in rows["due_known"].iloc[[0, -1]]) if len(rows) else {}
    )
    return " – ".join(ends)


def due_ground(table: pd.DataFrame, state: DueState, language: Language) -> str:
    """Say of how many rows of a state the day is worked out from the proposal's year alone, and how many of those sources call completed; "" where none is."""
    rows = table[table["state"].eq(state) & ~table["is_since_told"] & table["due_known"].notna()]
    if not len(rows):
        return ""
    n = int(rows["stage"].eq(Stage.COMPLETED).sum())
    said = language.text("day worked out from the proposal's year: {n}", n=language.number(len(rows)))
    done = language.text("sources call {n} of them completed", n=language.number(n)) if n else ""
    return joined([said, done], "; ")


def due_left_out(proposals: pd.DataFrame, table: pd.DataFrame, language: Language) -> str:
    """Say how many of the proposals are in the table of what is due, and at which steps, without a due day, the others stand."""
    others = proposals.loc[~proposals["proposal_id"].isin(table["proposal_id"]), "stage"]
    if others.empty:
        return ""
    counts = others.value_counts()
    steps = [f"{label_of(Stage, one, language)} {language.number(counts[one])}" for one in Stage if one in counts]
    return language.text(
        "{n} of {of} proposals listed; the others are at steps without a due day: {steps}",
        n=language.number(len(table)),
        of=language.number(len(proposals)),
        steps=", ".join(steps),
    )


def due_shown(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the first rows of each state, so that at most so many are shown in all and no state is left out."""
    each = most // max(1, len(due_counts(table)))
    return table if len(table) <= most else table.groupby("state", sort=False).head(each)


def _whose(prepared: Prepared, ids: list[str], language: Language) -> dict[str, str]:
    """Return the beneficiary that the record names for each proposal, how many more, and the district."""
    names = _names(prepared)
    districts = prepared.proposals.set_index("proposal_id")["district_code"].reindex(ids)
    return {
        id_: joined([_first_of(names.get(id_, ()), language), district_name(code, language, short=True)])
        for id_, code in zip(ids, districts, strict=True)
    }


def _first_of(names: tuple[str, ...], language: Language) -> str:
    if len(names) > 1:
        return language.text("{names} and {n} more", names=names[0], n=language.number(len(names) - 1))
    return names[0] if names else ""


@cached()
def _names(prepared: Prepared) -> dict[str, tuple[str, ...]]:
    facilities = prepared.record["facilities"].set_index("facility_id")["name"]
    rows = prepared.beneficiaries[["proposal_id", "facility_id"]].dropna()
    named = rows.assign(name=rows["facility_id"].map(facilities)).dropna(subset=["name"])
    return {str(id_): tuple(names) for id_, names in named.groupby("proposal_id")["name"].unique().items()}

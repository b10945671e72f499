"""What the charts of exports share: marks of context and of contradiction, colours of markets, notes, titles."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analytics.figures.chart import RowsBehind
from analytics.figures.style import CONTEXT, DISPUTED
from analytics.prepared.coded import RowSet
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, records
from analytics.trade.grouped import codes_of
from analytics.trade.words import market_name
from analytics.wording.colours import Theme
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.vocabulary import MarketKind
from geodata.text import alphabetical

BEHIND = ("flow_id", "source_ids", "is_context", "is_contradicted")
"""What a chart asks of the flows behind it."""
_SHORT = {"ARE": "UAE"}

COLOURS: dict[MarketKind, dict[Theme, str]] = {
    MarketKind.COUNTRY: {"light": "#0072b2", "dark": "#5db4e8"},
    MarketKind.GROUP: {"light": "#c4501b", "dark": "#ee9058"},
    MarketKind.TOTAL: {"light": "#1d2a36", "dark": "#e9eff4"},
    MarketKind.NOT_STATED: {"light": "#6b7480", "dark": "#9aa5b0"},
}


def rows_part(record: Record, flows: pd.DataFrame, language: Language) -> tuple[RowsBehind, ...]:
    """Return the rows behind a chart as the evidence drawer takes them; what is kept of them is small."""
    table = record["export_flows"]
    is_shown = np.zeros(len(table), dtype=bool)
    is_shown[flows.index] = True
    rows = RowSet.of(is_shown)
    counts = np.bincount(codes_of(flows["source_ids"]), minlength=1)
    named = np.flatnonzero(counts)
    written = pd.Series(counts[named], index=list(flows["source_ids"].cat.categories[named]), dtype="int64")
    behind = RowsBehind(language.text("Exports"), "export_flows", rows.count, lambda: table[rows.mask], lambda: written)
    return (behind,)


def market_choices(key: str) -> tuple[Choice, ...]:
    """Return what a market chooses: a country itself; a group, a total or "not stated" nothing."""
    return (Choice("markets", key),) if len(key) == 3 and key.isupper() else ()


def flow_disagreements(record: Record, flows: pd.DataFrame) -> tuple[str, ...]:
    """Return a line for each contradiction that touches the flows: both values and the rule that says which is used."""
    shown = set(flows["flow_id"].to_numpy()[flows["is_contradicted"].to_numpy(dtype=bool)])
    if not shown:
        return ()
    table = record["contradictions"]
    return tuple(
        f"{DISPUTED} {row['topic']}: {row['values_text']}. {row['rule']}"
        for row in records(table[table["table"].eq("export_flows")])
        if shown & set(str(row["row_ids"]).split(";"))
    )


def context_note(flows: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """Return what the mark of context means, when something shown bears it."""
    if not flows["is_context"].any():
        return ()
    text = language.text("related, no product of a facility: fresh fruit, villages, growers, large plants.")
    return (f"{CONTEXT} {text}",)


def links_in_order(links: Iterable[Row], stated: Mapping[str, object], language: Language) -> list[Row]:
    """Return countries as list, map and slide show them: those that state an amount in the order of `stated`, then by their products."""
    places = {code: n for n, code in enumerate(stated)}
    return sorted(
        links,
        key=lambda row: (
            places.get(str(row["market_iso3"]), len(places)),
            -int(row["n_products"]),
            alphabetical(short_market_name(str(row["market_iso3"]), language)),
        ),
    )


def empty(flows: pd.DataFrame, language: Language) -> str:
    """Return why a chart of these flows has nothing to draw, "" when it has something."""
    return "" if len(flows) else language.text("No export row fits this selection.")


def short_market_name(key: str, language: Language) -> str:
    """Return the name of a market key where room is short: no brackets, "UAE"; table and hover text have the whole name."""
    return _SHORT.get(key) or market_name(key, language).partition(" (")[0]

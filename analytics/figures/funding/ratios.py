"""Charts of quotients: support per proposal and per facility, counterpart per đồng of support; published and itemised apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics.figures.cells import money_cell, number_cell
from analytics.figures.chart import Chart
from analytics.figures.funding.parts import figures_behind, proposals_behind
from analytics.figures.spec import Category, Dots, Mark, Series
from analytics.figures.style import Look
from analytics.figures.table import FigureColumn, Table
from analytics.funding.ratios import leverage, per_facility, per_proposal
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, joined, period, records
from analytics.selection.selected import Selected
from analytics.selection.tally import rows_stating
from analytics.selection.words import titled
from analytics.wording.colours import PROGRAMME_COLOURS
from analytics.wording.labels import programme_name
from analytics.wording.language import Language, kept_together, mark

_KINDS: dict[str, tuple[str, str]] = {
    "computed": ("square-open", mark("worked out of published figures")),
    "printed": ("diamond-open", mark("printed by the source")),
    "itemised": ("circle", mark("itemised proposals")),
}
_UNDATED = mark("year not stated")
QUOTIENTS = mark(
    "≥ and ≤: one of the two published figures is “more than” or “at most”. Different kinds are never averaged."
)
PARTS_ADDED = mark("Of several sources of funding the published budgets are added; one may be missing, hence ≥.")


@dataclass(frozen=True)
class _Quotient:
    """What a chart of quotients shows: title, the words of both figures, the size of one unit of the axis and its words."""

    title: str
    upper: str
    lower: str
    size: float
    unit: str
    is_money: bool


LEVERAGE = _Quotient(
    mark("Counterpart per đồng of support"),
    mark("Counterpart"),
    mark("Support"),
    1.0,
    mark("đồng of counterpart per đồng of support"),
    is_money=False,
)
PER_PROPOSAL = _Quotient(
    mark("Support per proposal"), mark("Support"), mark("Proposals"), 1e6, mark("million VND"), is_money=True
)
PER_FACILITY = _Quotient(
    mark("Support per facility"), mark("Support"), mark("Facilities"), 1e6, mark("million VND"), is_money=True
)


def leverage_chart(selected: Selected, look: Look) -> Chart:
    """Return counterpart per đồng of support, by period and programme."""
    return _chart(leverage(selected), LEVERAGE, selected, look)


def per_proposal_chart(selected: Selected, look: Look) -> Chart:
    """Return support per proposal, by period and programme."""
    return _chart(per_proposal(selected), PER_PROPOSAL, selected, look)


def per_facility_chart(selected: Selected, look: Look) -> Chart:
    """Return support per facility, by period and programme."""
    return _chart(per_facility(selected), PER_FACILITY, selected, look)


def _chart(table: pd.DataFrame, shown: _Quotient, selected: Selected, look: Look) -> Chart:
    language, rows = look.language, records(table)
    words = titled(language.text(shown.title), selected.selection, language)
    ids = [id_ for row in rows for id_ in row["figure_ids"]]
    stated = rows_stating(selected.prepared, "proposals", ["support_vnd"])
    return Chart(
        title=words,
        unit=language.text(shown.unit),
        n=len(rows),
        n_of=language.text("values"),
        spec=_dots(drawn_of(rows), shown, language),
        look=look,
        table=_table(rows, shown, language),
        behind=(proposals_behind(selected, language, stated), figures_behind(selected.record, ids, language)),
        alt=". ".join([words, *(_said(row, shown, language) for row in rows[:3])]),
        notes=_notes(rows, language),
        empty="" if rows else language.text("No source lets this be worked out for these choices."),
    )


def _notes(rows: Sequence[Row], language: Language) -> tuple[str, ...]:
    """Say what the signs mean; a quotient of more than two figures rests on a sum over programmes."""
    marks = (QUOTIENTS,) if any(row["sign"] for row in rows) else ()
    parts = (PARTS_ADDED,) if any(len(row["figure_ids"]) > 2 for row in rows) else ()
    alone = len(rows) - len(drawn_of(rows))
    single = language.count(
        "{n} value is of a single proposal: it stands in the table, not in the chart.",
        "{n} values are each of a single proposal: they stand in the table, not in the chart.",
        alone,
    )
    return (*(language.text(one) for one in (*marks, *parts)), *((single,) if alone else ()))


def drawn_of(rows: Sequence[Row]) -> list[Row]:
    """Return what is drawn: the quotient of one proposal does not stand beside those of a programme's year, unless there is no other."""
    return [row for row in rows if row["kind"] != "itemised" or row["n"] > 1] or list(rows)


def _dots(rows: Sequence[Row], shown: _Quotient, language: Language) -> Dots:
    lines = list(dict.fromkeys(_line(row, language) for row in rows))
    series = []
    for kind, (symbol, name) in _KINDS.items():
        marks = tuple(_mark(row, lines, shown, language) for row in rows if row["kind"] == kind)
        if marks:
            series.append(Series(language.text(name), marks, PROGRAMME_COLOURS["all"], symbol=symbol))
    return Dots(language.text(shown.unit), tuple(Category(line, line) for line in lines), tuple(series))


def _mark(row: Row, lines: list[str], shown: _Quotient, language: Language) -> Mark:
    return Mark(
        lines.index(_line(row, language)),
        row["ratio"] / shown.size,
        f"{_value(row, shown, language)}{_of_few(row, language)}",
        tuple(_facts(row, shown, language)),
        _choices(row),
        side="middle right",
        colour=PROGRAMME_COLOURS[row["programme"]],
    )


def _line(row: Row, language: Language) -> str:
    years = period(row["year_from"], row["year_to"]) or language.text(_UNDATED)
    return f"{years} · {programme_name(row['programme'], language)}"


def _choices(row: Row) -> tuple[Choice, ...]:
    if pd.isna(row["year_from"]):
        return ()
    return (Choice("years", f"{int(row['year_from'])}-{int(row['year_to'])}"),)


def _of_few(row: Row, language: Language) -> str:
    """Say of how many proposals a quotient of rows is."""
    n = int(row["n"])
    return f" ({language.count('{n} proposal', '{n} proposals', n)})" if row["kind"] == "itemised" else ""


def _value(row: Row, shown: _Quotient, language: Language) -> str:
    digits = 1 if shown.is_money else 2
    return kept_together(row["sign"], language.number(row["ratio"] / shown.size, digits))


def _kind(row: Row, language: Language) -> str:
    """Return of which kind a quotient is, of rows with how many proposals."""
    _, words = _KINDS[row["kind"]]
    if row["kind"] != "itemised":
        return language.text(words)
    return joined([language.text(words), language.number(row["n"])], ": ")


def _said(row: Row, shown: _Quotient, language: Language) -> str:
    """Return a quotient in one sentence, for those who hear the chart."""
    return ", ".join(_facts(row, shown, language))


def _facts(row: Row, shown: _Quotient, language: Language) -> list[str]:
    lines = [_line(row, language), f"{_value(row, shown, language)} ({_kind(row, language)})"]
    if not pd.isna(row["upper"]):
        lower = language.number(row["lower"]) if shown.is_money else language.money(row["lower"])
        upper = joined([language.text(shown.upper), language.money(row["upper"])], " ")
        lines.append(joined([upper, joined([language.text(shown.lower), lower], " ")], " ÷ "))
    if row["n"]:
        lines.append(language.count("{n} proposal", "{n} proposals", int(row["n"])))
    return lines


def _table(rows: Sequence[Row], shown: _Quotient, language: Language) -> Table:
    title, upper, lower = (language.text(one) for one in (shown.title, shown.upper, shown.lower))
    money = language.text("VND")
    columns = (
        FigureColumn(language.text("Years and source of funding"), id="line"),
        FigureColumn(language.text("Basis"), id="kind"),
        FigureColumn(title, id="ratio", is_number=True, unit=money if shown.is_money else ""),
        FigureColumn(upper, id="upper", is_number=True, unit=money),
        FigureColumn(lower, id="lower", is_number=True, unit="" if shown.is_money else money),
    )
    cells = tuple(_cells(str(n), row, shown, language) for n, row in enumerate(rows))
    return Table.of(columns, cells, language, choices=((str(n), _choices(row)) for n, row in enumerate(rows)))


def _cells(row_id: str, row: Row, shown: _Quotient, language: Language) -> dict[str, Any]:
    if shown.is_money:
        ratio, lower = money_cell(row["ratio"], language), number_cell(row["lower"], language)
        ratio = replace(ratio, text=kept_together(row["sign"], language.money(row["ratio"])))
    else:
        ratio, lower = number_cell(row["ratio"], language, 2, row["sign"]), money_cell(row["lower"], language)
    return {
        "id": row_id,
        "line": _line(row, language),
        "kind": _kind(row, language),
        "ratio": ratio,
        "upper": money_cell(row["upper"], language),
        "lower": lower,
    }

"""Support year by year and by programme: itemised filled, published beyond it hatched; periods are another chart."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.choices import Choice, customdata
from analytics.evidence import rows_with_ids
from analytics.figures.cells import count_cell, money_cell
from analytics.figures.chart import Chart, ChartColumn, ChartTable
from analytics.figures.drawing import bar, scatter
from analytics.figures.funding_bases import NO_TOTALS
from analytics.figures.funding_parts import (
    disputed_ids,
    disputes,
    figures_behind,
    proposals_behind,
    year_choice,
    year_height,
    year_total,
)
from analytics.figures.money_groups import ITEMISED, NOT_ITEMISED
from analytics.figures.programmes import open_, solid
from analytics.figures.style import Look, emphasis, figure, outline, safe
from analytics.funding import PROGRAMMES, by_time, single_years
from analytics.labels import label_of, programme_name
from analytics.language import Language, mark
from analytics.selected import Selected
from analytics.selection_words import titled
from analytics.signs import qualified
from analytics.words import Row, joined, period, records
from geodata.record import Record
from geodata.vocabulary import Basis

GAPS = mark("… and missing years: no source states an amount. The plan is never drawn as what happened.")
NEVER_ADDED = mark(
    "Filled: itemised proposals. Hatched: published, no detail. The hatched part is never added to the items."
)


def year_chart(record: Record, beside: Selected, look: Look) -> Chart:
    """Return one column a year, by programme, for the selection without its years; a click chooses the year."""
    everything = by_time(beside)
    table = single_years(everything)
    rows = records(table)
    drawn = [row for row in rows if row["support_vnd"] is not None or row["published_vnd"] is not None]
    language = look.language
    words = titled(language.text("Support by year and programme"), beside.selection, language)
    notes = [language.text(NEVER_ADDED), language.text(GAPS), *disputes(record, table["figure_id"], language)]
    if table["figure_id"].isna().all():
        notes = [language.text(NO_TOTALS), language.text(GAPS)]
    elsewhere = int(everything.loc[everything["year_from"].isna(), "n"].sum())
    if elsewhere:
        notes.append(language.count("{n} proposal states no year.", "{n} proposals state no year.", elsewhere))
    return Chart(
        title=words,
        unit=language.text("billion VND"),
        n=beside.count("proposals"),
        n_of=language.text("proposals"),
        figure=_figure(drawn, disputed_ids(record, table["figure_id"]), look),
        table=_table(record, rows, look),
        behind=(proposals_behind(beside, language), figures_behind(record, _figure_ids(rows), language)),
        alt=_alt(words, drawn, language),
        notes=tuple(notes),
        empty="" if drawn else language.text("No source states an amount for a single year here."),
    )


def _figure(drawn: Sequence[Row], disputed: set[str], look: Look) -> Any:
    slots, years = _slots(drawn), _by_year(drawn)
    made = figure(look, height=400, barmode="stack", bargap=0.25)
    for programme in PROGRAMMES:
        rows = [row for row in drawn if row["programme"] == programme]
        name = programme_name(programme, look.language)
        parts = (("support_vnd", solid(programme, look), ITEMISED), ("rest_vnd", open_(programme, look), NOT_ITEMISED))
        for column, marker, kind in parts:
            shown = [row for row in rows if row[column]]
            if shown:
                trace = _columns(shown, column, marker, slots, look)
                made.add_trace({**trace, "name": joined([name, look.language.text(kind)], ": ")})
    made.add_trace(_totals(years, disputed, slots, look))
    ticks = _ticks(slots)
    made.update_xaxes(
        tickmode="array",
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        showgrid=False,
        zeroline=False,
        range=[-0.6, max(ticks, default=0) + 0.6],
    )
    highest = max(map(year_height, years.values()), default=1.0)
    return made.update_yaxes(
        title={"text": look.language.text("billion VND")}, tickformat=",.1~f", range=[0, highest * 1.15]
    )


def _by_year(drawn: Sequence[Row]) -> dict[int, list[Row]]:
    """Return the rows of each year; they come in the order of the years."""
    years: dict[int, list[Row]] = {}
    for row in drawn:
        years.setdefault(int(row["year_from"]), []).append(row)
    return years


def _figure_ids(rows: Sequence[Row]) -> list[str]:
    return [row["figure_id"] for row in rows if row["figure_id"] is not None]


def _slots(drawn: Sequence[Row]) -> dict[int, int]:
    """Return the place of each year on the axis: side by side, one place left open for the years between without an amount."""
    slots: dict[int, int] = {}
    for year in sorted({int(row["year_from"]) for row in drawn}):
        last = max(slots, default=year)
        slots[year] = 0 if not slots else slots[last] + (1 if year == last + 1 else 2)
    return slots


def _ticks(slots: dict[int, int]) -> dict[int, str]:
    """Return the text of each place of the axis, "…" for a gap."""
    texts = {place: str(year) for year, place in slots.items()}
    return {place: texts.get(place, "…") for place in range(max(slots.values(), default=-1) + 1)}


def _columns(rows: list[Row], column: str, marker: dict[str, Any], slots: dict[int, int], look: Look) -> Any:
    choices = [year_choice(row) for row in rows]
    line = outline(look, choices)
    if any(line["width"]):
        base = marker.get("line", {"color": line["color"], "width": 0})
        widths = [max(width, base["width"]) for width in line["width"]]
        colours = [line["color"] if width else base["color"] for width in line["width"]]
        line = {"color": colours, "width": widths}
    else:
        line = marker.get("line", line)
    return bar(
        x=[slots[int(row["year_from"])] for row in rows],
        y=[float(row[column]) / 1e9 for row in rows],
        marker={**marker, "opacity": emphasis(look, choices), "line": line},
        customdata=[customdata(choice) for choice in choices],
        hovertext=[_hover(row, look.language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hover(row: Row, language: Language) -> str:
    name = programme_name(row["programme"], language)
    lines = [f"<b>{period(row['year_from'], row['year_to'])} · {safe(name)}</b>"]
    if not pd.isna(row["published_vnd"]):
        amount = qualified(language.money(row["published_vnd"]), row["qualifier"])
        basis = label_of(Basis, row["basis"], language)
        lines.append(joined([language.text("Published"), f"{amount} ({basis})"], ": "))
    if not pd.isna(row["support_vnd"]):
        lines.append(joined([language.text(ITEMISED), language.money(row["support_vnd"])], ": "))
    known = language.text("{known} of {n} proposals state an amount", known=row["n_amounts"], n=row["n"])
    return "<br>".join([*lines, known])


def _totals(years: dict[int, list[Row]], disputed: set[str], slots: dict[int, int], look: Look) -> Any:
    """Write above each column what it is worth, with the sign of a source and ⚠ where sources disagree."""
    return scatter(
        x=[slots[year] for year in years],
        y=[year_height(rows) for rows in years.values()],
        mode="text",
        text=[year_total(rows, disputed, look.language, "<br>+ ") for rows in years.values()],
        textposition="top center",
        textfont={"size": 14},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _table(record: Record, shown: Sequence[Row], look: Look) -> ChartTable:
    figures = rows_with_ids(record, "published_figures", tuple(_figure_ids(shown)))
    notes = dict(zip(figures["figure_id"], figures["note"], strict=True))
    rows = tuple(
        {**_money_row(row, look.language), "note": notes.get(row["figure_id"])}
        for row in sorted(shown, key=lambda row: (-row["year_from"], row["programme"]))
    )
    language = look.language
    columns = (
        ChartColumn("period", language.text("Year")),
        ChartColumn("programme", language.text("Programme")),
        *_money_columns(language),
        ChartColumn("note", language.text("Note")),
    )
    choices = {f"{row['id']}": (_row_choice(str(row["id"])),) for row in rows}
    return ChartTable(columns, rows, choices=choices)


def _row_choice(row_id: str) -> Choice:
    return Choice("years", row_id.partition("|")[0])


def _money_columns(language: Language) -> tuple[ChartColumn, ...]:
    return (
        ChartColumn(
            "published", language.text("Published"), is_number=True, csv_heading=language.text("Published (VND)")
        ),
        ChartColumn("basis", language.text("Basis")),
        ChartColumn(
            "support",
            language.text("Itemised support"),
            is_number=True,
            csv_heading=language.text("Itemised support (VND)"),
        ),
        ChartColumn(
            "rest", language.text("No detail yet"), is_number=True, csv_heading=language.text("No detail yet (VND)")
        ),
        ChartColumn("n", language.text("Proposals"), is_number=True),
        ChartColumn("n_amounts", language.text("of them with an amount"), is_number=True),
    )


def _money_row(row: Row, language: Language) -> dict[str, Any]:
    return {
        "id": f"{int(row['year_from'])}-{int(row['year_to'])}|{row['programme']}",
        "period": period(row["year_from"], row["year_to"]),
        "programme": programme_name(row["programme"], language),
        "published": money_cell(row["published_vnd"], language, row["qualifier"]),
        "basis": label_of(Basis, row["basis"], language),
        "support": money_cell(row["support_vnd"], language),
        "rest": money_cell(row["rest_vnd"], language),
        "n": count_cell(row["n"], language),
        "n_amounts": count_cell(row["n_amounts"], language),
    }


def _alt(title: str, drawn: Sequence[Row], language: Language) -> str:
    named = [
        f"{period(row['year_from'], row['year_to'])} {programme_name(row['programme'], language)} "
        f"{language.money(row['published_vnd'] if pd.isna(row['support_vnd']) else row['support_vnd'])}"
        for row in drawn[-4:]
    ]
    return f"{title}. {'; '.join(named)}"

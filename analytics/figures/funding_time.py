"""Funding over time: single years, periods as periods, and planned, assigned, approved and done apart."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.choices import Choice, customdata
from analytics.evidence import rows_with_ids
from analytics.figures.cells import count_cell, money_cell
from analytics.figures.chart import Chart, ChartColumn, ChartTable, Part
from analytics.figures.money_bars import ITEMISED, NOT_ITEMISED
from analytics.figures.programmes import COLOURS, open_, programme_name, solid
from analytics.figures.style import Look, emphasis, figure, height_of, on_lines, outline, safe
from analytics.funding import PROGRAMMES, bases, by_time, contradictions_about, periods, single_years
from analytics.labels import label_of
from analytics.language import Language, mark
from analytics.selected import Selected, within
from analytics.selection_words import selection_words
from analytics.words import Row, period, qualified, records
from geodata.record import Record
from geodata.vocabulary import Basis

NO_TOTALS = mark("Sources publish no totals for this choice; what is drawn is the itemised part alone.")
GAPS = mark("Years without a column: no source states an amount. The plan is never drawn as what happened.")
NEVER_ADDED = mark(
    "Filled: itemised proposals. Hatched: published, no detail. The hatched part is never added to the items."
)
SYMBOLS: dict[Basis, str] = {
    Basis.PLANNED: "diamond-open",
    Basis.ASSIGNED: "triangle-up-open",
    Basis.APPROVED: "square-open",
    Basis.DONE: "circle",
    Basis.STATED: "x-thin-open",
}


def year_chart(record: Record, beside: Selected, look: Look) -> Chart:
    """Return one column a year, by programme, for the selection without its years; a click chooses the year."""
    everything = by_time(record, beside)
    table = single_years(everything)
    drawn = table[table["support_vnd"].notna() | table["published_vnd"].notna()]
    language = look.language
    words = f"{language.text('Support by year and programme')}: {selection_words(beside.selection, language)}"
    notes = [language.text(NEVER_ADDED), language.text(GAPS), *_disputed(record, table["figure_id"], language)]
    if table["figure_id"].isna().all():
        notes = [language.text(NO_TOTALS), language.text(GAPS)]
    elsewhere = int(beside.proposals["year_from"].isna().sum())
    if elsewhere:
        notes.append(language.count("{n} proposal states no year.", "{n} proposals state no year.", elsewhere))
    return Chart(
        title=words,
        unit=language.text("billion VND"),
        n=len(beside.proposals),
        n_of=language.text("proposals"),
        figure=_year_figure(drawn, _disputed_years(record, table), look),
        table=_year_table(record, table, look),
        parts=_parts(record, beside.proposals, table["figure_id"], language),
        alt=_alt(words, drawn, language),
        notes=tuple(notes),
        empty="" if len(drawn) else language.text("No source states an amount for a single year here."),
    )


def _year_figure(table: pd.DataFrame, disputed: set[int], look: Look) -> Any:
    made = figure(look, height=400, barmode="stack", bargap=0.25)
    for programme in PROGRAMMES:
        rows = records(table[table["programme"].eq(programme)])
        if not rows:
            continue
        name = programme_name(programme, look.language)
        parts = (("support_vnd", solid(programme, look), ITEMISED), ("rest_vnd", open_(programme, look), NOT_ITEMISED))
        for column, marker, kind in parts:
            shown = [row for row in rows if not pd.isna(row[column]) and row[column]]
            if shown:
                made.add_trace(_columns(shown, column, marker, f"{name}: {look.language.text(kind)}", look))
    made.add_trace(_totals(table, disputed, look))
    years = sorted({int(year) for year in table["year_from"]})
    made.update_xaxes(tickmode="array", tickvals=years, showgrid=False, title={"text": look.language.text("Year")})
    highest = max((_height(rows) for _, rows in table.groupby("year_from")), default=1.0)
    return made.update_yaxes(
        title={"text": look.language.text("billion VND")}, tickformat=",.1~f", range=[0, highest * 1.15]
    )


def _columns(rows: list[Row], column: str, marker: dict[str, Any], name: str, look: Look) -> Any:
    choices = [_year_choice(row) for row in rows]
    line = outline(look, choices)
    if any(line["width"]):
        base = marker.get("line", {"color": line["color"], "width": 0})
        widths = [max(width, base["width"]) for width in line["width"]]
        colours = [line["color"] if width else base["color"] for width in line["width"]]
        line = {"color": colours, "width": widths}
    else:
        line = marker.get("line", line)
    return go.Bar(
        x=[int(row["year_from"]) for row in rows],
        y=[float(row[column]) / 1e9 for row in rows],
        name=name,
        marker={**marker, "opacity": emphasis(look, choices), "line": line},
        customdata=[customdata(choice) for choice in choices],
        hovertext=[_hover(row, look.language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _year_choice(row: Row) -> Choice:
    return Choice("years", f"{int(row['year_from'])}-{int(row['year_to'])}")


def _hover(row: Row, language: Language) -> str:
    name = programme_name(row["programme"], language)
    lines = [f"<b>{period(row['year_from'], row['year_to'])} · {safe(name)}</b>"]
    if not pd.isna(row["published_vnd"]):
        amount = qualified(language.money(row["published_vnd"]), row["qualifier"])
        lines.append(f"{language.text('Published')}: {amount} ({label_of(Basis, row['basis'], language)})")
    if not pd.isna(row["support_vnd"]):
        lines.append(f"{language.text(ITEMISED)}: {language.money(row['support_vnd'])}")
    known = language.text("{known} of {n} proposals state an amount", known=row["n_amounts"], n=row["n"])
    return "<br>".join([*lines, known])


def _height(rows: pd.DataFrame) -> float:
    return float((rows["support_vnd"].astype("Float64").fillna(0) + rows["rest_vnd"].fillna(0)).sum()) / 1e9


def _totals(table: pd.DataFrame, disputed: set[int], look: Look) -> Any:
    """Write above each column what it is worth, with the sign of a source and ⚠ where sources disagree."""
    groups = [(int(str(year)), rows) for year, rows in table.groupby("year_from")]
    return go.Scatter(
        x=[year for year, _ in groups],
        y=[_height(rows) for _, rows in groups],
        mode="text",
        text=[_total_text(year, rows, disputed, look.language) for year, rows in groups],
        textposition="top center",
        textfont={"size": 14},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _total_text(year: int, rows: pd.DataFrame, disputed: set[int], language: Language) -> str:
    """Write what is published, then "+" what is itemised of programmes for which nothing is published."""
    is_published = rows["published_vnd"].notna()
    sign = next((one for one in rows["qualifier"].dropna() if one != "exact"), None)
    parts = [
        qualified(language.number(float(rows["published_vnd"].sum()) / 1e9, 2), sign) if is_published.any() else "",
        language.number(float(rows.loc[~is_published, "support_vnd"].sum()) / 1e9, 2),
    ]
    text = "<br>+ ".join(part for part in parts if part not in {"", "0"})
    return f"{text} ⚠" if year in disputed else text


def _disputed_years(record: Record, table: pd.DataFrame) -> set[int]:
    disputes = contradictions_about(record, table["figure_id"])
    ids = {id_ for row_ids in disputes["row_ids"] for id_ in str(row_ids).split(";")}
    return {int(year) for year in table.loc[table["figure_id"].isin(ids), "year_from"]}


def _disputed(record: Record, ids: pd.Series, language: Language) -> list[str]:
    rows = records(contradictions_about(record, ids))
    heading = language.text("Sources disagree")
    return [f"⚠ {heading}: {row['topic']}: {row['values_text']}. {row['rule']}" for row in rows]


def _year_table(record: Record, table: pd.DataFrame, look: Look) -> ChartTable:
    notes = record["published_figures"].set_index("figure_id")["note"]
    rows = tuple(
        {**_money_row(row, look.language), "note": notes.get(row["figure_id"])}
        for row in records(table.sort_values(["year_from", "programme"], ascending=[False, True]))
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


def period_chart(record: Record, beside: Selected, look: Look) -> Chart:
    """Return the periods of several years, each with its published total by programme above its itemised part.

    A click chooses the period. Nothing of a period is spread over its years.
    """
    table = periods(record, beside)
    language = look.language
    words = f"{language.text('Support over periods of several years')}: {selection_words(beside.selection, language)}"
    n = int(beside.proposals.index[_inside(table, beside.proposals)].size)
    rows = tuple(
        {**_money_row(row, language), "n_published": count_cell(row["n_published"], language)} for row in records(table)
    )
    columns = (
        ChartColumn("period", language.text("Period")),
        ChartColumn("programme", language.text("Programme")),
        *_money_columns(language),
        ChartColumn("n_published", language.text("Proposals, published"), is_number=True),
    )
    choices = {str(row["id"]): (_row_choice(str(row["id"])),) for row in rows}
    return Chart(
        title=words,
        unit=language.text("billion VND"),
        n=n,
        n_of=language.text("proposals"),
        figure=_period_figure(table, _disputed_years(record, table), look),
        table=ChartTable(columns, rows, choices=choices),
        parts=_parts(record, beside.proposals[_inside(table, beside.proposals)], table["figure_id"], language),
        alt=_alt(words, table, language),
        notes=(language.text(NEVER_ADDED), *_disputed(record, table["figure_id"], language)),
        empty="" if len(table) else language.text("No source publishes a total over several years for this choice."),
    )


def _inside(table: pd.DataFrame, proposals: pd.DataFrame) -> pd.Series:
    inside = pd.Series(data=False, index=proposals.index)
    for first, last in {(int(a), int(b)) for a, b in zip(table["year_from"], table["year_to"], strict=True)}:
        inside |= within(proposals["year_from"], proposals["year_to"], (first, last))
    return inside


def _period_figure(table: pd.DataFrame, disputed: set[int], look: Look) -> Any:
    language = look.language
    made = figure(look, height=height_of(2 * table.groupby(["year_from", "year_to"]).ngroups, 240), barmode="stack")
    spans = sorted({(int(a), int(b)) for a, b in zip(table["year_from"], table["year_to"], strict=True)}, reverse=True)
    for span in spans:
        rows = records(table[table["year_from"].eq(span[0]) & table["year_to"].eq(span[1])])
        _add_period(made, span, rows, disputed, look)
    largest = float(table["published_vnd"].max()) / 1e9 if len(table) else 1.0
    made.update_xaxes(title={"text": language.text("billion VND")}, tickformat=",.0~f", range=[0, largest * 1.25])
    return made.update_yaxes(autorange="reversed", showgrid=False)


def _add_period(made: Any, span: tuple[int, int], rows: list[Row], disputed: set[int], look: Look) -> None:
    language = look.language
    name = period(*span)
    above, below = f"{name}<br>{language.text('published')}", f"{name}<br>{language.text(ITEMISED)}"
    parts = [row for row in rows if row["programme"] != "all"]
    whole = [row for row in rows if row["programme"] == "all"]
    start = 0.0
    for row in parts or whole:
        length = float(row["published_vnd"]) / 1e9
        inside = f"{programme_name(row['programme'], language)} {_billions(row, language)}"
        _add_bar(made, (above, length), row, open_(row["programme"], look), look)
        made.add_annotation(on_lines(inside, start + length / 2, above, look))
        start += length
    for row in parts if any(not pd.isna(row["support_vnd"]) for row in parts) else whole:
        if not pd.isna(row["support_vnd"]):
            _add_bar(made, (below, float(row["support_vnd"]) / 1e9), row, solid(row["programme"], look), look)
    total = whole[0] if whole else None
    if total is not None:
        _add_period_total(made, (above, below), total, disputed, language)


def _billions(row: Row, language: Language) -> str:
    return qualified(language.number(float(row["published_vnd"]) / 1e9, 2), row["qualifier"])


def _add_bar(made: Any, bar: tuple[str, float], row: Row, marker: dict[str, Any], look: Look) -> None:
    choice = _year_choice(row)
    opacity = emphasis(look, [choice])
    made.add_trace(
        go.Bar(
            x=[bar[1]],
            y=[bar[0]],
            orientation="h",
            marker={**marker, "opacity": opacity},
            customdata=[customdata(choice)],
            hovertext=[_hover(row, look.language)],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )


def _add_period_total(made: Any, names: tuple[str, str], row: Row, disputed: set[int], language: Language) -> None:
    warning = " ⚠" if int(row["year_from"]) in disputed else ""
    counted = ""
    if not pd.isna(row["n_published"]):
        counted = "<br>" + language.count("{n} proposal", "{n} proposals", int(row["n_published"]))
    itemised_text = "—" if pd.isna(row["support_vnd"]) else language.number(float(row["support_vnd"]) / 1e9, 2)
    known = f" ({row['n_amounts']}/{row['n']})"
    ends = [float(row["published_vnd"]) / 1e9, 0.0 if pd.isna(row["support_vnd"]) else float(row["support_vnd"]) / 1e9]
    made.add_trace(
        go.Scatter(
            x=ends,
            y=list(names),
            mode="text",
            text=[f"  {_billions(row, language)}{warning}{counted}", f"  {itemised_text}{known}"],
            textposition="middle right",
            textfont={"size": 14},
            hoverinfo="skip",
            showlegend=False,
            cliponaxis=False,
        )
    )


def basis_chart(record: Record, beside: Selected, look: Look) -> Chart:
    """Return every published budget of a single year: planned, assigned, approved, done or stated, each with its own mark."""
    table = bases(record, beside)
    language = look.language
    words = f"{language.text('Planned, assigned, approved, done')}: {selection_words(beside.selection, language)}"
    rows = tuple(
        {
            "id": row["figure_id"],
            "period": period(row["year_from"], row["year_to"]),
            "programme": programme_name(row["programme"], language),
            "basis": label_of(Basis, row["basis"], language),
            "published": money_cell(row["value"], language, row["qualifier"]),
            "note": row["note"],
        }
        for row in records(table)
    )
    columns = (
        ChartColumn("period", language.text("Year")),
        ChartColumn("programme", language.text("Programme")),
        ChartColumn("basis", language.text("Basis")),
        ChartColumn(
            "published", language.text("Published"), is_number=True, csv_heading=language.text("Published (VND)")
        ),
        ChartColumn("note", language.text("Note")),
    )
    choices = {str(row["figure_id"]): (_year_choice(row),) for row in records(table)}
    return Chart(
        title=words,
        unit=language.text("billion VND"),
        n=len(table),
        n_of=language.text("published figures"),
        figure=_basis_figure(table, look),
        table=ChartTable(columns, rows, choices=choices),
        parts=_parts(record, beside.proposals.iloc[:0], table["figure_id"], language),
        alt=words,
        notes=tuple(_disputed(record, table["figure_id"], language)),
        empty="" if len(table) else language.text(NO_TOTALS),
    )


def _basis_figure(table: pd.DataFrame, look: Look) -> Any:
    language = look.language
    ordered = table.sort_values(["year_from", "programme"], ascending=[False, True])
    lines = list(dict.fromkeys(_line_name(row, language) for row in records(ordered)))
    made = figure(look, height=height_of(len(lines)))
    for basis, symbol in SYMBOLS.items():
        rows = records(ordered[ordered["basis"].eq(str(basis))])
        if rows:
            made.add_trace(_basis_marks(rows, basis, symbol, look))
    largest = float(table["value"].max()) / 1e9 if len(table) else 1.0
    made.update_xaxes(title={"text": language.text("billion VND")}, tickformat=",.1~f", range=[0, largest * 1.25])
    return made.update_yaxes(categoryorder="array", categoryarray=lines[::-1])


def _line_name(row: Row, language: Language) -> str:
    return f"{period(row['year_from'], row['year_to'])} · {safe(programme_name(row['programme'], language))}"


def _basis_marks(rows: list[Row], basis: Basis, symbol: str, look: Look) -> Any:
    choices = [_year_choice(row) for row in rows]
    colours = [COLOURS[row["programme"]][look.theme] for row in rows]
    language = look.language
    texts = [qualified(language.number(row["value"] / 1e9, 2), row["qualifier"]) for row in rows]
    return go.Scatter(
        x=[row["value"] / 1e9 for row in rows],
        y=[_line_name(row, language) for row in rows],
        mode="markers+text",
        name=label_of(Basis, str(basis), language),
        text=[f"{text} " if basis is Basis.DONE else f" {text}" for text in texts],
        textposition="middle left" if basis is Basis.DONE else "middle right",
        marker={
            "symbol": symbol,
            "size": 14,
            "color": colours,
            "opacity": emphasis(look, choices),
            "line": {"color": colours, "width": 2.5},
        },
        customdata=[customdata(choice) for choice in choices],
        hovertext=[
            f"<b>{_line_name(row, language)}</b><br>{language.money(row['value'])} ({label_of(Basis, row['basis'], language)})"
            for row in rows
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _parts(record: Record, proposals: pd.DataFrame, ids: pd.Series, language: Language) -> tuple[Part, ...]:
    figures = rows_with_ids(record, "published_figures", tuple(dict.fromkeys(ids.dropna())))
    parts: tuple[Part, ...] = (
        ((language.text("Published figures"), "published_figures", figures),) if len(figures) else ()
    )
    return ((language.text("Rows"), "proposals", proposals), *parts) if len(proposals) else parts


def _alt(title: str, table: pd.DataFrame, language: Language) -> str:
    named = [
        f"{period(row['year_from'], row['year_to'])} {programme_name(row['programme'], language)} "
        f"{language.money(row['published_vnd'] if pd.isna(row['support_vnd']) else row['support_vnd'])}"
        for row in records(table.tail(4))
    ]
    return f"{title}. {'; '.join(named)}"

"""Support year by year and by programme: itemised filled, published beyond it hatched; periods are another chart."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.figures.cells import count_cell, money_cell
from analytics.figures.chart import Chart, ChartColumn, ChartTable
from analytics.figures.drawing import bar, scatter
from analytics.figures.funding.bases import NO_TOTALS
from analytics.figures.funding.money_groups import ITEMISED, NOT_ITEMISED
from analytics.figures.funding.parts import (
    disputed_ids,
    disputes,
    figures_behind,
    proposals_behind,
    year_choice,
    year_height,
    year_total,
)
from analytics.figures.funding.programmes import open_, solid
from analytics.figures.style import GRID, Look, emphasis, figure, outline, safe
from analytics.funding.tables import PROGRAMMES, bands, by_time, periods, single_years
from analytics.selection.choices import Choice, customdata
from analytics.selection.place_words import Row, joined, period, records, span
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.colours import PROGRAMME_COLOURS
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.record import Record
from geodata.schema.vocabulary import Basis

GAPS = mark("… and missing years: no source states an amount. The plan is never drawn as what happened.")
NEVER_ADDED = mark(
    "Filled: itemised proposals. Hatched: published, no detail. The hatched part is never added to the items."
)


def year_chart(beside: Selected, look: Look) -> Chart:
    """Return one column a year, by programme, for the selection without its years; a click chooses the year.

    The table behind has a row for each column and for each period that is drawn as a band across its years.
    """
    everything, across = by_time(beside), bands(beside)
    table = single_years(everything)
    rows = records(table)
    drawn = [row for row in rows if row["support_vnd"] is not None or row["published_vnd"] is not None]
    of_bands = {id_ for band in across for id_ in band.figure_ids}
    listed = [*rows, *(row for row in records(periods(beside)) if row["figure_id"] in of_bands)]
    language = look.language
    words = titled(language.text("Support by year and source of funding"), beside.selection, language)
    notes = [language.text(NEVER_ADDED), language.text(GAPS), *disputes(beside.record, table["figure_id"], language)]
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
        figure=_figure(drawn, across, disputed_ids(beside.record, table["figure_id"]), look),
        table=_table(beside.record, listed, look),
        behind=(proposals_behind(beside, language), figures_behind(beside.record, _figure_ids(listed), language)),
        alt=_alt(words, drawn, language),
        notes=tuple(notes),
        empty="" if drawn or across else language.text("No source states an amount for a single year here."),
    )


def _figure(drawn: Sequence[Row], across: Sequence[PublishedTotal], disputed: set[str], look: Look) -> Any:
    slots, years = _slots(drawn, across), _by_year(drawn)
    made = figure(look, height=400, barmode="stack", bargap=0.25)
    if across:
        made.update_layout(shapes=_grounds(across, slots, look))
        made.add_trace(_outlines(across, slots, look))
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
    if across:
        made.add_trace(_band_names(across, slots, years, look))
        short = [f"<b>{_band_sum(band, look.language)}</b>" for band in across]
        made.when_narrow({"text": short, "textfont.size": 12}, len(made.data) - 1)
    ticks = _ticks(slots)
    words = _with_bases(ticks, years, look.language)
    made.update_xaxes(
        tickmode="array",
        tickvals=list(ticks),
        ticktext=list(words.values()),
        tickangle=0,
        tickfont={"size": 13},
        showgrid=False,
        zeroline=False,
        range=[-0.6, max(ticks, default=0) + 0.6],
    )
    made.when_narrow({"xaxis.ticktext": list(ticks.values()), "xaxis.tickangle": -90})
    highest = max([*map(year_height, years.values()), *map(_mean, across)], default=1.0)
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


def _mean(band: PublishedTotal) -> float:
    """Return the height of the band of a period: the mean of its years, in billions of đồng."""
    first, last = band.span
    return band.value / (last - first + 1) / 1e9


def _edges(band: PublishedTotal, slots: dict[int, int]) -> tuple[float, float]:
    """Return where a band begins and ends on the axis."""
    return slots[band.span[0]] - 0.47, slots[band.span[1]] + 0.47


def _above(band: PublishedTotal, years: dict[int, list[Row]], highest: float) -> float:
    """Return where the name of a band stands: on its outline, or above the number of a first column that rises over it."""
    first = year_height(years[band.span[0]]) if band.span[0] in years else 0.0
    return _mean(band) if first < _mean(band) else first + highest * _NUMBER


_NUMBER = 0.08
"""Height of the number over a column, of the highest column."""


def _grounds(across: Sequence[PublishedTotal], slots: dict[int, int], look: Look) -> list[dict[str, Any]]:
    """Return a field under the columns for each period that is published as one sum, as high as the mean of its years."""
    field = {"type": "rect", "layer": "below", "y0": 0, "line": {"width": 0}, "fillcolor": GRID[look.theme]}
    fields = []
    for band in across:
        left, right = _edges(band, slots)
        fields.append({**field, "x0": left, "x1": right, "y1": _mean(band), "opacity": 0.6})
    return fields


def _outlines(across: Sequence[PublishedTotal], slots: dict[int, int], look: Look) -> Any:
    """Draw the outline of each band, which carries its name in the legend."""
    x: list[float | None] = []
    y: list[float | None] = []
    for band in across:
        left, right = _edges(band, slots)
        x += [left, left, right, right, None]
        y += [0.0, _mean(band), _mean(band), 0.0, None]
    return scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": PROGRAMME_COLOURS["all"][look.theme], "width": 1.5, "dash": "dot"},
        name=look.language.text("published of several years together: mean of a year"),
        hoverinfo="skip",
    )


def _band_names(
    across: Sequence[PublishedTotal], slots: dict[int, int], years: dict[int, list[Row]], look: Look
) -> Any:
    """Write over each band its years and the whole sum, above the column of its first year; a click chooses the years."""
    language = look.language
    highest = max([*map(year_height, years.values()), *map(_mean, across)])
    choices = [Choice("years", f"{band.span[0]}-{band.span[1]}") for band in across]
    return scatter(
        x=[_edges(band, slots)[0] for band in across],
        y=[_above(band, years, highest) for band in across],
        mode="text",
        text=[_band_name(band, language) for band in across],
        textposition="top right",
        textfont={"size": 14},
        customdata=[customdata(choice) for choice in choices],
        hovertext=[_band_hover(band, language) for band in across],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def _band_name(band: PublishedTotal, language: Language) -> str:
    return f"<b>{span(band)}: {_band_sum(band, language)}</b>"


def _band_sum(band: PublishedTotal, language: Language) -> str:
    return qualified(language.number(band.value / 1e9, 2), band.qualifier)


def _band_hover(band: PublishedTotal, language: Language) -> str:
    mean = qualified(language.money(_mean(band) * 1e9), band.qualifier)
    amount = qualified(language.money(band.value), band.qualifier)
    bases = ", ".join(label_of(Basis, basis, language) for basis in band.bases)
    of_a_year = language.text("mean of a year: {amount}", amount=mean)
    return f"<b>{span(band)}</b><br>{amount} ({bases})<br>{of_a_year}"


def _with_bases(ticks: dict[int, str], years: dict[int, list[Row]], language: Language) -> dict[int, str]:
    """Write under each year of which basis its published amounts are: approved and done are not one series.

    Words wider than a column stand by turns on two heights, so that neighbours do not run into each other.
    """
    under = {
        place: _bases_under(years.get(int(text), []), language) for place, text in ticks.items() if text.isdecimal()
    }
    is_wide = any(len(word) > _WIDE for words in under.values() for word in words)
    above = max((len(words) for place, words in under.items() if not place % 2), default=0) if is_wide else 0
    texts = dict(ticks)
    for place, words in under.items():
        if words:
            lines = [*["&nbsp;"] * (above if place % 2 else 0), *words]
            texts[place] = f"{ticks[place]}<br><span style='font-size:11px'>{'<br>'.join(lines)}</span>"
    return texts


_WIDE = 6
"""Letters of the smallest writing that a column has room for beneath it."""


def _bases_under(rows: Sequence[Row], language: Language) -> list[str]:
    names = dict.fromkeys(label_of(Basis, row["basis"], language) for row in rows if row["basis"] is not None)
    return " ".join(names).split()


def _slots(drawn: Sequence[Row], across: Sequence[PublishedTotal]) -> dict[int, int]:
    """Return the place of each year on the axis: side by side, one place left open for the years between without an amount."""
    slots: dict[int, int] = {}
    inside = {year for band in across for year in range(band.span[0], band.span[1] + 1)}
    for year in sorted(inside | {int(row["year_from"]) for row in drawn}):
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
        text=[year_total(rows, disputed, look.chosen, look.language, "<br>+ ") for rows in years.values()],
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
        ChartColumn("programme", language.text("Source of funding")),
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
        "n_amounts": count_cell(row["n_amounts"], language, says_none=row["n"] > 0),
    }


def _alt(title: str, drawn: Sequence[Row], language: Language) -> str:
    named = [
        f"{period(row['year_from'], row['year_to'])} {programme_name(row['programme'], language)} "
        f"{language.money(row['published_vnd'] if pd.isna(row['support_vnd']) else row['support_vnd'])}"
        for row in drawn[-4:]
    ]
    return f"{title}. {'; '.join(named)}"

"""Facilities supported in difficult areas by district: what a source publishes, beside all facilities supported."""

from collections.abc import Sequence
from typing import Any

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Cells, Chart, ChartColumn, ChartTable
from analytics.figures.drawing import bar
from analytics.figures.funding.parts import figures_behind
from analytics.figures.style import Look, emphasis, figure, hatched, height_of, safe
from analytics.funding.difficult_areas import DifficultAreas, difficult_areas
from analytics.selection.choices import Choice, customdata
from analytics.selection.place_words import Row, district_name, joined, period, records
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language, mark

NO_LIST = mark(
    "Published by the source; the record holds no list of difficult communes, so nothing is counted from its own rows."
)


def difficult_areas_chart(beside: Selected, look: Look) -> Chart:
    """Return the published facilities in difficult areas by district; a bar chooses its district.

    `beside` is the selection without its districts.
    """
    language = look.language
    shown = difficult_areas(beside)
    rows = records(shown.districts)
    words = titled(language.text("Facilities supported in difficult areas, by district"), beside.selection, language)
    return Chart(
        title=words,
        unit=language.text("facilities"),
        n=shown.n,
        n_of=language.text("facilities (published)"),
        figure=_figure(rows, look) if rows else figure(look),
        table=_table(shown, language),
        behind=(figures_behind(beside.record, shown.figure_ids, language),) if rows else (),
        alt=". ".join([words, *(f"{_name(row, language)}: {figure_value(row, language)}" for row in rows)]),
        notes=(*_of_all(shown, language), language.text(NO_LIST)) if rows else (),
        empty="" if rows else language.text("No source tells facilities in difficult areas apart for these choices."),
    )


def _name(row: Row, language: Language) -> str:
    name = district_name(row["district_code"], language, short=True)
    return joined([name, period(row["year_from"], row["year_to"])])


def _choice(row: Row) -> Choice:
    return Choice("districts", str(row["district_code"]))


def _of_all(shown: DifficultAreas, language: Language) -> tuple[str, ...]:
    """Say for each period how many of all facilities supported are in difficult areas."""
    pairs = shown.province.merge(shown.supported, on=["year_from", "year_to"], suffixes=("", "_all"))
    return tuple(
        language.text(
            "{period}: {n} of the {all} facilities supported are in difficult areas ({share}).",
            period=period(row["year_from"], row["year_to"]),
            n=figure_value(row, language),
            all=language.number(row["value_all"]),
            share=language.percent(row["value"] / row["value_all"], 1),
        )
        for row in records(pairs)
    )


def _figure(rows: Sequence[Row], look: Look) -> Any:
    language = look.language
    made = figure(look, height=height_of(len(rows)), showlegend=False)
    ids = [str(row["figure_id"]) for row in rows]
    made.add_trace(_bars(rows, ids, look))
    made.update_yaxes(type="category", categoryarray=ids, categoryorder="array", autorange="reversed")
    made.update_yaxes(tickvals=ids, ticktext=[safe(_name(row, language)) for row in rows])
    largest = max(float(row["value"]) for row in rows)
    return made.update_xaxes(title=language.text("facilities"), tickformat="d", range=[0, largest * 1.15])


def _bars(rows: Sequence[Row], ids: Sequence[str], look: Look) -> Any:
    choices = [_choice(row) for row in rows]
    texts = [figure_value(row, look.language) for row in rows]
    return bar(
        y=ids,
        x=[float(row["value"]) for row in rows],
        orientation="h",
        text=[safe(text) for text in texts],
        textposition="outside",
        marker=hatched(INK_OF_BARS[look.theme], look) | {"opacity": emphasis(look, choices)},
        customdata=[customdata(choice) for choice in choices],
        hovertext=[
            f"<b>{safe(_name(row, look.language))}</b><br>{safe(text)}" for row, text in zip(rows, texts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _table(shown: DifficultAreas, language: Language) -> ChartTable:
    columns = (
        ChartColumn("district", language.text("District")),
        ChartColumn("period", language.text("Period")),
        ChartColumn("published", language.text("Facilities supported in difficult areas"), is_number=True),
        ChartColumn("note", language.text("Note")),
    )
    rows = records(shown.districts)
    cells = tuple(
        {
            "id": row["figure_id"],
            "district": district_name(row["district_code"], language),
            **_stated(row, language),
            "note": row["note"],
        }
        for row in rows
    )
    footer = [(language.text("Whole province"), row) for row in records(shown.province)]
    footer += [(language.text("All areas"), row) for row in records(shown.supported)]
    return ChartTable(
        columns,
        cells,
        tuple({"district": name, **_stated(row, language)} for name, row in footer),
        {str(row["figure_id"]): (_choice(row),) for row in rows},
    )


def _stated(row: Row, language: Language) -> Cells:
    return {
        "period": period(row["year_from"], row["year_to"]),
        "published": {"v": int(row["value"]), "t": figure_value(row, language)},
    }

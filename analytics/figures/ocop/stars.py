"""OCOP stars by district and by year: bars of recognised products, and what is published beside them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Behind, Chart, ChartColumn, ChartTable, row_choices
from analytics.figures.chosen import opacities, titled
from analytics.figures.drawing import bar
from analytics.figures.funding.parts import figures_behind
from analytics.figures.ocop.parts import SMALL, recognitions_behind, star_choice, star_marker, year_choice
from analytics.figures.style import Look, figure, hatched, height_of, safe, whole_ticks
from analytics.ocop.published import published_recognised
from analytics.ocop.recognitions import STAR_LEVELS, recognitions_of, stars_by_district, stars_by_year
from analytics.selection.choices import Choice, customdata
from analytics.selection.place_words import Row, district_name, joined, period, records
from analytics.selection.selected import Selected
from analytics.wording.colours import STAR_COLOURS
from analytics.wording.language import Language


def district_chart(selected: Selected, look: Look) -> Chart:
    """Return the recognised products by district (2024) and stars; a bar chooses its district and its stars."""
    language = look.language
    table = stars_by_district(selected)
    n = selected.count("ocop_products")
    codes = list(dict.fromkeys(table.groupby("district_code")["n"].sum().sort_values(ascending=False).index))
    made = figure(look, height=height_of(len(codes), minimum=260), barmode="stack", uniformtext=SMALL)
    for stars in STAR_LEVELS:
        rows = records(table[table["stars"].eq(stars)])
        if rows:
            made.add_trace(_district_bars(stars, rows, look))
    made.update_yaxes(type="category", categoryarray=codes, categoryorder="array", autorange="reversed")
    made.update_yaxes(tickvals=codes, ticktext=[safe(district_name(code, language, short=True)) for code in codes])
    largest = table.groupby("district_code")["n"].sum().max() if n else 1
    made.update_xaxes(title=language.text("recognised products"), **whole_ticks(largest))
    return Chart(
        title=titled(language.text("OCOP stars by district"), look, "districts", "stars"),
        unit=language.text("recognised products"),
        n=n,
        n_of=language.text("recognised products"),
        figure=made,
        table=_district_table(records(table), language),
        behind=(Behind.of_rows(language.text("OCOP products"), selected, "ocop_products"),),
        alt=language.text("Bars of {n} recognised OCOP products by district, divided into 3, 4 and 5 stars.", n=n),
        notes=(
            language.text("Only what is recognised; evaluated, unstarred and candidate products stand apart below."),
        ),
        empty="" if n else language.text("No recognised OCOP product fits this selection."),
    )


def _district_choices(row: Row) -> tuple[Choice, Choice]:
    return Choice("districts", str(row["district_code"])), star_choice(int(row["stars"]))


def _district_bars(stars: int, rows: Sequence[Row], look: Look) -> Any:
    language = look.language
    choices = [_district_choices(row) for row in rows]
    hover = [
        f"<b>{safe(district_name(row['district_code'], language))}</b><br>{stars} ★: {language.number(int(row['n']))}"
        for row in rows
    ]
    return bar(
        y=[row["district_code"] for row in rows],
        x=[int(row["n"]) for row in rows],
        orientation="h",
        name=f"{stars} ★",
        text=[language.number(int(row["n"])) for row in rows],
        textposition="inside",
        textangle=0,
        insidetextfont=_text_on(stars, look),
        marker=star_marker(stars, look, _opacity(look, choices)),
        customdata=[customdata(*one) for one in choices],
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _opacity(look: Look, choices: Sequence[tuple[Choice, Choice]]) -> list[float]:
    """Fade what is not chosen: by the first field, by the second, or by both."""
    fields = [pair[0].field for pair in choices[:1]] + ["stars"]
    both = zip(
        opacities(look, fields[0], [pair[0] for pair in choices]),
        opacities(look, "stars", [pair[1] for pair in choices]),
        strict=True,
    )
    return [min(pair) for pair in both]


def _text_on(stars: int, look: Look) -> dict[str, Any]:
    """Return the font of a number on a bar, with a halo in the colour of the bar, so that no pattern hides it."""
    is_light = (look.theme == "light") == (stars > 3)
    halo = ", ".join([f"0 0 3px {STAR_COLOURS[look.theme][stars]}"] * 4)
    return {"color": "#ffffff" if is_light else "#0f151b", "size": 14, "weight": 700, "shadow": halo}


def _district_table(rows: Sequence[Row], language: Language) -> ChartTable:
    columns = (
        ChartColumn("district", language.text("District")),
        ChartColumn("stars", language.text("Stars"), is_number=True),
        ChartColumn("n", language.text("Products"), is_number=True),
    )
    cells = tuple(
        {
            "id": f"{row['district_code']}-{row['stars']}",
            "district": district_name(row["district_code"], language),
            "stars": {"v": int(row["stars"]), "t": f"{row['stars']} ★"},
            "n": int(row["n"]),
        }
        for row in rows
    )
    total = ({"district": language.text("Total"), "n": sum(int(row["n"]) for row in rows)},)
    chosen = row_choices((f"{row['district_code']}-{row['stars']}", _district_choices(row)) for row in rows)
    return ChartTable(columns, cells, total, chosen)


def year_chart(selected: Selected, look: Look) -> Chart:
    """Return recognitions by year and stars beside the published number of the same year or period; a bar chooses year and stars."""
    language = look.language
    events = recognitions_of(selected)
    table = stars_by_year(events)
    published = published_recognised(selected.record, selected.selection)
    categories = _categories(table, published, language)
    made = figure(look, height=400, barmode="stack", bargap=0.25, uniformtext=SMALL)
    for stars in STAR_LEVELS:
        rows = records(table[table["stars"].eq(stars)])
        if rows:
            made.add_trace(_year_bars(stars, rows, look))
    if len(published):
        made.add_trace(_published_bars(records(published), look))
    made.update_xaxes(type="category", categoryarray=categories, categoryorder="array", automargin=True)
    sums = [*table.groupby("year", dropna=False)["n"].sum(), *published["value"]]
    made.update_yaxes(title=language.text("recognitions"), **whole_ticks(max(sums, default=1)))
    return Chart(
        title=titled(language.text("OCOP recognitions by year"), look, "years", "stars"),
        unit=language.text("recognitions (a renewal counts again)"),
        n=len(events),
        n_of=language.text("recognitions"),
        figure=made,
        table=_year_table(records(table), records(published), language),
        behind=_year_parts(selected, published, language),
        alt=language.text("Columns of {n} recognitions by year and stars, beside published numbers.", n=len(events)),
        notes=(
            language.text(
                "Hatched: the number that a source publishes for that year or period, with renewals; never added."
            ),
        )
        if len(published)
        else (),
        empty="" if len(events) or len(published) else language.text("No recognition fits this selection."),
    )


def _year_parts(selected: Selected, published: pd.DataFrame, language: Language) -> tuple[Behind, ...]:
    return (
        recognitions_behind(selected.record, recognitions_of(selected), language),
        figures_behind(selected.record, published["figure_id"], language),
    )


def _when(year: Any, language: Language) -> str:
    return language.text("year not stated") if pd.isna(year) else str(int(year))


def _categories(table: pd.DataFrame, published: pd.DataFrame, language: Language) -> list[str]:
    """Order years and periods by their end; a period stands behind its last year, what is undated at the end."""
    found = {str(int(year)): (int(year), 0) for year in table["year"].dropna()}
    for row in records(published):
        name = period(row["year_from"], row["year_to"])
        found.setdefault(name, (int(row["year_to"]), int(row["year_to"]) - int(row["year_from"])))
    ordered = sorted(found, key=lambda name: found[name])
    return [*ordered, _when(None, language)] if table["year"].isna().any() else ordered


def _event_choices(row: Row) -> tuple[Choice, ...]:
    stars = star_choice(int(row["stars"]))
    return (stars,) if pd.isna(row["year"]) else (year_choice(int(row["year"])), stars)


def _year_bars(stars: int, rows: Sequence[Row], look: Look) -> Any:
    language = look.language
    choices = [_event_choices(row) for row in rows]
    years = [year_choice(0 if pd.isna(row["year"]) else int(row["year"])) for row in rows]
    opacity = _opacity(look, [(year, star_choice(stars)) for year in years])
    return bar(
        x=[_when(row["year"], language) for row in rows],
        y=[int(row["n"]) for row in rows],
        name=f"{stars} ★",
        offsetgroup="items",
        text=[language.number(int(row["n"])) for row in rows],
        textposition="inside",
        textangle=0,
        insidetextfont=_text_on(stars, look),
        marker=star_marker(stars, look, opacity),
        customdata=[customdata(*one) for one in choices],
        hovertext=[f"<b>{safe(_when(row['year'], language))}</b><br>{stars} ★: {int(row['n'])}" for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _published_bars(rows: Sequence[Row], look: Look) -> Any:
    language = look.language
    names = [period(row["year_from"], row["year_to"]) for row in rows]
    values = [figure_value(row, language) for row in rows]
    choices = [(year_choice(int(row["year_from"])),) if row["year_from"] == row["year_to"] else () for row in rows]
    return bar(
        x=names,
        y=[float(row["value"]) for row in rows],
        name=language.text("published"),
        offsetgroup="published",
        text=[safe(value) for value in values],
        textposition="outside",
        cliponaxis=False,
        marker=hatched(STAR_COLOURS[look.theme][4], look),
        customdata=[customdata(*one) for one in choices],
        hovertext=[
            f"<b>{name}</b><br>{safe(language.text('published'))}: {safe(value)}"
            for name, value in zip(names, values, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _year_table(rows: Sequence[Row], published: Sequence[Row], language: Language) -> ChartTable:
    columns = (
        ChartColumn("year", language.text("Year")),
        ChartColumn("what", language.text("What")),
        ChartColumn("stars", language.text("Stars")),
        ChartColumn("n", language.text("Recognitions"), is_number=True),
    )
    items = tuple(
        {
            "id": f"{row['year']}-{row['stars']}",
            "year": _when(row["year"], language),
            "what": language.text("itemised"),
            "stars": f"{row['stars']} ★",
            "n": int(row["n"]),
        }
        for row in rows
    )
    beside = tuple(
        {
            "id": str(row["figure_id"]),
            "year": period(row["year_from"], row["year_to"]),
            "what": joined([language.text("published"), "" if pd.isna(row["note"]) else row["note"]]),
            "stars": "",
            "n": {"v": float(row["value"]), "t": figure_value(row, language)},
        }
        for row in published
    )
    total = ({"year": language.text("Total itemised"), "n": sum(int(row["n"]) for row in rows)},)
    chosen = row_choices((f"{row['year']}-{row['stars']}", _event_choices(row)) for row in rows)
    return ChartTable(columns, (*items, *beside), total, chosen)

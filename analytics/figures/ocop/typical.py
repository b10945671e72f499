"""Typical rural industrial products by year and level: itemised, implied or proposed, beside what is published."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Behind, Chart, ChartColumn, ChartTable, row_choices
from analytics.figures.chosen import opacities, titled
from analytics.figures.drawing import bar
from analytics.figures.funding.parts import figures_behind
from analytics.figures.ocop.parts import disagreements, year_choice
from analytics.figures.style import PAPER, Look, figure, hatched, safe, whole_ticks, wrapped
from analytics.ocop.typical import by_level_and_year, published_typical
from analytics.selection.choices import Choice, customdata
from analytics.selection.place_words import Row, joined, records
from analytics.selection.selected import Selected
from analytics.wording.colours import STAR_COLOURS
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import FigureScope, TypicalLevel

_ITEMISED = mark("itemised")
IMPLIED = mark("implied by a higher level")
PROPOSED = mark("proposed in the merged Bắc Ninh")
_PUBLISHED = mark("published")
_LINE_PX = 54
"""Room for three lines of words."""
_PATTERNS = {_ITEMISED: "", IMPLIED: "x", PROPOSED: "-"}


def typical_chart(selected: Selected, look: Look) -> Chart:
    """Return typical products by year and level; a bar chooses its year. `selected` is the selection without its years."""
    language, n = look.language, selected.count("typical_products")
    items = [{**row, "kind": _kind(row)} for row in records(by_level_and_year(selected))]
    published = records(published_typical(selected.record, selected.selection))
    figure_ids = [row["figure_id"] for row in published]
    lines = _lines(items, published)
    made = figure(look, height=_LINE_PX * len(lines) + 130, barmode="overlay")
    if published:
        made.add_trace(_published_bars(published, look))
    for kind in _PATTERNS:
        rows = [row for row in items if row["kind"] == kind]
        if rows:
            made.add_trace(_bars(kind, rows, items, look))
    made.update_yaxes(type="category", categoryarray=lines, categoryorder="array", autorange="reversed")
    made.update_yaxes(tickvals=lines, ticktext=[_tick(line, published, language) for line in lines])
    largest = max([1.0, *(float(row["value"]) for row in published), *(float(row["n"]) for row in items)])
    made.update_xaxes(title=language.text("products"), range=[0, largest * 1.2], **whole_ticks(largest))
    return Chart(
        title=titled(language.text("Typical rural industrial products by year and level"), look, "years"),
        unit=language.text("products"),
        n=n,
        n_of=language.text("typical products"),
        figure=made,
        table=_table(items, published, language),
        behind=(
            Behind.of_rows(language.text("Typical products"), selected, "typical_products"),
            figures_behind(selected.record, figure_ids, language),
        ),
        alt=language.text("Bars of {n} typical products by year and level, beside published numbers.", n=n),
        notes=(
            language.text(
                "Crossed: implied by recognition at a higher level. Lined: proposed in the merged Bắc Ninh, not decided."
            ),
            *disagreements(selected.record, "published_figures", figure_ids),
        ),
        empty="" if lines else language.text("No typical product fits this selection."),
    )


def _kind(row: Row) -> str:
    if row["is_proposed"] or row["is_merged_province"]:
        return PROPOSED
    return IMPLIED if row["is_implied"] else _ITEMISED


def _line(row: Row) -> str:
    year = row["year"] if "year" in row else row["year_from"]
    return f"{'' if pd.isna(year) else int(year)}|{row['level']}"


def _lines(items: Sequence[Row], published: Sequence[Row]) -> list[str]:
    """Order the lines by year, then from the province to the nation; undated last."""
    order = {level.value: n for n, level in enumerate(TypicalLevel)}
    found = {_line(row) for row in (*items, *published)}
    return sorted(found, key=lambda line: (line.split("|")[0] or "9999", order[line.split("|")[1]]))


def _line_name(line: str, language: Language) -> str:
    year, level = line.split("|")
    return joined([year or language.text("year not stated"), label(TypicalLevel(level), language)])


def _tick(line: str, published: Sequence[Row], language: Language) -> str:
    """Name a line beside its bars, and the province when what is published is of the merged one."""
    merged = next((_merged(row, language) for row in published if _line(row) == line), "")
    return wrapped(joined([_line_name(line, language), merged]), 18)


def _choices(row: Row) -> tuple[Choice, ...]:
    year = row["year"] if "year" in row else row["year_from"]
    return () if pd.isna(year) else (year_choice(int(year)),)


def _bars(kind: str, rows: Sequence[Row], items: Sequence[Row], look: Look) -> Any:
    language = look.language
    choices = [_choices(row) for row in rows]
    colour = STAR_COLOURS[look.theme][4]
    pattern = {"shape": _PATTERNS[kind], "fgcolor": PAPER[look.theme], "bgcolor": colour, "size": 7, "solidity": 0.35}
    return bar(
        y=[_line(row) for row in rows],
        x=[int(row["n"]) for row in rows],
        base=[_before(row, items) for row in rows],
        orientation="h",
        name=language.text(kind),
        width=0.5,
        text=[language.number(int(row["n"])) for row in rows],
        textposition="inside",
        textangle=0,
        insidetextfont={"color": "#ffffff" if look.theme == "light" else "#0f151b", "size": 14}
        | {"shadow": ", ".join([f"0 0 3px {colour}"] * 4)},
        marker={
            "color": colour,
            "pattern": pattern,
            "opacity": opacities(look, "years", [one[0] if one else None for one in choices]),
        },
        customdata=[customdata(*one) for one in choices],
        hovertext=[_hover(row, language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _before(row: Row, items: Sequence[Row]) -> int:
    """Return how many products of the same line stand before those of this kind."""
    kinds = list(_PATTERNS)
    earlier = kinds[: kinds.index(row["kind"])]
    return sum(int(other["n"]) for other in items if _line(other) == _line(row) and other["kind"] in earlier)


def _hover(row: Row, language: Language) -> str:
    kind = row["kind"]
    return f"<b>{safe(_line_name(_line(row), language))}</b><br>{safe(language.text(kind))}: {int(row['n'])}"


def _published_bars(rows: Sequence[Row], look: Look) -> Any:
    language = look.language
    values = [figure_value(row, language) for row in rows]
    return bar(
        y=[_line(row) for row in rows],
        x=[float(row["value"]) for row in rows],
        orientation="h",
        name=language.text(_PUBLISHED),
        text=[safe(value) for value in values],
        textposition="outside",
        cliponaxis=False,
        marker=hatched(STAR_COLOURS[look.theme][4], look),
        customdata=[customdata(*_choices(row)) for row in rows],
        hovertext=[
            f"<b>{safe(_line_name(_line(row), language))}</b><br>{safe(language.text(_PUBLISHED))}: {safe(value)}"
            for row, value in zip(rows, values, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _merged(row: Row, language: Language) -> str:
    is_merged = row["scope"] == FigureScope.MERGED_PROVINCE
    return language.text("Bắc Ninh since 1 July 2025") if is_merged else ""


def _table(items: Sequence[Row], published: Sequence[Row], language: Language) -> ChartTable:
    columns = (
        ChartColumn("year", language.text("Year")),
        ChartColumn("level", language.text("Level")),
        ChartColumn("what", language.text("What")),
        ChartColumn("n", language.text("Products"), is_number=True),
    )
    rows: list[dict[str, object]] = [
        {"id": f"{_line(row)}|{kind}", "what": language.text(kind), "n": int(row["n"])}
        for row in items
        for kind in [row["kind"]]
    ]
    rows += [
        {
            "id": str(row["figure_id"]),
            "what": joined([language.text(_PUBLISHED), _merged(row, language)]),
            "n": {"v": float(row["value"]), "t": figure_value(row, language)},
        }
        for row in published
    ]
    for row, given in zip(rows, [*items, *published], strict=True):
        year, level = _line(given).split("|")
        row |= {"year": year or language.text("year not stated"), "level": label(TypicalLevel(level), language)}
    total = ({"year": language.text("Total itemised"), "n": sum(int(row["n"]) for row in items)},)
    ids = [str(row["id"]) for row in rows]
    chosen = row_choices((id_, _choices(given)) for id_, given in zip(ids, [*items, *published], strict=True))
    return ChartTable(columns, tuple(rows), total, chosen)

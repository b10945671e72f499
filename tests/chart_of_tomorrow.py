"""What the app of tomorrow makes of a new chart and its slide: run by test_new_chart in a copy of the app that has them.

Says as JSON the numbers of facilities by kind in each output.
"""

import io
import json
import sys
from datetime import date
from typing import Any

import openpyxl
import pymupdf
from analytics.figures.funding.kinds import kind_chart  # type: ignore[import-not-found]
from pptx import Presentation

from analytics.briefing.meeting import Meeting, arranged_story
from analytics.briefing.pdf.report import report
from analytics.briefing.pptx.deck import deck
from analytics.briefing.show import show_data
from analytics.briefing.story.storyline import story
from analytics.briefing.workbook import briefing_workbook
from analytics.figures.known_elsewhere import chart_of
from analytics.figures.style import Look
from analytics.prepared.tables import prepare
from analytics.selection.selected import selected_of
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.record import load_public_record

VI = Language("vi")


def tomorrow() -> dict[str, Any]:
    prepared, everything = prepare(load_public_record()), Selection()
    shown = chart_of(selected_of(prepared, everything), kind_chart, Look("light", VI, everything))
    figure = shown.figure.spec()
    drawn, names = figure["data"][0], figure["layout"]["yaxis"]["ticktext"]
    told: dict[str, Any] = {"title": shown.title, "table": [[name.text, n.value] for name, n in shown.table.rows]}
    told["screen"] = [[names[at], n] for at, n in zip(drawn["y"], drawn["x"], strict=True)]
    told["rows"] = [[table, len(frame)] for _, table, frame in shown.parts]
    whole = story(prepared, everything, today=date(2026, 11, 29), language=VI)
    told["slides"] = [slide.id for slide in whole.slides]
    told["headline"] = whole.by_id["kinds"].headline
    alone = arranged_story(whole, Meeting(("kinds",)))
    (block,) = show_data(alone, lambda one: one.id)["slides"][0]["blocks"]
    told["show"] = [[name, n] for name, n in zip(block["categories"], block["series"][0]["values"], strict=True)]
    (page,) = Presentation(io.BytesIO(deck(alone))).slides
    (chart,) = (shape.chart for shape in page.shapes if shape.has_chart)
    names = [str(name).replace("\u00a0", " ") for name in chart.plots[0].categories]
    told["deck"] = [[name, n] for name, n in zip(names, chart.plots[0].series[0].values, strict=True)]
    sheet = openpyxl.load_workbook(io.BytesIO(briefing_workbook(alone)))[
        whole.by_id["kinds"].subtitle.partition(":")[0]
    ]
    lines = {line[0]: line[1] for line in sheet.iter_rows(values_only=True)}
    told["workbook"] = [[name, lines.get(name)] for name in names]
    pages = pymupdf.open(stream=report(alone), filetype="pdf")
    text = " ".join(" ".join(one.get_text() for one in pages).split())
    told["report"] = [name for name in names if name in text]
    gone = story(prepared, Selection(years=(2001, 2001)), today=date(2026, 11, 29), language=VI)
    told["dropped"] = [reason for title, reason in gone.dropped if title == "Cơ sở theo loại hình"]
    return told


if __name__ == "__main__":
    json.dump(tomorrow(), sys.stdout)

"""The days of a campaign as a workbook: a list to look at, and a sheet to fill in that comes back as forms do."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from analytics.survey.trips import Call, Trip
from analytics.wording.language import Language, mark
from geodata.schema.survey_vocabulary import QuestionKind
from geodata.survey.questions import Form, Question

_KEY = "Mã lượt thăm"
"""The heading of the column by which a filled-in row finds its visit (`geodata.survey.submissions`)."""
_VERSION = "Phiên bản"
"""The heading of the column that says which questions are asked."""
_LIST = (
    (mark("Day"), 12),
    (mark("Team"), 14),
    (mark("No."), 5),
    (mark("Arrives"), 9),
    (mark("Facility"), 34),
    (mark("Place"), 34),
    (mark("Location"), 16),
    (mark("Proposal"), 44),
    (mark("Contact"), 22),
)


def day_workbook(trips: Sequence[Trip], others: Iterable[Call], form: Form, language: Language) -> bytes:
    """Return the workbook; text is text, so that nothing in it runs as a formula."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only where a workbook is made

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8F2F0", "border": 1, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    _day_list(book, trips, language, (head, text))
    calls = [call for trip in trips for call in trip.calls] + list(others)
    _to_fill_in(book, calls, form, language, (head, text))
    book.close()
    return made.getvalue()


def _day_list(book: Any, trips: Iterable[Trip], language: Language, looks: tuple[Any, Any]) -> None:
    sheet = book.add_worksheet(language.text("Days"))
    for column, (heading, width) in enumerate(_LIST):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, language.text(heading), looks[0])
    number = 0
    for trip in trips:
        for place, call in enumerate(trip.calls, 1):
            number += 1
            cells = (
                language.partial_date(trip.day.isoformat()),
                trip.team,
                str(place),
                call.arrives,
                call.name,
                call.place,
            )
            for column, cell in enumerate((*cells, call.quality, call.visit.proposal, call.contact)):
                sheet.write_string(number, column, cell, looks[1])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(number, 1), len(_LIST) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _to_fill_in(book: Any, calls: Sequence[Call], form: Form, language: Language, looks: tuple[Any, Any]) -> None:
    sheet = book.add_worksheet(language.text("To fill in"))
    asked = [one for one in form.questions if one.kind is not QuestionKind.PHOTO]
    about = (_KEY, language.text("Facility"), language.text("Proposal"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(about) + len(asked), 22)
    for column, heading in enumerate((*about, *(one.label for one in asked), _VERSION)):
        sheet.write_string(0, column, heading, looks[0])
    for number, call in enumerate(calls, 1):
        for column, cell in enumerate((call.visit.visit_id, call.name, call.visit.proposal)):
            sheet.write_string(number, column, cell, looks[1])
        sheet.write_string(number, len(about) + len(asked), form.version, looks[1])
        for column, one in enumerate(asked, len(about)):
            sheet.write_string(number, column, one.words(call.visit.answers.get(one.name, "")), looks[1])
    for column, one in enumerate(asked, len(about)):
        _choices(sheet, column, one, len(calls))
    sheet.freeze_panes(1, 2)


def _choices(sheet: Any, column: int, question: Question, n_rows: int) -> None:
    labels = [one.label for one in question.choices]
    if labels and question.kind is not QuestionKind.SEVERAL_OF and sum(map(len, labels)) + len(labels) < 250:
        sheet.data_validation(1, column, max(n_rows, 1), column, {"validate": "list", "source": labels})

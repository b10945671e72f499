"""Minutes and report of a campaign, by the writer of the house, from the visits of the record."""

import io

import docx
import pytest

from analytics.survey.progress import visits_with_answers
from analytics.survey.schedule import campaign_of
from analytics.survey.signed_papers import minutes, report
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.vocabulary import CampaignKind
from geodata.survey.questions import form_of
from tests.survey.survey_record import SOURCE, with_campaign, with_rows

VI = Language("vi")


def answered(record: Record, answers: dict[str, str]) -> Record:
    visit = record["survey_visits"].loc[record["survey_visits"]["campaign_id"].eq("dot-1"), "visit_id"].iloc[0]
    form = {
        "submission_id": "f-1",
        "visit_id": visit,
        "instance": "1",
        "origin": "app",
        "state": "counts",
        "source_ids": SOURCE,
    }
    record = with_rows(record, "survey_submissions", [form])
    rows = [
        {"answer_id": f"a-{n}", "submission_id": "f-1", "question": name, "value": value, "source_ids": SOURCE}
        for n, (name, value) in enumerate(answers.items())
    ]
    return with_rows(record, "survey_answers", rows)


def texts(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        (
            CampaignKind.SURVEY,
            {"workers": "25", "recommended": "less", "recommended_amount": "120", "recommended_reason": "Giá cao"},
            ("BIÊN BẢN", "25", "120", "Giá cao"),
        ),
        (
            CampaignKind.INSPECTION,
            {"workers_before": "12", "workers": "31", "verdict": "effective", "follow_up": "Theo dõi tiếp"},
            ("BIÊN BẢN", "12", "31", "Hiệu quả", "Theo dõi tiếp"),
        ),
    ],
)
def test_minutes_say_what_was_answered(kind: CampaignKind, answers: dict[str, str], said: tuple[str, ...]) -> None:
    record = answered(with_campaign(3, kind), answers)
    visits = visits_with_answers(record, "dot-1", VI)
    visit = next(one for one in visits if one.answers)
    text = texts(minutes(record, campaign_of(record, "dot-1"), form_of(record, kind), visit))
    assert visit.facility in text
    for one in said:
        assert one in text


def test_the_report_counts_the_visits_and_lists_each() -> None:
    record = with_campaign(12)
    visits = visits_with_answers(record, "dot-1", VI)
    text = texts(report(record, campaign_of(record, "dot-1"), visits, ("Đoàn 1",)))
    assert "BÁO CÁO" in text
    assert all(one.facility in text for one in visits)

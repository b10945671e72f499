"""A stage is what its source says: the words of the record, of the importer, of the editor and of the screen are one list."""

import pytest

from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.illustrative.frames import illustrative_words
from geodata.importing.fields import choices
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.tables.proposals import STAGES
from geodata.importing.values.title_words import defaults_from_titles
from geodata.importing.values.words import read_choice
from geodata.record.public import load_public_record
from geodata.schema.vocabulary import STAGES_IN_ORDER, Stage
from tests.geodata.importing import import_sheets as sheets


def test_every_stage_of_the_record_is_the_word_of_its_source_or_a_listed_equivalent() -> None:
    events = load_public_record()["proposal_events"]
    assert len(events) > 30
    for row in events.itertuples():
        read = read_choice("Stage", str(row.stage_as_written))
        assert read is not None, row
        assert (read.value, read.is_inferred) == (row.stage, False), row


def test_every_proposal_stands_at_a_stage_that_a_source_states() -> None:
    record = load_public_record()
    stated = record["proposal_events"].groupby("proposal_id")["stage"].agg(set)
    for row in record["proposals"].itertuples():
        assert row.stage in stated[row.proposal_id], row


def test_the_illustrative_survey_speaks_the_same_words() -> None:
    for stage, word in illustrative_words()["stages"].items():
        read = read_choice("Stage", word)
        assert read is not None
        assert (read.value, read.is_inferred) == (stage, False)


def test_the_screen_and_the_templates_use_one_word() -> None:
    offered = {one.value: one.label for one in choices("Stage")}
    assert set(offered) == set(Stage)
    assert {str(stage): label(stage, Language("vi")) for stage in Stage} == offered


def test_columns_of_stages_stand_in_the_order_of_the_life_of_a_proposal() -> None:
    assert [stage for stage in STAGES_IN_ORDER if stage in STAGES] == list(STAGES)


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("Hoàn thành", "completed"),
        ("đã thực hiện", "completed"),
        ("hoàn thành, nghiệm thu", "accepted"),
        ("chưa hoàn thành", "implementing"),
        ("đang thực hiện", "implementing"),
        ("Được giao", "assigned"),
        ("kế hoạch", "planned"),
        ("đã phê duyệt", "approved"),
    ],
)
def test_a_word_is_read_as_it_stands(word: str, stage: str) -> None:
    read = read_choice("Stage", word)
    assert read is not None
    assert read.value == stage


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("TỔNG HỢP KẾT QUẢ HẬU KIỂM CÁC ĐỀ ÁN KHUYẾN CÔNG", "inspected"),
        ("KẾT QUẢ NGHIỆM THU ĐỀ ÁN KHUYẾN CÔNG NĂM 2023", "accepted"),
        ("(Kèm theo Quyết định về việc giao kế hoạch kinh phí khuyến công)", "assigned"),
        ("(Kèm theo Quyết định phê duyệt)", "approved"),
    ],
)
def test_a_title_says_what_its_rows_are(title: str, stage: str) -> None:
    assert defaults_from_titles([title], "")["stage"] == stage


def test_a_list_of_inspected_proposals_says_so_with_the_day_of_each() -> None:
    sheet = sheets.sheet("""
TỔNG HỢP KẾT QUẢ HẬU KIỂM CÁC ĐỀ ÁN KHUYẾN CÔNG
STT | Tên đề án | Tên cơ sở CNNT | Địa chỉ | Năm thực hiện | Ngày kiểm tra
1 | Hỗ trợ máy ép ván | Công ty TNHH Ván Thử | huyện Lạng Giang | 2021 | @2024-05-14
2 | Hỗ trợ máy sấy | HTX Thử Sấy | huyện Yên Thế | 2022 |
""")
    rows = read_rows(sheet, propose(sheet)).rows
    assert [row.value("stage") for row in rows] == ["inspected", "inspected"]
    assert [row.value("inspected") for row in rows] == ["2024-05-14", None]

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analytics.briefing import files
from analytics.briefing.__main__ import NO_TEMPLATE, NOT_WRITTEN, main
from analytics.briefing.files import BRIEFING_LIMITS, MakingError, make, run_apart
from analytics.briefing.meeting import Meeting
from analytics.briefing.request import BriefingFormat, BriefingRequest
from analytics.briefing.story.slides import Story
from analytics.maps.measures import Measure, Scale
from analytics.prepared.tables import Prepared
from analytics.selection.selection import Selection
from analytics.wording.command_line import NOT_UNDERSTOOD
from geodata.jobs import JobLimits, Task
from geodata.schema.vocabulary import Sector

DAY = date(2026, 11, 21)


def test_an_order_reads_the_address_as_the_screens_do() -> None:
    order = BriefingRequest(
        DAY, {"sector": "wood", "years": "2016-2020", "measure": "support", "scale": "share", "layers": "none"}
    )
    assert order.selection == Selection(sectors=(Sector.WOOD,), years=(2016, 2020))
    assert (order.spec.measure, order.spec.scale) == (Measure.SUPPORT, Scale.SHARE)
    assert order.layers == ()
    assert BriefingRequest(DAY, {"measure": "<script>"}).spec.measure is Measure.FACILITIES


def test_files_follow_the_programme_and_tell_their_progress(prepared: Prepared) -> None:
    seen: list[tuple[int, int, str]] = []
    order = BriefingRequest(DAY, {}, (BriefingFormat.XLSX,), meeting=Meeting(order=("title", "pipeline")))
    files = make(prepared, order, lambda *one: seen.append(one))
    assert set(files) == {BriefingFormat.XLSX}
    assert seen[-1][:2] == (100, 100)
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().err


def test_refusals_are_in_vietnamese_with_a_remedy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = ("--out", str(tmp_path))
    for given, said in (
        (("--year", "23"), "ghi một năm như 2023"),
        (("--year", "2020-2016"), "ghi một năm như 2023"),
        (("--districts", "Huế"), "Các huyện gồm"),
        (("--formats", "docx"), "pptx, pdf hoặc xlsx"),
        (("--selection", "sector=gold"), "không hiểu phần sector"),
        (("--date", "21/11/2026"), "2026-11-21"),
        (("--colour", "red"), "Không hiểu lệnh"),
    ):
        code, text = command(capsys, *given, *out)
        assert (code, said in text) == (NOT_UNDERSTOOD, True), text
    assert not list(tmp_path.iterdir())


def test_a_template_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, text = command(capsys, "--template", "khong-co.potx", "--out", str(tmp_path))
    assert code == NO_TEMPLATE
    assert "khong-co.potx" in text


@pytest.fixture
def public_record(monkeypatch: pytest.MonkeyPatch, prepared: Prepared) -> None:
    monkeypatch.setattr("analytics.briefing.__main__.opening_record", lambda _scope: prepared.record)


@pytest.mark.usefixtures("public_record")
def test_the_command_writes_what_it_says(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = ["--year", "2023", "--districts", "luc ngan, 213", "--formats", "xlsx", "--date", "2026-11-21"]
    assert main([*arguments, "--out", str(tmp_path / "new")]) == 0
    (path,) = (tmp_path / "new").iterdir()
    assert path.name == "khuyen-cong-bac-giang_thanh-pho-bac-giang-luc-ngan-2023_2026-11-21.xlsx"
    assert capsys.readouterr().out.strip() == str(path)


@pytest.mark.usefixtures("public_record")
def test_a_folder_that_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, text = command(capsys, "--formats", "xlsx", "--out", str(tmp_path / "file"))
    assert code == NOT_WRITTEN
    assert "không ghi được" in text


@pytest.mark.usefixtures("public_record")
def test_an_unusable_template_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "mau.potx"
    path.write_bytes(b"no presentation")
    code, text = command(capsys, "--formats", "pptx", "--template", str(path), "--out", str(tmp_path))
    assert code == NO_TEMPLATE
    assert "Không dùng được tệp mẫu" in text


def test_a_process_apart_makes_the_same_file(tell: Callable[[str], Story]) -> None:
    seen: list[str] = []
    order = BriefingRequest(DAY, {"district": "219"}, (BriefingFormat.XLSX,))
    files = run_apart(order, lambda what, _share: seen.append(what))
    book = load_workbook(BytesIO(files[BriefingFormat.XLSX]))
    headlines = {sheet["A1"].value for sheet in book}
    assert headlines >= {slide.headline for slide in tell("one district").slides[1:-1]}
    assert seen


@pytest.mark.parametrize(
    ("instead", "budget", "said"),
    [
        ("sleep", replace(BRIEFING_LIMITS, seconds=0.05), "giây nên đã dừng"),
        ("burn", replace(BRIEFING_LIMITS, processor_seconds=1), "quá 1 giây nên đã dừng"),
        ("fill", replace(BRIEFING_LIMITS, memory_mb=600), "cần hơn 600 MB bộ nhớ nên đã dừng"),
        ("leave", BRIEFING_LIMITS, "nhật ký"),
    ],
)
def test_files_that_take_more_than_their_budget_are_told_in_words(
    instead: str, budget: JobLimits, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = f"tests.geodata.jobs.job_tasks:{instead}"
    arguments = (60,) if instead == "sleep" else ()
    monkeypatch.setattr(files, "Task", lambda kind, _, __, bound, **more: Task(kind, entry, arguments, bound, **more))
    with pytest.raises(MakingError) as caught:
        run_apart(BriefingRequest(DAY, {}, (BriefingFormat.PPTX,)), budget=budget)
    assert said in str(caught.value)
    assert "exit code" not in str(caught.value)


def test_a_template_that_cannot_be_used_is_told_in_words() -> None:
    with pytest.raises(MakingError) as caught:
        run_apart(BriefingRequest(DAY, {}, (BriefingFormat.PPTX,), template=b"no presentation"))
    assert "Không dùng được tệp mẫu" in str(caught.value)

"""The command that replaces boundaries answers in Vietnamese, in English when asked, and says when nothing has changed."""

from pathlib import Path

import pytest

from analytics.boundaries.__main__ import DONE, NOT_TAKEN, main
from analytics.wording.command_line import NOT_UNDERSTOOD
from geodata.boundaries import bundled_path, layer_path, own_path
from tests.geodata.boundary_files import boundary_files as made

LAYER = "districts_2024"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHUYENCONG_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def official(tmp_path: Path) -> str:
    return str(made.geopackage(made.own_units(LAYER), tmp_path / "official.gpkg"))


def test_the_command_answers_and_says_when_nothing_changed(official: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([official, "--check"]) == DONE
    said = capsys.readouterr().out
    assert said.startswith("official.gpkg, lớp DiaPhan: 10 đơn vị của bộ districts_2024 (")
    assert "Tên lấy từ cột “TEN_HUYEN”." in said
    assert said.endswith("Chưa có gì thay đổi.\n")
    assert layer_path(LAYER) == bundled_path(LAYER)
    assert main([official]) == NOT_TAKEN
    assert capsys.readouterr().err.endswith("Chưa có gì thay đổi.\n")
    assert main([official, "--attribution", made.SOURCE, "--vintage", LAYER]) == DONE
    assert "Hãy khởi động lại ứng dụng." in capsys.readouterr().out
    assert layer_path(LAYER) == own_path(LAYER)
    assert main(["--take-back", LAYER]) == DONE
    assert "Đã dùng lại lớp sẵn có của ứng dụng: districts_2024 (" in capsys.readouterr().out
    assert main(["--take-back"]) == DONE
    assert capsys.readouterr().out == "Chưa có lớp nào được thay.\n"


def test_all_that_is_wrong_is_said_in_the_language_asked_for(official: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = [official, "--attribution", made.SOURCE, "--vintage", "districts_2025"]
    assert main(given) == NOT_TAKEN
    assert "official.gpkg, lớp DiaPhan: thiếu Thị xã Chũ (224). Hãy bổ sung" in capsys.readouterr().err
    assert main([*given, "--lang", "en"]) == NOT_TAKEN
    said = capsys.readouterr().err
    assert "official.gpkg, layer DiaPhan: Thị xã Chũ (224) is missing. Add it" in said
    assert said.endswith("Nothing was changed.\n")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Hãy nêu tệp ranh giới"),
        (["x.gpkg", "--vintage", "districts_1990"], "districts_1990 không nằm trong"),
        (["x.gpkg", "--lang", "fr"], "--lang fr không nằm trong các giá trị vi, en"),
    ],
)
def test_a_command_that_is_not_understood_is_refused(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(given) == NOT_UNDERSTOOD
    assert said in capsys.readouterr().err


def test_a_layer_that_cannot_be_removed_is_said(
    official: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main([official, "--attribution", made.SOURCE])

    def refuse(_: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert main(["--take-back"]) == NOT_TAKEN
    assert f"{own_path(LAYER)}: không ghi hoặc xóa được tệp (in use). Hãy" in capsys.readouterr().err
    assert layer_path(LAYER) == own_path(LAYER)

"""Text from files costs in proportion to its length: in every column of every table, in headings, titles, names of sheets and files.

Processor time is compared with that of a quarter of the text, widely, so that a busy machine does not matter: work that grows
with the square takes sixteen times as long.
"""

import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.importing.fields import FieldType, tables
from geodata.importing.files.reading import read_file
from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import propose
from geodata.importing.limits import IMPORT_LIMITS, LONGEST_TEXT, LONGEST_WORDS, FileRefusedError
from geodata.importing.limits import RefusalCode as R
from geodata.importing.merges import SheetCells, check_merges
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from tests.geodata.importing import import_files as made
from tests.geodata.importing.import_files import parsed

PIECES = (
    " ", "\t", "\n", "\u00a0", "\u200b", "xã ", "xã x, ", "huyện x ", "x-", "x.", "1.", "1,", "1 ", "0 ", "(", "  (", "(a)", "[", "*", "(*)", "¹",
    "đ", "a\u0301", "a\u0301\u0323", "- ", "–", ";", "/", ". ", "tỷ ", "tr", "ngày ", "năm ", "nam 20", "2020-", "1/", "1.1.", "số ", "đt:", "và ",
    "công ty ", "Ông ", "Bắc Giang ", "địa chỉ: ", "thôn ", "quyết định ", "I", "°", "'", ">", "~", "ngo", "C«ng ", "Coâng ",
)  # fmt: skip
"""What patterns begin with, end with or repeat; each is tried in a run."""
LENGTHS = (LONGEST_TEXT // 4, LONGEST_TEXT)
NOISE_SECONDS = 0.2
"""What a measurement may be off on a machine that does other things."""
GROWTH = 7
"""Linear work grows fourfold, work with the square sixteenfold."""


def run_of(piece: str, length: int) -> str:
    return "A" + piece * (length // len(piece)) + "B"


def understood(
    kind: str, text: str = "", *, longer: int = 0, heading: str = "", title: str = "", name: str = "S"
) -> UnderstoodSheet:
    """Read a sheet with a row for each column, in which that column holds the text, as long as its field may (or longer)."""
    fields = tables()[kind].fields
    headings = [one.heading for one in fields]
    plain = ["Công ty A" if one.type is FieldType.NAME else "x" for one in fields]
    longest = [LONGEST_TEXT if one.type is FieldType.TEXT else LONGEST_WORDS for one in fields]
    rows = [(*plain[:at], text[: longest[at] + longer] or plain[at], *plain[at + 1 :]) for at in range(len(fields))]
    headings[0] += heading
    sheet = Sheet(name, ((title or "Danh sách", *[None] * (len(fields) - 1)), tuple(headings), *rows))
    proposed = propose(sheet, kind, (1, 1))
    uses = tuple(
        replace(use, field=field.name, unit=use.unit or field.unit)
        for use, field in zip(proposed.columns, fields, strict=True)
    )
    return read_rows(sheet, replace(proposed, columns=uses))


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def grows_linearly(work: Callable[[str], object], piece: str) -> None:
    """Compare the longer text with the shorter, unless it costs next to nothing; once more where the machine was busy."""
    for _ in range(3):
        long = seconds(lambda: work(run_of(piece, LENGTHS[1])))
        if long <= NOISE_SECONDS:
            return
        short = seconds(lambda: work(run_of(piece, LENGTHS[0])))
        if long <= GROWTH * short + NOISE_SECONDS:
            return
    pytest.fail(f"{piece!r}: {short:.3f} s for {LENGTHS[0]} letters, {long:.3f} s for {LENGTHS[1]}")


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_a_text_costs_in_proportion_to_its_length_wherever_it_stands(piece: str) -> None:
    kinds = tuple(tables())
    for kind in kinds:
        grows_linearly(lambda text, kind=kind: understood(kind, text), piece)  # type: ignore[misc]
    kind = kinds[PIECES.index(piece) % len(kinds)]  # headings and titles of all are read alike, unlike their cells
    grows_linearly(lambda text: understood(kind, heading=text, title=text, name=text), piece)


def geojson(heading: str, cell: str) -> bytes:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [106.1, 21.3]},
        "properties": {"Tên cơ sở": "Công ty A", heading: cell},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def workbook(text: str, *, name: str = "S") -> bytes:
    cells = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    book = made.xlsx(cells, strings=made.shared_string(text))
    if name == "S":
        return book
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b'name="S1"', f'name="{name}"'.encode())
    return made.zipped(members)


def refusal(data: bytes, name: str, folder: Path) -> FileRefusedError:
    with pytest.raises(FileRefusedError) as caught:
        parsed(data, name, folder)
    return caught.value


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_a_hundred_thousand_letters_are_refused_with_their_place_before_any_pattern(piece: str, tmp_path: Path) -> None:
    text = run_of(piece, 100_000)
    for data, row in ((geojson("Địa chỉ", text), 2), (geojson(text, "x"), 1)):
        error = refusal(data, "a.geojson", tmp_path)
        assert (error.code, error.values["row"], error.values["column"]) == (R.LONG_TEXT, row, 2)
    with pytest.raises(FileRefusedError) as caught:
        read_file(b"a;b\n1;2\n", f"{text}.csv")
    assert caught.value.code is R.PATH_IN_NAME


def test_a_long_text_is_refused_in_every_kind_of_table(tmp_path: Path) -> None:
    text = run_of("xã ", IMPORT_LIMITS.cell_characters + 10)
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    files = {
        "a.csv": f"a;{text}\n".encode(),
        "a.xlsx": workbook(text),
        "a.ods": made.ods(f'<table:table table:name="T"><table:table-row>{cell}</table:table-row></table:table>'),
    }
    for name, data in files.items():
        error = refusal(data, name, tmp_path)
        assert error.code is R.LONG_TEXT
        assert error.values["row"] == 1
    assert refusal(workbook("x", name="x" * 300), "a.xlsx", tmp_path).code is R.LONG_SHEET_NAME


def test_marks_piled_up_are_refused_for_to_compose_them_costs_with_the_square(tmp_path: Path) -> None:
    piled = geojson("Địa chỉ", "a" + "\u0301\u0323" * 10_000)
    assert refusal(piled, "a.geojson", tmp_path).code is R.LONG_TEXT
    [sheet] = parsed(geojson("Địa chỉ", "a\u0301\u0323 " * 5000), "a.geojson", tmp_path)
    assert len(sheet.rows) == 2


@pytest.mark.parametrize("kind", tables())
def test_a_text_too_long_for_its_field_is_left_out_and_told_with_its_place_never_cut(kind: str) -> None:
    found = understood(kind, "x" * 2 * LONGEST_TEXT, longer=1)
    told = {(one.row, one.column): one.is_blocking for one in found.problems if one.code == "text_long"}
    fields = tables()[kind].fields
    assert told == {(3 + at, 1 + at): field.is_required for at, field in enumerate(fields)}
    assert not any("xxxxx" in str(cell.value) for row in found.rows for cell in row.cells.values())
    whole = understood(kind, "x" * 2 * LONGEST_TEXT)
    assert not [one for one in whole.problems if one.code == "text_long"]


def test_ranges_over_a_million_cells_cost_four_bytes_a_cell() -> None:
    sheet = Sheet("S", tuple(("x",) * 200 for _ in range(5000)), ((0, 0, 4999, 199),))
    tracemalloc.start()
    cells = SheetCells(sheet)
    assert cells.filled(4999, 199) == "x"
    assert cells.from_above(4999, 0) == "x"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_more_ranges_than_a_table_needs_are_refused() -> None:
    rows = tuple(("x",) * 20 for _ in range(1000))
    deep = ((0, 0, 999, 19),) * 1000
    for merged in (deep, tuple((row % 1000, 0, row % 1000, 1) for row in range(IMPORT_LIMITS.merged + 1))):
        with pytest.raises(FileRefusedError) as caught:
            check_merges(Sheet("S", rows, merged), IMPORT_LIMITS)
        assert caught.value.code is R.TOO_MANY_MERGED

"""Cells written by hand before an import: only those cells change, the last word counts, the file stays."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.importing.mending import CellCorrection, mended, with_mend
from geodata.importing.grid import ImportFile, ImportFormat, Sheet

CELLS = st.one_of(st.none(), st.text(max_size=5), st.integers(-9, 9))
SHEETS = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.tuples(*[CELLS] * wide), min_size=1, max_size=5).map(lambda rows: Sheet("B", tuple(rows)))
)
FILES = st.lists(SHEETS, min_size=1, max_size=2).map(
    lambda sheets: ImportFile("b.xlsx", ImportFormat.XLSX, tuple(sheets), "d")
)
MENDS = st.lists(
    st.builds(CellCorrection, st.integers(0, 2), st.integers(1, 6), st.integers(1, 5), st.text(max_size=4))
)


@given(FILES, MENDS)
def test_only_the_written_cells_change_and_the_last_word_counts(file: ImportFile, mends: list[CellCorrection]) -> None:
    kept: tuple[CellCorrection, ...] = ()
    for one in mends:
        kept = with_mend(kept, one)
    said = {(one.sheet, one.row, one.column): one.text or None for one in mends}
    assert len(kept) == len(said)
    for n, (before, after) in enumerate(zip(file.sheets, mended(file, kept).sheets, strict=True)):
        for row, cells in enumerate(before.rows, 1):
            assert after.rows[row - 1] == tuple(said.get((n, row, at), cell) for at, cell in enumerate(cells, 1))


@given(FILES)
def test_a_file_without_mends_is_the_file(file: ImportFile) -> None:
    assert mended(file, ()) is file

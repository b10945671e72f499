"""A table whose parts do not add up to its total says so beside it; what is published of several years is drawn; ⚠ is explained where it stands."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import product
from random import Random

import pytest
from openpyxl import load_workbook

from analytics.briefing.story.added import Added, AddedKind, added_of
from analytics.briefing.story.slides import Block, ChartBlock, MapBlock, Slide, Story, TableBlock
from analytics.briefing.story.storyline import story
from analytics.briefing.workbook import briefing_workbook
from analytics.crosstab.cut import CrosstabMeasure, Cut, Dimension
from analytics.crosstab.files import crosstab_content, ordered_lines
from analytics.crosstab.table import crosstab
from analytics.crosstab.vintages import others_of
from analytics.crosstab.words import notes_of_totals, said_of_total
from analytics.downloads import Occasion
from analytics.figures.style import DISPUTED
from analytics.funding.tables import bands
from analytics.maps.measures import MapMeasure, Measure
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.selected import select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.language import language
from geodata.schema.vocabulary import Programme
from pages.components.browser.data_table import TableTexts
from pages.components.crosstab.table import TOTAL, table_spec
from tests.analytics.briefing.conftest import TODAY

VI = language("vi")
SPECS = [
    MapMeasure(measure, vintage=vintage)
    for measure, vintage in product(
        (Measure.PROPOSALS, Measure.SUPPORT, Measure.OCOP), (Vintage.DISTRICTS_2024, Vintage.COMMUNES_2020)
    )
]
PLACED = (
    CrosstabMeasure.FACILITIES,
    CrosstabMeasure.PROPOSALS,
    CrosstabMeasure.SUPPORT,
    CrosstabMeasure.OCOP,
    CrosstabMeasure.TYPICAL,
)
PAIRS = [(left, right) for left in Vintage for right in others_of(left)]


def tables(slides: Sequence[Slide]) -> Iterator[TableBlock]:
    """Yield every table of slides, paper and maps that has a total."""
    blocks: list[Block] = [block for slide in slides for block in (*slide.blocks, *slide.more)]
    for block in blocks:
        table = block.table if isinstance(block, MapBlock) else block
        if isinstance(table, TableBlock) and table.table.footer:
            yield table


def unlike_total(block: TableBlock) -> list[str]:
    """Return the columns in which the lines of a table do not add up to its total; what of it is itemised may stand beneath."""
    made = block.table
    (at_total,) = (n for n, row in enumerate(made.footer) if row[0].text == VI.text("Total"))
    assert all(row[0].text == VI.text("Itemised") for row in made.footer[at_total + 1 :])
    total = made.footer[at_total]
    found = []
    for at, column in enumerate(made.columns):
        is_sum = column.is_number and column.heading != VI.text("Difference")
        if is_sum and total[at].value is not None:
            parts = sum(row[at].value or 0.0 for row in (*made.rows, *made.footer[:at_total]))
            if abs(parts - (total[at].value or 0.0)) > 1e-6 * max(1.0, abs(parts)):
                found.append(column.heading)
    return found


def of(prepared: Prepared, selection: Selection, spec: MapMeasure | None = None, *added: Added) -> Story:
    return story(prepared, selection, today=TODAY, language=VI, spec=spec, added=added)


@pytest.mark.parametrize("seed", range(4))
def test_a_table_adds_up_to_its_total_or_says_beside_it_why_not(prepared: Prepared, seed: int) -> None:
    luck = Random(seed)  # noqa: S311 - the same choices each time
    selection = Selection(
        districts=tuple(sorted(luck.sample(DISTRICT_CODES, luck.choice((0, 0, 1, 3))))),
        years=luck.choice((None, (2020, 2023))),
    )
    added = added_of(AddedKind.COMPARISON, ".".join([*luck.choice(PAIRS), luck.choice(PLACED)]), {})
    told = of(prepared, selection, SPECS[seed % len(SPECS)], added)
    for block in tables([one for one in told.slides if one.id in {"map", "districts", "ocop", "ceilings", added.id}]):
        assert not unlike_total(block) or any("tổng" in note.lower() for note in block.notes), block.title


def test_the_whole_record_has_tables_that_do_not_add_up_and_those_say_so(prepared: Prepared) -> None:
    added = added_of(AddedKind.COMPARISON, "districts_2024.districts_2025.proposals", {})
    cut = added_of(AddedKind.CROSSTAB, "proposals.district.content", {})
    told = of(prepared, Selection(), MapMeasure(Measure.SUPPORT), added, cut)
    unlike = {block.id for block in tables(told.slides) if unlike_total(block)}
    assert unlike >= {"districts", "map_table", added.id, cut.id}
    for block in tables(told.slides):
        said = any("tổng" in note.lower() for note in block.notes)
        assert said == (block.id in unlike), block.id


@pytest.mark.parametrize("seed", range(12))
def test_a_crosstab_adds_up_to_its_totals_or_says_beside_them_why_not(prepared: Prepared, seed: int) -> None:
    luck = Random(seed)  # noqa: S311 - the same choices each time
    fields = luck.sample(list(Dimension), 3)
    cut = Cut(luck.choice(list(CrosstabMeasure)), tuple(fields[: luck.choice((1, 2))]), fields[-1])
    selection = Selection(districts=tuple(sorted(luck.sample(DISTRICT_CODES, luck.choice((0, 2))))))
    made = crosstab(select(prepared, selection), cut)
    own = [line for line in ordered_lines(made, VI) if None not in line]
    columns = (*made.columns, None)
    down = {one: sum(made.cell(line, one).value or 0 for line in own) for one in columns}
    across = {line: sum(made.cell(line, one).value or 0 for one in made.columns) for line in (*own, made.total)}
    is_alike = all(abs(n - (made.cell(made.total, one).value or 0)) < 1e-6 for one, n in down.items())
    is_alike &= all(abs(n - (made.cell(line, None).value or 0)) < 1e-6 for line, n in across.items())
    notes = notes_of_totals(made, VI)
    assert is_alike or notes
    short = said_of_total(made, VI)
    assert bool(short) <= bool(notes)
    total = table_spec(made, VI, TableTexts()).footer[0]
    assert total["id"] == TOTAL
    assert total["down0"]["note"] == short
    if made.is_empty:
        return
    shown = crosstab_content(made, Occasion(datetime(2026, 1, 1, tzinfo=UTC), VI)).tables[0].frame
    assert short in str(shown["down0"].iloc[-1])


def test_the_workbook_writes_under_a_table_what_stands_there(prepared: Prepared) -> None:
    told = of(prepared, Selection(), MapMeasure(Measure.SUPPORT))
    book = load_workbook(BytesIO(briefing_workbook(told)), read_only=True)
    texts = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert {note for block in tables(told.slides) for note in block.notes} <= texts


@pytest.mark.parametrize(
    "selection", [Selection(), Selection(years=(2014, 2014)), Selection(programmes=(Programme.NATIONAL,))]
)
def test_what_is_published_of_several_years_has_its_own_bar_and_no_year_inside_stands_empty(
    prepared: Prepared, selection: Selection
) -> None:
    told = of(prepared, selection)
    if "funding_years" not in told.by_id:
        return
    (chart,) = (one for one in told.by_id["funding_years"].blocks if isinstance(one, ChartBlock))
    across = bands(select(prepared, Selection(programmes=selection.programmes)))
    shown = dict(zip(chart.names, chart.labels, strict=True))
    for band in across:
        first, last = band.span
        name = next(one for one in shown if one.replace("\u2060", "") == f"{first}–{last}")
        assert re.fullmatch(r"bình\xa0quân \S+/năm", shown[name]), name
    assert all(total or name == "…" for name, total in zip(chart.names, chart.shown.totals, strict=True))


@pytest.mark.parametrize("name", ["everything", "one year", "a programme"])
def test_a_sign_of_disagreement_is_explained_in_full_on_the_slide_where_it_stands(tell: object, name: str) -> None:
    slides = tell(name).slides  # type: ignore[operator]
    met = False
    for slide in slides:
        for block in slide.blocks:
            if isinstance(block, ChartBlock) and any(DISPUTED in label for label in block.labels):
                met = True
                assert any(note.startswith(DISPUTED) and ";" not in note[-2:] for note in block.notes), slide.id
                own = next(note for note in block.notes if note.startswith(DISPUTED))
                for remark in (one for one in slide.remarks if one.startswith(DISPUTED)):
                    assert remark.partition(". ")[0] in own or remark.split(": ")[1] in own
    assert met or name == "one year"

"""What keeps figures readable: changes for a card as narrow as a phone, and the ink of numbers on marks that fade."""

from collections.abc import Mapping
from typing import Any

import pytest

from analytics.figures.drawing import PlotSpec, bar
from analytics.figures.drawn.ink import Ink
from analytics.figures.drawn.plotted import plotted
from analytics.figures.funding.money_bars import money_bars
from analytics.figures.funding.money_groups import MoneyGroup
from analytics.figures.funding.years import funding_year_chart
from analytics.figures.ocop.districts import ocop_district_chart
from analytics.figures.spec import Bars, Category, Mark, Series
from analytics.figures.style import INK, Look, money_axis
from analytics.figures.trade.first_years import IN_A_LINE, first_years_chart
from analytics.prepared.tables import Prepared
from analytics.selection.choices import Choice
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import language

LOOK = Look("light", language("vi"), Selection())


def _narrow(made: PlotSpec) -> list[tuple[int | None, Mapping[str, Any]]]:
    return [(at, given) for at, given in made.spec()["layout"].get("meta", {}).get("narrow", [])]


def test_changes_are_of_the_layout_or_of_one_trace() -> None:
    """A trace is named by its number, the layout by none."""
    made = PlotSpec().add_trace(bar(x=[1], y=["a"]))
    made.when_narrow({"xaxis.tickangle": -90}).when_narrow({"marker.size": 14}, 0)
    assert _narrow(made) == [(None, {"xaxis.tickangle": -90}), (0, {"marker.size": 14})]


def test_long_labels_of_bars_break_and_keep_their_words() -> None:
    """Both amounts stay to be read, in two lines; short labels ask for nothing."""
    long = MoneyGroup(
        "a", "2016–2020", None, 20, 5, 1_750_000_000, 30_720_000_000.0, qualifier="at_least", is_disputed=True
    )
    made = plotted(money_bars([long], money_axis(LOOK.language, long.length_vnd)), LOOK)
    (at, given), (layout, room) = _narrow(made)
    assert at is not None
    assert layout is None
    whole = made.data[at]["text"][0]
    assert given["text"][0].split("<br>") != [whole]
    assert "".join(given["text"][0].replace("<br>", " ").split()) == "".join(whole.split())
    assert room["xaxis.range"][1] > 30.72 * 1.5
    assert room["height"] >= made.layout["height"]
    short = money_bars([MoneyGroup("a", "2020", None, 2, 2, 5_000_000)], money_axis(LOOK.language, 5e6))
    assert not _narrow(plotted(short, LOOK))


@pytest.mark.parametrize("is_standing", [True, False])
@pytest.mark.parametrize("n", range(1, 12))
def test_one_bar_alone_is_no_wall(n: int, *, is_standing: bool) -> None:
    """A bar takes no more of its chart than where there are several, and stands in the middle of it."""
    marks = tuple(Mark(at, 1, said=("",)) for at in range(n))
    categories = tuple(Category(str(at), str(at)) for at in range(n))
    shown = Bars("", categories, (Series("", marks, INK_OF_BARS),), is_standing=is_standing)
    layout = plotted(shown, LOOK).layout
    first, last = sorted(layout["xaxis" if is_standing else "yaxis"]["range"])
    assert last - first >= (7 if is_standing else 3)
    assert (first + last) / 2 == pytest.approx((n - 1) / 2)


def test_markets_of_a_year_go_on_in_a_second_line(prepared: Prepared) -> None:
    """Each line holds as many blocks as a phone shows, and the year says how many there are."""
    made = first_years_chart(select(prepared, Selection()), LOOK, with_context=True).figure
    (blocks,) = made.data
    taken = set(zip(blocks["y"], blocks["base"], strict=True))
    assert len(taken) == len(blocks["y"])
    assert max(blocks["base"]) < IN_A_LINE
    heads = [head for head in made.layout["yaxis"]["ticktext"] if head]
    assert sum(int(head.rpartition("(")[2].rstrip(")")) for head in heads) == len(blocks["y"])


def test_numbers_on_faded_marks_take_the_ink_of_the_page() -> None:
    """White is lost on a mark that faded to nearly the paper; while nothing fades the figure says it once."""
    chosen = Look("light", LOOK.language, Selection(districts=("219",)))
    marks = tuple(Mark(0, 1, choices=(Choice("districts", code),)) for code in ("219", "213"))
    series = Series("", marks, INK_OF_BARS)
    assert Ink.of(LOOK, (series,)).on(series)["color"] == "#ffffff"
    assert Ink.of(chosen, (series,)).on(series)["color"] == ["#ffffff", INK["light"]]


def test_numbers_of_many_columns_stand_apart_on_a_phone_and_a_period_says_its_mean(prepared: Prepared) -> None:
    """Across they would lie on their neighbours; no period is as high as its mean without a word."""
    made = funding_year_chart(select(prepared, Selection()), LOOK).figure
    changes = _narrow(made)
    upright = [one for at, given in changes for one in given.get("annotations", ()) if at is None]
    assert len(upright) > 8
    assert {one["textangle"] for one in upright} == {-90}
    hidden = [at for at, given in changes if given.get("visible") is False]
    (across,) = hidden
    assert [one["text"] for one in upright] == list(made.data[across]["text"])
    (names,) = [given["text"] for at, given in changes if at is not None and "textposition" in given]
    assert len(names) > 1
    assert [one for one in names if "quân" not in one or "/năm" not in one] == []


def test_a_point_beside_a_lying_bar_is_named_behind_both_on_a_phone(prepared: Prepared) -> None:
    """The number of the bar and that of the point have no room between the two."""
    made = ocop_district_chart(select(prepared, Selection()), LOOK).figure
    (labels,) = [given for at, given in _narrow(made) if at is not None and "x" in given]
    (points,) = [at for at, given in _narrow(made) if given.get("mode") == "markers"]
    places = dict(zip(made.data[points]["y"], made.data[points]["x"], strict=True))
    assert places
    (written,) = [trace for trace in made.data if trace.get("mode") == "text"]
    for at, end, text in zip(written["y"], labels["x"], labels["text"], strict=True):
        assert ("○" in text) == (at in places)
        assert end >= places.get(at, 0)


def test_long_labels_break_between_what_they_say_beside_half_a_screen() -> None:
    said = "0,23 từ 1/4 đề án · cùng 1,5 tỷ đồng chung với huyện khác"
    bar_, other = Category("a", "Lạng Giang", said), Category("b", "Yên Thế", "0,2")
    shown = Bars("", (bar_, other), (Series("", (Mark(0, 1, said=("",)), Mark(1, 1, said=("",))), INK_OF_BARS),))
    (written,) = [trace for trace in plotted(shown, LOOK).data if trace.get("mode") == "text"]
    lines = [line.strip() for line in written["text"][0].split("<br>")]
    assert lines == ["0,23 từ 1/4 đề án", "· cùng 1,5 tỷ đồng chung với huyện khác"]


def test_no_column_of_the_years_counts_what_is_not_listed(prepared: Prepared) -> None:
    """A year that is only published has no proposals of which some could state an amount."""
    spec = funding_year_chart(select(prepared, Selection()), LOOK).spec
    said = [line for series in spec.series for mark in series.marks for line in mark.said]
    assert any("nêu số tiền" in line for line in said)
    assert not any("0 trong 0" in line for line in said)

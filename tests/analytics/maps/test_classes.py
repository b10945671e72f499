from hypothesis import given
from hypothesis import strategies as st

from analytics.maps.classes import BREAKS_LABELS, Breaks, Classes, K, classes_of, whole

counts = st.lists(st.integers(0, 10**13), max_size=40)
methods = st.sampled_from(list(Breaks))


@given(counts, methods)
def test_every_positive_value_is_in_the_one_class_whose_bounds_hold_it(values: list[int], breaks: Breaks) -> None:
    classes = classes_of(values, breaks)
    for value in values:
        if value > 0:
            holding = [n for n, (low, high) in enumerate(classes.bounds()) if low <= value < high]
            assert holding == [classes.index(value)]


@given(counts, methods)
def test_there_are_at_most_five_classes(values: list[int], breaks: Breaks) -> None:
    classes = classes_of(values, breaks)
    used = {classes.index(value) for value in values if value > 0}
    assert len(classes) <= K
    assert used <= set(range(len(classes)))
    if breaks is not Breaks.EQUAL:
        assert used == set(range(len(classes)))


@given(counts, methods)
def test_edges_rise(values: list[int], breaks: Breaks) -> None:
    edges = classes_of(values, breaks).edges
    assert list(edges) == sorted(set(edges))


@given(counts, methods)
def test_a_larger_value_is_never_in_a_lower_class(values: list[int], breaks: Breaks) -> None:
    classes = classes_of(values, breaks)
    found = [classes.index(value) for value in sorted(values) if value > 0]
    assert found == sorted(found)


@given(counts, methods, st.randoms())
def test_the_order_of_the_values_does_not_matter(values: list[int], breaks: Breaks, shuffler: object) -> None:
    mixed = list(values)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert classes_of(mixed, breaks) == classes_of(values, breaks)


@given(st.lists(st.just(0), max_size=5))
def test_zero_is_no_class(values: list[int]) -> None:
    assert classes_of(values, exact=whole) == Classes(())


def test_few_distinct_values_are_a_class_each() -> None:
    assert classes_of([3, 1, 3, 0, 7], exact=whole).bounds() == ((1, 3), (3, 7), (7, 8))


def test_a_value_beyond_the_edges_is_in_the_outer_class() -> None:
    classes = classes_of([2, 4, 6])
    assert classes.index(1) == 0
    assert classes.index(100) == 2


def test_ten_different_counts_part_into_fifths() -> None:
    classes = classes_of(range(1, 11))
    assert [sum(classes.index(value) == n for value in range(1, 11)) for n in range(5)] == [2, 2, 2, 2, 2]


def test_equal_intervals_are_equally_wide() -> None:
    widths = [high - low for low, high in classes_of([1, 2, 3, 4, 5, 6, 101], Breaks.EQUAL).bounds()]
    assert [round(width) for width in widths[:-1]] == [20] * 4


def test_jenks_parts_what_lies_apart() -> None:
    classes = classes_of([1, 2, 3, 50, 51, 52, 100, 101, 200, 300], Breaks.JENKS)
    assert [low for low, _ in classes.bounds()] == [1, 50, 100, 200, 300]


@given(counts, methods)
def test_edges_of_counts_are_counts(values: list[int], breaks: Breaks) -> None:
    classes = classes_of(values, breaks, exact=whole)
    assert classes.is_whole
    assert all(edge.is_integer() for edge in classes.edges)
    assert [classes.index(value) for value in values if value > 0] == [
        next(n for n, (low, high) in enumerate(classes.bounds()) if low <= value <= high - 1)
        for value in values
        if value > 0
    ]


def test_densities_that_happen_to_be_whole_are_no_counts() -> None:
    assert not classes_of([1, 2]).is_whole


def test_each_method_has_a_label() -> None:
    assert set(BREAKS_LABELS) == set(Breaks)

from hypothesis import given
from hypothesis import strategies as st

from analytics.classes import Classes, quantile_classes

counts = st.lists(st.integers(0, 10**13), max_size=40)
steps = st.integers(1, 7)


@given(counts, steps)
def test_every_positive_value_is_in_the_one_class_whose_bounds_hold_it(values: list[int], k: int) -> None:
    classes = quantile_classes(values, k)
    for value in values:
        if value > 0:
            holding = [n for n, (low, high) in enumerate(classes.bounds()) if low <= value < high]
            assert holding == [classes.index(value)]


@given(counts, steps)
def test_there_are_at_most_k_classes_and_none_is_empty(values: list[int], k: int) -> None:
    classes = quantile_classes(values, k)
    used = {classes.index(value) for value in values if value > 0}
    assert len(classes) <= k
    assert used == set(range(len(classes)))


@given(counts, steps)
def test_edges_rise(values: list[int], k: int) -> None:
    edges = quantile_classes(values, k).edges
    assert list(edges) == sorted(set(edges))


@given(counts, steps)
def test_a_larger_value_is_never_in_a_lower_class(values: list[int], k: int) -> None:
    classes = quantile_classes(values, k)
    found = [classes.index(value) for value in sorted(values) if value > 0]
    assert found == sorted(found)


@given(counts, steps, st.randoms())
def test_the_order_of_the_values_does_not_matter(values: list[int], k: int, shuffler: object) -> None:
    mixed = list(values)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert quantile_classes(mixed, k) == quantile_classes(values, k)


@given(st.lists(st.just(0), max_size=5))
def test_zero_is_no_class(values: list[int]) -> None:
    assert quantile_classes(values) == Classes(())


def test_few_distinct_values_are_a_class_each() -> None:
    assert quantile_classes([3, 1, 3, 0, 7]).bounds() == ((1, 3), (3, 7), (7, 8))


def test_a_value_beyond_the_edges_is_in_the_outer_class() -> None:
    classes = quantile_classes([2, 4, 6])
    assert classes.index(1) == 0
    assert classes.index(100) == 2


def test_ten_different_counts_part_into_fifths() -> None:
    classes = quantile_classes(range(1, 11))
    assert [sum(classes.index(value) == n for value in range(1, 11)) for n in range(5)] == [2, 2, 2, 2, 2]

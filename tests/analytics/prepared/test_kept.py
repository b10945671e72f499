"""What depends on a record and its arguments alone is worked out once, for few arguments, and goes with the record."""

import gc
import weakref

from analytics.prepared.kept import FEW, kept_with_record
from geodata.record import Record


def test_an_answer_is_worked_out_once_for_each_record_and_arguments() -> None:
    asked: list[tuple[Record, int, str]] = []

    @kept_with_record
    def answer(record: Record, number: int, *, word: str = "") -> list[int]:
        asked.append((record, number, word))
        return [number]

    first, second = Record({}), Record({})
    assert answer(first, 1) is answer(first, 1)
    assert answer(first, 1, word="a") is answer(first, 1, word="a")
    assert answer(first, 1) is not answer(second, 1)
    assert asked == [(first, 1, ""), (first, 1, "a"), (second, 1, "")]


def test_only_the_latest_few_answers_are_kept() -> None:
    asked: list[int] = []

    @kept_with_record
    def answer(_: Record, number: int) -> int:
        asked.append(number)
        return number

    record = Record({})
    for number in range(FEW + 1):
        answer(record, number)
    answer(record, FEW)
    answer(record, 0)
    assert asked == [*range(FEW + 1), 0]


def test_answers_go_with_their_record() -> None:
    class Answer:
        pass

    @kept_with_record
    def answer(_: Record) -> Answer:
        return Answer()

    record = Record({})
    held = weakref.ref(answer(record))
    assert held() is not None
    del record
    gc.collect()
    assert held() is None

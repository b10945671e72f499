"""What depends on its arguments alone is worked out once, for few arguments, and goes with the first of them; no key is written by hand."""

import ast
import gc
import re
import weakref
from pathlib import Path

from analytics.prepared.caching import FEW, cached
from geodata.record import Record


def test_an_answer_is_worked_out_once_for_each_record_and_arguments() -> None:
    asked: list[tuple[Record, int, str]] = []

    @cached()
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

    @cached()
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

    @cached()
    def answer(_: Record) -> Answer:
        return Answer()

    record = Record({})
    held = weakref.ref(answer(record))
    assert held() is not None
    del record
    gc.collect()
    assert held() is None


def test_answers_that_hold_what_they_were_asked_of_go_with_it() -> None:
    class Rows:
        pass

    @cached()
    def answer(rows: Rows) -> tuple[Rows]:
        return (rows,)

    rows = Rows()
    held = weakref.ref(answer(rows)[0])
    del rows
    gc.collect()
    assert held() is None


ROOT = Path(__file__).parents[3]
MODULES = [path for name in ("analytics", "pages") for path in (ROOT / name).rglob("*.py")]
OF_A_VISIT = ("pages.components.visit", "streamlit")
"""What a cached function must not ask: its answer is shared by all visits, so all that it depends on is an argument."""


def test_no_cache_has_a_key_that_is_written_by_hand() -> None:
    found = [
        path
        for path in MODULES
        if re.search(r"\b(index|selected|beside|prepared|rows)\.keep\(", path.read_text("utf-8"))
    ]
    assert found == []


def _is_cached(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(one).startswith("cached(") for one in function.decorator_list)


def _asked(tree: ast.Module, name: str) -> set[str]:
    """Return the names that a function of a module uses, and those that the functions of the module that it uses do."""
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = {name}
    while waiting:
        function = functions[waiting.pop()]
        given = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
        found = {one.id for one in ast.walk(function) if isinstance(one, ast.Name)} - given
        waiting |= (found - seen) & set(functions)
        seen |= found
    return seen


def test_a_cached_function_asks_nothing_of_the_visit() -> None:
    n_cached = 0
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        imports = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
        of_visit = {
            name.asname or name.name
            for one in imports
            if (one.module or "").startswith(OF_A_VISIT)
            for name in one.names
        } | {"st", "table_texts"}
        for one in tree.body:
            if isinstance(one, ast.FunctionDef) and _is_cached(one):
                n_cached += 1
                assert not _asked(tree, one.name) & of_visit, f"{path.name}: {one.name}"
    assert n_cached > 40

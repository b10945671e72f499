"""What a large record leaves behind is given back, and what remains is not walked again."""

import gc

import pyarrow as pa

from geodata.memory import tidy_memory


def test_what_remains_is_exempt_from_collection() -> None:
    with tidy_memory():
        kept = [[number] for number in range(1000)]
    walked = {id(one) for one in gc.get_objects()}
    assert walked.isdisjoint(map(id, kept))
    gc.unfreeze()
    walked = {id(one) for one in gc.get_objects()}
    assert walked.issuperset(map(id, kept))


def test_arrow_keeps_no_memory_of_its_own() -> None:
    with tidy_memory():
        assert pa.default_memory_pool().backend_name == "system"

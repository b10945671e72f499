"""What a large record leaves behind is given back, and what remains is not walked again."""

import gc

from geodata.memory import tidy_memory


def test_what_remains_is_exempt_from_collection() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    before = gc.get_freeze_count()
    with tidy_memory():
        kept = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= before + len(kept)

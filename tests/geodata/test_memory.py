"""What a large record leaves behind is given back, and what remains is not walked again."""

import gc

from geodata.memory import settle_memory


def test_what_remains_is_exempt_from_collection() -> None:
    before = gc.get_freeze_count()
    settle_memory()
    assert gc.get_freeze_count() > before
    gc.unfreeze()

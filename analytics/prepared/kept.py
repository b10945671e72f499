"""Answers that depend on a record and on hashable arguments alone: kept while the record lives, the latest few of each function."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from geodata.record import Record

Given = ParamSpec("Given")
Made = TypeVar("Made")
FEW = 64


def kept_with_record(
    function: Callable[Concatenate[Record, Given], Made],
) -> Callable[Concatenate[Record, Given], Made]:
    """Return a function that answers from what it kept; its arguments after the record must be hashable, its answers read-only."""
    answers: WeakKeyDictionary[Record, OrderedDict[Hashable, Made]] = WeakKeyDictionary()
    lock = Lock()

    @wraps(function)
    def kept(record: Record, /, *args: Given.args, **named: Given.kwargs) -> Made:
        key = (args, tuple(sorted(named.items())))
        with lock:
            own = answers.setdefault(record, OrderedDict())
            if key in own:
                own.move_to_end(key)
                return own[key]
        made = function(record, *args, **named)
        with lock:
            own[key] = made
            if len(own) > FEW:
                own.popitem(last=False)
        return made

    return kept

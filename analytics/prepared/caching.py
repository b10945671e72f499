"""The one cache of what is worked out from a record or a selection: a decorator that builds the key from the arguments."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

Holder = TypeVar("Holder")
Given = ParamSpec("Given")
_Made = TypeVar("_Made")
FEW = 64
_LOCK = Lock()
_PLACE = "_answers"


def cached(
    most: int = FEW,
) -> Callable[[Callable[Concatenate[Holder, Given], _Made]], Callable[Concatenate[Holder, Given], _Made]]:
    """Return a decorator that keeps the answers of a function on its first argument, the latest `most` of them.

    The first argument is what the answers live with: a record, a prepared record or the rows of a selection. The others
    must be hashable. An answer may depend on nothing but the arguments, and is shared by all visits: treat it as read-only.
    """

    def decorate(
        function: Callable[Concatenate[Holder, Given], _Made],
    ) -> Callable[Concatenate[Holder, Given], _Made]:
        @wraps(function)
        def answer(holder: Holder, /, *args: Given.args, **named: Given.kwargs) -> _Made:
            key = (args, tuple(sorted(named.items()))) if named else args
            with _LOCK:
                answers = _answers(holder, function)
                if key in answers:
                    answers.move_to_end(key)
                    return answers[key]
            made = function(holder, *args, **named)
            with _LOCK:
                answers[key] = made
                if len(answers) > most:
                    answers.popitem(last=False)
            return made

        return answer

    return decorate


def _answers(holder: object, function: Callable[..., _Made]) -> OrderedDict[Hashable, _Made]:
    """Return the cache of a function on an object; it lies in the object itself, so that both go together."""
    of_all: dict[Callable[..., object], OrderedDict[Hashable, _Made]] = vars(holder).setdefault(_PLACE, {})
    return of_all.setdefault(function, OrderedDict())

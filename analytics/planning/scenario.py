"""A scenario: a request, its plan and what the meeting changed, under a name; and its form as JSON, which the store and a file hold."""

from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from math import isfinite
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from analytics.planning.solving.explain import Point, Stability
from analytics.planning.solving.hand import Override, overridden
from analytics.planning.solving.model import BudgetPlan, Grant, PlanRequest

_FORMAT = 1


class ScenarioStatus(StrEnum):
    """Whether a scenario can still be changed; once proposed it is locked."""

    DRAFT = "draft"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class Scenario:
    """A plan that is kept: by whom, on which day, as a draft or as what was proposed; with other budgets and what is certain, where they were worked out."""

    name: str
    author: str
    on: str
    request: PlanRequest
    plan: BudgetPlan
    overrides: tuple[Override, ...] = ()
    status: ScenarioStatus = ScenarioStatus.DRAFT
    points: tuple[Point, ...] = ()
    standings: tuple[tuple[str, Stability], ...] = ()

    @property
    def grants(self) -> tuple[Grant, ...]:
        """What the plan gives, with what the meeting decided."""
        return overridden(self.plan, self.overrides)


class ScenarioError(ValueError):
    """Something is no scenario; the text says where."""


def to_content(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as JSON values."""
    content: dict[str, Any] = _plain(scenario)
    return {"format": _FORMAT, **content}


def file_content(scenario: Scenario) -> dict[str, Any]:
    """Return what a third party verifies: candidates, rules, wishes and result, without what explains them."""
    return to_content(replace(scenario, points=(), standings=()))


def from_content(content: Any) -> Scenario:
    """Return the scenario that JSON values hold; raises ScenarioError."""
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        msg = f"no scenario of format {_FORMAT}"
        raise ScenarioError(msg)
    read: Scenario = _read(Scenario, {name: value for name, value in content.items() if name != "format"}, "scenario")
    return read


def _plain(value: Any) -> Any:
    """Return a dataclass without what it works out itself."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.init}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def _read(kind: Any, value: Any, where: str) -> Any:
    """Return a value as its type says; raises ScenarioError."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        if value is None and NoneType in arguments:
            return None
        (kind,) = (one for one in arguments if one is not NoneType)
        return _read(kind, value, where)
    if origin is tuple:
        return _read_tuple(arguments, value, where)
    if is_dataclass(kind):
        return _read_fields(kind, value, where)
    return _read_value(kind, value, where)


def _read_value(kind: type, value: Any, where: str) -> Any:
    if issubclass(kind, StrEnum) and value in set(kind):
        return kind(value)
    if kind is float and type(value) in {int, float} and isfinite(value):
        return float(value)
    if kind is not float and type(value) is kind:
        return value
    msg = f"{where}: {str(value)[:40]!r} is no {getattr(kind, '__name__', kind)}"
    raise ScenarioError(msg)


def _read_tuple(arguments: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    is_list = isinstance(value, list)
    if not is_list or (arguments[-1] is not Ellipsis and len(value) != len(arguments)):
        msg = f"{where}: no list"
        raise ScenarioError(msg)
    kinds = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else list(arguments)
    return tuple(_read(kind, one, f"{where}[{at}]") for at, (kind, one) in enumerate(zip(kinds, value, strict=True)))


def _read_fields(kind: Any, value: Any, where: str) -> Any:
    hints, known = get_type_hints(kind), {one.name for one in fields(kind) if one.init}
    if not isinstance(value, dict) or not set(value) <= known:
        msg = f"{where}: {sorted(set(value) - known) if isinstance(value, dict) else 'no object'}"
        raise ScenarioError(msg)
    try:
        return kind(**{name: _read(hints[name], one, f"{where}.{name}") for name, one in value.items()})
    except TypeError as error:
        msg = f"{where}: {error}"
        raise ScenarioError(msg) from None

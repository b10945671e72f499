"""An integer programme and its solution by HiGHS: one thread, the gap shown, the best so far told while it works."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import highspy
import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
OnBetter = Callable[[Numbers, float, float], None]
"""Told the values of a better solution, its objective and the bound."""
_TOLERANCE = 1e-7
SOLVER = "HiGHS"
_HIGHS: Any = highspy.Highs


class SearchStatus(StrEnum):
    """How a search ended; `SO_FAR`: it was stopped and has a solution, `UNKNOWN`: stopped without one."""

    BEST = "best"
    SO_FAR = "so_far"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class LinearCondition:
    """A condition: `low` ≤ Σ factor × variable ≤ `high`."""

    factors: dict[int, float]
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True)
class Model:
    """Maximise Σ `gains` × variable; a variable is 0 or 1, or any number from 0 to its `highs`."""

    gains: Numbers
    highs: Numbers
    is_whole: np.ndarray[Any, np.dtype[np.bool_]]
    rows: tuple[LinearCondition, ...]

    def with_rows(self, *rows: LinearCondition) -> "Model":
        """Return the same with more conditions."""
        return Model(self.gains, self.highs, self.is_whole, (*self.rows, *rows))

    def with_gains(self, gains: Numbers) -> "Model":
        """Return the same with another objective."""
        return Model(gains, self.highs, self.is_whole, self.rows)


@dataclass(frozen=True)
class Solution:
    """What a search found: the values, their objective, the bound that none can pass."""

    status: SearchStatus
    values: Numbers = field(default_factory=lambda: np.zeros(0))
    objective: float = 0.0
    bound: float = 0.0
    seconds: float = 0.0

    @property
    def gap(self) -> float:
        """How far the best can be above what was found, as a share of it."""
        if self.status is SearchStatus.BEST:
            return 0.0
        return max(0.0, self.bound - self.objective) / max(abs(self.objective), 1e-9)


def version() -> str:
    """Return the name and version of the solver."""
    return f"{SOLVER} {_HIGHS().version()}"


def solved(
    model: Model,
    *,
    seconds: float = 60.0,
    nodes: int | None = None,
    start: Numbers | None = None,
    on_better: OnBetter | None = None,
) -> Solution:
    """Return the best solution with gap 0, or the best within the seconds or the nodes of the search tree."""
    begun = time.perf_counter()
    if not len(model.gains):
        is_kept = all(row.low <= _TOLERANCE and row.high >= -_TOLERANCE for row in model.rows)
        return Solution(SearchStatus.BEST if is_kept else SearchStatus.INFEASIBLE)
    highs = _loaded(model, seconds, nodes)
    if start is not None:
        guess = highspy.HighsSolution()
        guess.col_value = start.tolist()
        highs.setSolution(guess)
    if on_better is not None:
        highs.cbMipImprovingSolution += lambda event: on_better(
            np.array(event.data_out.mip_solution),
            float(event.data_out.objective_function_value),
            float(event.data_out.mip_dual_bound),
        )
    highs.run()
    return _read(highs, time.perf_counter() - begun)


def settled(model: Model, objective: float) -> Model:
    """Return the model without the choices that no solution as good as `objective` can make otherwise.

    What a choice costs the relaxed programme is its reduced cost; where that is more than lies between the relaxed best and the
    objective, the choice is fixed as the relaxed programme makes it.
    """
    highs = _loaded(Model(model.gains, model.highs, np.zeros(len(model.gains), dtype=bool), model.rows), 10.0, None)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return model
    values, costs = (np.array(one) for one in (highs.getSolution().col_value, highs.getSolution().col_dual))
    between = float(highs.getInfo().objective_function_value) - objective
    is_fixed = model.is_whole & (np.abs(costs) > between + 1e-6 * max(1.0, abs(objective)))
    is_one = is_fixed & (values > 0.5)
    most = np.where(is_fixed & ~is_one, 0.0, model.highs)
    ones = [LinearCondition({int(at): 1.0}, low=1.0) for at in np.flatnonzero(is_one)]
    return Model(model.gains, most, model.is_whole, (*model.rows, *ones))


def _loaded(model: Model, seconds: float, nodes: int | None) -> Any:
    highs: Any = _HIGHS()
    options: dict[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 1e-6,
        "mip_feasibility_tolerance": _TOLERANCE,
        "primal_feasibility_tolerance": _TOLERANCE,
        "time_limit": seconds,
    }
    if nodes is not None:
        options["mip_max_nodes"] = nodes
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(_program(model))
    return highs


def _program(model: Model) -> Any:
    n = len(model.gains)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.gains, np.zeros(n), model.highs
    lp.row_lower_ = np.array([row.low for row in model.rows])
    lp.row_upper_ = np.array([row.high for row in model.rows])
    lp.integrality_ = [
        highspy.HighsVarType.kInteger if is_whole else highspy.HighsVarType.kContinuous for is_whole in model.is_whole
    ]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row.factors) for row in model.rows)])
    lp.a_matrix_.index_ = np.array([at for row in model.rows for at in row.factors], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in model.rows for value in row.factors.values()], dtype=float)
    return lp


def _read(highs: Any, seconds: float) -> Solution:
    status, info = highs.getModelStatus(), highs.getInfo()
    known = highspy.HighsModelStatus
    if status in {known.kInfeasible, known.kUnboundedOrInfeasible}:
        return Solution(SearchStatus.INFEASIBLE, seconds=seconds)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solution(SearchStatus.UNKNOWN, seconds=seconds)
    values = np.array(highs.getSolution().col_value)
    objective = float(info.objective_function_value)
    is_best = status == known.kOptimal
    is_mip = np.isfinite(info.mip_dual_bound) and not is_best
    bound = float(info.mip_dual_bound) if is_mip else objective
    return Solution(SearchStatus.BEST if is_best else SearchStatus.SO_FAR, values, objective, bound, seconds)

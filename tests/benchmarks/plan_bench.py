"""`python -m tests.benchmarks.plan_bench`: the plan of this app beside one plain SciPy solve of the same model, in one run.

Processor seconds, as both use one thread and other work on the computer matters little to them. Each list is solved by turns,
a short one several times over, and gives one ratio of medians; what is printed are the medians over the lists. Where the plain
solve is stopped after a minute of the clock, its time is what it had until then, and its score may be less.
"""

import argparse
import json
import statistics
import sys
import time
from dataclasses import replace
from typing import Any

import scipy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analytics.planning.solving.bundles import bundles_of
from analytics.planning.solving.matrix import program_of, single_wishes
from analytics.planning.solving.model import Objective, PlanRequest, State
from analytics.planning.solving.solve import best_plan
from analytics.planning.solving.solver import Model, version
from tests.analytics.planning.made import drawn

PATIENCE_SECONDS = 60
STOPPED = 1
"""The status with which SciPy says that its time was over."""
ROUNDS, SHORT_SECONDS = 5, 0.3
"""How often a list is solved by turns that takes less than so long."""
MOST = 1.5
"""The aim: not slower than so many times the plain solve."""


def plainly_solved(request: PlanRequest) -> tuple[float, float | None, bool]:
    """Return the processor seconds of SciPy for the whole assignment, its score, and whether it was stopped before it was done."""
    bundles = bundles_of(request)
    model = program_of(request, bundles, single_wishes(request, bundles)).model
    begun = time.process_time()
    found = milp(
        -model.gains,
        integrality=model.is_whole.astype(int),
        bounds=Bounds(0, model.highs),
        constraints=LinearConstraint(_matrix(model), [row.low for row in model.rows], [row.high for row in model.rows]),
        options={"mip_rel_gap": 0, "time_limit": PATIENCE_SECONDS},
    )
    return time.process_time() - begun, None if found.fun is None else -found.fun, found.status == STOPPED


def _matrix(model: Model) -> Any:
    entries = [(value, at, column) for at, row in enumerate(model.rows) for column, value in row.factors.items()]
    values, rows, columns = zip(*entries, strict=True)
    return csr_array((values, (rows, columns)), shape=(len(model.rows), len(model.gains)))


def measured(n: int, lists: int, programmes: int, reading: Objective) -> dict[str, Any]:
    """Return the medians over several lists of n candidates."""
    ours, plain, same, worse, n_stopped = [], [], 0, 0, 0
    for seed in range(lists):
        request = replace(drawn(n, seed, programmes=programmes), reading=reading)
        mine, other = [], []
        while not mine or (len(mine) < ROUNDS and max(mine[-1], other[-1]) < SHORT_SECONDS):
            begun = time.process_time()
            plan = best_plan(request)
            mine.append(time.process_time() - begun)
            seconds, score, is_stopped = plainly_solved(request)
            other.append(seconds)
        ours.append(statistics.median(mine))
        plain.append(statistics.median(other))
        n_stopped += is_stopped
        same += plan.state is State.BEST and score is not None and abs(plan.score - score) <= 1e-6 * plan.score
        worse += score is not None and plan.score < score * (1 - 1e-6)
    ratios = [mine / other for mine, other in zip(ours, plain, strict=True)]
    return {
        "candidates": n,
        "programmes": programmes,
        "reading": reading.value,
        "ours_s": round(statistics.median(ours), 3),
        "scipy_s": round(statistics.median(plain), 3),
        "ratio": round(statistics.median(ratios), 2),
        "largest_ratio": round(max(ratios), 2),
        "same_score": f"{same}/{lists}",
        "lower_score": worse,
        "scipy_stopped": n_stopped,
    }


def main() -> None:
    """Measure all sizes and print a line of JSON each; 1 where a median is above the aim."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.plan_bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 2_000])
    parser.add_argument("--lists", type=int, default=5)
    given = parser.parse_args()
    sys.stdout.write(json.dumps({"ours": version(), "beside": f"SciPy {scipy.__version__}", "aim": MOST}) + "\n")
    is_kept = True
    for n in given.sizes:
        for programmes in (1, 2):
            for reading in Objective:
                result = measured(n, given.lists, programmes, reading)
                is_kept &= result["ratio"] <= MOST
                sys.stdout.write(json.dumps(result) + "\n")
                sys.stdout.flush()
    sys.exit(0 if is_kept else 1)


if __name__ == "__main__":
    main()

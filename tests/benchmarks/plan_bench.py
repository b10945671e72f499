"""`python -m tests.benchmarks.plan_bench`: the plan of this app beside one plain SciPy solve of the same model, in one run.

Medians of processor seconds over several lists: both use one thread, so what else the computer does matters little.
"""

import argparse
import json
import statistics
import sys
import time
from dataclasses import replace
from typing import Any

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analytics.planning.solving.bundles import bundles_of
from analytics.planning.solving.matrix import program_of, single_wishes
from analytics.planning.solving.model import PlanRequest, Reading, State
from analytics.planning.solving.solve import best_plan
from analytics.planning.solving.solver import Model
from tests.analytics.planning.made import drawn

PATIENCE_SECONDS = 60
MOST = 1.5
"""The aim: not slower than so many times the plain solve."""


def plainly_solved(request: PlanRequest) -> tuple[float, float | None]:
    """Return the processor seconds of SciPy for the whole assignment, and its score."""
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
    return time.process_time() - begun, None if found.fun is None else -found.fun


def _matrix(model: Model) -> Any:
    entries = [(value, at, column) for at, row in enumerate(model.rows) for column, value in row.factors.items()]
    values, rows, columns = zip(*entries, strict=True)
    return csr_array((values, (rows, columns)), shape=(len(model.rows), len(model.gains)))


def measured(n: int, lists: int, programmes: int, reading: Reading) -> dict[str, Any]:
    """Return the medians over several lists of n candidates."""
    ours, plain, same = [], [], 0
    for seed in range(lists):
        request = replace(drawn(n, seed, programmes=programmes), reading=reading)
        begun = time.process_time()
        plan = best_plan(request)
        ours.append(time.process_time() - begun)
        seconds, score = plainly_solved(request)
        plain.append(seconds)
        same += plan.state is State.BEST and score is not None and abs(plan.score - score) <= 1e-6 * plan.score
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
    }


def main() -> None:
    """Measure all sizes and print a line of JSON each; 1 where a median is above the aim."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.plan_bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 2_000])
    parser.add_argument("--lists", type=int, default=5)
    given = parser.parse_args()
    is_kept = True
    for n in given.sizes:
        for programmes in (1, 2):
            for reading in Reading:
                result = measured(n, given.lists, programmes, reading)
                is_kept &= result["ratio"] <= MOST
                sys.stdout.write(json.dumps(result) + "\n")
                sys.stdout.flush()
    sys.exit(0 if is_kept else 1)


if __name__ == "__main__":
    main()

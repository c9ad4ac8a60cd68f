"""The model: which wishes become seats, chosen by HiGHS so that the points are as many as the limits allow.

For each wish a variable that is 0 or 1, for each share one that counts the seats it lacks. Most points, where a
lacking seat costs as much as the best seat is worth: fairness goes before any one seat, and never makes a distribution
impossible. Whatever is found in the time there is, is filled up: no seat stays empty that some wish could have.
"""

import math
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Any

import highspy

from competence.learning.seats.rules.found import DoesNotGoTogether, Found
from competence.learning.seats.rules.limits import Limit, Share, limits, shares
from competence.learning.seats.rules.problem import Pair, Problem

CLOSE_ENOUGH = 0.001  # the part of the points at which searching on is not worth anybody's time


def points_of(problem: Problem, fair: Sequence[Share], seats: Collection[Pair]) -> int:
    """Return what a distribution is worth: its wishes' points, less what the shares lack."""
    lacking = sum(max(0, share.least - len(share.pairs & frozenset(seats))) for share in fair)
    return sum(problem.wishes[pair] for pair in seats) - lacking * max(problem.wishes.values(), default=0)


def distribute(problem: Problem, seconds: float) -> Found:
    """Return the best distribution found in the time given. Raises DoesNotGoTogether."""
    held = problem.held & problem.wishes.keys()
    bounds = limits(problem)
    broken = [(limit, used) for limit in bounds if (used := limit.used(held)) > limit.most]
    if broken:
        raise DoesNotGoTogether(broken)
    if not problem.wishes:
        return Found(frozenset(), 0, 0, 0.0)
    return _Model(problem, bounds, shares(problem), held).solve(seconds)


class _Model:
    def __init__(self, problem: Problem, bounds: Sequence[Limit], fair: Sequence[Share], held: frozenset[Pair]) -> None:
        self.problem, self.bounds, self.fair, self.held = problem, bounds, fair, held
        self.pairs = sorted(problem.wishes)
        self.column = {pair: number for number, pair in enumerate(self.pairs)}
        self.best = max(problem.wishes.values())

    def solve(self, seconds: float) -> Found:
        start = self._filled(self.held)
        solver = self._solver(seconds)
        solver.setSolution(self._as_solution(start))
        solver.run()
        seats = start
        info, solution = solver.getInfo(), solver.getSolution()
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            taken = solution.col_value[: len(self.pairs)]
            found = self._filled({pair for pair, value in zip(self.pairs, taken, strict=True) if value > 0.5})
            seats = max(seats, found, key=self._points)
        points = self._points(seats)
        at_most = math.floor(info.mip_dual_bound + 1e-6) if math.isfinite(info.mip_dual_bound) else self._all_points()
        return Found(seats, points, max(points, at_most), solver.getRunTime())

    def _points(self, seats: Collection[Pair]) -> int:
        return points_of(self.problem, self.fair, seats)

    def _all_points(self) -> int:
        return sum(self.problem.wishes.values())

    def _filled(self, seats: Collection[Pair]) -> frozenset[Pair]:
        """Add every wish there is still room for, the best first."""
        chosen = set(seats)
        of_pair: dict[Pair, list[int]] = {}
        used = [limit.used(chosen) for limit in self.bounds]
        for number, limit in enumerate(self.bounds):
            for pair in limit.costs:
                of_pair.setdefault(pair, []).append(number)
        for pair in sorted(self.pairs, key=lambda pair: (-self.problem.wishes[pair], pair)):
            mine = of_pair.get(pair, [])
            costs = [self.bounds[number].costs[pair] for number in mine]
            room = all(
                used[number] + cost <= self.bounds[number].most for number, cost in zip(mine, costs, strict=True)
            )
            if pair not in chosen and room:
                chosen.add(pair)
                for number, cost in zip(mine, costs, strict=True):
                    used[number] += cost
        return frozenset(chosen)

    def _as_solution(self, seats: Collection[Pair]) -> Any:
        solution = highspy.HighsSolution()
        lacking = [max(0, share.least - len(share.pairs & frozenset(seats))) for share in self.fair]
        solution.col_value = [float(pair in seats) for pair in self.pairs] + [float(number) for number in lacking]
        return solution

    def _solver(self, seconds: float) -> Any:
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its own stubs say nothing of it
        solver.silent()
        for option, value in (
            ("time_limit", seconds), ("mip_rel_gap", CLOSE_ENOUGH), ("mip_abs_gap", 0.99), ("random_seed", 1),
        ):  # fmt: skip
            solver.setOptionValue(option, value)
        solver.passModel(self._program())
        return solver

    def _program(self) -> Any:
        """Return the whole model in HiGHS's own form: columns of wishes and lacks, rows of limits and shares."""
        wishes, lacks = len(self.pairs), len(self.fair)
        rows = [{self.column[pair]: cost for pair, cost in limit.costs.items()} for limit in self.bounds]
        rows += [
            {wishes + number: 1, **{self.column[pair]: 1 for pair in share.pairs}}
            for number, share in enumerate(self.fair)
        ]
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = wishes + lacks, len(rows)
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_ = [*map(self.problem.wishes.__getitem__, self.pairs), *[-self.best] * lacks]
        program.col_lower_ = [*(float(pair in self.held) for pair in self.pairs), *[0.0] * lacks]
        program.col_upper_ = [*[1.0] * wishes, *(share.least for share in self.fair)]
        program.row_lower_ = [*[-math.inf] * len(self.bounds), *(share.least for share in self.fair)]
        program.row_upper_ = [*(limit.most for limit in self.bounds), *[math.inf] * lacks]
        program.integrality_ = [highspy.HighsVarType.kInteger] * wishes + [highspy.HighsVarType.kContinuous] * lacks
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = list(accumulate(map(len, rows), initial=0))
        matrix.index_ = [column for row in rows for column in row]
        matrix.value_ = [value for row in rows for value in row.values()]
        return program

"""A mixed-integer program as a sparse matrix, built row by row and solved by HiGHS.

Source: Q. Huangfu, J. A. J. Hall, Parallelizing the dual revised simplex method, MPC 10 (2018); highs.dev.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import highspy
import numpy as np

from grants.analysis.solving.limits import Status

Terms = dict[int, float]  # column → coefficient
Values = Sequence[float]
INFINITY = float("inf")
SETTINGS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,  # the same answer each time, and the machine is shared
    "random_seed": 0,
    "mip_abs_gap": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}
ENDS = {
    highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Status.INFEASIBLE,  # every column is bounded
}


@dataclass(frozen=True)
class Outcome:
    """How it ended, the value of each column (none without a solution), and the bound on the objective."""

    status: Status
    values: Values = ()
    bound: float = INFINITY


class Matrix:
    """Columns with bounds, rows with bounds; the objective is given at each solve."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.integrality: list[highspy.HighsVarType] = []
        self.rows: list[tuple[float, float, Terms]] = []
        self.column(0, 0)  # HiGHS answers "empty" to a matrix without columns

    def column(self, lower: float, upper: float, *, is_integer: bool = True) -> int:
        """The number of the new column."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.integrality.append(highspy.HighsVarType.kInteger if is_integer else highspy.HighsVarType.kContinuous)
        return len(self.lower) - 1

    def row(self, terms: Terms, *, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        self.rows.append((lower, upper, terms))

    def relaxed(self, columns: Iterable[int]) -> "Matrix":
        """The same, where these columns need not be whole."""
        other = copy(self)
        other.integrality = list(self.integrality)
        for column in columns:
            other.integrality[column] = highspy.HighsVarType.kContinuous
        return other

    def held(self, values: Mapping[int, float]) -> "Matrix":
        """The same, where these columns have these values."""
        other = copy(self)
        other.lower, other.upper = list(self.lower), list(self.upper)
        for column, value in values.items():
            other.lower[column] = other.upper[column] = value
        return other

    def maximize(self, objective: Terms, *, gap: float, seconds: float, start: Values = ()) -> Outcome:
        """The columns of greatest objective, found within the gap and the seconds; start: a solution known to hold."""
        solver = self.solver(objective)
        for name, value in {**SETTINGS, "mip_rel_gap": gap, "time_limit": max(seconds, 0.0)}.items():
            solver.setOptionValue(name, value)
        if len(start):
            known = highspy.HighsSolution()
            known.col_value = list(start)
            solver.setSolution(known)
        solver.run()
        return outcome(solver)

    def solver(self, objective: Terms) -> highspy.Highs:
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its own file, beside typed ones
        solver.silent()
        solver.passModel(self.program(objective))
        return solver

    def program(self, objective: Terms) -> highspy.HighsLp:
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.lower), len(self.rows)
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_ = np.array([objective.get(each, 0.0) for each in range(len(self.lower))])
        program.col_lower_, program.col_upper_ = np.array(self.lower, float), np.array(self.upper, float)
        program.row_lower_ = np.array([lower for lower, _, _ in self.rows], float)
        program.row_upper_ = np.array([upper for _, upper, _ in self.rows], float)
        program.integrality_ = self.integrality
        self.fill(program.a_matrix_)
        return program

    def fill(self, matrix: highspy.HighsSparseMatrix) -> None:
        """Rows one after the other: where each starts, its columns, their coefficients."""
        terms = [row for _, _, row in self.rows]
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.num_col_, matrix.num_row_ = len(self.lower), len(self.rows)
        matrix.start_ = np.cumsum([0, *map(len, terms)], dtype=np.int32)
        matrix.index_ = np.array([column for row in terms for column in row], np.int32)
        matrix.value_ = np.array([value for row in terms for value in row.values()], float)


def outcome(solver: highspy.Highs) -> Outcome:
    """What HiGHS found, in our words."""
    info, end = solver.getInfo(), ENDS.get(solver.getModelStatus())
    if end is Status.INFEASIBLE:
        return Outcome(end)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome(Status.UNKNOWN, bound=info.mip_dual_bound)
    return Outcome(end or Status.TIME_LIMIT, solver.getSolution().col_value, info.mip_dual_bound)

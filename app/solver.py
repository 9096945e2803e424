"""The linear-programming adapter: HiGHS, imported when it is first asked."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from random import Random
from typing import Any

from app.domain.statistics.withholding.questions import Move, Question

FAR = 10_000.0
"""Further than any count moves, so that what has no limit still has an answer."""

NEARLY = 1e-6
LONGEST = 1_000.0
MOVES_KEPT = 400
TRIES = 4

DUAL, PRIMAL = 1, 4
OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
    "solver": "simplex",
    "simplex_strategy": PRIMAL,  # what was found for one goal is a beginning for the next
}


class Highs:
    """Answers how wide the unknowns of a linear system are.

    Moves that were found for one attacker are tried, as far as they go, on the next, and so are
    those of earlier questions: that proves most widths without solving anything.
    """

    def __init__(self) -> None:
        """Begin with nothing learnt."""
        self._learnt: dict[Move, None] = {}

    def narrow(self, question: Question) -> frozenset[int]:
        """Give unknowns asked for that the first attacker who can bounds within ``needed``."""
        search = _Search(question, list(self._learnt))
        narrow = search.narrow()
        for move in search.learnt():
            self._learnt.pop(move, None)
            self._learnt[move] = None
        for move in list(self._learnt)[:-MOVES_KEPT]:
            del self._learnt[move]
        return narrow


@cache
def _numpy() -> Any:  # noqa: ANN401  numpy is typed where it is used; here it is only handed on
    import numpy as np  # noqa: PLC0415  a web process that asks for no figures stays small

    return np


class _Case:
    """What one attacker leaves open: how far each unknown may fall or rise, and the slacks."""

    def __init__(self, lowest: Any, highest: Any, slacks: Any, unknown: Any) -> None:  # noqa: ANN401
        self.lowest, self.highest, self.slacks, self.unknown = lowest, highest, slacks, unknown


class _Search:
    """One question: its model, and the moves that have been found so far."""

    def __init__(self, question: Question, learnt: Sequence[Move]) -> None:
        np = _numpy()
        self.question = question
        self.equal = _matrix(question.equal, question.size)
        self.single = {
            number: next(iter(row.items()))
            for number, row in enumerate(question.at_most)
            if len(row) == 1
        }
        self.several = [n for n in range(len(question.at_most)) if n not in self.single]
        self.at_most = _matrix([question.at_most[n] for n in self.several], question.size)
        self.asked = np.zeros(question.size, dtype=bool)
        self.asked[list(question.asked)] = True
        self.moves = self._remembered(learnt)
        self.found: list[Any] = []
        limited = {at for row in question.at_most for at in row}
        every = self._alike()
        self.free = [like for like in every if limited.isdisjoint(like.tolist())]
        self.alike = [like for like in every if not limited.isdisjoint(like.tolist())]
        self.random = Random(question.size)  # noqa: S311  chance only chooses where to look first
        self._model: _Model | None = None

    def narrow(self) -> frozenset[int]:
        """Give unknowns asked for that the first attacker who can bounds too closely."""
        for room, slack in zip(self.question.rooms, self.question.slacks, strict=True):
            narrow = self._narrow_for(self._case(room, slack))
            if narrow:
                return narrow
        return frozenset()

    def _remembered(self, learnt: Sequence[Move]) -> Any:  # noqa: ANN401  as _numpy
        """Take up moves of earlier questions that the sums of this one allow."""
        np = _numpy()
        number = {name: at for at, names in enumerate(self.question.names) for name in names}
        moves = np.zeros((len(learnt), self.question.size))
        for row, move in enumerate(learnt):
            for name, amount in move:
                if name in number:
                    moves[row, number[name]] = amount
        is_allowed = np.abs(moves) @ np.ones(self.question.size) > NEARLY
        if len(self.equal):
            is_allowed &= np.abs(np.einsum("ij,kj->ik", moves, self.equal)).max(axis=1) < NEARLY
        return moves[is_allowed]

    def _alike(self) -> list[Any]:
        """Group the unknowns that stand in one sum and nowhere else."""
        np = _numpy()
        alone = (np.abs(self.equal) > 0).sum(axis=0) == 1
        return [np.flatnonzero(alone & (row == sign)) for row in self.equal for sign in (1.0, -1.0)]

    def _case(self, room: Sequence[float | None], slack: Sequence[float]) -> _Case:
        np = _numpy()
        lowest = np.array([-(0.0 if each is None else each) for each in room])
        highest = np.array([0.0 if each is None else FAR for each in room])
        for number, (place, coefficient) in self.single.items():
            if coefficient > 0:
                highest[place] = min(highest[place], slack[number] / coefficient)
            else:
                lowest[place] = max(lowest[place], slack[number] / coefficient)
        slacks = np.array([slack[number] for number in self.several], dtype=float)
        return _Case(lowest, highest, slacks, np.array([each is not None for each in room]))

    def _narrow_for(self, case: _Case) -> frozenset[int]:
        """Tell which unknowns one attacker bounds too closely."""
        np = _numpy()
        needed = self.question.needed
        wide = np.maximum(self._freely(case), self._proven(case, self._swaps(case)))
        open_ = self.asked & case.unknown
        wide = np.maximum(wide, self._proven(case, self._touching(open_ & (wide < needed))))
        for _ in range(TRIES):
            still = open_ & (wide < needed)
            if not still.any():
                return frozenset()
            goal = np.zeros(self.question.size)
            goal[still] = [self._chance() for _ in range(still.sum())]
            wide = np.maximum(wide, self._proven(case, self._learn(self._solved(goal, case))))
        for place in map(int, np.flatnonzero(open_ & (wide < needed))):
            if wide[place] < needed:
                ends = self._ends(place, case)
                if ends[0][place] - ends[-1][place] < needed - NEARLY:
                    return frozenset({place})
                wide = np.maximum(wide, self._proven(case, ends))
        return frozenset()

    def _chance(self) -> float:
        return self.random.choice((-1.0, 1.0)) * (1 + self.random.random())

    def _touching(self, places: Any) -> Any:  # noqa: ANN401  as _numpy
        return self.moves[(abs(self.moves[:, places]) > NEARLY).any(axis=1)]

    def _freely(self, case: _Case) -> Any:  # noqa: ANN401  as _numpy
        """Give how wide unknowns are that stand in one sum alone, and under no limit."""
        np = _numpy()
        wide = np.zeros(self.question.size)
        for like in self.free:
            free = like[case.unknown[like]]
            if len(free) > 1:
                wide[free] = -case.lowest[free].sum()
        return wide

    def _swaps(self, case: _Case) -> Any:  # noqa: ANN401  as _numpy
        """Let each unknown that stands in one sum alone take all that its like in the sum have."""
        np = _numpy()
        moves: list[Any] = []
        for like in self.alike:
            free = like[case.highest[like] > 0]
            if len(free) > 1:
                taken = np.zeros((len(free), self.question.size))
                taken[:, free] = case.lowest[free]
                rows = np.arange(len(free))
                taken[rows, free] = case.lowest[free] - case.lowest[free].sum()
                given = np.zeros((len(free), self.question.size))
                given[rows, free] = case.lowest[free]
                given[rows, free[rows - 1]] = -case.lowest[free]
                moves.extend((taken, given))
        return np.vstack(moves) if moves else np.zeros((0, self.question.size))

    def _ends(self, place: int, case: _Case) -> Any:  # noqa: ANN401  as _numpy
        """Give the moves that take an unknown furthest up and, where need be, furthest down."""
        np = _numpy()
        goal = np.zeros(self.question.size)
        goal[place] = 1.0
        highest = self._learn(self._solved(goal, case))
        if highest[0, place] >= self.question.needed:
            return np.vstack([highest, np.zeros_like(highest)])
        return np.vstack([highest, self._learn(self._solved(-goal, case))])

    def _learn(self, move: Any) -> Any:  # noqa: ANN401  as _numpy
        self.moves = _numpy().vstack([self.moves, move[None, :]])[-MOVES_KEPT:]
        self.found.append(move)
        return move[None, :]

    def learnt(self) -> list[Move]:
        """Give the moves found last by the names of what they move."""
        np, names = _numpy(), self.question.names
        return [
            tuple(
                (name, float(move[at]))
                for at in np.flatnonzero(np.abs(move) > NEARLY)
                for name in names[at]
            )
            for move in self.found[-MOVES_KEPT:]
            if names
        ]

    def _proven(self, case: _Case, moves: Any) -> Any:  # noqa: ANN401  as _numpy
        """Give how wide each unknown is at least: each move and its opposite, as far as allowed."""
        np = _numpy()
        if not len(moves):
            return np.zeros(self.question.size)
        ahead = self._lengths(moves, case)[:, None] * moves
        back = self._lengths(-moves, case)[:, None] * -moves
        both = np.vstack([ahead, back, np.zeros((1, self.question.size))])
        return both.max(axis=0) - both.min(axis=0) + NEARLY

    def _lengths(self, moves: Any, case: _Case) -> Any:  # noqa: ANN401  as _numpy
        """Give the longest stretch of each move that an attacker cannot rule out."""
        np = _numpy()
        small = np.abs(moves) < NEARLY
        limit = np.where(moves > 0, case.highest, case.lowest)
        with np.errstate(divide="ignore", invalid="ignore"):
            lengths = np.where(small, FAR, limit / np.where(small, 1.0, moves)).min(axis=1)
            if len(self.at_most):
                rise = np.einsum("ij,kj->ik", moves, self.at_most)  # no threads for so little
                flat = rise < NEARLY
                by_slack = np.where(flat, FAR, case.slacks / np.where(flat, 1.0, rise))
                lengths = np.minimum(lengths, by_slack.min(axis=1))
        return np.clip(lengths, 0.0, LONGEST)

    def _solved(self, goal: Any, case: _Case) -> Any:  # noqa: ANN401  as _numpy
        if self._model is None:
            self._model = _Model(self.equal, self.at_most)
        return self._model.furthest(goal, case)


class _Model:
    """One system kept in HiGHS, where only costs and limits change from one answer to the next."""

    def __init__(self, equal: Any, at_most: Any) -> None:  # noqa: ANN401  as _numpy
        np = _numpy()
        self.highs = import_module("highspy")
        self.rows, self.size = len(equal), equal.shape[1]
        self.columns = np.arange(self.size, dtype=np.int32)
        self.limits = np.arange(len(equal), len(equal) + len(at_most), dtype=np.int32)
        self.solver = self.highs.Highs()
        for option, value in OPTIONS.items():
            self.solver.setOptionValue(option, value)
        self._pass(np.vstack([equal, at_most]))
        self.case: _Case | None = None

    def _pass(self, matrix: Any) -> None:  # noqa: ANN401  as _numpy
        np = _numpy()
        nothing = np.zeros(self.size)
        rows, columns = np.nonzero(matrix)
        starts = np.searchsorted(rows, np.arange(len(matrix) + 1)).astype(np.int32)
        none = np.zeros(len(matrix))
        system = self.highs.HighsLp()
        system.num_col_, system.num_row_ = self.size, len(matrix)
        system.col_cost_ = system.col_lower_ = system.col_upper_ = nothing
        system.row_lower_ = system.row_upper_ = none
        system.a_matrix_.format_ = self.highs.MatrixFormat.kRowwise
        system.a_matrix_.start_ = starts
        system.a_matrix_.index_ = columns.astype(np.int32)
        system.a_matrix_.value_ = matrix[rows, columns]
        self.solver.passModel(system)

    def furthest(self, goal: Any, case: _Case) -> Any:  # noqa: ANN401  as _numpy
        """Give the move that goes as far as it can towards a goal."""
        np = _numpy()
        if case is not self.case:
            self.solver.changeColsBounds(self.size, self.columns, case.lowest, case.highest)
            if len(self.limits):
                low = np.full(len(self.limits), -np.inf)
                self.solver.changeRowsBounds(len(self.limits), self.limits, low, case.slacks)
            self.case = case
        self.solver.changeColsCost(self.size, self.columns, -goal)
        if self._ended() != "kOptimal":
            self._begin_anew()
        return np.array(self.solver.getSolution().col_value)

    def _ended(self) -> str:
        self.solver.run()
        return str(self.solver.getModelStatus().name)

    def _begin_anew(self) -> None:
        """Solve from nothing, the other way, where a beginning led nowhere."""
        self.solver.clearSolver()
        self.solver.setOptionValue("simplex_strategy", DUAL)
        status = self._ended()
        self.solver.setOptionValue("simplex_strategy", PRIMAL)
        if status != "kOptimal":
            raise ArithmeticError(status)


def _matrix(rows: Sequence[Any], size: int) -> Any:  # noqa: ANN401  as _numpy
    np = _numpy()
    matrix = np.zeros((len(rows), size))
    for number, row in enumerate(rows):
        for place, coefficient in row.items():
            matrix[number, place] = coefficient
    return matrix

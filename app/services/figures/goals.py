"""The goals that a helsefellesskap has set for its figures."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.statistics import GoalSet
from app.models import Goal


def goals_of(session: Session, helsefellesskap_id: int) -> list[GoalSet]:
    """Give every goal, in the order that they were set for."""
    rows = session.scalars(
        select(Goal)
        .where(Goal.helsefellesskap_id == helsefellesskap_id)
        .order_by(Goal.goal_from, Goal.id)
    )
    return [
        GoalSet(
            key=row.key,
            words=row.words,
            counts=row.counts,
            baseline_from=row.baseline_from,
            baseline_to=row.baseline_to,
            goal_from=row.goal_from,
            goal_to=row.goal_to,
            percent=row.percent,
        )
        for row in rows
    ]


def baseline_years(goals: Collection[GoalSet]) -> set[int]:
    """Give the years whose counts the goals begin from."""
    return {goal.baseline_from.year for goal in goals}

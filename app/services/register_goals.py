"""Taking in the goals of a register."""

from app.domain.register import Register
from app.models import Goal, Helsefellesskap
from app.services.upserting import Rows


def load_goals(rows: Rows, home: Helsefellesskap, register: Register) -> None:
    """Give the helsefellesskap its goals; safe to repeat."""
    where = {"helsefellesskap_id": home.id}
    for goal in register.goals:
        rows.put(
            Goal,
            {**where, "key": goal.key},
            {
                "words": goal.words,
                "counts": f"direction:{goal.direction.value}",
                "baseline_from": goal.baseline_from,
                "baseline_to": goal.baseline_to,
                "goal_from": goal.goal_from,
                "goal_to": goal.goal_to,
                "percent": goal.percent,
                "source": goal.source,
                "decided_on": goal.decided_on,
            },
        )
    rows.keep_rest(Goal, where, {goal.key for goal in register.goals})

"""Draws the README's diagram from the state machine; ``python -m tests.lifecycle_diagram``."""

import re
from pathlib import Path

from app.domain.lifecycle import TRANSITIONS, Status

README = Path(__file__).parents[1] / "README.md"
PLACE = re.compile(r"(<!-- lifecycle -->\n).*?(<!-- /lifecycle -->)", re.DOTALL)


BEGINNINGS = ("    [*] --> sent", "    [*] --> awaiting_line_manager")


def diagram() -> str:
    """Give the table as a Mermaid state diagram; acts that change no status are left out."""
    arrows: dict[tuple[Status, Status], list[str]] = {}
    for (before, action), after in TRANSITIONS.items():
        if before is not after:
            arrows.setdefault((before, after), []).append(action.value)
    lines = [f"    {a.value} --> {b.value}: {', '.join(acts)}" for (a, b), acts in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *BEGINNINGS, *lines, "```"]) + "\n"


def with_diagram(readme: str) -> str:
    """Give the README with the diagram of today's table."""
    return PLACE.sub(lambda found: found[1] + diagram() + found[2], readme)


if __name__ == "__main__":
    README.write_text(with_diagram(README.read_text("utf-8")), "utf-8")

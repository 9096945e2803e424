"""The screen with its rules: two files, read once, for forms, columns, commands and the browser."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.domain.screening import (
    Finding,
    Rules,
    find_identifiers,
    parse_rules,
    refused,
    refused_across,
)

RULES_FILE = Path(__file__).parent / "screening_rules.json"
NAMES_FILE = Path(__file__).parent / "screening_names.json"


@cache
def screening_rules() -> Rules:
    """Read the screen's patterns and names once; the browser reads the same files."""
    return parse_rules(
        json.loads(RULES_FILE.read_text("utf-8")), json.loads(NAMES_FILE.read_text("utf-8"))
    )


def screen(text: str) -> tuple[Finding, ...]:
    """Find what may not be stored in ``text``; the findings carry places, never the text."""
    return refused(text, screening_rules())


def screen_narrative(text: str) -> tuple[Finding, ...]:
    """Find what is refused, warned or hinted of in a narrative, in the order of the text."""
    return find_identifiers(text, screening_rules())


def screen_neighbours(texts: Sequence[str]) -> tuple[tuple[int, Finding], ...]:
    """Find numbers split over two texts that stand beside each other in the order given.

    Each finding comes with the index of the text that holds this part of the number.
    """
    return refused_across(texts, screening_rules())

"""The screen with its rules: one file of patterns, read once, for forms, columns and commands."""

import json
from functools import cache
from pathlib import Path

from app.domain.screening import Finding, Rules, parse_rules, refused

RULES_FILE = Path(__file__).parent / "screening_rules.json"


@cache
def screening_rules() -> Rules:
    """Read the screen's patterns once; the browser reads the same file."""
    return parse_rules(json.loads(RULES_FILE.read_text("utf-8")))


def screen(text: str) -> tuple[Finding, ...]:
    """Find what may not be stored in ``text``; the findings carry places, never the text."""
    return refused(text, screening_rules())

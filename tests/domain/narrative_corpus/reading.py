"""The corpus of written sentences, its two halves, and where the marked words stand in each."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MARK = re.compile(r"\{([A-Z_]+):([^{}]*)\}")
HALVES = ("tuning", "sealed")


@dataclass(frozen=True)
class Span:
    """A place that the screen should warn of; ``kind`` is the key of a FindingKind."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks. ``form`` is nb, nn or shorthand; no spans means clean."""

    text: str
    form: str
    spans: tuple[Span, ...]


@cache
def sentences(half: str) -> tuple[Sentence, ...]:
    """Give the sentences of the half that is for tuning, or of the one that is sealed."""
    written = json.loads((Path(__file__).parent / f"{half}.json").read_text("utf-8"))
    return tuple(unmarked(one["text"], one["form"]) for one in written["sentences"])


def unmarked(marked: str, form: str) -> Sentence:
    """Take the marks out of a sentence and keep where their words stand."""
    text, spans, end = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        spans.append(Span(mark[1].lower(), len(text), len(text) + len(mark[2])))
        text += mark[2]
        end = mark.end()
    return Sentence(text + marked[end:], form, tuple(spans))

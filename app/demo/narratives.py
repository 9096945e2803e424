"""What the demo's people write: texts that are made up, read from the files in ``content``."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from app.demo.chance import Chance
from app.domain.casework import CauseKind
from app.domain.vocabulary import Consequence, Direction

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Narrative:
    """A report and how it is answered. Units are those it may concern; ``weight`` how common."""

    key: str
    language: str
    direction: Direction
    categories: tuple[str, ...]
    service_kinds: tuple[str, ...]
    consequence: Consequence
    hospital_units: tuple[str, ...]
    weight: int
    description: str
    proposal: str
    immediate_action: str
    other_category: str
    other_service_kind: str
    question: str
    reply: str
    finding: str
    cause_kind: CauseKind
    cause: str
    measures: str
    no_measures: str
    note: str


@dataclass(frozen=True)
class Phrase:
    """A short text. ``sort`` is a decline reason or a side, where there are several sorts."""

    kind: str
    text: str
    language: str = ""
    sort: str = ""


@cache
def narratives() -> tuple[Narrative, ...]:
    """Give every report, in the order of the files."""
    names = {field.name for field in fields(Narrative)}
    return tuple(
        Narrative(**{name: _value(name, row[name]) for name in names})
        for table in _tables()
        for row in table.get("narrative", [])
    )


def _value(name: str, value: Any) -> Any:  # noqa: ANN401  a TOML value
    if name == "direction":
        return Direction(value)
    if name == "consequence":
        return Consequence(value)
    if name == "cause_kind":
        return CauseKind(value)
    return tuple(value) if isinstance(value, list) else value


@cache
def phrases() -> tuple[Phrase, ...]:
    """Give every short text, in the order of the files."""
    return tuple(
        Phrase(
            kind,
            row["text"],
            row.get("language", ""),
            row.get("reason", "") or row.get("side", ""),
        )
        for table in _tables()
        for kind, rows in table.items()
        if kind != "narrative"
        for row in rows
    )


def _tables() -> Iterator[dict[str, Any]]:
    return (tomllib.loads(path.read_text("utf-8")) for path in sorted(CONTENT.glob("*.toml")))


def all_of(kind: str, *, sort: str = "") -> list[str]:
    """Give every text of a kind, and of a sort where one is asked for."""
    return [row.text for row in phrases() if row.kind == kind and sort in {"", row.sort}]


def phrase(chance: Chance, kind: str, language: str, *, sort: str = "") -> str:
    """Pick a text of a kind, in ``language`` where there is one."""
    rows = [row for row in phrases() if row.kind == kind and sort in {"", row.sort}]
    own = [row for row in rows if row.language == language]
    return chance.choice(own or rows).text

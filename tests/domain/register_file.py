"""The project's own register, with every kind of row, as a table that a test may break."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.register import Fault, RegisterFault, read_register, with_forms

REGISTERS = Path(__file__).parent.parent.parent / "app" / "registers"

Table = dict[str, Any]

MEMBERSHIP = {
    "email": "kari@siv.example",
    "name": "Kari Prøve",
    "role": "caseworker",
    "unit": "siv-kirurgi",
    "valid_from": date(2024, 1, 1),
}
CLOSED_DAY = {"day": date(2026, 12, 24), "name": {"nb": "Julaften", "nn": "Julaftan"}}
DECISION = {"decided_on": date(2026, 5, 4), "decision": "Arkivplan, sak 12/2026", "months": 24}


def toml(name: str) -> Table:
    """Parse a file of the register."""
    return tomllib.loads((REGISTERS / name).read_text("utf-8"))


def accepts_all(_text: str) -> bool:
    """Screen nothing."""
    return False


def with_every_row(table: Table) -> Table:
    """Add what the project's register has none of: a membership, a decision, a day off."""
    table["party"][0]["retention"] = [DECISION]
    return table | {"membership": [MEMBERSHIP], "closed_day": [CLOSED_DAY]}


WHOLE: Mapping[str, Any] = with_every_row(
    with_forms(toml("vestfold.toml"), toml, screen=accepts_all)
)


def whole_table() -> Table:
    """Give a copy of the register's table that may be changed."""
    return deepcopy(dict(WHOLE))


def faults_of(table: Mapping[str, object]) -> tuple[Fault, ...]:
    """Give what is wrong with a table; nothing when it is a register."""
    try:
        read_register(table, screen=accepts_all)
    except RegisterFault as refused:
        return refused.faults
    return ()


def row(table: Table, name: str, key: str) -> Table:
    """Find a row of the register by its key."""
    return next(row for row in table[name] if key in (row.get("key"), row.get("party")))


def unit(table: Table, key: str) -> Table:
    """Find a unit in any party."""
    return next(u for party in table["party"] for u in party["unit"] if u["key"] == key)


def rule(table: Table, key: str) -> Table:
    """Find a routing rule."""
    return row(table, "routing_rule", key)


def add(rows: list[Table], **values: object) -> None:
    """Repeat the last row with other values; None takes a value away."""
    copy = deepcopy(rows[-1]) | values
    rows.append({name: value for name, value in copy.items() if value is not None})


def next_form(table: Table) -> Table:
    """Let another version of the form follow the first."""
    table["form_version"][0]["valid_to"] = date(2026, 12, 31)
    add(table["form_version"], key="ny", valid_from=date(2027, 1, 1), valid_to=None)
    return table["form_version"][1]


def merge_options(table: Table) -> None:
    """Let the next version have one box where the first had two, without saying what it is."""
    later = next_form(table)
    later["category"][5] |= {"key": "medicines_and_aids"}
    del later["category"][6]


def end(table: Table, key: str, day: date = date(2024, 12, 31)) -> None:
    """Let a unit end."""
    unit(table, key)["valid_to"] = day

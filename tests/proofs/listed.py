"""The proofs, and the engines each is made on. A proof's own docstring says what it proves."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from types import ModuleType

from tests.proofs import (
    chain,
    disclosure,
    erasing,
    every_form,
    exactly_once,
    hostile_texts,
    identifiers,
    kills,
    mutants,
    national_numbers,
    quality,
    races,
    statements,
    syncs,
    walk,
)
from tests.proofs.ground import Counts, Ground, Size

SQLITE, POSTGRESQL, PYTHON = "SQLite", "PostgreSQL", "Python"
"""The last is no database: the program alone."""


@dataclass(frozen=True)
class Proof:
    """A proof by name; ``key`` names its evidence."""

    key: str
    module: ModuleType
    engines: tuple[str, ...] = (SQLITE, POSTGRESQL)

    @property
    def prove(self) -> Callable[[Ground, Size, Random], Counts]:
        """Give the function that proves or raises AssertionError."""
        proving: Callable[[Ground, Size, Random], Counts] = self.module.prove
        return proving

    @property
    def title(self) -> str:
        """Give the claim in one sentence."""
        return self._claim[0]

    @property
    def account(self) -> str:
        """Tell in plain words what is done and what it shows."""
        return self._claim[1]

    @property
    def _claim(self) -> tuple[str, str]:
        title, _, account = (self.module.__doc__ or "").partition("\n\n")
        return " ".join(title.split()), account.strip()


PROOFS = (
    Proof("races", races),
    Proof("exactly-once", exactly_once),
    Proof("kills", kills),
    Proof("syncs", syncs, (SQLITE,)),
    Proof("statements", statements),
    Proof("national-numbers", national_numbers, (PYTHON,)),
    Proof("written-forms", every_form),
    Proof("screen-quality", quality, (PYTHON,)),
    Proof("identifiers", identifiers),
    Proof("guards", mutants, (SQLITE,)),
    Proof("erasing", erasing),
    Proof("log", chain),
    Proof("disclosure", disclosure, (PYTHON,)),
    Proof("walk", walk),
    Proof("hostile-texts", hostile_texts, (PYTHON,)),
)

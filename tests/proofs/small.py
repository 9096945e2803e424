"""The proofs as the suite makes them: at a fiftieth of their size, and parted in two."""

from types import ModuleType

from tests.proofs.ground import Counts, Ground, Size, seeded
from tests.proofs.listed import PROOFS, Proof

SMALL = Size(1 / 50)

OF_WORDS = {
    "national-numbers",
    "written-forms",
    "screen-quality",
    "identifiers",
    "guards",
    "erasing",
    "hostile-texts",
}
"""Proofs about what people write; the others are about what they do."""


def proofs(engine: str, *, of_words: bool, but: frozenset[str] = frozenset()) -> list[Proof]:
    """Give the proofs that are made on an engine, about words or about acts."""
    return [
        proof
        for proof in PROOFS
        if engine in proof.engines and (proof.key in OF_WORDS) is of_words and proof.key not in but
    ]


def prove(proof: Proof | ModuleType, url: str) -> Counts:
    """Make a proof in its small size; ``url`` is empty for one about the program alone."""
    counted: Counts = proof.prove(Ground(url), SMALL, seeded("small"))
    return counted

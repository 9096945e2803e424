"""Makes the long proofs: ``python -m tests.prove``, at most two hours; ``--size small``, a minute.

The seed is printed, and is the commit's own unless another is given. A proof whose page in
``docs/evidence`` is from the same commit, seed and size is not made again, so that a run that was
cut off goes on where it was.
"""

import argparse
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from tests.proofs.ground import (
    Ground,
    Size,
    no_ground,
    postgres_ground,
    postgres_server,
    seeded,
    sqlite_ground,
)
from tests.proofs.listed import PROOFS, PYTHON, SQLITE, Proof
from tests.prove.evidence import Run, current_commit, seed_of

SIZES = {"small": Size(1 / 50), "full": Size(1.0)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the proofs that are asked for; give 1 when one of them failed."""
    chosen = _read(arguments)
    commit = current_commit()
    run = Run(commit, chosen.seed or seed_of(commit), chosen.size)
    say(run.stamp)
    with ExitStack() as stack:
        grounds = Grounds(stack)
        results = [_make(proof, run, grounds) for proof in PROOFS if proof.key in chosen.only]
    return 0 if all(results) else 1


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    keys = [proof.key for proof in PROOFS]
    reader = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    reader.add_argument("--size", choices=list(SIZES), default=os.environ.get("SIZE") or "full")
    reader.add_argument("--seed", default=os.environ.get("SEED", ""))
    reader.add_argument("--only", nargs="+", choices=keys, default=keys, metavar="PROOF")
    return reader.parse_args(arguments)


class Grounds:
    """Gives fresh grounds; the PostgreSQL server starts when it is first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        """Let the server end with ``stack``."""
        self._stack = stack
        self._server = ""

    @contextmanager
    def fresh(self, engine: str) -> Iterator[Ground]:
        """Give a fresh database on an engine, or none to a proof that needs none."""
        if engine in {PYTHON, SQLITE}:
            with no_ground() if engine == PYTHON else sqlite_ground() as ground:
                yield ground
            return
        self._server = self._server or self._stack.enter_context(postgres_server())
        with postgres_ground(self._server) as ground:
            yield ground


def _make(proof: Proof, run: Run, grounds: Grounds) -> bool:
    """Make a proof on each of its engines and leave its page; tell whether it held."""
    if run.has_left(proof):
        say(f"{proof.key}: proven already")
        return True
    counted = {}
    for engine in proof.engines:
        say(f"{proof.key} on {engine} …")
        started = time.monotonic()
        try:
            with grounds.fresh(engine) as ground:
                random = seeded(f"{run.seed} {proof.key} {engine}")
                counted[ground.version()] = proof.prove(ground, SIZES[run.size], random)
        except Exception:  # noqa: BLE001  whatever goes wrong, the claim is not proven
            say(f"{proof.key} on {engine} FAILED\n{traceback.format_exc()}")
            return False
        say(f"  held, in {time.monotonic() - started:.0f} s")
    say(f"  {run.leave(proof, counted).name} is written")
    return True


def say(line: str) -> None:
    """Tell how it goes, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

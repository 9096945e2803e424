"""Compares small with large: ``python -m bench``, a minute or two; ``SIZE=full`` takes hours.

Ratios are what counts, for the machine is shared and noisy; nothing here is a gate. The table is
printed, and ``bench/results.json`` keeps it.
"""

import argparse
import json
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.db import Database
from bench import documents, figures, filing, pages
from bench.cases import fill
from bench.pages import Office
from bench.rounds import ROUNDS, Measure
from tests.proofs.ground import prepare
from tests.prove.evidence import current_commit

RESULTS = Path(__file__).parent / "results.json"
SIZES = {"small": (1_000, 20_000), "full": (10_000, 300_000)}


def main() -> None:
    """Fill two databases, compare, tell, and keep."""
    size = _read_size()
    with tempfile.TemporaryDirectory(prefix="samhandling-bench-") as folder:
        small, large = (_filled(Path(folder), cases) for cases in SIZES[size])
        measures = [_told(measure) for measure in _measures(Path(folder), small, large, size)]
    results = {
        "schema": 1,
        "commit": current_commit(),
        "size": size,
        "cases": dict(zip(("small", "large"), SIZES[size], strict=True)),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "rounds": ROUNDS,
        "unit": "milliseconds of processor time a call",
        "measures": [measure.as_plain() for measure in measures],
    }
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _read_size() -> str:
    reader = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    reader.add_argument("--size", choices=list(SIZES), default=os.environ.get("SIZE") or "small")
    return str(reader.parse_args().size)


def _filled(folder: Path, cases: int) -> Path:
    started = time.monotonic()
    path = folder / f"{cases}.sqlite"
    prepare(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    fill(database, cases)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    print(f"{cases} cases put in, in {time.monotonic() - started:.0f} s", flush=True)
    return path


def _measures(folder: Path, small: Path, large: Path, size: str) -> Iterator[Measure]:
    print(f"{'':48}{'first':>9}{'second':>9}{'ratio':>8}  between     goal", flush=True)
    yield from filing.measures(folder, small, large)
    yield from figures.measures(folder, small, large, SIZES[size][1])
    databases = [Database(f"sqlite:///{path}") for path in (small, large)]
    yield from pages.measures(*map(Office.at, databases, SIZES[size]))
    for database in databases:
        database.close()
    yield from documents.measures()


def _told(measure: Measure) -> Measure:
    between = f"{measure.lowest:.2f}–{measure.highest:.2f}"
    goal = f"{measure.goal:.1f}" if measure.goal else ""
    print(
        f"{measure.key:48}{measure.first:9.3f}{measure.second:9.3f}{measure.ratio:8.2f}"
        f"  {between:12}{goal:>4}",
        flush=True,
    )
    return measure


if __name__ == "__main__":
    main()

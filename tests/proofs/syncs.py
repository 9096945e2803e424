"""SQLite has synced its files to the disk before a report is acknowledged.

A process files reports on SQLite under strace, which notes each fsync and fdatasync and each
acknowledgement that is written. Between one acknowledgement and the next there is always at least
one sync. Where strace is not installed, only the setting is read.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.proofs.ground import Counts, Ground, Size

FULL_FILINGS = 1000
ACKNOWLEDGEMENT = "acknowledged"
PATIENCE_SECONDS = 600
CALL = re.compile(r"\b(fsync|fdatasync|write)\(")


def prove(ground: Ground, size: Size, _random: Random) -> Counts:
    """Count the syncs between acknowledgements."""
    with ground.open() as database:
        assert database.syncs_commits()
        setting = database.durability()["synchronous"]
    strace = shutil.which("strace")
    filings = size.of(FULL_FILINGS, least=5)
    return {
        "setting": f"synchronous {setting}",
        "reports acknowledged": filings if strace else "not tried: strace is not installed",
        "fewest syncs before an acknowledgement": (
            _fewest(strace, ground, filings) if strace else "not counted"
        ),
    }


def _fewest(strace: str, ground: Ground, filings: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        tracing = (strace, "-f", "-e", "trace=fsync,fdatasync,write", "-o", str(trace))
        filing = (sys.executable, "-m", "tests.proofs.filing", ground.url, str(filings))
        subprocess.run(  # noqa: S603  our own module, under strace
            (*tracing, *filing),
            check=True,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
        )
        syncs = syncs_before_each(trace.read_text("utf-8", "replace"))
    assert len(syncs) == filings
    assert min(syncs) >= 1, "a report was acknowledged before it was on the disk"
    return min(syncs)


def syncs_before_each(trace: str) -> list[int]:
    """Count the syncs since the acknowledgement before, for each acknowledgement."""
    counts, since = [], 0
    for line in trace.splitlines():
        call = CALL.search(line)
        if call and call[1] != "write":
            since += 1
        elif call and ACKNOWLEDGEMENT in line:
            counts.append(since)
            since = 0
    return counts

"""What a proof leaves behind: one page a proof, in words and numbers that anybody may read."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.proofs.ground import Counts
from tests.proofs.listed import Proof

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "evidence"
GENERATED = ("docs/evidence", "bench/results.json")

UNSAVED = " and changes not yet committed"


@dataclass(frozen=True)
class Run:
    """What decides whether two runs prove the same thing."""

    commit: str
    seed: str
    size: str

    @property
    def stamp(self) -> str:
        """Give the line by which a page tells which run it is from."""
        return f"Commit {self.commit}, seed {self.seed}, size {self.size}."

    def has_left(self, proof: Proof) -> bool:
        """Tell whether this very run has proven it already; changed code is proven anew."""
        page = _page_of(proof)
        return (
            UNSAVED not in self.commit and page.exists() and self.stamp in page.read_text("utf-8")
        )

    def leave(self, proof: Proof, counted: Mapping[str, Counts]) -> Path:
        """Write a proof's page; ``counted`` is by the engine with its version."""
        page = _page_of(proof)
        page.parent.mkdir(parents=True, exist_ok=True)
        parts = (f"# {proof.title}", self.stamp, proof.account, *_tables(counted))
        page.write_text("\n\n".join(parts) + "\n", "utf-8")
        return page


def _page_of(proof: Proof) -> Path:
    return FOLDER / f"{proof.key}.md"


def _tables(counted: Mapping[str, Counts]) -> list[str]:
    names = list(dict.fromkeys(name for counts in counted.values() for name in counts))
    head = ["| | " + " | ".join(counted) + " |", "|---|" + "---:|" * len(counted)]
    rows = [
        f"| {name} | " + " | ".join(_shown(counts.get(name)) for counts in counted.values()) + " |"
        for name in names
    ]
    return ["\n".join((*head, *rows))]


def _shown(value: int | str | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


def current_commit() -> str:
    """Name the commit that is checked out, and say whether the code differs from it."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    if not commit:
        return "unknown"
    exceptions = [f":(exclude){path}" for path in GENERATED]
    is_changed = _git("status", "--porcelain", "--", ".", *exceptions)
    return commit + (UNSAVED if is_changed else "")


def _git(*words: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    told = subprocess.run((git, *words), cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  git, with words of our own
    return told.stdout.strip()


def seed_of(commit: str) -> str:
    """Give the seed that a commit has by itself, so that a run that was cut off can go on."""
    digits = re.match("[0-9a-f]{8}", commit)
    return str(int(digits[0], 16)) if digits else "1"

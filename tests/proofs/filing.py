"""Files reports and acknowledges each on its output: ``python -m tests.proofs.filing URL N``."""

import os
import sys

from app.db import Database
from app.domain.policy import ANYBODY
from app.services.submitting import submit
from tests.factories import LINKS, submission
from tests.proofs.ground import MORNING
from tests.proofs.syncs import ACKNOWLEDGEMENT


def file_reports(url: str, count: int) -> None:
    """File ``count`` reports, one after the other."""
    database = Database(url)
    for _ in range(count):
        with database.transaction() as session:
            receipt = submit(session, ANYBODY, submission(), LINKS, now=MORNING)
        os.write(sys.stdout.fileno(), f"{ACKNOWLEDGEMENT} {receipt.reference}\n".encode())


if __name__ == "__main__":
    file_reports(sys.argv[1], int(sys.argv[2]))

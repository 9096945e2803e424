"""Remembering that something was erased, until the bytes of it are gone too.

The fact is written in the transaction that erases, so that neither a kill nor a table in use leaves
erased text behind for good: the worker at night and ``retention run`` act on it until it is done.
"""

import secrets
from datetime import datetime, time

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.db import Database
from app.db.scrubbing import Scrubbed, scrub
from app.domain.deadlines import OSLO
from app.models import InstallationFact

FACT = "scrub_wanted"
NIGHT = (time(1), time(5))
"""When the worker may write tables anew: others wait while it does."""


def want_scrub(session: Session, *, now: datetime) -> None:
    """Ask for the bytes of what this transaction erases or blacks out."""
    session.merge(InstallationFact(key=FACT, value=secrets.token_urlsafe(8), at=now))


def scrub_if_wanted(database: Database) -> Scrubbed | None:
    """Write the files anew when something was erased; None when nothing was.

    What is asked for while it goes on is not taken as done.

    Raises:
        StorageUnavailable: when the database could not be written to.
    """
    with database.reading() as session:
        fact = session.get(InstallationFact, FACT)
    if fact is None:
        return None
    outcome = scrub(database)
    if outcome.is_clean:
        with database.transaction() as session:
            same = InstallationFact.key == FACT, InstallationFact.value == fact.value
            session.execute(delete(InstallationFact).where(*same))
    return outcome


def is_night(now: datetime) -> bool:
    """Tell whether few are at work, by Oslo's clock."""
    begins, ends = NIGHT
    return begins <= now.astimezone(OSLO).time() < ends

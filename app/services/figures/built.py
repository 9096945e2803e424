"""Whether the stored figures of a helsefellesskap can be read, or are to be counted first.

They cannot in an installation that is older than they are, nor when the register changes what all
cases are counted by. Figures are then counted from the cases whenever somebody asks, until the
worker, or ``figures-rebuild``, has gone through every case. Acts write their changes all the while.
That is not begun before a minute has gone, when every act that went by the old register is over.
"""

import secrets
from datetime import UTC, datetime, timedelta
from string import ascii_lowercase

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Case, Helsefellesskap, InstallationFact
from app.services.figures.grounds import forget_remembered
from app.services.figures.touched import touched_in

COUNTING = 1
"""Raised whenever what a case counts as is changed in the code, so that all is counted anew."""

BUILT = f"built-{COUNTING}"
MOST_AT_ONCE = 200
SETTLED_AFTER = timedelta(seconds=60)
TOKEN_LETTERS = 16
"""Letters alone, since a run of digits could be taken for somebody's number."""


def is_built(session: Session, helsefellesskap_id: int) -> bool:
    """Tell whether the stored figures of a helsefellesskap are whole."""
    value = select(InstallationFact.value).where(InstallationFact.key == _key(helsefellesskap_id))
    return session.scalar(value) == BUILT


def seconds_to_wait(session: Session, helsefellesskap_id: int) -> float:
    """Give how long to wait until figures may be built; 0 when they may be at once."""
    asked_at = session.scalar(
        select(InstallationFact.at).where(InstallationFact.key == _key(helsefellesskap_id))
    )
    if asked_at is None:
        return 0
    return max((asked_at + SETTLED_AFTER - datetime.now(UTC)).total_seconds(), 0)


def unbuilt(session: Session) -> list[int]:
    """Give every helsefellesskap whose figures are to be built."""
    homes = session.scalars(select(Helsefellesskap.id).order_by(Helsefellesskap.id))
    return [home_id for home_id in homes.all() if not is_built(session, home_id)]


def count_anew(session: Session) -> None:
    """Ask for all figures to be built; where there is no case yet, nothing is left to build."""
    forget_remembered()
    for home_id in session.scalars(select(Helsefellesskap.id)).all():
        _ask(session, home_id)


def _ask(session: Session, home_id: int) -> str:
    has_cases = session.scalar(select(exists().where(Case.helsefellesskap_id == home_id)))
    token = "".join(secrets.choice(ascii_lowercase) for _ in range(TOKEN_LETTERS))
    value = f"wanted-{token}" if has_cases else BUILT
    session.merge(InstallationFact(key=_key(home_id), value=value, at=datetime.now(UTC)))
    session.flush()
    return value


def build(database: Database, helsefellesskap_id: int) -> int:
    """Go through every case in small transactions; give how many there were.

    Where the register changes meanwhile, the figures stay to be built once more.
    """
    with database.transaction() as session:
        wanted = _ask(session, helsefellesskap_id)
    last = count = 0
    while ids := _next_ids(database, helsefellesskap_id, last):
        with database.transaction() as session:
            touched_in(session).cases.update(ids)
        last, count = ids[-1], count + len(ids)
    with database.transaction() as session:
        own = select(InstallationFact).where(InstallationFact.key == _key(helsefellesskap_id))
        fact = session.scalars(own.with_for_update()).one()
        if fact.value == wanted:
            fact.value = BUILT
    return count


def _next_ids(database: Database, helsefellesskap_id: int, last: int) -> list[int]:
    with database.reading() as session:
        query = select(Case.id).where(Case.helsefellesskap_id == helsefellesskap_id, Case.id > last)
        return list(session.scalars(query.order_by(Case.id).limit(MOST_AT_ONCE)))


def _key(helsefellesskap_id: int) -> str:
    return f"figures:{helsefellesskap_id}"

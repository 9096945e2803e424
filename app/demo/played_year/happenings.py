"""What happens to the people and the units of a played year, whoever is at work."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from app.demo.played_year.ground import Ground
from app.domain.absence import AbsenceDraft
from app.models import User
from app.services import accounts
from app.services.grants import actor_for
from app.services.reminding import absences

Happening = Callable[[Ground], None]

REORGANISED, TAKEN_OVER_BY = "siv-kfmr", "siv-medisin"


def happenings_of(year: int) -> dict[date, list[Happening]]:
    """Give the happenings of a year by their day."""
    found: dict[date, list[Happening]] = defaultdict(list)
    found[date(year, 2, 10)].append(absence("saksbehandler.kirurgi@siv.example", days=21))
    found[date(year, 5, 1)].append(reorganise)
    found[date(year, 7, 1)].append(
        absence("saksbehandler.medisin@siv.example", days=24, by="leder.medisin@siv.example")
    )
    found[date(year, 7, 8)].append(absence("koordinator@siv.example", days=21))
    found[date(year, 10, 1)].append(leave("saksbehandler@larvik.example"))
    return found


def absence(email: str, *, days: int, by: str = "") -> Happening:
    """Let somebody be away from today on."""

    def happen(ground: Ground) -> None:
        today = ground.clock.now.date()
        with ground.database.transaction() as session:
            user = _user(accounts.find_user(session, email))
            other = accounts.find_user(session, by) if by else None
            absences.set_absence(
                session,
                actor_for(session, user, on=today),
                AbsenceDraft(
                    user.key, today, today + timedelta(days=days), other.key if other else None
                ),
                now=ground.clock.now,
            )

    return happen


def leave(email: str) -> Happening:
    """Let somebody leave for good."""

    def happen(ground: Ground) -> None:
        now = ground.clock.now
        with ground.database.transaction() as session:
            administrator = _user(accounts.find_user(session, "administrator@siv.example"))
            actor = actor_for(session, administrator, on=now.date())
            accounts.deactivate_user(
                session, actor, _user(accounts.find_user(session, email)), now=now
            )

    return happen


def reorganise(ground: Ground) -> None:
    """Let one clinic become part of another: what lies there is stranded, what comes goes right."""
    ground.retire(REORGANISED, on=ground.clock.now.date() - timedelta(days=1), into=TAKEN_OVER_BY)


def _user(found: User | None) -> User:
    if found is None:
        raise LookupError("the demo's people have changed")
    return found

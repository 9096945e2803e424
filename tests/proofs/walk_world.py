"""The world of the random walk: who is in it, what is reported, and what time and others do."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.absence import AbsenceDraft
from app.domain.deadlines import OSLO, oslo_date
from app.domain.line_manager import LineManagerMode
from app.domain.policy import Actor, NotPermitted
from app.domain.register import Register
from app.domain.vocabulary import Consent, Consequence, Direction, Role
from app.mail import Mail
from app.models import Absence, User
from app.services import sending
from app.services.grants import actor_for
from app.services.register_loading import load_register, read_file
from app.services.reminding import absences, morning
from app.services.sealing import seal_new
from app.services.submitting import submit
from tests import factories
from tests.factories import LINKS
from tests.proofs.ground import MORNING, REGISTER

STAFF: tuple[tuple[Role, str], ...] = (
    (Role.UNIT_LEADER, "siv-medisin"),
    (Role.CASEWORKER, "siv-medisin"),
    (Role.TRIAGE, "siv-medisin"),
    (Role.CASEWORKER, "siv-kirurgi"),
    (Role.UNIT_LEADER, "siv-kirurgi"),
    (Role.COORDINATOR, "siv"),
    (Role.CASEWORKER, "tonsberg-postmottak"),
    (Role.UNIT_LEADER, "tonsberg-postmottak"),
    (Role.COORDINATOR, "tonsberg"),
    (Role.CASEWORKER, "horten-postmottak"),
)
SECRETARIES = ("siv", "tonsberg")
DAWN = time(8, 0)
AWAY = (absences.AwayAlready, absences.SubstituteAway, absences.NotASubstitute, NotPermitted)


@dataclass
class Post:
    """A mailer that counts what it is given."""

    sent: int = 0

    def send(self, _mail: Mail) -> None:
        """Take a mail."""
        self.sent += 1


@dataclass
class World:
    """A database with people in it, and a clock that others move."""

    database: Database
    random: Random
    now: datetime = MORNING
    post: Post = field(default_factory=Post)
    staff: tuple[int, ...] = ()
    _known: list[Actor] = field(default_factory=list)
    _known_on: date | None = None

    def people(self, session: Session) -> list[Actor]:
        """Give everybody who signs in, as they are today."""
        today = oslo_date(self.now)
        if self._known_on != today:
            users = [session.get_one(User, each) for each in self.staff]
            self._known = [actor_for(session, user, on=today) for user in users]
            self._known_on = today
        return self._known

    def employ(self) -> None:
        """Let people begin, and the town's leaders have the first say."""
        with self.database.transaction() as session:
            factories.party(session, "tonsberg").line_manager_mode = LineManagerMode.CONFIRMS
            staff = [factories.actor_at(session, *each, now=self.now) for each in STAFF]
            staff += [factories.secretary_for(session, each, now=self.now) for each in SECRETARIES]
        self.staff = tuple(each.user_id for each in staff if each.user_id)

    # ---- what happens ----

    def file(self) -> str:
        """Let somebody report something; give the case's key."""
        chance = self.random
        changes: dict[str, Any] = {
            "consequence": chance.choice([*Consequence, Consequence.MINOR, Consequence.NONE]),
            "consent": chance.choice(list(Consent)),
            "occurred_on": oslo_date(self.now) - timedelta(days=chance.randint(0, 40)),
        }
        home, places = "tonsberg", ["siv-medisin-geriatri", "siv-kirurgi-ortopedi", None]
        if chance.random() < 1 / 3:
            home, places = "siv", ["siv-kirurgi-ortopedi"]
            changes |= {"direction": Direction.TO_MUNICIPALITY, "service_kinds": ("institution",)}
        changes["hospital_unit_key"] = chance.choice(places)
        if chance.random() < 2 / 3:
            leader = f"leder@{home}.example"
            reporter = replace(factories.draft().reporter, line_manager_email=leader)
            changes["reporter"] = reporter
        report = factories.submission(**changes)
        with self.database.transaction() as session:
            return submit(session, Actor(), report, LINKS, now=self.now).case_key

    def happening(self) -> str:
        """Let something happen that is no act on a case; give its name."""
        doing: Callable[[], str] = self.random.choice(
            [
                self.let_somebody_be_away,
                self.let_somebody_be_away,
                self.let_somebody_come_back,
                self.change_the_register,
            ]
        )
        return doing()

    def let_somebody_be_away(self) -> str:
        """Write down an absence of those whom somebody may set it for, mostly with a substitute."""
        chance, today = self.random, oslo_date(self.now)
        try:
            with self.database.transaction() as session:
                actor = chance.choice(self.people(session))
                page = absences.absence_page(session, actor, today=today)
                first = today + timedelta(days=chance.choice([0, 0, 3]))
                draft = AbsenceDraft(
                    chance.choice(page.people)[0],
                    first,
                    first + timedelta(days=chance.randint(0, 12)),
                    chance.choice([None, *(key for key, _ in page.substitutes)]),
                )
                absences.set_absence(session, actor, draft, now=self.now)
        except AWAY:
            return "absences refused"
        return "absences set"

    def let_somebody_come_back(self) -> str:
        """End an absence."""
        try:
            with self.database.transaction() as session:
                going_on = select(Absence).where(Absence.ended_at.is_(None)).order_by(Absence.id)
                rows = session.scalars(going_on).all()
                if not rows:
                    return "absences refused"
                row, actor = self.random.choice(rows), self.random.choice(self.people(session))
                absences.end_absence(session, actor, row.id, now=self.now)
        except AWAY:
            return "absences refused"
        return "absences ended"

    def change_the_register(self) -> str:
        """Decide other deadlines, and let leaders of the town do more or less."""
        register, chance = _register(), self.random
        decided = replace(
            register.deadlines[0],
            answer_days=chance.choice([14, 21, 28, 42]),
            acknowledge_working_days=chance.choice([2, 3, 5]),
        )
        mode = chance.choice(list(LineManagerMode))
        parties = tuple(
            replace(party, line_manager=mode) if party.key == "tonsberg" else party
            for party in register.parties
        )
        changed = replace(register, deadlines=(decided,), parties=parties)
        with self.database.transaction() as session:
            load_register(session, changed, now=self.now)
        return "registers loaded"

    # ---- time ----

    def pass_days(self, days: int) -> None:
        """Let days pass, each with its round, its mail and its seal."""
        for _ in range(days):
            self.now = self._dawn()
            with self.database.transaction() as session:
                morning.hold_round(session, now=self.now)
            self.deliver()
        with self.database.transaction() as session:
            seal_new(session, now=self.now)

    def _dawn(self) -> datetime:
        tomorrow = oslo_date(self.now) + timedelta(days=1)
        return datetime.combine(tomorrow, DAWN, OSLO).astimezone(self.now.tzinfo)

    def deliver(self) -> None:
        """Send what is due."""
        sending.deliver_due(self.database, self.post, LINKS, clock=lambda: self.now)


@cache
def _register() -> Register:
    return read_file(REGISTER)

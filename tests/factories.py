"""One function for each thing a test needs; statuses are reached through the services."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.case import AnswerDraft, CaseDraft, DeclineDraft, ReporterDraft
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.links import Links
from app.domain.policy import SYSTEM, Actor
from app.domain.vocabulary import Consent, Consequence, DeclineReason, Direction, Role
from app.models import Assignment, Case, Helsefellesskap, Party, Unit, User
from app.services import accounts, following, handling, submitting
from app.services.grants import actor_for

LINKS = Links(b"l" * 40, "http://localhost")
PASSWORD = "en lang og trygg setning"
_numbers = itertools.count(1)


def draft(**changes: object) -> CaseDraft:
    """A report from Tønsberg to Klinikk medisin, valid in every field."""
    made = CaseDraft(
        helsefellesskap_key="vestfold",
        direction=Direction.TO_HOSPITAL,
        form_version_key="vestfold-2024-01",
        occurred_on=date(2026, 3, 6),
        municipality_key="tonsberg",
        hospital_key="siv",
        hospital_unit_key="siv-medisin-geriatri",
        service_kinds=("home_care",),
        categories=("medicines", "communication"),
        description="Pasienten kom hjem fredag kveld uten medisinliste.",
        consequence=Consequence.MINOR,
        consent=Consent.PATIENT_NOT_OPPOSED,
        reporter=ReporterDraft(
            name="Prøve Prøvesen",
            workplace="Hjemmetjenesten sone nord",
            email="prove@tonsberg.example",
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked by the dataclass


def submission(*, form_key: str = "", **changes: object) -> submitting.Submission:
    key = form_key or f"form-{next(_numbers)}"
    return submitting.Submission(draft(**changes), form_key=key, language="nb")


def sent_case(session: Session, *, now: datetime, **changes: object) -> submitting.Receipt:
    """A report that has just been sent."""
    made = submitting.Submission(draft(**changes), f"form-{next(_numbers)}", "nb")
    return submitting.submit(session, Actor(), made, LINKS, now=now)


def unit(session: Session, key: str) -> Unit:
    return session.scalars(select(Unit).where(Unit.key == key)).one()


def party(session: Session, key: str) -> Party:
    return session.scalars(select(Party).where(Party.key == key)).one()


def home(session: Session) -> Helsefellesskap:
    return session.scalars(select(Helsefellesskap)).one()


def person(
    session: Session,
    role: Role | None,
    place: str = "",
    *,
    now: datetime,
    with_password: bool = False,
) -> User:
    """A person with one role at a unit, a party or the helsefellesskap."""
    number = next(_numbers)
    user = accounts.add_user(
        session,
        SYSTEM,
        email=f"person{number}@siv.example",
        name=f"Demo Nummer {number}",
        language="nb",
        now=now,
    )
    if with_password:
        accounts.set_password(session, SYSTEM, user, PASSWORD, now=now)
    if role is not None:
        scope_id = {
            "unit": lambda: unit(session, place).id,
            "party": lambda: party(session, place).id,
            "helsefellesskap": lambda: home(session).id,
            "installation": lambda: None,
        }[role.scope]()
        made = accounts.MembershipDraft(role, scope_id, valid_from=oslo_date(now))
        accounts.add_membership(session, SYSTEM, user, made, now=now)
    return user


def actor_at(session: Session, role: Role | None, place: str = "", *, now: datetime) -> Actor:
    """The actor of a new person with one role."""
    return actor_for(session, person(session, role, place, now=now), on=oslo_date(now))


def version_of(session: Session, case_key: str) -> int:
    return (
        session.scalars(
            select(Assignment.version)
            .join(Case, Case.id == Assignment.case_id)
            .where(Case.key == case_key)
            .order_by(Assignment.id.desc())
        ).first()
        or 0
    )


ANSWER = AnswerDraft(
    finding="Listen ble ikke skrevet ut.",
    cause="Rutinen ved utskrivning på fredager var uklar.",
    measures="Sjekklisten ved utskrivning har fått et eget punkt.",
    responsible="Seksjonsleder",
)


Roads = dict[Status, list[Callable[[Session, str, datetime], None]]]


@dataclass
class Scene:
    """A database with a clock, a leader at Klinikk medisin, and cases brought to any status."""

    database: Database
    now: datetime
    leader: Actor = field(init=False)

    def __post_init__(self) -> None:
        with self.database.transaction() as session:
            self.leader = actor_at(session, Role.UNIT_LEADER, "siv-medisin", now=self.now)

    def case_at(self, status: Status, **changes: object) -> str:
        """The key of a case that has come to ``status`` by the services."""
        with self.database.transaction() as session:
            key = sent_case(session, now=self.now, **changes).case_key
            for act in _roads(self.leader)[status]:
                act(session, key, self.now)
        return key


def _roads(leader: Actor) -> Roads:
    def acknowledge(s, k, now):
        handling.acknowledge(s, leader, k, version_of(s, k), now=now)

    def answer(s, k, now):
        handling.answer(s, leader, k, version_of(s, k), ANSWER, now=now)

    def close(s, k, now):
        handling.close(s, leader, k, version_of(s, k), now=now)

    def forward(s, k, now):
        handling.forward(
            s,
            leader,
            k,
            version_of(s, k),
            to_unit_key="siv-kirurgi",
            reason="Feil klinikk",
            now=now,
        )

    def decline(s, k, now):
        made = DeclineDraft(DeclineReason.NOT_COLLABORATION, "Gjelder noe internt")
        handling.decline(s, leader, k, version_of(s, k), made, now=now)

    def withdraw(s, k, now):
        case = s.scalars(select(Case).where(Case.key == k)).one()
        following.withdraw(s, following.reporter_of(case), k, body="Sendt ved en feil", now=now)

    return {
        Status.SENT: [],
        Status.ACKNOWLEDGED: [acknowledge],
        Status.ANSWERED: [acknowledge, answer],
        Status.CLOSED: [acknowledge, answer, close],
        Status.FORWARDED: [forward],
        Status.DECLINED: [decline],
        Status.WITHDRAWN: [withdraw],
    }

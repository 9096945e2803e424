"""One function for each thing a test needs; statuses are reached through the services."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.case import AnswerDraft, CaseDraft, DeclineDraft, ReporterDraft
from app.domain.casework import CauseKind
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.links import Links, Purpose, digest
from app.domain.policy import SYSTEM, Actor
from app.domain.vocabulary import Consent, Consequence, DeclineReason, Direction, Role
from app.models import (
    Assignment,
    Case,
    Helsefellesskap,
    LineManagerRequest,
    Party,
    Unit,
    User,
)
from app.services import accounts, following, handling, submitting
from app.services.answering import answers
from app.services.cases import find_case
from app.services.forwarding import contesting, declining, forwarding
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


def secretary_for(session: Session, party_key: str, *, now: datetime) -> Actor:
    """An FSU secretary who speaks for a party's side."""
    user = person(session, None, now=now)
    made = accounts.MembershipDraft(
        Role.FSU_SECRETARY,
        home(session).id,
        valid_from=oslo_date(now),
        speaks_for_id=party(session, party_key).id,
    )
    accounts.add_membership(session, SYSTEM, user, made, now=now)
    return actor_for(session, user, on=oslo_date(now))


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
    cause_kind=CauseKind.ROUTINE_MISSING,
)


Roads = dict[Status, list[Callable[[Session, str, datetime], None]]]


def let_wait(session: Session) -> dict[str, object]:
    """Let Tønsberg's leaders confirm, and give what makes a report name one."""
    party(session, "tonsberg").line_manager_mode = "confirms"
    return {"reporter": replace(draft().reporter, line_manager_email="leder@tonsberg.example")}


def ask_leader(session: Session, case_key: str, email: str, *, now: datetime) -> None:
    """Let a case of a connected party have a line manager, whose address was typed."""
    case = session.scalars(select(Case).where(Case.key == case_key)).one()
    if case.reporting_party_id is None:
        return
    token = LINKS.token(Purpose.LINE_MANAGER, case_key, 0)
    session.add(
        LineManagerRequest(
            case_id=case.id,
            party_id=case.reporting_party_id,
            mode="informed",
            email=email,
            generation=0,
            digest=digest(token),
            asked_at=now,
            follows=False,
        )
    )


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
            if status is Status.AWAITING_LINE_MANAGER:
                changes = changes | let_wait(session)
            key = sent_case(session, now=self.now, **changes).case_key
            for act in _roads(self.leader)[status]:
                act(session, key, self.now)
        return key


def _contest(session: Session, key: str, now: datetime) -> None:
    reporter = following.reporter_of(find_case(session, key))
    contesting.contest(session, reporter, key, reason="Det gjelder dere.", now=now)


def _withdraw(session: Session, key: str, now: datetime) -> None:
    reporter = following.reporter_of(find_case(session, key))
    following.withdraw(session, reporter, key, body="Sendt ved en feil", now=now)


def _roads(leader: Actor) -> Roads:
    def acknowledge(s, k, now):
        handling.acknowledge(s, leader, k, version_of(s, k), now=now)

    def answer(s, k, now):
        answers.answer(s, leader, k, version_of(s, k), ANSWER, now=now)

    def close(s, k, now):
        answers.close(s, leader, k, version_of(s, k), now=now)

    def forward(s, k, now):
        forwarding.forward(
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
        declining.decline(s, leader, k, version_of(s, k), made, now=now)

    return {
        Status.AWAITING_LINE_MANAGER: [],
        Status.SENT: [],
        Status.ACKNOWLEDGED: [acknowledge],
        Status.ANSWERED: [acknowledge, answer],
        Status.CLOSED: [acknowledge, answer, close],
        Status.FORWARDED: [forward],
        Status.DECLINED: [decline],
        Status.CONTESTED: [decline, _contest],
        Status.WITHDRAWN: [_withdraw],
    }

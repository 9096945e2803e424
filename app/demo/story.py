"""One case and what everybody does with it, each act through the service that pages use."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.cast import Cast
from app.demo.chance import Chance
from app.demo.narratives import Narrative, phrase
from app.domain.case import (
    AnswerDraft,
    CaseDraft,
    ClassificationDraft,
    DeclineDraft,
    EntryOnBehalf,
    PatientSearchDraft,
    Reference,
)
from app.domain.casework import LinkKind, MeasureStatus, PatientGroup, Rater, Usefulness
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.links import Links
from app.domain.policy import ANYBODY, Actor
from app.domain.vocabulary import (
    Channel,
    Consent,
    Consequence,
    DeclineReason,
    Direction,
    FoundBy,
    PatientSearch,
    UnitKind,
)
from app.models import Assignment, Case, Unit
from app.services import classifying, following, handling, notes, submitting
from app.services.answering import answers, measures, ratings
from app.services.answering.part import answering_part
from app.services.cases import find_case
from app.services.forwarding import contesting, declining, forwarding
from app.services.line_manager import leading
from app.services.line_manager.sending_on import request_of
from app.services.linking import links
from app.services.patient import searching
from app.services.register import find_party, triage_desk

Act = Callable[[Session, datetime], None]

SEARCHES = {
    PatientSearchDraft(PatientSearch.FOUND, FoundBy.PHONE): 50,
    PatientSearchDraft(PatientSearch.FOUND, FoundBy.LETTER): 18,
    PatientSearchDraft(PatientSearch.FOUND, FoundBy.OTHER): 6,
    PatientSearchDraft(PatientSearch.NOT_FOUND): 5,
    PatientSearchDraft(PatientSearch.NOT_NEEDED): 21,
}
"""How often each comes of looking for the patient."""


GROUPS = {
    None: 55,
    PatientGroup.FRAIL_ELDERLY: 18,
    PatientGroup.SEVERAL_CHRONIC: 12,
    PatientGroup.NONE: 8,
    PatientGroup.SEVERE_MENTAL: 5,
    PatientGroup.CHILDREN: 2,
}
"""How often the recipient names each group of patients, or none of them, or says nothing."""


@dataclass(frozen=True)
class Stage:
    """What every story shares."""

    cast: Cast
    links: Links


class Story:
    """A case from its first word. Acts take a session and the moment they happen."""

    def __init__(
        self, stage: Stage, chance: Chance, narrative: Narrative, draft: CaseDraft, form_key: str
    ) -> None:
        """Have everything ready; nothing is written yet."""
        self.stage = stage
        self.chance = chance
        self.narrative = narrative
        self.draft = draft
        self.form_key = form_key
        self.case_key = ""

    # ---- the reporter's side ----

    def submit(self, session: Session, now: datetime) -> None:
        """Send the form."""
        self._send(session, ANYBODY, None, now)

    def enter(self, session: Session, now: datetime) -> None:
        """Let the recipient's coordinator enter a report that came by another road."""
        channel = self.chance.choice([Channel.POST, Channel.PHONE, Channel.EQS])
        days = timedelta(days=self.chance.randint(0, 3))
        first = max(self.draft.occurred_on, oslo_date(now).replace(day=1))
        entry = EntryOnBehalf(
            channel, max(oslo_date(now) - days, first), self.draft.reporter.workplace
        )
        to_hospital = self.draft.direction is Direction.TO_HOSPITAL
        key = self.draft.hospital_key if to_hospital else self.draft.municipality_key
        recipient = find_party(session, key)
        coordinator = self.stage.cast.coordinator_of(recipient.id) if recipient else None
        self._send(session, coordinator or ANYBODY, entry, now)

    def _send(
        self, session: Session, actor: Actor, entry: EntryOnBehalf | None, now: datetime
    ) -> None:
        submission = submitting.Submission(
            self.draft, self.form_key, self.narrative.language, entry
        )
        receipt = submitting.submit(session, actor, submission, self.stage.links, now=now)
        self.case_key = receipt.case_key

    def reply(self, session: Session, now: datetime) -> None:
        """Answer the question that waits."""
        question = following.open_questions(session, self._case(session).id)[0]
        following.reply(
            session,
            self._reporter(session),
            self.case_key,
            question_id=question.id,
            body=self.narrative.reply,
            now=now,
        )

    def supplement(self, session: Session, now: datetime) -> None:
        """Add something that has come up since."""
        body = self._phrase("supplement")
        following.supplement(session, self._reporter(session), self.case_key, body=body, now=now)

    def name_leader(self) -> None:
        """Let the reporter type the address of a leader, in the domain of the reporter's own."""
        reporter = self.draft.reporter
        domain = reporter.email.rpartition("@")[2]
        email = f"leder@{domain}" if domain else ""
        self.draft = replace(self.draft, reporter=replace(reporter, line_manager_email=email))

    def add_as_leader(self, session: Session, now: datetime) -> None:
        """Let the leader add what the reporter did not know, where one was reached."""
        case = self._case(session)
        if request_of(session, case.id) is not None:
            leader, body = leading.line_manager_of(case), self._phrase("leader_addition")
            leading.add(session, leader, self.case_key, body, now=now)

    def withdraw(self, session: Session, now: datetime) -> None:
        """Take the report back."""
        body = self._phrase("withdraw_reason")
        following.withdraw(session, self._reporter(session), self.case_key, body=body, now=now)

    def reopen(self, session: Session, now: datetime) -> None:
        """Ask for more than the answer gave."""
        body = self._phrase("reopen_reason")
        following.reopen(session, self._reporter(session), self.case_key, body=body, now=now)

    def record_consent(self, session: Session, now: datetime) -> None:
        """Tell what the patient said, when nobody had asked before."""
        consent = self.chance.choice([Consent.PATIENT_NOT_OPPOSED, Consent.PATIENT_OPPOSED])
        following.record_consent(session, self._reporter(session), self.case_key, consent, now=now)

    # ---- the recipient's side ----

    def acknowledge(self, session: Session, now: datetime) -> None:
        """Confirm receipt."""
        unit_id, version = self._held(session)
        actor = self.stage.cast.triage(unit_id)
        handling.acknowledge(session, actor, self.case_key, version, now=now)

    def take(self, session: Session, now: datetime) -> None:
        """Become the handler."""
        actor, version = self._caseworker(session)
        handling.take(session, actor, self.case_key, version, now=now)

    def note(self, session: Session, now: datetime) -> None:
        """Write something for colleagues only."""
        actor, version = self._caseworker(session)
        notes.write_note(session, actor, self.case_key, version, self.narrative.note, now=now)

    def link(self, session: Session, now: datetime) -> None:
        """Let the coordinator see the pattern of an earlier case between the two parties."""
        case = self._case(session)
        coordinator = self.stage.cast.coordinator_of(case.recipient_party_id or 0)
        earlier = session.scalars(
            select(Case.reference)
            .where(
                Case.reporting_party_id == case.reporting_party_id,
                Case.recipient_party_id == case.recipient_party_id,
                Case.status == Status.CLOSED,
                Case.id < case.id,
            )
            .order_by(Case.id.desc())
        ).first()
        if coordinator and earlier:
            other, kind = Reference(earlier), LinkKind.PATTERN
            links.link(session, coordinator, self.case_key, other, kind, now=now)

    def ask(self, session: Session, now: datetime) -> None:
        """Ask the reporter; every other time the answer has to wait for the reply."""
        actor, version = self._caseworker(session)
        question, stops = self.narrative.question, Chance(f"{self.form_key}:pause").happens(50)
        handling.ask(session, actor, self.case_key, version, question, stops_clock=stops, now=now)

    def record_search(self, session: Session, now: datetime) -> None:
        """Tell what came of looking for the patient."""
        actor, version = self._caseworker(session)
        chance = Chance(f"{self.form_key}:search")
        draft = chance.choices(list(SEARCHES), list(SEARCHES.values()))[0]
        searching.record_search(session, actor, self.case_key, version, draft, now=now)

    def request_call(self, session: Session, now: datetime) -> None:
        """Ask the reporter to call a number that nobody has."""
        actor, version = self._caseworker(session)
        digits = Chance(f"{self.form_key}:call").randint(0, 999)
        is_nynorsk = self.narrative.language == "nn"
        hours = "Vi tek telefonen mellom 9 og 14." if is_nynorsk else "Vi svarer mellom 9 og 14."
        words = f"000 00 {digits:03}\n{hours}"
        searching.request_call(session, actor, self.case_key, version, words, now=now)

    def forward(self, session: Session, now: datetime) -> None:
        """Send the case on to the clinic that it concerns, or to another."""
        unit_id, version = self._held(session)
        forwarding.forward(
            session,
            self.stage.cast.triage(unit_id),
            self.case_key,
            version,
            to_unit_key=self._other_clinic(session, unit_id),
            reason=self._phrase("forward_reason"),
            now=now,
        )

    def forward_between(self, session: Session, now: datetime) -> None:
        """Send the case to the party that reported it, or back to where it came first."""
        unit_id, version = self._held(session)
        case = self._case(session)
        first = session.get_one(Unit, case.first_unit_id)
        is_here = self.stage.cast.party_of[unit_id] == first.party_id
        desk = triage_desk(session, case.reporting_party_id or 0, oslo_date(now))
        forwarding.forward(
            session,
            self.stage.cast.triage(unit_id),
            self.case_key,
            version,
            to_unit_key=desk.key if is_here and desk else first.key,
            reason=self._phrase("between_reason", sort="recipient" if is_here else "reporter"),
            now=now,
        )

    def contest(self, session: Session, now: datetime) -> None:
        """Object to the decline."""
        reason = self._phrase("contest_reason")
        contesting.contest(session, self._reporter(session), self.case_key, reason=reason, now=now)

    def _other_clinic(self, session: Session, unit_id: int) -> str:
        clinics = session.scalars(
            select(Unit).where(Unit.kind == UnitKind.CLINIC).order_by(Unit.position)
        ).all()
        others = [unit.key for unit in clinics if unit.id != unit_id]
        concerned = [
            key
            for key in others
            if any(named.startswith(key) for named in self.narrative.hospital_units)
        ]
        return self.chance.choice(concerned or others)

    def declining(self, reason: DeclineReason) -> Act:
        """Give the act of sending the report back for a reason."""

        def decline(session: Session, now: datetime) -> None:
            unit_id, version = self._held(session)
            comment = self._phrase("decline", sort=reason.value)
            original = self._earlier(session) if reason is DeclineReason.DUPLICATE else None
            draft = DeclineDraft(reason, comment, original)
            actor = self.stage.cast.triage(unit_id)
            declining.decline(session, actor, self.case_key, version, draft, now=now)

        return decline

    def _earlier(self, session: Session) -> Reference:
        """Give the case that this one is taken to repeat: the latest from the same party."""
        case = self._case(session)
        query = (
            select(Case.reference)
            .where(Case.reporting_party_id == case.reporting_party_id, Case.id < case.id)
            .order_by(Case.id.desc())
            .limit(1)
        )
        return Reference(session.scalars(query).one())

    def guide(self, session: Session, now: datetime) -> None:
        """Let the FSU secretary tell where the report belongs."""
        _, version = self._held(session)
        body = self._phrase("guidance")
        handling.guide(session, self.stage.cast.secretary, self.case_key, version, body, now=now)

    def classify(self, session: Session, now: datetime) -> None:
        """Set the recipient's own view of the consequence; mostly the reporter's, or milder."""
        actor, version = self._caseworker(session)
        ranks = list(Consequence)
        step = self.chance.choices([0, -1, 1], [74, 20, 6])[0]
        rank = min(max(self.draft.consequence.rank + step, 0), len(ranks) - 1)
        is_near_death = Consequence.DEATH in {ranks[rank], self.draft.consequence}
        own = self.draft.consequence if is_near_death else ranks[rank]
        group = Chance(f"{self.form_key}:group").choices(list(GROUPS), list(GROUPS.values()))[0]
        draft = ClassificationDraft(own, self.narrative.categories, patient_group=group)
        classifying.classify(session, actor, self.case_key, version, draft, now=now)

    def answer(self, session: Session, now: datetime) -> None:
        """Send the answer."""
        actor, version = self._caseworker(session)
        story = self.narrative
        days = self.chance.randint(7, 60)
        draft = AnswerDraft(
            finding=story.finding,
            cause=story.cause,
            responsible=self._responsible(session),
            measures=story.measures,
            no_measures=story.no_measures,
            effective_on=oslo_date(now) + timedelta(days=days) if story.measures else None,
            cause_kind=story.cause_kind,
        )
        answers.answer(session, actor, self.case_key, version, draft, now=now)

    def rate(self, session: Session, now: datetime) -> None:
        """Say whether the answer helped; mostly it did."""
        said = Chance(f"{self.form_key}:rating").choices(list(Usefulness), [70, 20, 10])[0]
        reporter = self._reporter(session)
        ratings.rate(session, reporter, self.case_key, said, by=Rater.REPORTER, now=now)

    def start_measures(self, session: Session, now: datetime) -> None:
        """Say that what was to change is under way."""
        self._follow_measures(session, MeasureStatus.STARTED, now)

    def finish_measures(self, session: Session, now: datetime) -> None:
        """Say that what was to change is changed, or that it came to nothing."""
        chance = Chance(f"{self.form_key}:measures")
        status = chance.choices([MeasureStatus.DONE, MeasureStatus.DROPPED], [90, 10])[0]
        self._follow_measures(session, status, now)

    def _follow_measures(self, session: Session, status: MeasureStatus, now: datetime) -> None:
        actor, _ = self._caseworker(session)
        case = self._case(session)
        for measure in answering_part(session, case.id, case.status).measures:
            measures.follow(session, actor, self.case_key, measure.id, status, now=now)

    def close(self, session: Session, now: datetime) -> None:
        """Close the case."""
        actor, version = self._caseworker(session)
        answers.close(session, actor, self.case_key, version, now=now)

    def number(self, session: Session, now: datetime) -> None:
        """Write down the recipient's own number for the case."""
        unit_id, _ = self._held(session)
        value = f"{now.year}-{self.chance.randint(1000, 9999)}"
        party_id = self.stage.cast.party_of[unit_id]
        actor = self.stage.cast.caseworker(unit_id)
        following.set_own_number(session, actor, self.case_key, party_id, value, now=now)

    # ---- what the acts need ----

    def _case(self, session: Session) -> Case:
        return find_case(session, self.case_key)

    def _reporter(self, session: Session) -> Actor:
        return following.reporter_of(self._case(session))

    def _held(self, session: Session) -> tuple[int, int]:
        """Give the unit that has the case, and the version that a page would carry."""
        query = (
            select(Assignment.unit_id, Assignment.version)
            .join(Case, Case.id == Assignment.case_id)
            .where(Case.key == self.case_key)
            .order_by(Assignment.id.desc())
            .limit(1)
        )
        return session.execute(query).one()

    def _caseworker(self, session: Session) -> tuple[Actor, int]:
        unit_id, version = self._held(session)
        return self.stage.cast.caseworker(unit_id), version

    def _responsible(self, session: Session) -> str:
        unit = session.get_one(Unit, self._held(session)[0])
        leads = "Leiinga ved" if self.narrative.language == "nn" else "Ledelsen ved"
        return f"{leads} {unit.name.nb}"

    def _phrase(self, kind: str, *, sort: str = "") -> str:
        return phrase(self.chance, kind, self.narrative.language, sort=sort)

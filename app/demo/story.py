"""One case and what everybody does with it, each act through the service that pages use."""

from collections.abc import Callable
from dataclasses import dataclass
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
from app.domain.deadlines import oslo_date
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
from app.services import following, handling, submitting
from app.services.cases import find_case
from app.services.patient import searching
from app.services.register import find_party

Act = Callable[[Session, datetime], None]

SEARCHES = {
    PatientSearchDraft(PatientSearch.FOUND, FoundBy.PHONE): 50,
    PatientSearchDraft(PatientSearch.FOUND, FoundBy.LETTER): 18,
    PatientSearchDraft(PatientSearch.FOUND, FoundBy.OTHER): 6,
    PatientSearchDraft(PatientSearch.NOT_FOUND): 5,
    PatientSearchDraft(PatientSearch.NOT_NEEDED): 21,
}
"""How often each comes of looking for the patient."""


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
        handling.note(session, actor, self.case_key, version, self.narrative.note, now=now)

    def ask(self, session: Session, now: datetime) -> None:
        """Ask the reporter."""
        actor, version = self._caseworker(session)
        handling.ask(session, actor, self.case_key, version, self.narrative.question, now=now)

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
        handling.forward(
            session,
            self.stage.cast.triage(unit_id),
            self.case_key,
            version,
            to_unit_key=self._other_clinic(session, unit_id),
            reason=self._phrase("forward_reason"),
            now=now,
        )

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
            handling.decline(session, actor, self.case_key, version, draft, now=now)

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
        draft = ClassificationDraft(own, self.narrative.categories)
        handling.classify(session, actor, self.case_key, version, draft, now=now)

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
        )
        handling.answer(session, actor, self.case_key, version, draft, now=now)

    def close(self, session: Session, now: datetime) -> None:
        """Close the case."""
        actor, version = self._caseworker(session)
        handling.close(session, actor, self.case_key, version, now=now)

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

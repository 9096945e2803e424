"""Sending a report: one transaction from the filled-in form to a case in somebody's inbox."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.case import CaseDraft, EntryOnBehalf, Reference
from app.domain.deadlines import oslo_date
from app.domain.joint_form import belongs
from app.domain.lifecycle import Status
from app.domain.links import Links, Purpose, digest
from app.domain.policy import Actor
from app.domain.vocabulary import (
    Channel,
    NarrativeKind,
    NotificationKind,
    Side,
    Standing,
)
from app.models import (
    Case,
    CaseCategory,
    CaseServiceKind,
    ExternalReference,
    Helsefellesskap,
    Incident,
    LineManagerRequest,
    MailDomain,
    Reporter,
)
from app.services import acts, outbox, register
from app.services.line_manager.naming import must_wait, name_leader, tell_leader
from app.services.opening import open_assignment, tell_recipient
from app.services.routing import Addressed, address
from app.services.tallies.counting import store_reported

FIRST_GENERATION = 0


@dataclass(frozen=True)
class Receipt:
    """What the reporter gets. ``is_repeat`` when the same form had been sent before."""

    case_key: str
    reference: Reference
    token: str
    is_repeat: bool = False


class SentWithOtherWords(Exception):
    """The same form page was sent before, with other content; the first report stands."""

    def __init__(self, receipt: Receipt) -> None:
        """Keep the first receipt, so that the page can point at it."""
        super().__init__("this form has been sent already")
        self.receipt = receipt


@dataclass(frozen=True)
class Submission:
    """A filled-in form on its way in.

    ``form_key`` is the random key the form page carried; it makes sending twice harmless.
    """

    draft: CaseDraft
    form_key: str
    language: str
    entry: EntryOnBehalf | None = None


def submit(
    session: Session, actor: Actor, submission: Submission, links: Links, *, now: datetime
) -> Receipt:
    """Store a report, give it to an inbox, and queue the notices.

    Raises:
        SentWithOtherWords: when the form key was used for other content.
        IdentifierRefused: when a text carries a national number that the form let through.
        LookupError: when the helsefellesskap is unknown or its register incomplete.
    """
    if earlier := _earlier(session, submission, links):
        return earlier
    try:
        with session.begin_nested():
            case = _new_case(session, actor, submission, now=now)
    except IntegrityError:
        if earlier := _earlier(session, submission, links):
            return earlier
        raise
    _store_words(session, actor, case, submission, now=now)
    leader = name_leader(session, case, submission.draft, links, now=now)
    _hand_over(session, actor, case, leader, now=now)
    store_reported(session, actor, case, submission.draft.repeated, now=now)
    receipt = NotificationKind.FILED if must_wait(case, leader) else NotificationKind.RECEIPT
    outbox.tell_reporter(session, receipt, case, now=now)
    return _issue(case, links)


def _earlier(session: Session, submission: Submission, links: Links) -> Receipt | None:
    case = session.scalar(select(Case).where(Case.submission_digest == digest(submission.form_key)))
    if case is None:
        return None
    token = links.token(Purpose.FOLLOW, case.key, FIRST_GENERATION)  # a revoked link stays dead
    receipt = Receipt(case.key, Reference(case.reference), token, is_repeat=True)
    if case.content_digest != content_digest(submission):
        raise SentWithOtherWords(receipt)
    return receipt


def content_digest(submission: Submission) -> bytes:
    """Give 32 bytes that are equal when the same form is sent with the same content."""
    return hashlib.sha256(repr((submission.draft, submission.entry)).encode()).digest()


def _new_case(session: Session, actor: Actor, submission: Submission, *, now: datetime) -> Case:
    draft = submission.draft
    home = register.find_helsefellesskap(session, draft.helsefellesskap_key)
    if home is None:
        raise LookupError(draft.helsefellesskap_key)
    today = oslo_date(now)
    addressed = address(session, home.id, draft, on=today)
    case = Case(
        key=secrets.token_urlsafe(16),
        reference=_fresh_reference(session),
        helsefellesskap_id=home.id,
        incident_id=_incident(session, home, draft),
        form_version_id=register.form_version_on(session, home.id, today).id,
        direction=draft.direction,
        status=Status.SENT,
        standing=Standing.COUNTED,
        consent=draft.consent,
        consequence=draft.consequence,
        documents_follow=draft.documents_follow,
        language=submission.language,
        sent_at=now,
        sent_on=today,
        follow_generation=FIRST_GENERATION,
        submission_digest=digest(submission.form_key),
        content_digest=content_digest(submission),
        **_places(addressed),
        **_origin(actor, submission.entry, today),
    )
    session.add(case)
    session.flush()
    return case


def _places(addressed: Addressed) -> dict[str, Any]:
    return {
        "reporting_party_id": addressed.reporting_party_id,
        "recipient_party_id": addressed.recipient_party_id,
        "municipality_id": addressed.municipality_id,
        "hospital_unit_id": addressed.hospital_unit_id,
        "routing_reason": addressed.routing.reason,
        "routing_rule_id": addressed.routing.rule_id,
        "first_unit_id": addressed.routing.unit_id,
    }


def _origin(actor: Actor, entry: EntryOnBehalf | None, today: date) -> dict[str, Any]:
    """Say how the report came in, and the date that decides its year."""
    if entry is None:
        return {"channel": Channel.WEB, "counted_on": today}
    return {
        "channel": entry.channel,
        "entered_by_id": actor.user_id,
        "entered_for": entry.sender,
        "counted_on": entry.received_on,
    }


def _fresh_reference(session: Session) -> Reference:
    while True:
        reference = Reference.new()
        if session.scalar(select(Case.id).where(Case.reference == reference)) is None:
            return reference


def _incident(session: Session, home: Helsefellesskap, draft: CaseDraft) -> int:
    incident = Incident(
        helsefellesskap_id=home.id, occurred_on=draft.occurred_on, occurred_at=draft.occurred_at
    )
    session.add(incident)
    session.flush()
    return incident.id


def _store_words(
    session: Session, actor: Actor, case: Case, submission: Submission, *, now: datetime
) -> None:
    draft = submission.draft
    texts = {
        NarrativeKind.DESCRIPTION: draft.description,
        NarrativeKind.PROPOSAL: draft.proposal,
        NarrativeKind.IMMEDIATE_ACTION: draft.immediate_action,
        NarrativeKind.OTHER_SERVICE_KIND: draft.other_service_kind,
        NarrativeKind.OTHER_CATEGORY: draft.other_category,
        NarrativeKind.PLACE_IN_WORDS: draft.place_in_words,
    }
    for kind, body in texts.items():
        if body:
            acts.write(session, actor, case, kind, body, now=now)
    session.add_all(CaseServiceKind(case_id=case.id, key=key) for key in draft.service_kinds)
    session.add_all(
        CaseCategory(case_id=case.id, side=Side.REPORTER, key=key) for key in draft.categories
    )
    _store_reporter(session, case, submission)
    if draft.own_reference and case.reporting_party_id:
        session.add(
            ExternalReference(
                case_id=case.id,
                party_id=case.reporting_party_id,
                system="",
                value=draft.own_reference,
            )
        )


def _store_reporter(session: Session, case: Case, submission: Submission) -> None:
    reporter = submission.draft.reporter
    domains = frozenset(session.scalars(select(MailDomain.domain)))
    session.add(
        Reporter(
            case_id=case.id,
            name=reporter.name,
            workplace=reporter.workplace,
            line_manager=reporter.line_manager,
            phone=reporter.phone,
            email=reporter.email,
            may_receive_link=bool(reporter.email) and belongs(reporter.email, domains),
        )
    )


def _hand_over(
    session: Session,
    actor: Actor,
    case: Case,
    leader: LineManagerRequest | None,
    *,
    now: datetime,
) -> None:
    """Give the report to its recipient, or let it wait for its line manager first."""
    is_waiting = must_wait(case, leader)
    if is_waiting:
        case.status, case.standing = Status.AWAITING_LINE_MANAGER, Standing.UNSENT
        case.filed_at = now
    assignment = open_assignment(session, case, case.first_unit_id, now=now)
    if not is_waiting:
        tell_recipient(session, actor, case, assignment, now=now)
    if leader is not None:
        tell_leader(session, actor, case, leader, now=now)


def _issue(case: Case, links: Links) -> Receipt:
    token = links.token(Purpose.FOLLOW, case.key, case.follow_generation)
    case.follow_digest = digest(token)
    return Receipt(case.key, Reference(case.reference), token)

"""Finding the patient that a report is about: what came of it, and asking the reporter to call.

Who the patient is, is never written anywhere: only whether somebody found out, and by which road.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import PatientSearchDraft
from app.domain.consent import allows_identity, roads_to_patient
from app.domain.lifecycle import Action
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import FoundBy, NarrativeKind, NotificationKind
from app.services import outbox
from app.services.acts import apply, hold, record_act, write
from app.services.cases import Held
from app.services.settings import setting


class NobodyToFind(Exception):
    """The consent choice rules identity out, so there is nobody to look for."""


def open_roads(session: Session, helsefellesskap_id: int) -> tuple[FoundBy, ...]:
    """Give the roads to the patient that the helsefellesskap has."""
    has_decided = setting(session, helsefellesskap_id, "journal_messages") == 1
    return roads_to_patient(journal_messages=has_decided)


def record_search(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    draft: PatientSearchDraft,
    *,
    now: datetime,
) -> None:
    """Keep what came of looking for the patient; it may be changed while the case is open.

    Raises:
        NobodyToFind: when the consent choice rules identity out.
        ValueError: when the helsefellesskap has not opened the road.
    """
    held = _hold(session, actor, case_key, version)
    if draft.found_by and draft.found_by not in open_roads(session, held.case.helsefellesskap_id):
        raise ValueError("the helsefellesskap has not opened this road")
    apply(held, Action.SEARCH_PATIENT, now=now)
    held.case.patient_search = draft.outcome
    held.case.found_by = draft.found_by
    record_act(
        session,
        actor,
        AuditAction.PATIENT_SEARCHED,
        held,
        now=now,
        outcome=draft.outcome.value,
        found_by=draft.found_by.value if draft.found_by else None,
    )


def request_call(
    session: Session, actor: Actor, case_key: str, version: int, words: str, *, now: datetime
) -> None:
    """Ask the reporter to call; ``words`` begin with the number. The mail carries neither.

    Raises:
        NobodyToFind: when the consent choice rules identity out.
    """
    held = _hold(session, actor, case_key, version)
    apply(held, Action.REQUEST_CALL, now=now)
    text = write(session, actor, held.case, NarrativeKind.CALL_REQUEST, words, now=now)
    record_act(
        session,
        actor,
        AuditAction.CALL_REQUESTED,
        held,
        now=now,
        narrative=text.id,
    )
    outbox.tell_reporter(session, NotificationKind.CALL_REQUESTED, held.case, now=now)


def _hold(session: Session, actor: Actor, case_key: str, version: int) -> Held:
    held = hold(session, actor, Permission.SEARCH_PATIENT_OF_CASE, case_key, version=version)
    if not allows_identity(held.case.consent):
        raise NobodyToFind
    return held

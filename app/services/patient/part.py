"""What a case tells of its patient: whether anybody may know who it is, and what came of looking.

Who the patient is, stands nowhere in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.audit import AuditAction
from app.domain.consent import may_identify
from app.domain.lifecycle import Status
from app.models import Case
from app.services.case_words import Names
from app.services.patient.consent_history import ConsentChoice, consent_history
from app.services.timeline import TimelineEntry

ACTS = frozenset({AuditAction.PATIENT_SEARCHED, AuditAction.CALL_REQUESTED})


@dataclass(frozen=True)
class PatientPart:
    """The part of a case's pages that both sides see.

    ``may_identify`` while følgeskriv and oppslagskode exist. ``searched`` is the newest entry that
    says what came of looking; ``call_request`` is one that nothing has come of yet.
    """

    consent_choices: tuple[ConsentChoice, ...]
    may_identify: bool
    searched: TimelineEntry | None
    call_request: TimelineEntry | None


def patient_part(
    case: Case, status: Status, entries: Sequence[TimelineEntry], names: Names | None = None
) -> PatientPart:
    """Put the part together from a timeline, oldest first."""
    told = [entry for entry in entries if entry.action in ACTS]
    searched = [entry for entry in told if entry.action is AuditAction.PATIENT_SEARCHED]
    is_open = may_identify(case.consent, status)
    awaits_call = is_open and bool(told) and told[-1].action is AuditAction.CALL_REQUESTED
    return PatientPart(
        consent_choices=consent_history(case, entries, names),
        may_identify=is_open,
        searched=searched[-1] if searched else None,
        call_request=told[-1] if awaits_call else None,
    )

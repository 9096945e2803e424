"""The consent choice of a case with its changes: what was chosen, by whom and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import AuditAction
from app.domain.vocabulary import Consent
from app.models import Case
from app.services.case_words import Names
from app.services.timeline import TimelineEntry


@dataclass(frozen=True)
class ConsentChoice:
    """One choice. ``is_reporters`` is false when somebody entered the report in their place.

    ``by`` is that person's name; empty for those who may not see it. Whom the patient's or the
    relative's answer came from is kept nowhere.
    """

    consent: Consent
    at: datetime
    is_reporters: bool = True
    by: str = ""


def consent_history(
    case: Case, entries: Sequence[TimelineEntry], names: Names | None = None
) -> tuple[ConsentChoice, ...]:
    """Give the choices, oldest first, from a timeline that begins with the sending."""
    recorded = [entry for entry in entries if entry.action is AuditAction.CONSENT_RECORDED]
    first = recorded[0].consent_before if recorded else None
    sent = ConsentChoice(
        consent=first or case.consent,
        at=case.sent_at,
        is_reporters=case.entered_by_id is None,
        by=(names or {}).get(case.entered_by_id, "") if case.entered_by_id else "",
    )
    later = (ConsentChoice(entry.consent_after or case.consent, entry.at) for entry in recorded)
    return (sent, *later)

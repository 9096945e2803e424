"""What each consent choice allows.

The first two statements follow helsepersonelloven § 25, the third § 23 nr. 3. None of them is
consent in the sense of the data protection regulation; whether § 25 is the right ground is a
question the parties' personvernombud must settle.
"""

from app.domain.lifecycle import Status
from app.domain.vocabulary import Consent, FoundBy

IDENTITY_ALLOWED = frozenset({Consent.PATIENT_NOT_OPPOSED, Consent.RELATIVE_NOT_OPPOSED})
ON_PAPER = (Consent.PATIENT_NOT_OPPOSED, Consent.RELATIVE_NOT_OPPOSED, Consent.PATIENT_OPPOSED)


def allows_identity(consent: Consent) -> bool:
    """Tell whether følgeskriv and oppslagskode exist: only where nobody has opposed (hpl § 25)."""
    return consent in IDENTITY_ALLOWED


def may_identify(consent: Consent, status: Status) -> bool:
    """Tell whether følgeskriv and oppslagskode exist now.

    What is closed, declined or withdrawn is looked into by nobody, and so needs nobody's name; nor
    does a report that waits for a line manager, which no recipient can open yet.
    """
    is_looked_into = status.is_open and status is not Status.AWAITING_LINE_MANAGER
    return allows_identity(consent) and is_looked_into


def roads_to_patient(*, journal_messages: bool) -> tuple[FoundBy, ...]:
    """Give the roads by which a patient may be found.

    ``journal_messages`` is true where the helsefellesskap has decided that messages in the journal
    systems may be used; they make the report part of the patient's journal.
    """
    return tuple(
        road for road in FoundBy if journal_messages or road is not FoundBy.JOURNAL_MESSAGE
    )


def may_be_recorded_later(consent: Consent) -> bool:
    """Tell whether the reporter may still record an answer on the follow page."""
    return consent is Consent.NOT_ASKED_YET

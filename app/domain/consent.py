"""What each consent choice allows.

The first two statements follow helsepersonelloven § 25, the third § 23 nr. 3. None of them is
consent in the sense of the data protection regulation; whether § 25 is the right ground is a
question the parties' personvernombud must settle.
"""

from app.domain.vocabulary import Consent

ON_PAPER = (Consent.PATIENT_NOT_OPPOSED, Consent.RELATIVE_NOT_OPPOSED, Consent.PATIENT_OPPOSED)


def may_be_recorded_later(consent: Consent) -> bool:
    """Tell whether the reporter may still record an answer on the follow page."""
    return consent is Consent.NOT_ASKED_YET

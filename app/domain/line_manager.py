"""What a reporter's nærmeste leder does with a report, and how long a report may wait for it.

The joint form has a line for the leader's signature, and the procedure says that «nærmeste leder
sikrer at nødvendig informasjon er nedtegnet i meldingen». Whether a report waits for that is each
party's own choice. Betydelig and Død never wait.
"""

import unicodedata
from datetime import date

from app.domain.vocabulary import Consequence, Term
from app.domain.working_days import WorkingDays

REMIND_AFTER_WORKING_DAYS = 1
COORDINATOR_MAY_SEND_AFTER_WORKING_DAYS = 2


class LineManagerMode(Term):
    """What nærmeste leder does with a report, as the reporter's party has set."""

    NONE = "none", "får ikke beskjed", "får ikkje beskjed"
    INFORMED = "informed", "blir informert", "blir informert"
    CONFIRMS = "confirms", "bekrefter før sending", "stadfestar før sending"


def waits(mode: LineManagerMode, consequence: Consequence) -> bool:
    """Tell whether a report that names a line manager waits for a confirmation."""
    return mode is LineManagerMode.CONFIRMS and not consequence.is_serious


def reminded_on(asked_on: date, working_days: WorkingDays) -> date:
    """Give the day that a line manager asked on ``asked_on`` is reminded."""
    return working_days.after(asked_on, REMIND_AFTER_WORKING_DAYS)


def coordinator_may_send_on(filed_on: date, working_days: WorkingDays) -> date:
    """Give the day from which the reporting party's coordinator may send in the leader's place."""
    return working_days.after(filed_on, COORDINATOR_MAY_SEND_AFTER_WORKING_DAYS)


def is_same_mailbox(one: str, other: str) -> bool:
    """Tell whether two addresses reach one person, as far as their spelling says.

    Small letters and wide ones are alike, «navn+merke» is «navn», and so is the same name in a
    domain below the other's.
    """
    (name, domain), (other_name, other_domain) = _mailbox(one), _mailbox(other)
    are_related = f".{domain}".endswith(f".{other_domain}") or f".{other_domain}".endswith(
        f".{domain}"
    )
    return bool(domain and other_domain) and name == other_name and are_related


def _mailbox(address: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", address).strip().casefold()
    name, _, domain = plain.rpartition("@")
    return name.partition("+")[0], domain

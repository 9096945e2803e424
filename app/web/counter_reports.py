"""A report from the other side on the same incident: what its form carries, and what becomes of it.

The form carries which case it answers and who came from there, signed, in a hidden field: it stands
in no address and no log. Whether that person may still read the case is asked anew on sending, and
a report that may not be linked is a report all the same.
"""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.policy import Actor
from app.language import Language
from app.models import Case, Helsefellesskap, Incident, Party, User
from app.services.grants import actor_for
from app.services.linking.links import link_counter_report
from app.services.submitting import Receipt
from app.web.access import now


def signed(case_key: str, actor: Actor) -> str:
    """Give what the form carries from a case that ``actor`` reads."""
    return _signer().dumps([case_key, actor.user_id])


def common_with(session: Session, case: Case, language: Language) -> tuple[str, dict[str, str]]:
    """Give the key of a case's helsefellesskap, and the fields that a report on the same has too.

    They are the day of the incident and the municipality.
    """
    home = session.get_one(Helsefellesskap, case.helsefellesskap_id)
    incident = session.get_one(Incident, case.own_incident_id or case.incident_id)
    common = {"occurred_on": language.short_date(incident.occurred_on)}
    if case.municipality_id is not None:
        common["municipality"] = session.get_one(Party, case.municipality_id).key
    return home.key, common


def join(session: Session, carried: str, receipt: Receipt) -> bool:
    """Link a report that was sent to the case that its form came from; tell whether it was.

    What nobody here has signed is taken for nothing.
    """
    try:
        case_key, user_id = _signer().loads(carried)
    except BadData:
        return False
    person = session.get_one(User, user_id)
    if person.deactivated_at is not None:
        return False
    reader = actor_for(session, person, on=oslo_date(now()))
    return link_counter_report(session, reader, receipt.case_key, case_key, now=now())


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="counter-report")

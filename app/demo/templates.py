"""Answer templates for the demo's units, so that there is something to begin an answer from."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.cast import Cast
from app.domain.case import TemplateDraft
from app.domain.casework import CauseKind
from app.models import Unit
from app.services.answering import templates

TEMPLATES = (
    TemplateDraft(
        unit_key="siv-medisin",
        name="Legemiddelliste fulgte ikke med",
        finding="Vi har gått gjennom utskrivningen. Listen var ikke oppdatert da pasienten reiste.",
        cause_kind=CauseKind.ROUTINE_NOT_FOLLOWED,
        measures="Vi tar saken opp på postmøtet og går gjennom sjekklisten for utskrivning.",
    ),
    TemplateDraft(
        unit_key="siv-medisin",
        name="Epikrisen kom for sent",
        finding="Epikrisen var skrevet, men ikke godkjent da pasienten reiste.",
        cause_kind=CauseKind.CAPACITY,
    ),
    TemplateDraft(
        unit_key="tonsberg-postmottak",
        name="Svar på utskrivningsklar kom for sent",
        finding="Meldingen ble lest, men ikke besvart samme dag.",
        cause_kind=CauseKind.UNCLEAR_RESPONSIBILITY,
    ),
)


def keep_templates(session: Session, cast: Cast, *, now: datetime) -> None:
    """Let somebody in each unit keep its templates; safe to repeat."""
    for draft in TEMPLATES:
        unit_id = session.scalar(select(Unit.id).where(Unit.key == draft.unit_key))
        if unit_id is not None:
            templates.save(session, cast.caseworker(unit_id), draft, now=now)

"""What tests of a case through the web have in common: the acts, and what can be seen of them."""

from collections.abc import Mapping

from sqlalchemy import func, select

from app.db import StorageUnavailable
from app.domain.lifecycle import Action
from app.models import Answer, Assignment, AuditEntry, Case, CaseCategory, Narrative, Note

TEXT = "Vi så på rutinen sammen, æøå."
ANSWER = {
    "finding": "Listen lå klar, men ble ikke sendt med.",
    "cause_kind": "routine_missing",
    "cause": "Sjekklisten mangler et punkt.",
    "measures": "Punktet er lagt til.",
    "responsible": "Seksjonsleder",
}
ACTS: dict[Action, tuple[str, Mapping[str, object]]] = {
    Action.ACKNOWLEDGE: ("bekreft", {}),
    Action.TAKE: ("ta", {}),
    Action.FORWARD: ("videresend", {"to_unit": "siv-kirurgi", "forward_reason": TEXT}),
    Action.DECLINE: ("avvis", {"decline_reason": "test", "decline_comment": TEXT}),
    Action.ASK: ("spor", {"question": TEXT}),
    Action.CLASSIFY: ("vurder", {"own_consequence": "none", "own_categories": ["medicines"]}),
    Action.NOTE: ("notat", {"note": TEXT}),
    Action.SEARCH_PATIENT: ("pasient", {"patient_search": "phone"}),
    Action.REQUEST_CALL: ("ring", {"call_phone": "000 00 123", "call_words": TEXT}),
    Action.ANSWER: ("svar", ANSWER),
    Action.CLOSE: ("lukk", {}),
}


def read(world, query):
    with world.app.extensions["database"].reading() as session:
        return session.scalars(query).all()


def status_of(world, key):
    query = select(Assignment.status).join(Case, Case.id == Assignment.case_id)
    return read(world, query.where(Case.key == key).order_by(Assignment.id.desc()))[0]


def traces(world) -> list[int]:
    """Counts that change when anything at all is done."""
    acts = select(func.count(AuditEntry.id)).where(AuditEntry.action != "case_read")
    counts = [select(func.count(table.id)) for table in (Narrative, Note, Answer, CaseCategory)]
    return [read(world, query)[0] for query in (acts, *counts)]


def opened(world, key, subject="leader"):
    client = world.client(subject)
    assert client.get(f"/saker/{key}").status_code == 200
    return client


def refuse_writing(world, monkeypatch):
    def transaction():
        raise StorageUnavailable

    monkeypatch.setattr(world.app.extensions["database"], "transaction", transaction)

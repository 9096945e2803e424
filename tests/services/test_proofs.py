"""The small proofs about what people do, and that they can fail."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from app.domain.policy import ANYBODY
from app.models import Case, Notification
from app.services import acts, notes, outbox, sealing, submitting
from app.services.answering import answers
from tests.factories import LINKS, submission
from tests.proofs import chain, exactly_once, kills, races, statements, syncs, walk
from tests.proofs.ground import MORNING
from tests.proofs.listed import POSTGRESQL, PROOFS, SQLITE
from tests.proofs.small import proofs, prove
from tests.proofs.wholeness import torn_cases


@pytest.mark.parametrize("proof", proofs(SQLITE, of_words=False), ids=lambda p: p.key)
def test_a_proof_holds_on_sqlite(proof, sqlite_url):
    assert prove(proof, sqlite_url)


@pytest.mark.postgresql
@pytest.mark.parametrize("proof", proofs(POSTGRESQL, of_words=False), ids=lambda p: p.key)
def test_a_proof_holds_on_postgresql(proof, postgres_url):
    assert prove(proof, postgres_url)


def test_every_proof_says_what_it_proves():
    for proof in PROOFS:
        assert proof.title.endswith(".")
        assert len(proof.account) > 200


def test_an_act_that_does_not_compare_versions_is_noticed(sqlite_url, monkeypatch):
    def hold(session, actor, permission, case_key, **_version):
        return acts.hold(session, actor, permission, case_key)

    monkeypatch.setattr(answers, "hold", hold)
    monkeypatch.setattr(notes, "hold", hold)
    with pytest.raises(AssertionError, match="were acknowledged"):
        prove(races, sqlite_url)


def test_a_page_that_becomes_two_reports_is_noticed(sqlite_url, monkeypatch):
    def submit(session, actor, page, links, *, now):
        other_page = replace(page, form_key=uuid.uuid4().hex)
        return submitting.submit(session, actor, other_page, links, now=now)

    monkeypatch.setattr(exactly_once, "submit", submit)
    with pytest.raises(AssertionError, match="several receipts"):
        prove(exactly_once, sqlite_url)


def test_an_acknowledgement_before_the_commit_is_noticed(sqlite_url, monkeypatch):
    def submit(session, *of, now):
        receipt = submitting.submit(session, *of, now=now)
        session.rollback()
        return receipt

    monkeypatch.setattr(kills, "submit", submit)
    with pytest.raises(AssertionError, match="is not there"):
        prove(kills, sqlite_url)


def test_a_report_without_its_notice_is_noticed(database):
    with database.transaction() as session:
        submitting.submit(session, ANYBODY, submission(), LINKS, now=MORNING)
        assert torn_cases(session) == {}
        session.execute(delete(Notification).where(Notification.receiver == outbox.REPORTER))
        reference = session.scalars(select(Case.reference)).one()
        assert torn_cases(session) == {reference: ["receipt to the reporter: 0"]}


def test_a_commit_that_is_not_synced_is_noticed():
    trace = '1 fdatasync(4) = 0\n1 write(1, "acknowledged X")\n1 write(1, "acknowledged Y")\n'
    assert syncs.syncs_before_each(trace) == [1, 0]


def test_an_act_that_swallows_a_failure_is_noticed(sqlite_url, monkeypatch):
    def tell_unit(*of, **more):
        try:
            told_unit(*of, **more)
        except statements.ProgramError:
            return

    told_unit = outbox.tell_unit
    monkeypatch.setattr(outbox, "tell_unit", tell_unit)
    with pytest.raises(AssertionError, match="swallowed a failure"):
        prove(statements, sqlite_url)


def test_an_act_that_leaves_the_case_where_it_was_is_noticed(sqlite_url, monkeypatch):
    monkeypatch.setattr(acts, "follow_assignments", lambda _held: None)
    with pytest.raises(AssertionError, match="its units' parts say otherwise"):
        prove(walk, sqlite_url)


def test_a_seal_that_leaves_something_out_is_noticed(sqlite_url, monkeypatch):
    canonical = sealing._canonical
    monkeypatch.setattr(sealing, "_canonical", lambda entry: canonical(entry._replace(facts="")))
    with pytest.raises(AssertionError, match="another facts"):
        prove(chain, sqlite_url)

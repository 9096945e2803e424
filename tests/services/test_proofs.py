"""The proofs of ``python -m tests.prove``, at a fiftieth of their size, and that they can fail."""

import base64
import gzip
import io
import os
import uuid
import zipfile
import zlib
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import delete, select

from app.db import columns
from app.domain.policy import ANYBODY
from app.models import Case, Notification
from app.services import acts, notes, outbox, sealing, submitting
from app.services.answering import answers
from tests.factories import LINKS, submission
from tests.proofs import (
    chain,
    every_form,
    exactly_once,
    identifiers,
    kills,
    mutants,
    national_numbers,
    quality,
    races,
    statements,
    syncs,
    walk,
)
from tests.proofs.bytes_at_rest import Marks, hits_in_bytes
from tests.proofs.ground import MORNING, Ground, Size, seeded
from tests.proofs.listed import POSTGRESQL, PROOFS, PYTHON, SQLITE
from tests.proofs.wholeness import torn_cases

SMALL = Size(1 / 50)
LONG_ON_POSTGRESQL = {"identifiers"}
"""Every field of every page costs a minute: SQLite has it here, both engines in full size."""


def prove(proof, url):
    return proof.prove(Ground(url), SMALL, seeded("small"))


@pytest.mark.parametrize("proof", [p for p in PROOFS if SQLITE in p.engines], ids=lambda p: p.key)
def test_a_proof_holds_on_sqlite(proof, sqlite_url):
    assert prove(proof, sqlite_url)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "proof",
    [p for p in PROOFS if POSTGRESQL in p.engines and p.key not in LONG_ON_POSTGRESQL],
    ids=lambda p: p.key,
)
def test_a_proof_holds_on_postgresql(proof, postgres_url):
    assert prove(proof, postgres_url)


@pytest.mark.parametrize("proof", [p for p in PROOFS if PYTHON in p.engines], ids=lambda p: p.key)
def test_a_proof_about_the_program_alone_holds(proof):
    assert prove(proof, "")


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


def test_a_screen_that_sees_nothing_is_noticed(sqlite_url, monkeypatch):
    monkeypatch.setattr(columns, "screen", lambda _text: ())
    with pytest.raises(AssertionError, match="took a national number"):
        prove(identifiers, sqlite_url)


@pytest.mark.parametrize("proof", [national_numbers, quality], ids=["numbers", "quality"])
def test_a_screen_that_finds_nothing_in_a_sentence_is_noticed(proof, monkeypatch):
    for name in {"screen", "screen_narrative"} & set(vars(proof)):
        monkeypatch.setattr(proof, name, lambda _text: ())
    with pytest.raises(AssertionError, match=r"was not refused|of everything was found"):
        prove(proof, "")


def test_a_form_of_writing_that_a_column_lets_pass_is_named(sqlite_url, monkeypatch):
    monkeypatch.setattr(columns, "screen", lambda _text: ())
    with pytest.raises(AssertionError, match="these forms are missed: "):
        every_form.prove(Ground(sqlite_url), Size(0), seeded("small"))


def test_a_guard_that_no_check_misses_is_noticed():
    mutant = next(mutants.of_columns())
    mutants.take_away(mutant)
    with pytest.raises(AssertionError, match="was not noticed"):
        mutants.take_away(replace(mutant, check=list))


def test_an_act_that_leaves_the_case_where_it_was_is_noticed(sqlite_url, monkeypatch):
    monkeypatch.setattr(acts, "follow_assignments", lambda _held: None)
    with pytest.raises(AssertionError, match="its units' parts say otherwise"):
        prove(walk, sqlite_url)


def test_a_seal_that_leaves_something_out_is_noticed(sqlite_url, monkeypatch):
    canonical = sealing._canonical
    monkeypatch.setattr(sealing, "_canonical", lambda entry: canonical(entry._replace(facts="")))
    with pytest.raises(AssertionError, match="another facts"):
        prove(chain, sqlite_url)


WORD, NUMBER = "qwrtpsdfghjklzxc", "13058512345"
MARKS = Marks(frozenset({WORD}), {NUMBER})
TEXT = f"Skrevet på norsk: {WORD} og 130585 12345, ikke mer."


def zipped(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tekst.txt", content)
    return packed.getvalue()


def drawn(text):
    packed = io.BytesIO()
    canvas = Canvas(packed, pageCompression=1)
    canvas.drawString(50, 50, text)
    canvas.save()
    return packed.getvalue()


PACKED = {
    "raw": TEXT.encode(),
    "UTF-16LE": TEXT.encode("utf-16-le"),
    "UTF-16BE": TEXT.encode("utf-16-be"),
    "zlib": zlib.compress(TEXT.encode()),
    "gzip": gzip.compress(TEXT.encode()),
    "zip": zipped(TEXT.encode()),
    "PDF": drawn(TEXT),
    "quoted-printable": b"quoted-printable\n\nqwrtpsdf=\nghjklzxc og 130585=20=\n12=\n345",
    "base64 at the first place": base64.b64encode(TEXT.encode()),
    "base64 at the second": base64.b64encode(b"x" + TEXT.encode()),
    "base64 at the third": base64.b64encode(b"xx" + TEXT.encode()),
    "base64 in lines": base64.encodebytes(10 * b"fylle " + TEXT.encode()),
    "base64 for addresses": base64.urlsafe_b64encode(TEXT.encode()),
    "UTF-16 in a zip in base64": base64.b64encode(zipped(TEXT.encode("utf-16-le"))),
}


@pytest.mark.parametrize("before", [b"", b"bokstaver", os.urandom(999)], ids=["", "text", "noise"])
@pytest.mark.parametrize("packed", PACKED)
def test_the_reading_finds_a_word_and_a_number_however_they_are_packed(packed, before):
    assert hits_in_bytes(before + PACKED[packed] + before, MARKS) >= 2


def test_the_reading_finds_nothing_where_nothing_is():
    other = Marks(frozenset({"mnbvcxzlkjhgfdsa"}), {"13058554321"})
    assert all(hits_in_bytes(content, other) == 0 for content in PACKED.values())

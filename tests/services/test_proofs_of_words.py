"""The small proofs about what people write, and that they can fail."""

import base64
import gzip
import io
import os
import shutil
import zipfile
import zlib
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.db import columns
from tests.proofs import every_form, identifiers, mutants, national_numbers, quality
from tests.proofs.bytes_at_rest import Marks, hits_in_bytes
from tests.proofs.ground import Ground, Size, seeded
from tests.proofs.listed import POSTGRESQL, PYTHON, SQLITE
from tests.proofs.small import proofs, prove
from tests.proofs.walked_website import walked

OF_FIELDS = {"identifiers": identifiers, "guards": mutants}
LONG_ON_POSTGRESQL = frozenset({"identifiers"})
"""Every field of every page costs a minute: SQLite has it here, both engines in full size."""


@pytest.fixture(scope="module")
def walked_website(sqlite_template, tmp_path_factory):
    """The pages that all proofs about fields need, walked through once."""
    folder = tmp_path_factory.mktemp("walked")
    path = folder / "database" / "walked.sqlite"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    with walked(f"sqlite:///{path}", folder / "rows.sqlite") as kept:
        yield kept


@pytest.mark.parametrize(
    "proof", proofs(SQLITE, of_words=True, but=frozenset(OF_FIELDS)), ids=lambda p: p.key
)
def test_a_proof_holds_on_sqlite(proof, sqlite_url):
    assert prove(proof, sqlite_url)


@pytest.mark.parametrize("proof", OF_FIELDS)
def test_a_proof_about_fields_holds_on_sqlite(proof, walked_website, monkeypatch):
    monkeypatch.setattr(OF_FIELDS[proof], "website", walked_website.again)
    assert prove(OF_FIELDS[proof], walked_website.url)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "proof", proofs(POSTGRESQL, of_words=True, but=LONG_ON_POSTGRESQL), ids=lambda p: p.key
)
def test_a_proof_holds_on_postgresql(proof, postgres_url):
    assert prove(proof, postgres_url)


@pytest.mark.parametrize("proof", proofs(PYTHON, of_words=True), ids=lambda p: p.key)
def test_a_proof_about_the_program_alone_holds(proof):
    assert prove(proof, "")


def test_a_screen_that_sees_nothing_is_noticed(walked_website, monkeypatch):
    monkeypatch.setattr(identifiers, "website", walked_website.again)
    monkeypatch.setattr(columns, "screen", lambda _text: ())
    with pytest.raises(AssertionError, match="took a national number"):
        prove(identifiers, walked_website.url)


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

"""A released year on the web: the way from draft to SSU, who reads what, and bytes as frozen."""

import pytest
from sqlalchemy import select

from app.domain.releasing import ReleaseStatus, digest_of
from app.models import AuditEntry, Release, ReleaseComment, ReleaseFile, ReleaseText
from app.services.releasing import auditing
from tests.released_year import add_release
from tests.web.casework import read
from tests.web.posting import send

YEAR = 2025
PAGE = f"/arsrapport/{YEAR}"
FILES = f"{PAGE}/versjon/1"


@pytest.fixture(autouse=True)
def nothing_is_solved(monkeypatch):
    """What is withheld and audited has tests of its own, and takes its time."""
    monkeypatch.setattr(auditing, "require_nothing_solvable", lambda *_: 0)


def standing(world, status):
    with world.app.extensions["database"].transaction() as session:
        add_release(session, YEAR, status, now=world.clock())
    world.clock.forward(days=8)


def page_of(client):
    return client.page.root.one("main").text


def opened(world, subject):
    client = world.client(subject)
    assert client.get(PAGE).status_code == 200
    return client


def test_a_secretary_takes_a_year_from_draft_to_ssu(own_world):
    standing(own_world, ReleaseStatus.DRAFT)
    own_world.clock.forward(days=-8)
    client = opened(own_world, "secretary")
    assert send(client, "/merknadsfrist", comments_until="12.3.2026").status_code == 303
    reader = opened(own_world, "fsu reader")
    assert send(reader, "/merknad", comment="Godt å lese.").status_code == 303
    own_world.clock.forward(days=3)
    client = opened(own_world, "secretary")
    assert "Godt å lese." in page_of(client)
    adoption = {"adopted_on": "13.3.2026", "meeting": "FSU-møte 1, sak 4"}
    assert send(client, "/vedta", **adoption).status_code == 303
    client.get(PAGE)
    assert send(client, "/sendt", ssu_sent_on="13.3.2026").status_code == 303
    (release,) = read(own_world, select(Release))
    assert (release.status, release.meeting) == (ReleaseStatus.SENT, "FSU-møte 1, sak 4")
    ssu = own_world.client("ssu reader")
    report = ssu.get(f"{FILES}/ssu-nb.pdf")
    (file,) = read(own_world, select(ReleaseFile).where(ReleaseFile.name == "ssu-nb.pdf"))
    assert digest_of(report.data) == file.digest
    assert report.headers["ETag"] == f'"{file.digest.hex()}"'


def test_who_reads_which_file_of_a_version(own_world):
    standing(own_world, ReleaseStatus.SENT)
    files = ("fsu-nb.pdf", "ssu-nb.pdf", "vedlegg-tonsberg-nb.pdf", "fsu.figures.json")
    expected = {
        "secretary": "++--",
        "fsu reader": "++--",
        "ssu reader": "-+--",
        "municipal coordinator": "--+-",
        "coordinator of another municipality": "----",
    }
    for subject, marks in expected.items():
        client = own_world.client(subject)
        got = [client.get(f"{FILES}/{name}").status_code for name in files]
        assert got == [200 if mark == "+" else 302 for mark in marks], subject
    logged = select(AuditEntry).where(AuditEntry.action == "report_drawn")
    assert len(read(own_world, logged)) == sum(marks.count("+") for marks in expected.values())


def test_a_draft_is_read_by_the_secretariat_alone_until_fsu_is_to_comment(own_world):
    standing(own_world, ReleaseStatus.DRAFT)
    draft = f"{PAGE}/utkast/fsu.pdf"
    assert own_world.client("secretary").get(draft).mimetype == "application/pdf"
    assert own_world.client("fsu reader").get(draft).status_code == 302
    assert own_world.client("fsu reader").get(f"{PAGE}/fsu.pdf").status_code == 302


def test_the_known_address_gives_the_frozen_report(own_world):
    standing(own_world, ReleaseStatus.ADOPTED)
    assert own_world.client("fsu reader").get(f"{PAGE}/fsu.pdf").data == b"%PDF fsu 2025"
    assert own_world.client("ssu reader").get(f"{PAGE}/ssu.pdf").status_code == 302


def test_a_year_or_a_version_beyond_every_calendar_is_not_there(own_world):
    client = own_world.client("secretary")
    beyond = "9" * 20
    for page in (f"/arsrapport/{beyond}", f"/arsrapport/{beyond}/fsu.pdf"):
        assert client.get(page).status_code == 404
    assert client.get(f"{PAGE}/versjon/{beyond}/fsu-nb.csv").status_code == 404


def test_the_secretary_who_comes_second_keeps_the_text_and_sees_the_other(own_world):
    standing(own_world, ReleaseStatus.DRAFT)
    first, second = (own_world.client("secretary") for _ in range(2))
    for client in (first, second):
        assert client.get(f"{PAGE}/tekster").status_code == 200
    assert send(first, "/tekster", first_finding_nb="Den ene skrev.").status_code == 303
    response = send(second, "/tekster", first_finding_nb="Den andre skrev.")
    assert response.status_code == 409
    assert "Den andre skrev." in response.text
    assert "Den ene skrev." in response.text
    assert send(second, "/tekster").status_code == 303
    bodies = select(ReleaseText.body).where(ReleaseText.language == "nb")
    assert "Den andre skrev." in read(own_world, bodies)


def test_a_comment_that_comes_too_late_is_handed_back_whole(own_world):
    standing(own_world, ReleaseStatus.COMMENTING)
    client = opened(own_world, "fsu reader")
    data = {"comment": "Et langt svar.", "csrf_token": client.token()}
    response = client.post(f"{PAGE}/merknad", data=data | {"release": f"utgave-{YEAR}"})
    assert response.status_code == 409
    assert "Et langt svar." in response.text
    assert "Fristen for merknader er ute." in response.text
    assert read(own_world, select(ReleaseComment)) == []


def test_a_new_version_must_say_what_it_corrects_in_both_languages(own_world):
    standing(own_world, ReleaseStatus.ADOPTED)
    client = opened(own_world, "secretary")
    response = send(client, "/ny-versjon", corrects_nb="Feil tall.", corrects_nn="")
    assert response.status_code == 422
    assert "Feil tall." in response.text
    assert [release.version for release in read(own_world, select(Release))] == [1]

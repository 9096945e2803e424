"""The receipt: what the reporter takes away."""

import pytest
from sqlalchemy import select

from app.domain.links import Links
from app.models import AuditEntry
from app.web.submitting import qr_code
from tests.filled_form import FILLED, without
from tests.web.filling import WARNING, cases, send, token_of


@pytest.fixture
def database(app):
    return app.extensions["database"]


def receipt(client, **changes):
    token = token_of(send(client, without(**changes)))
    client.get(f"/kvittering/{token}")
    return client.page.root.one("main"), token


def test_the_receipt_tells_where_it_went_and_by_when_an_answer_is_due(client, database):
    main, _token = receipt(client)
    (case,) = cases(database)
    assert f"{case.reference[:4]}-{case.reference[4:]}" in main.text
    assert "Klinikk medisin, Sykehuset i Vestfold HF" in main.text
    assert "fredag 13. mars 2026" in main.text
    assert "tirsdag 7. april 2026" in main.text
    assert main.text.count("Fristene er forslag, ikke vedtatt.") == 1


@pytest.mark.parametrize("unit", ["vet-ikke-sykehus", "siv-medisin"])
def test_the_receipt_says_what_the_secretariat_does(client, unit):
    main, _token = receipt(client, hospital_unit=unit)
    assert ("gir deg beskjed om hvor du skal sende den" in main.text) == (unit != "siv-medisin")


def test_the_receipt_carries_the_follow_link_and_its_qr_code(client):
    main, token = receipt(client)
    address = f"http://localhost/folg/{token}"
    assert [a["href"] for a in main.all("a")].count(address) == 2
    picture = main.one("img")
    assert picture["src"] == qr_code(address)
    assert picture["alt"]


def test_a_qr_code_is_a_picture_without_styles_that_stays_dark_on_white():
    drawn = qr_code(Links(b"l" * 40, "https://avvik.example").follow_address("a" * 26))
    assert drawn.startswith("data:image/svg+xml")
    assert "style" not in drawn
    assert "%23fff" in drawn


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("prove@tonsberg.example", "Vi sender deg også lenken på e-post."),
        ("prove@nettpost.example", "Lenken sender vi ikke"),
        ("", "Du oppga ingen e-post."),
    ],
)
def test_the_receipt_says_what_comes_by_mail(client, email, said):
    main, _token = receipt(client, email=email)
    assert said in main.text


@pytest.mark.parametrize(
    ("consequence", "is_warned"),
    [("none", False), ("minor", False), ("moderate", False), ("severe", True), ("death", True)],
)
def test_betydelig_and_dod_are_sent_and_warned_of(client, consequence, is_warned):
    main, _token = receipt(client, consequence=consequence)
    assert (WARNING in main.text) == is_warned


def test_the_receipt_names_nobody(client):
    main, _token = receipt(client)
    for name in ("reporter_name", "email", "phone", "line_manager", "description"):
        assert FILLED[name] not in main.text


def test_a_view_of_the_receipt_leaves_one_entry(client, database):
    receipt(client)
    with database.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.case_id.is_not(None))).all()
    assert [(entry.action.value, entry.actor) for entry in entries] == [
        ("sent", "reporter"),
        ("case_read", "reporter"),
    ]
    assert entries[1].facts == {"where": "receipt"}


@pytest.mark.parametrize("token", ["a" * 26, "0", "%2e%2e"])
def test_a_receipt_that_does_not_exist_is_not_found(client, token):
    assert client.get(f"/kvittering/{token}").status_code == 404


def test_the_link_stands_in_no_log(client, caplog):
    caplog.set_level("DEBUG")
    _main, token = receipt(client)
    assert token not in caplog.text

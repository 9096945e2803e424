"""A coordinator enters what came by post, by phone or from EQS: screened, marked, counted once."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.domain.vocabulary import Channel
from app.models import AuditEntry, Case, Reporter
from tests.filled_form import NATIONAL_NUMBER, TEXT_FIELDS, without
from tests.web.casework import read
from tests.web.posting import form_to, send, standing, written

ENTRY = {"channel": "post", "received_on": "7.3.2026", "sender": "Hjemmetjenesten sone nord"}
TO_HOSPITAL = "/innmelding/kommune-til-sykehus"
TO_MUNICIPALITY = "/innmelding/sykehus-til-kommune"


def filled(*names, **changes):
    return {**without("form_key", *names), **ENTRY, **changes}


def desk(world, path=TO_HOSPITAL, subject="municipal coordinator"):
    client = world.client(subject)
    assert client.get(path).status_code == 200
    return client


def count(world) -> int:
    return read(world, select(func.count(Case.id)))[0]


def newest(world) -> Case:
    return read(world, select(Case).order_by(Case.id.desc()))[0]


@pytest.mark.parametrize("channel", ["post", "phone", "eqs"])
def test_an_entered_report_keeps_how_when_and_from_whom_it_came(own_world, channel):
    client = desk(own_world)
    response = send(client, TO_HOSPITAL, **filled(channel=channel))
    assert response.status_code == 303
    case = newest(own_world)
    assert response.headers["Location"].endswith(f"/saker/{case.key}")
    assert case.channel is Channel(channel)
    assert case.entered_for == ENTRY["sender"]
    assert case.entered_by_id == own_world.users["municipal coordinator"].id
    assert case.counted_on == date(2026, 3, 7)
    assert case.sent_on == own_world.clock().date()
    entry = read(own_world, select(AuditEntry).where(AuditEntry.case_id == case.id))[0]
    assert (entry.action, entry.facts["channel"]) == ("entered", channel)


def test_an_entered_report_says_on_its_page_that_it_was_entered(own_world):
    client = desk(own_world)
    response = send(client, TO_HOSPITAL, **filled())
    client.get(response.headers["Location"])
    text = client.page.root.one("main").text
    assert "Meldingen er ført inn." in text
    assert ENTRY["sender"] in text
    assert "ført inn på vegne av melder" in text
    assert "Meldingen kom som brev." in text
    assert "Sendt" not in [term.text for term in client.page.root.one("main").all("dt")]


def test_the_hospital_enters_its_own_reports_to_a_municipality(own_world):
    client = desk(own_world, TO_MUNICIPALITY, "hospital coordinator")
    data = filled(municipality="horten", channel="eqs")
    assert send(client, TO_MUNICIPALITY, **data).status_code == 303
    assert newest(own_world).direction == "hospital_to_municipality"


def test_a_coordinator_enters_only_what_the_own_party_has_sent_or_received(own_world):
    client = desk(own_world, subject="coordinator of another municipality")
    before = count(own_world)
    assert send(client, TO_HOSPITAL, **filled()).status_code == 422
    assert "sendt fra eller til dere" in client.page.root.one("main").text
    assert count(own_world) == before
    assert send(client, TO_HOSPITAL, municipality="horten").status_code == 303


TYPED = [name for name in TEXT_FIELDS if name != "line_manager_email"]
"""No line manager is told of a report that is entered for somebody."""


@pytest.mark.parametrize("field", [*TYPED, "received_on", "sender"])
def test_a_national_number_is_refused_in_every_field_and_nothing_is_stored(own_world, field):
    client = desk(own_world)
    before = count(own_world)
    typed = f"Gjelder {NATIONAL_NUMBER} her."
    assert send(client, TO_HOSPITAL, **filled(**{field: typed})).status_code == 422
    control = next(e for e in form_to(client, TO_HOSPITAL) if e["name"] == field)
    shown = written(control) if control.name == "textarea" else control["value"]
    assert shown == typed
    assert count(own_world) == before
    assert not [r for r in read(own_world, select(Reporter.name)) if NATIONAL_NUMBER in r]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"channel": ""}, "Velg hvordan meldingen kom."),
        ({"channel": "web"}, "Dette valget finnes ikke lenger."),
        ({"received_on": "11.3.2026"}, "Datoen er ikke kommet ennå."),
        ({"received_on": "1.3.2026"}, "før hendelsen skjedde"),
        ({"received_on": "i går"}, "Denne datoen forstår vi ikke."),
        ({"sender": ""}, "Skriv hvem meldingen kom fra."),
        ({"reporter_name": ""}, "Skriv navnet på melder."),
        ({"phone": "", "email": ""}, "så mottakeren kan spørre melder"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(own_world, changes, sentence):
    client = desk(own_world)
    before = count(own_world)
    assert send(client, TO_HOSPITAL, **filled(**changes)).status_code == 422
    assert sentence in client.page.root.one("main").text
    kept = standing(form_to(client, TO_HOSPITAL))
    assert kept["description"] == [filled()["description"]]
    assert count(own_world) == before


def test_a_second_click_enters_one_report(own_world):
    client = desk(own_world)
    data = {**standing(form_to(client, TO_HOSPITAL)), **filled()}
    before = count(own_world)
    first = client.post(TO_HOSPITAL, data=data)
    again = client.post(TO_HOSPITAL, data=data)
    assert first.headers["Location"] == again.headers["Location"]
    assert count(own_world) == before + 1


def test_the_same_page_with_other_words_points_at_the_first_and_keeps_the_text(own_world):
    client = desk(own_world)
    data = {**standing(form_to(client, TO_HOSPITAL)), **filled()}
    client.post(TO_HOSPITAL, data=data)
    response = client.post(TO_HOSPITAL, data={**data, "description": "Noe helt annet."})
    assert response.status_code == 409
    assert "alt ført inn en melding" in client.page.root.one("main").text
    before = count(own_world)
    assert send(client, TO_HOSPITAL).status_code == 303
    assert count(own_world) == before + 1


@pytest.mark.parametrize("subject", ["leader", "caseworker", "secretary", "administrator"])
def test_only_coordinators_enter_reports(world, subject):
    client = world.client(subject)
    for path in ("/innmelding", TO_HOSPITAL, TO_MUNICIPALITY):
        assert client.get(path).status_code == 404

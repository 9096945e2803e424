"""The line manager's road through the web: named on the form, let in by a link, heard by both."""

import io

import pypdf
import pytest
from sqlalchemy import select

from app.domain.links import Purpose
from app.domain.vocabulary import Consent
from app.models import Case, Notification, Party
from app.services.mail_composing import compose
from tests.factories import LINKS
from tests.filled_form import FILLED, NATIONAL_NUMBER
from tests.web import filling
from tests.web.casework import read, status_of
from tests.web.posting import send

LEADER = "leder@tonsberg.example"
ADDITION = "Vakten hadde fått beskjed muntlig."
QUESTION = "Når ble det oppdaget?"


def let_confirm(world, key="tonsberg"):
    with world.app.extensions["database"].transaction() as session:
        party = session.scalars(select(Party).where(Party.key == key)).one()
        party.line_manager_mode = "confirms"


def filed(world, **changes):
    """File a report on the form; give the browser, the case's key and the leader's address."""
    client = world.client()
    response = filling.send(client, FILLED | {"line_manager_email": LEADER} | changes)
    token = filling.token_of(response)
    case = read(world, select(Case).order_by(Case.id.desc()))[0]
    world.tokens["filed"] = token
    client.get(f"/kvittering/{token}")
    return client, case.key, f"/leder/{LINKS.token(Purpose.LINE_MANAGER, case.key, 0)}"


@pytest.fixture
def waiting(own_world):
    let_confirm(own_world)
    return (own_world, *filed(own_world))


def test_the_form_shows_units_that_have_a_leader_and_never_who_it_is(world):
    client = world.client()
    client.get(filling.FORM)
    options = filling.control(client.page, "line_manager_unit").all("option")
    assert "tonsberg-postmottak" in [option["value"] for option in options]
    leader = world.users["municipal leader"]
    assert leader.name not in client.page.root.text
    assert leader.email not in client.page.root.text


def test_the_receipt_and_the_follow_page_say_that_the_leader_has_it(waiting):
    world, client, _key, _leader = waiting
    assert "Lederen din har fått meldingen" in client.page.root.one("h1").text
    assert "torsdag 12. mars" in client.page.root.text
    client.get(f"/folg/{world.tokens['filed']}")
    assert "Lederen din har fått meldingen, og sender den til mottakeren." in client.page.root.text


def test_the_leader_reads_adds_and_sends_and_the_clinic_has_it(waiting):
    world, client, key, leader = waiting
    clinic = world.client("caseworker")
    assert clinic.get(f"/saker/{key}").status_code == 404
    client.get(leader)
    assert FILLED["description"] in client.page.root.text
    assert FILLED["reporter_name"] in client.page.root.text
    send(client, "/send", leader_addition=ADDITION)
    client.get(leader)
    assert "Du sendte den." in client.page.root.text
    clinic.get("/innboks")
    assert f"/saker/{key}" in [link["href"] for link in clinic.page.root.all("a")]
    clinic.get(f"/saker/{key}")
    assert ADDITION in clinic.page.root.text
    sheet = pypdf.PdfReader(io.BytesIO(clinic.get(f"/saker/{key}/pdf").data))
    assert ADDITION in " ".join(page.extract_text() for page in sheet.pages)
    client.get(f"/folg/{world.tokens['filed']}")
    assert ADDITION in client.page.root.text


def test_what_is_sent_back_is_read_answered_and_read_again(waiting):
    world, client, key, leader = waiting
    client.get(leader)
    send(client, "/tilbake", leader_comment=QUESTION)
    follow = f"/folg/{world.tokens['filed']}"
    client.get(follow)
    assert QUESTION in client.page.root.text
    assert "Lederen din har spurt om noe" in client.page.root.text
    send(client, "/tillegg", supplement="Klokka 23.")
    client.get(leader)
    assert "Klokka 23." in client.page.root.text
    assert status_of(world, key) == "awaiting_line_manager"


def test_a_text_that_comes_too_late_is_kept(waiting):
    world, client, _key, leader = waiting
    client.get(leader)
    token = client.token()
    client.get(f"/folg/{world.tokens['filed']}")
    send(client, "/trekk", withdraw_reason="Feil kommune.")
    late = client.post(f"{leader}/send", data={"csrf_token": token, "leader_addition": ADDITION})
    assert late.status_code == 409
    assert ADDITION in client.page.root.text
    assert "Melder har trukket meldingen" in client.page.root.text


def test_a_number_is_refused_on_the_leaders_page_too(waiting):
    _world, client, _key, leader = waiting
    client.get(leader)
    refused = send(client, "/send", leader_addition=f"Fnr {NATIONAL_NUMBER}")
    assert refused.status_code == 422
    assert NATIONAL_NUMBER in client.page.root.text


def test_the_leader_never_sees_the_code_or_the_letter(own_world):
    client, key, leader = filed(own_world, consent=Consent.PATIENT_NOT_OPPOSED.value)
    client.get(leader)
    assert LINKS.lookup_code(key) not in client.page.root.text
    assert not [a for a in client.page.root.all("a") if "folgeskriv" in a["href"]]
    token = leader.rpartition("/")[2]
    for elsewhere in (f"/folg/{token}", f"/folg/{token}/folgeskriv", f"/kvittering/{token}"):
        assert client.get(elsewhere).status_code == 404


def test_code_and_letter_come_when_the_report_has_been_sent(own_world):
    let_confirm(own_world)
    client, key, leader = filed(own_world, consent=Consent.PATIENT_NOT_OPPOSED.value)
    follow = f"/folg/{own_world.tokens['filed']}"
    for waiting in (f"/kvittering/{own_world.tokens['filed']}", follow):
        client.get(waiting)
        assert LINKS.lookup_code(key) not in client.page.root.text
        assert "står på følgesiden når meldingen er sendt" in client.page.root.text
    assert client.get(f"{follow}/folgeskriv").status_code == 404
    client.get(leader)
    send(client, "/send")
    client.get(follow)
    assert LINKS.lookup_code(key) in client.page.root.text
    assert client.get(f"{follow}/folgeskriv").status_code == 200


def test_the_coordinator_sends_when_the_leader_has_had_the_time(waiting):
    world, _client, key, _leader = waiting
    coordinator = world.client("municipal coordinator")
    coordinator.get("/sendt-fra-oss")
    assert "Venter på leder" in coordinator.page.root.text
    coordinator.get(f"/saker/{key}")
    assert "kan sende den fra torsdag 12. mars" in coordinator.page.root.text
    assert "Send meldingen" not in coordinator.page.root.text
    world.clock.forward(days=2)
    world.sign_in(coordinator, "municipal coordinator")
    coordinator.get(f"/saker/{key}")
    assert send(coordinator, f"/saker/{key}/send").status_code == 303
    assert status_of(world, key) == "sent"


def test_the_mail_carries_the_link_the_notice_and_nothing_of_what_happened(waiting):
    world, _client, _key, leader = waiting
    with world.app.extensions["database"].reading() as session:
        to_leaders = select(Notification).where(Notification.receiver.startswith("leader:"))
        row = session.scalars(to_leaders.order_by(Notification.id.desc())).first()
        mail = compose(session, LINKS, [row])
    assert mail is not None
    assert mail.to == LEADER
    assert leader in mail.body
    assert "/personvern/tonsberg" in mail.body
    for written in (FILLED["description"], FILLED["reporter_name"]):
        assert written not in mail.body


def test_a_leader_who_ticks_it_follows_the_case(own_world):
    client, _key, leader = filed(own_world)
    client.get(leader)
    send(client, f"{leader}/folg", follows="y")
    client.get(leader)
    assert "checked" in filling.control(client.page, "follows").attributes

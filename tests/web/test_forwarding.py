"""Cases that units do not agree about, through the web: joined, placed, contested."""

import pytest

from app.domain.lifecycle import Status
from app.domain.vocabulary import Role
from app.models import User
from app.services.forwarding import forwarding
from tests.factories import actor_at, secretary_for, version_of
from tests.web.casework import TEXT, opened, status_of
from tests.web.conftest import CANARY, REPORTER_CANARY
from tests.web.posting import form_to, forms_to, send

STEPS = (
    ("siv-medisin", "tonsberg-postmottak"),
    ("tonsberg-postmottak", "siv-medisin"),
    ("tonsberg-postmottak", "horten-postmottak"),
)


@pytest.fixture
def moved(own_world):
    """Give a case that has been forwarded a number of times between parties."""

    def move(times: int) -> str:
        key = own_world.cases["to our clinic"]
        with own_world.app.extensions["database"].transaction() as session:
            now = own_world.clock()
            for unit, to_unit in STEPS[:times]:
                leader = actor_at(session, Role.UNIT_LEADER, unit, now=now)
                forwarding.forward(
                    session,
                    leader,
                    key,
                    version_of(session, key),
                    to_unit_key=to_unit,
                    reason=f"Grunnen til {unit}.",
                    now=now,
                )
            for name, party in (("for hospital", "siv"), ("for towns", "tonsberg")):
                secretary = secretary_for(session, party, now=now)
                own_world.users[name] = session.get_one(User, secretary.user_id)
                session.expunge(own_world.users[name])
        return key

    return move


def sheet_of(world, key, subject):
    client = world.client(subject)
    response = client.get(f"/saker/{key}/fordeling")
    assert response.status_code == 200
    return client


def test_a_joint_case_shows_both_holders_to_both_and_one_sentence_to_the_reporter(own_world, moved):
    key = moved(2)
    for subject in ("leader", "municipal leader"):
        page = opened(own_world, key, subject)
        text = page.page.root.text
        assert "To parter har saken sammen" in text
        assert "Klinikk medisin" in text
        assert "Postmottak Tønsberg" in text
        assert not forms_to(page, "/avvis")
    follower = own_world.client()
    follower.get(f"/folg/{own_world.tokens['to our clinic']}")
    assert "To parter behandler meldingen sammen." in follower.page.root.text


def test_the_page_says_what_a_forwarding_will_become_before_it_is_sent(own_world, moved):
    key = moved(1)
    client = opened(own_world, key, "municipal leader")
    assert "får begge parter saken sammen" in client.page.root.text
    response = send(client, f"/saker/{key}/videresend", to_unit="siv-medisin", forward_reason=TEXT)
    assert response.status_code == 303
    assert response.headers["Location"].endswith(key)


def test_the_secretaries_see_the_sheet_and_nothing_of_the_report(own_world, moved):
    key = moved(3)
    secretary = own_world.client("for towns")
    secretary.get("/innboks")
    assert any(link["href"].endswith("/fordeling") for link in secretary.page.root.all("a"))
    client = sheet_of(own_world, key, "for towns")
    html = client.page.html
    assert CANARY not in html
    assert REPORTER_CANARY not in html
    assert "Grunnen til tonsberg-postmottak." in html
    assert client.get(f"/saker/{key}").status_code == 404


def test_two_secretaries_decide_and_neither_alone(own_world, moved):
    key = moved(3)
    first = sheet_of(own_world, key, "for hospital")
    went = send(first, f"/saker/{key}/fordeling/forslag", placed_unit="tonsberg-postmottak")
    assert went.status_code == 303
    first.get(f"/saker/{key}/fordeling")
    assert not forms_to(first, "/fordeling/enig")
    second = sheet_of(own_world, key, "for towns")
    assert send(second, f"/saker/{key}/fordeling/enig").status_code == 303
    assert status_of(own_world, key) is Status.SENT
    assert second.get(f"/saker/{key}/fordeling").status_code == 404
    assert opened(own_world, key, "municipal leader")


def test_a_secretary_who_speaks_for_nobody_is_told_why_nothing_can_be_decided(own_world, moved):
    key = moved(3)
    client = sheet_of(own_world, key, "secretary")
    assert "Rollen din sier ikke om du taler for sykehuset eller kommunene" in client.page.html
    assert not forms_to(client, "/fordeling/forslag")


def test_a_decline_is_contested_by_the_reporter_and_decided_by_the_coordinator(own_world, scene):
    key = own_world.cases["to our clinic"]
    leader = opened(own_world, key)
    send(leader, f"/saker/{key}/avvis", decline_reason="other", decline_comment=TEXT)
    address = f"/folg/{own_world.tokens['to our clinic']}"
    reporter = own_world.client()
    reporter.get(address)
    assert (
        send(reporter, f"{address}/innvending", contest_reason="Dere tok imot.").status_code == 303
    )
    assert status_of(own_world, key) is Status.CONTESTED
    coordinator = own_world.client("hospital coordinator")
    coordinator.get("/innboks")
    assert "innvending mot avvisningen" in coordinator.page.root.text
    coordinator = opened(own_world, key, "hospital coordinator")
    assert not forms_to(opened(own_world, key), "/innvending/avgjor")
    coordinator.get(f"/saker/{key}")
    decided = send(
        coordinator,
        f"/saker/{key}/innvending/avgjor",
        outcome="upheld",
        contest_decision="Den hører til hos dere.",
    )
    assert decided.status_code == 303
    reporter.get(address)
    assert "Den hører til hos dere." in reporter.page.html
    assert send(reporter, f"{address}/innvending/sekretariatet").status_code == 303
    reporter.get(address)
    assert "FSU-sekretærene avgjør om avvisningen skal stå" in reporter.page.html


def test_an_objection_without_words_is_handed_back(own_world, scene):
    key = scene.case_at(Status.DECLINED)
    client = opened(own_world, key, "municipal coordinator")
    assert form_to(client, "/innvending")["method"] == "post"
    assert send(client, f"/saker/{key}/innvending", contest_reason="").status_code == 422
    assert status_of(own_world, key) is Status.DECLINED


def test_after_two_forwardings_others_than_the_coordinator_are_told_where_to_send_it(
    own_world,
):
    key = own_world.cases["to our clinic"]
    for subject, unit in (("leader", "siv-kirurgi"), ("leader of another clinic", "siv-medisin")):
        client = opened(own_world, key, subject)
        send(client, f"/saker/{key}/videresend", to_unit=unit, forward_reason=TEXT)
    client = opened(own_world, key)
    assert "Send saken til koordinatoren" in client.page.root.text
    values = [option["value"] for option in form_to(client, "/videresend").all("option")]
    assert "siv-kirurgi" not in values
    coordinator = opened(own_world, key, "hospital coordinator")
    values = [option["value"] for option in form_to(coordinator, "/videresend").all("option")]
    assert "siv-kirurgi" in values


def test_the_administrator_says_which_side_a_secretary_speaks_for(own_world):
    client = own_world.client("administrator")
    key = own_world.users["secretary"].key
    client.get(f"/brukere/{key}")
    form = form_to(client, "/rolle")
    scope = next(o["value"] for o in form.all("option") if o["value"].startswith("helsefellesskap"))
    side = next(
        option["value"]
        for option in form.one("select", name="speaks_for").all("option")
        if "Tønsberg" in option.text
    )
    send(client, "/rolle", role="fsu_secretary", scope=scope, speaks_for=side)
    client.get(f"/brukere/{key}")
    assert "Taler for Tønsberg kommune" in client.page.root.text

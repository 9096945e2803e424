"""«Sendt fra oss»: what the reporting party sees, and what it does in its own name."""

from sqlalchemy import select

from app.domain.lifecycle import Status
from app.models import AuditEntry, Case, Narrative
from tests.factories import version_of
from tests.web.casework import ANSWER, opened, read, refuse_writing, traces
from tests.web.conftest import CANARY
from tests.web.posting import form_to, forms_to, send, standing

SENDER = "municipal coordinator"
THE_RECIPIENTS = (
    "bekreft",
    "svar",
    "avvis",
    "videresend",
    "spor",
    "lukk",
    "ta",
    "gi",
    "veiled",
    "pasient",
    "ring",
    "tiltak",
    "sporsmal-til-andre",
    "innvending/avgjor",
)
"""What only the side that has the case may do. Notes and judgements are for both sides."""


def asked_case(world, scene) -> str:
    key = scene.case_at(Status.ACKNOWLEDGED, description=CANARY)
    assert send(opened(world, key), "/spor", question="Hvem ringte?").status_code == 303
    return key


def test_a_party_sees_every_report_in_its_name_and_no_other(world):
    client = world.client(SENDER)
    client.get("/sendt-fra-oss")
    shown = {e["href"] for e in client.page.root.all("a", class_="work-title")}
    own = {"to our clinic", "to the secretariat"}
    assert shown == {f"/saker/{world.cases[name]}" for name in own}


def test_the_list_says_where_each_report_stands(own_world, scene):
    asked_case(own_world, scene)
    scene.case_at(Status.ANSWERED)
    client = own_world.client(SENDER)
    client.get("/sendt-fra-oss")
    text = client.page.root.one("main").text
    assert "Spørsmål venter på svar" in text
    assert "Svaret er kommet" in text
    assert "Svar innen" in text


def test_the_reporting_party_answers_for_a_reporter_who_is_away(own_world, scene):
    key = asked_case(own_world, scene)
    client = opened(own_world, key, SENDER)
    assert send(client, "/svar-for-melder", reply="Legen ringte.").status_code == 303
    (reply,) = read(own_world, select(Narrative).where(Narrative.kind == "reply"))
    assert reply.body == "Legen ringte."
    handler = opened(own_world, key)
    assert "Svar fra arbeidsplassen til melder" in handler.page.root.one("main").text


def test_a_second_click_on_the_reply_finds_it_there(own_world, scene):
    key = asked_case(own_world, scene)
    client = opened(own_world, key, SENDER)
    form = form_to(client, "/svar-for-melder")
    data = {**standing(form), "reply": "Legen ringte."}
    assert client.post(form["action"], data=data).status_code == 303
    done = traces(own_world)
    assert client.post(form["action"], data=data).status_code == 303
    assert traces(own_world) == done


def test_a_reply_that_came_second_is_handed_back(own_world, scene):
    key = asked_case(own_world, scene)
    first, second = opened(own_world, key, SENDER), opened(own_world, key, "municipal leader")
    form = form_to(second, "/svar-for-melder")
    send(first, "/svar-for-melder", reply="Legen ringte.")
    data = {**standing(form), "reply": "Det var sykepleieren."}
    assert second.post(form["action"], data=data).status_code == 409
    text = second.page.root.one("main").text
    assert "Legen ringte." in text
    assert "Det var sykepleieren." in text


def test_two_open_questions_have_a_form_each(own_world, scene):
    key = asked_case(own_world, scene)
    own_world.clock.forward(minutes=5)
    send(opened(own_world, key), "/spor", question="Når var det?")
    client = opened(own_world, key, SENDER)
    forms = forms_to(client, "/svar-for-melder")
    assert len(forms) == 2
    data = {**standing(forms[1]), "reply": ""}
    assert client.post(forms[1]["action"], data=data).status_code == 422
    data = {**standing(forms_to(client, "/svar-for-melder")[1]), "reply": "Om kvelden."}
    assert client.post(forms[1]["action"], data=data).status_code == 303
    client.get(f"/saker/{key}")
    assert len(forms_to(client, "/svar-for-melder")) == 1


def test_a_national_number_in_a_reply_is_refused_and_nothing_is_stored(own_world, scene):
    key = asked_case(own_world, scene)
    client = opened(own_world, key, SENDER)
    before = traces(own_world)
    response = send(client, "/svar-for-melder", reply="Det var 130585 12345.")
    assert response.status_code == 422
    assert traces(own_world) == before


def test_a_locked_database_hands_the_reply_back_and_shows_no_case(own_world, scene, monkeypatch):
    key = asked_case(own_world, scene)
    client = opened(own_world, key, SENDER)
    with monkeypatch.context() as lock:
        refuse_writing(own_world, lock)
        assert send(client, "/svar-for-melder", reply="Legen ringte.").status_code == 503
    assert CANARY not in client.page.html
    assert send(client, "/svar-for-melder").status_code == 303


def test_a_report_from_somebody_unknown_is_marked_and_stays_with_the_recipient(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key, SENDER)
    assert send(client, "/ikke-vart").status_code == 303
    (flagged,) = read(own_world, select(Case.not_our_reporter_at).where(Case.key == key))
    assert flagged == own_world.clock()
    client.get(f"/saker/{key}")
    assert "Ikke vår melder" in client.page.root.one("main").text
    assert not forms_to(client, "/ikke-vart")
    assert "Ikke vår melder" in opened(own_world, key).page.root.one("main").text


def test_a_new_link_is_shown_once_opens_the_case_and_ends_the_old(own_world):
    key = own_world.cases["to our clinic"]
    old = own_world.tokens["to our clinic"]
    client = opened(own_world, key, SENDER)
    assert send(client, "/ny-lenke").status_code == 200
    address = client.page.root.one("code").text
    assert address.startswith("http://localhost/folg/")
    assert address not in opened(own_world, key, SENDER).page.html
    visitor = own_world.client()
    assert visitor.get(address).status_code == 200
    assert visitor.get(f"/folg/{old}").status_code == 404
    (entry,) = read(own_world, select(AuditEntry).where(AuditEntry.action == "link_reissued"))
    assert entry.facts == {"generation": 1}


def test_only_the_coordinator_may_make_a_new_link(own_world):
    key = own_world.cases["to our clinic"]
    for subject in ("municipal leader", "leader", "hospital coordinator"):
        client = opened(own_world, key, subject)
        assert not forms_to(client, "/ny-lenke")
        data = {"csrf_token": client.token()}
        assert client.post(f"/saker/{key}/ny-lenke", data=data).status_code == 404


def test_the_reporting_party_cannot_handle_its_own_report(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key, SENDER)
    with own_world.app.extensions["database"].reading() as session:
        version = version_of(session, key)
    before = traces(own_world)
    data = {"csrf_token": client.token(), "version": str(version), **ANSWER}
    for path in THE_RECIPIENTS:
        assert client.post(f"/saker/{key}/{path}", data=data).status_code == 404, path
    assert traces(own_world) == before

"""The follow page in a browser without JavaScript."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.case import ClassificationDraft, DeclineDraft
from app.domain.lifecycle import Action, Status, can
from app.domain.vocabulary import (
    Consent,
    Consequence,
    DeclineReason,
    NarrativeKind,
    Role,
)
from app.models import AuditEntry, Case, Narrative
from app.services import classifying, following, handling, notes
from app.services.answering import answers
from app.services.forwarding import declining
from tests.factories import ANSWER, Scene, actor_at, version_of
from tests.filled_form import NATIONAL_NUMBER
from tests.web.filling import token_for

ACTS = {
    "svar": "reply",
    "tillegg": "supplement",
    "trekk": "withdraw_reason",
    "gjenapne": "reopen_reason",
}
"""Where each text is posted, and the name of its field."""

HERE = {
    "svar": Status.ACKNOWLEDGED,
    "tillegg": Status.SENT,
    "trekk": Status.SENT,
    "gjenapne": Status.ANSWERED,
}
"""A status in which each is offered."""


@pytest.fixture
def database(app):
    return app.extensions["database"]


@pytest.fixture
def scene(database, clock):
    return Scene(database, clock())


def handle(scene, key, act, *arguments, **named):
    scene.now += timedelta(seconds=1)
    with scene.database.transaction() as session:
        version = version_of(session, key)
        act(session, scene.leader, key, version, *arguments, now=scene.now, **named)


def open_case(scene, act, **changes):
    """A case on which ``act`` is offered; gives its key and its follow link."""
    key = scene.case_at(HERE[act], **changes)
    if act == "svar":
        handle(scene, key, handling.ask, "Når kom pasienten hjem?")
    return key, f"/folg/{token_for(scene.database, key)}"


def filled(client, act, text):
    names = client.page.root.all("input", name="question")
    question = {"question": names[0]["value"]} if names else {}
    return {"csrf_token": client.token(), ACTS[act]: text, **question}


def forms_on(client):
    return {form["action"].rpartition("/")[2] for form in client.page.root.one("main").all("form")}


def main(client):
    return client.page.root.one("main")


def narratives(scene, kind):
    with scene.database.reading() as session:
        rows = session.scalars(select(Narrative.body).where(Narrative.kind == kind))
        return list(rows)


def everything_said(scene):
    return [body for kind in NarrativeKind for body in narratives(scene, kind)]


# ---- what the page shows ----


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_page_that_offers_what_may_be_done(client, scene, status):
    key = scene.case_at(status)
    assert client.get(f"/folg/{token_for(scene.database, key)}").status_code == 200
    with scene.database.reading() as session:
        now = session.scalars(select(Case.status).where(Case.key == key)).one()
    offered = {
        "tillegg": can(now, Action.SUPPLEMENT),
        "trekk": can(now, Action.WITHDRAW),
        "gjenapne": can(now, Action.REOPEN),
        "nytte": can(now, Action.RATE),
        "innvending": can(now, Action.CONTEST),
    }
    assert forms_on(client) == {act for act, is_offered in offered.items() if is_offered}


def test_the_page_tells_the_whole_story_in_words(client, scene):
    key, address = open_case(scene, "svar", consent=Consent.NOT_ASKED_YET)
    client.get(address)
    client.post(f"{address}/svar", data=filled(client, "svar", "Klokken sju."))
    handle(scene, key, classifying.classify, ClassificationDraft(Consequence.MODERATE))
    handle(scene, key, handling.take)
    handle(scene, key, answers.answer, ANSWER)
    client.get(address)
    for words in (
        "Meldingen ble sendt til Klinikk medisin.",
        "Klinikk medisin bekreftet mottak.",
        "Klinikk medisin stilte melder et spørsmål.",
        "Når kom pasienten hjem?",
        "Melder svarte på spørsmålet.",
        "Klokken sju.",
        "Konsekvensen slik mottakeren ser den: Moderat.",
        "Klinikk medisin har satt en saksbehandler på saken.",
        ANSWER.finding,
        ANSWER.cause,
        ANSWER.measures,
        "Ansvarlig: Seksjonsleder",
    ):
        assert words in main(client).text, words


def test_a_forwarding_a_refusal_and_a_guidance_are_told_with_their_reasons(client, scene):
    client.get(f"/folg/{token_for(scene.database, scene.case_at(Status.FORWARDED))}")
    assert "Klinikk medisin videresendte saken til Klinikk kirurgi." in main(client).text
    assert "Feil klinikk" in main(client).text
    key = scene.case_at(Status.SENT)
    handle(
        scene, key, declining.decline, DeclineDraft(DeclineReason.WORKING_ENVIRONMENT, "Hos dere.")
    )
    client.get(f"/folg/{token_for(scene.database, key)}")
    assert "Derfor ble meldingen avvist" in main(client).text
    assert "Arbeidsmiljø eller personalsak" in main(client).text
    key = scene.case_at(Status.SENT, hospital_key=None, hospital_unit_key=None)
    with scene.database.transaction() as session:
        secretary = actor_at(session, Role.FSU_SECRETARY, now=scene.now)
        handling.guide(session, secretary, key, 1, "Send den til Drammen.", now=scene.now)
    client.get(f"/folg/{token_for(scene.database, key)}")
    assert "Mottakeren står ikke i registeret." in main(client).text
    assert "Send den til Drammen." in main(client).text


def test_the_page_names_no_handler_and_shows_no_note(client, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    handle(scene, key, notes.write_note, "Ring avdelingen.")
    handle(scene, key, handling.take)
    client.get(f"/folg/{token_for(scene.database, key)}")
    assert "Ring avdelingen." not in client.page.html
    assert "Demo Nummer" not in client.page.html


def test_the_page_shows_what_was_sent_in_the_forms_own_labels(client, scene):
    key = scene.case_at(
        Status.SENT, own_reference="A-17", place_in_words="", proposal="Ring før utskrivning."
    )
    client.get(f"/folg/{token_for(scene.database, key)}")
    facts = {
        row.one("dt").text: row.one("dd").text
        for row in main(client).all("div")
        if row.all("dt") and row.all("dd")
    }
    assert facts["Navn på kommune"] == "Tønsberg kommune"
    assert facts["Tjenestested i kommunen"] == "Hjemmebasert pleie og omsorgstjeneste"
    assert facts["Faktisk konsekvens for pasient"] == "Mindre alvorlig"
    assert facts["Nummer i eget system"] == "A-17"
    assert "Ring før utskrivning." in main(client).text


def test_a_late_answer_is_said_to_be_late(client, scene, clock):
    address = f"/folg/{token_for(scene.database, scene.case_at(Status.ACKNOWLEDGED))}"
    client.get(address)
    assert "Fristen for svar er ute" not in main(client).text
    clock.forward(days=29)
    client.get(address)
    assert "Fristen for svar er ute" in main(client).text


def test_deadlines_that_nobody_has_decided_are_called_a_proposal(client, scene):
    client.get(f"/folg/{token_for(scene.database, scene.case_at(Status.SENT))}")
    assert main(client).text.count("Fristene er forslag, ikke vedtatt.") == 1


def test_every_view_leaves_one_entry_and_no_other(client, scene, database):
    address = f"/folg/{token_for(scene.database, scene.case_at(Status.SENT))}"
    for _view in range(3):
        client.get(address)
    with database.reading() as session:
        facts = session.scalars(select(AuditEntry.facts).where(AuditEntry.action == "case_read"))
        assert list(facts) == [{"where": "follow"}] * 3


# ---- what the reporter does ----


@pytest.mark.parametrize("act", ACTS)
def test_what_is_written_is_sent_and_shown(client, scene, act):
    _key, address = open_case(scene, act)
    client.get(address)
    response = client.post(f"{address}/{act}", data=filled(client, act, "Det var slik det var."))
    assert (response.status_code, response.location) == (303, address)
    client.get(address)
    assert "Det var slik det var." in main(client).text


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, f"Pasienten {NATIONAL_NUMBER} var her"])
def test_what_cannot_be_sent_stands_in_its_own_form_with_the_reason(client, scene, act, text):
    _key, address = open_case(scene, act)
    client.get(address)
    response = client.post(f"{address}/{act}", data=filled(client, act, text))
    assert response.status_code == 422
    box = next(e for e in client.page.root.all("textarea") if e["name"] == ACTS[act])
    assert box["aria-invalid"] == "true"
    assert "".join(box.children).removeprefix("\n") == text.strip()
    parent = box.parent
    while parent.name not in {"details", "main"}:
        parent = parent.parent
    assert parent.name == "main" or "open" in parent.attributes
    assert text.strip() not in everything_said(scene)


@pytest.mark.parametrize("act", ACTS)
def test_a_page_that_stood_open_too_long_keeps_the_text(client, scene, act):
    _key, address = open_case(scene, act)
    client.get(address)
    posted = filled(client, act, "Det var slik det var.") | {"csrf_token": "gammel"}
    assert client.post(f"{address}/{act}", data=posted).status_code == 400
    assert "stått åpen lenge" in main(client).text
    again = filled(client, act, "Det var slik det var.")
    assert client.post(f"{address}/{act}", data=again).status_code == 303


@pytest.mark.parametrize("act", ACTS)
def test_a_double_click_does_it_once_and_says_that_it_is_done(client, scene, act):
    _key, address = open_case(scene, act)
    client.get(address)
    posted = filled(client, act, "Det var slik det var.")
    for _click in range(2):
        assert client.post(f"{address}/{act}", data=posted).status_code == 303
    assert everything_said(scene).count("Det var slik det var.") == 1


def test_a_withdrawal_that_comes_too_late_keeps_the_words_as_a_supplement(client, scene):
    key, address = open_case(scene, "trekk")
    client.get(address)
    posted = filled(client, "trekk", "Det var feil pasient.")
    handle(scene, key, handling.acknowledge)
    assert client.post(f"{address}/trekk", data=posted).status_code == 409
    assert "Dette er ikke sendt" in main(client).text
    box = next(e for e in client.page.root.all("textarea") if e["name"] == "supplement")
    assert "Det var feil pasient." in "".join(box.children)
    assert not narratives(scene, NarrativeKind.WITHDRAW_REASON)


def test_a_reply_that_somebody_else_has_given_keeps_the_words(client, scene):
    key, address = open_case(scene, "svar")
    client.get(address)
    posted = filled(client, "svar", "Klokken sju.")
    with scene.database.transaction() as session:
        coordinator = actor_at(session, Role.COORDINATOR, "tonsberg", now=scene.now)
        question = int(posted["question"])
        following.reply(
            session, coordinator, key, question_id=question, body="Fredag.", now=scene.now
        )
    assert client.post(f"{address}/svar", data=posted).status_code == 409
    assert "Spørsmålet har alt fått et svar" in main(client).text
    assert "Klokken sju." in main(client).text


def test_words_that_fit_nowhere_any_more_are_still_shown(client, scene):
    _key, address = open_case(scene, "tillegg")
    client.get(address)
    late = filled(client, "tillegg", "Legen ble ringt.")
    client.post(f"{address}/trekk", data=filled(client, "trekk", "Feil."))
    assert client.post(f"{address}/tillegg", data=late).status_code == 409
    assert "Dette er ikke sendt" in main(client).text
    assert "Legen ble ringt." in main(client).text


def test_the_second_request_to_reopen_is_refused_with_the_words_kept(client, scene):
    key, address = open_case(scene, "gjenapne")
    client.get(address)
    client.post(f"{address}/gjenapne", data=filled(client, "gjenapne", "Hvorfor?"))
    handle(scene, key, answers.answer, ANSWER)
    client.get(address)
    assert "gjenapne" not in forms_on(client)
    posted = {"csrf_token": client.token(), "reopen_reason": "Fortsatt uklart."}
    assert client.post(f"{address}/gjenapne", data=posted).status_code == 409
    assert "Fortsatt uklart." in main(client).text


@pytest.mark.parametrize("question", ["", "0", "-1", "999999", "9" * 30, "٣", "1 OR 1=1"])
def test_a_question_that_is_not_there_cannot_be_answered(client, scene, question):
    _key, address = open_case(scene, "svar")
    client.get(address)
    posted = filled(client, "svar", "Klokken sju.") | {"question": question}
    assert client.post(f"{address}/svar", data=posted).status_code == 409
    assert not narratives(scene, NarrativeKind.REPLY)


@pytest.mark.parametrize("chosen", ["severe", "death", ""])
def test_a_supplement_may_carry_a_changed_consequence(client, scene, database, chosen):
    _key, address = open_case(scene, "tillegg")
    client.get(address)
    posted = filled(client, "tillegg", "Det gikk verre.") | {"consequence": chosen}
    assert client.post(f"{address}/tillegg", data=posted).status_code == 303
    with database.reading() as session:
        kept = session.scalars(
            select(Narrative.consequence).where(Narrative.kind == NarrativeKind.SUPPLEMENT)
        ).one()
    assert kept == (Consequence(chosen) if chosen else None)


@pytest.mark.parametrize("chosen", ["verst", "<script>", "None"])
def test_a_consequence_that_no_list_has_is_refused_with_the_text_kept(client, scene, chosen):
    _key, address = open_case(scene, "tillegg")
    client.get(address)
    posted = filled(client, "tillegg", "Det gikk verre.") | {"consequence": chosen}
    assert client.post(f"{address}/tillegg", data=posted).status_code == 422
    assert "Det gikk verre." in client.page.html


@pytest.mark.parametrize(
    "consent", ["patient_not_opposed", "relative_not_opposed", "patient_opposed"]
)
def test_the_patients_answer_is_recorded_once_it_is_known(client, scene, consent):
    key = scene.case_at(Status.ANSWERED, consent=Consent.NOT_ASKED_YET)
    address = f"/folg/{token_for(scene.database, key)}"
    client.get(address)
    posted = {"csrf_token": client.token(), "consent": consent}
    for _click in range(2):
        assert client.post(f"{address}/samtykke", data=posted).status_code == 303
    client.get(address)
    assert "samtykke" not in forms_on(client)
    assert "Melder registrerte svaret fra pasienten." in main(client).text


@pytest.mark.parametrize("consent", ["", "not_asked_yet", "no_single_patient", "ja"])
def test_what_is_no_answer_from_a_patient_is_refused(client, scene, consent):
    key = scene.case_at(Status.SENT, consent=Consent.NOT_ASKED_YET)
    address = f"/folg/{token_for(scene.database, key)}"
    client.get(address)
    posted = {"csrf_token": client.token(), "consent": consent}
    assert client.post(f"{address}/samtykke", data=posted).status_code == 422


def test_an_answer_that_is_settled_is_not_changed(client, scene, database):
    key = scene.case_at(Status.SENT, consent=Consent.PATIENT_OPPOSED)
    address = f"/folg/{token_for(scene.database, key)}"
    client.get(address)
    posted = {"csrf_token": client.token(), "consent": "patient_not_opposed"}
    assert client.post(f"{address}/samtykke", data=posted).status_code == 409
    with database.reading() as session:
        assert session.scalars(select(Case.consent)).one() is Consent.PATIENT_OPPOSED

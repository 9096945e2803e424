"""Oppslagskode, følgeskriv and finding the patient on the pages: where they are, and where not."""

import io
import re

import pypdf
import pytest
from sqlalchemy import select

from app.domain.consent import allows_identity
from app.domain.lifecycle import Status
from app.domain.vocabulary import Consent, FoundBy, PatientSearch
from app.models import Case, Notification, Setting
from app.services.mail_composing import compose
from tests.factories import LINKS
from tests.web.casework import opened, read
from tests.web.filling import token_for
from tests.web.posting import forms_to, send

OPPOSING = [consent for consent in Consent if not allows_identity(consent)]
OF_IDENTITY = ("oppslagskode", "følgeskriv", "folgeskriv", "lookup")


def pages_of(world, key):
    """Every page, mail and PDF of a case as text, by where it stands."""
    token = token_for(world.app.extensions["database"], key)
    client = world.client()
    found = {
        place: client.get(f"{place}/{token}").get_data(as_text=True)
        for place in ("/kvittering", "/folg")
    }
    for subject in ("leader", "triage", "hospital coordinator", "municipal coordinator"):
        found[subject] = opened(world, key, subject).page.html
    sheet = pypdf.PdfReader(io.BytesIO(world.client("leader").get(f"/saker/{key}/pdf").data))
    found["pdf"] = " ".join(page.extract_text() for page in sheet.pages)
    return found | mails_of(world, key)


def mails_of(world, key):
    query = select(Notification).join(Case).where(Case.key == key)
    with world.app.extensions["database"].reading() as session:
        mails = [(row, compose(session, LINKS, [row])) for row in session.scalars(query)]
        return {
            f"{row.kind} to {row.receiver}": f"{mail.subject} {mail.body}"
            for row, mail in mails
            if mail
        }


@pytest.mark.parametrize("consent", OPPOSING)
def test_where_consent_rules_identity_out_they_exist_on_no_page_mail_or_pdf(
    own_world, scene, consent
):
    key = scene.case_at(Status.ACKNOWLEDGED, consent=consent)
    code = LINKS.lookup_code(key)
    for place, text in pages_of(own_world, key).items():
        assert code not in text, place
        for word in OF_IDENTITY:
            assert word not in text.lower(), (place, word)


@pytest.mark.parametrize(
    ("consent", "why"),
    [
        (Consent.PATIENT_OPPOSED, "Pasienten motsetter seg, så dere skal ikke få vite hvem det er"),
        (Consent.NOT_ASKED_YET, "Pasienten er ikke spurt ennå, så dere skal ikke få vite hvem"),
        (Consent.NO_SINGLE_PATIENT, "Meldingen gjelder ikke én bestemt pasient"),
    ],
)
def test_the_recipient_is_told_why_in_one_sentence(own_world, scene, consent, why):
    client = opened(own_world, scene.case_at(Status.SENT, consent=consent))
    assert client.page.root.one("main").text.count(why) == 1
    part = client.page.root.one("section", aria_labelledby="pasienten").text
    assert part.startswith(f"Hvem er pasienten? {why}")
    assert "Saken behandles uten å vite hvem pasienten er" in part


@pytest.mark.parametrize("place", ["/kvittering", "/folg"])
@pytest.mark.parametrize("consent", OPPOSING)
def test_the_reporter_is_told_why_there_is_no_letter_and_no_code(own_world, scene, consent, place):
    key = scene.case_at(Status.SENT, consent=consent)
    client = own_world.client()
    client.get(f"{place}/{token_for(scene.database, key)}")
    part = client.page.root.one("section", aria_labelledby="pasienten").text
    assert "Derfor er det ikke noe brev å skrive ut her, og ingen kode å oppgi" in part


@pytest.mark.parametrize("consent", OPPOSING)
def test_nothing_is_said_of_letter_and_code_when_the_case_has_ended(own_world, scene, consent):
    key = scene.case_at(Status.WITHDRAWN, consent=consent)
    client = own_world.client()
    client.get(f"/folg/{token_for(scene.database, key)}")
    assert not client.page.root.all("section", aria_labelledby="pasienten")


@pytest.mark.parametrize("consent", OPPOSING)
def test_their_addresses_answer_as_if_they_were_not_there(own_world, scene, consent):
    key = scene.case_at(Status.SENT, consent=consent)
    token = token_for(scene.database, key)
    assert own_world.client().get(f"/folg/{token}/folgeskriv").status_code == 404
    client = opened(own_world, key)
    data = {"csrf_token": client.token(), "version": "1"}
    posted = {"pasient": {"patient_search": "not_needed"}, "ring": {"call_phone": "4321"}}
    for path, values in posted.items():
        assert client.post(f"/saker/{key}/{path}", data={**data, **values}).status_code == 404


@pytest.mark.parametrize("consent", [c for c in Consent if allows_identity(c)])
def test_where_nobody_opposes_reporter_and_recipient_see_the_same_code(own_world, scene, consent):
    key = scene.case_at(Status.ACKNOWLEDGED, consent=consent)
    code = LINKS.lookup_code(key)
    found = pages_of(own_world, key)
    seen = {place for place, text in found.items() if code in text}
    assert seen == {"/kvittering", "/folg", "leader", "triage", "hospital coordinator"}
    assert all("/folgeskriv" in found[place] for place in ("/kvittering", "/folg"))


def test_a_code_stands_in_no_title_address_or_log(own_world, scene, caplog):
    caplog.set_level("DEBUG")
    key = scene.case_at(Status.ACKNOWLEDGED)
    code = LINKS.lookup_code(key)
    named = re.compile(r"<title>.*?</title>|(?:href|action|src)=\S+")
    for text in pages_of(own_world, key).values():
        assert not any(code in each for each in named.findall(text))
    assert code not in caplog.text


@pytest.mark.parametrize("status", [Status.CLOSED, Status.DECLINED, Status.WITHDRAWN])
def test_a_code_is_shown_no_longer_when_the_case_has_ended(own_world, scene, status):
    key = scene.case_at(status)
    code = LINKS.lookup_code(key)
    assert not any(code in text for text in pages_of(own_world, key).values())


def test_letter_and_code_appear_when_the_answer_is_recorded_later(own_world, scene):
    key = scene.case_at(Status.SENT, consent=Consent.NOT_ASKED_YET)
    address = f"/folg/{token_for(scene.database, key)}"
    client = own_world.client()
    client.get(address)
    send(client, "/samtykke", consent="patient_not_opposed")
    client.get(address)
    assert LINKS.lookup_code(key) in client.page.root.one("main").text
    assert client.get(f"{address}/folgeskriv").status_code == 200
    printed = " ".join(pages_of(own_world, key)["pdf"].split())
    assert "10. mars 2026 kl. 10.00: Pasienten er ikke spurt ennå (melder)" in printed
    recipient = opened(own_world, key)
    text = recipient.page.root.one("main").text
    assert "Valgt av melder 10. mars 2026 kl. 10.00: «Pasienten er ikke spurt ennå»" in text
    assert "Registrert av melder 10. mars 2026 kl. 10.00: «Pasienten er spurt og har ikke" in text


def test_the_page_gives_the_law_and_leaves_the_ground_to_the_personvernombud(own_world, scene):
    text = opened(own_world, scene.case_at(Status.SENT)).page.root.one("main").text
    assert "helsepersonelloven § 25" in text
    assert "§ 23 nr. 3" in text
    assert "et spørsmål for partenes personvernombud" in text


def test_statement_two_has_no_field_for_whom_was_asked(own_world, scene):
    client = own_world.client()
    client.get("/meld/vestfold/kommune-til-sykehus")
    (group,) = [g for g in client.page.root.all("fieldset") if g.all("input", name="consent")]
    assert {field["name"] for field in group.all("input")} == {"consent"}
    key = scene.case_at(Status.SENT, consent=Consent.NOT_ASKED_YET)
    client.get(f"/folg/{token_for(scene.database, key)}")
    (form,) = forms_to(client, "/samtykke")
    typed = [e for e in form if e["name"] and e["type"] not in {"hidden", "radio"}]
    assert not typed


@pytest.mark.parametrize(
    ("chosen", "outcome", "found_by"),
    [
        ("phone", PatientSearch.FOUND, FoundBy.PHONE),
        ("letter", PatientSearch.FOUND, FoundBy.LETTER),
        ("other", PatientSearch.FOUND, FoundBy.OTHER),
        ("not_found", PatientSearch.NOT_FOUND, None),
        ("not_needed", PatientSearch.NOT_NEEDED, None),
    ],
)
def test_what_came_of_looking_is_recorded_with_one_choice(
    own_world, scene, chosen, outcome, found_by
):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    for _click in range(2):
        assert send(client, "/pasient", patient_search=chosen).status_code == 303
    (case,) = read(own_world, select(Case).where(Case.key == key))
    assert (case.patient_search, case.found_by) == (outcome, found_by)
    for page in (opened(own_world, key), opened(own_world, key, "municipal coordinator")):
        log = page.page.root.one("section", aria_labelledby="logg").text
        assert log.count("Klinikk medisin registrerte om pasienten er funnet.") == 1


def roads_on(client):
    (form,) = forms_to(client, "/pasient")
    return [e["value"] for e in form.all("input", name="patient_search")]


def test_messages_in_the_journal_are_spoken_of_only_where_it_is_decided(own_world, scene):
    key = scene.case_at(Status.SENT)
    for place, text in pages_of(own_world, key).items():
        assert not re.search(r"\bPLO\b|dialogmelding", text), place
    client = opened(own_world, key)
    assert roads_on(client) == ["phone", "letter", "other", "not_found", "not_needed"]
    assert send(client, "/pasient", patient_search="journal_message").status_code == 422
    with scene.database.transaction() as session:
        session.scalars(select(Setting).where(Setting.key == "journal_messages")).one().value = 1
    client = opened(own_world, key)
    assert "journal_message" in roads_on(client)
    assert send(client, "/pasient", patient_search="journal_message").status_code == 303


def test_the_reporter_sees_the_request_to_call_with_the_code_at_hand(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    words = {"call_phone": "33 34 20 00", "call_words": "Vi svarer mellom 9 og 14."}
    for _click in range(2):
        assert send(client, "/ring", **words).status_code == 303
    reporter = own_world.client()
    reporter.get(f"/folg/{token_for(scene.database, key)}")
    part = reporter.page.root.one("section", aria_labelledby="pasienten").text
    assert "Mottakeren ber deg ringe" in part
    assert "33 34 20 00 Vi svarer mellom 9 og 14." in part
    assert f"Ha oppslagskoden klar: {LINKS.lookup_code(key)}" in part
    kinds = read(own_world, select(Notification.kind).join(Case).where(Case.key == key))
    assert [kind.value for kind in kinds].count("call_requested") == 1


def test_a_number_that_is_missing_is_asked_for_with_the_words_kept(own_world, scene):
    client = opened(own_world, scene.case_at(Status.SENT))
    assert send(client, "/ring", call_words="Vi svarer mellom 9 og 14.").status_code == 422
    assert "Skriv nummeret melder skal ringe." in client.page.html
    assert "Vi svarer mellom 9 og 14." in client.page.html


def test_the_recipient_is_told_when_a_request_cannot_be_mailed(own_world, scene):
    key = own_world.cases["to our clinic"]  # its reporter gave a telephone number alone
    assert "Melder har ikke oppgitt e-post" in opened(own_world, key).page.html
    assert "Melder har ikke oppgitt" not in opened(own_world, scene.case_at(Status.SENT)).page.html

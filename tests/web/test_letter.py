"""The følgeskriv as a page: the paper form, two fields that go nowhere, nothing that leads back."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from sqlalchemy import select

import app as package
from app.domain.lifecycle import Status
from app.domain.vocabulary import Consent, Direction
from app.models import AuditEntry
from tests.factories import LINKS
from tests.filled_form import FILLED
from tests.page import Page
from tests.web.casework import read
from tests.web.filling import token_for

STYLE = Path(package.__file__).parent / "static" / "css" / "letter.css"
EVERYTHING = {
    "description": "Pasienten kom hjem uten medisinliste.\nEpikrisen kom på mandag.",
    "proposal": "Send listen før pasienten drar.",
    "immediate_action": "Vi ringte legevakten.",
    "service_kinds": ("home_care", "other"),
    "other_service_kind": "Dagsenter for eldre",
    "own_reference": "A-17/2026",
    "documents_follow": True,
}
DOWN = {"direction": Direction.TO_MUNICIPALITY, "hospital_unit_key": "siv-kirurgi-ortopedi"}


def opened(world, scene, status=Status.SENT, **changes):
    key = scene.case_at(status, **changes)
    client = world.client()
    response = client.get(f"/folg/{token_for(scene.database, key)}/folgeskriv")
    assert response.status_code == 200
    return client.page, key, response


def sheet(page):
    return page.root.one("article")


def headings(page):
    return [e.text for e in page.root if e.name in {"h2", "h3"}]


def test_it_has_the_paper_forms_sections_in_its_order(own_world, scene):
    page, _key, _response = opened(own_world, scene, **EVERYTHING)
    assert headings(page) == [
        "Melding om uønsket hendelse ved samhandling",
        "Informasjon om hendelsen",
        "Opplysninger om kommune og tjenestested i kommunen",
        "Uønsket hendelse gjelder:",
        "Kort beskrivelse av hendelsen",
        "Strakstiltak",
        "Faktisk konsekvens for pasient",
        "Forslag til tiltak for å hindre gjentagelse",
        "Pasientens samtykke til at uønsket hendelse sendes",
        "Opplysninger om melder:",
        "Melding om uønsket hendelse sendes til Sykehuset i Vestfold",
    ]


def test_it_holds_every_answer(own_world, scene):
    page, _key, _response = opened(own_world, scene, **EVERYTHING)
    text = sheet(page).text
    for answer in (
        "Dato: 06.03.2026",
        "Avdeling/seksjon i sykehuset pasienten kommer fra: Klinikk medisin – Geriatri",
        "Navn på kommune: Tønsberg kommune",
        "Annet: Dagsenter for eldre",
        "Pasienten kom hjem uten medisinliste. Epikrisen kom på mandag.",
        "Vi ringte legevakten.",
        "Send listen før pasienten drar.",
        "Navn: Prøve Prøvesen",
        "Melders arbeidssted: Hjemmetjenesten sone nord",
        "e-post: prove@tonsberg.example",
        "Nummer i eget system: A-17/2026",
        "Dokumentasjon ettersendes",
        "Signatur nærmeste leder:",
        "Klinikkledelse ved Klinikk medisin",
        "Postmottak Sykehuset i Vestfold HF",
        "3103 Tønsberg",
    ):
        assert answer in text, answer


def test_boxes_that_were_not_ticked_stand_empty(own_world, scene):
    page, _key, _response = opened(own_world, scene)
    boxes = sheet(page).all("span", role="img")
    assert len(boxes) == 8 + 8 + 5 + 3
    ticked = [box for box in boxes if box.text]
    assert {box["aria-label"] for box in ticked} == {"Krysset av"}
    assert {box["aria-label"] for box in boxes if box not in ticked} == {"Ikke krysset av"}
    assert [box.parent.text.lstrip("× ")[:12] for box in ticked] == [
        "Hjemmebasert",
        "Kommunikasjo",
        "Legemidler",
        "Mindre alvor",
        "Pasienten er",
    ]


def test_the_other_direction_has_its_own_words_and_address(own_world, scene):
    page, _key, _response = opened(own_world, scene, consent=Consent.RELATIVE_NOT_OPPOSED, **DOWN)
    text = sheet(page).text
    assert "Avdeling/seksjon i sykehuset som melder: Klinikk kirurgi – Ortopedi" in text
    assert "Melding om uønsket hendelse sendes til Tønsberg kommune" in text
    assert "Postmottak Tønsberg kommune" in text
    assert "Klinikkledelse" not in text


def test_it_speaks_nynorsk_too(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = own_world.client()
    client.get("/sprak/nn")
    client.get(f"/folg/{token_for(scene.database, key)}/folgeskriv")
    assert client.page.root.one("html")["lang"] == "nn"
    assert "Avdeling/seksjon i sjukehuset pasienten kjem frå:" in sheet(client.page).text
    assert "Namn pasient:" in sheet(client.page).text


def test_it_is_headed_as_secret_and_carries_reference_and_code(own_world, scene):
    page, key, _response = opened(own_world, scene)
    head = sheet(page).one("header").text
    assert head.startswith("Taushetsbelagt. Pasientens navn skal ikke inn i postjournalen.")
    assert LINKS.lookup_code(key) in head
    assert re.search(r"Referanse ?[0-9A-Z]{4}-[0-9A-Z]{4}", head)


def test_its_title_is_neutral(own_world, scene):
    page, _key, _response = opened(own_world, scene, categories=("medicines",))
    title = page.root.one("title").text
    assert re.fullmatch(r"Samhandlingsavvik [0-9A-Z]{4}-[0-9A-Z]{4} – Legemidler", title)


def test_name_and_number_belong_to_no_form_and_nothing_keeps_or_sends_them(own_world, scene):
    page, _key, _response = opened(own_world, scene)
    name, number = page.root.all("input")
    labels = [page.root.one("label", for_=field["id"]).text for field in (name, number)]
    assert labels == ["Navn pasient:", "Personnummer:"]
    for field in (name, number):
        assert "name" not in field.attributes
        assert "value" not in field.attributes
        assert "form" not in field.attributes
        assert field["autocomplete"] == field["autocorrect"] == field["autocapitalize"] == "off"
        assert field["spellcheck"] == field["writingsuggestions"] == "false"
    assert number["inputmode"] == "numeric"
    active = {"form", "script", "iframe", "button", "template"}
    assert not [element for element in page.root if element.name in active]


def test_the_browser_is_told_that_nothing_may_leave(own_world, scene):
    _page, _key, response = opened(own_world, scene)
    (policy,) = response.headers.getlist("Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["form-action"] == "'none'"
    assert not {"script-src", "connect-src"} & rules.keys()
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_neither_link_nor_key_nor_code_leads_back_from_it(own_world, scene):
    page, key, _response = opened(own_world, scene)
    token = token_for(scene.database, key)
    assert token not in page.html
    assert key not in page.html
    assert "/folg/" not in page.html
    assert not page.root.all("img")
    assert [a["href"] for a in page.root.all("a")] == ["#pasienten", "./"]


def test_it_says_how_to_print_and_not_to_save(own_world, scene):
    page, _key, _response = opened(own_world, scene)
    how = page.root.one("main").one("div", class_="how").text
    for words in ("Skriv ut, ikke lagre som PDF.", "Ctrl og P", "slå av topptekst og bunntekst"):
        assert words in how


def test_the_private_link_is_warned_of_before_anything_is_printed(own_world, scene):
    page, _key, _response = opened(own_world, scene)
    how = page.root.one("main").one("div", class_="how").text
    steps = ("slå av topptekst", "Trykk Ctrl og P", "Be lederen din signere")
    places = [how.index(step) for step in steps]
    assert places == sorted(places)


def test_the_way_back_leads_to_the_follow_page_without_telling_the_link(own_world, scene):
    address = f"/folg/{token_for(scene.database, scene.case_at(Status.SENT))}"
    client = own_world.client()
    client.get(f"{address}/folgeskriv")
    back = urljoin(f"{address}/folgeskriv", client.page.root.one("a", href="./")["href"])
    assert client.get(back).status_code == 200
    assert client.page.root.one("section", aria_labelledby="veien")


def test_where_there_is_no_letter_the_page_says_so_and_does_not_exist(own_world, scene):
    key = scene.case_at(Status.CLOSED)
    client = own_world.client()
    client.get(f"/folg/{token_for(scene.database, key)}/folgeskriv")
    assert "Det er ikke noe brev å skrive ut for denne meldingen nå." in client.page.html


def test_a_view_leaves_one_entry_before_it_is_shown(own_world, scene):
    opened(own_world, scene)
    (entry,) = read(own_world, select(AuditEntry).where(AuditEntry.action == "case_read"))
    assert (entry.actor, entry.facts) == ("reporter", {"where": "letter"})


def test_a_letter_that_does_not_exist_leaves_no_entry(own_world, scene):
    key = scene.case_at(Status.CLOSED)
    address = f"/folg/{token_for(scene.database, key)}/folgeskriv"
    assert own_world.client().get(address).status_code == 404
    assert not read(own_world, select(AuditEntry).where(AuditEntry.action == "case_read"))


def test_what_people_wrote_is_shown_as_text(own_world, scene):
    hostile = "<script>alert(1)</script>'><img src=x onerror=alert(1)> {{7*7}}"
    page, _key, _response = opened(own_world, scene, description=hostile)
    assert "{{7*7}}" in sheet(page).text
    assert not [e for e in page.root if e.name in {"script", "img"}]


def test_the_style_leaves_no_margin_for_the_address_of_the_page(world):
    style = world.client().get("/folgeskriv.css")
    assert style.get_data() == STYLE.read_bytes()
    assert b"@page { size: A4; margin: 0; }" in style.get_data()


def test_the_style_is_fetched_anew_with_a_cookie_that_comes_and_goes(world):
    client = world.client()
    style = client.get("/folgeskriv.css")
    assert style.headers["Cache-Control"] == "no-store"
    came, went = style.headers.getlist("Set-Cookie")
    assert came.startswith("folgeskriv=1;")
    assert went.startswith("folgeskriv=;")
    assert "Max-Age=0" in went
    assert client.get_cookie("folgeskriv", path="/folg") is None


def test_the_whole_way_from_form_to_letter(client):
    client.get("/meld/vestfold/kommune-til-sykehus")
    posted = {"csrf_token": client.token(), **FILLED}
    receipt = client.post("/meld/vestfold/kommune-til-sykehus", data=posted).location
    client.get(receipt)
    (link,) = [a for a in client.page.root.all("a") if a["href"].endswith("/folgeskriv")]
    client.get(link["href"])
    assert FILLED["line_manager"] in sheet(client.page).text
    assert isinstance(client.page, Page)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_takes_nothing_in(own_world, scene, method):
    key = scene.case_at(Status.SENT)
    address = f"/folg/{token_for(scene.database, key)}/folgeskriv"
    assert own_world.client().open(address, method=method).status_code == 405

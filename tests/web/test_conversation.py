"""Refused and asked about, without JavaScript: one click changes the text, and nothing is lost."""

import hashlib
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.models import Answer, Narrative, Note
from tests.filled_form import FILLED, NATIONAL_NUMBER, without
from tests.page import Element, LintingClient
from tests.web.casework import ANSWER, opened, read, refuse_writing, traces
from tests.web.filling import FORM, bytes_at_rest, cases, is_kept, send, token_of
from tests.web.posting import form_to, standing
from tests.web.posting import send as send_act

NAME = "Kåre Nordmann"
WRITTEN = f"Pasienten, fnr {NATIONAL_NUMBER}, kom hjem uten medisinliste."
NAMED = f"Sønnen {NAME} ringte."


def findings(client: LintingClient, field: str) -> list[Element]:
    container = next(e for e in client.page.root if e["id"] == f"{field}-findings")
    return container.all("div", class_="finding")


def slot(finding: Element, name: str) -> str:
    """What stands there, to the last space."""
    element = next(e for e in finding if e["data-slot"] == name)
    return "".join(child for child in element.children if isinstance(child, str))


def button(finding: Element, words: str) -> Element:
    return next(b for b in finding.all("button") if b.text.endswith(words) or words in b.text)


def form_of(client: LintingClient, ending: str = FORM) -> Element:
    return form_to(client, ending)


def press(client: LintingClient, finding: Element, words: str, ending: str = FORM):
    """Press a finding's button: all that stands in the form goes with it."""
    chosen = button(finding, words)
    form = form_of(client, ending)
    data = {**standing(form), chosen["name"]: chosen["value"]}
    return client.post(form["action"], data=data)


def control(client: LintingClient, field: str) -> Element:
    return next(e for e in client.page.root if e["id"] == field)


def described(client: LintingClient, field: str) -> str:
    ids = control(client, field)["aria-describedby"].split()
    return " ".join(e.text for e in client.page.root if e["id"] in ids)


@pytest.fixture
def database(app):
    return app.extensions["database"]


# ---- a refused number in the joint form ----


def test_the_number_is_marked_in_its_context_with_why_and_how(client):
    assert send(client, without(description=WRITTEN)).status_code == 422
    (finding,) = findings(client, "description")
    assert finding.one("mark").text == NATIONAL_NUMBER
    shown = "".join(slot(finding, name) for name in ("before", "passage", "after"))
    assert shown.endswith("…")
    assert WRITTEN.startswith(shown[:-2])
    assert "Her står noe som ligner et fødselsnummer." in finding.text
    assert finding["role"] == "group"
    names = [b.text for b in finding.all("button")]
    assert names == [
        f"Erstatt «{NATIONAL_NUMBER}» med [pasienten]",
        f"Erstatt «{NATIONAL_NUMBER}» med [pårørende]",
        f"Erstatt «{NATIONAL_NUMBER}» med [ansatt]",
        f"Ta bort «{NATIONAL_NUMBER}»",
    ]
    assert not finding.all("input")
    assert "Ta det bort, så kan du sende." in described(client, "description")


def test_one_click_puts_the_patient_in_its_place_and_sends_nothing(client, database):
    send(client, without(description=WRITTEN))
    (finding,) = findings(client, "description")
    assert press(client, finding, "[pasienten]").status_code == 200
    changed = "Pasienten, fnr [pasienten], kom hjem uten medisinliste."
    is_kept(client.page, without(description=changed))
    assert not findings(client, "description")
    assert not cases(database)
    field = control(client, "description")
    assert "autofocus" in field.attributes
    assert not field["aria-invalid"]
    assert "Ingenting er sendt ennå" in described(client, "description")
    assert not client.page.root.one("title").text.startswith("Feil:")
    token_of(client.post(FORM, data=standing(form_of(client))))
    assert len(cases(database)) == 1


def test_neither_refusal_nor_change_writes_the_number_anywhere(client, app, caplog):
    send(client, without(description=WRITTEN, phone=NATIONAL_NUMBER))
    (finding,) = findings(client, "description")
    press(client, finding, "[pasienten]")
    assert NATIONAL_NUMBER in client.page.html
    assert NATIONAL_NUMBER.encode() not in bytes_at_rest(app)
    assert NATIONAL_NUMBER not in caplog.text
    with client.session_transaction() as kept:
        assert NATIONAL_NUMBER not in repr(dict(kept))


def test_what_else_is_wrong_still_stands_after_a_change(client):
    send(client, without("consent", description=WRITTEN))
    (finding,) = findings(client, "description")
    press(client, finding, "[ansatt]")
    (summary,) = (e for e in client.page.root if e["class"] == "ds-error-summary")
    assert [a["href"] for a in summary.all("a")] == ["#consent"]
    assert "autofocus" not in summary.attributes


@pytest.mark.parametrize("name", ["reporter_name", "phone", "email", "own_reference", "workplace"])
def test_a_line_is_freed_of_the_number_with_one_click(client, name):
    send(client, without(**{name: f"{NATIONAL_NUMBER} x"}))
    (finding,) = findings(client, name)
    (only,) = finding.all("button")
    assert only.text == f"Ta bort «{NATIONAL_NUMBER}»"
    assert press(client, finding, "Ta bort").status_code == 200
    is_kept(client.page, without(**{name: "x"}))


def test_a_page_that_stood_open_too_long_can_be_changed_and_then_sent(client, database):
    response = client.post(FORM, data=without(description=WRITTEN))
    assert response.status_code == 422
    (finding,) = findings(client, "description")
    chosen = button(finding, "[pasienten]")
    data = {**standing(form_of(client)), "csrf_token": "gammel", "erstatt": chosen["value"]}
    assert client.post(FORM, data=data).status_code == 200
    assert "stått åpen" not in client.page.root.one("main").text
    token_of(client.post(FORM, data=standing(form_of(client))))
    assert len(cases(database)) == 1


def test_the_return_key_never_presses_a_findings_button(client):
    send(client, without(description=WRITTEN))
    first = form_of(client).all("button")[0]
    assert (first["type"], first["name"]) == ("submit", "")
    assert (first["tabindex"], first["aria-hidden"]) == ("-1", "true")
    client.get(FORM)
    assert [b.text for b in form_of(client).all("button")] == ["Send melding"]


def test_a_number_over_two_fields_is_shown_at_both(client):
    parts = without(description="Hun har 130585", immediate_action="12345 sto på lappen")
    assert send(client, parts).status_code == 422
    for name, other in (("description", "Strakstiltak"), ("immediate_action", "Kort beskrivelse")):
        (finding,) = findings(client, name)
        assert f"Sammen med det som står i feltet «{other}" in finding.text
    (finding,) = findings(client, "immediate_action")
    press(client, finding, "Ta bort")
    is_kept(client.page, {**parts, "immediate_action": "sto på lappen"})
    assert not findings(client, "description")


# ---- what is asked about ----


def test_a_name_is_asked_about_in_the_summary_and_at_the_field(client, database):
    assert send(client, without(description=NAMED)).status_code == 422
    (summary,) = (e for e in client.page.root if e["class"] == "ds-error-summary")
    (link,) = summary.all("a")
    (finding,) = findings(client, "description")
    assert link["href"] == f"#{finding['id']}"
    assert finding["data-certainty"] == "warned"
    box = finding.one("input", name="bekreftet")
    assert finding.one("label", for_=box["id"]).text == f"Ikke pasient eller pårørende «{NAME}»"
    assert "checked" not in box.attributes
    assert not cases(database)


def confirmed(client: LintingClient, ending: str = FORM) -> dict[str, object]:
    """The form as it stands, with every passage confirmed."""
    form = form_of(client, ending)
    boxes = [box["value"] for box in form.all("input", name="bekreftet")]
    return {**standing(form), "bekreftet": boxes}


def test_a_name_that_is_confirmed_is_sent(client, database):
    send(client, without(description=NAMED))
    token_of(client.post(FORM, data=confirmed(client)))
    with database.reading() as session:
        assert NAMED in session.scalars(select(Narrative.body)).all()


def test_a_confirmation_stays_ticked_until_everything_is_right(client):
    send(client, without("consent", description=NAMED))
    client.post(FORM, data=confirmed(client))
    (finding,) = findings(client, "description")
    assert "checked" in finding.one("input", name="bekreftet").attributes
    (summary,) = (e for e in client.page.root if e["class"] == "ds-error-summary")
    assert [a["href"] for a in summary.all("a")] == ["#consent"]
    assert "Her står noe som ligner et navn" in described(client, "description")
    again = {**standing(form_of(client)), "consent": FILLED["consent"]}
    token_of(client.post(FORM, data=again))


def test_the_value_of_a_confirmation_is_what_the_template_says(client):
    send(client, without(description=NAMED))
    (finding,) = findings(client, "description")
    said = f"description\n{finding['data-kind']}\n{NAME}"
    value = hashlib.sha256(said.encode()).hexdigest()[:16]
    assert finding.one("input", name="bekreftet")["value"] == value


def test_every_page_has_one_finding_to_copy_and_words_for_each_kind(client):
    client.get(FORM)
    template = next(e for e in client.page.root.all("template") if e["id"] == "finding-template")
    slots = {e["data-slot"] for e in template if e["data-slot"]}
    assert slots == {"before", "passage", "after", "sentence", "advice"}
    assert {b["type"] for b in template.all("button")} == {"button"}
    words = next(e for e in client.page.root.all("template") if e["id"] == "finding-words")
    for kind in words.all("p"):
        assert kind["data-kind"] or kind.attributes.keys() & {"data-rest", "data-many", "data-more"}
        assert all(span.text for span in kind.all("span"))
    for name in FILLED.keys() & {"description", "phone"}:
        assert control(client, name)["data-screen"] in {"narrative", "line"}
        assert any(e["id"] == f"{name}-findings" for e in client.page.root)


FOUR = f"Fnr {NATIONAL_NUMBER}. Sønnen {NAME} ringte fra 912 34 567. Faren bor i Storgata 5."
TWELVE = ", ".join(f"{day:02}0585 12345" for day in range(1, 13))


def summary_of(client: LintingClient) -> Element:
    return next(e for e in client.page.root if e["class"] == "ds-error-summary")


def test_the_summary_counts_every_passage_and_leads_to_each_without_quoting_it(client):
    send(client, without("consent", description=FOUR))
    summary = summary_of(client)
    assert summary.one("h2").text == "5 ting må rettes eller bekreftes"
    cards = [f"#{finding['id']}" for finding in findings(client, "description")]
    assert len(cards) == 4
    assert [a["href"] for a in summary.all("a")] == [*cards, "#consent"]
    assert "2 av 4 i «Kort beskrivelse av hendelsen»: noe som ligner et navn" in summary.text
    assert not [
        words for words in (NATIONAL_NUMBER, NAME, "912", "Storgata") if words in summary.text
    ]


def test_from_the_sixth_passage_on_they_stand_under_a_fold_that_the_summary_leads_to(client):
    send(client, without(description=TWELVE))
    fold = client.page.root.one("details", class_="findings-more")
    assert fold.one("summary").text == "Vis 5 til"
    assert len(fold.all("div", class_="finding")) == 5
    assert "open" not in fold.attributes
    links = summary_of(client).all("a")
    assert len(links) == 6
    assert links[-1]["href"] == f"#{fold['id']}"
    assert links[-1].text == "Og 7 til i «Kort beskrivelse av hendelsen»"
    assert summary_of(client).one("h2").text == "Rett opp i 12 ting"


def test_after_one_click_the_page_leads_on_to_the_next_passage_and_says_what_was_done(client):
    send(client, without(description=FOUR))
    press(client, findings(client, "description")[1], "[pårørende]")
    (focused,) = (e for e in client.page.root if "autofocus" in e.attributes)
    assert "912 34 567" in focused.one("mark").text
    said = next(e for e in client.page.root if e["id"] == focused["aria-describedby"])
    assert said.text == "Teksten er endret. Ingenting er sendt ennå."


def test_a_passage_under_the_fold_that_comes_next_is_unfolded(client):
    send(client, without(description=TWELVE))
    press(client, findings(client, "description")[5], "Ta bort")
    assert "open" in client.page.root.one("details", class_="findings-more").attributes


def test_a_role_is_offered_for_a_person_and_for_nothing_else(client):
    send(client, without(description=FOUR))
    offered = {f["data-kind"]: len(f.all("button")) for f in findings(client, "description")}
    assert offered == {"national_number": 4, "name": 4, "phone": 1, "address": 1}


# ---- the case page and the follow page, where several forms stand together ----


def test_a_change_in_the_answer_keeps_the_other_parts_and_the_version(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    before = traces(own_world)
    send_act(client, "/svar", **{**ANSWER, "cause": f"Fnr {NATIONAL_NUMBER} sto feil."})
    (finding,) = findings(client, "cause")
    assert press(client, finding, "[pasienten]", "/svar").status_code == 200
    changed = {**ANSWER, "cause": "Fnr [pasienten] sto feil."}
    kept = standing(form_to(client, "/svar"))
    assert {name: kept[name][0] for name in changed} == changed
    assert traces(own_world) == before
    assert send_act(client, "/svar").status_code == 303
    assert len(read(own_world, select(Answer))) == 1


def test_a_change_in_the_reason_for_forwarding_moves_nothing(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    values = {"to_unit": "siv-kirurgi", "forward_reason": f"Gjelder {NATIONAL_NUMBER}."}
    send_act(client, "/videresend", **values)
    (finding,) = findings(client, "forward_reason")
    assert press(client, finding, "[pasienten]", "/videresend").status_code == 200
    kept = standing(form_to(client, "/videresend"))
    assert kept["to_unit"] == ["siv-kirurgi"]
    assert kept["forward_reason"] == ["Gjelder [pasienten]."]
    assert is_open(form_to(client, "/videresend"))


def is_open(form: Element) -> bool:
    box = form.parent
    while box is not None and box.name != "details":
        box = box.parent
    return box is not None and "open" in box.attributes


def test_a_change_on_the_follow_page_leaves_its_box_open(own_world):
    client = own_world.client()
    address = f"/folg/{own_world.tokens['to our clinic']}"
    client.get(address)
    send_act(client, "/tillegg", supplement=f"Det var {NATIONAL_NUMBER}.", consequence="severe")
    (finding,) = findings(client, "supplement")
    assert press(client, finding, "[pasienten]", "/tillegg").status_code == 200
    form = form_to(client, "/tillegg")
    assert standing(form)["supplement"] == ["Det var [pasienten]."]
    assert standing(form)["consequence"] == ["severe"]
    assert is_open(form)
    assert send_act(client, "/tillegg").status_code == 303


# ---- faults on the way ----


def test_a_confirmation_stands_when_nothing_could_be_stored(own_world, scene, monkeypatch):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    send_act(client, "/notat", note=NAMED)
    with monkeypatch.context() as lock:
        refuse_writing(own_world, lock)
        assert (
            client.post(f"/saker/{key}/notat", data=confirmed(client, "/notat")).status_code == 503
        )
    assert standing(form_to(client, "/notat"))["bekreftet"]
    assert send_act(client, "/notat").status_code == 303
    assert read(own_world, select(Note.body)) == [NAMED]


def carried(client: LintingClient) -> Mapping[str, list[str]]:
    (form,) = (f for f in client.page.root.all("form") if f["action"] == "/logg-inn")
    return standing(form)


def test_answers_and_addresses_come_along_over_a_lost_sign_in(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    send_act(client, "/notat", note=NAMED)
    values = confirmed(client, "/notat")
    own_world.clock.forward(minutes=45)
    assert (
        client.post(f"/saker/{key}/notat", data={**values, "email": "a@b.example"}).status_code
        == 401
    )
    kept = carried(client)
    assert kept["medbrakt.note"] == [NAMED]
    assert kept["medbrakt.bekreftet"] == values["bekreftet"]
    assert kept["medbrakt.email"] == ["a@b.example"]
    main = client.page.root.one("main").text
    assert NAMED in main
    assert str(values["bekreftet"]) not in main


def test_a_pressed_button_that_met_a_lost_sign_in_hinders_no_signing_in(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    own_world.clock.forward(minutes=45)
    client.post(f"/saker/{key}/notat", data={"note": NAMED, "erstatt": "note:0:pasienten"})
    assert carried(client)["medbrakt.erstatt"] == ["note:0:pasienten"]
    assert "erstatt" not in carried(client)

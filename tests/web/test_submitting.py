"""The joint form in a browser without JavaScript: from choosing the direction to the receipt."""

import re

import pytest
from sqlalchemy import select

from app.db import StorageUnavailable
from app.domain.vocabulary import Words
from app.models import Case, Helsefellesskap, Narrative, Reporter, Unit
from app.services import submitting
from tests.filled_form import FILLED, NATIONAL_NUMBER, REQUIRED, TEXT_FIELDS, joint_form, without
from tests.web.filling import (
    FORM,
    OTHER_WAY,
    WARNING,
    bytes_at_rest,
    cases,
    control,
    everything_filled_in,
    is_kept,
    send,
    token_of,
    value_of,
)

WORDS = {"description", "immediate_action", "proposal"}


@pytest.fixture
def database(app):
    return app.extensions["database"]


def inbox_of(database):
    with database.reading() as session:
        case = session.scalars(select(Case).order_by(Case.id.desc())).first()
        return session.get_one(Unit, case.first_unit_id).key


# ---- on the way to the form ----


def test_the_short_address_leads_to_the_only_helsefellesskap(client):
    assert client.get("/meld").location == "/meld/vestfold"


def test_where_there_are_several_the_visitor_chooses(client, database):
    words = Words("Helsefellesskapet Prøve", "Helsefellesskapet Prøve")
    with database.transaction() as session:
        session.add(Helsefellesskap(key="prove", name=words, default_language="nb"))
    client.get("/meld")
    links = [a["href"] for a in client.page.root.one("main").all("a")]
    assert links == ["/meld/vestfold", "/meld/prove"]


def test_the_direction_is_chosen_by_where_one_works_and_says_who_answers(client):
    client.get("/meld/vestfold")
    links = [a["href"] for a in client.page.root.one("main").all("a")]
    assert links[:2] == [FORM, OTHER_WAY]
    said = client.page.root.one("main").text
    assert "Klinikken svarer deg" in said
    assert "Kommunen svarer deg" in said


@pytest.mark.parametrize(
    "address", ["/meld/oslo", "/meld/oslo/kommune-til-sykehus", "/meld/vestfold/hit", f"{FORM}/"]
)
def test_an_address_that_leads_nowhere_is_not_found(client, address):
    assert client.get(address).status_code == 404


# ---- the form ----


@pytest.mark.parametrize("address", [FORM, OTHER_WAY])
def test_the_form_asks_for_no_patient(client, address):
    client.get(address)
    labels = " ".join(e.text for e in client.page.root if e.name in {"label", "legend"})
    assert not re.search("navn pasient|pasientens navn|personnummer:|fødselsdato", labels.lower())
    names = {e["name"] for e in client.page.root if e.name in {"input", "select", "textarea"}}
    assert not names & {"patient_name", "patient_number", "personnummer"}


@pytest.mark.parametrize("address", [FORM, OTHER_WAY])
def test_every_word_of_the_paper_forms_lists_is_on_the_page(client, address):
    client.get(address)
    said = client.page.root.one("main").text
    joint = joint_form()
    for options in (joint.service_kinds, joint.categories, joint.consequences):
        for option in options:
            assert option.words.nb in said
    for explained in joint.consequences:
        assert explained.explanation
        assert explained.explanation.nb in said


def test_the_two_consent_choices_that_paper_lacks_are_set_apart(client):
    client.get(FORM)
    group = next(g for g in client.page.root.all("fieldset") if g.all("input", name="consent"))
    in_order = [
        e["value"] or e["class"]
        for e in group
        if e.name == "input" or e["class"] == "choice-before"
    ]
    assert in_order == [
        "patient_not_opposed",
        "relative_not_opposed",
        "patient_opposed",
        "choice-before",
        "not_asked_yet",
        "no_single_patient",
    ]


def test_each_field_that_may_be_left_out_says_so_and_no_other_does(client):
    client.get(FORM)
    labels = [e.text for e in client.page.root if e.name in {"label", "legend"}]
    optional = [text.removesuffix(" (valgfritt)") for text in labels if "(valgfritt)" in text]
    assert optional == [
        "Klokkeslett",
        "Strakstiltak",
        "Hvor mange ganger?",
        "Forslag til tiltak for å hindre gjentagelse",
        "Melders nærmeste leder",
        "E-postadressen til lederen din",
        "Nummer i eget system",
    ]


def test_the_browser_helps_with_ones_own_name_and_keeps_what_is_written_to_itself(client):
    client.get(FORM)
    assert client.page.root.one("form", action=FORM)["autocomplete"] == "off"
    helped = {
        e["name"]: e["autocomplete"]
        for e in client.page.root.all("input")
        if e["autocomplete"] not in {"", "off"}
    }
    assert helped == {
        "reporter_name": "name",
        "workplace": "organization",
        "phone": "tel",
        "email": "email",
    }


def test_who_gets_the_link_by_mail_is_said_before_sending(client):
    client.get(FORM)
    described = control(client.page, "email")["aria-describedby"].split()
    said = " ".join(e.text for e in client.page.root if e["id"] in described)
    assert "sendes bare til adresser hos sykehuset og kommunene" in said


def test_the_warning_stands_by_betydelig_and_dod_before_anything_is_sent(client):
    client.get(FORM)
    group = next(g for g in client.page.root.all("fieldset") if g.all("input", name="consequence"))
    assert group.text.count(WARNING) == 2


def test_the_form_speaks_nynorsk_when_asked_and_the_case_remembers_it(client, database):
    client.get(FORM, headers={"Accept-Language": "nn"})
    assert client.page.root.one("html")["lang"] == "nn"
    assert client.page.root.one("h1").text == "Melding om uønska hending ved samhandling"
    filled = {"csrf_token": client.token(), **FILLED}
    token_of(client.post(FORM, data=filled, headers={"Accept-Language": "nn"}))
    assert cases(database)[0].language == "nn"


# ---- which inbox ----

DESK, SECRETARIAT = "siv-samhandling", "fsu-sekretariat"
WAYS_OUT = {
    "vet-ikke": DESK,
    "annen-enhet": DESK,
    "annet-sykehus": SECRETARIAT,
    "vet-ikke-sykehus": SECRETARIAT,
}


def test_every_unit_in_the_list_leads_to_its_clinics_inbox(client, database):
    client.get(FORM)
    clinics = {unit.name.nb: unit.key for unit in joint_form().hospital_units if not unit.clinic}
    for group in control(client.page, "hospital_unit").all("optgroup"):
        for option in group.all("option"):
            value = option["value"]
            words = {"unit_in_words": "Et annet sted"} if value.startswith("ann") else {}
            posted = without(form_key=f"key for {value}", hospital_unit=value, **words)
            token_of(send(client, posted))
            expected = WAYS_OUT.get(value) or clinics[group["label"]]
            assert inbox_of(database) == expected, value


@pytest.mark.parametrize("municipality", [p.key for p in joint_form().municipalities])
def test_a_municipality_never_decides_the_hospital(client, database, municipality):
    token_of(send(client, without(municipality=municipality, hospital_unit="vet-ikke-sykehus")))
    assert inbox_of(database) == SECRETARIAT


def test_every_municipality_in_the_list_leads_to_its_own_inbox(client, database):
    client.get(OTHER_WAY)
    outside = {"annen-kommune": SECRETARIAT, "vet-ikke": SECRETARIAT}
    values = [o["value"] for o in control(client.page, "municipality").all("option") if o["value"]]
    for value in values:
        words = {"municipality_in_words": "Drammen"} if value == "annen-kommune" else {}
        posted = without(
            form_key=f"key for {value}",
            municipality=value,
            service_kinds=["other"],
            other_service_kind="Frisklivssentralen",
            **words,
        )
        token_of(send(client, posted, OTHER_WAY))
        assert inbox_of(database) == outside.get(value, f"{value}-postmottak"), value


def test_a_municipality_outside_the_register_keeps_its_name(client, database):
    posted = without(municipality="annen-kommune", municipality_in_words="Drammen kommune")
    token_of(send(client, posted))
    with database.reading() as session:
        assert session.scalars(select(Case)).one().reporting_party_id is None
        assert "Drammen kommune" in session.scalars(select(Narrative.body)).all()


# ---- what is refused ----


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_missing_is_asked_for_at_the_field_and_in_the_summary(client, database, name):
    posted = without(name)
    response = send(client, posted)
    assert response.status_code == 422
    page = client.page
    summary = next(e for e in page.root if e["class"] == "ds-error-summary")
    (link,) = summary.all("a")
    assert link.text == REQUIRED[name]
    target = next(e for e in page.root if e["id"] == link["href"].removeprefix("#"))
    assert target["name"] == name
    at_field = next(e for e in page.root if e["id"] == f"{name}-error")
    assert REQUIRED[name] in at_field.text
    assert page.root.one("head").one("title").text.startswith("Feil:")
    is_kept(page, posted)
    assert not cases(database)


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_a_national_number_is_stopped_in_every_field_and_written_nowhere(client, app, caplog, name):
    posted = without(**{name: f"Her er {NATIONAL_NUMBER} skrevet"})
    response = send(client, posted)
    assert response.status_code == 422
    is_kept(client.page, posted)
    summary = next(e for e in client.page.root if e["class"] == "ds-error-summary")
    assert "ligner et fødselsnummer" in summary.text
    assert NATIONAL_NUMBER not in summary.text
    assert not cases(app.extensions["database"])
    assert NATIONAL_NUMBER.encode() not in bytes_at_rest(app)
    assert NATIONAL_NUMBER not in caplog.text
    with client.session_transaction() as kept:
        assert NATIONAL_NUMBER not in repr(dict(kept))


def test_a_number_that_only_the_database_sees_is_refused_with_the_text_kept(
    client, database, monkeypatch
):
    monkeypatch.setattr("forms.screened.screen_narrative", lambda _text: ())
    posted = without(description=f"Pasient {NATIONAL_NUMBER} kom")
    assert send(client, posted).status_code == 422
    is_kept(client.page, posted)
    assert not cases(database)


HOSTILE = [
    "<script>alert(1)</script>",
    "'><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}} {% raw %} ${7*7}",
    "%n %s {0.__class__} %(x)s",
    "' OR 1=1--",
    "]]></textarea><h1>",
    "=1+1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(client, database, text):
    hostile = dict.fromkeys([*WORDS, "reporter_name", "workplace", "own_reference"], text)
    posted = without("consent", **hostile)
    send(client, posted)
    is_kept(client.page, posted)
    token = token_of(send(client, without(**hostile)))
    for page in ("kvittering", "folg"):
        client.get(f"/{page}/{token}")
        assert "49" not in client.page.root.one("main").text.replace(text, "").split()
    assert client.page.root.one("main").text.count(text) == len(WORDS) + 1
    with database.reading() as session:
        stored = [*session.scalars(select(Narrative.body)), *session.scalars(select(Reporter.name))]
    assert stored == [text] * (len(WORDS) + 1)


@pytest.mark.parametrize(
    "name", ["status", "standing", "sent_at", "reference", "counted_on", "entry"]
)
def test_a_field_that_the_form_lacks_changes_nothing(client, database, name):
    token_of(send(client, without(**{name: "closed"})))
    (case,) = cases(database)
    assert (case.status, case.standing) == ("sent", "counted")


def test_a_body_over_a_megabyte_comes_back_whole_and_is_not_stored(client, database):
    text = "æ" * 600_000
    response = send(client, without(description=text))
    assert response.status_code == 422
    assert text in response.get_data(as_text=True)
    assert not cases(database)


def test_json_gets_the_form_back(client):
    assert client.post(FORM, json=FILLED).status_code == 422


# ---- nothing typed is lost, nothing is sent twice ----


def test_a_page_that_stood_open_too_long_is_sent_with_one_more_click(client, database):
    response = client.post(FORM, data=FILLED)
    assert response.status_code == 400
    assert "stått åpen lenge" in client.page.root.one("main").text
    is_kept(client.page, FILLED)
    again = everything_filled_in(client.page)
    assert again["form_key"] == FILLED["form_key"]
    token_of(client.post(FORM, data=again))
    assert len(cases(database)) == 1


@pytest.mark.parametrize("fault", [StorageUnavailable, ValueError, MemoryError])
def test_when_nothing_can_be_stored_the_text_stands_and_one_click_sends_it(
    client, database, monkeypatch, fault
):
    submit = submitting.submit

    def fail(*_arguments, **_named):
        raise fault

    monkeypatch.setattr(submitting, "submit", fail)
    assert send(client).status_code in {500, 503}
    is_kept(client.page, FILLED)
    monkeypatch.setattr(submitting, "submit", submit)
    token_of(client.post(FORM, data=everything_filled_in(client.page)))
    assert len(cases(database)) == 1


def test_a_double_click_is_one_report_with_one_receipt(client, database):
    assert token_of(send(client)) == token_of(send(client))
    assert len(cases(database)) == 1


def test_the_same_page_with_other_words_points_at_the_first_and_keeps_the_text(client, database):
    first = token_of(send(client))
    changed = without(description="Pasienten kom hjem lørdag.")
    assert send(client, changed).status_code == 409
    main = client.page.root.one("main")
    assert cases(database)[0].reference[:4] in main.text
    assert f"/kvittering/{first}" in [a["href"] for a in main.all("a")]
    is_kept(client.page, changed)
    again = everything_filled_in(client.page)
    assert again["form_key"] != FILLED["form_key"]
    assert token_of(client.post(FORM, data=again)) != first
    assert len(cases(database)) == 2


def test_each_page_has_a_key_of_its_own(client):
    keys = set()
    for _visit in range(3):
        client.get(FORM)
        keys.add(value_of(client.page, "form_key"))
    assert len(keys) == 3


def test_a_refused_page_keeps_its_key(client):
    send(client, without("consent"))
    assert value_of(client.page, "form_key") == FILLED["form_key"]


def test_another_browsers_form_key_leads_to_nobody_elses_receipt(app, client, database):
    mine = token_of(send(client))
    stranger = app.test_client()
    theirs = token_of(send(stranger))
    assert theirs != mine
    assert len(cases(database)) == 2
    answer = send(app.test_client(), without(description="Noe helt annet."))
    assert answer.status_code == 303
    assert mine not in answer.location

"""The follow page of a report that nobody in the list takes."""

import pytest

from app.domain.lifecycle import Status
from app.domain.vocabulary import Consent, Role
from app.services import handling
from tests.factories import Scene, actor_at
from tests.web.filling import token_for


@pytest.fixture
def scene(app, clock):
    return Scene(app.extensions["database"], clock())


def forms_on(client):
    return {form["action"].rpartition("/")[2] for form in main(client).all("form")}


def main(client):
    return client.page.root.one("main")


def labelled(client):
    terms, values = (main(client).all(tag) for tag in ("dt", "dd"))
    return {term.text: value.text for term, value in zip(terms, values, strict=True)}


UNIT_LABEL = "Avdeling/seksjon i sykehuset pasienten kommer fra"
UNIT = "Klinikk medisin – Geriatri"


@pytest.mark.parametrize(
    ("changes", "unit", "municipality"),
    [
        ({"hospital_unit_key": None}, "Vet ikke", "Tønsberg kommune"),
        (
            {"hospital_unit_key": None, "place_in_words": "Dialysen"},
            "Dialysen",
            "Tønsberg kommune",
        ),
        ({"municipality_key": None, "place_in_words": "Drammen"}, UNIT, "Drammen"),
    ],
)
def test_a_place_outside_the_list_stands_in_its_own_row(client, scene, changes, unit, municipality):
    key = scene.case_at(Status.SENT, **changes)
    client.get(f"/folg/{token_for(scene.database, key)}")
    rows = labelled(client)
    assert rows[UNIT_LABEL] == unit
    assert rows["Navn på kommune"] == municipality


def test_a_case_at_the_secretariat_says_what_happens_to_it(client, scene):
    key = scene.case_at(Status.SENT, hospital_key=None, hospital_unit_key=None)
    client.get(f"/folg/{token_for(scene.database, key)}")
    assert "ikke koblet til her" in main(client).text
    client.get(f"/folg/{token_for(scene.database, scene.case_at(Status.SENT))}")
    assert "ikke koblet til her" not in main(client).text


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.DECLINED])
def test_nobody_asks_the_patient_for_a_case_that_is_turned_away(client, scene, status):
    key = scene.case_at(status, consent=Consent.NOT_ASKED_YET)
    client.get(f"/folg/{token_for(scene.database, key)}")
    assert "samtykke" not in forms_on(client)


def test_a_case_that_was_guided_has_no_answer_to_reopen(client, scene):
    key = scene.case_at(
        Status.SENT, hospital_key=None, hospital_unit_key=None, consent=Consent.NOT_ASKED_YET
    )
    with scene.database.transaction() as session:
        secretary = actor_at(session, Role.FSU_SECRETARY, now=scene.now)
        handling.guide(session, secretary, key, 1, "Send den til Drammen.", now=scene.now)
    client.get(f"/folg/{token_for(scene.database, key)}")
    assert forms_on(client) == {"tillegg"}

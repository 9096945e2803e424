"""The answer's page: templates, preview, measures, their list, and whether it helped."""

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.domain.links import Purpose
from app.models import (
    Answer,
    AnswerRating,
    AnswerTemplate,
    Classification,
    CorrectiveAction,
    LineManagerRequest,
)
from app.web.access import links
from tests.page import LintingClient
from tests.proofs.roads import NAMING_A_LEADER
from tests.web.casework import ANSWER, opened, read, status_of
from tests.web.conftest import World
from tests.web.filling import token_for
from tests.web.posting import form_to, send, standing

MEASURED = ANSWER | {"effective_on": "15.1.2027", "expected_effect": "Ingen reiser uten liste."}
TEMPLATE = {
    "template_name": "Liste mangler",
    "finding": "Listen lå klar, men fulgte ikke med.",
    "cause_kind": "routine_missing",
    "measures": "Listen legges ved pasientens papirer.",
}


def text_of(response) -> str:
    return response.get_data(as_text=True)


def kept_template(world: World) -> tuple[LintingClient, str]:
    client = world.client("leader")
    client.get("/svarmaler")
    units = [o["value"] for o in form_to(client, "/svarmaler").all("option") if o["value"]]
    unit = next(key for key in units if key == "siv-medisin")
    assert send(client, "/svarmaler", template_unit=unit, **TEMPLATE).status_code == 303
    return client, read(world, select(AnswerTemplate.key))[0]


def follow(world: World, key: str) -> tuple[LintingClient, str]:
    """The follow page of a case, and its link."""
    token = token_for(world.app.extensions["database"], key)
    client = world.client()
    assert client.get(f"/folg/{token}").status_code == 200
    return client, token


def test_a_template_fills_the_empty_fields_and_sends_nothing(own_world, scene):
    _client, template = kept_template(own_world)
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    response = send(client, "/svar", template=template, finding="Mine ord om funnet.", hent="1")
    assert response.status_code == 200
    form = standing(form_to(client, "/svar"))
    assert form["finding"] == ["Mine ord om funnet."]
    assert form["measures"] == [TEMPLATE["measures"]]
    assert form["cause_kind"] == ["routine_missing"]
    assert read(own_world, select(Answer)) == []
    assert send(client, "/svar", responsible="Seksjonsleder").status_code == 303
    assert status_of(own_world, key) is Status.ANSWERED


def test_asking_for_a_template_without_choosing_one_loses_nothing(own_world, scene):
    kept_template(own_world)
    client = opened(own_world, scene.case_at(Status.ACKNOWLEDGED))
    response = send(client, "/svar", finding="Mine ord om funnet.", hent="1")
    assert "Velg en mal først" in text_of(response)
    assert standing(form_to(client, "/svar"))["finding"] == ["Mine ord om funnet."]


def test_the_answer_can_be_read_as_the_reporter_will_before_it_is_sent(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    response = send(client, "/svar", vis="1", **MEASURED)
    assert response.status_code == 200
    assert "Slik leser melder svaret" in text_of(response)
    assert read(own_world, select(Answer)) == []
    assert send(client, "/svar", vis="1", finding="").status_code == 422
    assert send(client, "/svar", finding=ANSWER["finding"]).status_code == 303


def test_a_second_click_on_an_answer_gets_the_same_receipt(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    form = form_to(client, "/svar")
    values = {**standing(form), **MEASURED}
    for _ in range(2):
        assert client.post(form["action"], data=values).status_code == 303
    assert len(read(own_world, select(Answer))) == 1


def test_a_template_of_a_patient_is_asked_about_and_one_with_a_number_refused(own_world):
    client = own_world.client("leader")
    client.get("/svarmaler")
    for words in ("Kåre Hansen ringte.", "Fnr 130585 12345"):
        response = send(
            client, "/svarmaler", template_unit="siv-medisin", **TEMPLATE | {"finding": words}
        )
        assert response.status_code == 422
    assert read(own_world, select(AnswerTemplate)) == []


def test_a_template_is_changed_and_removed_on_its_page(own_world):
    client, key = kept_template(own_world)
    client.get(f"/svarmaler?mal={key}")
    assert send(client, "/svarmaler", template_name="Nytt navn").status_code == 303
    assert read(own_world, select(AnswerTemplate.name)) == ["Nytt navn"]
    client.get("/svarmaler")
    assert send(client, "/svarmaler/fjern", mal=key).status_code == 303
    assert "Nytt navn" not in text_of(client.get("/svarmaler"))


def test_measures_are_added_and_followed_from_case_and_list_and_told_to_the_reporter(
    own_world, scene
):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    send(client, "/svar", **MEASURED)
    client.get(f"/saker/{key}")
    added = {"measure": "Ny opplæring.", "measure_owner": "Fagleder", "measure_due_on": "1.2.2027"}
    assert send(client, f"/{key}/tiltak", **added).status_code == 303
    first, second = read(own_world, select(CorrectiveAction.id))
    client.get("/tiltak")
    response = client.post(
        f"/saker/{key}/tiltak/status",
        data={
            "csrf_token": client.token(),
            "measure_id": second,
            "measure_status": "done",
            "from_list": "1",
        },
    )
    assert response.headers["Location"].endswith("/tiltak")
    assert "Ny opplæring." in text_of(client.get("/tiltak?vis=ferdige"))
    page = follow(own_world, key)[0].page.root.one("main").text
    assert first != second
    assert "Dette skal endres" in page
    assert "Ny opplæring." in page
    assert "Gjennomført" in page


@pytest.mark.parametrize("said", ["no", "partly"])
def test_an_answer_that_did_not_help_offers_the_one_reopening_right_there(own_world, scene, said):
    key = scene.case_at(Status.ANSWERED)
    client, token = follow(own_world, key)
    response = send(client, "/nytte", usefulness=said, rating_comment="Vi spurte om noe annet.")
    assert response.status_code == 303
    client.get(f"/folg/{token}")
    form = standing(form_to(client, "/gjenapne"))
    assert form["reopen_reason"] == ["Vi spurte om noe annet."]
    assert "Vi spurte om noe annet." in text_of(own_world.client("leader").get(f"/saker/{key}"))
    assert send(client, "/gjenapne").status_code == 303
    assert status_of(own_world, key) is Status.ACKNOWLEDGED


def test_what_was_said_of_an_answer_can_be_changed(own_world, scene):
    client, token = follow(own_world, scene.case_at(Status.ANSWERED))
    for said in ("no", "yes"):
        send(client, "/nytte", usefulness=said)
        client.get(f"/folg/{token}")
    assert [row.value for row in read(own_world, select(AnswerRating.usefulness))] == ["yes"]


def test_the_line_manager_says_whether_the_answer_helped_beside_the_reporter(own_world, scene):
    key = scene.case_at(Status.ANSWERED, **NAMING_A_LEADER)
    asked = read(own_world, select(LineManagerRequest))[0]
    with own_world.app.test_request_context():
        token = links().token(Purpose.LINE_MANAGER, key, asked.generation)
    client = own_world.client()
    assert client.get(f"/leder/{token}").status_code == 200
    assert send(client, "/nytte", usefulness="partly").status_code == 303
    reporter, _token = follow(own_world, key)
    send(reporter, "/nytte", usefulness="yes")
    said = {row.by.value: row.usefulness.value for row in read(own_world, select(AnswerRating))}
    assert said == {"line_manager": "partly", "reporter": "yes"}


def test_sender_and_recipient_judge_side_by_side(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    for subject, group in (("leader", "frail_elderly"), ("municipal coordinator", "children")):
        client = opened(own_world, key, subject)
        assert send(client, "/vurder", patient_group=group, nokup="a1").status_code == 303
    page = text_of(own_world.client("municipal coordinator").get(f"/saker/{key}"))
    assert "Skrøpelige eldre" in page
    assert "Barn og unge" in page
    assert len(read(own_world, select(Classification))) == 2

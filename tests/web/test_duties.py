"""Duties elsewhere on the case's page, on the receipt, and where their days are set."""

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.domain.vocabulary import Consequence
from app.models import DutyAssessment, DutyRule
from tests.filled_form import FILLED
from tests.web.casework import opened, read
from tests.web.filling import send as file_report
from tests.web.posting import send


@pytest.mark.parametrize(
    ("level", "heading"),
    [
        (Consequence.SEVERE, "Vurder: skal dette meldes andre steder?"),
        (Consequence.DEATH, "Vurder nå: skal dette meldes andre steder?"),
    ],
)
def test_both_parties_are_asked_to_consider_and_never_told_that_they_must(
    own_world, scene, level, heading
):
    key = scene.case_at(Status.SENT, consequence=level)
    for subject in ("leader", "municipal coordinator"):
        part = (
            opened(own_world, key, subject)
            .page.root.one("section", aria_labelledby="meldeplikt")
            .text
        )
        assert part.startswith(heading)
        assert "Meldingen her erstatter ikke noe av dette." in part
        assert "Hos dere er ingenting vurdert ennå." in part
        assert "Må bekreftes" in part
        assert "du må" not in part.lower()
        assert "dere må" not in part.lower()


def test_nothing_is_asked_for_below_betydelig(own_world, scene):
    page = opened(own_world, scene.case_at(Status.SENT)).page
    assert not page.root.all("section", aria_labelledby="meldeplikt")


def test_an_assessment_is_kept_once_and_both_parties_see_it(own_world, scene):
    key = scene.case_at(Status.SENT, consequence=Consequence.SEVERE)
    values = {"duty": "varsel", "duty_result": "reported", "duty_reference": "MELDE-12"}
    client = opened(own_world, key)
    for _click in range(2):
        assert send(client, "/meldeplikt", **values).status_code == 303
        client.get(f"/saker/{key}")
    assert len(read(own_world, select(DutyAssessment))) == 1
    for subject in ("leader", "municipal coordinator"):
        text = opened(own_world, key, subject).page.root.one("main").text
        assert "SiV: Meldt" in text
        assert "referanse MELDE-12" in text


def test_an_assessment_without_a_result_comes_back(own_world, scene):
    key = scene.case_at(Status.SENT, consequence=Consequence.SEVERE)
    client = opened(own_world, key)
    response = send(client, "/meldeplikt", duty="varsel", duty_reference="MELDE-12")
    assert response.status_code == 422
    assert client.page.root.one("input", name="duty_reference")["value"] == "MELDE-12"
    assert read(own_world, select(DutyAssessment)) == []


def test_a_harmless_case_takes_no_assessment(own_world, scene):
    client = opened(own_world, scene.case_at(Status.SENT, consequence=Consequence.SEVERE))
    key = scene.case_at(Status.SENT)
    token = client.token()
    values = {"csrf_token": token, "duty": "varsel", "duty_result": "reported", "version": "1"}
    assert client.post(f"/saker/{key}/meldeplikt", data=values).status_code == 422
    assert read(own_world, select(DutyAssessment)) == []


def test_an_administrator_sets_the_day_and_the_old_rule_ends_the_day_before(own_world):
    client = own_world.client("administrator")
    client.get("/meldeplikter")
    text = client.page.root.one("main").text
    assert "Gjelder ikke ennå" in text
    assert "Datoen er ikke satt." in text
    assert send(client, "/meldeplikter", begins_on="1.7.2026").status_code == 303
    rules = {row.key: row for row in read(own_world, select(DutyRule))}
    assert rules["melding"].valid_from == date(2026, 7, 1)
    assert rules["varsel"].valid_to == date(2026, 6, 30)
    client.get("/meldeplikter")
    assert send(client, "/meldeplikter", begins_on="i sommer").status_code == 422
    assert own_world.client("leader").get("/meldeplikter").status_code == 404


@pytest.mark.parametrize(("level", "is_told"), [("severe", True), ("none", False)])
def test_the_receipt_of_a_serious_report_says_who_considers_it(own_world, level, is_told):
    client = own_world.client()
    response = file_report(client, {**FILLED, "consequence": level})
    client.get(response.location)
    told = "blir bedt om å vurdere om hendelsen skal meldes andre steder"
    assert (told in client.page.root.one("main").text) is is_told

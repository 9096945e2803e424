"""«Har skjedd igjen» and «Har skjedd flere ganger» on the pages."""

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.domain.vocabulary import Consequence
from app.models import Tally
from tests.filled_form import FILLED
from tests.web.casework import opened, read
from tests.web.conftest import CANARY, REPORTER_CANARY
from tests.web.filling import FORM, everything_filled_in, token_of
from tests.web.filling import send as file_report
from tests.web.posting import form_to, send, standing

REPEATED = {"repeated_count": "12", "repeated_from": "1.2.2026", "repeated_to": "9.3.2026"}


def tallies(world):
    return [(row.count, row.added_by_id is None) for row in read(world, select(Tally))]


def test_a_reporter_says_how_often_and_sees_it_again(own_world):
    client = own_world.client()
    response = file_report(client, {**FILLED, **REPEATED, "consequence": "none"})
    token = token_of(response)
    assert tallies(own_world) == [(12, True)]
    client.get(f"/folg/{token}")
    assert "12 ganger" in client.page.root.one("main").text


@pytest.mark.parametrize("level", ["moderate", "severe", "death"])
def test_how_often_is_refused_in_words_for_a_graver_consequence(own_world, level):
    client = own_world.client()
    response = file_report(client, {**FILLED, **REPEATED, "consequence": level})
    assert response.status_code == 422
    text = client.page.root.one("main").text
    assert "Flere ganger kan bare telles når konsekvensen er «Ingen» eller" in text
    kept = everything_filled_in(client.page)
    assert {name: kept[name] for name in REPEATED} == REPEATED
    assert tallies(own_world) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"repeated_count": "1"}, "fra 2 til 999"),
        ({"repeated_count": "mange"}, "fra 2 til 999"),
        ({"repeated_count": ""}, "Skriv hvor mange ganger, eller ta bort datoene"),
        ({"repeated_from": ""}, "Skriv første dag i perioden"),
        ({"repeated_to": "1.1.2026"}, "slutter før den begynner"),
    ],
)
def test_half_a_period_is_asked_for_in_words(own_world, changes, told):
    client = own_world.client()
    values = {**FILLED, **REPEATED, "consequence": "none", **changes}
    assert file_report(client, values).status_code == 422
    assert told in client.page.root.one("main").text


def test_the_form_shows_nothing_of_other_cases(own_world):
    client = own_world.client()
    client.get(FORM)
    assert CANARY not in client.page.html
    assert "Har det samme skjedd flere ganger?" in client.page.root.one("main").text


def test_a_colleague_of_the_party_adds_one_number_and_reads_no_word_of_the_case(own_world):
    key = own_world.cases["to our clinic"]
    client = own_world.client("caseworker of another clinic")
    client.get("/har-skjedd-igjen")
    assert f"/saker/{key}/igjen" in client.page.html
    listed = client.page.html
    client.get(f"/saker/{key}/igjen")
    for page in (listed, client.page.html):
        assert CANARY not in page
        assert REPORTER_CANARY not in page
    values = {"tally_count": "3", "tally_from": "9.3.2026", "tally_to": "9.3.2026"}
    form = standing(form_to(client, "/igjen"))
    for _click in range(2):
        response = client.post(f"/saker/{key}/igjen", data={**form, **values})
        assert response.status_code == 303
    assert tallies(own_world) == [(3, False)]
    client.get(f"/saker/{key}/igjen")
    assert "3 ganger, 9. mars 2026" in client.page.root.one("main").text


def test_the_case_page_leads_there_and_shows_the_sum(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    client.get(f"/saker/{key}/igjen")
    values = {"tally_count": "5", "tally_from": "1.3.2026", "tally_to": "9.3.2026"}
    assert send(client, "/igjen", **values).status_code == 303
    text = opened(own_world, key).page.root.one("main").text
    assert "Det skal ha skjedd 5 ganger i alt." in text


def test_a_grave_case_says_why_it_takes_none(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED, consequence=Consequence.SEVERE)
    client = own_world.client("leader")
    client.get(f"/saker/{key}/igjen")
    assert "Meld hver slik hendelse for seg" in client.page.root.one("main").text
    assert not client.page.root.all("input", name="tally_count")
    assert "/igjen" not in opened(own_world, key).page.root.one("main").text
    client.get("/har-skjedd-igjen")
    assert key not in client.page.html

"""Absence through the web: one's own, one's people's, and never a stranger's."""

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.models import Absence, Assignment, AuditEntry
from app.services import handling
from app.services.grants import actor_for
from tests.factories import version_of
from tests.web.casework import read
from tests.web.posting import form_to, send

PERIOD = {"first_day": "10.3.2026", "last_day": "20.3.2026"}


def opened(world, subject):
    client = world.client(subject)
    assert client.get("/fravaer").status_code == 200
    return client


def offered(client, name):
    (select_box,) = form_to(client, "/fravaer").all("select", name=name)
    return [option["value"] for option in select_box.all("option")]


def test_an_absence_that_has_begun_hands_the_cases_over_at_once(own_world, scene):
    users = own_world.users
    key = scene.case_at(Status.ACKNOWLEDGED)
    with scene.database.transaction() as session:
        actor = actor_for(session, users["caseworker"], on=scene.now.date())
        handling.take(session, actor, key, version_of(session, key), now=scene.now)
    client = opened(own_world, "caseworker")
    assert send(client, "/fravaer", substitute=users["leader"].key, **PERIOD).status_code == 303
    assert users["leader"].id in read(own_world, select(Assignment.handler_id))
    client.get("/fravaer")
    page = client.page.root.one("main").text
    assert "Fraværet er registrert." in page
    assert "10. mars 2026 til 20. mars 2026" in page
    assert f"{users['leader'].name} tar sakene." in page
    assert {"absence_set", "handed_over"} <= set(read(own_world, select(AuditEntry.action)))


def test_an_absence_may_be_ended(own_world):
    client = opened(own_world, "caseworker")
    send(client, "/fravaer", **PERIOD)
    client.get("/fravaer")
    assert send(client, "/avslutt").status_code == 303
    client.get("/fravaer")
    assert "10. mars 2026 til" not in client.page.root.one("main").text
    assert [row.ended_at for row in read(own_world, select(Absence))] == [own_world.clock()]


def test_a_leader_sets_absence_for_the_units_people_and_nobody_else(own_world):
    users = own_world.users
    leader = offered(opened(own_world, "leader"), "person")
    assert users["caseworker"].key in leader
    assert users["caseworker of another clinic"].key not in leader
    assert users["hospital coordinator"].key not in leader
    assert offered(opened(own_world, "caseworker"), "person") == [users["caseworker"].key]
    client = opened(own_world, "leader")
    send(client, "/fravaer", person=users["caseworker"].key, **PERIOD)
    (row,) = read(own_world, select(Absence))
    assert (row.user_id, row.set_by_id) == (users["caseworker"].id, users["leader"].id)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_day": ""}, "Skriv den første dagen."),
        ({"last_day": "1.3.2026"}, "Siste dag er før første dag."),
        ({"first_day": "1.3.2026", "last_day": "2.3.2026"}, "Fraværet er over allerede."),
        ({"last_day": "1.6.2028"}, "Et fravær varer høyst et år."),
    ],
)
def test_a_period_that_cannot_be_is_explained_at_its_field(world, changes, sentence):
    client = opened(world, "caseworker")
    response = send(client, "/fravaer", **(PERIOD | changes))
    assert response.status_code == 422
    assert sentence in client.page.root.one("main").text


def test_a_substitute_who_is_away_too_or_a_stranger_is_refused(own_world):
    users = own_world.users
    send(opened(own_world, "leader"), "/fravaer", **PERIOD)
    client = opened(own_world, "caseworker")
    response = send(client, "/fravaer", substitute=users["leader"].key, **PERIOD)
    assert response.status_code == 422
    assert "også borte" in client.page.root.one("main").text
    stranger = users["caseworker of another clinic"].key
    response = send(client, "/fravaer", substitute=stranger, **PERIOD)
    assert response.status_code == 422
    assert len(read(own_world, select(Absence))) == 1


def test_days_that_are_written_down_already_are_not_written_down_twice(own_world):
    client = opened(own_world, "caseworker")
    send(client, "/fravaer", **PERIOD)
    client.get("/fravaer")
    response = send(client, "/fravaer", first_day="15.3.2026", last_day="25.3.2026")
    assert response.status_code == 422
    assert "allerede" in client.page.root.one("main").text


def test_somebody_elses_absence_is_not_ones_own_to_end(own_world):
    send(opened(own_world, "leader of another clinic"), "/fravaer", **PERIOD)
    client = opened(own_world, "caseworker")
    response = client.post("/fravaer/avslutt", data={"csrf_token": client.token(), "absence": "1"})
    assert response.status_code == 404
    assert [row.ended_at for row in read(own_world, select(Absence))] == [None]

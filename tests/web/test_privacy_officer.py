"""The personvernombud sees who did what and when, in the own party, and never a word of a case."""

import pytest
from sqlalchemy import func, select

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.models import AuditEntry, Case
from app.services import log_reading
from app.services.log_reading import NOT_OF_A_CASE
from tests.web.conftest import CANARY, REPORTER_CANARY, World
from tests.web.test_access import address, loads, methods, rules

OFFICER = "privacy officer"
OURS, OTHERS = "to our clinic", "to the secretariat"


def reference(world: World, name: str) -> str:
    with world.app.extensions["database"].reading() as session:
        query = select(Case.reference).where(Case.key == world.cases[name])
        return Reference(session.scalars(query).one()).spoken


def search(client, **asked: str):
    client.get("/logg")
    return client.post("/logg", data={"csrf_token": client.token(), "action": "", **asked})


def lines(client) -> list[list[str]]:
    rows = client.page.root.one("tbody").all("tr") if client.page.root.all("tbody") else []
    return [[cell.text for cell in row.all("td")] for row in rows]


def test_no_road_to_a_case_is_open_to_a_personvernombud(world):
    client = world.client(OFFICER)
    for rule in rules(world.app):
        if loads(world.app, rule) != "case":
            continue
        for key in world.cases.values():
            for method in methods(rule) - {"OPTIONS"}:
                response = client.open(address(world, rule, key), method=method)
                assert response.status_code == 404, f"{method} {rule.rule}"


def test_no_page_shows_a_personvernombud_a_word_of_a_case(own_world):
    leader = own_world.client("leader")
    for name in ("to our clinic", "from hospital to our municipality"):
        leader.get(f"/saker/{own_world.cases[name]}")
    client = own_world.client(OFFICER)
    for rule in rules(own_world.app):
        if loads(own_world.app, rule) != "none":
            continue
        for method in methods(rule) & {"GET", "POST"}:
            if rule.endpoint in {"signing_in.sign_out", "operating.demo_mail"}:
                continue
            body = client.open(address(own_world, rule), method=method).get_data()
            for secret in (CANARY, REPORTER_CANARY, "Kanari"):
                assert secret.encode() not in body, f"{method} {rule.rule}"


def test_the_menu_leads_to_the_log_and_not_to_an_inbox(world):
    client = world.client(OFFICER)
    client.get("/logg")
    (menu,) = client.page.root.all("nav", aria_label="Hovedmeny")
    links = {link["href"] for link in menu.all("a")}
    assert "/logg" in links
    assert "/innboks" not in links


def test_the_log_holds_readings_of_the_own_party_s_cases_alone(own_world):
    for name, subject in {OURS: "leader", OTHERS: "secretary"}.items():
        own_world.client(subject).get(f"/saker/{own_world.cases[name]}")
    client = own_world.client(OFFICER)
    client.get("/logg")
    shown = {line[3] for line in lines(client)}
    assert reference(own_world, OURS) in shown
    assert reference(own_world, OTHERS) not in shown
    reading = next(line for line in lines(client) if line[2] == "Saken lest")
    assert reading[1] == own_world.users["leader"].name


def test_one_case_is_found_by_its_reference_however_it_is_typed(own_world):
    spoken = reference(own_world, OURS)
    client = own_world.client(OFFICER)
    for typed in (spoken, spoken.lower(), spoken.replace("-", " ")):
        assert search(client, reference=typed).status_code == 200
        assert {line[3] for line in lines(client)} == {spoken}


@pytest.mark.parametrize("typed", ["2222-2222", "æøå", "x", "ola nordmann"])
def test_a_reference_that_is_none_of_theirs_finds_nothing(world, typed):
    client = world.client(OFFICER)
    assert search(client, reference=typed).status_code == 200
    assert lines(client) == []
    assert "Ingen linjer å vise." in client.page.root.one("main").text


def test_another_party_s_case_finds_nothing(world):
    client = world.client(OFFICER)
    search(client, reference=reference(world, OTHERS))
    assert lines(client) == []


def test_a_number_in_the_search_is_refused_and_nothing_is_read(own_world):
    client = own_world.client(OFFICER)
    response = search(client, reference="13058512345")
    assert response.status_code == 422
    assert lines(client) == []
    assert client.page.root.one("title").text.startswith("Feil:")


def test_one_kind_of_entry_can_be_looked_at_alone(own_world):
    own_world.client("leader").get(f"/saker/{own_world.cases[OURS]}")
    client = own_world.client(OFFICER)
    search(client, action="case_read")
    assert {line[2] for line in lines(client)} == {"Saken lest"}
    assert search(client, action="signed_in").status_code == 422


def test_older_lines_are_reached_and_none_is_left_out(own_world, monkeypatch):
    client = own_world.client(OFFICER)
    client.get("/logg")
    everything = [line for line in lines(client) if line[2] != "Loggen lest"]
    monkeypatch.setattr(log_reading, "SHOWN_ENTRIES", 2)
    client.get("/logg")
    found = lines(client)
    while older := client.page.root.all("button", name="before"):
        (form,) = [f for f in client.page.root.all("form") if f.all("button", name="before")]
        kept = {e["name"]: e["value"] for e in form.all("input")}
        assert client.post("/logg", data=kept | {"before": older[0]["value"]}).status_code == 200
        assert len(lines(client)) <= 2
        found += lines(client)
    assert [line for line in found if line[2] != "Loggen lest"] == everything


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "1' OR 1=1", "٣"])
def test_an_older_page_that_is_none_is_the_newest(world, before):
    assert search(world.client(OFFICER), before=before).status_code == 200


def test_each_look_at_the_log_is_in_the_log(own_world):
    def readings() -> int:
        with own_world.app.extensions["database"].reading() as session:
            query = select(func.count()).where(AuditEntry.action == AuditAction.LOG_READ)
            return session.scalar(query) or 0

    client = own_world.client(OFFICER)
    client.get("/logg")
    assert readings() == 1
    search(client, reference=reference(own_world, OURS))
    assert readings() == 3
    search(client, action="log_read")
    assert {(line[1], line[3]) for line in lines(client)} == {(own_world.users[OFFICER].name, "")}


def test_every_kind_of_entry_is_either_shown_to_the_personvernombud_or_of_no_case():
    for action in NOT_OF_A_CASE:
        assert not action.shared
        assert not action.facts & {"assignment", "narrative", "passage", "note"}

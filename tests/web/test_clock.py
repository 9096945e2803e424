"""What pages tell of a case's clock, and of mail that stands still."""

from datetime import timedelta

from app.domain.lifecycle import Status
from tests.web.casework import opened
from tests.web.posting import form_to, send


def main_text(client):
    return client.page.root.one("main").text


def test_a_question_that_is_waited_for_stops_the_clock_and_both_sides_are_told(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key, "caseworker")
    box = form_to(client, "/spor").one("input", name="stops_clock")
    assert box["type"] == "checkbox"
    assert "ikke lenger enn 14 dager" in form_to(client, "/spor").text
    assert send(client, "/spor", question="Hvem ringte?", stops_clock="y").status_code == 303
    client.get(f"/saker/{key}")
    assert "Svar innen tirsdag 21. april 2026." in main_text(client)
    assert "Fristen står stille mens melder svarer" in main_text(client)
    assert not form_to(client, "/spor").all("input", name="stops_clock")


def test_the_same_question_twice_is_one_question(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key, "caseworker")
    for _ in range(2):
        assert send(client, "/spor", question="Hvem ringte?", stops_clock="y").status_code == 303


def test_the_reporter_sees_why_the_due_date_moves(own_world, scene):
    from tests.web.conftest import CASES  # noqa: PLC0415

    case = next(iter(CASES))
    key, token = own_world.cases[case], own_world.tokens[case]
    client = opened(own_world, key, "caseworker")
    send(client, "/bekreft")
    client.get(f"/saker/{key}")
    send(client, "/spor", question="Hvem ringte?", stops_clock="y")
    reporter = own_world.client()
    reporter.get(f"/folg/{token}")
    text = main_text(reporter)
    assert "De kan ikke svare før det." in text
    assert "Fristen står stille til melder har svart" in text
    send(reporter, "/svar", reply="Legen ringte.")
    reporter.get(f"/folg/{token}")
    text = main_text(reporter)
    assert "Fristen løper igjen." in text
    assert "0 dager" not in text


def test_a_late_case_offers_no_pause(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    own_world.clock.forward(days=40)
    client = opened(own_world, key, "caseworker")
    assert not form_to(client, "/spor").all("input", name="stops_clock")


def test_mail_that_stands_still_is_told_to_signed_in_people_and_to_monitors(own_world, scene):
    client, stranger = own_world.client("leader"), own_world.client()
    own_world.clock.forward(minutes=30)
    client.get("/")
    assert "forsinket" not in main_text(client)
    own_world.clock.forward(hours=3)
    for address in ("/", "/innboks", "/min-dag"):
        fresh = own_world.client("leader")
        fresh.get(address)
        assert "den eldste har ventet i 3 timer" in main_text(fresh), address
    stranger.get("/")
    assert "forsinket" not in main_text(stranger)
    age = int(timedelta(hours=3, minutes=30).total_seconds())
    ready = stranger.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_data(as_text=True) == f"ok\noldest unsent mail: {age} s\n"

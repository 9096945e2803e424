"""Work lists in the browser: search, saved views, giving cases away, my day and workload."""

from sqlalchemy import select

from app.domain.lifecycle import Status
from app.domain.vocabulary import Role
from app.models import Absence, Assignment, Case, SavedView
from tests.conftest import START
from tests.factories import PASSWORD, person
from tests.web.casework import opened, read
from tests.web.conftest import CANARY, REPORTER_CANARY
from tests.web.posting import form_to, send, standing


def titles(client) -> list[str]:
    return [e["href"] for e in client.page.root.all("a", class_="work-title")]


def handler_of(world, key):
    query = select(Assignment.handler_id).join(Case, Case.id == Assignment.case_id)
    return read(world, query.where(Case.key == key))[0]


def test_words_are_searched_for_by_post_and_stand_in_no_address(own_world, scene):
    keys = [scene.case_at(Status.SENT) for _ in range(2)]
    client = own_world.client("leader")
    client.get("/innboks")
    response = send(client, "/innboks/sok", number="MEDISINLISTE")
    assert response.status_code == 200
    assert sorted(titles(client)) == sorted(f"/saker/{key}" for key in keys)
    assert "medisinliste" not in " ".join(e["href"] for e in client.page.root.all("a")).lower()
    foreign = own_world.client("leader of another clinic")
    foreign.get("/innboks")
    send(foreign, "/innboks/sok", number="medisinliste")
    assert not titles(foreign)
    assert "Vi finner ingen sak" in foreign.page.root.one("main").text


def test_a_view_is_kept_found_again_and_removed(own_world):
    client = own_world.client("leader")
    client.get("/innboks?tab=nye&consequence=minor&handler=ingen")
    response = send(client, "/innboks/visninger", view_name="Nye og små")
    address = "/innboks?tab=nye&consequence=minor&handler=ingen"
    assert response.headers["Location"] == address
    client.get("/innboks")
    views = client.page.root.one("nav", aria_label="Lagrede visninger")
    assert [(e.text, e["href"]) for e in views.all("a")] == [("Nye og små", address)]
    other = own_world.client("caseworker")
    other.get("/innboks")
    assert "Nye og små" not in other.page.html
    assert send(client, "/fjern").status_code == 303
    assert not read(own_world, select(SavedView))


def test_a_view_for_the_unit_is_seen_by_the_unit_and_holds_only_what_lists_know(own_world):
    client = own_world.client("leader")
    client.get("/innboks?handler=ingen")
    assert send(client, "/innboks/visninger", view_name="").status_code == 422
    client.get("/innboks?handler=ingen")
    wild = "tab=nye&category=ola+nordmann&party=horten&x=1&handler=noen"
    send(
        client,
        "/innboks/visninger",
        view_name="Felles",
        view_for="siv-medisin",
        view_filters=wild,
    )
    assert [view.filters for view in read(own_world, select(SavedView))] == ["tab=nye&party=horten"]
    for subject, is_seen in (("caseworker", True), ("caseworker of another clinic", False)):
        other = own_world.client(subject)
        other.get("/innboks")
        assert ("Felles" in other.page.html) is is_seen


def test_filters_survive_signing_in_again(own_world):
    with own_world.app.extensions["database"].transaction() as session:
        user = person(session, Role.UNIT_LEADER, "siv-medisin", now=START, with_password=True)
    address = "/innboks?tab=nye&consequence=minor&unit=siv-medisin&handler=ingen"
    client = own_world.client()
    assert client.get(f"{address}&q=ola").status_code == 302
    client.get(client.get(f"{address}&q=ola").headers["Location"])
    response = send(client, "/logg-inn", email=user.email, password=PASSWORD)
    assert response.headers["Location"] == address
    stray = own_world.client().get("/innboks?tab=ola&party=ola&unit=ola")
    assert "ola" not in stray.headers["Location"]


def test_a_leader_gives_a_case_to_a_colleague_from_its_page(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    form = form_to(client, "/gi")
    colleague = own_world.users["caseworker"]
    posted = {**standing(form), "colleague": colleague.key}
    for _ in range(2):  # a second click gets the same receipt
        assert client.post(form["action"], data=posted).status_code == 303
    assert handler_of(own_world, key) == colleague.id
    client.get(f"/saker/{key}")
    main = client.page.root.one("main").text
    assert colleague.name in main
    assert "Saken har fått ny saksbehandler hos Klinikk medisin." in main
    follower = opened(own_world, key, "municipal coordinator")
    assert colleague.name not in follower.page.html


def test_somebody_who_is_away_is_said_to_be_so_and_gets_the_case_when_it_is_ticked(
    own_world, scene
):
    key, colleague = scene.case_at(Status.SENT), own_world.users["caseworker"]
    today = own_world.clock().date()
    with own_world.app.extensions["database"].transaction() as session:
        session.add(
            Absence(user_id=colleague.id, from_on=today, to_on=today, set_by_id=1, set_at=START)
        )
    client = opened(own_world, key)
    assert "(borte til" in form_to(client, "/gi").text
    assert send(client, "/gi", colleague=colleague.key).status_code == 422
    assert "Denne kollegaen er borte nå." in client.page.root.one("main").text
    assert handler_of(own_world, key) is None
    send(client, "/gi", colleague=colleague.key, even_if_away="y")
    assert handler_of(own_world, key) == colleague.id


def test_ticked_cases_are_given_away_each_for_itself(own_world, scene):
    keys = [scene.case_at(Status.SENT) for _ in range(3)]
    colleague = own_world.users["caseworker"]
    client = own_world.client("leader")
    client.get("/innboks?tab=nye")
    assert send(client, "/innboks/gi", many_to=colleague.key).status_code == 422
    assert "Ingen saker er valgt" in client.page.root.one("main").text
    client.get("/innboks?tab=nye")
    response = send(client, "/innboks/gi", cases=keys[:2], many_to=colleague.key)
    assert response.headers["Location"] == "/innboks"
    assert [handler_of(own_world, key) for key in keys] == [colleague.id, colleague.id, None]


def test_what_could_not_be_given_away_is_told_case_by_case(own_world, scene):
    ours = scene.case_at(Status.SENT)
    theirs = own_world.cases["to another clinic"]
    client = own_world.client("hospital coordinator")
    client.get("/innboks?tab=nye")
    colleague = own_world.users["caseworker"]
    response = send(client, "/innboks/gi", cases=[ours, theirs], many_to=colleague.key)
    assert response.status_code == 200
    told = [e.text for e in client.page.root.one("main").all("li")]
    assert sorted(text.split(": ", 1)[1] for text in told) == [
        "Gitt videre.",
        "Ikke gitt videre: personen har ingen rolle i enheten som har saken.",
    ]
    assert handler_of(own_world, ours) == colleague.id
    assert handler_of(own_world, theirs) is None


def test_nobody_is_offered_to_give_away_what_they_do_not_lead(world):
    for subject in ("caseworker", "triage", "secretary"):
        client = world.client(subject)
        client.get("/innboks")
        assert not [f for f in client.page.root.all("form") if f["action"] == "/innboks/gi"]


def test_my_day_and_workload_tell_neither_what_was_written_nor_by_whom(own_world):
    key = own_world.cases["to our clinic"]
    leader = own_world.client("leader")
    leader.get("/min-dag")
    assert titles(leader) == [f"/saker/{key}"]
    for page in ("/min-dag", "/arbeidsmengde"):
        assert leader.get(page).status_code == 200
        assert CANARY not in leader.page.html
        assert REPORTER_CANARY not in leader.page.html
    row = leader.page.root.one("tbody").all("a")[0]
    assert row["href"] == "/innboks?unit=siv-medisin&handler=ingen"
    leader.get(row["href"])
    assert titles(leader) == [f"/saker/{key}"]


def test_a_list_can_be_walked_by_keys_that_can_be_turned_off(world):
    client = world.client("leader")
    client.get("/innboks")
    help_line = client.page.root.one("p", id="list-keys")
    assert "hidden" in help_line.attributes  # until the script has run
    assert help_line["data-off"] == "Slå av hurtigtaster"
    skips = [e["href"] for e in client.page.root.all("a", class_="ds-skip-link")]
    assert skips == ["#innhold", "#saker"]

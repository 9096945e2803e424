"""The inbox as people see it: what waits, found by its number, and nothing of what others have."""

import pytest

from app.domain.lifecycle import Status
from tests.services.statements import counted
from tests.web.conftest import CANARY, REPORTER_CANARY
from tests.web.posting import send


def links(client) -> list[str]:
    return [e["href"] for e in client.page.root.all("a", class_="work-title")]


def test_a_unit_sees_its_own_cases_and_no_others(world):
    client = world.client("caseworker")
    client.get("/innboks")
    assert links(client) == [f"/saker/{world.cases['to our clinic']}"]


@pytest.mark.parametrize("path", ["/innboks", "/sendt-fra-oss"])
@pytest.mark.parametrize("subject", ["leader", "hospital coordinator", "municipal coordinator"])
def test_a_list_tells_neither_what_was_written_nor_by_whom(world, path, subject):
    client = world.client(subject)
    assert client.get(path).status_code == 200
    assert CANARY not in client.page.html
    assert REPORTER_CANARY not in client.page.html


def test_lateness_is_told_in_words(own_world):
    own_world.clock.forward(days=40)
    client = own_world.client("leader")
    client.get("/innboks?tab=forfalt")
    assert "12 dager over fristen" in client.page.root.one("main").text


def test_each_tab_says_how_many_and_an_empty_one_says_a_kind_word(world):
    client = world.client("leader")
    client.get("/innboks?tab=besvart")
    main = client.page.root.one("main")
    assert [e.text for e in main.all("span", class_="count")] == ["1", "1", "0", "0", "0", "0"]
    assert "Ingen besvarte saker" in main.text


def test_a_tab_keeps_the_filters_and_a_filter_keeps_the_tab(world):
    client = world.client("leader")
    client.get("/innboks?tab=nye&category=medicines&consequence=minor")
    assert links(client)
    main = client.page.root.one("main")
    tabs = [e["href"] for e in main.one("nav", aria_label="Saker").all("a")]
    assert all("category=medicines" in href and "consequence=minor" in href for href in tabs)
    form = next(form for form in main.all("form") if form["method"] == "get")
    assert form.one("input", name="tab")["value"] == "nye"
    assert "status" not in "".join(tabs)


@pytest.mark.parametrize(
    "query",
    [
        "tab=finnes-ikke",
        "status=closed'--&party=%00",
        "category=æøå&consequence=fatal",
        "page=-3",
        "page=99999999999999999999",
        "page=abc&tab=&status=",
        "party=%F0%9F%92%A9&tab=nye&tab=lukket",
    ],
)
def test_what_no_list_holds_is_ignored(world, query):
    assert world.client("leader").get(f"/innboks?{query}").status_code == 200


def test_a_reference_leads_straight_to_the_case_and_stands_in_no_address(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = own_world.client("leader")
    client.get("/innboks")
    row = next(e for e in client.page.root.all("a", class_="work-title") if key in e["href"])
    response = send(client, "/innboks/sok", number=row.text[:9].lower())
    assert response.status_code == 303
    assert response.headers["Location"].endswith(f"/saker/{key}")


def test_a_number_that_is_not_found_says_so_and_stays_in_the_field(world):
    client = world.client("leader")
    client.get("/innboks")
    assert send(client, "/innboks/sok", number="ZZZZ-ZZZ1").status_code == 200
    assert "Vi finner ingen sak" in client.page.root.one("main").text
    assert client.page.root.one("input", name="number")["value"] == "ZZZZ-ZZZ1"


def test_a_foreign_number_looks_exactly_like_one_that_is_not_there(world):
    owner = world.client("leader of another clinic")
    owner.get("/innboks")
    reference = owner.page.root.all("a", class_="work-title")[0].text[:9]
    pages = []
    for number in (reference, "ZZZZ-ZZZ1"):
        client = world.client("leader")
        client.get("/innboks")
        send(client, "/innboks/sok", number=number)
        pages.append(client.page.root.one("main").text)
    assert pages[0] == pages[1]


@pytest.mark.parametrize("number", ["130585 12345", "", "æøå ÆØÅ", "' OR 1=1--"])
def test_any_text_may_be_searched_for_but_a_national_number(world, number):
    client = world.client("leader")
    client.get("/innboks")
    response = send(client, "/innboks/sok", number=number)
    refused = number in {"130585 12345", ""}
    assert response.status_code == (422 if refused else 200)
    assert client.page.root.one("title").text.startswith("Feil:") is refused


def test_an_inbox_costs_the_same_with_many_cases_as_with_few(own_world, scene):
    costs = set()
    for _ in range(2):
        client = own_world.client("leader")
        with counted(own_world.app.extensions["database"]) as statements:
            client.get("/innboks")
        costs.add(len(statements))
        for _ in range(6):
            scene.case_at(Status.SENT)
    assert len(costs) == 1

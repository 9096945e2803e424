"""What stands in an address chooses from lists; nothing written there is shown, kept or sought."""

import pytest

from forms.inbox import FilterForm
from tests.web.conftest import World
from tests.web.test_access import address, methods, rules

SUBJECTS = ("", "leader", "municipal coordinator", "secretary", "privacy officer", "administrator")
TYPED = "Linerle Navnesen"
NUMBER = "13058512345"
PARAMETERS = {
    "tab",
    "page",
    "etter",
    "ar",
    "neste",
    "q",
    "sok",
    "number",
    "reference",
    "before",
    "action",
}


def names() -> set[str]:
    """Give every name that a page may read from its address, and some that none should."""
    fields = {name for name in vars(FilterForm) if not name.startswith("_")}
    return PARAMETERS | fields - {"offer", "chosen", "is_narrowed", "Meta"}


def told(response) -> str:
    return f"{response.headers} {response.get_data().decode(errors='replace')}"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_written_in_an_address_comes_back(world: World, subject):
    client = world.client(subject)
    (case, *_), (token, *_) = world.cases.values(), world.tokens.values()
    shown = []
    for rule in rules(world.app):
        if "GET" not in methods(rule):
            continue
        for typed in (f"{TYPED} {NUMBER}", f"/saker/{NUMBER}"):
            query = dict.fromkeys(names(), typed)
            response = client.get(address(world, rule, case, token), query_string=query)
            if any(word in told(response) for word in (*TYPED.split(), NUMBER)):
                shown.append(f"{rule.rule} shows «{typed}»")
    assert not shown, "\n".join(shown)


@pytest.mark.parametrize("path", [f"/{TYPED}", f"/{NUMBER}", f"/personvern/{NUMBER}", "/saker/x y"])
def test_an_address_that_leads_nowhere_is_not_repeated(world, path):
    client = world.client("leader")
    response = client.get(path)
    assert response.status_code == 404
    for words in ("Linerle", NUMBER, "x y"):
        assert words not in told(response)


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/innboks", "/innboks"),
        ("/saker/abc_DEF-123", "/saker/abc_DEF-123"),
        (f"/saker/{NUMBER}", "/"),
        ("/saker/ola nordmann", "/"),
        ("/finnes-ikke", "/"),
        ("/innboks?q=ola", "/"),
    ],
)
def test_the_way_back_is_to_a_page_of_ours(world, path, leads):
    response = world.client().get("/sprak/nb", query_string={"neste": path})
    assert response.headers["Location"] == leads


def test_what_is_searched_for_is_posted(world):
    for rule in rules(world.app):
        if "sok" in rule.rule:
            assert methods(rule) - {"OPTIONS"} == {"POST"}

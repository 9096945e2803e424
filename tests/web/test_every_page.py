"""On every page there is, whatever can be typed in is screened, and what is refused comes back."""

from collections.abc import Iterator

import pytest

from tests.filled_form import NATIONAL_NUMBER
from tests.page import Element, LintingClient, Page
from tests.web.casework import traces
from tests.web.filling import bytes_at_rest
from tests.web.posting import standing, written
from tests.web.test_nynorsk import SUBJECTS, pages

TYPED = {"", "text", "tel", "email", "search", "number", "date", "url"}
TEXT = f"Her står {NATIONAL_NUMBER} og mer."


def typed_in(root: Element) -> list[Element]:
    """Where a person types, but for passwords and what no form sends."""
    return [
        e
        for e in root
        if e["name"] and (e.name == "textarea" or (e.name == "input" and e["type"] in TYPED))
    ]


def with_id(page: Page, id_: str) -> Element:
    (found,) = (e for e in page.root if e["id"] == id_)
    return found


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s or "anybody")
def test_every_control_says_how_it_is_screened_and_has_room_for_findings(world, subject):
    client = world.client(subject)
    for url in pages(world, client):
        for control in typed_in(client.page.root):
            assert control["data-screen"] in {"narrative", "line"}, (url, control["name"])
            assert with_id(client.page, f"{control['id']}-findings").parent is control.parent


def ways_in(
    world, client: LintingClient, known: set[str]
) -> Iterator[tuple[str, Element, Element]]:
    """Every control of every form, once: the form's address, the form and the control."""
    for url in pages(world, client):
        for form in client.page.root.all("form", method="post"):
            for control in typed_in(form):
                way = f"{form['action'].rpartition('/')[2]} {control['name']}"
                if way not in known:
                    known.add(way)
                    yield form["action"] or url, form, control


def test_a_number_in_any_control_of_any_page_is_marked_there_and_stored_nowhere(own_world):
    known: set[str] = set()
    _acts, *texts = traces(own_world)
    for subject in SUBJECTS:
        client = own_world.client(subject)
        for address, form, control in ways_in(own_world, client, known):
            data = {**standing(form), control["name"]: TEXT}
            response = client.post(address, data=data)
            where = (address, control["name"])
            assert response.status_code == 422, where
            shown = with_id(client.page, control["id"])
            kept = written(shown) if shown.name == "textarea" else shown["value"]
            assert kept == TEXT, where
            marks = with_id(client.page, f"{control['id']}-findings").all("mark")
            assert [mark.text for mark in marks] == [NATIONAL_NUMBER], where
            assert NATIONAL_NUMBER not in client.page.root.one("title").text
    assert traces(own_world)[1:] == texts
    assert NATIONAL_NUMBER.encode() not in bytes_at_rest(own_world.app)
    assert len(known) > 30


def test_the_style_guide_shows_findings_too(world):
    assert world.client().get("/stilguide").status_code == 200

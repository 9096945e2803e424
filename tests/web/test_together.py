"""Two organisations, one case: notes by scope, links, reports from the other side, and readers."""

import pytest
from sqlalchemy import select

from app.domain.casework import LinkKind, NoteScope
from app.domain.policy import Actor
from app.domain.vocabulary import Direction
from app.models import Case, CaseLink, Note, Reporter
from app.web.counter_reports import signed
from tests.factories import sent_case
from tests.filled_form import without
from tests.web.casework import opened, read
from tests.web.posting import form_to, forms_to, send, standing

FILLED = without("form_key", "occurred_on", "municipality")
"""What is left to fill in when the day and the municipality are there."""


@pytest.fixture
def key(own_world):
    return own_world.cases["to our clinic"]


def words_of(client):
    return client.page.root.text


def linking(client, **values):
    """Fill in the form with fields to link with; hints have forms of their own."""
    form = next(each for each in forms_to(client, "/koble") if "version" in standing(each))
    return client.post(form["action"], data={**standing(form), **values})


def another(world, **changes):
    with world.app.extensions["database"].transaction() as session:
        return sent_case(session, now=world.clock(), **changes)


def test_a_note_says_who_reads_it_and_stands_under_that(own_world, key):
    client = opened(own_world, key)
    assert "Bare du. Ingen andre ser det" in words_of(client)
    assert send(client, "/notat", note="For alle her.", note_scope="shared").status_code == 303
    client.get(f"/saker/{key}")
    assert send(client, "/notat", note="Bare min.", note_scope="own").status_code == 303
    assert {row.scope for row in read(own_world, select(Note))} == {NoteScope.SHARED, NoteScope.OWN}
    page = words_of(opened(own_world, key, "municipal coordinator"))
    assert "For alle her." in page
    assert "Bare min." not in page
    assert "Koordinatoren og lederne hos dere. Ikke mottakeren." in page


def test_the_reporting_party_writes_a_note_of_its_own(own_world, key):
    client = opened(own_world, key, "municipal leader")
    assert send(client, "/notat", note="Vi ringte dem.").status_code == 303
    (note,) = read(own_world, select(Note))
    assert note.scope is NoteScope.OWN_PARTY
    assert "Vi ringte dem." not in words_of(opened(own_world, key))
    follow = own_world.client()
    follow.get(f"/folg/{own_world.tokens['to our clinic']}")
    assert "Vi ringte dem." not in words_of(follow)


def test_a_case_is_linked_by_reference_and_the_link_undone(own_world, key):
    other = another(own_world, categories=("logistics",))
    client = opened(own_world, key)
    done = linking(client, link_to=other.reference.spoken, link_kind="same_incident")
    assert done.status_code == 303
    client.get(f"/saker/{key}")
    assert f"sak {other.reference.spoken}" in words_of(client)
    assert send(client, "/angre-kobling").status_code == 303
    (row,) = read(own_world, select(CaseLink))
    assert row.undone_at is not None


@pytest.mark.parametrize("typed", ["", "7KQM", "7KQM-2XVD"])
def test_a_reference_that_leads_nowhere_is_told_at_its_field(own_world, key, typed):
    client = opened(own_world, key)
    answer = linking(client, link_to=typed, link_kind="pattern")
    assert answer.status_code == 422
    assert client.page.root.all("form")
    assert read(own_world, select(CaseLink)) == []


def test_a_hint_is_linked_or_put_away_with_one_click(own_world, key):
    another(own_world)
    another(own_world)
    client = opened(own_world, key)
    assert "Kan det være samme hendelse?" in words_of(client)
    for ending, name in (("/koble", "link_to"), ("/ikke-samme", "apart_from")):
        client.get(f"/saker/{key}")
        form = next(each for each in forms_to(client, ending) if len(standing(each)[name][0]) == 9)
        assert client.post(form["action"], data=standing(form)).status_code == 303
    client.get(f"/saker/{key}")
    assert "Kan det være samme hendelse?" not in words_of(client)
    assert len(read(own_world, select(CaseLink).where(CaseLink.undone_at.is_(None)))) == 1


def test_a_report_from_our_side_goes_the_opposite_way_and_is_linked(own_world, key):
    client = opened(own_world, key)
    client.get(f"/saker/{key}/meld-fra-var-side")
    form = form_to(client, "/sykehus-til-kommune")
    filled = standing(form)
    assert filled["occurred_on"] == ["06.03.2026"]
    assert filled["municipality"] == ["tonsberg"]
    assert key not in form["action"]
    assert client.post(form["action"], data={**filled, **FILLED}).status_code == 303
    new = read(own_world, select(Case).order_by(Case.id.desc()))[0]
    assert new.direction is Direction.TO_MUNICIPALITY
    (row,) = read(own_world, select(CaseLink))
    assert (row.case_id, row.kind) == (new.id, LinkKind.COUNTER_REPORT)
    assert new.reference[:4] in words_of(opened(own_world, key, "municipal coordinator"))


@pytest.mark.parametrize("carried", ["", "tull", "WyJhIiwxXQ.tull"])
def test_what_nobody_signed_links_nothing_and_the_report_is_sent(own_world, key, carried):
    client = opened(own_world, key)
    client.get(f"/saker/{key}/meld-fra-var-side")
    form = form_to(client, "/sykehus-til-kommune")
    filled = {**standing(form), **FILLED, "counter_to": carried}
    assert client.post(form["action"], data=filled).status_code == 303
    assert read(own_world, select(CaseLink)) == []


def test_who_carried_the_form_must_still_read_the_case_when_it_is_sent(own_world, key):
    client = opened(own_world, key)
    client.get(f"/saker/{key}/meld-fra-var-side")
    form = form_to(client, "/sykehus-til-kommune")
    with own_world.app.app_context():
        stranger = signed(key, Actor(user_id=own_world.users["leader of another clinic"].id))
    filled = {**standing(form), **FILLED, "counter_to": stranger}
    assert client.post(form["action"], data=filled).status_code == 303
    assert read(own_world, select(CaseLink)) == []


def test_the_page_says_who_has_read_the_case(own_world, key):
    opened(own_world, key)
    page = words_of(opened(own_world, key, "municipal coordinator"))
    assert "Leder, Klinikk medisin" in page
    name = own_world.users["leader"].name
    assert name not in page
    assert name in words_of(opened(own_world, key))
    assert read(own_world, select(Reporter.name))[0] in page

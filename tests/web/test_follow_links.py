"""What a follow link opens, and for how long."""

import pytest
from sqlalchemy import func, select

from app.domain.lifecycle import Status
from app.domain.vocabulary import Role
from app.models import Case, Narrative
from app.services import following
from tests.factories import LINKS, Scene, actor_at
from tests.web.filling import token_for

ADDRESSES = ["", "/svar", "/tillegg", "/trekk", "/gjenapne", "/samtykke"]


@pytest.fixture
def scene(app, clock):
    return Scene(app.extensions["database"], clock())


@pytest.mark.parametrize("tail", ADDRESSES)
def test_a_link_that_was_never_made_was_revoked_or_has_ended_opens_nothing(
    client, scene, clock, tail
):
    ask = client.post if tail else client.get
    assert ask(f"/folg/{'a' * 26}{tail}").status_code == 404
    key = scene.case_at(Status.ANSWERED)
    old = token_for(scene.database, key)
    with scene.database.transaction() as session:
        coordinator = actor_at(session, Role.COORDINATOR, "tonsberg", now=scene.now)
        following.reissue_link(session, coordinator, key, LINKS, now=scene.now)
    assert ask(f"/folg/{old}{tail}").status_code == 404
    live = token_for(scene.database, key)
    assert client.get(f"/folg/{live}").status_code == 200
    clock.forward(days=400)
    assert ask(f"/folg/{live}{tail}").status_code == 404


def test_a_link_to_one_case_acts_on_no_other(client, scene):
    own, other = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    address = f"/folg/{token_for(scene.database, own)}"
    client.get(address)
    posted = {"csrf_token": client.token(), "supplement": "Legen ble ringt."}
    assert client.post(f"{address}/tillegg", data=posted).status_code == 303
    with scene.database.reading() as session:
        on_other = select(func.count()).select_from(Narrative).join(Case).where(Case.key == other)
        assert session.scalar(on_other) == 1


@pytest.mark.parametrize("tail", ADDRESSES)
def test_the_case_is_shown_at_the_address_of_a_refused_form_too(client, scene, tail):
    address = f"/folg/{token_for(scene.database, scene.case_at(Status.SENT))}"
    assert client.get(f"{address}{tail}").status_code == 200
    assert client.page.root.one("h1").text.startswith("Samhandlingsavvik ")

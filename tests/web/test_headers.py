"""What every response says about trust, and that no post gets in without the page's own token."""

import pytest
from sqlalchemy import func, select

from app.domain.policy import SYSTEM
from app.models import AuditEntry, Case, Narrative, Note, User
from app.services import accounts
from app.web.headers import HEADERS
from tests.factories import PASSWORD
from tests.web.conftest import ROLES
from tests.web.test_access import address, loads, methods, rules

READINGS = ("case_read", "log_read", "redactions_read", "retention_read")


def state(world) -> tuple[int, ...]:
    """Counts that change when anything is done to a case."""
    acts = select(func.count()).where(AuditEntry.action.not_in(READINGS))
    counts = [select(func.count()).select_from(table) for table in (Case, Narrative)]
    with world.app.extensions["database"].reading() as session:
        return tuple(session.scalar(query) or 0 for query in [*counts, acts])


FORM = "/meld/vestfold/kommune-til-sykehus"


@pytest.mark.parametrize("path", ["/", "/finnes-ikke", "/innboks", "/static/favicon.svg", "/meld"])
def test_every_response_carries_the_whole_set_once(world, path):
    response = world.client().get(path)
    for name, value in HEADERS.items():
        assert response.headers.getlist(name) == [value]
    assert "Set-Cookie" not in response.headers or "HttpOnly" in response.headers["Set-Cookie"]


def test_pages_are_never_kept_by_a_cache(world):
    assert world.client("leader").get("/innboks").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "subject", ["leader", "municipal coordinator", "secretary", "administrator"]
)
def test_no_post_does_anything_without_a_token(own_world, subject):
    assert subject in ROLES
    client = own_world.client(subject)
    before = state(own_world)
    for rule in rules(own_world.app):
        if "POST" not in methods(rule):
            continue
        keys = own_world.cases.values() if loads(own_world.app, rule) == "case" else ["x"]
        tokens = own_world.tokens.values()
        for url in {address(own_world, rule, key, token) for key in keys for token in tokens}:
            client.post(url, data={"version": "1"})
    assert state(own_world) == before


def test_a_post_from_another_site_is_refused_before_anything_is_read(world):
    client = world.client("leader")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post("/logg-ut", headers=headers).status_code == 403


def test_a_foreign_host_is_refused(world):
    assert world.client().get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "https://evil.example", "\\\\evil", "/\\evil", "/%09/evil", "evil", ""],
)
def test_no_redirect_leads_to_another_site(world, path):
    response = world.client().get("/sprak/nn", query_string={"neste": path})
    place = response.headers["Location"]
    assert place.startswith("/")
    assert not place.startswith("//")
    assert "\\" not in place


def test_a_text_far_too_long_is_handed_back_whole(world):
    text = "a" * 1_100_000
    response = world.client().post(FORM, data={"description": text})
    assert response.status_code == 422
    assert text in response.get_data(as_text=True)


def test_a_body_over_the_limit_gets_a_clear_page(world):
    response = world.client().post(FORM, data={"description": "a" * 4_100_000})
    assert response.status_code == 413
    assert "ingenting er lagret" in response.get_data(as_text=True)


@pytest.mark.parametrize("path", [FORM, "/logg-inn", "/innboks/sok", "/finnes-ikke"])
def test_a_post_of_countless_fields_is_not_read_apart(world, path):
    body = "a&" * 100_000
    kind = "application/x-www-form-urlencoded"
    response = world.client().post(path, data=body, content_type=kind)
    assert response.status_code == (404 if "finnes" in path else 413)
    assert len(response.get_data()) < 50_000


def test_a_number_in_an_address_is_not_repeated_in_another(world):
    response = world.client().get("/saker/13058512345")
    assert "13058512345" not in f"{response.headers}"


def test_text_posted_after_the_sign_in_ran_out_is_in_the_response_and_one_click_sends_it(own_world):
    client = own_world.client("leader")
    key = own_world.cases["to our clinic"]
    client.get(f"/saker/{key}")
    own_world.clock.forward(minutes=45)
    text = "Vi ringte avdelingen og fikk listen."
    response = client.post(f"/saker/{key}/notat", data={"body": text, "version": "1"})
    assert response.status_code == 401
    assert text in response.get_data(as_text=True)
    carried = {e["name"]: e["value"] for e in client.page.root.all("input", type="hidden")}
    assert carried["medbrakt.body"] == text
    assert carried["carried_to"] == f"/saker/{key}/notat"


def test_the_carried_text_is_sent_with_one_click_after_signing_in(own_world):
    subject = own_world.users["leader"]
    with own_world.app.extensions["database"].transaction() as session:
        user = session.get_one(User, subject.id)
        accounts.set_password(session, SYSTEM, user, PASSWORD, now=own_world.clock())
    client = own_world.client("leader")
    key = own_world.cases["to our clinic"]
    client.get(f"/saker/{key}")
    own_world.clock.forward(minutes=45)
    client.post(f"/saker/{key}/notat", data={"note": "Vi ringte avdelingen.", "version": "1"})
    typed = {"email": subject.email, "password": PASSWORD}
    client.post("/logg-inn", data=hidden(client) | typed)
    (form,) = [f for f in client.page.root.all("form") if f["action"] == f"/saker/{key}/notat"]
    fields = {e["name"]: e["value"] for e in form.all("input", type="hidden")}
    response = client.post(form["action"], data=fields)
    assert response.status_code == 303
    with own_world.app.extensions["database"].reading() as session:
        assert session.scalars(select(Note.body)).all() == ["Vi ringte avdelingen."]


def hidden(client) -> dict[str, str]:
    form = next(f for f in client.page.root.all("form") if f["action"] == "/logg-inn")
    return {e["name"]: e["value"] for e in form.all("input", type="hidden")}

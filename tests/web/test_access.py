"""Every route × method × subject × relation, walked from the application's own map of addresses.

What is expected is read from the policy table alone; a view that forgets to ask it is found here.
"""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.domain.deadlines import oslo_date
from app.domain.links import Purpose
from app.domain.policy import ANYBODY, SYSTEM, Actor, Permission, Relations, permits
from app.models import User
from app.services import accounts
from app.services.cases import find_case, relations_of
from app.services.grants import actor_for
from app.web.screening import fingerprint_of_parts
from tests.factories import LINKS
from tests.web.conftest import CANARY, CASES, REPORTER_CANARY, ROLES, World

METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
SUBJECTS = ("", *ROLES)
NOWHERE = "finnes-ikke-0000000000"


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def methods(rule: Rule) -> set[str]:
    return set(rule.methods or ())


def view_of(app: Flask, rule: Rule):
    return app.view_functions[rule.endpoint]


def loads(app: Flask, rule: Rule) -> str:
    return getattr(view_of(app, rule), "loads", "")


def address(world: World, rule: Rule, case_key: str = NOWHERE, token: str = NOWHERE) -> str:
    """Fill in a rule's parts with values that exist, but for the case and the link."""
    values: dict[str, object] = {
        "key": case_key,
        "token": token,
        "fellesskap": "vestfold",
        "retning": "kommune-til-sykehus",
        "code": "nn",
        "party": "siv",
        "year": 2026,
        "version": 1,
        "file": "fsu-nb.pdf",
        "membership_id": 1,
        "fingerprint": fingerprint_of_parts(),
        "file_name": "rules.json",
    }
    if loads(world.app, rule) == "leader link" and token != NOWHERE:
        values["token"] = LINKS.token(Purpose.LINE_MANAGER, world.cases["to another clinic"], 0)
    if loads(world.app, rule) == "none" and "key" in rule.arguments:
        values["key"] = "vestfold" if "statistikk" in rule.rule else world.users["triage"].key
    adapter = world.app.url_map.bind("localhost")
    wanted = {name: values[name] for name in rule.arguments}
    return adapter.build(
        rule.endpoint, wanted, method=next(iter(methods(rule) - {"HEAD", "OPTIONS"}))
    )


def actor_of(world: World, subject: str) -> Actor:
    if not subject:
        return ANYBODY
    with world.app.extensions["database"].reading() as session:
        return actor_for(session, world.users[subject], on=oslo_date(world.clock()))


def related(world: World) -> dict[str | None, Relations | None]:
    """How each case lies, by its key; no case has no relations."""
    with world.app.extensions["database"].reading() as session:
        of_cases: dict[str | None, Relations | None] = {
            key: relations_of(session, find_case(session, key)) for key in world.cases.values()
        }
    return {None: None, **of_cases}


def test_every_route_carries_a_permission(world):
    bare = [r.rule for r in rules(world.app) if not hasattr(view_of(world.app, r), "permission")]
    assert not bare, f"give these routes a permission: {bare}"


def test_a_route_without_a_permission_is_not_served(own_world):
    own_world.app._got_first_request = False
    own_world.app.add_url_rule("/glemt", "forgotten", lambda: "hemmelig")
    assert own_world.client("leader").get("/glemt").status_code == 404


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s or "anybody")
def test_a_subject_enters_exactly_what_the_policy_allows(world, subject):
    client, actor, relations = world.client(subject), actor_of(world, subject), related(world)
    wrong = []
    for rule in rules(world.app):
        view = view_of(world.app, rule)
        for method in METHODS:
            if method not in methods(rule):
                continue
            for relation, case_key in relations_for(world, rule):
                may = permits(actor, view.permission, relations[case_key])
                if subject and method == "POST" and rule.endpoint == "signing_in.sign_out":
                    continue  # a world's people stay signed in
                url = address(world, rule, case_key or NOWHERE)
                response = client.open(url, method=method, data={} if method == "POST" else None)
                cell = f"{method} {rule.rule} ({relation}): {response.status_code}"
                if method != "OPTIONS" and is_let_in(response) is not may:
                    wrong.append(f"{cell}, expected {'in' if may else 'out'}")
                if not may and leaks(response):
                    wrong.append(f"{cell} leaks the case")
    assert not wrong, "\n".join(wrong)


def relations_for(world: World, rule: Rule) -> list[tuple[str, str | None]]:
    if loads(world.app, rule) == "case":
        return [(name, world.cases[name]) for name in CASES]
    return [("-", None)]


def is_let_in(response) -> bool:
    if response.status_code in {401, 403, 404}:
        return False
    return "/logg-inn" not in response.headers.get("Location", "")


def leaks(response) -> bool:
    body = response.get_data(as_text=True)
    return CANARY in body or REPORTER_CANARY in body


def without_tokens(response, key: str) -> str:
    body = response.get_data(as_text=True).replace(key, "")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", body)


@pytest.mark.parametrize("subject", [s for s in SUBJECTS if s])
def test_a_foreign_case_looks_exactly_like_one_that_is_not_there(world, subject):
    client, actor, relations = world.client(subject), actor_of(world, subject), related(world)
    missing = client.get(f"/saker/{NOWHERE}")
    for name, key in world.cases.items():
        if not permits(actor, Permission.READ_CASE, relations[key]):
            foreign = client.get(f"/saker/{key}")
            assert foreign.status_code == missing.status_code == 404, name
            assert without_tokens(foreign, key) == without_tokens(missing, NOWHERE)


def test_a_follow_link_opens_its_own_case_and_others_open_nothing(world):
    client = world.client()
    for rule in rules(world.app):
        if loads(world.app, rule) != "link" or "GET" not in methods(rule):
            continue
        own = address(world, rule, token=world.tokens["to our clinic"])
        assert client.get(own).status_code == 200
        assert client.get(address(world, rule, token="a" * 26)).status_code == 404


def test_a_line_managers_link_opens_its_own_case_and_others_open_nothing(world):
    client = world.client()
    follow = world.tokens["to another clinic"]
    for rule in rules(world.app):
        if loads(world.app, rule) != "leader link" or "GET" not in methods(rule):
            continue
        assert client.get(address(world, rule, token=follow)).status_code == 200
        part = rule.rule.partition("<token>")[2]
        for other in (follow, "a" * 26):
            assert client.get(f"/leder/{other}{part}").status_code == 404


def test_a_deactivated_person_is_out_on_the_next_request(own_world):
    client = own_world.client("leader")
    assert client.get("/innboks").status_code == 200
    with own_world.app.extensions["database"].transaction() as session:
        user = session.get_one(User, own_world.users["leader"].id)
        accounts.deactivate_user(session, SYSTEM, user, now=own_world.clock())
    assert client.get("/innboks").status_code == 302


@pytest.mark.parametrize(("idle", "status"), [({"minutes": 29}, 200), ({"minutes": 31}, 302)])
def test_a_sign_in_ends_after_half_an_hour_of_quiet(own_world, idle, status):
    client = own_world.client("leader")
    own_world.clock.forward(**idle)
    assert client.get("/innboks").status_code == status


def test_a_sign_in_ends_after_twelve_hours_whatever_happens(own_world):
    client = own_world.client("leader")
    for _ in range(35):
        own_world.clock.forward(minutes=20)
        assert client.get("/innboks").status_code == 200
    own_world.clock.forward(minutes=21)
    assert client.get("/innboks").status_code == 302


def test_signing_out_kills_the_cookie_on_the_server(own_world):
    client = own_world.client("leader")
    with client.session_transaction() as kept:
        stolen = kept["_user_id"]
    client.get("/innboks")
    assert client.post("/logg-ut", data={"csrf_token": client.token()}).status_code == 303
    thief = own_world.client()
    with thief.session_transaction() as kept:
        kept["_user_id"] = stolen
    assert thief.get("/innboks").status_code == 302


def test_a_role_that_ends_is_gone_on_the_next_request(own_world):
    client = own_world.client("leader")
    key = own_world.cases["to our clinic"]
    assert client.get(f"/saker/{key}").status_code == 200
    with own_world.app.extensions["database"].transaction() as session:
        held = accounts.memberships_of(session, own_world.users["leader"].id)[0]
        last_day = oslo_date(own_world.clock()).replace(day=1)
        accounts.end_membership(session, SYSTEM, held, last_day=last_day, now=own_world.clock())
    assert client.get(f"/saker/{key}").status_code == 404

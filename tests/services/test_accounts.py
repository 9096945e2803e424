"""People sign in with what they know, are held on the server, and do what their roles say."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.domain.audit import AuditAction
from app.domain.policy import SYSTEM, Actor, NotPermitted
from app.domain.vocabulary import Role
from app.models import AuditEntry, Password, SignIn, Throttle, User
from app.services import accounts, throttling
from app.services.accounts import SignInRefused, WeakPassword
from app.services.grants import actor_for
from tests.conftest import START
from tests.factories import PASSWORD, actor_at, party, person, unit
from tests.light_hashes import FULL_WEIGHT

HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def full_weight(monkeypatch):
    """Passwords are hashed as in the product; an older, lighter hash is still read."""
    monkeypatch.setattr(accounts, "HASHER", FULL_WEIGHT)
    accounts._nobodys_hash.cache_clear()
    yield
    accounts._nobodys_hash.cache_clear()


@pytest.fixture
def nurse(database):
    """A caseworker with a password."""
    with database.transaction() as session:
        return person(session, Role.CASEWORKER, "siv-medisin", now=START, with_password=True)


def sign_in(database, user, password=PASSWORD, *, address=HOME, now=START):
    return accounts.sign_in(database, user.email, password, address=address, now=now)


def try_often(database, email, times, *, now, addresses):
    """Guess wrongly; give how many guesses were looked at."""
    checked = 0
    for number in range(times):
        try:
            accounts.sign_in(
                database, email, "feil", address=addresses[number % len(addresses)], now=now
            )
        except SignInRefused as refused:
            checked += refused.try_again_at is None
    return checked


def found(database, token, *, now=START):
    with database.reading() as session:
        return accounts.actor_of(session, token, now=now)


def test_the_right_password_gives_a_token_that_names_the_person(database, nurse):
    token = sign_in(database, nurse)
    user, actor = found(database, token)
    assert user.email == nurse.email
    assert actor.has(Role.CASEWORKER)
    with database.reading() as session:
        assert token.encode() not in session.scalars(select(SignIn.digest)).all()


def test_the_address_may_be_typed_with_capitals_and_spaces(database, nurse):
    assert accounts.sign_in(
        database, f"  {nurse.email.upper()} ", PASSWORD, address=HOME, now=START
    )


@pytest.mark.parametrize("typed", ["feil", "", PASSWORD + " ", "x" * 5000])
def test_another_password_is_refused(database, nurse, typed):
    with pytest.raises(SignInRefused) as refused:
        sign_in(database, nurse, typed)
    assert refused.value.try_again_at is None


def test_unknown_and_known_people_are_refused_alike(database, full_weight, nurse, monkeypatch):
    monkeypatch.setattr(throttling, "admit", lambda *_, **__: None)
    accounts._nobodys_hash()
    seconds: dict[str, list[float]] = {nurse.email: [], "ingen@siv.example": []}
    words = set()
    for _ in range(8):
        for email, taken in seconds.items():
            began = time.perf_counter()
            with pytest.raises(SignInRefused) as refused:
                accounts.sign_in(database, email, "feil", address=HOME, now=START)
            taken.append(time.perf_counter() - began)
            words.add(str(refused.value))
    assert len(words) == 1
    known, unknown = (sorted(taken)[len(taken) // 2] for taken in seconds.values())
    assert 0.5 < known / unknown < 2


def test_a_national_number_typed_as_an_address_is_refused_like_any_other(database):
    with pytest.raises(SignInRefused) as refused:
        accounts.sign_in(database, "13058512345", "feil", address=HOME, now=START)
    assert refused.value.try_again_at is None


def test_passwords_are_hashed_with_argon2id_and_an_older_profile_is_still_read(
    database, nurse, full_weight
):
    sign_in(database, nurse)
    with database.transaction() as session:
        accounts.set_password(session, SYSTEM, nurse, PASSWORD, now=START)
        hashed = session.scalars(select(Password.hash)).one()
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not accounts.verify("not a hash", PASSWORD)


def test_a_hundred_guesses_a_day_at_most_are_looked_at(database, nurse):
    sign_in(database, nurse, address=HOME)
    strangers = [f"203.0.113.{number}" for number in range(200)]
    checked = 0
    for minutes in range(0, 24 * 60, 20):
        now = START + timedelta(minutes=minutes)
        checked += try_often(database, nurse.email, 6, now=now, addresses=[*strangers[:5], HOME])
    assert 40 <= checked <= 100


def test_whoever_has_signed_in_from_an_address_gets_in_while_strangers_guess(database, nurse):
    sign_in(database, nurse, address=HOME)
    now = START + timedelta(hours=1)
    guesses = try_often(
        database, nurse.email, 60, now=now, addresses=[f"203.0.113.{n}" for n in range(60)]
    )
    assert guesses == throttling.STRANGERS.capacity
    assert sign_in(database, nurse, address=HOME, now=now)
    with pytest.raises(SignInRefused) as refused:
        sign_in(database, nurse, address=ELSEWHERE, now=now)
    assert refused.value.try_again_at is not None
    wait = refused.value.try_again_at - now
    assert timedelta() < wait <= throttling.STRANGERS.leaks_every
    assert sign_in(database, nurse, address=ELSEWHERE, now=now + wait)


def test_one_address_may_not_try_every_account(database):
    emails = [f"person{number}@siv.example" for number in range(100)]
    checked = sum(
        try_often(database, email, 1, now=START, addresses=[ELSEWHERE]) for email in emails[:70]
    )
    assert checked == throttling.ADDRESS.capacity
    assert try_often(database, emails[99], 1, now=START, addresses=[HOME]) == 1


def test_honest_sign_ins_never_run_out(database, nurse):
    for day in range(40):
        assert sign_in(database, nurse, now=START + timedelta(minutes=day))


def test_what_is_long_unused_is_forgotten(database, nurse):
    sign_in(database, nurse)
    with database.transaction() as session:
        throttling.forget_stale(session, now=START + timedelta(days=91))
        assert session.scalar(select(func.count()).select_from(Throttle)) == 0


@pytest.mark.parametrize(
    ("seen_after", "asked_after", "is_live"),
    [
        ([], timedelta(minutes=29), True),
        ([], timedelta(minutes=31), False),
        ([20, 40, 60], timedelta(minutes=85), True),
        (list(range(20, 720, 20)), timedelta(hours=11, minutes=59), True),
        (list(range(20, 720, 20)), timedelta(hours=12, minutes=1), False),
    ],
)
def test_a_sign_in_ends_after_half_an_hour_idle_or_twelve_hours(
    database, nurse, seen_after, asked_after, is_live
):
    token = sign_in(database, nurse)
    for minutes in seen_after:
        with database.transaction() as session:
            accounts.touch(session, token, now=START + timedelta(minutes=minutes))
    assert (found(database, token, now=START + asked_after) is not None) == is_live


def test_last_seen_is_written_at_most_every_five_minutes(database, nurse):
    token = sign_in(database, nurse)
    for minutes, wants in ((1, False), (4, False), (5, True)):
        now = START + timedelta(minutes=minutes)
        with database.transaction() as session:
            assert accounts.wants_touch(session, token, now=now) == wants
            accounts.touch(session, token, now=now)
            seen = session.scalars(select(SignIn.last_seen_at)).one()
            assert seen == (now if wants else START)


def test_signing_out_ends_the_sign_in_on_the_server(database, nurse):
    token, other = sign_in(database, nurse), sign_in(database, nurse)
    with database.transaction() as session:
        accounts.sign_out(session, Actor(nurse.id), token, now=START)
    assert found(database, token) is None
    assert found(database, other) is not None


def test_a_deactivated_person_is_out_at_once_and_stays_out(database, nurse):
    token = sign_in(database, nurse)
    with database.transaction() as session:
        user = session.get_one(User, nurse.id)
        accounts.deactivate_user(session, SYSTEM, user, now=START)
    assert found(database, token) is None
    with pytest.raises(SignInRefused):
        sign_in(database, nurse)


def test_a_new_password_ends_every_other_sign_in(database, nurse):
    here, elsewhere = sign_in(database, nurse), sign_in(database, nurse)
    with database.transaction() as session:
        user = session.get_one(User, nurse.id)
        accounts.set_password(
            session, Actor(nurse.id), user, "en helt annen setning", now=START, keep=here
        )
    assert found(database, here) is not None
    assert found(database, elsewhere) is None
    with pytest.raises(SignInRefused):
        sign_in(database, nurse)


@pytest.mark.parametrize("weak", ["kort", "elleve tegn", "Nummer er et navn", "x" * 300])
def test_a_weak_password_is_refused(database, nurse, weak):
    with database.transaction() as session, pytest.raises(WeakPassword):
        accounts.set_password(session, SYSTEM, nurse, weak, now=START)


def test_nobody_sets_another_s_password_or_gives_roles_without_administering(database, nurse):
    with database.transaction() as session:
        other = person(session, Role.COORDINATOR, "siv", now=START)
        actor = actor_for(session, other, on=START.date())
        draft = accounts.MembershipDraft(Role.ADMINISTRATOR, None, START.date())
        acts = [
            lambda: accounts.set_password(session, actor, nurse, "x" * 20, now=START),
            lambda: accounts.add_membership(session, actor, other, draft, now=START),
            lambda: accounts.deactivate_user(session, actor, nurse, now=START),
            lambda: accounts.add_user(
                session, actor, email="a@siv.example", name="A", language="nb", now=START
            ),
        ]
        for act in acts:
            with pytest.raises(NotPermitted):
                act()


def test_a_role_asks_for_exactly_its_scope(database, nurse):
    with database.transaction() as session:
        for role, scope_id in ((Role.CASEWORKER, None), (Role.ADMINISTRATOR, 1)):
            draft = accounts.MembershipDraft(role, scope_id, START.date())
            with pytest.raises(accounts.WrongScope):
                accounts.add_membership(session, SYSTEM, nurse, draft, now=START)


def test_nobody_but_an_fsu_secretary_speaks_for_a_party(database, nurse):
    with database.transaction() as session:
        draft = accounts.MembershipDraft(Role.COORDINATOR, 1, START.date(), speaks_for_id=2)
        with pytest.raises(accounts.WrongScope):
            accounts.add_membership(session, SYSTEM, nurse, draft, now=START)


def test_an_address_is_somebody_s_alone(database, nurse):
    with database.transaction() as session, pytest.raises(accounts.AddressTaken):
        accounts.add_user(
            session, SYSTEM, email=nurse.email.upper(), name="B", language="nb", now=START
        )


def test_a_unit_role_reaches_the_sections_below_and_no_other_clinic(database):
    with database.reading() as session:
        actor = actor_at(session, Role.UNIT_LEADER, "siv-medisin", now=START)
        reached = actor.unit_ids(Role.UNIT_LEADER)
        assert unit(session, "siv-medisin-geriatri").id in reached
        assert unit(session, "siv-kirurgi-ortopedi").id not in reached
        assert actor.party_ids(Role.UNIT_LEADER) == {party(session, "siv").id}


def test_a_section_s_role_does_not_reach_the_clinic(database):
    with database.reading() as session:
        actor = actor_at(session, Role.CASEWORKER, "siv-medisin-geriatri", now=START)
        assert actor.unit_ids(Role.CASEWORKER) == {unit(session, "siv-medisin-geriatri").id}


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_role_holds_from_its_first_day_through_its_last(database, day, holds):
    with database.reading() as session:
        user = person(session, Role.COORDINATOR, "horten", now=START)
        held = accounts.memberships_of(session, user.id)[0]
        last_day = START.date() + timedelta(days=9)
        accounts.end_membership(session, SYSTEM, held, last_day=last_day, now=START)
        actor = actor_for(session, user, on=START.date() + timedelta(days=day))
        assert actor.has(Role.COORDINATOR) == holds


def test_everything_about_people_leaves_an_entry_without_address_or_name(database, nurse):
    token = sign_in(database, nurse)
    with pytest.raises(SignInRefused):
        sign_in(database, nurse, "feil")
    with database.transaction() as session:
        accounts.sign_out(session, Actor(nurse.id), token, now=START)
        entries = session.scalars(select(AuditEntry)).all()
    actions = [entry.action for entry in entries]
    for action in (
        AuditAction.USER_ADDED,
        AuditAction.PASSWORD_CHANGED,
        AuditAction.MEMBERSHIP_ADDED,
        AuditAction.SIGNED_IN,
        AuditAction.SIGN_IN_REFUSED,
        AuditAction.SIGNED_OUT,
    ):
        assert actions.count(action) == 1
    assert all(
        isinstance(v, int) or v == "password"
        for e in entries
        for v in e.facts.values()
        if e.action is not AuditAction.REGISTER_LOADED
    )

"""Who may sign in to the demo: every role, in every clinic and municipality that has one."""

import base64
import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.narratives import all_of
from app.domain.policy import SYSTEM
from app.domain.vocabulary import PartyKind, Role, UnitKind
from app.models import Helsefellesskap, Party, Unit, User
from app.services import accounts

HIRED_AT = datetime(2022, 12, 1, 8, 0, tzinfo=UTC)
HIRED_ON = date(2022, 12, 1)
CLINIC_ROLES = {
    Role.TRIAGE: "fordeler",
    Role.CASEWORKER: "saksbehandler",
    Role.UNIT_LEADER: "leder",
}
PRIVACY_MUNICIPALITY = "tonsberg"


@dataclass(frozen=True)
class Post:
    """A role to fill: what its address begins with, and where it holds."""

    local_part: str
    role: Role
    party: Party
    unit: Unit | None = None
    helsefellesskap: Helsefellesskap | None = None
    speaks_for: Party | None = None

    @property
    def scope_id(self) -> int | None:
        """Give the id that the role's scope asks for."""
        scopes = {
            "unit": self.unit,
            "party": self.party,
            "helsefellesskap": self.helsefellesskap,
            "installation": None,
        }
        found = scopes[self.role.scope]
        return found.id if found else None


@dataclass(frozen=True)
class Account:
    """A demo account, as it is shown to whoever tries the service."""

    email: str
    password: str
    role: Role
    party: str
    unit: str | None

    def to_json(self) -> dict[str, str | None]:
        """Give the account as the contract with the outside names it."""
        return {
            "email": self.email,
            "password": self.password,
            "role": self.role.value,
            "party": self.party,
            "unit": self.unit,
        }


def demo_password(secret_key: str) -> str:
    """Give the installation's demo password: easy to type, and another on every installation."""
    mac = hmac.new(secret_key.encode(), b"demo password", hashlib.sha256).digest()
    code = base64.b32encode(mac).decode().lower()
    return f"demo-passord-{code[:4]}-{code[4:8]}"


def posts(session: Session, home: Helsefellesskap) -> list[Post]:
    """Give every role to fill, in the order that people are shown."""
    parties = session.scalars(select(Party).order_by(Party.id)).all()
    return [
        post
        for party in parties
        for post in (
            _seats_in_fsu(home, party, parties)
            if party.kind is PartyKind.JOINT_BODY
            else _posts_in(session, party)
        )
    ]


def _seats_in_fsu(home: Helsefellesskap, fsu: Party, parties: Sequence[Party]) -> Iterator[Post]:
    """One secretary speaks for the hospital and one for the municipalities; both decide."""
    hospital = next(party for party in parties if party.kind is PartyKind.HEALTH_TRUST)
    municipality = next(party for party in parties if party.kind is PartyKind.MUNICIPALITY)
    secretary = Role.FSU_SECRETARY
    yield Post("sekretaer", secretary, fsu, helsefellesskap=home, speaks_for=hospital)
    yield Post("fsu-medlem", Role.FSU_READER, fsu, helsefellesskap=home)
    yield Post("ssu-medlem", Role.SSU_READER, fsu, helsefellesskap=home)
    yield Post("sekretaer.kommunene", secretary, fsu, helsefellesskap=home, speaks_for=municipality)


def _posts_in(session: Session, party: Party) -> Iterator[Post]:
    units = session.scalars(select(Unit).where(Unit.party_id == party.id).order_by(Unit.position))
    yield Post("koordinator", Role.COORDINATOR, party)
    if party.kind is PartyKind.HEALTH_TRUST:
        yield Post("administrator", Role.ADMINISTRATOR, party)
    if party.kind is PartyKind.HEALTH_TRUST or party.key == PRIVACY_MUNICIPALITY:
        yield Post("personvernombud", Role.PRIVACY_OFFICER, party)
    for unit in units:
        if unit.kind is UnitKind.CLINIC:
            name = unit.key.removeprefix(f"{party.key}-")
            for role, title in CLINIC_ROLES.items():
                yield Post(f"{title}.{name}", role, party, unit)
        elif unit.kind is UnitKind.MAILROOM:
            yield Post("saksbehandler", Role.CASEWORKER, party, unit)
        elif unit.kind is UnitKind.SERVICE and unit.has_line_manager:
            name = unit.key.removeprefix(f"{party.key}-")
            yield Post(f"leder.{name}", Role.UNIT_LEADER, party, unit)


def add_people(session: Session, home: Helsefellesskap, password: str) -> None:
    """Fill every role with somebody who does not exist."""
    for post, name in zip(posts(session, home), _names(), strict=False):
        user = accounts.add_user(
            session,
            SYSTEM,
            email=address_of(session, post),
            name=name,
            language=home.default_language,
            now=HIRED_AT,
        )
        speaks_for_id = post.speaks_for.id if post.speaks_for else None
        draft = accounts.MembershipDraft(
            post.role, post.scope_id, HIRED_ON, speaks_for_id=speaks_for_id
        )
        accounts.add_membership(session, SYSTEM, user, draft, now=HIRED_AT)
        accounts.set_password(session, SYSTEM, user, password, now=HIRED_AT)


def _names() -> Iterator[str]:
    """Give names without end: those of the content, then new pairs of their parts."""
    names = [name.split() for name in all_of("user_name")]
    turn = 0
    while True:
        for place, (first, _) in enumerate(names):
            yield f"{first} {names[(place + turn * 5) % len(names)][1]}"
        turn += 1


def address_of(session: Session, post: Post) -> str:
    """Give the address of whoever fills a role."""
    units = select(Unit.mailbox).where(Unit.party_id == post.party.id, Unit.mailbox.is_not(None))
    mailbox = session.scalars(units.order_by(Unit.position).limit(1)).one()
    return f"{post.local_part}@{str(mailbox).partition('@')[2]}"


def demo_accounts(session: Session, home: Helsefellesskap, password: str) -> list[Account]:
    """Give the accounts that are there, in the order of :func:`posts`."""
    there = set(session.scalars(select(User.email).where(User.deactivated_at.is_(None))))
    return [
        Account(
            address_of(session, post),
            password,
            post.role,
            post.party.key,
            post.unit.key if post.unit else None,
        )
        for post in posts(session, home)
        if address_of(session, post) in there
    ]

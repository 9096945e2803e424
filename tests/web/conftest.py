"""Subjects who sign in for real, and one case for each way of being related to them."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.db import Database
from app.domain.case import ReporterDraft
from app.domain.vocabulary import Direction, Role
from app.models import User
from app.services import accounts
from tests.conftest import START, Clock, config_for
from tests.factories import Scene, person, sent_case
from tests.page import LintingClient
from tests.templates_once import compile_once

ROLES: dict[str, tuple[Role, str]] = {
    "triage": (Role.TRIAGE, "siv-medisin"),
    "caseworker": (Role.CASEWORKER, "siv-medisin"),
    "leader": (Role.UNIT_LEADER, "siv-medisin"),
    "caseworker of another clinic": (Role.CASEWORKER, "siv-kirurgi"),
    "leader of another clinic": (Role.UNIT_LEADER, "siv-kirurgi"),
    "hospital coordinator": (Role.COORDINATOR, "siv"),
    "municipal caseworker": (Role.CASEWORKER, "tonsberg-postmottak"),
    "municipal leader": (Role.UNIT_LEADER, "tonsberg-postmottak"),
    "municipal coordinator": (Role.COORDINATOR, "tonsberg"),
    "coordinator of another municipality": (Role.COORDINATOR, "horten"),
    "secretary": (Role.FSU_SECRETARY, ""),
    "fsu reader": (Role.FSU_READER, ""),
    "ssu reader": (Role.SSU_READER, ""),
    "privacy officer": (Role.PRIVACY_OFFICER, "siv"),
    "administrator": (Role.ADMINISTRATOR, ""),
}
CANARY = "Kanarifuglen sang i korridoren."
REPORTER_CANARY = "Melder Kanarinavn"
REPORTER = ReporterDraft(REPORTER_CANARY, "Sone nord", phone="33 00 00 00")


@dataclass
class World:
    """An application with people and cases; ``tokens`` are follow links by case."""

    app: Flask
    clock: Clock
    users: dict[str, User]
    cases: dict[str, str]
    tokens: dict[str, str]

    def client(self, subject: str = "") -> LintingClient:
        """A browser in which ``subject`` has signed in; nobody, when empty."""
        made = self.app.test_client()
        assert isinstance(made, LintingClient)
        if subject:
            self.sign_in(made, subject)
        return made

    def sign_in(self, client: LintingClient, subject: str) -> None:
        database = self.app.extensions["database"]
        with database.transaction() as session:
            user = session.scalars(select(User).where(User.id == self.users[subject].id)).one()
            token = accounts._open(session, user, "password", now=self.clock())
        with client.session_transaction() as kept:
            kept["_user_id"] = token
            kept["_fresh"] = True


CASES: dict[str, dict[str, object]] = {
    "to our clinic": {},
    "to another clinic": {
        "hospital_unit_key": "siv-kirurgi",
        "municipality_key": "horten",
        "reporter": replace(REPORTER, line_manager_email="leder@horten.example"),
    },
    "from hospital to our municipality": {
        "direction": Direction.TO_MUNICIPALITY,
        "hospital_unit_key": "siv-kirurgi-ortopedi",
    },
    "to the secretariat": {"hospital_key": None, "hospital_unit_key": None},
}


@dataclass(frozen=True)
class Furnished:
    """A database with people and cases in it; a world is a copy of it."""

    path: Path
    users: dict[str, User]
    cases: dict[str, str]
    tokens: dict[str, str]

    def world(self, path: Path) -> World:
        """Assemble an application over a copy, at ``path``."""
        shutil.copy(self.path, path)
        clock = Clock()
        app = compile_once(create_app(config_for(f"sqlite:///{path}", mode="demo"), clock=clock))
        app.test_client_class = LintingClient
        return World(app, clock, dict(self.users), dict(self.cases), dict(self.tokens))


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The people and the cases, made once."""
    path = tmp_path_factory.mktemp("furnished") / "world.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        users = {
            name: person(session, role, place, now=START) for name, (role, place) in ROLES.items()
        }
        cases: dict[str, str] = {}
        tokens: dict[str, str] = {}
        for name, changes in CASES.items():
            receipt = sent_case(
                session,
                now=START,
                **{
                    "description": CANARY,
                    "reporter": REPORTER,
                    **changes,
                },
            )
            cases[name], tokens[name] = receipt.case_key, receipt.token
    database.close()
    return Furnished(path, users, cases, tokens)


@pytest.fixture(scope="module")
def world(furnished: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for a module whose tests change nothing that the others look at."""
    made = furnished.world(tmp_path_factory.mktemp("world") / "world.sqlite")
    yield made
    made.app.extensions["database"].close()


@pytest.fixture
def own_world(furnished: Furnished, tmp_path: Path) -> Iterator[World]:
    """A world that a test may change."""
    made = furnished.world(tmp_path / "test.sqlite")
    yield made
    made.app.extensions["database"].close()


@pytest.fixture
def scene(own_world: World) -> Scene:
    """The services' view of the same world."""
    return Scene(own_world.app.extensions["database"], own_world.clock())

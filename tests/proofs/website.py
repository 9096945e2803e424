"""The service's pages as people meet them, and every field that a page lets them fill in.

Pages are found by following links from where each person begins, and the fields by reading the
forms on them; nothing is listed by hand, so a new page brings its own fields.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import create_app
from app.db import Database
from app.domain.absence import AbsenceDraft
from app.domain.case import TemplateDraft
from app.domain.deadlines import oslo_date
from app.domain.links import Purpose
from app.domain.releasing import ReleaseStatus
from app.domain.vocabulary import Role
from app.models import Case, Inquiry, LineManagerRequest, User
from app.services import accounts
from app.services.answering import templates
from app.services.reminding import absences
from app.services.work_lists import saved_views
from config import Config
from tests.factories import LINKS, Scene, person, secretary_for
from tests.page import Element, Page
from tests.proofs.ground import MORNING
from tests.proofs.roads import SILENT, WORDED
from tests.proofs.steps import People, Road
from tests.released_year import add_release
from tests.templates_once import compile_once
from tests.web.posting import standing

SUBJECTS: Mapping[str, tuple[Role, str]] = {
    "unit leader": (Role.UNIT_LEADER, "siv-medisin"),
    "municipal coordinator": (Role.COORDINATOR, "tonsberg"),
    "secretary": (Role.FSU_SECRETARY, "tonsberg"),
    "privacy officer": (Role.PRIVACY_OFFICER, "siv"),
    "administrator": (Role.ADMINISTRATOR, ""),
    "hospital coordinator": (Role.COORDINATOR, "siv"),
}
NOBODY = ""
TYPED = {"", "text", "search", "email", "tel", "url", "password", "number"}
FORM = "/meld/vestfold/kommune-til-sykehus"
BEGINNINGS = ("/", FORM, "/meld/vestfold/sykehus-til-kommune")
OK, FAULT = 200, 500


@dataclass(frozen=True)
class Entrance:
    """A field on a page: who meets it, where it is posted, and what else stands in its form.

    ``is_secret`` when the page never shows what was typed.
    """

    endpoint: str
    name: str
    subject: str
    address: str
    standing: Mapping[str, Any] = field(hash=False, compare=False)
    is_secret: bool = False

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.name}"


@dataclass
class Website:
    """The application over a database, with people signed in; ``clients`` are their browsers.

    ``cases`` and ``follow_pages`` are addresses, those of the same cases; ``inquiry_pages`` are of
    questions to others, ``leader_pages`` of reporters' line managers.
    """

    app: Flask
    clients: dict[str, FlaskClient]
    cases: list[str]
    follow_pages: list[str]
    inquiry_pages: list[str] = field(default_factory=list)
    leader_pages: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    found: list[Entrance] = field(default_factory=list)
    _key: str = ""

    @property
    def database(self) -> Database:
        """Give the database below."""
        database: Database = self.app.extensions["database"]
        return database

    def entrances(self, *, everywhere: bool = True) -> list[Entrance]:
        """Give every field that can be filled in anywhere, each once; remember the forms met.

        Unless it is to look ``everywhere``, it stops when there is no address left to meet. The
        pages are walked through at the first call.
        """
        if not self.found:
            self.found = self._walk(everywhere=everywhere)
        return self.found

    def _walk(self, *, everywhere: bool) -> list[Entrance]:
        found: dict[str, Entrance] = {}
        pages = ((subject, *page) for subject in self.clients for page in self._pages_of(subject))
        for subject, here, page in pages:
            for one in self._entrances_on(page, here, subject):
                found.setdefault(str(one), one)
            if not everywhere and not self.forms_not_met():
                break
        return list(found.values())

    def forms_not_met(self) -> set[str]:
        """Name the addresses that take a post and stand on no page that was found."""
        posted = {r.endpoint for r in self.app.url_map.iter_rules() if "POST" in (r.methods or ())}
        return posted - self.met

    def post(self, entrance: Entrance, text: str) -> TestResponse:
        """Write a text in a field, leave the rest as it stands, and send the form."""
        values = {**entrance.standing, entrance.name: text}
        return self.clients[entrance.subject].post(entrance.address, data=values)

    def file(self, values: Mapping[str, Any]) -> TestResponse:
        """Fill in the joint form as anybody, with the key of a page that was opened once."""
        if not self._key:
            page = Page(self.clients[NOBODY].get(FORM).get_data(as_text=True))
            self._key = page.root.all("input", name="csrf_token")[0]["value"]
        data = {**values, "csrf_token": self._key}
        return self.clients[NOBODY].post(FORM, data=data)

    def sheets(self, most: int) -> list[str]:
        """Give the addresses of the newest cases' sheets."""
        newest = select(Case.key).order_by(Case.id.desc()).limit(most)
        with self.database.reading() as session:
            return [f"/saker/{key}/pdf" for key in session.scalars(newest)]

    def _pages_of(self, subject: str) -> Iterator[tuple[str, Page]]:
        """Follow every link, breadth first; of those that differ in their query's values, one."""
        by_link = [*self.follow_pages, *self.inquiry_pages, *self.leader_pages]
        waiting = [*BEGINNINGS, *(self.cases if subject else by_link)]
        seen = set(waiting)
        while waiting:
            response = self.clients[subject].get(waiting.pop(0), follow_redirects=True)
            assert response.status_code < FAULT, f"{response.request.path} fails"
            if response.status_code != OK or response.mimetype != "text/html":
                continue
            here, page = response.request.path, Page(response.get_data(as_text=True))
            yield here, page
            found = {_alike(link): link for link in _links_on(page, here)}
            waiting += [found[alike] for alike in sorted(set(found) - seen)]
            seen |= set(found)

    def _entrances_on(self, page: Page, here: str, subject: str) -> Iterator[Entrance]:
        for form in page.root.all("form", method="post"):
            address = urljoin(here, form["action"])
            endpoint = self._endpoint_of(address)
            self.met.add(endpoint)
            values = standing(form)
            for control in _typed_in(form):
                is_secret = control["type"] == "password"
                yield Entrance(endpoint, control["name"], subject, address, values, is_secret)

    def _endpoint_of(self, address: str) -> str:
        adapter = self.app.url_map.bind("localhost")
        endpoint, _values = adapter.match(urlsplit(address).path, method="POST")
        return str(endpoint)


def _links_on(page: Page, here: str) -> Iterator[str]:
    """Give the addresses of our own pages that a page links to."""
    for anchor in page.root.all("a"):
        link = urljoin(here, anchor["href"])
        parts = urlsplit(link)
        is_ours = not parts.netloc and parts.path.startswith("/")
        if is_ours and not parts.path.startswith("/static/") and not parts.path.endswith("/pdf"):
            yield parts._replace(fragment="").geturl()


def _alike(link: str) -> str:
    """Give an address without the values of its query."""
    parts = urlsplit(link)
    names = sorted(name for name, _value in parse_qsl(parts.query))
    return parts._replace(query="&".join(names)).geturl()


def _typed_in(form: Element) -> Iterator[Element]:
    for control in form:
        is_text = control.name == "input" and control["type"] in TYPED
        if control["name"] and (is_text or control.name == "textarea"):
            yield control


def clock() -> datetime:
    """Give the moment at which all of it happens."""
    return MORNING


@contextmanager
def website(database_url: str) -> Iterator[Website]:
    """Open the service over a database with the register; its cases stand where roads begin."""
    app = compile_once(create_app(_config(database_url), clock=clock))
    database: Database = app.extensions["database"]
    people = People.at(database, now=MORNING)
    scene = Scene(database, now=MORNING)
    _keep_a_view(database, people)
    _keep_a_template(database, people)
    _plan_an_absence(database, people)
    _release_years(database)
    keys = [road.case_for(scene, people)[0] for road in _different(*SILENT, *WORDED)]
    clients = {NOBODY: app.test_client()} | {
        name: _signed_in(app, database, *role) for name, role in SUBJECTS.items()
    }
    follow_pages = [f"/folg/{_token(database, key)}" for key in keys]
    cases, asked = [f"/saker/{key}" for key in keys], _inquiry_pages(database)
    yield Website(app, clients, cases, follow_pages, asked, _leader_pages(database))
    database.close()


def _keep_a_template(database: Database, people: People) -> None:
    """Let answers begin from something, so that its own form stands on a page."""
    draft = TemplateDraft("siv-medisin", "Epikrise", "Den var ikke skrevet.")
    with database.transaction() as session:
        templates.save(session, people.handler, draft, now=MORNING)


def _keep_a_view(database: Database, people: People) -> None:
    """Keep a view of the inbox, so that there is one to remove."""
    with database.transaction() as session:
        save = saved_views.save_view
        save(session, people.handler, "Nye saker", "tab=nye", "siv-medisin", now=MORNING)


def _plan_an_absence(database: Database, people: People) -> None:
    """Let somebody be away next month, so that there is an absence to end."""
    first = oslo_date(MORNING) + timedelta(days=30)
    with database.transaction() as session:
        key = session.get_one(User, people.handler.user_id).key
        absences.set_absence(session, people.handler, AbsenceDraft(key, first, first), now=MORNING)


def _release_years(database: Database) -> None:
    """Let years stand everywhere on their way, so that each form stands on the page of one."""
    standing = (ReleaseStatus.ADOPTED, ReleaseStatus.DRAFT, ReleaseStatus.COMMENTING)
    with database.transaction() as session:
        for year, status in enumerate(standing, start=oslo_date(MORNING).year - len(standing)):
            add_release(session, year, status, now=MORNING)


def _inquiry_pages(database: Database) -> list[str]:
    """Give the pages of those who were asked about a case."""
    with database.reading() as session:
        return [
            f"/sporsmal/{LINKS.token(Purpose.INQUIRY, asked.key, asked.generation)}"
            for asked in session.scalars(select(Inquiry))
        ]


def _leader_pages(database: Database) -> list[str]:
    """Give the pages of line managers who were told of a report."""
    named = select(Case.key).join(LineManagerRequest, LineManagerRequest.case_id == Case.id)
    with database.reading() as session:
        return [
            f"/leder/{LINKS.token(Purpose.LINE_MANAGER, key, 0)}"
            for key in session.scalars(named.order_by(Case.id))
        ]


def _different(*roads: Road) -> Iterator[Road]:
    """Give one road for each way in which a case may stand when it begins."""
    stands = {(road.begins_at, road.before, str(road.changes)): road for road in roads}
    yield from stands.values()


def _config(database_url: str) -> Config:
    return Config(
        mode="test",
        database_url=database_url,
        secret_key="s" * 40,
        link_key="l" * 40,
        base_url="http://localhost",
        smtp_url="",
        port=8000,
        trusted_proxies=0,
        mail_from="ikke-svar@samhandlingsavvik.example",
        contact="samhandling@siv.example",
    )


def _signed_in(app: Flask, database: Database, role: Role, place: str) -> FlaskClient:
    client = app.test_client()
    with database.transaction() as session:
        user = _employed(session, role, place)
        token = accounts._open(session, user, "password", now=MORNING)
    with client.session_transaction() as kept:
        kept["_user_id"] = token
        kept["_fresh"] = True
    return client


def _employed(session: Session, role: Role, place: str) -> User:
    """Employ somebody; a secretary speaks for the party that is named."""
    if role is Role.FSU_SECRETARY:
        secretary = secretary_for(session, place, now=MORNING)
        return session.get_one(User, secretary.user_id)
    return person(session, role, place, now=MORNING)


def _token(database: Database, key: str) -> str:
    with database.reading() as session:
        case = session.scalars(select(Case).where(Case.key == key)).one()
        return LINKS.token(Purpose.FOLLOW, key, case.follow_generation)

"""Somebody outside a case answers one question on a phone, by a link, without an account."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from waitress.server import create_server

from app import create_app
from app.db import Database
from app.domain.inquiring import InquiryDraft
from app.domain.lifecycle import Status
from app.domain.links import Purpose
from app.models import Inquiry
from app.services.inquiring import asking
from tests.conftest import START, Clock, config_for
from tests.factories import LINKS, Scene, version_of
from tests.journeys.conftest import follow
from tests.journeys.test_accessibility import findings, is_within_the_screen

pytestmark = pytest.mark.browser

QUESTION = "Når ble medisinlisten sendt fra avdelingen?"
ANSWER = "Listen ble sendt klokka tre."


@pytest.fixture(scope="module")
def links(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The addresses of two questions that wait, at a running service."""
    path = tmp_path_factory.mktemp("inquiry") / "service.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    scene = Scene(database, START)
    keys = [scene.case_at(Status.ACKNOWLEDGED) for _browser in range(2)]
    tokens = []
    for key in keys:
        with database.transaction() as session:
            draft = InquiryDraft(QUESTION, unit_key="siv-kirurgi")
            version = version_of(session, key)
            asking.inquire(session, scene.leader, key, version, draft, LINKS, now=START)
            asked = session.scalars(select(Inquiry).order_by(Inquiry.id.desc())).first()
            assert asked is not None
            tokens.append(LINKS.token(Purpose.INQUIRY, asked.key, asked.generation))
    database.close()
    config = config_for(f"sqlite:///{path}", base_url="http://127.0.0.1")
    app = create_app(config, clock=Clock())
    server = create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    first, second = (f"http://127.0.0.1:{server.effective_port}/sporsmal/{t}" for t in tokens)
    yield first, second
    server.close()
    thread.join(timeout=10)
    app.extensions["database"].close()


@pytest.fixture
def has_scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs JavaScript."""
    return bool(request.node.callspec.params["context"])


@pytest.fixture
def address(links: tuple[str, str], has_scripts: bool) -> str:
    """Each browser answers a question of its own."""
    return links[has_scripts]


def test_one_question_is_answered_on_a_phone_and_the_link_then_says_so(
    page: Page, address: str, has_scripts: bool
):
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Et spørsmål til dere")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    assert is_within_the_screen(page)
    if has_scripts:  # axe is a script itself
        assert not findings(page)
    follow(page, page.get_by_role("button", name="Send svar"))
    expect(page.get_by_role("heading", name="Rett opp i 2 ting")).to_be_visible()
    page.get_by_label("Svaret deres").fill(ANSWER)
    page.get_by_label("Navn eller rolle").fill("Sykepleier på vakt")
    follow(page, page.get_by_role("button", name="Send svar"))
    expect(page.get_by_text("Takk, svaret er kommet fram")).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    expect(page.get_by_role("button", name="Send svar")).to_have_count(0)

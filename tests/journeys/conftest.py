"""A real server, a real browser and real mail, over a database that has the whole demo in it."""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)
from waitress.server import create_server

from app import create_app
from app.db import Database
from app.demo.loading import Order, home_of, load
from app.demo.people import demo_accounts, demo_password
from tests.conftest import config_for
from tests.factories import LINKS

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TODAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
PHONE: ViewportSize = {"width": 360, "height": 780}
DESK: ViewportSize = {"width": 1280, "height": 900}
DEMO_PASSWORD = demo_password("s" * 40)


@pytest.fixture(scope="session")
def demo_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register and the whole demo, once for all tests, whichever process asks first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    path, whole = shared / "demo.sqlite", shared / "demo.is-whole"
    with (shared / "demo.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not whole.exists():
            _load_demo(sqlite_template, path)
            whole.touch()
    return path


def _load_demo(template: Path, path: Path) -> None:
    shutil.copy(template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        load(session, LINKS, DEMO_PASSWORD, Order(), now=TODAY)
    database.close()


@dataclass(frozen=True)
class Site:
    """A running service; ``accounts`` are its demo accounts."""

    address: str
    accounts: list[dict[str, Any]]

    def account(self, role: str, unit: str = "", party: str = "") -> dict[str, Any]:
        """The first account with a role, at a unit or party when named."""
        return next(
            account
            for account in self.accounts
            if account["role"] == role
            and (not unit or account["unit"] == unit)
            and (not party or account["party"] == party)
        )


@pytest.fixture(scope="module")
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service over a copy of the demo, on a port of its own."""
    path = tmp_path_factory.mktemp("site") / "site.sqlite"
    shutil.copy(demo_template, path)
    app = create_app(
        config_for(f"sqlite:///{path}", mode="demo", base_url="http://127.0.0.1"),
        clock=lambda: TODAY,
    )
    server = create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    database = app.extensions["database"]
    with database.reading() as session:
        found = demo_accounts(session, home_of(session), DEMO_PASSWORD)
    accounts = [account.to_json() for account in found]
    yield Site(f"http://127.0.0.1:{server.effective_port}", accounts)
    server.close()
    thread.join(timeout=10)
    database.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(java_script_enabled=request.param, viewport=PHONE, locale="nb-NO")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def sign_in(page: Page, site: Site, account: dict[str, Any]) -> None:
    page.goto(f"{site.address}/logg-inn")
    page.get_by_label("E-post").fill(account["email"])
    page.get_by_label("Passord").fill(account["password"])
    with page.expect_navigation(wait_until="commit", timeout=60_000):
        page.get_by_role("main").get_by_role("button", name="Logg inn").click()


def sign_out(page: Page) -> None:
    with page.expect_navigation(wait_until="commit", timeout=60_000):
        page.get_by_role("button", name="Logg ut").click()

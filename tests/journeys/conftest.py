"""A real server, a real browser and real mail, over a database that has the whole demo in it."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)
from waitress.server import create_server

from app import create_app
from app.db import Database
from app.demo.loading import home_of
from app.demo.people import demo_accounts
from tests.conftest import DEMO_PASSWORD, TODAY, config_for

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
PHONE: ViewportSize = {"width": 360, "height": 780}
DESK: ViewportSize = {"width": 1280, "height": 900}


def run_until_closed(server: Any) -> None:
    """Serve; a server that is closed while it listens says that its socket is gone."""
    with suppress(OSError):
        server.run()


@dataclass(frozen=True)
class Site:
    """A running service; ``accounts`` are its demo accounts."""

    address: str
    accounts: list[dict[str, Any]]
    database: Database

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
    thread = threading.Thread(target=run_until_closed, args=[server], daemon=True)
    thread.start()
    database = app.extensions["database"]
    with database.reading() as session:
        found = demo_accounts(session, home_of(session), DEMO_PASSWORD)
    accounts = [account.to_json() for account in found]
    yield Site(f"http://127.0.0.1:{server.effective_port}", accounts, database)
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


def follow(page: Page, link: Locator) -> None:
    """Press a link or a button, and wait until the page that it leads to is there."""
    with page.expect_navigation(timeout=60_000):
        link.click()


def sign_in(page: Page, site: Site, account: dict[str, Any]) -> None:
    page.goto(f"{site.address}/logg-inn")
    page.get_by_label("E-post").fill(account["email"])
    page.get_by_label("Passord").fill(account["password"])
    with page.expect_navigation(wait_until="commit", timeout=60_000):
        page.get_by_role("main").get_by_role("button", name="Logg inn").click()


def sign_out(page: Page) -> None:
    with page.expect_navigation(wait_until="commit", timeout=60_000):
        page.get_by_role("button", name="Logg ut").click()

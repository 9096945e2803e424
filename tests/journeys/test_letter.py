"""The følgeskriv in a real browser: what is typed comes out on paper, and is nowhere else."""

import io
import logging
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright
from waitress.server import create_server

from app import create_app
from app.db import Database
from app.domain.vocabulary import Consequence
from tests.conftest import START, Clock, config_for
from tests.factories import sent_case
from tests.journeys.conftest import CHROMIUM, FLAGS, run_until_closed
from tests.journeys.test_accessibility import findings, is_within_the_screen

pytestmark = pytest.mark.browser

NAME = "Qvintus Kanarifugl-Zøllner"
NUMBER = "13527248013"
TYPED = (NAME, "Kanarifugl-Zøllner", NUMBER)
NEEDLES = [text.encode(code) for text in TYPED for code in ("utf-8", "utf-16-le")]
LONG = ("Pasienten kom hjem fredag kveld uten medisinliste, og epikrisen manglet. " * 60)[:4000]
A4 = (595.3, 841.9)
"""Points."""

WITH_BACK_BUTTON_CACHE = ["--disable-back-forward-cache"]
"""What the test driver turns off, and people's browsers have on."""


@dataclass(frozen=True)
class Service:
    """A running service with two cases; ``heard`` is all that reached its port, in raw bytes."""

    address: str
    folder: Path
    letter: str
    long_letter: str
    heard: bytearray


@pytest.fixture
def service(sqlite_template: Path, tmp_path: Path) -> Iterator[Service]:
    folder = tmp_path / "service"
    folder.mkdir()
    path = folder / "service.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        short = sent_case(
            session, now=START, consequence=Consequence.MODERATE, description=LONG[:400]
        )
        long = sent_case(session, now=START, description=LONG)
    database.close()
    app = create_app(config_for(f"sqlite:///{path}", base_url="http://127.0.0.1"), clock=Clock())
    heard = bytearray()
    server = create_server(overhearing(app, heard), host="127.0.0.1", port=0)
    thread = threading.Thread(target=run_until_closed, args=[server], daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.effective_port}"
    of_short, of_long = (f"{address}/folg/{case.token}/folgeskriv" for case in (short, long))
    yield Service(address, folder, of_short, of_long, heard)
    server.close()
    thread.join(timeout=10)
    app.extensions["database"].close()


def overhearing(app, heard: bytearray):
    """Keep everything that a request brings: address, headers and body."""

    def listen(environ, start_response):
        body = environ["wsgi.input"].read()
        heard.extend(repr(sorted((k, str(v)) for k, v in environ.items())).encode() + body)
        environ["wsgi.input"] = io.BytesIO(body)
        return app(environ, start_response)

    return listen


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def profile(
    request, playwright: Playwright, tmp_path: Path
) -> Iterator[tuple[BrowserContext, Path]]:
    """A browser as people have it, with a profile on disk and the back button's cache."""
    folder = tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=WITH_BACK_BUTTON_CACHE,
        java_script_enabled=request.param,
        locale="nb-NO",
    )
    yield context, folder
    context.close()


def fill_in(page: Page) -> None:
    page.get_by_label("Navn pasient").press_sequentially(NAME)
    page.get_by_label("Personnummer").press_sequentially(NUMBER)


def typed(page: Page) -> list[str]:
    fields = ("Navn pasient", "Personnummer")
    return [page.get_by_label(field).input_value() for field in fields]


def printed(page: Page) -> pypdf.PdfReader:
    """Print as the print window does when headers and footers are on."""
    return pypdf.PdfReader(
        io.BytesIO(page.pdf(prefer_css_page_size=True, display_header_footer=True))
    )


def words_of(document: pypdf.PdfReader) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in document.pages).split())


def places_with_needles(folder: Path) -> list[str]:
    """Every file below a folder that holds a byte of what was typed."""
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(needle in path.read_bytes() for needle in NEEDLES)
    ]


def test_name_and_number_come_out_on_paper_and_are_nowhere_else(service, profile, caplog):
    caplog.set_level(logging.DEBUG)
    context, folder = profile
    sent: list[str] = []
    page = context.new_page()
    page.on(
        "request",
        lambda request: sent.append(f"{request.url} {request.all_headers()} {request.post_data}"),
    )
    page.goto(service.letter)
    fill_in(page)
    text = words_of(printed(page))
    assert NAME in text
    assert NUMBER in text
    page.reload()
    assert typed(page) == ["", ""]
    fill_in(page)
    page.goto(f"{service.address}/personvern")
    page.go_back()
    assert typed(page) == ["", ""]
    kept = context.storage_state(indexed_db=True)
    context.close()
    overheard = bytes(service.heard) + repr((sent, kept)).encode() + caplog.text.encode()
    assert f"GET {service.letter}".rpartition("/")[2].encode() in overheard
    assert not [needle for needle in NEEDLES if needle in overheard]
    assert places_with_needles(folder) == []
    assert places_with_needles(service.folder) == []


def test_the_search_would_have_found_them(tmp_path):
    for number, needle in enumerate(NEEDLES):
        (tmp_path / f"{number}").write_bytes(b"\0" + needle + b"\0")
    assert len(places_with_needles(tmp_path)) == len(NEEDLES)


def test_neither_link_nor_address_is_printed(service, profile):
    context, _folder = profile
    page = context.new_page()
    page.goto(service.letter)
    document = printed(page)
    token = service.letter.split("/")[-2]
    assert not re.search(rf"{token}|https?:|127\.0\.0\.1|/folg", words_of(document))
    assert not [sheet for sheet in document.pages if "/URI" in repr(sheet.get("/Annots"))]
    assert document.metadata is not None
    title = document.metadata.title or ""
    assert re.fullmatch(r"Samhandlingsavvik [0-9A-Z]{4}-[0-9A-Z]{4} – \D+", title)


@pytest.mark.parametrize(("which", "most"), [("letter", 1), ("long_letter", 2)])
def test_a_short_report_takes_one_sheet_of_a4_and_a_long_one_two(service, profile, which, most):
    context, _folder = profile
    page = context.new_page()
    page.goto(getattr(service, which))
    fill_in(page)
    document = printed(page)
    assert len(document.pages) <= most
    for sheet in document.pages:
        assert sheet.mediabox.width == pytest.approx(A4[0], abs=1.5)
        assert sheet.mediabox.height == pytest.approx(A4[1], abs=1.5)
        assert "· Taushetsbelagt" in sheet.extract_text()
    text = words_of(document)
    assert "Signatur nærmeste leder" in text
    assert "Skriv ut, ikke lagre som PDF" not in text
    if which == "long_letter":
        assert " ".join(LONG.split()) in text


def test_the_letter_fits_phone_and_desk_with_nothing_for_axe(service, browser):
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nb-NO"
            )
            page = context.new_page()
            page.goto(service.letter)
            assert is_within_the_screen(page)
            assert not findings(page)
            context.close()

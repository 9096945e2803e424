"""Whatever goes wrong, the text is in the answer, nothing is stored, the log has no content."""

import logging
import secrets
import sqlite3

import pytest
from sqlalchemy import create_engine, event, func, select, text

from app.models import Case, Note
from app.services import notes, submitting
from tests.filled_form import FILLED
from tests.web.filling import send as fill_in_and_send

DESCRIPTION = "Kanarifuglen kom hjem uten medisinliste."


def count(world, table=Case) -> int:
    with world.app.extensions["database"].reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def impatient(own_world):
    """A world whose writers wait a moment only."""
    own_world.app.extensions["database"]._turn_limit_seconds = 0.2
    return own_world


def send(world, more: str = ""):
    changes = {"description": DESCRIPTION + more, "form_key": secrets.token_urlsafe(16)}
    return fill_in_and_send(world.client(), FILLED | changes)


def test_a_locked_database_gives_the_text_back_and_one_click_sends_it(impatient):
    before = count(impatient)
    with impatient.app.extensions["database"].transaction():
        response = send(impatient)
    assert response.status_code == 503
    assert DESCRIPTION in response.text
    assert count(impatient) == before
    assert send(impatient).status_code == 303


def test_a_database_locked_by_another_program_gives_the_text_back(impatient):
    path = impatient.app.extensions["database"].url.database
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    response = send(impatient)
    other.execute("ROLLBACK")
    other.close()
    assert response.status_code == 503
    assert DESCRIPTION in response.text


def test_a_full_disk_gives_the_text_back_and_reading_goes_on(own_world):
    database = own_world.app.extensions["database"]
    with database.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))

    def fill(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(database.engine, "checkout", fill)
    before = count(own_world)
    response, stored = send(own_world), 0
    while response.status_code == 303 and stored < 20:  # the last pages may have room for some
        stored += 1
        response = send(own_world, f" {stored}" + " igjen" * 500)
    assert response.status_code == 503
    assert DESCRIPTION in response.text
    assert own_world.client().get("/").status_code == 200
    event.remove(database.engine, "checkout", fill)
    assert count(own_world) == before + stored


@pytest.mark.parametrize("path", ["/saker/{case}/notat", "/folg/{token}/tillegg"])
def test_a_database_that_is_gone_gives_the_text_back(own_world, path, monkeypatch):
    client = own_world.client("leader")
    client.get("/")
    monkeypatch.setattr(
        own_world.app.extensions["database"], "engine", dead_engine(own_world), raising=True
    )
    address = path.format(
        case=own_world.cases["to our clinic"], token=own_world.tokens["to our clinic"]
    )
    response = client.post(address, data={"body": DESCRIPTION, "csrf_token": client.token()})
    assert response.status_code == 503
    assert DESCRIPTION in response.text


def dead_engine(world):
    return create_engine(f"sqlite:////{world.app.extensions['database'].url.database}/nowhere")


def test_a_fault_of_ours_gives_the_text_back_and_logs_no_content(own_world, monkeypatch, caplog):
    def fail(*_arguments, **_named):
        raise RuntimeError(f"something about {DESCRIPTION} 01017012345")

    monkeypatch.setattr(submitting, "submit", fail)
    with caplog.at_level(logging.DEBUG):
        response = send(own_world)
    assert response.status_code == 500
    assert DESCRIPTION in response.text
    assert "RuntimeError" in caplog.text
    assert "Kanarifuglen" not in caplog.text
    assert "01017012345" not in caplog.text


def test_a_view_of_a_case_that_cannot_be_logged_is_not_shown(impatient):
    client = impatient.client("leader")
    with impatient.app.extensions["database"].transaction():
        response = client.get(f"/saker/{impatient.cases['to our clinic']}")
    assert response.status_code == 503
    assert "Kanarifuglen" not in response.text


def test_no_follow_link_stands_in_any_log(own_world, caplog, monkeypatch):
    def fail(*_arguments, **_named):
        raise RuntimeError

    token = own_world.tokens["to our clinic"]
    client = own_world.client()
    with caplog.at_level(logging.DEBUG):
        client.get(f"/folg/{token}")
        monkeypatch.setattr(notes, "write_note", fail)
        monkeypatch.setattr("app.web.following.follow_page", fail)
        client.get(f"/folg/{token}")
    assert token not in caplog.text
    assert count(own_world, Note) == 0

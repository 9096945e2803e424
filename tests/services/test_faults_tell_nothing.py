"""A database puts whole rows into the words of its errors; none of those words reaches a log."""

import logging
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask, abort
from sqlalchemy import insert, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError

from app import create_app
from app.cli.plainly import CommandFailed, storage_faults_named
from app.cli.worker import Worker, keep_a_log
from app.db import Database, IdentifierRefused, UtcDateTime
from app.domain.vocabulary import NarrativeKind, Side
from app.faults import WITHOUT_WORDS, told
from app.mail import NullMailer
from app.models import Case, Narrative
from app.services import doctor, server_log
from tests.conftest import START, config_for
from tests.factories import LINKS, sent_case
from tests.templates_once import compile_once

CANARY = "Kanarifuglen sang for Navnesen"


def without_a_case(database: Database) -> None:
    """Give a narrative of no case, which both engines refuse, and one of them in many words."""
    with database.transaction() as session:
        values = {"kind": NarrativeKind.REPLY, "body": CANARY, "written_at": START}
        session.execute(insert(Narrative).values(case_id=None, **values))


def twice(database: Database) -> None:
    """Give a second row the key of the first."""
    with database.transaction() as session:
        key = sent_case(session, now=START, description=CANARY).case_key
        session.flush()
        case = session.scalars(select(Case).where(Case.key == key)).one()
        row = select(Narrative.id).where(Narrative.case_id == case.id).limit(1)
        first = session.scalars(row).one()
        values = {"kind": NarrativeKind.REPLY, "side": Side.REPORTER, "body": CANARY}
        more = {"id": first, "case_id": case.id, "written_at": START}
        session.execute(insert(Narrative).values(**values, **more))


def no_such_choice(database: Database) -> None:
    """Look for a value that a closed list does not have."""
    with database.reading() as session:
        session.scalars(select(Case).where(Case.consent == CANARY)).all()


def no_such_table(database: Database) -> None:
    """Ask in words that the database does not understand, with a text bound to them."""
    with database.reading() as session:
        session.execute(text("SELECT * FROM nowhere WHERE body = :body"), {"body": CANARY})


FAULTS: tuple[Callable[[Database], None], ...] = (
    without_a_case,
    twice,
    no_such_choice,
    no_such_table,
)


def caught(cause: Callable[[Database], None], database: Database) -> Exception:
    with pytest.raises(Exception) as raised:  # noqa: PT011  whatever an engine raises
        cause(database)
    return raised.value


def in_full(fault: Exception) -> str:
    return "".join(traceback.format_exception(fault))


@pytest.fixture(params=FAULTS, ids=lambda cause: cause.__name__)
def cause(request) -> Callable[[Database], None]:
    made: Callable[[Database], None] = request.param
    return made


@pytest.fixture
def app(database_url, clock):
    made = compile_once(create_app(config_for(database_url), clock=clock))
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    made.extensions["database"].close()


@pytest.mark.postgresql
def test_a_refused_row_stands_whole_in_the_words_of_postgresql(postgres_url):
    database = Database(postgres_url)
    assert CANARY in in_full(caught(without_a_case, database))
    database.close()


def test_a_fault_is_told_by_its_kind_alone(database, cause):
    fault = caught(cause, database)
    assert told(fault).startswith(f"{type(fault).__name__} at ")
    assert "Kanarifugl" not in told(fault)


def test_the_place_of_a_fault_is_the_innermost_line_of_ours():
    with pytest.raises(ValueError, match="naive") as raised:
        UtcDateTime().process_bind_param(START.replace(tzinfo=None), sqlite.dialect())
    assert re.fullmatch(r"ValueError at app\.db\.columns:[0-9]+", told(raised.value))


def test_no_line_that_carries_a_fault_carries_its_words(database, cause, caplog):
    fault = caught(cause, database)
    for name in ("waitress", "sqlalchemy.pool", "app"):
        record = logging.LogRecord(
            name, logging.ERROR, "x", 1, "serving %s", (CANARY,), (type(fault), fault, None)
        )
        record.exc_text = in_full(fault)
        assert WITHOUT_WORDS.filter(record)
        assert CANARY not in logging.Formatter().format(record)


def serve(app: Flask, cause: Callable[[Database], None]) -> Callable[[], object]:
    """Let a page meet the fault."""

    def view() -> object:
        cause(app.extensions["database"])
        return abort(404)

    view.permission = "visit"  # type: ignore[attr-defined]  # what lets a view be served
    app.add_url_rule("/feil", "faulty", view)  # type: ignore[arg-type]  # it never answers
    return view


def test_a_page_that_meets_it_logs_its_kind_alone(app, cause, caplog, capsys):
    serve(app, cause)
    with caplog.at_level(logging.DEBUG):
        response = app.test_client().get("/feil")
    assert response.status_code in {500, 503}
    assert " on GET /feil" in caplog.text
    assert_nothing_told(response.text, caplog, capsys)


def test_a_fault_while_a_fault_is_explained_logs_its_kind_alone(
    app, cause, caplog, capsys, monkeypatch
):
    serve(app, cause)

    def fail(*_arguments: Any, **_named: Any) -> None:
        cause(app.extensions["database"])

    monkeypatch.setattr("app.web.errors._again", fail)
    with caplog.at_level(logging.DEBUG):
        response = app.test_client().get("/feil")
    assert response.status_code in {500, 503}
    assert_nothing_told(response.text, caplog, capsys)


def test_a_fault_after_the_page_is_made_logs_its_kind_alone(app, cause, caplog, capsys):
    app.after_request(lambda _response: cause(app.extensions["database"]))
    with caplog.at_level(logging.DEBUG):
        response = app.test_client().get("/")
    assert response.status_code == 500
    assert_nothing_told(response.text, caplog, capsys)


def assert_nothing_told(page: str, caplog, capsys) -> None:
    printed = capsys.readouterr()
    for words in (page, caplog.text, printed.out, printed.err):
        assert "Kanarifugl" not in words
        assert "Navnesen" not in words


def test_a_worker_that_meets_it_logs_its_kind_and_goes_on(database, cause, caplog, monkeypatch):
    monkeypatch.setattr("app.services.sending.deliver_due", lambda db, *_, **__: cause(db))
    worker = Worker(database, NullMailer(), LINKS, lambda: START)
    with caplog.at_level(logging.DEBUG):
        assert worker._turn() > 0
    assert "at app." in caplog.text or "could not be used" in caplog.text
    assert "Kanarifugl" not in caplog.text


def test_a_command_that_meets_it_says_so_in_one_line(database, cause):
    with pytest.raises(click.ClickException) as failed, storage_faults_named():
        cause(database)
    assert "\n" not in failed.value.message
    assert "Kanarifugl" not in failed.value.message


def test_a_command_that_meets_a_refused_number_does_not_repeat_it():
    with pytest.raises(CommandFailed) as failed, storage_faults_named():
        raise IdentifierRefused("13058512345")
    assert "13058512345" not in failed.value.message


def test_the_service_s_own_log_takes_the_words_out_of_every_line(monkeypatch):
    handler = logging.StreamHandler()
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    keep_a_log()
    assert WITHOUT_WORDS in handler.filters


def test_no_row_is_logged_where_everything_is_logged(database, caplog):
    with caplog.at_level(logging.DEBUG):
        with database.transaction() as session:
            sent_case(session, now=START, description=CANARY)
        with database.reading() as session:
            assert CANARY in session.scalars(select(Narrative.body)).all()
    assert "Kanarifugl" not in caplog.text


def quiet(database_url: str) -> None:
    """Set a database's server to what the doctor asks for."""
    database = Database(database_url)
    with database.engine.begin() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        for setting, value in server_log.talkative_settings(database).items():
            connection.execute(text(f"ALTER DATABASE {name} SET {setting} = '{value}'"))
    database.close()


def written_by_the_server(database_url: str, cause: Callable[[Database], None]) -> str:
    """Meet a fault, and give what the server's log has more than before."""
    database = Database(database_url)
    (folder,) = database.settings(["data_directory"]).values()
    file = Path(folder) / "log"
    before = len(file.read_bytes())
    with pytest.raises(SQLAlchemyError):
        cause(database)
    database.close()
    return file.read_bytes()[before:].decode()


@pytest.mark.postgresql
def test_a_server_as_it_comes_writes_down_a_refused_row_and_the_doctor_says_so(postgres_url):
    assert CANARY in written_by_the_server(postgres_url, without_a_case)
    database = Database(postgres_url)
    assert "log_error_verbosity" in server_log.talkative_settings(database)
    database.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("cause", [without_a_case, twice, no_such_table])
def test_a_server_set_as_the_doctor_asks_writes_down_no_text(postgres_url, cause):
    quiet(postgres_url)
    assert "Kanarifugl" not in written_by_the_server(postgres_url, cause)
    database = Database(postgres_url)
    assert server_log.talkative_settings(database) == {}
    database.close()


@pytest.mark.parametrize(("mode", "is_sound"), [("production", False), ("demo", True)])
@pytest.mark.postgresql
def test_the_doctor_names_each_setting_and_what_to_set(postgres_url, tmp_path, mode, is_sound):
    database = Database(postgres_url)
    circumstances = doctor.Circumstances(mode, sends_mail=True, secrets_file=tmp_path / ".env")
    findings = {each.name: each for each in doctor.examine(database, circumstances, now=START)}
    database.close()
    found = findings["database log"]
    assert found.is_sound is is_sound
    assert "log_error_verbosity = terse" in found.words


def test_sqlite_has_no_log_of_its_own(sqlite_url):
    database = Database(sqlite_url)
    assert server_log.talkative_settings(database) == {}
    database.close()

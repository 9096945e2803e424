"""Commands do what they are asked, or say why not in one sentence, and leave with a number."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from app import create_app
from app.domain.audit import AuditAction
from app.models import AuditEntry
from tests.conftest import REGISTER, Clock, config_for
from tests.factories import PASSWORD, person, sent_case

ROOT = Path(__file__).parents[2]


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def assert_fails_in_one_sentence(result: Result, *words: str) -> None:
    assert result.exit_code != 0
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


@pytest.fixture
def demo_app(sqlite_url, clock) -> Iterator[Flask]:
    made = create_app(config_for(sqlite_url, mode="demo"), clock=clock)
    yield made
    made.extensions["database"].close()


@pytest.fixture
def empty_app(tmp_path, clock) -> Iterator[Flask]:
    """An application whose database is not there yet."""
    made = create_app(
        config_for(f"sqlite:///{tmp_path / 'new' / 'x.sqlite'}", mode="demo"), clock=clock
    )
    yield made
    made.extensions["database"].close()


def test_a_new_database_is_made_loaded_and_found_sound(empty_app):
    assert_fails_in_one_sentence(run(empty_app, "db", "check"), "db upgrade")
    for words in (
        ["db", "upgrade"],
        ["db", "check"],
        ["register", "load", str(REGISTER)],
        ["demo", "load", "--cases", "3", "--year", "2025"],
        ["audit", "verify"],
        ["doctor"],
    ):
        result = run(empty_app, *words)
        assert result.exit_code == 0, result.output
    assert run(empty_app, "register", "load", str(REGISTER)).stdout == (
        "The register is as the file says.\n"
    )
    assert run(empty_app, "db", "downgrade", "base").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["register", "load", "x.toml"],
        ["demo", "load"],
        ["figures", "2026", "--audience", "fsu", "--json"],
        ["worker"],
        ["serve"],
        ["notifications", "send"],
        ["audit", "verify"],
        ["users", "password", "a@siv.example"],
    ],
)
def test_no_command_meets_a_schema_it_does_not_know(empty_app, words):
    assert_fails_in_one_sentence(run(empty_app, *words), "db upgrade")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["register", "load", "nowhere.toml"], "nowhere.toml"),
        (["db", "upgrade", "9999"], "9999"),
        (["db", "downgrade", "head"], "head"),
        (["demo", "load", "--year", "2025"], "--cases"),
        (["figures", "2026", "--audience", "fsu", "--party", "siv"], "internal"),
        (["figures", "2026", "--audience", "internal", "--party", "oslo"], "oslo"),
        (["figures", "2026", "--audience", "fsu", "--helsefellesskap", "x"], "vestfold"),
        (["audit", "verify", "--anchor", "00"], "cut short"),
        (["users", "password", "ingen@siv.example"], "Nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(demo_app, words, said):
    assert_fails_in_one_sentence(run(demo_app, *words, typed=f"{PASSWORD}\n"), said)


def test_a_broken_register_is_refused_with_each_place_and_reason(demo_app, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text('[helsefellesskap]\nkey = "x"\n')
    result = run(demo_app, "register", "load", str(broken))
    assert result.exit_code == 1
    assert "settings: mangler" in result.stderr
    assert result.stdout == ""


def test_a_database_that_is_gone_is_told_of_without_a_traceback(demo_app, monkeypatch):
    def gone(*_: object, **__: object) -> None:
        raise OSError("disk on fire")

    monkeypatch.setattr("app.cli.register.load_register_file", gone)
    result = run(demo_app, "register", "load", str(REGISTER))
    assert_fails_in_one_sentence(result, "disk on fire")


def test_a_year_before_anything_was_filed_is_written_as_text_too(demo_app):
    result = run(demo_app, "figures", "2021", "--audience", "internal")
    assert result.exit_code == 0
    assert "goals (count)" in result.stdout


def test_figures_are_json_alone(demo_app, clock):
    with demo_app.extensions["database"].transaction() as session:
        for _ in range(6):
            sent_case(session, now=clock())
    result = run(demo_app, "figures", "2026", "--audience", "internal", "--json")
    found = json.loads(result.stdout)
    assert (found["schema"], found["year"], found["audience"]) == (1, 2026, "internal")
    table = next(table for table in found["tables"] if table["key"] == "direction")
    assert table["cells"][0][0] == {"value": 6}
    assert (
        "municipality_to_hospital"
        not in run(demo_app, "figures", "2026", "--audience", "public").stderr
    )


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_annual_report_is_written_as_pdf(demo_app, clock, tmp_path, language):
    out = tmp_path / "report.pdf"
    with demo_app.extensions["database"].transaction() as session:
        sent_case(session, now=clock())
    words = ["annual-report", "2026", "--audience", "ssu", "--language", language]
    assert run(demo_app, *words, "--out", str(out)).exit_code == 0
    assert len(PdfReader(out).pages) == 2
    with demo_app.extensions["database"].reading() as session:
        drawn = select(AuditEntry).where(AuditEntry.action == AuditAction.REPORT_DRAWN)
        assert session.scalars(drawn).one().facts["language"] == language
    lost = run(demo_app, *words, "--out", str(tmp_path / "no" / "where.pdf"))
    assert_fails_in_one_sentence(lost, "where.pdf")


def test_demo_accounts_are_json_alone_and_sign_in(demo_app):
    run(demo_app, "demo", "load", "--cases", "1", "--year", "2025")
    found = json.loads(run(demo_app, "demo", "accounts", "--json").stdout)
    assert {account["role"] for account in found} >= {"triage", "fsu_secretary", "administrator"}
    assert found[0]["password"] in run(demo_app, "demo", "accounts").stdout


@pytest.mark.parametrize("words", [["load"], ["accounts", "--json"]])
def test_production_has_no_demo(sqlite_url, words):
    app = create_app(config_for(sqlite_url, mode="production", base_url="https://avvik.example"))
    assert_fails_in_one_sentence(run(app, "demo", *words), "production")
    app.extensions["database"].close()


def test_the_first_administrator_gets_a_password(demo_app, clock):
    with demo_app.extensions["database"].transaction() as session:
        email = person(session, None, now=clock()).email
    assert_fails_in_one_sentence(run(demo_app, "users", "password", email, typed="kort\n"), "12")
    assert run(demo_app, "users", "password", email, typed=f"{PASSWORD}\n").exit_code == 0


def test_due_mail_is_sent_by_command(demo_app, clock):
    with demo_app.extensions["database"].transaction() as session:
        sent_case(session, now=clock())
    assert run(demo_app, "notifications", "send").stdout == "2 sent, 0 not sent.\n"
    assert run(demo_app, "notifications", "send").stdout == "0 sent, 0 not sent.\n"


def test_mail_that_could_not_be_sent_makes_the_command_fail(sqlite_url, clock):
    app = create_app(config_for(sqlite_url, smtp_url="smtp://127.0.0.1:9"), clock=clock)
    with app.extensions["database"].transaction() as session:
        sent_case(session, now=clock())
    result = run(app, "notifications", "send")
    assert result.exit_code == 1
    assert "tried again" in result.stderr
    app.extensions["database"].close()


def test_an_unsound_installation_makes_the_doctor_fail(demo_app, clock):
    assert run(demo_app, "doctor").exit_code == 0
    clock.forward(hours=1)
    result = run(demo_app, "doctor")
    assert result.exit_code == 1
    assert result.stderr == "Not sound: log.\n"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(url: str, port: int) -> dict[str, str]:
    return os.environ | {
        "SAMHANDLING_MODE": "demo",
        "DATABASE_URL": url,
        "SECRET_KEY": "s" * 40,
        "LINK_KEY": "l" * 40,
        "BASE_URL": "",
        "SMTP_URL": "",
        "PORT": str(port),
    }


def started(url: str, port: int, *words: str) -> subprocess.Popen[str]:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    return subprocess.Popen(  # noqa: S603  the words are this module's own
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=ROOT,
        env=environment(url, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for a process to end and give what it said; it goes, whether it would or not."""
    try:
        return process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()


def answered(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def wait_for(is_true, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_answers_keeps_the_log_and_ends_well_when_it_is_told_to(
    sqlite_url, number, clock: Clock
):
    port = free_port()
    server = started(sqlite_url, port, "serve")
    try:
        wait_for(lambda: answered(port))
        second = started(sqlite_url, port, "serve")
        _, refusal = second.communicate(timeout=30)
        assert second.returncode == 1
        assert refusal.count("\n") == 1
    finally:
        server.send_signal(number)
        out, log = ended(server)
    assert server.returncode == 0, log
    assert f"http://127.0.0.1:{port}" in out
    assert "the log is sealed to" in log


def test_the_worker_ends_well_when_it_is_told_to(sqlite_url):
    worker = started(sqlite_url, free_port(), "worker")
    assert worker.stderr is not None
    first = worker.stderr.readline()
    worker.send_signal(signal.SIGTERM)
    ended(worker)
    assert worker.returncode == 0
    assert "sealed" in first

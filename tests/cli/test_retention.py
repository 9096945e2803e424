"""``retention run`` tells what it will erase, does it, and says where the bytes still are."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.cli.worker import Worker
from app.db.scrubbing import Scrubbed
from app.domain.links import Links
from app.mail import mailer_for
from app.models import InstallationFact
from app.services import scrubbing
from app.services.scrubbing import FACT
from tests.cli.test_commands import assert_fails_in_one_sentence, run
from tests.conftest import START, config_for
from tests.retained import PARTIES, WORD, Keepers, answered, cells_with

ON = "2026-06-09"


@pytest.fixture
def app(sqlite_url, clock) -> Iterator[Flask]:
    made = create_app(config_for(sqlite_url, backup_days=30), clock=clock)
    yield made
    made.extensions["database"].close()


@pytest.fixture
def keepers(app, clock) -> Keepers:
    """A case that is due for both parties on 9 June 2026."""
    made = Keepers(app.extensions["database"], START)
    key = answered(made, WORD)
    made.decide(*PARTIES, months=1)
    made.archive(key, "siv", "tonsberg")
    made.later(days=91)
    clock.moment = made.now
    return made


def told(app: Flask, *words: str) -> dict[str, Any]:
    result = run(app, "retention", "run", "--json", *words)
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_a_dry_run_tells_what_the_run_erases_and_erases_nothing(app, keepers):
    listed = told(app, "--dry-run")
    assert told(app, "--dry-run") == listed
    assert cells_with(keepers.database, WORD)
    done = told(app)
    assert done["cases"] == listed["cases"] != []
    assert done == listed | {"dry_run": False}
    assert cells_with(keepers.database, WORD) == set()
    assert told(app)["cases"] == []


def test_the_object_has_what_its_contract_says(app, keepers):
    found = told(app, "--dry-run")
    assert list(found) == [
        "schema",
        "dry_run",
        "on",
        "undecided",
        "cases",
        "backups_until",
        "bytes_left",
    ]
    assert (found["schema"], found["on"], found["backups_until"]) == (1, ON, "2026-07-09")
    assert found["bytes_left"] == []
    assert {"faerder", "sandefjord"} <= set(found["undecided"]) - set(PARTIES)
    (siv, tonsberg) = sorted(found["cases"], key=lambda case: case["party"])
    assert (siv["party"], siv["ended_on"], siv["kept_until"]) == ("siv", "2026-03-10", "2026-04-10")
    assert (tonsberg["reporters"], siv["reporters"]) == (1, 0)


def test_a_person_reads_who_has_not_decided_what_goes_and_where_it_still_is(app, keepers):
    listed = run(app, "retention", "run", "--dry-run").stdout
    undecided = "har ikke registrert bevarings- og kassasjonsvedtak: ingenting listes eller slettes"
    assert f"Sandefjord kommune {undecided}." in listed
    assert f"Tønsberg kommune {undecided}" not in listed
    assert "siv  avsluttet 2026-03-10, oppbevart til 2026-04-10: 15 tekster, 0 melder" in listed
    assert listed.endswith("Skal slettes: 2.\n")
    done = run(app, "retention", "run").stdout
    assert "Slettet: 2.\nSikkerhetskopier og databaselogger har det fortsatt" in done
    assert "til og med 2026-07-09 (SAMHANDLING_BACKUP_DAYS, erklært av drift)." in done


def test_without_any_decision_nothing_is_listed(app, clock):
    made = Keepers(app.extensions["database"], START)
    made.archive(answered(made, WORD), "siv", "tonsberg")
    clock.forward(days=3650)
    assert told(app, "--dry-run")["cases"] == told(app)["cases"] == []
    assert cells_with(made.database, WORD)


def test_bytes_that_others_stand_in_the_way_of_make_the_command_fail(app, keepers, monkeypatch):
    in_use = Scrubbed(("narratives",))
    monkeypatch.setattr(scrubbing, "scrub", lambda _database: in_use)
    result = run(app, "retention", "run", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["bytes_left"] == ["narratives"]
    assert "narratives, som er i bruk" in result.stderr
    assert run(app, "retention", "run").exit_code == 1
    monkeypatch.undo()
    assert run(app, "retention", "run").exit_code == 0


def test_no_run_meets_a_schema_it_does_not_know(tmp_path, clock):
    app = create_app(config_for(f"sqlite:///{tmp_path / 'new.sqlite'}"), clock=clock)
    assert_fails_in_one_sentence(run(app, "retention", "run", "--dry-run"), "db upgrade")
    app.extensions["database"].close()


@pytest.mark.parametrize(("hour", "is_done"), [(12, False), (1, True)])
def test_the_worker_takes_the_bytes_out_at_night(app, keepers, hour, is_done):
    keepers.erase()
    now = datetime(2026, 6, 10, hour, 0, tzinfo=UTC)
    links = Links(b"l" * 40, "http://localhost")
    worker = Worker(keepers.database, mailer_for("", "a@siv.example"), links, lambda: now)
    worker._turn()
    with keepers.database.reading() as session:
        assert (session.get(InstallationFact, FACT) is None) is is_done

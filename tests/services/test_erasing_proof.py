"""The proof that what is erased is gone notices what it should."""

from dataclasses import replace
from itertools import count

import pytest

from app.db.scrubbing import Scrubbed
from app.services.retention import erasing as run
from tests.proofs import erasing
from tests.proofs.ground import Ground, Size, seeded

SMALLEST = Size(1 / 600)


def prove(url):
    return erasing.prove(Ground(url), SMALLEST, seeded("small"))


def test_bytes_that_are_left_are_noticed(sqlite_url, monkeypatch):
    monkeypatch.setattr(erasing, "scrub_if_wanted", lambda _database: Scrubbed())
    with pytest.raises(AssertionError, match="still stands"):
        prove(sqlite_url)


def test_a_text_that_is_forgotten_is_noticed(sqlite_url, monkeypatch):
    let_go = run._let_go
    monkeypatch.setattr(
        run,
        "_let_go",
        lambda session, place, ids: let_go(session, place, () if place == "narrative" else ids),
    )
    with pytest.raises(AssertionError, match="still stands"):
        prove(sqlite_url)


def test_a_run_that_does_not_do_what_it_listed_is_noticed(sqlite_url, monkeypatch):
    due, number = run._due, count()
    monkeypatch.setattr(run, "_due", lambda *of: replace(due(*of), texts=next(number)))
    with pytest.raises(AssertionError, match="something else than it listed"):
        prove(sqlite_url)


def test_figures_that_change_are_noticed(sqlite_url, monkeypatch):
    number = count()
    monkeypatch.setattr(erasing, "_figures", lambda _keepers: [next(number)])
    with pytest.raises(AssertionError, match="figures"):
        prove(sqlite_url)

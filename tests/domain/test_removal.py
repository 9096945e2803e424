"""A passage that is taken away leaves a text that reads on."""

import time

import pytest

from app.domain.screening import Certainty, FindingKind
from app.domain.screening.removal import taken_away
from tests.domain.taken_away import ROWS, opened

REFUSED = {"national_number", "eleven_digits"}


@pytest.mark.parametrize(("kind", "marked", "left"), ROWS)
def test_what_is_taken_away_leaves_no_debris(kind, marked, left):
    text, spans = opened(marked)
    certainty = Certainty.REFUSED if kind in REFUSED else Certainty.WARNED
    assert taken_away(text, spans, FindingKind(kind), certainty) == left


def test_a_thousand_places_are_closed_in_less_than_a_second():
    text, spans = opened("Så ringte ‹Kåre›, og " * 1000 + " " * 50_000)
    began = time.process_time()
    taken_away(text, spans, FindingKind.NAME, Certainty.WARNED)
    assert time.process_time() - began < 1

"""The corpus that the screen is measured by: large, mixed, divided, and marked to be counted."""

import re
from collections import Counter
from random import Random

import pytest

from app.domain.screening import FindingKind
from tests.domain.narrative_corpus.clean import clean_narratives
from tests.domain.narrative_corpus.reading import HALVES, Span, sentences, unmarked

ALL = [sentence for half in HALVES for sentence in sentences(half)]
ELEVEN = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])")


def seeded():
    return Random(1)  # noqa: S311  the same narratives at every run


def test_there_are_at_least_four_hundred_sentences_and_none_stands_twice():
    assert len({sentence.text for sentence in ALL}) == len(ALL) >= 400


def test_the_halves_are_equal_in_size_in_names_and_in_ways_of_writing():
    for count in (
        len,
        lambda half: sum(span.kind == "name" for one in half for span in one.spans),
        lambda half: sum(one.form == "nn" for one in half),
        lambda half: sum(one.form == "shorthand" for one in half),
        lambda half: sum(not one.spans for one in half),
    ):
        tuning, sealed = (count(sentences(half)) for half in HALVES)
        assert abs(tuning - sealed) <= 2


def test_a_quarter_is_clean_and_most_of_the_rest_are_names():
    kinds = Counter(one.spans[0].kind if one.spans else "clean" for one in ALL)
    assert 0.20 <= kinds["clean"] / len(ALL) <= 0.30
    assert 0.40 <= kinds["name"] / len(ALL) <= 0.50


@pytest.mark.parametrize("half", HALVES)
def test_every_mark_is_of_a_kind_that_the_screen_knows(half):
    for sentence in sentences(half):
        assert "{" not in sentence.text
        assert sentence.form in {"nb", "nn", "shorthand"}
        for span in sentence.spans:
            assert FindingKind(span.kind)
            assert sentence.text[span.start : span.end].strip()


def test_a_mark_is_taken_out_and_its_place_is_kept():
    sentence = unmarked("Fru {NAME:Lie} på {ROOM:rom 4}.", "nb")
    assert sentence.text == "Fru Lie på rom 4."
    assert sentence.spans == (Span("name", 4, 7), Span("room", 11, 16))


def test_clean_narratives_are_the_same_for_the_same_chance_and_hold_no_eleven_digits():
    first, again = (list(clean_narratives(200, seeded(), with_phones=True)) for _ in range(2))
    assert first == again
    assert len(set(first)) == 200
    assert not any(ELEVEN.search(text) for text in first)

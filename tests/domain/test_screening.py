"""The screen's findings are places in order, its rules are whole, and its patterns are shared."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.screening import (
    Certainty,
    find_identifiers,
    parse_rules,
    refused,
    refused_across,
)
from app.screening import screen, screen_narrative, screen_neighbours
from tests.domain.national_numbers import NAMES_TABLE, RULES, RULES_TABLE

MIXED = "Kari Olsen, f. 13.05.1941 (130541 12345), tlf. 912 34 567, rom 12; 14 mg kl. 8."


@given(st.text(st.characters(), max_size=200))
def test_no_text_makes_the_screen_fail(text: str) -> None:
    for finding in find_identifiers(text, RULES):
        assert 0 <= finding.start < finding.end <= len(text)


@given(st.lists(st.text(st.characters(), max_size=40), max_size=4))
def test_no_texts_side_by_side_make_the_screen_fail(texts: list[str]) -> None:
    for index, finding in refused_across(texts, RULES):
        assert 0 <= finding.start < finding.end <= len(texts[index])


SIGNS = "0123456789 .-/OlI&#;%\n\u00ad\u200b\\u<>=@KariBergveien"


@given(st.text(SIGNS, max_size=200))
def test_findings_are_ordered_apart_and_inside_the_text(text: str) -> None:
    findings = find_identifiers(text, RULES)
    ends = [0, *(finding.end for finding in findings)]
    assert all(end <= finding.start for end, finding in zip(ends, findings, strict=False))


@given(st.text(SIGNS, max_size=200))
def test_a_narrative_is_refused_for_what_any_field_is_refused_for(text: str) -> None:
    found = find_identifiers(text, RULES)
    assert tuple(f for f in found if f.certainty is Certainty.REFUSED) == refused(text, RULES)


def test_a_finding_never_carries_the_text() -> None:
    told = repr(find_identifiers(MIXED, RULES))
    assert not re.search("Kari|Olsen|13.05|12345|912", told)


def test_what_is_refused_goes_before_what_is_warned_of() -> None:
    kinds = [finding.kind.value for finding in find_identifiers(MIXED, RULES)]
    assert kinds == ["name", "birth_date", "national_number", "phone", "room"]


def test_the_screen_has_its_rules_at_hand() -> None:
    assert screen(MIXED) == refused(MIXED, RULES)
    assert screen_narrative(MIXED) == find_identifiers(MIXED, RULES)
    assert screen_neighbours(["130585", "12345"]) == refused_across(["130585", "12345"], RULES)


@pytest.mark.parametrize("term", Certainty)
def test_certainties_have_words_in_both_languages(term: Certainty) -> None:
    assert term.words.nb
    assert term.words.nn


@pytest.mark.parametrize("part", sorted(RULES_TABLE.keys() - {"about", "version"}))
def test_rules_with_a_missing_part_are_not_accepted(part: str) -> None:
    table = deepcopy(RULES_TABLE)
    del table[part]
    with pytest.raises(KeyError):
        parse_rules(table, NAMES_TABLE)


@pytest.mark.parametrize("part", sorted(NAMES_TABLE.keys() - {"about", "version"}))
def test_names_with_a_missing_part_are_not_accepted(part: str) -> None:
    table = deepcopy(NAMES_TABLE)
    del table[part]
    with pytest.raises(KeyError, match=part):
        parse_rules(RULES_TABLE, table)


def test_without_names_numbers_and_patterns_are_found_all_the_same() -> None:
    bare = parse_rules(RULES_TABLE)
    kinds = [finding.kind.value for finding in find_identifiers(MIXED, bare)]
    assert kinds == ["birth_date", "national_number", "phone", "room"]


@pytest.mark.parametrize(
    ("key", "value"), [("kind", "shoe_size"), ("certainty", "sure"), ("demand", "much")]
)
def test_rules_with_an_unknown_word_are_not_accepted(key: str, value: str) -> None:
    table = deepcopy(RULES_TABLE)
    table["forms"][0][key] = value
    with pytest.raises(ValueError, match=value):
        parse_rules(table)


def patterns(value: Any) -> Iterator[str]:
    """Give every pattern of the rules: whatever is a string and is no word."""
    words = {"about", "kind", "certainty", "demand", "reads", "joint", "entities", "escapes"}
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from patterns(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in words | {"same_as", "lookalikes", "dateless_first_digits"}:
                yield from patterns(item)


ONLY_PYTHON = re.compile(r"\(\?[a-zA-Z#>(]|[*+?}]\+|\\[^0-9\\/.u]")
SHORTHAND = re.compile(r"\\[wWdDsSbB]")


def test_patterns_keep_to_what_python_and_browsers_share() -> None:
    found = [pattern.replace(r"[\\]", "") for pattern in patterns(RULES_TABLE)]
    assert len(found) > 50
    assert [p for p in found if ONLY_PYTHON.search(p) or SHORTHAND.search(p)] == []


def test_every_part_that_a_pattern_names_is_there() -> None:
    named = set(re.findall(r"\{([a-z_]+)\}", json.dumps(list(patterns(RULES_TABLE)))))
    assert named <= RULES_TABLE["parts"].keys()
    assert RULES_TABLE["parts"].keys() <= named

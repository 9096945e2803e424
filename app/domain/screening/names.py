"""The lists that tell a name from a word, as parsed from ``screening_names.json``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

SHORTEST_COMPOUND = 6
"""Letters of a given name that is known by its second part, as Gudveig and Sigleif are."""


@dataclass(frozen=True)
class Names:
    """Sets of keys: words in lower case, with accents taken off as ``same_letters`` says."""

    same_letters: Mapping[int, str]
    word: re.Pattern[str]
    name_endings: tuple[str, ...]
    farm_endings: tuple[str, ...]
    thing_endings: tuple[str, ...]
    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    capital_only: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    courtesies: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    half_cues: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()
    place_words: frozenset[str] = frozenset()
    road_words: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()

    def key(self, word: str) -> str:
        """Give the key of a word as it is looked up."""
        return word.lower().translate(self.same_letters)

    def lists(self, key: str) -> bool:
        """Tell whether a key is among the names, whatever else it means."""
        is_listed = key in self.given or key in self.family
        return is_listed or (len(key) >= SHORTEST_COMPOUND and key.endswith(self.name_endings))


NO_NAMES = Names({}, re.compile("(?!)"), (), (), ())
"""Lists with nothing in them, which find nobody."""


def parse_names(mapping: Mapping[str, Any]) -> Names:
    """Read the parsed ``screening_names.json``; each list is rows of words with spaces between.

    Raises:
        KeyError: when a list is missing.
        re.error: when the pattern of a word is broken.
    """
    same_letters = str.maketrans(mapping["same_letters"])

    def keys(rows: Iterable[str]) -> tuple[str, ...]:
        return tuple(" ".join(rows).translate(same_letters).split())

    lists = {
        field.name: frozenset(keys(mapping[field.name]))
        for field in fields(Names)
        if field.type in {frozenset[str], "frozenset[str]"}
    }
    return Names(
        same_letters=same_letters,
        word=re.compile(mapping["word"]),
        name_endings=keys(mapping["name_endings"]),
        farm_endings=keys(mapping["farm_endings"]),
        thing_endings=keys(mapping["thing_endings"]),
        **lists,
    )

"""Every text that both screens must read alike: clean, refused, hostile, made up and mangled."""

import json
import tomllib
from collections.abc import Iterator
from random import Random
from typing import Any

from app.demo.narratives import CONTENT
from app.screening import NAMES_FILE
from tests.domain.narrative_corpus.clean import clean_narratives
from tests.domain.narrative_corpus.reading import HALVES, sentences
from tests.domain.test_screening_cost import HOSTILE as SERVER_HOSTILE
from tests.proofs.numbers import drawn_number
from tests.proofs.written_forms import CARRIERS, CORPUS, WRITTEN_FORMS

SEED = 2032
MANGLED = 150
CLEAN = 100
STRUNG = 150
GAPS = [*[" "] * 12, *"-'.\n", ". ", ", ", ": ", " (", "/", "\u2019", " og ", " 5 "]
HOSTILE = [
    *SERVER_HOSTILE,
    "1", "O", "1     ", "&", "&#x31", "%31", "\ufb03", "a\u0301", "\U0001d7d9", "\u0661", "\u00bd",
    "\u3362", "pasient ", "de ", "O'", "ola.nordmann@", "12.03.", "4",
]  # fmt: skip
STRAY = [
    *"0123456789 .-/,()+OlIo\n\t:;&%#x",
    "\u00a0", "\u2009", "\u00ad", "\u200b", "\u2011", "\u2013", "\u2212", "\uff11", "\u0665",
    "\u0967", "\u00b2", "\u2460", "\u24f5", "\u2488", "\U0001d7ce", "\U0001f101", "\U0001f600",
    "e\u0301", "\u212b", "\u01c4", "\ufb01", "\u3000", "\u2028", "\u001f", "\u0085", "\ufeff",
    "&nbsp;", "&#49;", "&#x31;", "&percnt;", "&notit;", "&aring;", "&#128;", "&#28;", "&#xfffe;",
    "&#xd800;", "&#0;", "&#13;", "&NotAnEntity;", "%31", "%C2%A0", "%E2%80%93", "%C3", "%ff%41",
    "Ola ", "Kari Nordmanns ", "fru ", "sønnen ", "Áilu ", "bestemor ",
]  # fmt: skip


def every_text() -> list[str]:
    """Give all texts, in the same order at every run."""
    random = Random(SEED)  # noqa: S311  the same texts at every run
    plain = [*_corpus(random), *_strings(_demo()), *_sentences(random)]
    mangled = [_mangled(random.choice(plain), random) for _ in range(MANGLED)]
    return [*plain, *mangled, *_strung(random), *((unit * 400)[:400] for unit in HOSTILE)]


def _corpus(random: Random) -> Iterator[str]:
    yield from _strings(CORPUS["clean"])
    for write in WRITTEN_FORMS.values():
        for carrier in CARRIERS:
            yield carrier.format(write(drawn_number(random)))


def _demo() -> list[dict[str, Any]]:
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(CONTENT.glob("*.toml"))]


def _sentences(random: Random) -> Iterator[str]:
    for half in HALVES:
        yield from (sentence.text for sentence in sentences(half))
    yield from clean_narratives(CLEAN, random, with_phones=True)


def _strung(random: Random) -> Iterator[str]:
    """Give words of the name lists, and a few unknown, in every shape and with every gap."""
    lists = json.loads(NAMES_FILE.read_text("utf-8"))
    rows = [list(_strings(words)) for name, words in lists.items() if name != "about"]
    sorts = [" ".join(row).split() for row in rows if row]
    shapes = (str.lower, str.capitalize, str.capitalize, str.upper, lambda word: word[:1].upper())
    for _ in range(STRUNG):
        words = [random.choice([*random.choice(sorts), "xhafer", "kvifte"]) for _ in range(40)]
        endings = random.choices(["", "", "", "s"], k=len(words))
        yield "".join(
            random.choice(shapes)(word) + ending + random.choice(GAPS)
            for word, ending in zip(words, endings, strict=True)
        )


def _strings(value: object) -> Iterator[str]:
    """Give every string in nested lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _mangled(text: str, random: Random) -> str:
    """Put in, take out and change a few signs, and now and then the end of a number."""
    signs = list(text[:600])
    for _ in range(random.randint(1, 12)):
        place = random.randint(0, len(signs))
        taken = random.choice([0, 0, 1, 2])
        drawn = random.choice([*STRAY, "", drawn_number(random)])
        signs[place : place + taken] = [drawn]
    return "".join(signs)

"""What the screen finds in sentences that people write, and how often it speaks without cause.

Sentences in bokmål, nynorsk and clinical shorthand were written before the screen was tuned, with
everything in them marked that could tell who somebody is, and divided at random. The screen was
tuned on one half; the other was sealed, and is told apart. The people in them are made up, and the
sentences with them: the figures tell how the screen does on such sentences, not that it finds as
much in any text. What is marked counts as found when at least half of its letters are marked by
the screen, as anything that is warned of or refused; the names of colleagues count as names, since
the screen cannot know. National numbers are not among them: they are proven by themselves.

Clean sentences and clean narratives hold nothing to find. The narratives are drawn from clauses
with doses, dates, times, blood values, codes, references and numbers of every length but eleven;
in half of them a ward's phone stands as well, and these count for refusals only, since every
phone is asked about. What the screen marks as a hint stops nobody, and is not counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from app.domain.screening import Certainty, Finding, FindingKind
from app.screening import screen_narrative
from tests.domain.narrative_corpus.clean import clean_narratives
from tests.domain.narrative_corpus.reading import Sentence, sentences
from tests.proofs.ground import Counts, Ground, Size

FULL_NARRATIVES = 10_000
LEAST_NARRATIVES = 1_000
LEAST_OF_NAMES = 0.90
LEAST_OF_ALL = 0.80
MOST_WARNINGS = 1 / 10
"""Per clean narrative, and per clean sentence."""
MOST_REFUSALS = 1 / 1_000
FOUND_SHARE = 0.5
STOPPING = (Certainty.REFUSED, Certainty.WARNED)

HALVES = {"tuning": "tuned half", "sealed": "sealed half"}
FORMS = {"nb": "bokmål", "nn": "nynorsk", "shorthand": "shorthand"}


@dataclass(frozen=True)
class Found:
    """A marked place in a sentence, and whether it was found."""

    kind: str
    form: str
    is_found: bool


def prove(_ground: Ground, size: Size, random: Random) -> Counts:
    """Measure both halves and the clean narratives, and hold them to the goals."""
    told: dict[str, int | str] = {"sentences": sum(len(sentences(half)) for half in HALVES)}
    for half, name in HALVES.items():
        told |= _measured(sentences(half), name)
    count = size.of(FULL_NARRATIVES, least=LEAST_NARRATIVES) // 2
    plain = list(clean_narratives(count, random))
    with_phones = list(clean_narratives(count, random, with_phones=True))
    refused = sum(bool(_sure(text, Certainty.REFUSED)) for text in (*plain, *with_phones))
    assert refused <= MOST_REFUSALS * 2 * count, f"{refused} clean narratives were refused"
    return told | {
        "clean narratives": 2 * count,
        "clean narratives refused": refused,
        "warnings per clean narrative": _warnings(plain, "clean narratives"),
    }


def _measured(written: Sequence[Sentence], half: str) -> dict[str, str]:
    places = [found for sentence in written for found in _places(sentence)]
    names = [place for place in places if place.kind == FindingKind.NAME]
    assert _share(places) >= LEAST_OF_ALL, f"{half}: {_shown(places)} of everything was found"
    assert _share(names) >= LEAST_OF_NAMES, f"{half}: {_shown(names)} of names was found"
    kinds = {kind: [p for p in places if p.kind == kind] for kind in FindingKind}
    forms = {form: [p for p in names if p.form == form] for form in FORMS}
    clean = [sentence.text for sentence in written if not sentence.spans]
    return {
        f"everything, {half}": _shown(places),
        **{f"{_named(kind)}, {half}": _shown(of_it) for kind, of_it in kinds.items() if of_it},
        **{f"names in {FORMS[form]}, {half}": _shown(of_form) for form, of_form in forms.items()},
        f"warnings per clean sentence, {half}": _warnings(clean, f"clean sentences, {half}"),
    }


def _named(kind: FindingKind) -> str:
    return kind.value.replace("_", " ")


def _places(sentence: Sentence) -> Iterator[Found]:
    marked = {
        place
        for finding in _sure(sentence.text, *STOPPING)
        for place in range(finding.start, finding.end)
    }
    for span in sentence.spans:
        letters = range(span.start, span.end)
        seen = sum(place in marked for place in letters)
        yield Found(span.kind, sentence.form, seen >= FOUND_SHARE * len(letters))


def _sure(text: str, *certainties: Certainty) -> list[Finding]:
    return [finding for finding in screen_narrative(text) if finding.certainty in certainties]


def _share(places: Sequence[Found]) -> float:
    return sum(place.is_found for place in places) / len(places)


def _shown(places: Sequence[Found]) -> str:
    found = sum(place.is_found for place in places)
    return f"{_share(places):.2f} ({found} of {len(places)})"


def _warnings(clean: Sequence[str], name: str) -> str:
    """Count the warnings in texts that hold nothing to warn of, and hold them to the goal."""
    count = sum(len(_sure(text, *STOPPING)) for text in clean)
    assert count <= MOST_WARNINGS * len(clean), f"{count} warnings in {len(clean)} {name}"
    return f"{count / len(clean):.3f} ({count} in {len(clean)})"

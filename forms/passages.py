"""What the screen found, as its writer is shown it: the passage in its context, and the ways on.

A passage stands in the page that comes back and in nothing else; it is never logged or stored.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.screening import Certainty, Finding, FindingKind
from app.domain.screening.removal import taken_away
from app.domain.vocabulary import Words
from app.language import Language

CONTEXT = 24
DIGEST_DIGITS = 16
PERSONAL = frozenset({FindingKind.NAME, FindingKind.NATIONAL_NUMBER, FindingKind.ELEVEN_DIGITS})
"""The kinds that a person's role can stand for; in place of a date or a room it says nothing."""

Label = Words | str
"""A field's label: of the form version, in both languages, or a bokmål message."""


class Replacement(StrEnum):
    """What one click puts in the place of a passage."""

    PATIENT = "pasienten"
    RELATIVE = "parorende"
    STAFF = "ansatt"
    NOTHING = "bort"

    @property
    def placed(self) -> Words:
        """Give what stands in the text afterwards; empty where the passage is taken away."""
        return PLACED.get(self, Words("", ""))


PLACED = {
    Replacement.PATIENT: Words("[pasienten]", "[pasienten]"),
    Replacement.RELATIVE: Words("[pårørende]", "[pårørande]"),
    Replacement.STAFF: Words("[ansatt]", "[tilsett]"),
}


@dataclass(frozen=True)
class Passage:
    """Words in a text, everywhere they stand in it, found to be of one kind.

    ``number`` is the first finding's among all of the field, from 0; ``spans`` are (start, end) in
    code points; ``before`` and ``after`` are about 24 characters of the text around the first.
    ``other_field`` names the field that holds the rest of a number split over two.
    """

    number: int
    kind: FindingKind
    certainty: Certainty
    spans: tuple[tuple[int, int], ...]
    before: str
    words: str
    after: str
    digest: str
    is_narrative: bool
    is_confirmed: bool
    other_field: Label | None = None

    @property
    def is_refused(self) -> bool:
        """Tell whether it must go."""
        return self.certainty is Certainty.REFUSED

    @property
    def is_plain(self) -> bool:
        """Tell whether it awaits an answer, stands in one place and has no part elsewhere."""
        return self.awaits_answer and len(self.spans) == 1 and self.other_field is None

    @property
    def may_be_confirmed(self) -> bool:
        """Tell whether the writer may say that it is no patient and no relative."""
        return self.certainty is Certainty.WARNED

    @property
    def awaits_answer(self) -> bool:
        """Tell whether the text cannot be sent before the writer has done something about it."""
        return self.is_refused or (self.may_be_confirmed and not self.is_confirmed)

    @property
    def replacements(self) -> tuple[Replacement, ...]:
        """Give what may stand in its place: a person for a person, nobody in a line."""
        if not (self.is_refused or self.may_be_confirmed):
            return ()
        is_person = self.is_narrative and self.kind in PERSONAL
        return tuple(Replacement) if is_person else (Replacement.NOTHING,)

    def sentence(self, language: Language) -> str:
        """Say why it is shown."""
        if self.other_field is None:
            why = language("Her står %(kind)s.", kind=self.kind.words)
        else:
            why = language(
                "Sammen med det som står i feltet «%(field)s», ligner dette et fødselsnummer.",
                field=spoken(self.other_field, language),
            )
        if len(self.spans) == 1:
            return why
        count = language.number(len(self.spans))
        return f"{why} {language('Det står %(count)s steder, og endres overalt.', count=count)}"


@dataclass(frozen=True)
class Screened:
    """A field's text as the screen is given it; ``name`` is the field's."""

    name: str
    text: str
    is_narrative: bool

    def passages(
        self,
        findings: Iterable[Finding],
        confirmed: frozenset[str],
        other_fields: dict[Finding, Label],
    ) -> tuple[Passage, ...]:
        """Gather findings that read the same; what awaits an answer comes first.

        ``confirmed`` are digests; ``other_fields`` name the field that holds a number's other part.
        """
        alike: dict[str, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(sorted(findings, key=lambda found: found.start)):
            alike.setdefault(self._digest(finding), []).append((number, finding))
        found = [
            self._passage(digest, places, digest in confirmed, other_fields)
            for digest, places in alike.items()
        ]
        return tuple(sorted(found, key=lambda passage: not passage.awaits_answer))

    def _passage(
        self,
        digest: str,
        places: list[tuple[int, Finding]],
        is_confirmed: bool,  # noqa: FBT001  one of a passage's own facts
        other_fields: dict[Finding, Label],
    ) -> Passage:
        number, first = places[0]
        return Passage(
            number=number,
            kind=first.kind,
            certainty=first.certainty,
            spans=tuple((finding.start, finding.end) for _number, finding in places),
            before=_end_of(self.text[max(first.start - CONTEXT - 1, 0) : first.start]),
            words=self.text[first.start : first.end],
            after=_beginning_of(self.text[first.end : first.end + CONTEXT + 1]),
            digest=digest,
            is_narrative=self.is_narrative,
            is_confirmed=is_confirmed,
            other_field=other_fields.get(first),
        )

    def _digest(self, finding: Finding) -> str:
        """Stand for a passage of a kind in this field; components/findings.html says how."""
        said = f"{self.name}\n{finding.kind}\n{self.text[finding.start : finding.end]}"
        return hashlib.sha256(said.encode()).hexdigest()[:DIGEST_DIGITS]


def spoken(label: Label, language: Language) -> str:
    """Give a field's label in the language."""
    return language.words(label) if isinstance(label, Words) else language.text(label)


def replaced(text: str, passage: Passage, words: str) -> str:
    """Give the text with ``words`` wherever the passage stood; without words, the gap is closed."""
    if not words:
        return taken_away(text, passage.spans, passage.kind, passage.certainty)
    pieces: list[str] = []
    place = 0
    for start, end in passage.spans:
        pieces += [text[place:start], words]
        place = end
    return "".join([*pieces, text[place:]])


def _end_of(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    shown = text[-CONTEXT:]
    return "…\N{NO-BREAK SPACE}" + (shown.partition(" ")[2] or shown)


def _beginning_of(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    shown = text[:CONTEXT]
    return (shown.rpartition(" ")[0] or shown) + "\N{NO-BREAK SPACE}…"

"""The screen over all the fields of a form, and what their writer answers.

Numbers are refused in every field. In narratives the rest is shown too, and the form waits until
each of it is changed or confirmed. One click on a finding's button changes the text, sends nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from app.domain.screening import Certainty, Finding
from app.language import Language
from app.screening import screen, screen_narrative, screen_neighbours
from forms.fields import SecretField, TypedField
from forms.passages import Label, Passage, Replacement, Screened, replaced

LONGEST_SCREENED = 100_000
LONGEST_LINE_SCREENED = 4_000
"""Characters; a longer text is refused for its length alone."""

Split = dict[str, dict[Finding, Label]]
"""By field: the parts of split numbers that stand in it, and the field that has the other part."""


@dataclass(frozen=True)
class Change:
    """The button that was pressed at a finding; ``digest`` is empty where the page gave none."""

    field: str
    number: int
    replacement: Replacement
    digest: str = ""

    @classmethod
    def read(cls, value: str) -> Self | None:
        """Read ``field:number:replacement:digest``; None when it is no such thing."""
        field, number, replacement, digest = (*value.split(":"), "", "", "", "")[:4]
        try:
            return cls(field, int(number), Replacement(replacement), digest)
        except ValueError:
            return None

    def means(self, passage: Passage) -> bool:
        """Tell whether this is the passage; the text may have been edited since."""
        if self.digest:
            return passage.digest == self.digest
        return passage.number == self.number


@dataclass(frozen=True)
class Answers:
    """What was answered: the digests of confirmed passages, and the button pressed, if any."""

    confirmed: frozenset[str] = frozenset()
    button: str = ""

    @classmethod
    def posted(cls, values: Any) -> Self:  # noqa: ANN401  a MultiDict, or None where nothing came
        """Read the answers off what was posted."""
        if values is None:
            return cls()
        return cls(frozenset(values.getlist("bekreftet")), values.get("erstatt", ""))


def change(fields: Sequence[TypedField], answers: Answers, language: Language) -> None:
    """Do what the button says to the text of its field; a passage that is gone changes nothing."""
    asked = Change.read(answers.button)
    if asked is None:
        return
    look_through(fields, answers.confirmed)
    for field in fields:
        if field.name == asked.field:
            field.changed_at = 0
            for passage in filter(asked.means, field.passages):
                words = language.words(asked.replacement.placed)
                field.changed_at = passage.spans[0][0]
                field.data = replaced(field.data or "", passage, words)


def look_through(fields: Iterable[TypedField], confirmed: frozenset[str]) -> None:
    """Give each field the passages that its text holds."""
    seen = [field for field in fields if not is_too_long(field)]
    split = _split_numbers([f for f in seen if f.data and not isinstance(f, SecretField)])
    for field in seen:
        text = field.data or ""
        found = screen_narrative(text) if field.is_narrative else screen(text)
        own, parts = _apart(found, split.get(field.name, {}))
        screened = Screened(field.name, text, field.is_narrative)
        field.passages = screened.passages((*own, *parts), confirmed, parts)


def is_too_long(field: TypedField) -> bool:
    """Tell whether the text is longer than any of its kind that is screened."""
    longest = LONGEST_SCREENED if field.is_narrative else LONGEST_LINE_SCREENED
    return len(field.data or "") > longest


def refusals(field: TypedField, language: Language) -> list[str]:
    """Say, in one sentence or none, that something must go."""
    refused = [passage for passage in field.passages if passage.is_refused]
    return [
        language.plural(
            "Her står %(kind)s. Ta det bort, så kan du sende.",
            "Her står %(kind)s, og mer som ikke kan sendes. Ta bort alt som er merket, "
            "så kan du sende.",
            len(refused),
            kind=passage.kind.words,
        )
        for passage in refused[:1]
    ]


def warnings(field: TypedField, language: Language) -> list[str]:
    """Ask, in one sentence or none, for a change or a confirmation."""
    asked = [p for p in field.passages if p.awaits_answer and not p.is_refused]
    return [
        language.plural(
            "Her står %(kind)s. Endre det, eller kryss av hvis det ikke gjelder pasient eller "
            "pårørende.",
            "Her står %(kind)s, og mer som kan vise hvem pasienten er. Endre det, eller kryss av "
            "for det som ikke gjelder pasient eller pårørende.",
            len(asked),
            kind=passage.kind.words,
        )
        for passage in asked[:1]
    ]


def _split_numbers(fields: Sequence[TypedField]) -> Split:
    found = screen_neighbours([field.data or "" for field in fields])
    split: Split = {}
    for (here, part), (there, other) in zip(found[::2], found[1::2], strict=True):
        first, second = fields[here], fields[there]
        split.setdefault(first.name, {})[part] = second.label.text
        split.setdefault(second.name, {})[other] = first.label.text
    return split


def _apart(
    own: Sequence[Finding], parts: dict[Finding, Label]
) -> tuple[list[Finding], dict[Finding, Label]]:
    """Let no two findings overlap: what is refused by itself goes first, then parts of numbers."""
    refused = [finding for finding in own if finding.certainty is Certainty.REFUSED]
    apart: dict[Finding, Label] = {}
    for part, label in parts.items():
        if not _meets(part, [*refused, *apart]):
            apart[part] = label
    if not apart:
        return list(own), apart
    return [
        finding
        for finding in own
        if finding.certainty is Certainty.REFUSED or not _meets(finding, apart)
    ], apart


def _meets(finding: Finding, others: Iterable[Finding]) -> bool:
    return any(finding.start < other.end and other.start < finding.end for other in others)

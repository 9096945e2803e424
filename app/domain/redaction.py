"""Which words of a text are blacked out, and what stands in their place.

Places count code points, as Python's strings and ``substr()`` of both databases do.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.domain.screening import Certainty, Finding, FindingKind
from app.domain.vocabulary import IdentifierKind, NarrativeKind, Term, TextPlace, Words

BLACK = "▮"
"""What a hidden character becomes in the text that is kept, where every place stays what it was."""

COVER = BLACK * 5
"""What a hidden passage becomes for its readers, whatever its length: that too can be a clue."""

KEPT_WITHIN_THE_PARTY = frozenset(
    {TextPlace.NOTE, TextPlace.OWN_NUMBER, TextPlace.LINE_MANAGER_EMAIL}
)
"""Texts that other parties do not read, so that nobody stands in to decide on them either."""

UNTOLD = KEPT_WITHIN_THE_PARTY | {
    TextPlace.SHARED_NOTE,
    TextPlace.INQUIRY_ANSWERER,
    TextPlace.INQUIRY_EMAIL,
    TextPlace.DUTY_REFERENCE,
}
"""Texts that the reporter does not read, so that no timeline tells what became of them."""

KIND_OF: Mapping[FindingKind, IdentifierKind] = {
    FindingKind.NATIONAL_NUMBER: IdentifierKind.NATIONAL_NUMBER,
    FindingKind.ELEVEN_DIGITS: IdentifierKind.NATIONAL_NUMBER,
    FindingKind.NAME: IdentifierKind.NAME,
    FindingKind.BIRTH_DATE: IdentifierKind.BIRTH_DATE,
    FindingKind.AGE: IdentifierKind.BIRTH_DATE,
    FindingKind.PHONE: IdentifierKind.CONTACT,
    FindingKind.ADDRESS: IdentifierKind.CONTACT,
    FindingKind.EMAIL: IdentifierKind.CONTACT,
    FindingKind.CAR: IdentifierKind.CONTACT,
    FindingKind.ROOM: IdentifierKind.CONTACT,
    FindingKind.CIRCUMSTANCE: IdentifierKind.OTHER,
}

TO_THE_REPORTER: Mapping[str, Words] = {
    TextPlace.REPORTER_NAME.value: Words("navnet ditt", "namnet ditt"),
    TextPlace.REPORTER_WORKPLACE.value: Words("arbeidsstedet ditt", "arbeidsstaden din"),
    TextPlace.LINE_MANAGER.value: Words("den nærmeste lederen din", "den næraste leiaren din"),
    TextPlace.REPORTER_PHONE.value: Words("telefonen din", "telefonen din"),
    TextPlace.REPORTER_EMAIL.value: Words("e-posten din", "e-posten din"),
    TextPlace.OWN_NUMBER.value: Words("nummeret deres", "nummeret dykkar"),
    NarrativeKind.SUPPLEMENT.value: Words("tillegget ditt", "tillegget ditt"),
    NarrativeKind.QUESTION.value: Words("spørsmål til deg", "spørsmål til deg"),
    NarrativeKind.REPLY.value: Words("svaret ditt", "svaret ditt"),
    NarrativeKind.CALL_REQUEST.value: Words("beskjed om å ringe", "beskjed om å ringje"),
}
"""What texts are called when the reporter reads, by the place or the kind; others as for all."""

RUNS = re.compile(rf"[^\s{BLACK}]+")
BLACK_RUNS = re.compile(f"({BLACK}+)")
EDGES = ".,;:!?()[]{}<>«»\"“”„'’…–-/"  # what stands around a word and tells nothing


class Outcome(Term):
    """What has become of a hidden passage."""

    WAITING = "waiting", "Ikke avgjort", "Ikkje avgjort"
    REDACTED = "redacted", "Sladdet for godt", "Sladda for godt"
    SHOWN = "shown", "Vist igjen", "Vist igjen"
    ERASED = "erased", "Slettet med teksten", "Sletta med teksten"


class UnknownWord(Exception):
    """No word that can be chosen begins there."""


@dataclass(frozen=True, order=True)
class Span:
    """The place ``text[start:end]`` of a text."""

    start: int
    end: int

    @property
    def black(self) -> str:
        """Give what stands there in the kept text once it is blacked out for good."""
        return BLACK * (self.end - self.start)

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether any character of ``start`` to ``end`` lies here too."""
        return self.start < end and start < self.end


def as_kept(seen: Span, covered: Iterable[Span]) -> Span:
    """Find where the kept text has a span of the text as it is seen.

    ``covered`` are the spans of the kept text for which :data:`COVER` is seen; none of them
    overlaps another, and ``seen`` overlaps no cover.
    """
    longer = 0
    for span in sorted(covered):
        if seen.start < span.start + longer + len(COVER):
            break
        longer += len(COVER) - len(span.black)
    return Span(seen.start - longer, seen.end - longer)


def as_seen(kept: Span, covered: Iterable[Span]) -> Span:
    """Find the cover of a span, one of those that are ``covered``, in the text as it is seen."""
    before = [span for span in covered if span.start < kept.start]
    start = kept.start + sum(len(COVER) - len(span.black) for span in before)
    return Span(start, start + len(COVER))


@dataclass(frozen=True)
class Marking:
    """What somebody chose in a text: the words that begin at ``starts``, and what kind they are.

    ``address`` names the text, and ``digest`` is that of the text as the page showed it. ``kind``
    is None when each passage is of the kind that the screen finds it to be.
    """

    address: str
    digest: str
    starts: frozenset[int]
    kind: IdentifierKind | None


def is_black(text: str) -> bool:
    """Tell whether anything in a text is hidden, so that an address or a number no longer works."""
    return BLACK in text


def split_black(text: str) -> tuple[str, ...]:
    """Give the text in runs, the black ones apart."""
    return tuple(run for run in BLACK_RUNS.split(text) if run)


def words_of(text: str) -> tuple[Span, ...]:
    """Give the words that may be chosen: between blanks and black, and not punctuation alone."""
    runs = (Span(*run.span()) for run in RUNS.finditer(text))
    return tuple(run for run in runs if any(map(str.isalnum, text[run.start : run.end])))


def chosen_spans(text: str, starts: Collection[int]) -> tuple[Span, ...]:
    """Join the words that begin at ``starts``: neighbours on one line become one span.

    The full stop or bracket around the words is left in sight.

    Raises:
        UnknownWord: when no word begins at one of them.
    """
    words = {word.start: word for word in words_of(text)}
    if not words.keys() >= set(starts):
        raise UnknownWord
    joined: list[Span] = []
    for word in (words[start] for start in sorted(set(starts))):
        if joined and _are_neighbours(text, joined[-1], word):
            joined[-1] = Span(joined[-1].start, word.end)
        else:
            joined.append(word)
    return tuple(_trimmed(text, span) for span in joined)


@dataclass(frozen=True)
class Piece:
    """A run of a text as a page draws it: a word to choose, which begins at ``start``, or none."""

    text: str
    start: int | None = None


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Give the whole text in order, its words apart from what stands between them."""
    pieces: list[Piece] = []
    end = 0
    for word in words_of(text):
        pieces += [Piece(text[end : word.start]), Piece(text[word.start : word.end], word.start)]
        end = word.end
    return tuple(piece for piece in (*pieces, Piece(text[end:])) if piece.text)


def suggested(text: str, findings: Iterable[Finding]) -> frozenset[int]:
    """Give where the words begin that the screen found; a hint suggests nothing."""
    found = _worth_hiding(findings)
    return frozenset(
        word.start
        for word in words_of(text)
        if any(word.overlaps(each.start, each.end) for each in found)
    )


def kinds_of(findings: Iterable[Finding]) -> frozenset[IdentifierKind]:
    """Give the kinds that the screen found."""
    return frozenset(KIND_OF[each.kind] for each in _worth_hiding(findings))


def kind_of(span: Span, findings: Iterable[Finding]) -> IdentifierKind:
    """Give the kind that the screen finds a span to be; OTHER where it finds nothing."""
    found = (each for each in _worth_hiding(findings) if span.overlaps(each.start, each.end))
    first = next(found, None)
    return IdentifierKind.OTHER if first is None else KIND_OF[first.kind]


def _worth_hiding(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.certainty is not Certainty.HINT]


def _are_neighbours(text: str, one: Span, other: Span) -> bool:
    between = text[one.end : other.start]
    return not between.strip() and "\n" not in between


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    return Span(
        span.end - len(words.lstrip(EDGES)),
        span.start + len(words.rstrip(EDGES)),
    )


@dataclass(frozen=True)
class Surroundings:
    """A hidden passage as it is decided on: what stands before and after, never what it hides."""

    before: str
    black: str
    after: str


def surroundings(text: str, span: Span, *, most: int = 120) -> Surroundings:
    """Cut at most ``most`` characters on either side out of a text, at a blank, with «…»."""
    before, after = text[: span.start], text[span.end :]
    if len(before) > most:
        before = f"… {before[-most:].partition(' ')[2]}"
    if len(after) > most:
        after = f"{after[:most].rpartition(' ')[0]} …"
    return Surroundings(before, text[span.start : span.end], after)

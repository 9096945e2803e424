"""A year that is released: from draft to what FSU has adopted and SSU has been sent.

FSU reports yearly to SSU (the procedure, point 6). What it adopts is frozen: figures, texts and the
bytes of every file. A later correction is a new version with its own date, and says what it
changes. What anybody outside the secretariat has been shown of a draft is never forgotten.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from app.domain.vocabulary import Audience, Term


class ReleaseStatus(Term):
    """Where a version of a year stands."""

    DRAFT = "draft", "utkast", "utkast"
    COMMENTING = "commenting", "til merknader i FSU", "til merknader i FSU"
    ADOPTED = "adopted", "vedtatt", "vedteken"
    SENT = "sent", "sendt til SSU", "sendt til SSU"
    DROPPED = "dropped", "kastet", "kasta"

    @property
    def is_open(self) -> bool:
        """Tell whether the version is a draft that may still change."""
        return self in OPEN

    @property
    def is_adopted(self) -> bool:
        """Tell whether FSU has adopted the version, whatever came after."""
        return self in ADOPTED


OPEN = frozenset({ReleaseStatus.DRAFT, ReleaseStatus.COMMENTING})
ADOPTED = frozenset({ReleaseStatus.ADOPTED, ReleaseStatus.SENT})


class ReleaseAction(StrEnum):
    """What is done with a version."""

    REDRAW = auto()
    EDIT = auto()
    OPEN = auto()
    COMMENT = auto()
    ADOPT = auto()
    SEND = auto()
    CORRECT = auto()
    DROP = auto()


TRANSITIONS: Mapping[tuple[ReleaseStatus, ReleaseAction], ReleaseStatus] = {
    (ReleaseStatus.DRAFT, ReleaseAction.REDRAW): ReleaseStatus.DRAFT,
    (ReleaseStatus.DRAFT, ReleaseAction.EDIT): ReleaseStatus.DRAFT,
    (ReleaseStatus.DRAFT, ReleaseAction.OPEN): ReleaseStatus.COMMENTING,
    (ReleaseStatus.DRAFT, ReleaseAction.DROP): ReleaseStatus.DROPPED,
    (ReleaseStatus.COMMENTING, ReleaseAction.REDRAW): ReleaseStatus.COMMENTING,
    (ReleaseStatus.COMMENTING, ReleaseAction.EDIT): ReleaseStatus.COMMENTING,
    (ReleaseStatus.COMMENTING, ReleaseAction.OPEN): ReleaseStatus.COMMENTING,
    (ReleaseStatus.COMMENTING, ReleaseAction.COMMENT): ReleaseStatus.COMMENTING,
    (ReleaseStatus.COMMENTING, ReleaseAction.ADOPT): ReleaseStatus.ADOPTED,
    (ReleaseStatus.COMMENTING, ReleaseAction.DROP): ReleaseStatus.DROPPED,
    (ReleaseStatus.ADOPTED, ReleaseAction.SEND): ReleaseStatus.SENT,
    (ReleaseStatus.ADOPTED, ReleaseAction.CORRECT): ReleaseStatus.ADOPTED,
    (ReleaseStatus.SENT, ReleaseAction.CORRECT): ReleaseStatus.SENT,
}
"""What is not listed is refused. Opening a draft again sets another last day for comments."""


class ReleaseTextKind(Term):
    """A text of the report that the secretary may word anew; the first three are computed first."""

    FIRST_FINDING = "first_finding", "Første funn", "Første funn"
    SECOND_FINDING = "second_finding", "Andre funn", "Andre funn"
    THIRD_FINDING = "third_finding", "Tredje funn", "Tredje funn"
    REMARK = "remark", "FSUs egen vurdering", "FSU si eiga vurdering"
    CHANGES = "changes", "Hva denne versjonen retter", "Kva denne versjonen rettar"


FINDINGS = (
    ReleaseTextKind.FIRST_FINDING,
    ReleaseTextKind.SECOND_FINDING,
    ReleaseTextKind.THIRD_FINDING,
)

Texts = Mapping[tuple[ReleaseTextKind, str], str]
"""The texts of a version by kind and language code."""


class FileKind(Term):
    """What kind of file a released year holds."""

    FIGURES = "figures", "tall", "tal"
    PDF = "pdf", "PDF", "PDF"
    CSV = "csv", "CSV", "CSV"
    JSON_STAT = "json_stat", "JSON-stat", "JSON-stat"


class Refusal(Term):
    """Why an act on a released year is refused, as the one who tried is told."""

    WRONG_STATUS = (
        "wrong_status",
        "Dette går ikke an slik årsrapporten står nå. Se hva som er gjort.",
        "Dette går ikkje an slik årsrapporten står no. Sjå kva som er gjort.",
    )
    YEAR_NOT_BEGUN = (
        "year_not_begun",
        "Det er ikke sendt meldinger i dette året.",
        "Det er ikkje sendt meldingar i dette året.",
    )
    YEAR_NOT_OVER = (
        "year_not_over",
        "Året er ikke over. Utkastet kan vises for FSU og vedtas når det er det.",
        "Året er ikkje over. Utkastet kan visast for FSU og vedtakast når det er det.",
    )
    DRAFT_IS_OPEN = (
        "draft_is_open",
        "Det finnes et utkast for dette året allerede.",
        "Det finst eit utkast for dette året allereie.",
    )
    CHANGES_MISSING = (
        "changes_missing",
        "Året er vedtatt. Skriv hva den nye versjonen retter, på bokmål og nynorsk.",
        "Året er vedteke. Skriv kva den nye versjonen rettar, på bokmål og nynorsk.",
    )
    DAY_IS_PAST = (
        "day_is_past",
        "Siste dag for merknader kan ikke være passert.",
        "Siste dag for merknader kan ikkje vere passert.",
    )
    COMMENTS_ARE_OVER = (
        "comments_are_over",
        "Fristen for merknader er ute. Spør FSU-sekretæren om en ny frist.",
        "Fristen for merknader er ute. Spør FSU-sekretæren om ein ny frist.",
    )
    COMMENTS_ARE_OPEN = (
        "comments_are_open",
        "FSU kan fortsatt komme med merknader. Møtedatoen kan ikke være før fristen.",
        "FSU kan framleis kome med merknader. Møtedatoen kan ikkje vere før fristen.",
    )
    MEETING_NOT_HELD = (
        "meeting_not_held",
        "Møtet må være holdt. Datoen kan ikke være i framtiden eller før utkastet ble laget.",
        "Møtet må vere halde. Datoen kan ikkje vere i framtida eller før utkastet vart laga.",
    )
    SENT_BEFORE_ADOPTED = (
        "sent_before_adopted",
        "Datoen kan ikke være i framtiden eller før vedtaket.",
        "Datoen kan ikkje vere i framtida eller før vedtaket.",
    )


class ReleaseRefused(Exception):
    """An act on a released year was refused; ``refusal`` carries the sentence."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Standing:
    """What the rules look at: the year, where the version stands, and its dates."""

    year: int
    status: ReleaseStatus
    drafted_on: date
    comments_until: date | None = None
    adopted_on: date | None = None


@dataclass(frozen=True)
class Adoption:
    """When FSU adopted a version, and in which meeting."""

    adopted_on: date
    meeting: str


@dataclass(frozen=True)
class DrawnFile:
    """A file as it was drawn. ``party`` is the key of the one whose annex it is."""

    name: str
    kind: FileKind
    audience: Audience
    language: str
    content: bytes
    party: str | None = None


def after(status: ReleaseStatus, action: ReleaseAction) -> ReleaseStatus:
    """Give the status that an action leads to.

    Raises:
        ReleaseRefused: when the action is not listed for the status.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        raise ReleaseRefused(Refusal.WRONG_STATUS)
    return found


def refuse(is_refused: bool, refusal: Refusal) -> None:  # noqa: FBT001  reads as a sentence
    """Raise a refusal when it is one.

    Raises:
        ReleaseRefused: when it is.
    """
    if is_refused:
        raise ReleaseRefused(refusal)


def check_opening(standing: Standing, until: date, today: date) -> ReleaseStatus:
    """Let FSU comment on the draft of a year that is over, up to and with a day to come.

    Raises:
        ReleaseRefused: when the draft, the year or the day does not allow it.
    """
    status = after(standing.status, ReleaseAction.OPEN)
    refuse(standing.year >= today.year, Refusal.YEAR_NOT_OVER)
    refuse(until < today, Refusal.DAY_IS_PAST)
    return status


def check_comment(standing: Standing, today: date) -> None:
    """Take comments up to and with the last day.

    Raises:
        ReleaseRefused: before the draft is open, and after the last day.
    """
    after(standing.status, ReleaseAction.COMMENT)
    is_over = standing.comments_until is None or standing.comments_until < today
    refuse(is_over, Refusal.COMMENTS_ARE_OVER)


def check_adoption(standing: Standing, adopted_on: date, today: date) -> ReleaseStatus:
    """Let a year that is over be adopted, in a meeting held no earlier than the last comments.

    Raises:
        ReleaseRefused: when the status, the year or the date does not allow it.
    """
    status = after(standing.status, ReleaseAction.ADOPT)
    refuse(standing.year >= today.year, Refusal.YEAR_NOT_OVER)
    refuse(not standing.drafted_on <= adopted_on <= today, Refusal.MEETING_NOT_HELD)
    last_day = standing.comments_until
    refuse(last_day is None or adopted_on < last_day, Refusal.COMMENTS_ARE_OPEN)
    return status


def check_sending(standing: Standing, sent_on: date, today: date) -> ReleaseStatus:
    """Let an adopted version be sent to SSU, on the day of the adoption or later.

    Raises:
        ReleaseRefused: when it is not adopted, or the date is before that or to come.
    """
    status = after(standing.status, ReleaseAction.SEND)
    adopted_on = standing.adopted_on or today
    refuse(not adopted_on <= sent_on <= today, Refusal.SENT_BEFORE_ADOPTED)
    return status


def digest_of(content: bytes) -> bytes:
    """Give the 32 bytes of SHA-256 by which a file is known again."""
    return hashlib.sha256(content).digest()


def digest_of_all(digests: Iterable[tuple[str, bytes]]) -> bytes:
    """Give SHA-256 over names and digests, one file a line as ``sha256sum`` writes them."""
    lines = (f"{digest.hex()}  {name}\n" for name, digest in sorted(digests))
    return hashlib.sha256("".join(lines).encode()).digest()


def spelled(digest: bytes) -> str:
    """Spell a digest for the log: hex in eights with «x» between, so no part reads as a number."""
    whole = digest.hex()
    return "x".join(whole[place : place + 8] for place in range(0, len(whole), 8))

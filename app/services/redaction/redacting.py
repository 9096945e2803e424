"""Sladding: hiding what points at a person, and then blacking it out for good or showing it again.

This is the one exception to the rule that the reporter's words are never edited: an identifier that
slipped through the screen is written over where it stands, so that every page, document, search and
mail shows black without knowing of it. The text as it was is set aside inside the database until
the writing party's coordinator has decided; the value passes through no statement, log or entry.
"""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.policy import Actor, Permission, Relations, permits
from app.domain.redaction import (
    KEPT_WITHIN_THE_PARTY,
    Marking,
    Span,
    UnknownWord,
    as_kept,
    chosen_spans,
    kind_of,
)
from app.domain.vocabulary import IdentifierKind, Role, Side, TextPlace
from app.models import HiddenPassage
from app.screening import screen
from app.services import audit
from app.services.acts import hold
from app.services.cases import Held
from app.services.own_people import own_parties
from app.services.redaction import blackening
from app.services.redaction.texts import (
    ABOUT_REPORTER,
    CaseText,
    covers,
    readable_texts,
    spans_of,
)
from app.services.scrubbing import want_scrub

DIGEST_BYTES = 32


class TextNotFound(Exception):
    """The case has no such text, or none that the actor may read; the two look alike."""


class TextHasChanged(Exception):
    """The text is not what the page showed. Nothing was hidden."""


class NothingToDecide(Exception):
    """There is no such passage, it is decided already, or another party decides."""


class TextIsRefused(Exception):
    """The text cannot be shown again: the screen refuses it. The text is not told here."""


def hide(session: Session, actor: Actor, case_key: str, marking: Marking, *, now: datetime) -> int:
    """Hide the chosen words from everyone, at once; give the number of passages they make.

    Raises:
        CaseNotFound: when the actor may not know of the case.
        TextNotFound: when the actor may not read the text.
        TextHasChanged: when the page showed another text, or one without such words.
    """
    held = hold(session, actor, _as_reader(actor), case_key)
    text = _find(session, actor, held, marking.address)
    if text.digest != marking.digest:
        raise TextHasChanged
    try:
        spans = chosen_spans(text.body, marking.starts)
    except UnknownWord:
        raise TextHasChanged from None
    findings = text.findings
    covered = spans_of(_covered(session, text.place, text.row_id))
    for span in spans:
        kind = marking.kind or kind_of(span, findings)
        passage = _mark(session, actor, text, as_kept(span, covered), kind, now=now)
        _record(session, actor, AuditAction.PASSAGE_HIDDEN, held, passage, now=now)
    if spans:
        blackening.set_aside(session, held.case.id, text.place, text.row_id)
        _cover(session, text.place, text.row_id)
    return len(spans)


def _mark(
    session: Session,
    actor: Actor,
    text: CaseText,
    span: Span,
    kind: IdentifierKind,
    *,
    now: datetime,
) -> HiddenPassage:
    passage = HiddenPassage(
        case_id=text.case_id,
        party_id=text.party_id,
        place=text.place,
        row_id=text.row_id,
        start=span.start,
        end=span.end,
        kind=kind,
        hidden_at=now,
        hidden_by_id=actor.user_id,
    )
    session.add(passage)
    session.flush()
    return passage


def redact(
    session: Session, actor: Actor, case_key: str, passage_id: int, *, now: datetime
) -> None:
    """Black a passage out for good; it cannot be shown again.

    Raises:
        CaseNotFound: when the actor may not know of the case.
        NotPermitted: when the actor coordinates none of its parties.
        NothingToDecide: when it is not the actor's to decide, or not any more.
    """
    held = hold(session, actor, Permission.REDACT_CASE, case_key)
    passage = _undecided(session, actor, held, passage_id)
    _black_out(session, actor, held, passage, now=now)
    _release(session, passage)


def show_again(
    session: Session, actor: Actor, case_key: str, passage_id: int, *, now: datetime
) -> None:
    """Show a passage again that was hidden by mistake; what else is hidden in its text stays so.

    Raises:
        CaseNotFound: when the actor may not know of the case.
        NotPermitted: when the actor coordinates none of its parties.
        NothingToDecide: when it is not the actor's to decide, or not any more.
        TextIsRefused: when the screen refuses the text as it would stand; the transaction must
            then be rolled back, as every act's is.
    """
    held = hold(session, actor, Permission.REDACT_CASE, case_key)
    passage = _undecided(session, actor, held, passage_id)
    passage.shown_at, passage.shown_by_id = now, actor.user_id
    session.flush()
    _cover(session, passage.place, passage.row_id)
    if screen(blackening.seen_text(session, passage.place, passage.row_id)):
        raise TextIsRefused
    _record(session, actor, AuditAction.PASSAGE_SHOWN, held, passage, now=now)
    _release(session, passage)


def text_is_replaced(
    session: Session, actor: Actor, held: Held, place: TextPlace, row_id: int, *, now: datetime
) -> None:
    """Let what was hidden in a text go with it, when somebody writes another in its place."""
    for passage in _waiting(session, place, row_id):
        _black_out(session, actor, held, passage, now=now)
        _release(session, passage)


def decides(actor: Actor, relations: Relations, place: TextPlace, party_id: int | None) -> bool:
    """Tell whether the actor coordinates the party that decides on a text.

    That is the party that wrote it. Where it is not connected or has given the case away, whoever
    has the case now stands in; but nobody does for a text that only its own party reads, nor the
    secretariat for the reporter's name and contact, which it does not read.
    """
    if not permits(actor, Permission.REDACT_CASE, relations):
        return False
    own = own_parties(actor, relations, (Role.COORDINATOR,))
    involved = relations.recipient_party_ids | {relations.reporting_party_id} - {None}
    if party_id in involved or place in KEPT_WITHIN_THE_PARTY:
        return party_id in own
    if place in ABOUT_REPORTER and relations.at_secretariat:
        return False
    return bool(own & relations.recipient_party_ids)


def _as_reader(actor: Actor) -> Permission:
    return Permission.HIDE_IN_CASE if actor.user_id else Permission.FOLLOW_CASE


def _find(session: Session, actor: Actor, held: Held, address: str) -> CaseText:
    for text in readable_texts(session, actor, held.case, held.relations):
        if text.address == address:
            return text
    raise TextNotFound


def _passages(session: Session, place: TextPlace, row_id: int) -> list[HiddenPassage]:
    query = select(HiddenPassage).where(
        HiddenPassage.place == place, HiddenPassage.row_id == row_id
    )
    return list(session.scalars(query.order_by(HiddenPassage.id)))


def _waiting(session: Session, place: TextPlace, row_id: int) -> list[HiddenPassage]:
    found = _passages(session, place, row_id)
    return [each for each in found if not each.redacted_at and not each.shown_at]


def _covered(session: Session, place: TextPlace, row_id: int) -> list[HiddenPassage]:
    return [each for each in _passages(session, place, row_id) if covers(each)]


def _cover(session: Session, place: TextPlace, row_id: int) -> None:
    blackening.cover(session, place, row_id, spans_of(_covered(session, place, row_id)))


def _undecided(session: Session, actor: Actor, held: Held, passage_id: int) -> HiddenPassage:
    passage = session.get(HiddenPassage, passage_id)
    if (
        passage is None
        or passage.case_id != held.case.id
        or passage not in _waiting(session, passage.place, passage.row_id)
        or not decides(actor, held.relations, passage.place, passage.party_id)
        or not blackening.is_kept(session, passage.place, passage.row_id)
    ):
        raise NothingToDecide
    return passage


def _black_out(
    session: Session, actor: Actor, held: Held, passage: HiddenPassage, *, now: datetime
) -> None:
    span = Span(passage.start, passage.end)
    blackening.blacken_kept(session, passage.place, passage.row_id, span)
    passage.redacted_at, passage.redacted_by_id = now, actor.user_id
    # By a digest of all that was sent, names could be tried until one fits.
    held.case.content_digest = secrets.token_bytes(DIGEST_BYTES)
    want_scrub(session, now=now)
    _record(session, actor, AuditAction.PASSAGE_REDACTED, held, passage, now=now)


def _release(session: Session, passage: HiddenPassage) -> None:
    """Let go of the text as it was, once nothing of it waits any longer.

    The places go too: they would tell how long each word was.
    """
    session.flush()
    if _waiting(session, passage.place, passage.row_id):
        return
    blackening.forget(session, passage.place, passage.row_id)
    for each in _passages(session, passage.place, passage.row_id):
        each.start = each.end = 0
    session.flush()


def _record(
    session: Session,
    actor: Actor,
    action: AuditAction,
    held: Held,
    passage: HiddenPassage,
    *,
    now: datetime,
) -> None:
    handles = permits(actor, Permission.READ_NOTES, held.relations)
    audit.record(
        session,
        actor,
        action,
        now=now,
        case_id=passage.case_id,
        passage=passage.id,
        place=passage.place.value,
        kind=passage.kind.value,
        side=(Side.RECIPIENT if handles else Side.REPORTER).value,
    )

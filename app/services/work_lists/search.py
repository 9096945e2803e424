"""Finding cases by a number or by words, among those that the reader may open.

Words are sought in what every reader of a case may read: the report and what reporter and recipient
have said to each other since. What is hidden is black in the text itself and is found by nobody.
Notes are not sought, since not everybody reads them.
"""

import unicodedata
from datetime import date

from sqlalchemy import ColumnElement, String, and_, exists, false, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.case import Reference
from app.domain.policy import UNIT_ROLES, Actor
from app.domain.vocabulary import NarrativeKind, Role
from app.models import Answer, AnswerText, Assignment, Case, ExternalReference, Narrative
from app.screening import screen
from app.services.work_lists.reach import reach_of, sending_parties
from app.services.work_lists.rows import (
    PAGE_ROWS,
    Page,
    Rule,
    is_first_holder,
    nameless,
    read_page,
    row_query,
    still_holds,
)

SHORTEST_WORD = 3
MOST_WORDS = 6
MOST_PAGES = 20
SOUGHT = (
    NarrativeKind.DESCRIPTION,
    NarrativeKind.PROPOSAL,
    NarrativeKind.IMMEDIATE_ACTION,
    NarrativeKind.OTHER_SERVICE_KIND,
    NarrativeKind.OTHER_CATEGORY,
    NarrativeKind.PLACE_IN_WORDS,
    NarrativeKind.SUPPLEMENT,
    NarrativeKind.QUESTION,
    NarrativeKind.REPLY,
)


def find_by_number(session: Session, actor: Actor, number: str, *, today: date) -> Page:
    """Find cases by reference, or by the number that the actor's own party has given them."""
    own = actor.party_ids(Role.COORDINATOR, *UNIT_ROLES)
    reference = Reference.read(number)
    by_own_number = select(ExternalReference.case_id).where(
        ExternalReference.value == number.strip(), ExternalReference.party_id.in_(own)
    )
    called = or_(
        Case.reference == reference if reference.is_complete else false(),
        Case.id.in_(by_own_number),
    )
    return _found(session, actor, called, page=1, today=today)


def find_by_words(
    session: Session, actor: Actor, words: str, *, page: int = 1, today: date
) -> Page:
    """Find cases that hold every word, newest first; capital letters make no difference.

    A word of fewer than three letters is not sought, nor one after the sixth; a text in which the
    screen finds a number finds nothing. After twenty pages the reader is to ask for less.
    """
    sought = sought_words(words)
    if not sought or page > MOST_PAGES or screen(words):
        return Page(())
    return _found(session, actor, and_(*map(_is_said, sought)), page=page, today=today)


def sought_words(words: str) -> tuple[str, ...]:
    """Give the words that are sought, in small letters."""
    plain = unicodedata.normalize("NFC", words).lower().split()
    return tuple(word for word in plain if len(word) >= SHORTEST_WORD)[:MOST_WORDS]


def _found(session: Session, actor: Actor, wanted: Rule, *, page: int, today: date) -> Page:
    received = (
        select(Assignment.case_id)
        .join(Case, Case.id == Assignment.case_id)
        .where(reach_of(session, actor).rule, still_holds())
        .correlate(None)
    )
    readable = or_(Case.id.in_(received), Case.reporting_party_id.in_(sending_parties(actor)))
    query = (
        row_query()
        .where(wanted, readable, still_holds(), is_first_holder())
        .order_by(Case.sent_at.desc(), Case.id.desc())
        .offset((max(page, 1) - 1) * PAGE_ROWS)
    )
    return nameless(read_page(session, query, today=today))


def _is_said(word: str) -> Rule:
    narrated = exists().where(
        Narrative.case_id == Case.id,
        Narrative.kind.in_(SOUGHT),
        Narrative.erased_at.is_(None),
        _holds(Narrative.body, word),
    )
    answered = exists().where(
        Answer.case_id == Case.id,
        AnswerText.answer_id == Answer.id,
        AnswerText.erased_at.is_(None),
        _holds(AnswerText.body, word),
    )
    return or_(narrated, answered)


def _holds(body: InstrumentedAttribute[str], word: str) -> Rule:
    """Say that a text holds a word whatever the size of its letters.

    SQLite's ``lower`` knows only A to Z, and so does PostgreSQL's in some locales; the word's other
    letters are made small one by one. The pattern is no text of anybody's, so the screen of the
    column is not asked again.
    """
    small: ColumnElement[str] = type_coerce(func.lower(body), String)
    for letter in sorted(set(word)):
        if not letter.isascii() and len(letter.upper()) == 1:
            small = func.replace(small, letter.upper(), letter)
    return small.contains(word, autoescape=True)

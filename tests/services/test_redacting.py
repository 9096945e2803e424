"""Sladding: what is hidden is black for everyone at once, and then gone for good or back again."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from app.db import Base, Database, HumanText, HumanWords
from app.db.scrubbing import Scrubbed
from app.domain.lifecycle import Status
from app.domain.redaction import COVER, Marking
from app.domain.vocabulary import IdentifierKind, TextPlace
from app.models import AuditEntry, HiddenPassage, InstallationFact, WithheldText
from app.services import following
from app.services.case_page import case_page
from app.services.cases import find_case
from app.services.follow_page import follow_page
from app.services.redaction import redacting
from app.services.redaction.redacting import NothingToDecide, TextHasChanged, TextIsRefused
from app.services.redaction.texts import STORED
from app.services.scrubbing import FACT, scrub_if_wanted
from app.services.timeline import timeline
from tests.conftest import START
from tests.factories import Scene, party
from tests.services.marking import NAME, Desk

NOT_A_PLACE = {
    "external_references.system": "the product writes nothing there; people fill in the number",
    "withheld_texts.body": "where the hidden texts themselves are kept",
}
KIND = IdentifierKind.NAME
DESCRIPTION = "Kort beskrivelse av hendelsen"


@pytest.fixture
def desk(database):
    return Desk(Scene(database, START))


def held(desk, table=WithheldText):
    with desk.scene.database.reading() as session:
        return session.scalars(select(table)).all()


def cells_with(database, words: str) -> set[str]:
    """Every column of the database in which the words stand, whatever they are written as."""
    found = set()
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(text("*")).select_from(table)).mappings():
                for column, value in row.items():
                    if words.lower() in str(value).lower():
                        found.add(f"{table.name}.{column}")
    return found


def reached_from_a_case() -> list[str]:
    """Every column of human text in a table that leads to a case."""
    leading = {"cases"}
    while True:
        more = {
            table.name
            for table in Base.metadata.sorted_tables
            if any(key.column.table.name in leading for key in table.foreign_keys)
        }
        if more <= leading:
            break
        leading |= more
    return [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if table.name in leading
        for column in table.columns
        if isinstance(column.type, (HumanText, HumanWords))
    ]


def test_every_text_that_a_person_writes_on_a_case_can_be_blacked_out():
    places = {
        f"{stored.key.class_.__tablename__}.{stored.column.key}" for stored in STORED.values()
    }
    columns = reached_from_a_case()
    assert len(columns) > 10
    assert set(columns) == places | set(NOT_A_PLACE)
    assert set(STORED) == set(TextPlace)


def test_what_is_blacked_out_stands_nowhere_in_the_database(desk):
    key = desk.full_case()
    database = desk.scene.database
    texts = desk.texts(key)
    assert {each.place for each in texts.values()} == set(TextPlace)
    assert len(cells_with(database, NAME)) >= len({str(each.column) for each in STORED.values()})
    for actor in (desk.scene.leader, desk.recipient, desk.sender):
        for address in desk.texts(key, actor):
            desk.hide(key, desk.texts(key)[address], actor=actor)
    assert cells_with(database, NAME) == {"withheld_texts.body"}
    for passage in held(desk, HiddenPassage):
        is_senders = passage.party_id != _party_id(desk, "siv")
        decider = desk.sender if is_senders else desk.recipient
        desk.decide(redacting.redact, decider, key, passage.id)
    assert cells_with(database, NAME) == set()
    assert held(desk) == []


def test_the_value_is_gone_from_the_bytes_of_the_file_too(sqlite_url):
    database = Database(sqlite_url)
    desk = Desk(Scene(database, START))
    key = desk.full_case()
    written = f"Vi ringte {NAME}".encode()
    assert any(written in content for content in _files(database))
    (passage,) = desk.hide(key, desk.text(key, "Strakstiltak"))
    desk.decide(redacting.redact, desk.sender, key, passage)
    assert scrub_if_wanted(database) == Scrubbed()
    assert not any(written in content for content in _files(database))
    database.close()


def _files(database):
    path = Path(database.url.database)
    return [each.read_bytes() for each in path.parent.iterdir() if each.is_file()]


def _party_id(desk, key):
    with desk.scene.database.reading() as session:
        return party(session, key).id


def test_a_decision_asks_for_the_bytes_too(desk):
    key = desk.full_case()
    (first, _) = desk.hide(key, desk.text(key, DESCRIPTION))
    assert not [fact for fact in held(desk, InstallationFact) if fact.key == FACT]
    desk.decide(redacting.redact, desk.sender, key, first)
    assert [fact for fact in held(desk, InstallationFact) if fact.key == FACT]


def test_the_value_passes_through_no_statement(desk):
    key = desk.full_case()
    described = desk.text(key, DESCRIPTION)
    seen = []
    listen = lambda _c, _u, statement, parameters, *_: seen.append(f"{statement} {parameters}")  # noqa: E731
    event.listen(desk.scene.database.engine, "before_cursor_execute", listen)
    first, second = desk.hide(key, described)
    desk.decide(redacting.redact, desk.sender, key, first)
    desk.decide(redacting.show_again, desk.sender, key, second)
    event.remove(desk.scene.database.engine, "before_cursor_execute", listen)
    assert len(seen) > 20
    assert NAME not in "".join(seen)
    assert "Kvitterud" in desk.text(key, DESCRIPTION).body


def test_a_hidden_passage_is_black_on_every_page_at_once(desk):
    key = desk.full_case()
    desk.hide(key, desk.text(key, DESCRIPTION))
    with desk.scene.database.reading() as session:
        case = find_case(session, key)
        pages = (
            case_page(session, desk.scene.leader, case, today=START.date()).reported,
            case_page(session, desk.sender, case, today=START.date()).reported,
            follow_page(session, case, today=START.date()).reported,
        )
    for report in pages:
        assert report.said("description") == ("▮▮▮▮▮ datter ringte. ▮▮▮▮▮ kom hjem uten liste.")


def test_places_in_a_text_are_counted_in_characters(desk):
    words = f"Blåbær 🙂 {NAME} og 𠀋la, čorrut."
    key = desk.scene.case_at(Status.SENT, description=words)
    (passage,) = desk.hide(key, desk.text(key, DESCRIPTION))
    assert desk.text(key, DESCRIPTION).body == "Blåbær 🙂 ▮▮▮▮▮ og 𠀋la, čorrut."
    desk.decide(redacting.show_again, desk.sender, key, passage)
    assert desk.text(key, DESCRIPTION).body == words


def test_what_is_shown_again_leaves_the_rest_black(desk):
    key = desk.full_case()
    first, second = desk.hide(key, desk.text(key, DESCRIPTION))
    (third,) = desk.hide(key, desk.text(key, DESCRIPTION), "liste")
    desk.decide(redacting.show_again, desk.sender, key, second)
    shown = f"▮▮▮▮▮ datter ringte. {NAME} kom hjem uten ▮▮▮▮▮."
    assert desk.text(key, DESCRIPTION).body == shown
    desk.decide(redacting.redact, desk.sender, key, first)
    desk.decide(redacting.show_again, desk.sender, key, third)
    assert desk.text(key, DESCRIPTION).body == shown.replace("▮▮▮▮▮.", "liste.")
    assert held(desk) == []


def test_what_was_shown_again_can_be_hidden_again(desk):
    key = desk.full_case()
    before = desk.text(key, DESCRIPTION).body
    for passage in desk.hide(key, desk.text(key, DESCRIPTION)):
        desk.decide(redacting.show_again, desk.sender, key, passage)
    assert desk.text(key, DESCRIPTION).body == before
    assert len(desk.hide(key, desk.text(key, DESCRIPTION))) == 2


def test_a_passage_is_decided_once(desk):
    key = desk.full_case()
    for act in (redacting.redact, redacting.show_again):
        (passage,) = desk.hide(key, desk.text(key, DESCRIPTION), "datter", "ringte")
        desk.decide(act, desk.sender, key, passage)
        for again in (redacting.redact, redacting.show_again):
            with pytest.raises(NothingToDecide):
                desk.decide(again, desk.sender, key, passage)
        if act is redacting.redact:
            assert "datter" not in desk.text(key, DESCRIPTION).body
            key = desk.full_case()


def test_a_text_that_the_screen_refuses_is_not_shown_again(desk):
    key = desk.full_case()
    described = desk.text(key, DESCRIPTION)
    (passage,) = desk.hide(key, described, "liste")
    number = "skrev 13058512345 uten liste."
    with desk.scene.database.transaction() as session:
        session.execute(text("UPDATE withheld_texts SET body = :body"), {"body": number})
    with pytest.raises(TextIsRefused) as refusal:
        desk.decide(redacting.show_again, desk.sender, key, passage)
    assert "13058512345" not in str(refusal.value)
    assert cells_with(desk.scene.database, "13058512345") == {"withheld_texts.body"}
    desk.decide(redacting.redact, desk.sender, key, passage)
    assert cells_with(desk.scene.database, "13058512345") == set()


def test_a_page_that_is_old_hides_nothing(desk):
    key = desk.full_case()
    old = desk.text(key, DESCRIPTION)
    desk.hide(key, old, "datter")
    before = desk.text(key, DESCRIPTION).body
    with pytest.raises(TextHasChanged):
        desk.hide(key, old)
    marking = Marking(old.address, desk.text(key, DESCRIPTION).digest, frozenset({1}), KIND)
    with pytest.raises(TextHasChanged):
        _hide(desk, key, marking)
    assert desk.text(key, DESCRIPTION).body == before


def test_nothing_chosen_hides_nothing(desk):
    key = desk.full_case()
    described = desk.text(key, DESCRIPTION)
    _hide(desk, key, Marking(described.address, described.digest, frozenset(), KIND))
    assert held(desk) == held(desk, HiddenPassage) == []


def _hide(desk, key, marking, actor=None):
    with desk.scene.database.transaction() as session:
        return redacting.hide(session, actor or desk.scene.leader, key, marking, now=START)


def test_of_two_who_mark_at_once_one_is_told_and_neither_is_lost(desk):
    key = desk.full_case()
    described = desk.text(key, DESCRIPTION)
    told, begin = [], threading.Barrier(2)

    def mark(word):
        begin.wait()
        try:
            desk.hide(key, described, word)
        except TextHasChanged:
            told.append(word)
            desk.hide(key, desk.text(key, DESCRIPTION), word)

    markers = [threading.Thread(target=mark, args=(word,)) for word in ("datter", "liste")]
    for marker in markers:
        marker.start()
    for marker in markers:
        marker.join()
    assert len(told) == 1
    after = desk.text(key, DESCRIPTION).body
    assert after == described.body.replace("datter", COVER).replace("liste", COVER)
    assert {row.body for row in held(desk)} == {described.body}


def test_the_log_keeps_who_when_where_and_what_kind_and_never_the_value(desk):
    key = desk.full_case()
    (passage,) = desk.hide(
        key, desk.text(key, DESCRIPTION), "datter", actor=desk.reporter(key), kind=KIND
    )
    desk.decide(redacting.redact, desk.sender, key, passage)
    hidden, redacted = _entries(desk, "passage_hidden", "passage_redacted")
    facts = {"passage": passage, "place": "narrative", "kind": "name", "side": "reporter"}
    assert hidden.facts == redacted.facts == facts
    assert (hidden.actor, redacted.actor) == ("reporter", "user")
    assert redacted.user_id == desk.sender.user_id


def _entries(desk, *actions):
    return [entry for entry in held(desk, AuditEntry) if entry.action.value in actions]


def test_the_timeline_tells_of_shared_texts_and_not_of_notes(desk):
    key = desk.full_case()
    desk.hide(key, desk.text(key, "Spørsmål til melder"), kind=IdentifierKind.CONTACT)
    desk.hide(key, desk.text(key, "internt notat"))
    with desk.scene.database.reading() as session:
        entries = timeline(session, find_case(session, key), shared_only=True)
    (told,) = [entry for entry in entries if entry.text_place]
    assert (told.text_place, told.identifier) == (TextPlace.NARRATIVE, IdentifierKind.CONTACT)
    assert told.side == "recipient"
    assert not told.body


def test_a_digest_of_what_was_sent_does_not_outlive_it(desk):
    key = desk.full_case()
    with desk.scene.database.reading() as session:
        before = find_case(session, key).content_digest
    (passage,) = desk.hide(key, desk.text(key, "Strakstiltak"))
    desk.decide(redacting.redact, desk.sender, key, passage)
    with desk.scene.database.reading() as session:
        assert find_case(session, key).content_digest != before


def test_a_number_that_is_written_anew_takes_what_was_hidden_with_it(desk):
    key = desk.full_case()
    number = next(t for t in desk.texts(key).values() if t.body.startswith("P360"))
    desk.hide(key, number)
    with desk.scene.database.transaction() as session:
        for value in ("P360 ▮▮▮▮▮", "P360 12"):
            following.set_own_number(
                session, desk.recipient, key, number.party_id, value, now=START
            )
            session.flush()
            waits = session.scalars(select(WithheldText)).all()
            assert len(waits) == (value != "P360 12")
    (passage,) = held(desk, HiddenPassage)
    assert passage.redacted_by_id == desk.recipient.user_id
    assert desk.texts(key)[number.address].body == "P360 12"

"""Whoever may read a text may hide in it; the party that wrote it decides, and its ombud knows."""

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.domain.policy import NotPermitted
from app.domain.redaction import Marking, Outcome
from app.domain.vocabulary import Consent, IdentifierKind, Role, Side, TextPlace
from app.models import Case, HiddenPassage
from app.services import handling, notes
from app.services.cases import CaseNotFound, find_case, relations_of
from app.services.forwarding import forwarding
from app.services.redaction import redacting
from app.services.redaction.lists import possible_deviations, waiting_count, waiting_passages
from app.services.redaction.redacting import NothingToDecide, TextNotFound, decides
from app.services.redaction.texts import ABOUT_REPORTER
from app.services.retention import erasing
from tests.conftest import START
from tests.factories import Scene, actor_at, sent_case, version_of
from tests.services.marking import NAME, Desk, starts
from tests.services.statements import counted

NOWHERE = {"hospital_key": None, "hospital_unit_key": None}
DESCRIPTION = "Kort beskrivelse av hendelsen"
QUESTION = "Spørsmål til melder"
NOTE = "internt notat"

BETWEEN_THE_PARTIES = {
    TextPlace.SHARED_NOTE,
    TextPlace.SENDER,
    TextPlace.INQUIRY_EMAIL,
    TextPlace.INQUIRY_ANSWERER,
    TextPlace.DUTY_REFERENCE,
    TextPlace.LINE_MANAGER_EMAIL,
}
"""What neither follow page nor letter shows the reporter, though both parties read it."""


@pytest.fixture
def desk(database):
    return Desk(Scene(database, START))


def waiting(desk, actor, key=None):
    with desk.scene.database.reading() as session:
        case_id = find_case(session, key).id if key else None
        return waiting_passages(session, actor, case_id=case_id)


def act(desk, key, service, *words, actor=None, **more):
    with desk.scene.database.transaction() as session:
        version = version_of(session, key)
        service(session, actor or desk.scene.leader, key, version, *words, now=START, **more)


def places(texts):
    return {text.place for text in texts.values()}


def test_the_recipient_reads_and_hides_in_all_but_where_the_reporters_leader_is_reached(desk):
    key = desk.full_case()
    kept = TextPlace.LINE_MANAGER_EMAIL
    every = {address: text for address, text in desk.texts(key).items() if text.place is not kept}
    assert desk.texts(key, desk.scene.leader) == every
    for address in every:
        desk.hide(key, desk.texts(key)[address])
    left = [text.place for text in desk.texts(key).values() if NAME.lower() in text.body.lower()]
    assert left == [kept]


def test_the_reporting_party_hides_in_all_but_notes_and_the_others_number(desk):
    key = desk.full_case()
    unread = desk.texts(key).keys() - desk.texts(key, desk.sender).keys()
    assert {desk.texts(key)[each].body for each in unread} == {
        f"Snakket med {NAME}.",
        f"P360 {NAME}",
    }


def test_the_reporter_hides_in_what_the_follow_page_and_the_letter_show(desk):
    key = desk.full_case()
    read = desk.texts(key, desk.reporter(key))
    assert places(read) == set(TextPlace) - BETWEEN_THE_PARTIES - {TextPlace.NOTE}
    desk.hide(key, desk.text(key, DESCRIPTION), actor=desk.reporter(key))
    assert NAME not in desk.text(key, DESCRIPTION).body


def test_where_there_is_no_letter_the_link_shows_no_reporter(desk):
    key = desk.scene.case_at(Status.SENT, consent=Consent.PATIENT_OPPOSED)
    assert not places(desk.texts(key, desk.reporter(key))) & set(ABOUT_REPORTER)


def test_the_secretary_sees_no_reporter_to_hide(desk):
    key = desk.scene.case_at(Status.SENT, **NOWHERE)
    assert not places(desk.texts(key, desk.secretary)) & set(ABOUT_REPORTER)
    assert TextPlace.NARRATIVE in places(desk.texts(key, desk.secretary))


def test_a_text_that_one_may_not_read_is_not_there(desk):
    key = desk.full_case()
    note = desk.text(key, NOTE)
    marking = Marking(note.address, note.digest, starts(note.body, ()), IdentifierKind.NAME)
    for actor in (desk.sender, desk.reporter(key)):
        with pytest.raises(TextNotFound), desk.scene.database.transaction() as session:
            redacting.hide(session, actor, key, marking, now=START)
    for stranger in (desk.stranger, desk.secretary, desk.officers["siv"]):
        with pytest.raises(CaseNotFound), desk.scene.database.transaction() as session:
            redacting.hide(session, stranger, key, marking, now=START)
    assert NAME in desk.text(key, NOTE).body


def test_each_text_waits_for_the_coordinator_of_the_party_that_wrote_it(desk):
    key = desk.full_case()
    for text in desk.texts(key).values():
        is_senders = text.place is TextPlace.LINE_MANAGER_EMAIL
        desk.hide(key, text, actor=desk.sender if is_senders else None)
    of = {side: {each.id for each in waiting(desk, side)} for side in desk.coordinators}
    assert not of[desk.stranger] | of[desk.secretary]
    assert not of[desk.sender] & of[desk.recipient]
    with desk.scene.database.reading() as session:
        passages = session.scalars(select(HiddenPassage)).all()
    assert len(of[desk.sender] | of[desk.recipient]) == len(passages)
    recipients = BETWEEN_THE_PARTIES - {TextPlace.SENDER, TextPlace.LINE_MANAGER_EMAIL}
    recipients |= {TextPlace.NOTE, TextPlace.ANSWER, TextPlace.RESPONSIBLE}
    for passage in passages:
        if passage.place in recipients:
            assert passage.id in of[desk.recipient]
        if passage.place in {*ABOUT_REPORTER, TextPlace.SENDER, TextPlace.LINE_MANAGER_EMAIL}:
            assert passage.id in of[desk.sender]


def test_only_the_coordinator_of_the_writing_party_decides(desk):
    key = desk.full_case()
    (passage,) = desk.hide(key, desk.text(key, QUESTION))
    for decision in (redacting.redact, redacting.show_again):
        with pytest.raises(NothingToDecide):
            desk.decide(decision, desk.sender, key, passage)
        with pytest.raises(NotPermitted):
            desk.decide(decision, desk.scene.leader, key, passage)
        with pytest.raises(CaseNotFound):
            desk.decide(decision, desk.stranger, key, passage)
    desk.decide(redacting.redact, desk.recipient, key, passage)


def test_a_passage_of_another_case_is_not_there(desk):
    key, other = desk.full_case(), desk.full_case()
    (passage,) = desk.hide(key, desk.text(key, DESCRIPTION), "datter")
    with pytest.raises(NothingToDecide):
        desk.decide(redacting.redact, desk.sender, other, passage)


def test_where_the_reporters_party_is_not_connected_the_recipient_decides(desk):
    with desk.scene.database.transaction() as session:
        changes = {"municipality_key": None, "description": f"{NAME} ringte."}
        key = sent_case(session, now=START, **changes).case_key
    (passage,) = desk.hide(key, desk.text(key, DESCRIPTION))
    assert [each.id for each in waiting(desk, desk.recipient)] == [passage]
    assert len(_deviations(desk, desk.officers["siv"])) == 1
    desk.decide(redacting.redact, desk.recipient, key, passage)


def test_whoever_has_the_case_decides_for_a_party_that_has_given_it_away(desk):
    key = desk.scene.case_at(Status.SENT)
    act(desk, key, notes.write_note, f"Et notat om {NAME}.")
    act(desk, key, handling.ask, f"Hvem er {NAME}?")
    (noted,) = desk.hide(key, desk.text(key, NOTE))
    act(desk, key, forwarding.forward, to_unit_key="horten-postmottak", reason=f"{NAME} bor der")
    (asked,) = desk.hide(key, desk.text(key, QUESTION), actor=desk.stranger)
    (told,) = desk.hide(key, desk.text(key, "Hvorfor videresendt"), actor=desk.stranger)
    assert {each.id for each in waiting(desk, desk.stranger)} == {asked, told}
    assert waiting(desk, desk.recipient) == ()
    desk.decide(redacting.redact, desk.stranger, key, asked)
    with pytest.raises(NothingToDecide):
        desk.decide(redacting.redact, desk.stranger, key, noted)
    assert {each.hidden_at for each in _deviations(desk, desk.officers["siv"])} == {START}
    assert len(_deviations(desk, desk.officers["siv"])) == 3


def test_the_secretary_stands_in_for_nothing_that_is_the_reporters_own(desk):
    key = desk.scene.case_at(Status.SENT, municipality_key=None)
    texts = desk.texts(key)
    for address in [each for each, text in texts.items() if text.place in ABOUT_REPORTER]:
        desk.hide(key, texts[address])
    act(desk, key, forwarding.forward, to_unit_key="fsu-sekretariat", reason="Hører til hos dere.")
    assert not waiting(desk, desk.secretary)
    with desk.scene.database.reading() as session:
        case = find_case(session, key)
        relations = relations_of(session, case)
        assert relations.at_secretariat
        assert not any(decides(desk.secretary, relations, each, None) for each in ABOUT_REPORTER)
        assert decides(desk.secretary, relations, TextPlace.NARRATIVE, None)


def test_the_secretary_decides_on_the_secretariats_own_words(desk):
    key = desk.scene.case_at(Status.SENT, **NOWHERE)
    act(desk, key, handling.ask, f"Hvem er {NAME}?", actor=desk.secretary)
    (passage,) = desk.hide(key, desk.text(key, QUESTION), actor=desk.secretary)
    assert [each.id for each in waiting(desk, desk.secretary)] == [passage]
    with pytest.raises(NothingToDecide):
        desk.decide(redacting.redact, desk.sender, key, passage)
    desk.decide(redacting.redact, desk.secretary, key, passage)


def test_the_lists_say_what_the_acts_allow(desk):
    keys = [desk.full_case(), desk.full_case(), desk.scene.case_at(Status.SENT, **NOWHERE)]
    act(desk, keys[2], notes.write_note, f"Om {NAME}.", actor=desk.secretary)
    for key, marker in zip(keys, (desk.scene.leader, desk.recipient, desk.secretary), strict=True):
        for address in desk.texts(key, marker):
            words = desk.texts(key)[address]
            desk.hide(key, words, *words.body.lower().split()[:1], actor=marker)
    with desk.scene.database.reading() as session:
        passages = session.scalars(select(HiddenPassage)).all()
        for actor in desk.coordinators:
            allowed = {
                passage.id
                for passage in passages
                for case in [session.get_one(Case, passage.case_id)]
                if decides(actor, relations_of(session, case), passage.place, passage.party_id)
            }
            listed = {each.id for each in waiting_passages(session, actor)}
            assert listed == allowed
            assert waiting_count(session, actor) == len(allowed)


def test_while_the_secretaries_place_a_case_they_see_nothing_that_is_hidden_in_it(desk):
    told = {"municipality_key": None, "description": f"{NAME} ringte."}
    key = desk.scene.case_at(Status.SENT, **told)
    assert desk.hide(key, desk.text(key, DESCRIPTION))
    for unit_key, sender in (
        ("horten-postmottak", desk.scene.leader),
        ("siv-medisin", desk.stranger),
        ("tonsberg-postmottak", desk.scene.leader),
    ):
        act(desk, key, forwarding.forward, to_unit_key=unit_key, reason="Deres.", actor=sender)
    with desk.scene.database.reading() as session:
        assert relations_of(session, find_case(session, key)).is_being_placed
    assert waiting(desk, desk.secretary) == ()


def test_each_of_two_parties_with_a_case_decides_on_its_own_words_and_names_its_own(desk):
    key = desk.scene.case_at(Status.SENT)
    act(desk, key, forwarding.forward, to_unit_key="horten-postmottak", reason="Deres.")
    act(desk, key, handling.ask, f"Hvem er {NAME}?", actor=desk.stranger)
    act(
        desk,
        key,
        forwarding.forward,
        to_unit_key="siv-medisin",
        reason="Deres.",
        actor=desk.stranger,
    )
    (passage,) = desk.hide(key, desk.text(key, QUESTION))
    (listed,) = waiting(desk, desk.stranger)
    assert (listed.id, listed.by) == (passage, "")
    assert waiting(desk, desk.recipient) == ()
    desk.decide(redacting.redact, desk.stranger, key, passage)


def test_a_coordinator_sees_surroundings_kind_and_who_but_not_the_value(desk):
    key = desk.full_case()
    desk.hide(key, desk.text(key, QUESTION), kind=IdentifierKind.CONTACT)
    desk.hide(key, desk.text(key, DESCRIPTION), "datter")
    (own,) = waiting(desk, desk.recipient, key)
    assert (own.around.before, own.around.after) == ("Var ", " hjemme?")
    assert (own.kind, own.heading.nb) == (IdentifierKind.CONTACT, QUESTION)
    assert (own.by.startswith("Demo Nummer"), own.side) == (True, Side.RECIPIENT)
    (theirs,) = waiting(desk, desk.sender, key)
    assert (theirs.by, theirs.side) == ("", Side.RECIPIENT)
    assert "datter" not in repr(theirs)


def test_of_several_passages_in_a_text_each_says_which_it_is(desk):
    key = desk.scene.case_at(Status.SENT, description=f"{NAME} ba datter ringe om en liste.")
    for word in ("liste", "datter", NAME):
        desk.hide(key, desk.text(key, DESCRIPTION), word)
    listed = waiting(desk, desk.sender, key)
    assert [(each.number, each.of) for each in listed] == [(1, 3), (2, 3), (3, 3)]
    assert [(each.around.before, each.around.after) for each in listed] == [
        ("", " ba ▮▮▮▮▮ ringe om en ▮▮▮▮▮."),
        ("▮▮▮▮▮ ba ", " ringe om en ▮▮▮▮▮."),
        ("▮▮▮▮▮ ba ▮▮▮▮▮ ringe om en ", "."),
    ]
    desk.decide(redacting.redact, desk.sender, key, listed[0].id)
    left = waiting(desk, desk.sender, key)
    assert [(each.number, each.of) for each in left] == [(1, 2), (2, 2)]
    assert left[1].around.before == "▮▮▮▮▮ ba ▮▮▮▮▮ ringe om en "


def test_the_list_costs_the_same_however_long_it_is(desk):
    key = desk.full_case()
    costs = []
    for word in ("datter", "ringte", "liste", "hjem"):
        desk.hide(key, desk.text(key, DESCRIPTION), word)
        with counted(desk.scene.database) as statements:
            assert waiting(desk, desk.sender)
        costs.append(len(statements))
    assert len(set(costs)) == 1


def _deviations(desk, officer):
    with desk.scene.database.reading() as session:
        return possible_deviations(session, officer)


def test_an_ombud_sees_the_own_partys_passages_and_no_text(desk):
    key = desk.full_case()
    (asked,) = desk.hide(key, desk.text(key, QUESTION))
    first, second = desk.hide(key, desk.text(key, DESCRIPTION), actor=desk.reporter(key))
    desk.decide(redacting.redact, desk.sender, key, first)
    desk.decide(redacting.show_again, desk.sender, key, second)
    (of_recipient,) = _deviations(desk, desk.officers["siv"])
    assert of_recipient.outcome is Outcome.WAITING
    assert of_recipient.heading.nb == QUESTION
    assert of_recipient.hidden_by.startswith("Demo Nummer")
    shown, redacted = _deviations(desk, desk.officers["tonsberg"])
    assert {each.heading.nb for each in (shown, redacted)} == {DESCRIPTION}
    assert (shown.outcome, redacted.outcome) == (Outcome.SHOWN, Outcome.REDACTED)
    assert redacted.hidden_by == ""
    assert redacted.decided_by.startswith("Demo Nummer")
    assert NAME not in repr((of_recipient, shown, redacted))
    assert asked
    assert _deviations(desk, desk.sender) == ()


def test_what_the_retention_rule_erased_waits_for_nobody(desk):
    key = desk.full_case()
    described = desk.text(key, DESCRIPTION)
    (passage, _) = desk.hide(key, described)
    with desk.scene.database.transaction() as session:
        texts = {TextPlace.NARRATIVE: (described.row_id,)}
        erasing._empty(session, texts, now=START)
    assert waiting(desk, desk.sender) == ()
    with pytest.raises(NothingToDecide):
        desk.decide(redacting.show_again, desk.sender, key, passage)
    outcomes = {each.outcome for each in _deviations(desk, desk.officers["tonsberg"])}
    assert outcomes == {Outcome.ERASED}


def test_a_caseworker_of_the_recipient_hides_and_does_not_decide(desk):
    key = desk.full_case()
    with desk.scene.database.transaction() as session:
        worker = actor_at(session, Role.CASEWORKER, "siv-medisin", now=START)
    (passage,) = desk.hide(key, desk.text(key, QUESTION), actor=worker)
    with pytest.raises(NotPermitted):
        desk.decide(redacting.redact, worker, key, passage)

"""The sheet for an archive holds what was said, and nobody's identity."""

import dataclasses

from app.domain.lifecycle import Status
from app.domain.vocabulary import Role
from app.language import Language
from app.services import handling, notes
from app.services.answering import answers
from app.services.case_page import case_page
from app.services.cases import find_case
from app.web.case_sheet import sheet_of
from tests.factories import ANSWER, actor_at, draft, person, version_of
from tests.web.conftest import REPORTER_CANARY

NB = Language("nb")


def sheet(world, scene, key, actor=None):
    with world.app.app_context(), scene.database.reading() as session:
        page = case_page(
            session, actor or scene.leader, find_case(session, key), today=world.clock().date()
        )
        return sheet_of(page, NB)


def every_word(sheet) -> str:
    return repr(dataclasses.astuple(sheet))


def test_the_sheet_holds_what_both_sides_have_said(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED, own_reference="T-17", other_category="Transport")
    with scene.database.transaction() as session:
        handling.ask(session, scene.leader, key, 2, "Hvem ringte?", now=scene.now)
        answers.answer(session, scene.leader, key, 3, ANSWER, now=scene.now)
    made = sheet(own_world, scene, key)
    assert made.description == draft().description
    assert made.unit == "Klinikk medisin – Geriatri"
    assert made.municipality == "Tønsberg kommune"
    assert made.external_references == ("Tønsberg kommune: T-17",)
    assert made.due.endswith("(forslag, ikke vedtatt)")
    assert ("Spørsmål til melder, 10. mars 2026", "Hvem ringte?") in made.supplements
    assert ("Hva vi fant", ANSWER.finding) in made.answer
    assert made.categories[-1].endswith(": Transport")
    assert [act for _at, _unit, act in made.timeline] == [
        "Sendt",
        "Mottak bekreftet",
        "Spørsmål til melder",
        "Besvart",
    ]


def test_the_sheet_names_nobody_and_keeps_notes_out(own_world, scene):
    reporter = dataclasses.replace(draft().reporter, name=REPORTER_CANARY, phone="33 00 00 11")
    key = scene.case_at(Status.SENT, reporter=reporter)
    with scene.database.transaction() as session:
        handling.take(session, scene.leader, key, 1, now=scene.now)
        notes.write_note(session, scene.leader, key, 2, "Bare for oss.", now=scene.now)
        assert version_of(session, key) == 3
        names = [person(session, None, now=scene.now).name, reporter.name, reporter.workplace]
    words = every_word(sheet(own_world, scene, key))
    for private in (*names, reporter.email, "33 00 00 11", "Bare for oss.", "Demo Nummer"):
        assert private not in words


def test_what_the_register_lacks_stands_in_the_reporters_words(own_world, scene):
    key = scene.case_at(
        Status.SENT, hospital_unit_key=None, place_in_words="En poliklinikk i sentrum"
    )
    with scene.database.transaction() as session:
        coordinator = actor_at(session, Role.COORDINATOR, "siv", now=scene.now)
    assert sheet(own_world, scene, key, coordinator).unit == "En poliklinikk i sentrum"

"""Titles, headers, addresses, file names, mail, PDF metadata and logs carry no text of a case.

Every text that anybody wrote on a case is painted with a canary in the database; then every route
is walked by everybody, and what stands outside the page's own text is searched.
"""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Table, select, update

from app.db import Base, HumanText
from app.domain.lifecycle import Status
from app.domain.vocabulary import NarrativeKind
from app.models import AnswerText, Case, Narrative, Note, Reporter
from app.services import following, handling, notes, sending
from tests.factories import LINKS, Scene, version_of
from tests.reports.reading_back import reader
from tests.web.conftest import World
from tests.web.test_access import address, loads, methods, rules

CANARY = "Kanarifugl"
SUBJECTS = ("", "leader", "municipal coordinator", "secretary", "privacy officer", "administrator")
ADDRESSES = ("href", "action", "formaction", "src", "content", "cite", "download", "poster")


def case_with_every_kind_of_text(scene: Scene) -> str:
    """Give a case that has been asked about, answered, noted, numbered and added to."""
    key = scene.case_at(Status.ACKNOWLEDGED, own_reference="A-17", **EVERY_TEXT)
    leader, now = scene.leader, scene.now
    with scene.database.transaction() as session:
        case = session.scalars(select(Case).where(Case.key == key)).one()
        reporter = following.reporter_of(case)
        handling.ask(session, leader, key, version_of(session, key), "Når?", now=now)
        question = following.open_questions(session, case.id)[0].id
        following.reply(session, reporter, key, question_id=question, body="Nå", now=now)
        following.supplement(session, reporter, key, body="Mer", consequence=None, now=now)
        notes.write_note(session, leader, key, version_of(session, key), "Husk", now=now)
    return key


EVERY_TEXT = {
    "immediate_action": "Vi ringte",
    "proposal": "Ring",
    "categories": ("medicines", "other"),
    "other_category": "Annet",
}


def of_a_case(table: Table) -> bool:
    """Tell whether the rows of a table belong to a case, or to its answer."""
    owners = {key.column.table.name for key in table.foreign_keys}
    return table.name == "cases" or bool(owners & {"cases", "answers"})


def paint(database) -> None:
    """Write a canary into every text of every case."""
    columns = [
        column
        for table in Base.metadata.sorted_tables
        if of_a_case(table)
        for column in table.columns
        if isinstance(column.type, HumanText)
    ]
    with database.transaction() as session:
        for column in columns:
            words = f"{CANARY} {column.name}"
            if column.name == "email":
                words = f"{CANARY.lower()}@tonsberg.example"
            query = update(column.table).where(column.is_not(None), column != "")
            session.execute(query.values({column.name: words}))


@pytest.fixture
def painted(own_world: World) -> World:
    """A world with an answered case and one in work, and a canary in every text of theirs."""
    database = own_world.app.extensions["database"]
    scene = Scene(database, own_world.clock())
    own_world.cases["with every text"] = case_with_every_kind_of_text(scene)
    own_world.cases["answered"] = scene.case_at(Status.ANSWERED)
    paint(database)
    return own_world


def outward(client, response) -> Iterator[str]:
    """Give everything that a response says outside the text of its page."""
    yield response.request.path
    yield from (f"{name}: {value}" for name, value in response.headers)
    if response.mimetype == "text/html" and response.status_code not in {301, 302, 303}:
        yield from (title.text for title in client.page.root.all("title"))
        yield from (e[name] for e in client.page.root for name in ADDRESSES if e[name])
    if response.mimetype == "application/pdf":
        yield from about(response.data)


def about(document: bytes) -> Iterator[str]:
    """Give what a PDF says of itself: metadata, XMP, bookmarks, attachments and page labels."""
    read = reader(document)
    yield str(dict(read.metadata or {}))
    xmp = read.trailer["/Root"].get("/Metadata")
    yield xmp.get_object().get_data().decode() if xmp else ""
    yield from (str(entry.title) for entry in flat(read.outline))
    yield from (*read.attachments, *read.page_labels)


def flat(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def walk(world: World, client) -> Iterator[tuple[str, Any]]:
    """Ask for every page and send every form, about each way that a case may lie."""
    own = [world.cases[name] for name in ("with every text", "answered", "to the secretariat")]
    token = world.tokens["to our clinic"]
    for rule in rules(world.app):
        if rule.endpoint == "signing_in.sign_out":
            continue  # a world's people stay signed in
        for key in own if loads(world.app, rule) == "case" else ("",):
            for method in sorted(methods(rule) & {"GET", "POST"}):
                typed = {"data": texts()} if method == "POST" else {}
                url = address(world, rule, key or "x", token)
                yield f"{method} {rule.rule}", client.open(url, method=method, **typed)


def texts() -> dict[str, str]:
    """Give a text for every field that any form has."""
    names = (
        "description supplement reply question note forward_reason decline_comment finding cause "
        "measures responsible reporter_name workplace number reference email own_number guidance"
    )
    return {name: f"{CANARY} {name}" for name in names.split()}


def test_the_canary_stands_in_every_text_of_a_case(painted):
    with painted.app.extensions["database"].reading() as session:
        for column in (Narrative.body, Note.body, AnswerText.body, Reporter.name):
            words = session.scalars(select(column)).all()
            assert words
            assert all(CANARY in each for each in words)
        kinds = set(session.scalars(select(Narrative.kind)))
    assert kinds >= {NarrativeKind.DESCRIPTION, NarrativeKind.REPLY, NarrativeKind.SUPPLEMENT}


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s or "anybody")
def test_nothing_outside_a_page_s_own_text_carries_a_text_of_a_case(painted, subject, caplog):
    client = painted.client(subject)
    told, seen = [], set()
    with caplog.at_level(logging.DEBUG):
        for asked, response in walk(painted, client):
            seen.add(response.status_code)
            told += [
                f"{asked}: {words}"
                for words in outward(client, response)
                if CANARY.lower() in words.lower()
            ]
    assert not told, "\n".join(told)
    assert CANARY.lower() not in caplog.text.lower()
    assert 200 in seen


def test_a_case_is_called_by_its_reference_and_its_first_category_alone(painted):
    key = painted.cases["with every text"]
    client = painted.client("leader")
    client.get(f"/saker/{key}")
    title = client.page.root.one("title").text
    reference = title.split()[1]
    assert title == f"Samhandlingsavvik {reference} – Legemidler med mer"
    assert len(reference) == len("7K2M-9QXT")
    assert client.page.root.one("h1").text == title
    sheet = client.get(f"/saker/{key}/pdf")
    assert reader(sheet.data).metadata.title == title
    assert sheet.headers["Content-Disposition"] == f'inline; filename="sak-{reference}.pdf"'


def test_the_reporter_s_page_is_called_as_the_case_is(painted):
    client = painted.client()
    client.get(f"/folg/{painted.tokens['to our clinic']}")
    title = client.page.root.one("title").text
    assert title.startswith("Samhandlingsavvik ")
    assert title.endswith(" – Kommunikasjon / dokumentasjon med mer")


def test_no_mail_carries_a_text_of_a_case(painted):
    with painted.app.extensions["database"].reading() as session:
        mails = sending.composed(session, LINKS, 200)
    assert {mail.to for mail in mails} > {f"{CANARY.lower()}@tonsberg.example"}
    for mail in mails:
        assert CANARY.lower() not in f"{mail.subject} {mail.body} {mail.key}".lower()

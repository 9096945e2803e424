"""Cases that belong together: what a link joins, what undoing parts, and who is told of what."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.casework import LinkKind
from app.domain.incidents import SHARING, connected
from app.domain.lifecycle import Status
from app.domain.links import Links
from app.domain.policy import NotPermitted
from app.domain.vocabulary import Audience, Direction, NotificationKind, Role, Standing
from app.models import AuditEntry, Case, CaseLink, Helsefellesskap, Notification
from app.services import notes
from app.services.case_page import case_page
from app.services.cases import CaseNotFound, find_case
from app.services.figures import figures_for
from app.services.follow_page import follow_page
from app.services.linking import links
from app.services.linking.links import LinkedOtherwise, LinkNotFound, UnknownOther
from app.services.mail_composing import compose
from tests.conftest import START
from tests.factories import Scene, actor_at, version_of
from tests.services.statements import counted

TODAY = START.date()
OPPOSITE = {"direction": Direction.TO_MUNICIPALITY}
ELSEWHERE = {"hospital_unit_key": "siv-kirurgi", "municipality_key": "horten"}
SAME = LinkKind.SAME_INCIDENT


@pytest.fixture
def scene(database):
    return Scene(database, START)


def actor_with(scene, role, place=""):
    with scene.database.transaction() as session:
        return actor_at(session, role, place, now=START)


def reference(scene, key):
    with scene.database.reading() as session:
        return Reference(find_case(session, key).reference)


def link(scene, key, other, kind=SAME, actor=None):
    named = reference(scene, other)
    with scene.database.transaction() as session:
        links.link(session, actor or scene.leader, key, named, kind, now=scene.now)


def unlink(scene, key, link_id, actor=None):
    with scene.database.transaction() as session:
        links.unlink(session, actor or scene.leader, key, link_id, now=scene.now)


def page_for(scene, key, actor=None):
    with scene.database.reading() as session:
        return case_page(session, actor or scene.leader, find_case(session, key), today=TODAY)


def incidents(scene, *keys):
    with scene.database.reading() as session:
        return [find_case(session, key).incident_id for key in keys]


def shown(scene):
    with scene.database.reading() as session:
        home = session.scalars(select(Helsefellesskap)).one()
        return figures_for(session, home.id, 2026, Audience.INTERNAL, today=TODAY)


def test_two_reports_of_one_incident_share_it_until_the_link_is_undone(scene):
    first, second = scene.case_at(Status.SENT), scene.case_at(Status.ACKNOWLEDGED)
    before = incidents(scene, first, second)
    link(scene, second, first)
    assert incidents(scene, first, second) == [before[0], before[0]]
    (linked,) = page_for(scene, first).linking.links
    assert (linked.kind, linked.key, linked.is_from_here) == (SAME, second, False)
    unlink(scene, first, linked.link_id)
    assert incidents(scene, first, second) == before
    assert page_for(scene, first).linking.links == ()


def test_what_each_report_says_of_the_day_stays_its_own(scene):
    first = scene.case_at(Status.SENT)
    second = scene.case_at(Status.SENT, occurred_on=date(2026, 3, 7))
    link(scene, second, first)
    assert page_for(scene, second).reported.occurred_on == date(2026, 3, 7)
    assert page_for(scene, first).reported.occurred_on == date(2026, 3, 6)


def numbers(figures_shown):
    return {
        (table.key, row.key, column.key): cell.value
        for table in figures_shown.tables
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
    }


def test_merging_changes_the_number_of_incidents_and_no_other_figure(scene):
    keys = [
        scene.case_at(Status.ANSWERED),
        scene.case_at(Status.SENT, occurred_on=date(2025, 12, 31)),
        scene.case_at(Status.SENT, **OPPOSITE),
    ]
    before = numbers(shown(scene))
    link(scene, keys[1], keys[0])
    link(scene, keys[0], keys[2], actor=actor_with(scene, Role.COORDINATOR, "siv"))
    after = numbers(shown(scene))
    changed = {key for key in before if before[key] != after[key]}
    assert changed
    assert {row for _, row, _ in changed} == {"incidents"}
    assert before.keys() == after.keys()
    for each in page_for(scene, keys[0]).linking.links:
        unlink(scene, keys[0], each.link_id)
    assert numbers(shown(scene)) == before


def test_links_made_and_undone_in_any_order_leave_what_the_standing_ones_say(scene):
    keys = [scene.case_at(Status.SENT) for _ in range(5)]
    own = dict(zip(keys, incidents(scene, *keys), strict=True))
    chance = random.Random(20261122)  # noqa: S311  an order of acts, and no secret
    with scene.database.reading() as session:
        cases = {case.id: case.key for case in session.scalars(select(Case))}
    for _ in range(25):
        standing = links_that_stand(scene)
        if standing and chance.random() < 0.45:
            row = chance.choice(standing)
            unlink(scene, cases[chance.choice([row.case_id, row.other_id])], row.id)
        else:
            one, other = chance.sample(keys, 2)
            link(scene, one, other)
        _holds(scene, own)
    for row in links_that_stand(scene):
        unlink(scene, cases[row.case_id], row.id)
    assert dict(zip(keys, incidents(scene, *keys), strict=True)) == own
    with scene.database.reading() as session:
        assert not any(session.scalars(select(Case.own_incident_id)))


def links_that_stand(scene):
    with scene.database.reading() as session:
        return session.scalars(select(CaseLink).where(CaseLink.undone_at.is_(None))).all()


def _holds(scene, own):
    rows = links_that_stand(scene)
    joined = [(row.case_id, row.other_id) for row in rows if row.kind in SHARING]
    with scene.database.reading() as session:
        cases = {case.id: case for case in session.scalars(select(Case))}
    for case in cases.values():
        oldest = cases[min(connected(case.id, joined))]
        assert case.incident_id == own[oldest.key]


def test_a_pattern_joins_no_incidents_and_a_follow_up_says_which_came_first(scene):
    first, second = scene.case_at(Status.CLOSED), scene.case_at(Status.SENT)
    before = incidents(scene, first, second)
    link(scene, second, first, LinkKind.FOLLOW_UP)
    assert incidents(scene, first, second) == before
    told = {key: page_for(scene, key).timeline[-1].link for key in (first, second)}
    assert (told[second].is_from_here, told[first].is_from_here) == (True, False)
    assert told[second].other == reference(scene, first)


def test_the_same_incident_from_the_other_side_is_a_counter_report(scene):
    coordinator = actor_with(scene, Role.COORDINATOR, "siv")
    first, second = scene.case_at(Status.SENT), scene.case_at(Status.SENT, **OPPOSITE)
    link(scene, first, second, actor=coordinator)
    (linked,) = page_for(scene, first).linking.links
    assert linked.kind is LinkKind.COUNTER_REPORT
    assert len(set(incidents(scene, first, second))) == 1


def test_only_cases_that_one_may_read_are_linked(scene):
    own, foreign = scene.case_at(Status.SENT), scene.case_at(Status.SENT, **ELSEWHERE)
    withdrawn = scene.case_at(Status.WITHDRAWN)
    for other in (foreign, own, withdrawn):
        with pytest.raises(UnknownOther):
            link(scene, own, other)
    with pytest.raises(CaseNotFound):
        link(scene, foreign, own)
    with pytest.raises(NotPermitted):
        link(scene, own, own, actor=actor_with(scene, Role.TRIAGE, "siv-medisin"))


def test_whoever_may_not_read_the_other_case_sees_that_there_is_one_and_may_undo_it(scene):
    coordinator = actor_with(scene, Role.COORDINATOR, "siv")
    first, second = scene.case_at(Status.SENT), scene.case_at(Status.SENT, **ELSEWHERE)
    link(scene, first, second, LinkKind.PATTERN, actor=coordinator)
    other_side = page_for(scene, first, actor_with(scene, Role.COORDINATOR, "tonsberg"))
    (linked,) = other_side.linking.links
    assert (linked.key, linked.reference, linked.status, linked.sent_on) == ("", "", None, None)
    assert other_side.timeline[-1].link.other is None
    assert reference(scene, second) not in repr(other_side.linking) + repr(other_side.timeline)
    unlink(scene, first, linked.link_id)
    assert page_for(scene, second, coordinator).timeline[-1].action is AuditAction.UNLINKED


def test_a_second_click_links_once_and_another_kind_is_refused(scene):
    first, second = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    for one, other in ((first, second), (first, second), (second, first)):
        link(scene, one, other)
    with scene.database.reading() as session:
        (row,) = session.scalars(select(CaseLink)).all()
        made = AuditEntry.action == AuditAction.LINKED
        assert len(session.scalars(select(AuditEntry).where(made)).all()) == 2
    with pytest.raises(LinkedOtherwise):
        link(scene, first, second, LinkKind.PATTERN)
    for _ in range(2):
        unlink(scene, first, row.id)
    with pytest.raises(LinkNotFound):
        unlink(scene, scene.case_at(Status.SENT), row.id)


def told(scene):
    with scene.database.reading() as session:
        query = select(Notification).where(Notification.kind == NotificationKind.LINKED)
        return session.scalars(query.order_by(Notification.case_id)).all()


def test_both_reporters_are_told_by_mail_and_nothing_of_the_other_report(scene):
    first, second = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    link(scene, second, first)
    made = told(scene)
    assert [row.receiver for row in made] == ["reporter", "reporter"]
    with scene.database.reading() as session:
        mail = compose(session, Links(b"l" * 40, "http://localhost"), made[:1])
        follow = follow_page(session, find_case(session, first), today=TODAY)
    assert mail is not None
    assert reference(scene, first).spoken in mail.subject
    for text in (mail.subject + mail.body, repr(follow.timeline)):
        assert reference(scene, second) not in text.replace("-", "")
        assert "Pasienten" not in text
    assert AuditAction.LINKED in {entry.action for entry in follow.timeline}


def test_a_notice_that_is_not_sent_is_taken_back_with_the_link(scene):
    first, second = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    link(scene, second, first)
    unlink(scene, second, page_for(scene, second).linking.links[0].link_id)
    assert told(scene) == []
    link(scene, second, first, LinkKind.PATTERN)
    assert told(scene) == []


def test_a_new_case_is_hinted_to_be_one_that_is_there_until_somebody_decides(scene):
    first, second = scene.case_at(Status.ANSWERED), scene.case_at(Status.SENT)
    third = scene.case_at(Status.SENT, occurred_on=date(2026, 3, 7), categories=("medicines",))
    hints = page_for(scene, second).linking.hints
    assert [hint.key for hint in hints] == [first, third]
    assert hints[0].categories == {"medicines", "communication"}
    with scene.database.transaction() as session:
        named = Reference(find_case(session, third).reference)
        links.keep_apart(session, scene.leader, second, named, now=START)
    link(scene, second, first)
    assert page_for(scene, second).linking.hints == ()
    assert page_for(scene, third).linking.hints != ()
    assert AuditAction.JUDGED_APART not in {e.action for e in page_for(scene, second).timeline}


def test_hints_are_for_who_handles_a_new_case_and_of_cases_they_may_read(scene):
    new = scene.case_at(Status.SENT)
    scene.case_at(Status.SENT, hospital_unit_key=None)
    assert page_for(scene, new).linking.hints == ()
    assert page_for(scene, scene.case_at(Status.ANSWERED)).linking.hints == ()
    sender = actor_with(scene, Role.COORDINATOR, "tonsberg")
    assert page_for(scene, new, sender).linking.hints == ()
    coordinator = actor_with(scene, Role.COORDINATOR, "siv")
    assert len(page_for(scene, new, coordinator).linking.hints) == 2


def test_the_report_from_the_other_side_is_hinted_as_one(scene):
    coordinator = actor_with(scene, Role.COORDINATOR, "siv")
    new = scene.case_at(Status.SENT)
    scene.case_at(Status.SENT, **OPPOSITE)
    (hint,) = page_for(scene, new, coordinator).linking.hints
    assert hint.is_opposite


def counter(scene, new, answers, actor):
    with scene.database.transaction() as session:
        return links.link_counter_report(session, actor, new, answers, now=scene.now)


def test_a_report_filed_from_a_case_shares_its_incident_and_each_shows_the_other(scene):
    original = scene.case_at(Status.ACKNOWLEDGED)
    new = scene.case_at(Status.SENT, **OPPOSITE)
    scene.now += timedelta(minutes=1)
    assert counter(scene, new, original, scene.leader)
    assert len(set(incidents(scene, original, new))) == 1
    (row,) = told(scene)
    with scene.database.reading() as session:
        assert row.case_id == find_case(session, original).id
    coordinator = actor_with(scene, Role.COORDINATOR, "tonsberg")
    for key, other in ((original, new), (new, original)):
        (linked,) = page_for(scene, key, coordinator).linking.links
        assert (linked.kind, linked.key) == (LinkKind.COUNTER_REPORT, other)


def test_a_report_that_was_withdrawn_before_it_was_sent_is_told_of_to_nobody_else(scene):
    original = scene.case_at(Status.ACKNOWLEDGED)
    new = scene.case_at(Status.SENT, **OPPOSITE)
    assert counter(scene, new, original, scene.leader)
    with scene.database.transaction() as session:
        case = find_case(session, new)
        case.status, case.standing = Status.WITHDRAWN, Standing.UNSENT
    page = page_for(scene, original, actor_with(scene, Role.COORDINATOR, "tonsberg"))
    assert page.linking.links == ()
    assert AuditAction.LINKED not in {entry.action for entry in page.timeline}


def test_a_counter_report_needs_the_right_to_read_and_the_opposite_way(scene):
    original = scene.case_at(Status.ACKNOWLEDGED)
    new = scene.case_at(Status.SENT, **OPPOSITE)
    assert not counter(scene, new, original, actor_with(scene, Role.CASEWORKER, "siv-kirurgi"))
    assert not counter(scene, scene.case_at(Status.SENT), original, scene.leader)
    with scene.database.reading() as session:
        assert session.scalars(select(CaseLink)).all() == []


def test_a_page_costs_the_same_however_many_cases_are_linked_and_notes_written(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    costs = set()
    for kind in (SAME, LinkKind.PATTERN, LinkKind.FOLLOW_UP):
        with scene.database.reading() as session, counted(scene.database) as statements:
            case_page(session, scene.leader, find_case(session, key), today=TODAY)
        costs.add(len(statements))
        for _ in range(2):
            link(scene, key, scene.case_at(Status.SENT), kind)
            with scene.database.transaction() as session:
                version = version_of(session, key)
                notes.write_note(session, scene.leader, key, version, "Et notat.", now=START)
    assert len(costs) == 1


def test_two_who_link_at_once_wait_their_turn_and_leave_what_the_links_say(scene):
    keys = [scene.case_at(Status.SENT) for _ in range(4)]
    own = dict(zip(keys, incidents(scene, *keys), strict=True))
    pairs = [(one, other) for one in keys for other in keys if one != other]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda pair: link(scene, *pair), pairs))
    assert len(links_that_stand(scene)) == len(pairs) / 2
    assert set(incidents(scene, *keys)) == {own[keys[0]]}
    _holds(scene, own)

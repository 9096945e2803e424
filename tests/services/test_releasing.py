"""A year from draft to SSU: drafted, commented on, adopted once, frozen, and corrected anew."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.domain.audit import AuditAction
from app.domain.policy import SYSTEM, NotPermitted
from app.domain.releasing import (
    Adoption,
    DrawnFile,
    FileKind,
    Refusal,
    ReleaseRefused,
    ReleaseStatus,
    ReleaseTextKind,
    digest_of,
    digest_of_all,
)
from app.domain.statistics.withholding import Solvable
from app.domain.statistics.withholding.world import Place
from app.domain.vocabulary import Audience, Role
from app.models import AuditEntry, Release, ReleaseFile
from app.services.figures import figures_for
from app.services.released import released_figures, released_years, shown_figures
from app.services.releasing import adopting, auditing, commenting, drafting, taking, texts
from app.services.releasing.auditing import ReleaseIsSolvable
from app.services.releasing.drawing import as_adopted, sheets
from app.services.releasing.holding import OutdatedEdition
from app.services.releasing.pages import (
    all_versions,
    broken_files,
    changes_since,
    open_draft,
    versions_for,
)
from tests.conftest import START
from tests.factories import Scene, actor_at, home, sent_case

YEAR = START.year
LATER = datetime(YEAR + 1, 1, 20, 9, 0, tzinfo=UTC)
UNTIL = LATER.date() + timedelta(days=7)
MEETING_AT = LATER + timedelta(days=14)
ADOPTION = Adoption(MEETING_AT.date(), "FSU-møte 1, sak 4")
FINDING = ReleaseTextKind.FIRST_FINDING
PDF = DrawnFile("fsu-nb.pdf", FileKind.PDF, Audience.FSU, "nb", b"%PDF-1.7 frosset")


def wording(figures):
    return {(FINDING, code): f"Versjon {figures.version}, {code}." for code in ("nb", "nn")}


class Year:
    """A year that is over, its people, and each step of the way."""

    def __init__(self, scene):
        self.scene, self.database = scene, scene.database
        with self.database.transaction() as session:
            self.home_id = home(session).id
            for _ in range(7):
                sent_case(session, now=START)
            self.secretary = actor_at(session, Role.FSU_SECRETARY, now=START)
            self.reader = actor_at(session, Role.FSU_READER, now=START)
            self.ssu = actor_at(session, Role.SSU_READER, now=START)
            self.coordinator = actor_at(session, Role.COORDINATOR, "tonsberg", now=START)
            self.caseworker = actor_at(session, Role.CASEWORKER, "siv-medisin", now=START)

    def do(self, act, *args, by=None, now=LATER, **more):
        with self.database.transaction() as session:
            return act(session, by or self.secretary, *args, now=now, **more)

    def draft(self, year=YEAR, by=None, now=LATER, **more):
        secretary = by or self.secretary
        taken = self.read(drafting.counted, secretary, self.home_id, year, now=now)
        return self.do(drafting.begin, taken, wording, by=by, now=now, **more)

    def redraw(self, *place):
        at = place or self.at()
        taken = self.read(drafting.recounted, self.secretary, *at, now=LATER)
        self.do(drafting.redraw, *at, taken, wording)

    def at(self):
        with self.database.reading() as session:
            release = open_draft(session, self.home_id, YEAR)
            assert release is not None
            return release.key, release.edition

    def open(self):
        self.do(commenting.open_for_comments, *self.at(), UNTIL)

    def adopt(self, place=None, adoption=ADOPTION, files=(PDF,)):
        self.do(adopting.adopt, *(place or self.at()), adoption, files, now=MEETING_AT)

    def adopted(self):
        self.draft()
        self.open()
        place = self.at()
        self.adopt(place)
        return place

    def read(self, ask, *args, **more):
        with self.database.reading() as session:
            return ask(session, *args, **more)

    def released(self, audience, **more):
        return self.read(released_figures, self.home_id, YEAR, audience, **more)

    def bytes(self, version=1):
        with self.database.reading() as session:
            release = session.scalars(select(Release).where(Release.version == version)).one()
            query = select(ReleaseFile).where(ReleaseFile.release_id == release.id)
            return {f.name: (f.content, f.digest) for f in session.scalars(query)}, release.digest


def counted(session, home_id, year, audience, *, party_key, today):
    """The exact figures as every audience's: what is withheld has tests of its own."""
    figures = figures_for(
        session, home_id, year, Audience.INTERNAL, party_key=party_key, today=today
    )
    return replace(figures, audience=audience)


@pytest.fixture
def year(database, monkeypatch):
    monkeypatch.setattr(taking, "figures_for", counted)
    monkeypatch.setattr(auditing, "require_nothing_solvable", lambda *_: 0)
    return Year(Scene(database, START))


def refusal_of(refused):
    return refused.value.refusal


def test_a_draft_holds_what_each_reader_gets_and_is_the_secretariats_alone(year):
    year.draft()
    files, _ = year.bytes()
    assert {"fsu.figures.json", "ssu.figures.json", "public.figures.json"} < set(files)
    assert {"siv.figures.json", "tonsberg.figures.json"} < set(files)
    assert json.loads(files["fsu.figures.json"][0])["version"] == 1
    assert year.read(versions_for, year.secretary, year.home_id)
    for other in (year.reader, year.ssu, year.coordinator):
        assert year.read(versions_for, other, year.home_id) == []
    assert list(year.read(lambda s: list(shown_figures(s, year.home_id)))) == []
    assert year.released(Audience.FSU) is None


def test_a_year_has_one_open_draft(year):
    year.draft()
    with pytest.raises(ReleaseRefused) as refused:
        year.draft()
    assert refusal_of(refused) is Refusal.DRAFT_IS_OPEN


def test_a_year_without_reports_has_no_draft(year):
    with pytest.raises(ReleaseRefused) as refused:
        year.draft(YEAR - 1)
    assert refusal_of(refused) is Refusal.YEAR_NOT_BEGUN


def test_only_a_secretary_of_the_helsefellesskap_prepares_a_release(year):
    for other in (year.reader, year.ssu, year.coordinator, year.caseworker):
        with pytest.raises(NotPermitted):
            year.draft(by=other)
    year.draft()
    with pytest.raises(NotPermitted):
        year.do(texts.edit_texts, *year.at(), {(FINDING, "nb"): "x"}, by=year.reader)
    with pytest.raises(NotPermitted):
        year.do(commenting.open_for_comments, *year.at(), UNTIL, by=year.reader)


def test_a_year_that_is_not_over_is_not_shown_to_fsu(year):
    year.draft(now=START)
    until = START.date() + timedelta(days=3)
    with pytest.raises(ReleaseRefused) as refused:
        year.do(commenting.open_for_comments, *year.at(), until, now=START)
    assert refusal_of(refused) is Refusal.YEAR_NOT_OVER


def test_two_secretaries_never_overwrite_each_other(year):
    year.draft()
    place = year.at()
    year.do(texts.edit_texts, *place, {(FINDING, "nb"): "Den første skrev dette."})
    with pytest.raises(OutdatedEdition):
        year.do(texts.edit_texts, *place, {(FINDING, "nb"): "Den andre skrev dette."})
    release = year.read(open_draft, year.home_id, YEAR)
    assert year.read(texts.texts_of, release)[FINDING, "nb"] == "Den første skrev dette."


def test_a_worded_text_stands_when_the_figures_are_taken_anew(year):
    year.draft()
    year.do(texts.edit_texts, *year.at(), {(FINDING, "nb"): "Skrevet av sekretæren."})
    with year.database.transaction() as session:
        sent_case(session, now=START)
    year.redraw()
    release = year.read(open_draft, year.home_id, YEAR)
    said = year.read(texts.texts_of, release)
    assert said[FINDING, "nb"] == "Skrevet av sekretæren."
    assert said[FINDING, "nn"] == "Versjon 1, nn."


def test_what_fsu_has_read_is_never_forgotten(year):
    year.draft()
    year.open()
    before, _ = year.bytes()
    with year.database.transaction() as session:
        for _ in range(9):
            sent_case(session, now=START)
    key, edition = year.at()
    year.redraw(key, edition)
    after, _ = year.bytes()
    assert after[f"shown-{edition}-fsu.figures.json"] == before["fsu.figures.json"]
    assert after["fsu.figures.json"] != before["fsu.figures.json"]
    year.do(drafting.drop, *year.at())
    assert year.bytes()[0] == after
    assert year.read(all_versions, year.home_id)[0].status is ReleaseStatus.DROPPED
    assert len(year.read(lambda s: list(shown_figures(s, year.home_id)))) == 6
    year.draft()
    assert year.read(all_versions, year.home_id)[0].version == 2


def test_a_draft_that_nobody_read_is_gone_when_it_is_dropped(year):
    year.draft()
    year.do(drafting.drop, *year.at())
    assert year.read(all_versions, year.home_id) == []
    year.draft()
    assert year.read(all_versions, year.home_id)[0].version == 1


def test_a_draft_that_can_be_solved_is_not_shown_and_what_fsu_read_is_adopted(year, monkeypatch):
    def solve(*_):
        raise Solvable([Place(YEAR, "direction", "to_hospital", "year")])

    year.draft()
    monkeypatch.setattr(auditing, "require_nothing_solvable", solve)
    with pytest.raises(ReleaseIsSolvable) as told:
        year.open()
    assert told.value.tables == ("direction",)
    monkeypatch.setattr(auditing, "require_nothing_solvable", lambda *_: 0)
    year.open()
    monkeypatch.setattr(auditing, "require_nothing_solvable", solve)
    year.adopt()
    assert year.read(released_years, year.home_id) == [YEAR]


def test_fsu_comments_until_the_last_day_and_once_for_each_page(year):
    year.draft()
    year.open()
    key, _ = year.at()
    for _ in range(2):
        year.do(commenting.comment, key, "Bra.", by=year.reader, form_key="side")
    release = year.read(open_draft, year.home_id, YEAR)
    assert [c.body for c in year.read(commenting.comments_of, release)] == ["Bra."]
    late = LATER + timedelta(days=8)
    with pytest.raises(ReleaseRefused) as refused:
        year.do(commenting.comment, key, "Sent.", by=year.reader, form_key="to", now=late)
    assert refusal_of(refused) is Refusal.COMMENTS_ARE_OVER
    for other in (year.ssu, year.coordinator, SYSTEM):
        with pytest.raises(NotPermitted):
            year.do(commenting.comment, key, "Nei.", by=other, form_key="tre")


def test_adopting_twice_gives_one(year):
    place = year.adopted()
    frozen = year.bytes()
    year.adopt(place)
    assert year.bytes() == frozen
    entries = select(func.count(AuditEntry.id)).where(
        AuditEntry.action == AuditAction.RELEASE_ADOPTED
    )
    assert year.read(lambda s: s.scalar(entries)) == 1
    with pytest.raises(ReleaseRefused) as refused:
        year.adopt(place, replace(ADOPTION, meeting="Et annet møte"))
    assert refusal_of(refused) is Refusal.WRONG_STATUS


def test_files_drawn_of_an_older_edition_are_not_adopted(year):
    year.draft()
    year.open()
    place = year.at()
    year.do(texts.edit_texts, *place, {(FINDING, "nb"): "Nytt."})
    with pytest.raises(OutdatedEdition):
        year.adopt(place)
    assert "fsu-nb.pdf" not in year.bytes()[0]


def test_the_meeting_is_held_after_the_last_day_for_comments(year):
    year.draft()
    year.open()
    with pytest.raises(ReleaseRefused) as refused:
        year.adopt(adoption=Adoption(UNTIL - timedelta(days=1), "FSU"))
    assert refusal_of(refused) is Refusal.COMMENTS_ARE_OPEN
    with pytest.raises(ReleaseRefused) as refused:
        year.adopt(adoption=Adoption(MEETING_AT.date() + timedelta(days=1), "FSU"))
    assert refusal_of(refused) is Refusal.MEETING_NOT_HELD


def test_frozen_bytes_are_the_same_after_any_later_act(year):
    key, edition = year.adopted()
    frozen = year.bytes()
    files, digest = frozen
    assert files["fsu-nb.pdf"] == (PDF.content, digest_of(PDF.content))
    assert digest == digest_of_all((name, kept[1]) for name, kept in files.items())
    with year.database.transaction() as session:
        for _ in range(9):
            sent_case(session, now=START)
    for act, args in (
        (drafting.drop, ()),
        (texts.edit_texts, ({(FINDING, "nb"): "Endret."},)),
        (commenting.open_for_comments, (UNTIL,)),
    ):
        with pytest.raises(ReleaseRefused):
            year.do(act, key, edition, *args)
    with pytest.raises(ReleaseRefused):
        year.redraw(key, edition)
    year.do(adopting.mark_sent, key, MEETING_AT.date(), now=MEETING_AT)
    year.draft(corrects={"nb": "Ni meldinger manglet.", "nn": "Ni meldingar mangla."})
    year.open()
    year.adopt()
    assert year.bytes() == frozen
    for release in year.read(all_versions, year.home_id):
        assert year.read(broken_files, release) == []


def test_a_new_version_says_what_it_corrects_and_shows_what_changed(year):
    year.adopted()
    with pytest.raises(ReleaseRefused) as refused:
        year.draft()
    assert refusal_of(refused) is Refusal.CHANGES_MISSING
    with year.database.transaction() as session:
        for _ in range(9):
            sent_case(session, now=START)
    year.draft(corrects={"nb": "Ni meldinger manglet.", "nn": "Ni meldingar mangla."})
    draft = year.read(open_draft, year.home_id, YEAR)
    (total,) = [
        change
        for change in year.read(changes_since, draft)
        if (change.table, change.row.nb) == ("direction", "I alt")
    ] or [None]
    year.open()
    year.adopt()
    newest, first = (year.released(Audience.FSU, version=n) for n in (2, 1))
    cell = newest.table("direction").cell("total", "year")
    assert (cell.value, cell.revised) == (16, True)
    assert first.table("direction").cell("total", "year").value == 7
    assert newest.released.replaces == 1
    assert total is None or (total.before.value, total.after.value) == (7, 16)
    assert year.read(released_years, year.home_id) == [YEAR]


def test_ssu_has_what_it_was_sent_and_a_party_its_own_annex(year):
    key, _ = year.adopted()
    assert year.released(Audience.SSU) is None
    assert year.read(versions_for, year.ssu, year.home_id) == []
    year.do(adopting.mark_sent, key, MEETING_AT.date(), now=MEETING_AT)
    assert year.released(Audience.SSU) is not None
    assert year.read(versions_for, year.ssu, year.home_id)
    own = year.released(Audience.INTERNAL, party_key="tonsberg")
    assert own.table("direction").cell("total", "year").value == 7
    (version,) = year.read(versions_for, year.coordinator, year.home_id)
    assert {file.audience for file in version.files} <= {Audience.INTERNAL}


def test_the_files_are_drawn_as_the_version_will_be_adopted(year):
    year.draft()
    year.open()
    release = year.read(open_draft, year.home_id, YEAR)
    adopted = as_adopted(year.read(sheets, release), ADOPTION)
    said = adopted.of(Audience.FSU).released
    assert said is not None
    assert (said.status, said.meeting) == (ReleaseStatus.ADOPTED, ADOPTION.meeting)


def test_a_version_is_not_frozen_without_files(year):
    year.draft()
    year.open()
    with pytest.raises(OutdatedEdition):
        year.adopt(files=())

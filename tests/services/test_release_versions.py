"""A new version tells of no single report, and what could be solved is left out of a draft."""

import json

import pytest

from app.domain.releasing import Refusal, ReleaseRefused, ReleaseStatus
from app.domain.statistics.withholding import Solvable
from app.domain.statistics.withholding.world import Place
from app.domain.vocabulary import Audience
from app.services.released import released_years
from app.services.releasing import auditing, drafting, taking
from app.services.releasing.auditing import MovedTooLittle, ReleaseIsSolvable
from app.services.releasing.holding import OutdatedEdition
from app.services.releasing.pages import all_versions, changes_since, open_draft
from tests.conftest import START
from tests.factories import Scene, sent_case
from tests.services.test_releasing import LATER, YEAR, Year, counted, refusal_of, wording


@pytest.fixture
def year(database, monkeypatch):
    monkeypatch.setattr(taking, "figures_for", counted)
    monkeypatch.setattr(auditing, "require_nothing_solvable", lambda *_: 0)
    return Year(Scene(database, START))


def add_reports(year, count):
    with year.database.transaction() as session:
        for _ in range(count):
            sent_case(session, now=START)


CORRECTS = {"nb": "En skrivefeil er rettet.", "nn": "Ein skrivefeil er retta."}


def test_a_new_version_keeps_the_figures_where_one_report_came_late(year):
    year.adopted()
    add_reports(year, 1)
    year.draft(corrects=CORRECTS)
    draft = year.read(open_draft, year.home_id, YEAR)
    assert year.read(changes_since, draft) == ()
    first, second = (
        json.loads(year.bytes(version)[0]["fsu.figures.json"][0]) for version in (1, 2)
    )
    assert first.pop("version") == 1
    assert second.pop("version") == 2
    assert first == second
    year.open()
    year.adopt()
    assert year.read(released_years, year.home_id) == [YEAR]


def test_one_late_report_is_not_taken_into_a_draft_that_fsu_has_read(year):
    year.draft()
    year.open()
    add_reports(year, 1)
    before = year.bytes()
    with pytest.raises(MovedTooLittle) as told:
        year.redraw()
    assert {"totals", "direction"} <= set(told.value.tables)
    assert year.bytes() == before
    add_reports(year, 8)
    year.redraw()


def test_texts_alone_are_corrected_whatever_the_audit_would_say(year, monkeypatch):
    year.adopted()
    add_reports(year, 1)
    year.draft(corrects=CORRECTS)
    monkeypatch.setattr(auditing, "require_nothing_solvable", lambda *_: pytest.fail("audited"))
    year.open()
    assert year.read(open_draft, year.home_id, YEAR).status is ReleaseStatus.COMMENTING


def test_tables_that_could_be_solved_are_left_out_and_the_report_says_so(year, monkeypatch):
    def solve(_session, _home_id, drafts, _today):
        for key in ("category", "answers"):
            if key in drafts[0]:
                raise Solvable([Place(YEAR, key, "total", "year")])

    monkeypatch.setattr(auditing, "require_nothing_solvable", solve)
    year.draft()
    year.open()
    year.adopt()
    figures = year.released(Audience.FSU)
    assert "category" not in figures
    assert "answers" not in figures
    assert "totals" in figures
    assert {each.key for each in figures.left_out} == {"category", "answers"}
    assert all(each.reason.nb != each.reason.nn for each in figures.left_out)


def test_a_year_whose_totals_could_be_solved_has_no_draft(year, monkeypatch):
    def solve(*_):
        raise Solvable([Place(YEAR, "totals", "counted", "year")])

    monkeypatch.setattr(auditing, "require_nothing_solvable", solve)
    with pytest.raises(ReleaseIsSolvable) as told:
        year.draft()
    assert told.value.tables == ("totals",)
    assert year.read(all_versions, year.home_id) == []


def test_figures_counted_before_something_was_drafted_are_not_kept(year):
    taken = year.read(drafting.counted, year.secretary, year.home_id, YEAR, now=LATER)
    year.draft()
    year.do(drafting.drop, *year.at())
    year.draft()
    late = year.read(drafting.recounted, year.secretary, *year.at(), now=LATER)
    with pytest.raises(ReleaseRefused) as refused:
        year.do(drafting.begin, taken, wording)
    assert refusal_of(refused) is Refusal.DRAFT_IS_OPEN
    year.open()
    with pytest.raises(OutdatedEdition):
        year.do(drafting.redraw, *year.at(), late, wording)

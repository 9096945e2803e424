"""Every status × action of a released year, its dates, and what two versions differ in."""

from datetime import date, timedelta

import pytest

from app.domain.figures import Cell, Figures, Heading, Table
from app.domain.releasing import (
    TRANSITIONS,
    Refusal,
    ReleaseAction,
    ReleaseRefused,
    ReleaseStatus,
    Standing,
    after,
    check_adoption,
    check_comment,
    check_opening,
    check_sending,
    digest_of,
    digest_of_all,
    spelled,
)
from app.domain.revisions import changes, revised
from app.domain.vocabulary import Audience, Words

TODAY = date(2027, 2, 1)
DAY = timedelta(days=1)
ALLOWED = {
    ReleaseStatus.DRAFT: "redraw edit open drop",
    ReleaseStatus.COMMENTING: "redraw edit open comment adopt drop",
    ReleaseStatus.ADOPTED: "send correct",
    ReleaseStatus.SENT: "correct",
    ReleaseStatus.DROPPED: "",
}


def standing(status=ReleaseStatus.COMMENTING, year=2026, until=TODAY, adopted_on=None):
    return Standing(year, status, date(2027, 1, 10), until, adopted_on)


@pytest.mark.parametrize("action", ReleaseAction)
@pytest.mark.parametrize("status", ReleaseStatus)
def test_each_action_goes_where_the_status_allows_it_and_nowhere_else(status, action):
    if action in ALLOWED[status].split():
        assert after(status, action) is TRANSITIONS[status, action]
        return
    with pytest.raises(ReleaseRefused) as refused:
        after(status, action)
    assert refused.value.refusal is Refusal.WRONG_STATUS


def test_an_adopted_version_is_never_a_draft_again():
    for (status, _), then in TRANSITIONS.items():
        assert not (status.is_adopted and not then.is_adopted)


def refusal(check, *args):
    with pytest.raises(ReleaseRefused) as refused:
        check(*args)
    return refused.value.refusal


def test_only_a_year_that_is_over_is_shown_and_adopted():
    going = standing(year=2027)
    assert refusal(check_opening, going, TODAY, TODAY) is Refusal.YEAR_NOT_OVER
    assert refusal(check_adoption, going, TODAY, TODAY) is Refusal.YEAR_NOT_OVER
    assert check_adoption(standing(), TODAY, TODAY) is ReleaseStatus.ADOPTED


def test_comments_are_taken_up_to_and_with_the_last_day():
    check_comment(standing(until=TODAY), TODAY)
    assert refusal(check_comment, standing(until=TODAY - DAY), TODAY) is Refusal.COMMENTS_ARE_OVER
    assert refusal(check_comment, standing(until=None), TODAY) is Refusal.COMMENTS_ARE_OVER
    assert refusal(check_opening, standing(), TODAY - DAY, TODAY) is Refusal.DAY_IS_PAST


@pytest.mark.parametrize(
    ("adopted_on", "expected"),
    [
        (TODAY + DAY, Refusal.MEETING_NOT_HELD),
        (date(2027, 1, 9), Refusal.MEETING_NOT_HELD),
        (TODAY - DAY, Refusal.COMMENTS_ARE_OPEN),
    ],
)
def test_the_meeting_is_held_and_not_before_the_last_comments(adopted_on, expected):
    assert refusal(check_adoption, standing(), adopted_on, TODAY) is expected


def test_ssu_is_sent_what_is_adopted_on_that_day_or_later():
    adopted = standing(ReleaseStatus.ADOPTED, adopted_on=TODAY - DAY)
    assert check_sending(adopted, TODAY - DAY, TODAY) is ReleaseStatus.SENT
    for wrong in (TODAY - 2 * DAY, TODAY + DAY):
        assert refusal(check_sending, adopted, wrong, TODAY) is Refusal.SENT_BEFORE_ADOPTED


def test_the_digest_of_all_is_that_of_the_list_that_sha256sum_would_write():
    one, other = digest_of(b"a"), digest_of(b"b")
    listed = f"{one.hex()}  a.csv\n{other.hex()}  b.pdf\n".encode()
    assert digest_of_all([("b.pdf", other), ("a.csv", one)]) == digest_of(listed)
    assert spelled(one).replace("x", "") == one.hex()


def figures(**cells):
    rows = tuple(Heading(key, Words(key, key)) for key in cells)
    table = Table(
        "direction",
        "count",
        rows,
        (Heading("year", Words("2026", "2026")),),
        tuple((cell,) for cell in cells.values()),
    )
    return Figures(2026, Audience.FSU, Words("Vest", "Vest"), (table,))


def test_a_cell_that_an_earlier_version_said_otherwise_is_marked_and_listed():
    before = figures(a=Cell(1), b=Cell(2), c=Cell(None, ":"))
    after_ = figures(a=Cell(1), b=Cell(3), c=Cell(7), d=Cell(4))
    marked = revised(before, after_)
    assert [row[0].revised for row in marked.tables[0].cells] == [False, True, True, False]
    found = changes(before, after_)
    assert [(c.row.nb, c.before.value, c.after.value) for c in found] == [
        ("b", 2, 3),
        ("c", None, 7),
    ]
    assert changes(after_, marked) == ()

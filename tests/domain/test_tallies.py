"""What may be counted, and what may not."""

from datetime import date

import pytest

from app.domain.tallies import TallyDraft, may_be_tallied
from app.domain.vocabulary import Consequence

DAY = date(2026, 3, 2)


@pytest.mark.parametrize("count", [0, -1, 1000])
def test_a_number_outside_one_to_999_is_no_tally(count):
    with pytest.raises(ValueError, match="999"):
        TallyDraft(count, DAY, DAY)


def test_a_period_does_not_end_before_it_begins():
    assert TallyDraft(1, DAY, DAY).to_on == DAY
    with pytest.raises(ValueError, match="before it begins"):
        TallyDraft(2, DAY, date(2026, 3, 1))


@pytest.mark.parametrize("level", Consequence)
def test_only_ingen_and_mindre_alvorlig_may_be_counted_whoever_judges(level):
    may = level in {Consequence.NONE, Consequence.MINOR}
    assert may_be_tallied(level) is may
    assert may_be_tallied(Consequence.NONE, None, level) is may

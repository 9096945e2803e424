"""How long things took, in spans of days that a reader can hold in mind.

The spans end where people set limits: a week, two, three and four, which is the time to answer
that is proposed, and twice that.
"""

from collections import Counter

from app.domain.figures import Heading
from app.domain.statistics.headings import Listed, heading

LAST_DAYS = (1, 3, 7, 14, 21, 28, 42, 56)
"""The last day of each span; the first begins on the day of sending."""

NOT_YET = "not_yet"


def _spans() -> dict[str, Heading]:
    firsts = (0, *(last + 1 for last in LAST_DAYS[:-1]))
    spans = {
        f"days_{first}_{last}": f"{first}–{last} dager"
        for first, last in zip(firsts, LAST_DAYS, strict=True)
    }
    spans[f"days_more_than_{LAST_DAYS[-1]}"] = f"Mer enn {LAST_DAYS[-1]} dager"
    return {key: heading(key, nb, _in_nynorsk(nb)) for key, nb in spans.items()}


def _in_nynorsk(nb: str) -> str:
    return nb.replace("dager", "dagar").replace("Mer", "Meir")


SPANS = _spans()


def buckets(not_yet: Heading) -> Listed:
    """Give the rows of a distribution, with the words for what is not done."""
    return Listed(tuple(SPANS.values()), last=(not_yet,))


def by_bucket(histogram: Counter[str], *, of: int) -> Counter[str]:
    """Count by span; ``of`` is all reports, so that what is not in the histogram is not done."""
    counted = Counter({NOT_YET: of - histogram.total()})
    for days, count in histogram.items():
        counted[_span(int(days))] += count
    return counted


def _span(days: int) -> str:
    keys = tuple(SPANS)
    return next((key for key, last in zip(keys, LAST_DAYS, strict=False) if days <= last), keys[-1])

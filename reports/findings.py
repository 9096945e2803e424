"""The year in short: a few large numbers, and the three sentences that matter most.

Sentences are chosen by importance, from 0 to 100, never by whom they concern: nobody is blamed or
ranked, and more reports are not bad news. A change in a count weighs by how far it is beyond
chance, as two Poisson counts differ: (now - before) / sqrt(now + before).
"""

from collections.abc import Callable
from math import sqrt

from app.domain.vocabulary import Consequence, Direction
from reports.reading import Reading
from reports.sections.category import lead as category_lead
from reports.sections.consequence import lead as consequence_lead
from reports.sections.consequence import serious, serious_count
from reports.sections.forwarding import lead as forwarding_lead
from reports.sections.timeliness import lead as timeliness_lead
from reports.sections.usefulness import lead as usefulness_lead
from reports.sections.volume import counted, directions

MOST = 3

Candidate = tuple[float, str]
"""How important a sentence is, and the sentence; an empty one is no candidate."""


def key_numbers(reading: Reading) -> list[tuple[str, str]]:
    """Give up to four numbers with the words under them; what is not known is left out."""
    _, total = reading.language, reading.total()
    found: list[tuple[str, str]] = []
    if total is not None:
        found.append((_.number(total), _("meldinger regnes med")))
    up = reading.value("direction", Direction.TO_HOSPITAL)
    if up is not None and total:
        found.append((reading.share(up), _("gikk fra kommune til sykehus")))
    answered = reading.value("timeliness", "answered_in_time")
    if answered is not None:
        is_decided = reading.figures.deadlines_decided
        words = (
            _("ble besvart innen fristen") if is_decided else _("ble besvart innen foreslått frist")
        )
        found.append((_.percent(answered), words))
    days = reading.value("days", "median_days_to_answered")
    if days is not None:
        found.append((_.number(days, int(days != int(days))), _("dager til svar (median)")))
    return found


def findings(reading: Reading) -> list[str]:
    """Give the sentences that matter most, at most three, in the order of the report."""
    told = [candidate for find in CANDIDATES if (candidate := find(reading))[1]]
    by_weight = sorted(range(len(told)), key=lambda place: (-told[place][0], place))
    return [told[place][1] for place in sorted(by_weight[:MOST])]


def _volume(reading: Reading) -> Candidate:
    now, before = reading.total(), reading.value("totals", "counted", "year_before")
    if now is None or before is None or not now + before:
        return 45, counted(reading)
    beyond_chance = abs(now - before) / sqrt(now + before)
    return 50 + min(30, 10 * beyond_chance), counted(reading)


def _direction(reading: Reading) -> Candidate:
    goal = _goal(reading)
    if goal:
        return 75, goal
    up, total = reading.value("direction", Direction.TO_HOSPITAL), reading.total()
    if up is None or not total:
        return 0, ""
    return 40 + 20 * abs(2 * up - total) / total, directions(reading)


def _goal(reading: Reading) -> str:
    """Say whether the first goal is reached; it is the one that the committee set first."""
    _ = reading.language
    for row in reading.rows("goals"):
        was, now, target = (reading.value("goals", row, c) for c in ("baseline", "now", "target"))
        if was is None or now is None or target is None:
            continue
        values = {
            "goal": reading.label("goals", row), "now": _.number(now),
            "was": _.number(was), "target": _.number(target),
        }  # fmt: skip
        if now >= target:
            return _("Målet er nådd. %(goal)s: %(now)s, målet var %(target)s.", **values)
        return _("%(goal)s: %(now)s. Målet er %(target)s, og utgangspunktet var %(was)s.", **values)
    return ""


def _category(reading: Reading) -> Candidate:
    largest, total = reading.largest("category"), reading.total()
    if largest is None or not total:
        return 0, ""
    return 40 + 30 * min(1, largest[1] / total), category_lead(reading)


def _consequence(reading: Reading) -> Candidate:
    count, total = serious_count(reading), reading.total()
    if not count or not total:
        return 35, consequence_lead(reading)
    deaths = reading.value("consequence", Consequence.DEATH, "reporter")
    return 60 + (20 if deaths else 0) + 20 * count / total, serious(reading)


def _timeliness(reading: Reading) -> Candidate:
    answered = reading.value("timeliness", "answered_in_time")
    before = reading.value("timeliness", "answered_in_time", "year_before")
    if answered is None:
        return 30, timeliness_lead(reading)
    moved = 0.0 if before is None else abs(answered - before)
    return 45 + 40 * (1 - answered) + 40 * moved, timeliness_lead(reading)


def _forwarding(reading: Reading) -> Candidate:
    never, total = reading.value("forwarding", "never"), reading.value("forwarding", "total")
    if never is None or not total:
        return 0, ""
    return 25 + 60 * (1 - never / total), forwarding_lead(reading)


def _usefulness(reading: Reading) -> Candidate:
    useful, rated = (reading.value("useful_answers", row) for row in ("useful", "rated"))
    if useful is None or rated is None:
        return 0, ""
    return 20 + 60 * rated * (1 - useful), usefulness_lead(reading)


CANDIDATES: tuple[Callable[[Reading], Candidate], ...] = (
    _volume,
    _direction,
    _category,
    _consequence,
    _timeliness,
    _forwarding,
    _usefulness,
)
"""In the order of the report."""

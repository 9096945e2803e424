"""Fictional steering information for the demo's municipalities, loaded as a file is."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random

from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.policy import Actor
from app.domain.steering import Provenance
from app.domain.steering_window import month_before
from app.services.steering.loading import load
from app.services.steering.reading import municipalities_of

FIRST_YEAR = 2023
SOURCE = "Oppdiktede tall til demonstrasjonen"
HEADING = "kommune;maaned;maal;antall;detalj"
USUAL = (185, 160, 390, 430, 410, 175)
"""Discharges in a usual month, by municipality in the register's order, over and over."""
SHARES = {
    "utskrivninger": 1.0,
    "akuttinnleggelser": 0.62,
    "reinnleggelser": 0.11,
    "utskrivningsklare": 0.07,
}
REFERRERS = {"fra fastlege": 0.42, "fra legevakt": 0.38, "fra andre": 0.2}
BUSY = {12: 1.08, 1: 1.15, 2: 1.12, 7: 0.86}
"""Months that are busier or calmer than a usual one."""


def load_steering(
    session: Session, secretary: Actor, helsefellesskap_id: int, *, now: datetime
) -> None:
    """Load the years that are over, and then this one, with December drawn anew."""
    today = oslo_date(now)
    places = [party.key for party in municipalities_of(session, helsefellesskap_id)]
    new_year = date(today.year, 1, 1)
    chance = Random("steering")
    for first, last, drawn_on in (
        (date(FIRST_YEAR, 1, 1), month_before(new_year), new_year + timedelta(days=13)),
        (month_before(new_year), month_before(today), today - timedelta(days=3)),
    ):
        lines = [HEADING, *_lines(places, first, last, chance)]
        drawn = Provenance(SOURCE, min(drawn_on, today))
        content = "\r\n".join(lines).encode()
        load(session, secretary, helsefellesskap_id, content, drawn, now=now)


def _lines(places: Sequence[str], first: date, last: date, chance: Random) -> Iterator[str]:
    month = first
    while month <= last:
        yield from _month(places, month, chance)
        month = (month + timedelta(days=31)).replace(day=1)


def _month(places: Sequence[str], month: date, chance: Random) -> Iterator[str]:
    for place, usual in zip(places, cycle(USUAL), strict=False):
        in_all = usual * BUSY.get(month.month, 1.0) * chance.gauss(1.0, 0.05)
        for measure, share in SHARES.items():
            count = round(in_all * share * chance.gauss(1.0, 0.06))
            yield f"{place};{month:%Y-%m};{measure};{count};"
            if measure == "akuttinnleggelser":
                for referrer, part in REFERRERS.items():
                    yield f"{place};{month:%Y-%m};{measure};{round(count * part)};{referrer}"

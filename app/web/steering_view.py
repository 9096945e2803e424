"""What a person looks at of the steering information, and the panels that show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import request, url_for
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.policy import Actor, Permission, permits
from app.domain.steering import SteeringMeasure
from app.domain.steering_window import (
    Values,
    counted_in_window,
    in_window,
    months_until,
    summed,
)
from app.domain.vocabulary import Audience, PartyKind, Role, Words
from app.models import Helsefellesskap, Party
from app.services.figures.closed_quarters import closed_quarters
from app.services.released import released_figures, released_years
from app.services.steering import steering_series
from app.services.steering.deviations import own_by_month
from app.services.steering.reading import Series, municipalities_of
from app.web.access import now
from app.web.language import page_language
from app.web.release_page import home_of
from app.web.steering_page import (
    Monthly,
    Panel,
    detail_panel,
    month_panel,
    quarter_panel,
    rates_panel,
    year_panel,
)
from reports.reading import Reading

ALL = "alle"
"""In the address: every municipality together."""
MOST_YEARS = 3
ALL_WORDS = Words("alle kommunene", "alle kommunane")


@dataclass(frozen=True)
class Tab:
    """A choice in a row of links."""

    text: str
    href: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True)
class View:
    """One measure, in one municipality or in all of them.

    ``party`` is the person's own, and None for members of FSU and SSU, whose ``audience`` decides
    what they see of the deviations. ``asked`` are the measure and the municipality of the address.
    """

    home: Helsefellesskap
    audience: Audience
    party: Party | None
    municipalities: Sequence[Party]
    series: Sequence[Series]
    asked: tuple[str, str]

    @cached_property
    def measures(self) -> list[SteeringMeasure]:
        """The measures that are loaded, in their own order."""
        loaded = {series.measure for series in self.series}
        return [measure for measure in SteeringMeasure if measure in loaded]

    @property
    def measure(self) -> SteeringMeasure:
        """The measure that is shown: the one asked for, or else the first."""
        return next((m for m in self.measures if m.value == self.asked[0]), self.measures[0])

    @property
    def municipality(self) -> Party | None:
        """The municipality that is shown; where none is asked for, the person's own."""
        wanted = self.asked[1] or (self.party.key if self.party else ALL)
        return next((party for party in self.municipalities if party.key == wanted), None)

    @property
    def place(self) -> Words:
        """Name what is shown."""
        return self.municipality.short_name if self.municipality else ALL_WORDS

    @cached_property
    def shown(self) -> list[Series]:
        """The series of the measure, whole and in detail, in what is shown."""
        place = self.municipality
        return [
            series
            for series in self.series
            if series.measure is self.measure
            and (place is None or series.municipality_key == place.key)
        ]

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The months that are shown, oldest first."""
        return months_until(month for series in self.shown for month in series.values)

    @property
    def details(self) -> list[str]:
        """The details that are loaded of what is shown."""
        return sorted({series.detail for series in self.shown if series.detail})

    @property
    def absent(self) -> str:
        """Name the municipalities that have no such series, where all are shown together."""
        there = {series.municipality_key for series in self.shown if not series.detail}
        missing = [party for party in self.municipalities if party.key not in there]
        names = [page_language().words(party.short_name) for party in missing]
        return "" if self.municipality else ", ".join(names)

    def values(self, detail: str) -> Values:
        """Give a detail, or with none the whole, month by month: nothing where it is not loaded."""
        found = [in_window(s.values, self.months) for s in self.shown if s.detail == detail]
        is_whole = bool(found) and not (self.absent and not detail)
        return summed(found) if is_whole else (None,) * len(self.months)

    @property
    def measure_tabs(self) -> list[Tab]:
        """The measures to choose among."""
        return [
            Tab(_begun(measure.words), self._href(measure=measure), measure is self.measure)
            for measure in self.measures
        ]

    @property
    def place_tabs(self) -> list[Tab]:
        """All municipalities together, and each to choose."""
        chosen = self.municipality
        return [
            Tab(_begun(ALL_WORDS), self._href(place=ALL), chosen is None),
            *(
                Tab(_begun(party.short_name), self._href(place=party.key), party is chosen)
                for party in self.municipalities
            ),
        ]

    def _href(self, measure: SteeringMeasure | None = None, place: str = "") -> str:
        shown = self.municipality.key if self.municipality else ALL
        return url_for(
            "steering.dashboard", mal=(measure or self.measure).value, kommune=place or shown
        )


def view_of(session: Session, person: Actor) -> View:
    """Read what a person may look at, and what the address asks for."""
    home = home_of(session, person)
    audience = _audience(person)
    return View(
        home,
        audience,
        _own_party(session, person) if audience is Audience.INTERNAL else None,
        municipalities_of(session, home.id),
        steering_series(session, home.id),
        (request.args.get("mal", ""), request.args.get("kommune", "")),
    )


def deviation_panels(session: Session, view: View) -> list[Panel]:
    """Give the deviations that the person may see beside what is shown."""
    if view.party:
        return list(_own_panels(session, view, view.party))
    return list(_committee_panels(session, view))


def _audience(person: Actor) -> Audience:
    if permits(person, Permission.READ_FSU_FIGURES):
        return Audience.FSU
    return Audience.SSU if permits(person, Permission.READ_SSU_FIGURES) else Audience.INTERNAL


def _own_party(session: Session, person: Actor) -> Party | None:
    party_ids = person.party_ids(Role.COORDINATOR)
    return session.get(Party, min(party_ids)) if party_ids else None


def _begun(words: Words) -> str:
    """Give words as they begin a line."""
    text = page_language().words(words)
    return text[:1].upper() + text[1:]


def steering_panels(view: View) -> Iterator[Panel]:
    """Give the measure month by month, and how it is made up where that is loaded."""
    language = page_language()
    title = f"{_begun(view.measure.words)}, {language.words(view.place)}"
    whole = Monthly("steering", title, language("Antall"), view.values(""))
    yield month_panel(whole, view.months, language)
    details = [(detail, view.values(detail)) for detail in view.details]
    if details:
        told = language("%(title)s: fordelt", title=title)
        yield detail_panel(told, details, view.months, language)


def _own_panels(session: Session, view: View, party: Party) -> Iterator[Panel]:
    """Count a party's own reports by month; of another municipality than its own there are none."""
    language, place = page_language(), view.municipality
    own_id = None if place is None or place.id == party.id else place.id
    if own_id and party.kind is PartyKind.MUNICIPALITY:
        return
    counts = own_by_month(session, view.home.id, party.id, own_id)
    title = language("Meldinger %(party)s har sendt eller fått", party=party.short_name)
    if own_id:
        title = f"{title}, {language.words(view.place)}"
    values = counted_in_window(counts, view.months, oslo_date(now()))
    reports = Monthly("deviations", title, language("Meldinger"), values, has_limits=True)
    yield month_panel(reports, view.months, language)


def _committee_panels(session: Session, view: View) -> Iterator[Panel]:
    """Show closed quarters of all, and of released years a municipality's reports, and rates."""
    language, place = page_language(), view.municipality
    years = released_years(session, view.home.id)
    released = [
        Reading(figures, language)
        for year in years[:MOST_YEARS]
        if (figures := released_figures(session, view.home.id, year, view.audience))
    ]
    closed = closed_quarters(session, view.home.id, view.audience, years, today=oslo_date(now()))
    quarters = [*(Reading(figures, language) for figures in closed), *released]
    of_place = (place.key, language.words(place.short_name)) if place else None
    panels = (
        quarter_panel(quarters, language),
        year_panel(released, of_place, language) if of_place else None,
        rates_panel(released, language),
    )
    yield from (panel for panel in panels if panel is not None)

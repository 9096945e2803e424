"""Figures as pages: a party's own as they stand now, and released years for everybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.figures import Figures
from app.domain.policy import ANYBODY, Permission
from app.domain.vocabulary import Audience
from app.models import Party
from app.services import figures, register
from app.services.figures.closed_quarters import closed_quarters
from app.services.own_figures.due import what_is_due
from app.services.own_figures.months import read_months
from app.services.own_figures.quiet import quiet_units
from app.services.released import released_figures, released_years
from app.services.releasing.pages import ShownVersion, versions_for
from app.services.settings import setting
from app.web.access import actor, database, now, requires
from app.web.figure_page import (
    ShownTable,
    missing_tables,
    shown_parts,
    shown_quarters,
    symbols,
)
from app.web.figure_places import Place, places_of
from app.web.language import page_language
from app.web.month_charts import month_charts
from app.web.what_came_of_it import what_came_of_it

blueprint = Blueprint("figures", __name__)

BEGINNING = date(1900, 1, 1)
"""Before any report."""


@dataclass(frozen=True)
class Period:
    """The days in which a unit is looked for; ``key`` names it in an address."""

    key: str
    text: str
    from_on: date
    to_on: date


@blueprint.get("/statistikk")
@requires(Permission.VISIT)
def choose() -> ResponseReturnValue:
    """Go to the only helsefellesskap's figures, or ask which."""
    with database().reading() as session:
        homes = register.all_helsefellesskap(session)
    if len(homes) == 1:
        return redirect(url_for("figures.totals", key=homes[0].key))
    return render_template("figures/choose.html", homes=homes)


@blueprint.get("/statistikk/<key>")
@requires(Permission.VISIT)
def totals(key: str) -> ResponseReturnValue:
    """Show all employees what became of the reports: released years and closed quarters.

    Where the register does not make figures public, only those who are signed in see them.
    """
    with database().reading() as session:
        home = register.find_helsefellesskap(session, key)
        if home is None:
            abort(404)
        if actor() is ANYBODY and not setting(session, home.id, "public_figures"):
            return redirect(url_for("signing_in.sign_in", neste=request.path))
        shown = _released(session, Place(home, Audience.PUBLIC), oslo_date(now()))
    told = what_came_of_it(shown["figures"], page_language()) if shown["figures"] else ()
    return render_template("figures/public.html", told=told, **shown)


@blueprint.get("/tall")
@requires(Permission.READ_FIGURES)
def overview() -> ResponseReturnValue:
    """Show a coordinator the party's own figures, and a committee what has been released."""
    today = oslo_date(now())
    with database().reading() as session:
        places = places_of(session, actor(), today)
        if not places:
            abort(404)
        asked = request.args.get("hvem", "")
        place = next((place for place in places if place.key == asked), places[0])
        if place.party:
            shown = _own(session, place, place.party, today)
        else:
            shown = _released(session, place, today)
    page = "figures/own.html" if place.party else "figures/released.html"
    return render_template(page, places=places, steering_address=_steering_address(), **shown)


def _own(session: Session, place: Place, party: Party, today: date) -> dict[str, Any]:
    home, language = place.home, page_language()
    years = figures.years_with_figures(session, home.id) or [today.year]
    year = _year_asked(years)
    counted = figures.figures_for(
        session, home.id, year, Audience.INTERNAL, party_key=party.key, today=today
    )
    periods = _periods(year, today)
    period = next((p for p in periods if p.key == request.args.get("periode")), periods[0])
    months = read_months(session, home.id, party.id, year=year, today=today)
    return {
        **_tables(counted),
        "place": place,
        "year": year,
        "years": years,
        "due": what_is_due(session, home.id, party.id, today=today),
        "charts": month_charts(months, language),
        "quiet": quiet_units(session, home.id, party.id, period.from_on, period.to_on),
        "period": period,
        "periods": periods,
    }


def _released(session: Session, place: Place, today: date) -> dict[str, Any]:
    home, audience, language = place.home, place.audience, page_language()
    years = released_years(session, home.id)
    year = _year_asked(years) if years else None
    shown = released_figures(session, home.id, year, audience) if year else None
    quarters = closed_quarters(session, home.id, audience, years, today=today)
    return {
        **_tables(shown, [table for each in quarters for table in shown_quarters(each, language)]),
        "place": place,
        "year": year,
        "years": years,
        "newest": _version_of(session, home.id, shown) if shown else None,
    }


def _version_of(session: Session, helsefellesskap_id: int, shown: Figures) -> ShownVersion | None:
    """Give the version that the figures are of, with the files that the reader may have."""
    versions = versions_for(session, actor(), helsefellesskap_id, shown.year)
    return next((each for each in versions if each.release.version == shown.version), None)


def _tables(counted: Figures | None, quarters: Sequence[ShownTable] = ()) -> dict[str, Any]:
    """Give the tables of a page in their parts, and what the symbols in them mean."""
    language = page_language()
    parts = shown_parts(counted, language) if counted else ()
    every = [*quarters, *(table for part in parts for table in part.tables)]
    return {
        "figures": counted,
        "parts": parts,
        "quarters": quarters,
        "left_out": missing_tables(counted, language) if counted else (),
        "symbols": symbols(every, counted.legend if counted else {}, language),
    }


def _year_asked(years: list[int]) -> int:
    asked = request.args.get("ar", type=int)
    return asked if asked in years else max(years)


def _periods(year: int, today: date) -> tuple[Period, ...]:
    """Give the periods to choose between: the year, the last twelve months, or all of them."""
    _ = page_language()
    last = min(today, date(year, 12, 31))
    a_year_ago = today.replace(year=today.year - 1, day=min(today.day, 28))
    return (
        Period("ar", str(year), date(year, 1, 1), last),
        Period("12", _("Siste tolv måneder"), a_year_ago, today),
        Period("alt", _("Siden oppstart"), BEGINNING, today),
    )


def _steering_address() -> str | None:
    """Give the page of steering information, where the installation has one."""
    there = "steering.dashboard" in current_app.view_functions
    return url_for("steering.dashboard") if there else None

"""Figures as pages and as the annual report; both draw the same object."""

from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.figures import Figures
from app.domain.policy import Actor, Permission, permits
from app.domain.vocabulary import Audience, Role
from app.models import Helsefellesskap, Party
from app.services import audit, figures, register
from app.web.access import actor, database, now, requires
from app.web.figure_page import shown_tables
from app.web.language import page_language
from reports.annual_report import annual_report

blueprint = Blueprint("figures", __name__)


@dataclass(frozen=True)
class Choice:
    """Whose figures are shown, for which year, to which audience."""

    home: Helsefellesskap
    audience: Audience
    year: int
    years: tuple[int, ...]
    party: Party | None = None


@blueprint.get("/statistikk")
@requires(Permission.VISIT)
def choose() -> ResponseReturnValue:
    """Go to the only helsefellesskap's totals, or ask which."""
    with database().reading() as session:
        homes = register.all_helsefellesskap(session)
    if len(homes) == 1:
        return redirect(url_for("figures.totals", key=homes[0].key))
    return render_template("figures/choose.html", homes=homes)


@blueprint.get("/statistikk/<key>")
@requires(Permission.VISIT)
def totals(key: str) -> ResponseReturnValue:
    """Show totals for everybody."""
    with database().reading() as session:
        home = register.find_helsefellesskap(session, key)
        if home is None:
            abort(404)
        choice = _choice(session, home, Audience.PUBLIC)
        return _show(session, choice)


@blueprint.get("/tall")
@requires(Permission.READ_FIGURES)
def overview() -> ResponseReturnValue:
    """Show the figures that the person's role gives: FSU's, SSU's or the own party's."""
    with database().reading() as session:
        home = _home_of(session, actor())
        choice = _choice(session, home, _audience(actor()), _party_of(session, actor()))
        return _show(session, choice)


@blueprint.get("/arsrapport/<int:year>/fsu.pdf")
@requires(Permission.READ_FSU_FIGURES)
def fsu_report(year: int) -> ResponseReturnValue:
    """Give FSU's long annual report."""
    return _report(year, Audience.FSU)


@blueprint.get("/arsrapport/<int:year>/ssu.pdf")
@requires(Permission.READ_SSU_FIGURES)
def ssu_report(year: int) -> ResponseReturnValue:
    """Give SSU's two pages."""
    return _report(year, Audience.SSU)


def _audience(person: Actor) -> Audience:
    if permits(person, Permission.READ_FSU_FIGURES):
        return Audience.FSU
    return Audience.SSU if permits(person, Permission.READ_SSU_FIGURES) else Audience.INTERNAL


def _home_of(session: Session, person: Actor) -> Helsefellesskap:
    """Find the helsefellesskap that a person's role lies in; the first, when it is a party's."""
    seats = person.helsefellesskap_ids(Role.FSU_SECRETARY, Role.FSU_READER, Role.SSU_READER)
    homes = register.all_helsefellesskap(session)
    chosen = [home for home in homes if home.id in seats] or homes
    if not chosen:
        abort(404)
    return chosen[0]


def _party_of(session: Session, person: Actor) -> Party | None:
    if _audience(person) is not Audience.INTERNAL:
        return None
    party_ids = person.party_ids(Role.COORDINATOR)
    return session.get(Party, min(party_ids)) if party_ids else None


def _choice(
    session: Session, home: Helsefellesskap, audience: Audience, party: Party | None = None
) -> Choice:
    today = oslo_date(now())
    years = tuple(figures.years_with_figures(session, home.id)) or (today.year,)
    asked = request.args.get("ar", type=int) or max(years)
    return Choice(home, audience, asked if asked in years else max(years), years, party)


def _figures(session: Session, choice: Choice) -> Figures:
    return figures.figures_for(
        session,
        choice.home.id,
        choice.year,
        choice.audience,
        party_key=choice.party.key if choice.party else None,
        today=oslo_date(now()),
    )


def _show(session: Session, choice: Choice) -> ResponseReturnValue:
    drawn = _figures(session, choice)
    tables = shown_tables(drawn, page_language())
    return render_template("figures/figures.html", choice=choice, figures=drawn, tables=tables)


def _report(year: int, audience: Audience) -> ResponseReturnValue:
    language = page_language()
    with database().transaction() as session:
        home = _home_of(session, actor())
        if year not in figures.years_with_figures(session, home.id):
            abort(404)
        choice = Choice(home, audience, year, (year,))
        counted = _figures(session, choice)
        audit.record(
            session,
            actor(),
            AuditAction.REPORT_DRAWN,
            now=now(),
            year=year,
            audience=audience.value,
            language=language.code,
        )
    pdf = annual_report(
        counted,
        language,
        helsefellesskap=language.words(home.name),
        generated_on=oslo_date(now()),
        demo=current_app.config["SAMHANDLING"].is_demo,
    )
    name = f"arsrapport-{year}-{audience.value}-{language.code}.pdf"
    return Response(
        pdf,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

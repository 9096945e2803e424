"""The pages of a year on its way: how far it has come, its forms, and its texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.figures import Cell
from app.domain.policy import Actor
from app.domain.releasing import ReleaseStatus, ReleaseTextKind
from app.domain.revisions import Change
from app.domain.vocabulary import Audience, Role
from app.language import Language
from app.models import Helsefellesskap, Release
from app.services import register
from app.services.released import released_of
from app.services.releasing.commenting import comments_of
from app.services.releasing.drawing import missing, sheets
from app.services.releasing.pages import changes_since, open_draft, versions_for, years_to_release
from app.services.releasing.texts import texts_of
from app.web.access import actor, database, now
from app.web.language import page_language
from app.web.pages import FormPage
from forms.base import Form
from forms.releasing import (
    AdoptForm,
    BeginForm,
    CommentForm,
    CorrectForm,
    DropForm,
    OpenForm,
    RedrawForm,
    SendForm,
    TextsForm,
    text_name,
)
from reports.release_files import computed_texts
from reports.titles import titles

FORMS: dict[str, type[Form]] = {
    "begin": BeginForm,
    "open": OpenForm,
    "redraw": RedrawForm,
    "drop": DropForm,
    "comment": CommentForm,
    "adopt": AdoptForm,
    "send": SendForm,
    "correct": CorrectForm,
}
REACHED = {
    ReleaseStatus.DRAFT: 0,
    ReleaseStatus.COMMENTING: 1,
    ReleaseStatus.ADOPTED: 3,
    ReleaseStatus.SENT: 4,
}
"""How many of the four steps are done where a version stands."""

SEATS = (Role.FSU_SECRETARY, Role.FSU_READER, Role.SSU_READER)


class ReleasePage(FormPage):
    """A page about a year, with the form that was posted, if any, in its place."""

    year: int


class YearPage(ReleasePage):
    """How far a year has come, what may be done with it, and its versions."""

    def __init__(self, year: int, form: Form | None = None) -> None:
        self.year = year
        posted = form or BeginForm(page_language(), formdata=None)
        super().__init__("releasing/year.html", posted, lambda: _year(year, form))


class TextsPage(ReleasePage):
    """The texts of a draft beside what was computed; after a conflict, beside what stands now."""

    def __init__(self, year: int, form: TextsForm) -> None:
        self.year = year
        opened_at = form.opened_at
        super().__init__("releasing/texts.html", form, lambda: _texts(year, form, opened_at))


@dataclass(frozen=True)
class Step:
    """A step on the way; ``state`` is done, current or later."""

    text: str
    state: str
    when: str = ""


@dataclass(frozen=True)
class ChangedCell:
    """A cell that a new version says otherwise, in words."""

    table: str
    row: str
    column: str
    before: str
    after: str


def home_of(session: Session, person: Actor) -> Helsefellesskap:
    """Find the helsefellesskap that a person sits in, or in which the person's party takes part."""
    homes = register.all_helsefellesskap(session)
    seats = person.helsefellesskap_ids(*SEATS)
    parties = person.party_ids(Role.COORDINATOR)
    today = oslo_date(now())
    own = [home for home in homes if home.id in seats] or [
        home
        for home in homes
        if parties & {party.id for party in register.participating(session, home.id, today)}
    ]
    if not (own or homes):
        abort(404)
    return (own or homes)[0]


def standing_texts(year: int) -> TextsForm | None:
    """Make the form of a draft's texts as they stand; None when the year has no draft."""
    with database().reading() as session:
        release = open_draft(session, home_of(session, actor()).id, year)
        if release is None:
            return None
        said = texts_of(session, release)
        about = {"release": release.key, "edition": str(release.edition)}
        corrects = release.version > 1
    filled = {text_name(kind, code): text for (kind, code), text in said.items()}
    form = TextsForm(page_language(), formdata=None, data={**filled, **about})
    if not corrects:
        form.leave_out_changes()
    return form


def titles_of(tables: Iterable[str], language: Language) -> list[str]:
    """Give the titles of tables as people know them."""
    return [f"«{titles(language).get(key, key)}»" for key in tables]


def _year(year: int, posted: Form | None) -> dict[str, Any]:
    person, today, language = actor(), oslo_date(now()), page_language()
    with database().reading() as session:
        home = home_of(session, person)
        versions = versions_for(session, person, home.id, year)
        draft = next((v.release for v in versions if v.release.status.is_open), None)
        adopted = next((v.release for v in versions if v.release.status.is_adopted), None)
        told = draft or adopted
        texts = texts_of(session, told) if told else {}
        may_begin = year in years_to_release(session, person, home.id)
        offered = _offered(person, home, draft, adopted, year, today)
        return {
            "home": home,
            "year": year,
            "versions": versions,
            "draft": draft,
            "adopted": adopted,
            "steps": _steps(told, language),
            "is_over": year < today.year,
            "offered": offered if may_begin else offered - {"begin"},
            "unsent": None if posted is None or _name(posted) in offered else posted,
            "comments": comments_of(session, told) if told else (),
            "missing": missing(texts) if draft else (),
            "corrected": released_of(session, told).replaces if told else None,
            "says": texts.get((ReleaseTextKind.CHANGES, language.code), ""),
            "changes": _changes(session, told, language),
            "forms": _forms(draft, adopted, posted),
        }


def _offered(
    person: Actor,
    home: Helsefellesskap,
    draft: Release | None,
    adopted: Release | None,
    year: int,
    today: date,
) -> set[str]:
    """Name the forms that the person may use as the year stands."""
    offered = {
        "begin": not (draft or adopted),
        "redraw": draft is not None,
        "drop": draft is not None,
        "open": draft is not None and year < today.year,
        "adopt": draft is not None and draft.status is ReleaseStatus.COMMENTING,
        "send": adopted is not None and adopted.status is ReleaseStatus.ADOPTED,
        "correct": adopted is not None and draft is None,
    }
    is_secretary = home.id in person.helsefellesskap_ids(Role.FSU_SECRETARY)
    said = {name for name, is_offered in offered.items() if is_offered and is_secretary}
    return said | {"comment"} if _takes_comments(draft, today) else said


def _takes_comments(draft: Release | None, today: date) -> bool:
    return (
        draft is not None
        and draft.status is ReleaseStatus.COMMENTING
        and draft.comments_until is not None
        and draft.comments_until >= today
    )


def _name(form: Form) -> str:
    return next(name for name, kind in FORMS.items() if isinstance(form, kind))


def _changes(session: Session, release: Release | None, language: Language) -> list[ChangedCell]:
    """Give the cells that a version says otherwise, as people read them."""
    titled = titles(language)
    return [
        ChangedCell(
            titled.get(change.table, change.table),
            language.words(change.row),
            language.words(change.column),
            _shown(change.before, change, language),
            _shown(change.after, change, language),
        )
        for change in (changes_since(session, release) if release else ())
    ]


def _shown(cell: Cell, change: Change, language: Language) -> str:
    if cell.value is None:
        return cell.symbol
    if change.measure == "share":
        return language.percent(cell.value, 1)
    return language.number(cell.value, int(cell.value != int(cell.value)))


def _forms(draft: Release | None, adopted: Release | None, posted: Form | None) -> dict[str, Form]:
    """Give the forms of the page by name: the posted one as it was, the others fresh."""
    made: dict[str, Form] = {}
    for name, form in FORMS.items():
        about = adopted if form is SendForm else draft
        data = {"release": about.key, "edition": str(about.edition)} if about else {}
        made[name] = form(page_language(), formdata=None, data=data)
    if posted is not None:
        made[_name(posted)] = posted
    return made


def _steps(release: Release | None, language: Language) -> list[Step]:
    """Give the way from draft to SSU, and how far the version has come."""
    _ = language
    dates = (
        (_("Utkast"), release and release.drafted_on),
        (_("Merknader fra FSU"), release and release.comments_until),
        (_("Vedtatt i FSU"), release and release.adopted_on),
        (_("Sendt til SSU"), release and release.sent_on),
    )
    reached = REACHED[release.status] if release else 0
    return [
        Step(text, _state(place, reached), language.date(day) if day else "")
        for place, (text, day) in enumerate(dates)
    ]


def _state(place: int, reached: int) -> str:
    if place < reached:
        return "done"
    return "current" if place == reached else "later"


def _texts(year: int, form: TextsForm, opened_at: int) -> dict[str, Any]:
    """Give what was computed, and what stands now where another has written meanwhile."""
    with database().reading() as session:
        release = open_draft(session, home_of(session, actor()).id, year)
        drafted = sheets(session, release) if release else None
    if release and release.version == 1:
        form.leave_out_changes()
    is_outdated = release is not None and opened_at != release.edition
    return {
        "year": year,
        "kinds": form.kinds,
        "computed": computed_texts(drafted.of(Audience.FSU)) if drafted else {},
        "standing": drafted.texts if drafted and is_outdated else {},
    }

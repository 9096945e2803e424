"""What every page is given, and form pages that can show themselves again with nothing lost."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup, escape

from app.db import StorageUnavailable
from app.domain.policy import Permission, permits
from app.domain.redaction import is_black, split_black
from app.domain.screening import FindingKind
from app.domain.vocabulary import Words
from app.language import NAMES
from app.services import outbox
from app.services.case_titles import case_title
from app.services.redaction.lists import waiting_count
from app.web.access import actor, database, now
from app.web.language import page_language
from forms.base import Form
from forms.passages import PERSONAL, Replacement
from forms.signing_in import SignOutForm

SITE_NAME = "Samhandlingsavvik"
MENU_LENGTH = 7
"""A longer menu keeps what is not used daily in a box of its own; a shorter one stands open."""


@dataclass(frozen=True)
class MenuItem:
    """A link in the header."""

    href: str
    text: str
    is_current: bool
    count: int | None = None
    is_folded: bool = False


@dataclass
class FormPage:
    """A page with a form. It remembers itself, so that a fault shows it again with the text.

    ``context`` is asked for each time the page is shown, since a conflict shows what is true now.
    """

    template: str
    form: Form
    context: Callable[[], dict[str, Any]]

    def __post_init__(self) -> None:
        """Stand ready for :mod:`app.web.errors`."""
        g.form_page = self

    def show(self, status: int = 200, notice: str = "") -> ResponseReturnValue:
        """Draw the page; ``notice`` says what went wrong and what to do."""
        page = render_template(self.template, form=self.form, notice=notice, **self.context())
        return page, status

    def show_errors(self) -> ResponseReturnValue:
        """Draw the page after a failed validation, or after a change that the writer asked for."""
        language = page_language()
        if self.form.is_being_changed:
            return self.show(
                200, language("Teksten er endret. Ingenting er sendt ennå. Se over før du sender.")
            )
        if self.form.page_was_old and len(self.form.errors) == 1:
            return self.show(
                400,
                language(
                    "Siden hadde stått åpen lenge. Alt du skrev, står her fortsatt. "
                    "Trykk på knappen en gang til."
                ),
            )
        return self.show(422)


def furnish(app: Flask) -> None:
    """Give templates the language, the menu and the policy."""
    app.context_processor(_given)
    app.jinja_env.finalize = _in_the_readers_language
    app.jinja_env.filters["with_black_told"] = _with_black_told
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _in_the_readers_language(value: object) -> object:
    """Let a template print a name that a register gives in both languages."""
    return page_language().words(value) if isinstance(value, Words) else value


def _with_black_told(text: str | Words) -> str | Words:
    """Let a screen reader say «skjult» where eyes see black."""
    if isinstance(text, Words) or not is_black(text):
        return text
    told = Markup('<span role="img" aria-label="{}">{}</span>')
    name = page_language()("skjult")
    runs = (told.format(name, run) if is_black(run) else escape(run) for run in split_black(text))
    return Markup("").join(runs)


def _given() -> dict[str, Any]:
    language = page_language()
    config = current_app.config["SAMHANDLING"]
    is_known = current_user.is_authenticated
    return {
        "_": language,
        "language": language,
        "languages": list(NAMES.items()),
        "signed_in": current_user if is_known else None,
        "menu": _menu(),
        "mail_delay_hours": _mail_delay_hours,
        "may": _may,
        "is_demo": config.is_demo,
        "site_name": SITE_NAME,
        "case_title": partial(case_title, language),
        "helsefellesskap_name": g.get("helsefellesskap_name"),
        "privacy_address": privacy_address(),
        "here": "/" if g.get("is_nowhere") else request.path,
        "contact": config.contact,
        "sign_out_form": SignOutForm(language, formdata=None) if is_known else None,
        "static": static_url,
        "finding_kinds": tuple(FindingKind),
        "replacements": tuple(Replacement),
        "personal_kinds": PERSONAL,
    }


def _mail_delay_hours() -> int:
    """Give for how many whole hours mail has stood still; 0 when it leaves as it should."""
    if not current_user.is_authenticated or g.get("storage_is_gone"):
        return 0
    try:
        with database().reading() as session:
            return int(outbox.oldest_unsent(session, now=now()) / timedelta(hours=1))
    except StorageUnavailable:
        return 0  # the page has something else to tell


def privacy_address() -> str:
    """Give the address of the notice of the page's own party, or of the page about all of them."""
    party = g.get("privacy_party")
    return url_for("public.notice", party=party) if party else url_for("public.privacy")


def _may(permission: str) -> bool:
    """Ask the policy from a template, about the case of the page when there is one."""
    return permits(actor(), Permission(permission), g.get("relations"))


def _menu() -> list[MenuItem]:
    """List what the reader may open: daily work first, then what is kept in order now and then.

    Where one is, and where something waits, is never folded away.
    """
    if not current_user.is_authenticated:
        return []
    language = page_language()
    daily = [
        ("my_day.show", language("Min dag"), Permission.SEE_INBOX),
        ("inbox.show", language("Innboks"), Permission.SEE_INBOX),
        ("reporting_party.sent", language("Sendt fra oss"), Permission.SEE_SENT),
        ("answering.list_measures", language("Tiltak"), Permission.SEE_MEASURES),
        ("my_day.load", language("Arbeidsmengde"), Permission.SEE_WORKLOAD),
        ("figures.overview", language("Tall"), Permission.READ_FIGURES),
        ("steering.dashboard", language("Styringsdata"), Permission.READ_STEERING),
    ]
    seldom = [
        ("releasing.overview", language("Årsrapport"), Permission.READ_FIGURES),
        ("tallies.overview", language("Har skjedd igjen"), Permission.SEE_TALLIES),
        ("entering.enter", language("Registrer melding for andre"), Permission.ENTER_ON_BEHALF),
        ("answering.list_templates", language("Svarmaler"), Permission.KEEP_TEMPLATES),
        ("absences.overview", language("Fravær"), Permission.SET_ABSENCE),
        ("administration.log", language("Logg"), Permission.READ_LOG),
        ("redacting.overview", language("Sladding"), Permission.READ_REDACTIONS),
        ("retention.overview", language("Oppbevaring"), Permission.READ_RETENTION),
        ("administration.users", language("Brukere"), Permission.ADMINISTER),
        ("duties.overview", language("Meldeplikter"), Permission.ADMINISTER),
    ]
    offered = [item for item in (*daily, *seldom) if _may(item[2])]
    is_long = len(offered) > MENU_LENGTH
    return [_menu_item(*item[:2], is_long and item in seldom) for item in offered]


def _menu_item(endpoint: str, text: str, may_fold: bool) -> MenuItem:  # noqa: FBT001  of one list
    is_current, count = request.endpoint == endpoint, _count(endpoint)
    is_folded = may_fold and not is_current and count is None
    return MenuItem(url_for(endpoint), text, is_current, count, is_folded)


def _count(endpoint: str) -> int | None:
    """Count what waits for the reader behind a link; nothing is told where nothing does."""
    if endpoint != "redacting.overview" or g.get("storage_is_gone"):
        return None
    try:
        with database().reading() as session:
            return waiting_count(session, actor()) or None
    except StorageUnavailable:
        return None  # the page has something else to tell


def own_form_key(form: Form) -> str:
    """Give a form's key, bound to this browser's session.

    Sending the same form twice is harmless; another browser's key, found or planted, is worth
    nothing, since it never leads to somebody else's receipt.
    """
    return f"{session.get('csrf_token', '')}.{form['form_key'].data}"


def static_url(path: str) -> str:
    """Give the address of a static file, with its digest so that a new file is fetched anew."""
    folder = current_app.static_folder or ""
    return url_for("static", filename=path, v=_fingerprint(str(Path(folder) / path)))


@cache
def _fingerprint(path: str) -> str:
    file = Path(path)
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.exists() else "0"

"""Who comes in. Every view carries a permission; a view without one is not served.

A case that the actor may not know of is answered exactly as one that does not exist.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from app.db import Database, StorageUnavailable
from app.domain.links import Links
from app.domain.policy import ANYBODY, Actor, Permission, Relations, permits
from app.models import Case, User
from app.screening import screen
from app.services import accounts, following
from app.services.cases import CaseNotFound, find_case, relations_of
from app.services.inquiring import replying
from app.services.line_manager import leading
from app.services.privacy_notices import key_of_notice
from app.web.carried import sign_in_with_carried_text
from app.web.list_addresses import LISTS, kept_query

View = Callable[..., ResponseReturnValue]


class SignedIn(UserMixin):
    """A person with a live sign-in. Flask-Login keeps the token; the server keeps the rest."""

    def __init__(self, token: str, user: User, actor: Actor) -> None:
        """Hold the person for the length of one request."""
        self.token = token
        self.user = user
        self.actor = actor
        self.name = user.name
        self.email = user.email

    def get_id(self) -> str:
        """Give the token, so that ending the sign-in on the server ends it here."""
        return self.token


def database() -> Database:
    """Give the application's database."""
    return cast(Database, current_app.extensions["database"])


def links() -> Links:
    """Give the maker of links."""
    return cast(Links, current_app.extensions["links"])


def now() -> datetime:
    """Give the moment it is, by the application's clock."""
    return cast(Callable[[], datetime], current_app.extensions["clock"])()


def actor() -> Actor:
    """Give whoever makes this request."""
    if current_user.is_authenticated:
        return cast(Actor, current_user.actor)
    return ANYBODY


def guard(app: Flask) -> None:
    """Turn on sign-in and the default deny."""
    manager = LoginManager(app)
    manager.session_protection = None  # the sign-in is a row on the server; addresses change
    manager.user_loader(_signed_in)
    app.before_request(_deny_by_default)


def _signed_in(token: str) -> SignedIn | None:
    if g.get("storage_is_gone"):
        return None  # the page that explains it is drawn for nobody in particular
    try:
        return _found(token)
    except StorageUnavailable:
        g.storage_is_gone = True
        raise


def _found(token: str) -> SignedIn | None:
    with database().reading() as session:
        found = accounts.actor_of(session, token, now=now())
        is_due = found is not None and accounts.wants_touch(session, token, now=now())
    if found is None:
        return None
    user, person = found
    if is_due:
        with database().transaction() as session:
            accounts.touch(session, token, now=now())
    return SignedIn(token, user, person)


def _deny_by_default() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    if not hasattr(current_app.view_functions[request.endpoint], "permission"):
        abort(404)
    return None


def requires(permission: Permission) -> Callable[[View], View]:
    """Let a view be reached only with a permission that no case decides."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(**arguments: Any) -> ResponseReturnValue:  # noqa: ANN401  the route's own
            if not permits(actor(), permission):
                return _turned_away()
            return view(**arguments)

        return _marked(checked, permission, "none")

    return decorate


def requires_case(permission: Permission) -> Callable[[View], View]:
    """Load the case named by ``key`` and hand it on; 404 for those who may not know it exists."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(key: str, **arguments: Any) -> ResponseReturnValue:  # noqa: ANN401  the route's own
            if actor() is ANYBODY:
                return _turned_away()
            case, relations, notice = _load(key)
            if not permits(actor(), permission, relations):
                abort(404)
            g.relations = relations
            g.privacy_party = notice
            return view(case=case, **arguments)

        return _marked(checked, permission, "case")

    return decorate


def requires_link(view: View) -> View:
    """Load the case that a follow link opens, and make its reporter the actor."""

    @wraps(view)
    def checked(token: str, **arguments: Any) -> ResponseReturnValue:  # noqa: ANN401  the route's own
        try:
            with database().reading() as session:
                case = following.find_by_link(session, token, now=now())
                g.privacy_party = key_of_notice(session, case.reporting_party_id)
        except CaseNotFound:
            abort(404)
        reporter = following.reporter_of(case)
        return view(case=case, reporter=reporter, token=token, **arguments)

    return _marked(checked, Permission.FOLLOW_CASE, "link")


def requires_leader_link(view: View) -> View:
    """Load the case that a line manager's link opens, and make the line manager the actor."""

    @wraps(view)
    def checked(token: str, **arguments: Any) -> ResponseReturnValue:  # noqa: ANN401  the route's own
        try:
            with database().reading() as session:
                case = leading.find_by_link(session, token, now=now())
                g.privacy_party = key_of_notice(session, case.reporting_party_id)
        except CaseNotFound:
            abort(404)
        leader = leading.line_manager_of(case)
        return view(case=case, leader=leader, token=token, **arguments)

    return _marked(checked, Permission.LEAD_CASE, "leader link")


def requires_inquiry_link(view: View) -> View:
    """Find the question that a link opens, and make whoever was asked the actor."""

    @wraps(view)
    def checked(token: str) -> ResponseReturnValue:
        try:
            with database().reading() as session:
                inquiry = replying.find_by_link(session, token)
                g.privacy_party = key_of_notice(session, replying.asking_party(session, inquiry))
        except CaseNotFound:
            abort(404)
        third_party = replying.third_party_of(inquiry)
        if not permits(third_party, Permission.ANSWER_INQUIRY):
            abort(404)
        return view(inquiry_id=inquiry.id, third_party=third_party, token=token)

    return _marked(checked, Permission.ANSWER_INQUIRY, "inquiry")


def _load(key: str) -> tuple[Case, Relations, str | None]:
    """Give the case, what ties people to it, and the party whose notice its pages lead to."""
    try:
        with database().reading() as session:
            case = find_case(session, key)
            notice = key_of_notice(session, case.reporting_party_id)
            return case, relations_of(session, case), notice
    except CaseNotFound:
        abort(404)


def _marked(view: View, permission: Permission, loads: str) -> View:
    view.permission = permission  # type: ignore[attr-defined]  # read by the test that walks all routes
    view.loads = loads  # type: ignore[attr-defined]  # as above
    return view


def _turned_away() -> ResponseReturnValue:
    """Ask anybody to sign in, keeping what was posted; tell a signed-in person nothing."""
    if actor() is not ANYBODY:
        abort(404)
    if request.method == "POST":
        return sign_in_with_carried_text()
    return redirect(url_for("signing_in.sign_in", neste=_wanted()))


def _wanted() -> str | None:
    """Give the page that was asked for, with those filters of a list that it knows."""
    if screen(request.path):
        return None  # an address is logged by others
    query = ""
    if request.path in LISTS and request.query_string:
        with database().reading() as session:
            query = kept_query(
                session, request.path, request.query_string.decode("ascii", "replace")
            )
    return f"{request.path}?{query}" if query else request.path

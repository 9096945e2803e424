"""The files of released years: the bytes that were frozen, and a draft drawn when it is asked for.

Whoever may not have a file is led to the list of those that are there.
"""

from flask import Blueprint, Response, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.domain.releasing import FileKind
from app.domain.vocabulary import Audience
from app.models import ReleaseFile
from app.services import audit
from app.services.releasing.drawing import sheets
from app.services.releasing.pages import ShownVersion, find_file, versions_for
from app.web.access import actor, database, now, requires
from app.web.language import page_language
from app.web.release_page import home_of
from forms.base import N_
from reports.release_files import draw_report

blueprint = Blueprint("release_files", __name__)

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.JSON_STAT: "application/json",
}
NO_FILE = N_("Denne filen finnes ikke. Her er årsrapportene som finnes.")


@blueprint.get("/arsrapport/<int(max=9999):year>/fsu.pdf")
@requires(Permission.READ_FSU_FIGURES)
def fsu_report(year: int) -> ResponseReturnValue:
    """Give FSU's report as it was adopted; before that, the draft to those who may read it."""
    return _report(year, Audience.FSU)


@blueprint.get("/arsrapport/<int(max=9999):year>/ssu.pdf")
@requires(Permission.READ_SSU_FIGURES)
def ssu_report(year: int) -> ResponseReturnValue:
    """Give SSU's two pages as they were adopted; before that, the draft to those who may read."""
    return _report(year, Audience.SSU)


@blueprint.get("/arsrapport/<int(max=9999):year>/utkast/fsu.pdf")
@requires(Permission.READ_FSU_FIGURES)
def fsu_draft(year: int) -> ResponseReturnValue:
    """Draw FSU's report of the open draft."""
    return _draft(year, Audience.FSU)


@blueprint.get("/arsrapport/<int(max=9999):year>/utkast/ssu.pdf")
@requires(Permission.READ_FSU_FIGURES)
def ssu_draft(year: int) -> ResponseReturnValue:
    """Draw SSU's two pages of the open draft."""
    return _draft(year, Audience.SSU)


@blueprint.get("/arsrapport/<int(max=9999):year>/versjon/<int(max=9999):version>/<file>")
@requires(Permission.READ_FIGURES)
def frozen_file(year: int, version: int, file: str) -> ResponseReturnValue:
    """Give one file of a version, to those whose it is."""
    with database().reading() as session:
        home = home_of(session, actor())
        found = find_file(session, actor(), home.id, year, version, file)
    return _given(found, year) if found else _elsewhere()


def _report(year: int, audience: Audience) -> ResponseReturnValue:
    """Give the newest frozen report in the reader's language, or in the other."""
    codes = sorted(("nb", "nn"), key=lambda code: code != page_language().code)
    with database().reading() as session:
        versions = _versions(session, year)
        for shown in versions:
            name = next(filter(None, (_pdf(shown, audience, code) for code in codes)), None)
            if name:
                home_id, version = shown.release.helsefellesskap_id, shown.release.version
                found = find_file(session, actor(), home_id, year, version, name)
                break
        else:
            found = None
    return _given(found, year) if found else _draft(year, audience)


def _pdf(shown: ShownVersion, audience: Audience, code: str) -> str | None:
    for file in shown.files:
        if (file.kind, file.audience, file.language) == (FileKind.PDF, audience, code):
            return file.name
    return None


def _draft(year: int, audience: Audience) -> ResponseReturnValue:
    """Draw the open draft, where the reader may know of it; nobody else reads live figures."""
    with database().reading() as session:
        drafts = [shown.release for shown in _versions(session, year)]
        release = next((each for each in drafts if each.status.is_open), None)
        drafted = sheets(session, release) if release else None
    if release is None or drafted is None:
        return _elsewhere()
    language = page_language()
    _log(year, audience, language.code)
    content = draw_report(
        drafted.of(audience),
        drafted.texts,
        language,
        drawn_on=oslo_date(now()),
        demo=current_app.config["SAMHANDLING"].is_demo,
    )
    name = f"arsrapport-{year}-utkast-{release.version}-{audience.value}-{language.code}.pdf"
    return _download(content, TYPES[FileKind.PDF], name)


def _versions(session: Session, year: int) -> list[ShownVersion]:
    return versions_for(session, actor(), home_of(session, actor()).id, year)


def _given(file: ReleaseFile, year: int) -> Response:
    """Give the bytes as they were frozen, with their digest."""
    _log(year, file.audience, file.language or "")
    response = _download(file.content, TYPES[file.kind], f"arsrapport-{year}-{file.name}")
    response.set_etag(file.digest.hex())
    return response


def _download(content: bytes, mimetype: str, name: str) -> Response:
    return Response(
        content,
        content_type=mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _elsewhere() -> ResponseReturnValue:
    flash(page_language()(NO_FILE), "info")
    return redirect(url_for("releasing.overview"))


def _log(year: int, audience: Audience, code: str) -> None:
    with database().transaction() as session:
        audit.record(
            session,
            actor(),
            AuditAction.REPORT_DRAWN,
            now=now(),
            year=year,
            audience=audience.value,
            language=code,
        )

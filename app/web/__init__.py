"""Flask and nothing but Flask: one module a feature, plus access, pages, errors and headers."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.web.absences import blueprint as absence_pages
from app.web.access import guard as deny_by_default
from app.web.administration import blueprint as administration_pages
from app.web.answering import blueprint as answering_pages
from app.web.assigning import blueprint as assigning_pages
from app.web.duties import blueprint as duties_pages
from app.web.entering import blueprint as entering_pages
from app.web.errors import explain
from app.web.figures import blueprint as figures_pages
from app.web.following import blueprint as following_pages
from app.web.forwarding import blueprint as forwarding_pages
from app.web.handling import blueprint as handling_pages
from app.web.headers import guard as mark_responses
from app.web.inbox import blueprint as inbox_pages
from app.web.inquiring import blueprint as inquiring_pages
from app.web.letter import blueprint as letter_pages
from app.web.line_manager import blueprint as line_manager_pages
from app.web.linking import blueprint as linking_pages
from app.web.my_day import blueprint as my_day_pages
from app.web.operating import blueprint as operating_pages
from app.web.pages import furnish
from app.web.patient import blueprint as patient_pages
from app.web.placing import blueprint as placing_pages
from app.web.public import blueprint as public_pages
from app.web.redacting import blueprint as redacting_pages
from app.web.release_files import blueprint as release_file_downloads
from app.web.releasing import blueprint as releasing_pages
from app.web.reporting_party import blueprint as reporting_party_pages
from app.web.retention import blueprint as retention_pages
from app.web.saved_views import blueprint as saved_views_pages
from app.web.screening import blueprint as screening_parts
from app.web.signing_in import blueprint as signing_in_pages
from app.web.steering import blueprint as steering_pages
from app.web.submitting import blueprint as submitting_pages
from app.web.tallies import blueprint as tallies_pages

FEATURES = (
    public_pages,
    submitting_pages,
    following_pages,
    line_manager_pages,
    letter_pages,
    signing_in_pages,
    inbox_pages,
    my_day_pages,
    saved_views_pages,
    assigning_pages,
    handling_pages,
    forwarding_pages,
    linking_pages,
    placing_pages,
    answering_pages,
    patient_pages,
    inquiring_pages,
    tallies_pages,
    duties_pages,
    redacting_pages,
    reporting_party_pages,
    entering_pages,
    figures_pages,
    steering_pages,
    releasing_pages,
    release_file_downloads,
    absence_pages,
    administration_pages,
    retention_pages,
    operating_pages,
    screening_parts,
)


def assemble(app: Flask) -> None:
    """Hang every feature on the application, behind the default deny of :mod:`app.web.access`."""
    proxies = app.config["SAMHANDLING"].trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way to wrap
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0
        )
    mark_responses(app)
    deny_by_default(app)
    furnish(app)
    explain(app)
    for feature in FEATURES:
        app.register_blueprint(feature)

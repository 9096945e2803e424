"""Every mail ends with the way to a privacy notice: that of the receiver's own party."""

import pytest
from sqlalchemy import select

from app.domain.vocabulary import Direction
from app.models import Notification
from app.services.mail_composing import compose
from tests.conftest import START
from tests.factories import LINKS, sent_case

REPORTER = "prove@tonsberg.example"
PRIVACY = "http://localhost/personvern"


def endings(database, language: str, **changes: object) -> dict[str, str]:
    """Give the last line of each mail that a report makes, by its receiver."""
    with database.transaction() as session:
        sent_case(session, now=START, **changes)
        rows = session.scalars(select(Notification)).all()
        for row in rows:
            row.language = language
        mails = [compose(session, LINKS, [row]) for row in rows]
    return {mail.to: mail.body.rstrip().splitlines()[-1] for mail in mails if mail}


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize(
    ("party", "direction", "to_reporter", "to_unit"),
    [
        ("tonsberg", Direction.TO_HOSPITAL, "/tonsberg", "/siv"),
        ("tonsberg", Direction.TO_MUNICIPALITY, "/siv", "/tonsberg"),
        (None, Direction.TO_HOSPITAL, "", "/siv"),
    ],
)
def test_a_mail_leads_to_the_notice_of_the_party_of_whoever_gets_it(
    database, language, party, direction, to_reporter, to_unit
):
    found = endings(database, language, municipality_key=party, direction=direction)
    assert found.pop(REPORTER) == f"Personvern: {PRIVACY}{to_reporter}"
    assert set(found.values()) == {f"Personvern: {PRIVACY}{to_unit}"}


def test_the_secretariat_which_has_no_notice_is_led_to_everybody_s(database):
    found = endings(database, "nb", hospital_key=None, hospital_unit_key=None)
    assert found["fsu@helsefellesskapet-vestfold.example"] == f"Personvern: {PRIVACY}"

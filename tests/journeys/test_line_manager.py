"""A report that waits for the reporter's leader: filed on a phone, added to and sent by link."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.domain.case import Reference
from app.domain.links import Purpose
from app.models import Case, Party
from tests.factories import LINKS
from tests.journeys.conftest import follow, sign_in
from tests.journeys.test_main_job import REFERENCE, case_link, fill_form, press

pytestmark = pytest.mark.browser

ADDITION = "Vakten hadde fått beskjed muntlig, men den ble ikke skrevet ned."


def let_leaders_confirm(site):
    with site.database.transaction() as session:
        tonsberg = session.scalars(select(Party).where(Party.key == "tonsberg")).one()
        tonsberg.line_manager_mode = "confirms"


def leaders_page(site, reference):
    """What the leader's mail links to."""
    with site.database.reading() as session:
        found = select(Case.key).where(Case.reference == Reference.read(reference))
        key = session.scalars(found).one()
    return f"{site.address}/leder/{LINKS.token(Purpose.LINE_MANAGER, key, 0)}"


def test_the_leader_adds_to_a_report_and_sends_it_to_the_clinic(page, site):
    let_leaders_confirm(site)
    fill_form(page, site)
    page.get_by_label("E-postadressen til lederen din").fill("leder@tonsberg.example")
    press(page, "Send melding")
    expect(page).to_have_url(re.compile("/kvittering/"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("Lederen din har fått meldingen")
    found = REFERENCE.search(main.inner_text())
    assert found

    page.goto(leaders_page(site, found[0]))
    expect(main).to_contain_text("uten medisinliste")
    page.get_by_label(re.compile("Noe du vil legge til")).fill(ADDITION)
    press(page, "Bekreft og send")
    expect(main).to_contain_text("Du sendte den.")

    sign_in(page, site, site.account("caseworker", unit="siv-medisin"))
    page.goto(f"{site.address}/innboks?tab=nye")
    follow(page, case_link(page, found[0]))
    expect(main).to_contain_text(ADDITION)

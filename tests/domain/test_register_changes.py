"""A register that has been changed as life changes it is read as before."""

from datetime import date

import pytest

from app.domain.register import read_register
from tests.domain.register_file import (
    MEMBERSHIP,
    accepts_all,
    add,
    end,
    faults_of,
    merge_options,
    unit,
    whole_table,
)


def test_a_unit_may_take_reports_for_a_municipality_it_serves():
    table = whole_table()
    unit(table, "tonsberg-legevakt")["serves"] = ["faerder"]
    add(
        table["routing_rule"],
        key="til-felles-legevakt",
        position=90,
        recipient_party="faerder",
        service_kind="emergency_primary_care",
        to_unit="tonsberg-legevakt",
    )
    assert faults_of(table) == ()


def test_a_unit_may_have_a_mailbox_in_a_domain_of_its_own():
    table = whole_table()
    doctors = unit(table, "sandefjord-fastleger")
    doctors |= {"mailbox": "post@legene.example", "mail_domains": ["legene.example"]}
    assert faults_of(table) == ()


def test_a_desk_that_ends_may_have_a_successor():
    table = whole_table()
    end(table, "siv-samhandling")
    add(
        table["party"][0]["unit"],
        key="siv-kontakt",
        kind="desk",
        parent=None,
        mailbox="kontakt@siv.example",
        is_triage_desk=True,
        valid_from=date(2025, 1, 1),
    )
    assert faults_of(table) == ()


def test_decided_deadlines_follow_the_proposal():
    table = whole_table()
    table["deadline"][0]["valid_to"] = date(2026, 12, 31)
    add(
        table["deadline"],
        valid_from=date(2027, 1, 1),
        valid_to=None,
        decided_on=date(2026, 11, 5),
        decision="FSU-sak 31/2026",
    )
    register = read_register(table, screen=accepts_all)
    assert [row.is_proposal for row in register.deadlines] == [True, False]
    assert [row.holds_on(date(2026, 12, 31)) for row in register.deadlines] == [True, False]
    assert [row.holds_on(date(2027, 1, 1)) for row in register.deadlines] == [False, True]


def test_a_later_form_may_merge_boxes_when_it_says_what_they_are_counted_as():
    table = whole_table()
    merge_options(table)
    table["form_version"][1]["category"][5]["maps_to"] = "medicines"
    assert faults_of(table) == ()


@pytest.mark.parametrize(
    "membership",
    [
        {"role": "triage"},
        {"role": "privacy_officer", "unit": "", "party": "siv"},
        {"role": "fsu_secretary", "unit": ""},
        {"role": "fsu_secretary", "unit": "", "party": "siv"},
        {"role": "administrator", "unit": ""},
    ],
    ids=lambda row: " of ".join(filter(None, (row["role"], row.get("party")))),
)
def test_a_role_is_held_where_it_belongs(membership):
    table = whole_table()
    table["membership"] = [MEMBERSHIP | membership]
    assert faults_of(table) == ()

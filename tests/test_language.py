"""A language writes messages, numbers, dates and moments; a page speaks the reader's."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.language import CODES, Language, language_named
from app.web.language import page_language

NB, NN = Language("nb"), Language("nn")


def test_bokmal_is_the_message_and_nynorsk_the_entry():
    assert NB("Velg …") == NB.text("Velg …") == "Velg …"
    assert NN("Velg …") == NN.text("Velg …") == "Vel …"
    assert NN("Sak %(reference)s", reference="7KQM") == "Sak 7KQM"


def test_a_text_in_no_catalogue_is_given_as_it_is():
    assert NN("Sjøbris sykehjem 100 %") == "Sjøbris sykehjem 100 %"
    assert NN.plural("%(count)s båt", "%(count)s båter", 2) == "2 båter"


@pytest.mark.parametrize(
    ("count", "nb", "nn"),
    [
        (0, "Rett opp i 0 ting", "Rett opp i 0 ting"),
        (1, "Rett opp i én ting", "Rett opp i éin ting"),
        (1200, "Rett opp i 1\xa0200 ting", "Rett opp i 1\xa0200 ting"),
    ],
)
def test_the_form_follows_the_number(count, nb, nn):
    forms_of_it = ("Rett opp i én ting", "Rett opp i %(count)s ting")
    assert NB.plural(*forms_of_it, count) == nb
    assert NN.plural(*forms_of_it, count) == nn


@pytest.mark.parametrize("language", [NB, NN], ids=CODES)
def test_numbers_have_decimal_comma_and_spaces_that_do_not_break(language):
    assert language.number(12) == "12"
    assert language.number(1234567) == "1\xa0234\xa0567"
    assert language.number(4.25, 1) == "4,3"
    assert language.percent(0.678) == "68\xa0%"
    assert language.percent(0.0625, 1) == "6,3\xa0%"


@pytest.mark.parametrize("language", [NB, NN], ids=CODES)
def test_dates_are_written_the_norwegian_way(language):
    day = date(2026, 2, 3)
    assert language.date(day) == "3. februar 2026"
    assert language.short_date(day) == "03.02.2026"
    assert language.month(1) == "januar"
    assert language.month(12) == "desember"


def test_weekdays_differ():
    assert NB.weekday(date(2026, 2, 3)) == "tirsdag 3. februar 2026"
    assert NN.weekday(date(2026, 2, 3)) == "tysdag 3. februar 2026"
    assert NB.weekday(date(2026, 2, 7)) == "lørdag 7. februar 2026"
    assert NN.weekday(date(2026, 2, 7)) == "laurdag 7. februar 2026"


@pytest.mark.parametrize("language", [NB, NN], ids=CODES)
def test_a_moment_is_told_in_oslo_summer_and_winter(language):
    assert language.moment(datetime(2026, 2, 3, 13, 5, tzinfo=UTC)) == "3. februar 2026 kl. 14.05"
    late = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    assert language.moment(late) == "1. august 2026 kl. 00.30"
    assert language.date(late) == "1. august 2026"
    assert language.short_date(late) == "01.08.2026"


# ---- whose language ----


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("nb", "nb"),
        ("nn", "nn"),
        ("NN-NO", "nn"),
        ("no", "nb"),
        ("no-NO", "nb"),
        ("se", "nb"),
        ("", "nb"),
    ],
)
def test_a_code_names_a_language_and_an_unknown_one_bokmal(code, known):
    assert language_named(code).code == known


@pytest.mark.parametrize(
    ("accepted", "cookie", "code"),
    [
        ("nn-NO,nn;q=0.9,nb;q=0.8", "", "nn"),
        ("no,nn;q=0.5", "", "nb"),
        ("no-NO,nn;q=0.5", "", "nb"),
        ("en-GB,nn;q=0.5", "", "nn"),
        ("nb;q=0.4,nn;q=0.9", "", "nn"),
        ("en,sv", "", "nb"),
        ("", "", "nb"),
        ("nb", "nn", "nn"),
        ("nn", "tlh", "nn"),
    ],
)
def test_a_page_speaks_as_chosen_else_as_the_browser_asks(accepted, cookie, code):
    headers = {"Accept-Language": accepted, "Cookie": f"sprak={cookie}"}
    with Flask(__name__).test_request_context(headers=headers):
        assert page_language().code == code

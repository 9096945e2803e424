"""Whom the joint form lets a reporter name as leader, and what it says when that cannot be."""

from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from app.domain.joint_form import JointForm, LeaderChoice
from app.domain.line_manager import LineManagerMode
from app.domain.vocabulary import Direction, Words
from app.language import Language
from forms.line_manager import HAS_NO_LEADER, NOT_CONNECTED
from forms.submitting import ReportForm
from tests.filled_form import FILLED, TODAY, joint_form
from tests.forms.every_form import page_app

NB = Language("nb")
HOME_CARE = Words("Hjemmetjenesten i Tønsberg", "Heimetenesta i Tønsberg")


def form_of(**modes: LineManagerMode) -> JointForm:
    """Vestfold's form with leaders in Tønsberg and Horten, and a GP-like unit at the hospital."""
    made = joint_form()
    return replace(
        made,
        municipalities=tuple(
            replace(
                party,
                mail_domains=frozenset({f"{party.key}.example"}),
                line_manager=modes.get(party.key, LineManagerMode.INFORMED),
            )
            for party in made.municipalities
        ),
        hospital_units=tuple(
            replace(unit, has_line_manager=unit.key != "siv-kirurgi")
            for unit in made.hospital_units
        ),
        leaders=(
            LeaderChoice("tonsberg-hjemmetjeneste", HOME_CARE, "tonsberg"),
            LeaderChoice("horten-postmottak", Words("Postmottak", "Postmottak"), "horten"),
        ),
    )


def filled(made=None, direction=Direction.TO_HOSPITAL, **changes):
    with page_app().test_request_context(method="POST"):
        form = ReportForm(
            NB,
            made or form_of(),
            direction,
            today=TODAY,
            formdata=MultiDict(FILLED | changes),
            meta={"csrf": False},
        )
        form.validate()
        return form


def said(form):
    return [*form.line_manager_unit.errors, *form.line_manager_email.errors]


def test_a_leader_is_named_by_unit_or_by_address():
    by_unit = filled(line_manager_unit="tonsberg-hjemmetjeneste").draft()
    by_address = filled(line_manager_email="sjef@tonsberg.example").draft()
    assert by_unit.leader_unit_key == "tonsberg-hjemmetjeneste"
    assert by_address.reporter.line_manager_email == "sjef@tonsberg.example"


def test_both_fields_may_stand_empty():
    form = filled()
    assert not form.errors
    assert form.draft().leader_unit_key is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"line_manager_unit": "horten-postmottak"},
            "Velg en enhet hos Tønsberg kommune, der du arbeider.",
        ),
        (
            {"line_manager_email": "sjef@horten.example"},
            "Adressen må høre til Tønsberg kommune.",
        ),
        (
            {"line_manager_email": "PROVE+sjef@Tonsberg.example"},
            "Dette er din egen adresse. Skriv adressen til lederen din, eller la feltet stå tomt.",
        ),
        (
            {
                "line_manager_unit": "tonsberg-hjemmetjeneste",
                "line_manager_email": "sjef@tonsberg.example",
            },
            "Velg enten en enhet i listen eller skriv en adresse, ikke begge deler.",
        ),
        (
            {
                "municipality": "annen-kommune",
                "municipality_in_words": "Bamble",
                "line_manager_email": "sjef@bamble.example",
            },
            NOT_CONNECTED,
        ),
    ],
)
def test_what_cannot_be_is_said_at_the_field(changes, sentence):
    assert said(filled(**changes)) == [sentence]


def test_a_party_that_tells_no_leaders_says_so():
    form = filled(
        form_of(tonsberg=LineManagerMode.NONE), line_manager_email="sjef@tonsberg.example"
    )
    assert said(form) == ["Tønsberg kommune lar ikke ledere få melding herfra. La feltet stå tomt."]


def test_a_hospital_unit_without_a_line_manager_says_so():
    form = filled(
        direction=Direction.TO_MUNICIPALITY,
        hospital_unit="siv-kirurgi",
        line_manager_email="sjef@siv.example",
    )
    assert said(form) == [HAS_NO_LEADER]


def test_only_units_of_those_who_may_report_are_offered():
    groups = {
        form.line_manager_unit.choices[-1].value
        for form in (filled(), filled(direction=Direction.TO_MUNICIPALITY))
    }
    assert groups == {"horten-postmottak", ""}


def test_the_form_says_whose_leaders_hold_a_report_back():
    assert filled().confirming == ""
    assert filled(form_of(horten=LineManagerMode.CONFIRMS)).confirming == "Horten kommune"

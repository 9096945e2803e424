"""The følgeskriv: everything that was answered, the right address, and only where it may exist."""

import pytest

from app.domain.consent import allows_identity
from app.domain.lifecycle import Status
from app.domain.vocabulary import Consent, Direction
from app.services.cases import find_case
from app.services.forwarding import forwarding
from app.services.letter import NoLetter, letter
from tests.conftest import START
from tests.factories import Scene, party, version_of

TO_MUNICIPALITY = {
    "direction": Direction.TO_MUNICIPALITY,
    "hospital_unit_key": "siv-kirurgi-ortopedi",
    "service_kinds": ("institution",),
}


@pytest.fixture
def scene(database):
    return Scene(database, START)


def written(scene, key):
    with scene.database.reading() as session:
        return letter(session, find_case(session, key), today=START.date())


@pytest.mark.parametrize("consent", Consent)
def test_it_exists_where_nobody_opposes(scene, consent):
    key = scene.case_at(Status.SENT, consent=consent)
    if allows_identity(consent):
        assert written(scene, key).reported.consent is consent
    else:
        with pytest.raises(NoLetter):
            written(scene, key)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.DECLINED, Status.WITHDRAWN])
def test_it_is_gone_when_nobody_works_on_the_case(scene, status):
    with pytest.raises(NoLetter):
        written(scene, scene.case_at(status))


def test_it_does_not_exist_while_a_report_has_no_recipient(scene):
    key = scene.case_at(Status.SENT, hospital_key=None, hospital_unit_key=None)
    with pytest.raises(NoLetter):
        written(scene, key)


def test_a_clinic_gets_it_through_its_leadership_at_the_address_of_the_form(scene):
    to = written(scene, scene.case_at(Status.SENT)).addressee
    assert (to.unit.nb, to.is_clinic, to.is_hospital) == ("Klinikk medisin", True, True)
    assert to.lines == ("Postmottak Sykehuset i Vestfold HF", "Postboks 2168", "3103 Tønsberg")


def test_a_municipal_unit_gets_it_by_name(scene):
    to = written(scene, scene.case_at(Status.SENT, **TO_MUNICIPALITY)).addressee
    assert to.unit.nb == "Postmottak Tønsberg kommune"
    assert (to.is_clinic, to.is_hospital, to.lines) == (False, False, ())


def test_street_lines_stand_when_the_register_has_them(scene):
    with scene.database.transaction() as session:
        party(session, "tonsberg").postal_address = "Postboks 2410\n3104 Tønsberg"
    to = written(scene, scene.case_at(Status.SENT, **TO_MUNICIPALITY)).addressee
    assert to.lines == ("Postboks 2410", "3104 Tønsberg")


def test_it_goes_to_whoever_has_the_case_now(scene):
    key = scene.case_at(Status.SENT)
    with scene.database.transaction() as session:
        forwarding.forward(
            session,
            scene.leader,
            key,
            version_of(session, key),
            to_unit_key="siv-kirurgi",
            reason="Feil klinikk",
            now=START,
        )
    assert written(scene, key).addressee.unit.nb == "Klinikk kirurgi"


def test_every_box_is_ticked_as_it_was_and_no_other(scene):
    made = written(
        scene,
        scene.case_at(
            Status.SENT,
            service_kinds=("home_care", "other"),
            other_service_kind="Dagsenter",
            consent=Consent.RELATIVE_NOT_OPPOSED,
        ),
    )
    ticked = {
        (listed, option.key)
        for listed in ("service_kind", "category", "consequence", "consent")
        for option in made.reported.form.listed(listed)
        if made.ticks(listed, option.key)
    }
    assert ticked == {
        ("service_kind", "home_care"),
        ("service_kind", "other"),
        ("category", "medicines"),
        ("category", "communication"),
        ("consequence", "minor"),
        ("consent", "relative_not_opposed"),
    }
    assert (made.other("service_kind"), made.other("category")) == ("Dagsenter", "")


@pytest.mark.parametrize(("length", "is_long"), [(100, False), (1500, False), (4000, True)])
def test_long_texts_ask_for_smaller_type(scene, length, is_long):
    key = scene.case_at(Status.SENT, description="a " * (length // 2))
    assert written(scene, key).is_long is is_long

"""The joint form: what it asks for, what it refuses and what it gives on."""

import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from wtforms import HiddenField, StringField

from app.domain.joint_form import JointForm
from app.domain.vocabulary import Consent, Consequence, Direction
from app.language import Language
from forms.base import LINE_LENGTH, NARRATIVE_LENGTH
from forms.days import read_clock, read_day
from forms.places import OTHER_MUNICIPALITY, OTHER_UNIT, OUTSIDE, UNKNOWN, read_place
from forms.submitting import ReportForm
from tests.filled_form import (
    FILLED,
    NATIONAL_NUMBER,
    REQUIRED,
    TEXT_FIELDS,
    TODAY,
    joint_form,
    without,
)

BOTH = list(Direction)
NARRATIVES = ("description", "immediate_action", "proposal")


@pytest.fixture(autouse=True)
def page_app() -> Flask:
    """Forms need no more than a request."""
    made = Flask(__name__)
    made.config.update(SECRET_KEY="s" * 40, WTF_CSRF_ENABLED=False)
    return made


@pytest.fixture
def fill(page_app: Flask) -> Iterator[Any]:
    contexts = []

    def filled(
        direction: Direction = Direction.TO_HOSPITAL, posted: Any = None, **request: Any
    ) -> ReportForm:
        request.setdefault("data", FILLED if posted is None else posted)
        context = page_app.test_request_context(method="POST", **request)
        context.push()
        contexts.append(context)
        return ReportForm(Language("nb"), joint_form(), direction, today=TODAY)

    yield filled
    for context in reversed(contexts):
        context.pop()


def values(form: ReportForm, name: str) -> list[str]:
    return [choice.value for choice in form[name].iter_choices() if choice.value]


def test_a_filled_in_form_gives_the_whole_draft(fill):
    form = fill()
    assert form.validate_on_submit(), form.errors
    draft = form.draft()
    assert (draft.occurred_on, draft.occurred_at) == (date(2026, 3, 6), time(14, 30))
    assert (draft.municipality_key, draft.hospital_key) == ("tonsberg", "siv")
    assert draft.hospital_unit_key == "siv-medisin-geriatri"
    assert draft.service_kinds == ("home_care", "general_practitioner")
    assert draft.categories == ("communication", "medicines")
    assert (draft.consequence, draft.consent) == (Consequence.MINOR, Consent.PATIENT_NOT_OPPOSED)
    assert draft.description == FILLED["description"]
    assert draft.immediate_action == FILLED["immediate_action"]
    assert draft.proposal == FILLED["proposal"]
    assert draft.reporter.line_manager == "Leder Prøvesen"
    assert draft.own_reference == "A-17/2026"
    assert draft.documents_follow
    assert draft.form_version_key == "vestfold-2024-01"


def test_what_is_required_is_what_the_page_asks_for(fill):
    form = fill()
    assert {field.name for field in form if field.flags.required} == set(REQUIRED)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_field_left_empty_is_asked_for_in_a_sentence_of_its_own(fill, name):
    form = fill(posted=without(name))
    assert not form.validate_on_submit()
    assert form.errors == {name: [REQUIRED[name]]}


def test_the_texts_that_people_write_are_all_known_to_these_tests(fill):
    written = [
        field.name
        for field in fill()
        if isinstance(field, StringField) and not isinstance(field, HiddenField)
    ]
    assert tuple(written) == TEXT_FIELDS


def test_the_fields_stand_in_the_paper_forms_order(fill):
    texts = [field.label.text for field in fill()]
    words = [text.nb for text in texts if hasattr(text, "nb")]
    assert words == [
        "Dato",
        "Klokkeslett",
        "Avdeling/seksjon i sykehuset pasienten kommer fra",
        "Navn på kommune",
        "Tjenestested i kommunen",
        "Uønsket hendelse gjelder:",
        "Kort beskrivelse av hendelsen",
        "Strakstiltak",
        "Faktisk konsekvens for pasient",
        "Forslag til tiltak for å hindre gjentagelse",
        "Pasientens samtykke til at uønsket hendelse sendes",
        "Navn",
        "Melders arbeidssted",
        "Melders nærmeste leder",
        "Telefon",
        "e-post",
        "Nummer i eget system",
        "Dokumentasjon ettersendes",
    ]


def test_the_other_direction_asks_for_the_unit_that_reports(fill):
    form = fill(Direction.TO_MUNICIPALITY)
    assert form.hospital_unit.label.text.nb == "Avdeling/seksjon i sykehuset som melder"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3.11.2026", date(2026, 11, 3)),
        ("03.11.26", date(2026, 11, 3)),
        ("3. 11. 2026", date(2026, 11, 3)),
        ("3/11/2026", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("03112026", date(2026, 11, 3)),
        ("031126", date(2026, 11, 3)),
        ("29.2.2024", date(2024, 2, 29)),
        ("29.2.2026", None),
        ("31.4.2026", None),
        ("0.1.2026", None),
        ("3.11", None),
        ("i går", None),
        ("3.11.20266", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, read):
    assert read_day(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14.30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("9.05", time(9, 5)),
        ("1430", time(14, 30)),
        ("kl. 14.30", time(14, 30)),
        ("00.00", time(0, 0)),
        ("24.00", None),
        ("12.60", None),
        ("halv to", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, read):
    assert read_clock(typed) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ((TODAY + timedelta(days=1)).strftime("%d.%m.%Y"), "Datoen er ikke kommet ennå"),
        ("31.12.1999", "Datoen må være fra år 2000"),
        ("29.2.2026", "Denne datoen forstår vi ikke"),
    ],
)
def test_a_date_that_cannot_be_is_explained(fill, typed, sentence):
    form = fill(posted=without(occurred_on=typed))
    assert not form.validate_on_submit()
    assert list(form.errors) == ["occurred_on"]
    assert form.occurred_on.errors[0].startswith(sentence)
    assert form.occurred_on.data == typed


@pytest.mark.parametrize("typed", ["10.3.2026", "1.1.2000"])
def test_today_and_the_first_day_of_2000_are_dates_to_report(fill, typed):
    assert fill(posted=without(occurred_on=typed)).validate_on_submit()


def test_a_time_that_is_none_is_explained(fill):
    form = fill(posted=without(occurred_at="24.00"))
    assert not form.validate_on_submit()
    assert list(form.errors) == ["occurred_at"]


def test_the_time_may_be_left_out(fill):
    form = fill(posted=without("occurred_at"))
    assert form.validate_on_submit()
    assert form.draft().occurred_at is None


@pytest.mark.parametrize("direction", BOTH)
def test_every_unit_in_the_list_means_itself_and_every_way_out_means_what_it_says(fill, direction):
    form: ReportForm = fill(direction)
    joint: JointForm = joint_form()
    units = {unit.key for unit in joint.hospital_units}
    for value in values(form, "hospital_unit"):
        place = read_place(joint, value, "horten")
        assert place.hospital_key == (None if value in OUTSIDE else "siv"), value
        assert place.hospital_unit_key == (value if value in units else None), value
    assert units < set(values(form, "hospital_unit"))


def test_only_a_municipality_may_report_to_another_hospital(fill):
    assert set(values(fill(Direction.TO_HOSPITAL), "hospital_unit")) >= OUTSIDE
    assert not OUTSIDE & set(values(fill(Direction.TO_MUNICIPALITY), "hospital_unit"))


def test_only_the_municipality_that_is_told_may_be_unknown(fill):
    assert UNKNOWN not in values(fill(Direction.TO_HOSPITAL), "municipality")
    assert UNKNOWN in values(fill(Direction.TO_MUNICIPALITY), "municipality")


@pytest.mark.parametrize("direction", BOTH)
def test_every_municipality_in_the_list_means_itself(fill, direction):
    form, joint = fill(direction), joint_form()
    known = {party.key for party in joint.municipalities}
    for value in values(form, "municipality"):
        place = read_place(joint, UNKNOWN, value)
        assert place.municipality_key == (value if value in known else None)


def test_holmestrand_never_decides_the_hospital(fill):
    chosen = without(municipality="holmestrand")
    asked = {"unit_in_words": "Bærum sykehus"}
    named = fill(posted=chosen | {"hospital_unit": UNKNOWN})
    other = fill(posted=chosen | {"hospital_unit": "annet-sykehus"} | asked)
    assert named.validate_on_submit()
    assert other.validate_on_submit()
    assert (named.draft().hospital_key, other.draft().hospital_key) == ("siv", None)


def test_what_is_not_in_the_lists_is_kept_in_the_reporters_words(fill):
    form = fill(
        posted=without(
            hospital_unit=OTHER_UNIT,
            unit_in_words="Nyremedisin",
            municipality=OTHER_MUNICIPALITY,
            municipality_in_words="Drammen kommune",
        )
    )
    assert form.validate_on_submit()
    draft = form.draft()
    assert draft.place_in_words == "Nyremedisin, Drammen kommune"
    assert (draft.hospital_key, draft.municipality_key) == ("siv", None)


ANNET = [
    ("hospital_unit", "annen-enhet", "unit_in_words"),
    ("hospital_unit", "annet-sykehus", "unit_in_words"),
    ("municipality", "annen-kommune", "municipality_in_words"),
    ("service_kinds", "other", "other_service_kind"),
    ("categories", "other", "other_category"),
]


@pytest.mark.parametrize(("chosen", "value", "words"), ANNET)
def test_annet_needs_its_words(fill, chosen, value, words):
    form = fill(posted=without(**{chosen: value}))
    assert not form.validate_on_submit()
    assert list(form.errors) == [words]


@pytest.mark.parametrize(("chosen", "value", "words"), ANNET)
def test_words_for_annet_tick_nothing_by_themselves(fill, chosen, value, words):
    form = fill(posted=without(**{words: "Noe ganske annet"}))
    assert not form.validate_on_submit()
    assert "ikke valgt «annet»" in form[words].errors[0]
    assert value not in form[chosen].data


@pytest.mark.parametrize(("chosen", "value", "words"), ANNET)
def test_annet_with_its_words_is_sent(fill, chosen, value, words):
    assert fill(posted=without(**{chosen: value, words: "Noe ganske annet"})).validate_on_submit()


@pytest.mark.parametrize("left_out", ["phone", "email"])
def test_one_way_to_reach_the_reporter_is_enough(fill, left_out):
    assert fill(posted=without(left_out)).validate_on_submit()


def test_no_way_to_reach_the_reporter_is_too_little(fill):
    form = fill(posted=without("phone", "email"))
    assert not form.validate_on_submit()
    assert list(form.errors) == ["phone"]


@pytest.mark.parametrize("typed", ["ring meg", "123", "kari@", "kari@horten", "a b@horten.example"])
def test_an_address_or_number_that_reaches_nobody_is_refused(fill, typed):
    name = "email" if "@" in typed else "phone"
    form = fill(posted=without("phone", "email", **{name: typed}))
    assert not form.validate_on_submit()
    assert name in form.errors


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_a_national_number_is_refused_in_every_field_and_stays_in_it(fill, name):
    typed = f"{NATIONAL_NUMBER} sto det"
    form = fill(posted=without(**{name: typed}))
    assert not form.validate_on_submit()
    assert "ligner et fødselsnummer" in form[name].errors[0]
    assert NATIONAL_NUMBER not in form[name].errors[0]
    assert form[name].data == typed


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_a_text_is_measured_in_characters_as_people_count_them(fill, name):
    limit = NARRATIVE_LENGTH if name in NARRATIVES else LINE_LENGTH
    form = fill(posted=without(**{name: "æ" * (limit + 1)}))
    assert not form.validate_on_submit()
    asked = f"Kort den ned til høyst {form.language.number(limit)}."
    assert any(asked in sentence for sentence in form[name].errors)
    exact = fill(posted=without(**{name: "æ" * limit}))
    exact.validate_on_submit()
    assert not any("Kort den ned" in sentence for sentence in exact[name].errors)


LISTS = ("hospital_unit", "municipality", "service_kinds", "categories", "consequence", "consent")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("value", ["finnes-ikke", "<script>", "siv-nedlagt", "None", "%s"])
def test_a_value_that_no_list_has_is_asked_for_again(fill, name, value):
    form = fill(posted=without(**{name: value}))
    assert not form.validate_on_submit()
    assert form[name].errors[0] == "Dette valget finnes ikke lenger. Velg på nytt."


@pytest.mark.parametrize(
    "name", [name for name in FILLED if name not in {"service_kinds", "categories"}]
)
def test_two_values_for_one_field_are_refused_and_the_first_stands(fill, name):
    value = FILLED[name]
    form = fill(posted=without(**{name: [value, value]}))
    assert not form.validate_on_submit()
    assert list(form.errors) == [name]


def test_a_box_ticked_twice_counts_once(fill):
    form = fill(posted=without(categories=["medicines", "medicines"]))
    assert form.validate_on_submit()
    assert form.draft().categories == ("medicines",)


@pytest.mark.parametrize("body", [FILLED, [1, 2], "tekst", {"description": {"a": 1}}, {"phone": 5}])
def test_json_is_no_filled_in_form(fill, body):
    form = fill(data=None, json=body)
    assert not form.validate_on_submit()
    assert set(REQUIRED) <= set(form.errors)


def test_a_file_in_place_of_a_text_is_no_text(fill):
    posted = without(description=(io.BytesIO(b"tekst"), "journal.txt"))
    form = fill(posted=posted, content_type="multipart/form-data")
    assert not form.validate_on_submit()
    assert form.errors == {"description": [REQUIRED["description"]]}


def test_control_and_direction_marks_are_taken_out_and_letters_come_in_one_form(fill):
    form = fill(posted=without(description="  A\u030a\u202e kom\x00 hjem\r\nsent\ufeff  "))
    assert form.validate_on_submit()
    assert form.draft().description == "Å kom hjem\nsent"


def test_the_key_of_a_page_survives_and_a_new_one_is_drawn_when_it_is_missing(fill):
    assert fill().form_key.data == FILLED["form_key"]
    drawn = {fill(posted=without("form_key")).form_key.data for _ in range(2)}
    assert len(drawn) == 2
    assert all(len(key) >= 22 for key in drawn)

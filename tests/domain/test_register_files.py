"""The project's own register says what the public sources and the paper form say."""

import json
import re
from dataclasses import fields
from datetime import date

import pytest

from app.domain.register import AddedTexts, FormVersionEntry, HelpTexts, Register, read_register
from app.domain.screening import parse_rules, refused
from app.domain.vocabulary import Consent, Consequence, PartyKind, Words
from tests.domain.register_file import REGISTERS, WHOLE, toml, whole_table

RULES = parse_rules(json.loads((REGISTERS.parent / "screening_rules.json").read_text("utf-8")))

# Typed from the paper form, FSU Vestfold 25.01.2024, case 2024.2.
HEADINGS_AND_LABELS = {
    "title": "Melding om uønsket hendelse ved samhandling",
    "section_incident": "Informasjon om hendelsen",
    "date": "Dato",
    "time": "Klokkeslett",
    "hospital_unit": "Avdeling/seksjon i sykehuset pasienten kommer fra",
    "section_municipality": "Opplysninger om kommune og tjenestested i kommunen",
    "municipality": "Navn på kommune",
    "section_category": "Uønsket hendelse gjelder:",
    "section_description": "Kort beskrivelse av hendelsen",
    "section_consequence": "Faktisk konsekvens for pasient",
    "section_proposal": "Forslag til tiltak for å hindre gjentagelse",
    "section_consent": "Pasientens samtykke til at uønsket hendelse sendes",
    "patient_name": "Navn pasient",
    "patient_number": "Personnummer",
    "section_reporter": "Opplysninger om melder:",
    "reporter_name": "Navn",
    "reporter_workplace": "Melders arbeidssted",
    "line_manager": "Melders nærmeste leder",
    "phone": "Telefon",
    "email": "e-post",
    "line_manager_signature": "Signatur nærmeste leder",
    "sends_to_hospital": "Melding om uønsket hendelse sendes til Sykehuset i Vestfold",
    "send_by_post": "Meldingen fylles ut elektronisk, skrives ut og sendes pr post til:",
    "clinic_leadership": "Klinikkledelse ved",
    "obs": (
        "Obs: For lesbarhet er det viktig at skjemaet fylles ut elektronisk og skrives ut. "
        "Ikke skriv for hånd. "
        "Husk at skjemaet IKKE må lagres med personsensitive opplysninger."
    ),
}
SERVICE_KINDS = {
    "institution": "Institusjon",
    "home_care": "Hjemmebasert pleie og omsorgstjeneste",
    "emergency_primary_care": "Legevakt",
    "general_practitioner": "Fastlege",
    "coordinating_unit": "Koordinerende enhet",
    "municipal_acute_unit": "Kommunalt øyeblikkelig hjelp tilbud (KAD)",
    "mental_health_substance_use": "Psykisk helse og rus",
    "other": "Annet",
}
CATEGORIES = {
    "communication": (
        "Kommunikasjon / dokumentasjon "
        "(henvisning, epikrise, innleggelse, – helseopplysning og utskrivningsrapport)"
    ),
    "logistics": "Logistikkmeldinger (melding om innlagt, utskrivningsklar og avmelding)",
    "treatment": "Behandling og pleie",
    "diagnostics": "Diagnostikk/utredning",
    "patient_information": "Pasientinformasjon, brukermedvirkning",
    "medicines": "Legemidler",
    "aids": "Hjelpemidler eller behandlingshjelpemidler med tilhørende forbruksmateriell",
    "other": "Annet",
}
CONSEQUENCES = {
    "none": ("Ingen", "Ingen observerbar eller antatt skade på pasient"),
    "minor": (
        "Mindre alvorlig",
        "Forbigående negativ helseeffekt / skade som ikke krever ytterligere behandlingstiltak",
    ),
    "moderate": ("Moderat", "Skade som krever behandlingstiltak eller oppfølging"),
    "severe": (
        "Betydelig",
        (
            "Skade som krever betydelig økt utrednings- eller behandlingsintensitet. "
            "Varig funksjonstap eller lidelse."
        ),
    ),
    "death": ("Død", "Død som kan ha årsak i behandling eller mangel på behandling"),
}
CONSENTS = {
    "patient_not_opposed": (
        "Pasienten er muntlig forespurt om oversendelse av opplysninger i forbindelse med "
        "uønsket hendelse/avvik, og har ikke motsatt seg."
    ),
    "relative_not_opposed": (
        "Pasienten er ikke i stand til å ta stilling til forespørsel (eks. ikke ved "
        "bevissthet/ikke samtykkekompetent). Nærmeste pårørende er forespurt og har ikke "
        "motsatt seg."
    ),
    "patient_opposed": (
        "Pasienten motsetter seg oversendelse av uønsket hendelse / avvik, og meldingen er derfor "
        "sendt uten individualiserende kjennetegn som navn og personnummer"
    ),
}


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(WHOLE, screen=lambda text: bool(refused(text, RULES)))


@pytest.fixture(scope="module")
def form(register: Register) -> FormVersionEntry:
    return register.form_versions[0]


def test_the_register_is_read_whole_and_passes_the_screen(register):
    assert register.helsefellesskap.key == "vestfold"
    assert [party.key for party in register.parties] == [
        "siv",
        "horten",
        "holmestrand",
        "tonsberg",
        "sandefjord",
        "larvik",
        "faerder",
        "fsu-vestfold",
    ]


def test_numbers_of_trust_and_municipalities_are_those_of_the_public_registers(register):
    trust, *others = register.parties
    assert (trust.orgnr, trust.resh_id) == ("983975259", "100100")
    assert {p.key: p.kommunenummer for p in others if p.kind is PartyKind.MUNICIPALITY} == {
        "horten": "3901",
        "holmestrand": "3903",
        "tonsberg": "3905",
        "sandefjord": "3907",
        "larvik": "3909",
        "faerder": "3911",
    }


def test_holmestrand_is_the_only_one_with_another_hospitals_area(register):
    split = {row.party: row.other_hospital_areas for row in register.participations}
    assert {party: areas for party, areas in split.items() if areas} == {
        "holmestrand": ("Vestre Viken HF",)
    }


def test_deadlines_are_a_proposal_until_somebody_decides(register):
    (deadlines,) = register.deadlines
    assert deadlines.is_proposal
    assert deadlines.decision is None
    assert (deadlines.acknowledge_working_days, deadlines.answer_days) == (3, 28)
    assert (deadlines.remind_days_before, deadlines.escalate_days_after) == (7, 14)


def test_a_clinic_had_its_former_name_until_it_changed(register):
    clinic = next(unit for _, unit in register.units() if unit.key == "siv-kpa")
    assert clinic.name_on(date(2023, 12, 31)).nb == "Klinikk psykisk helse og rusbehandling"
    assert clinic.name_on(date(2024, 1, 1)).nb == "Klinikk psykisk helse og avhengighet"


def test_every_clinic_and_every_municipality_has_a_rule_that_leads_to_it(register):
    led_to = {rule.to_unit for rule in register.routing_rules}
    clinics = {unit.key for _, unit in register.units() if unit.kind.value == "clinic"}
    mailrooms = {unit.key for _, unit in register.units() if unit.kind.value == "mailroom"}
    assert len(clinics) == len(mailrooms) == 6
    assert clinics | mailrooms <= led_to


def test_no_mail_can_reach_a_real_inbox(register):
    domains = [domain for party in register.parties for domain in party.mail_domains]
    assert all(domain.endswith(".example") for domain in domains)


@pytest.mark.parametrize(("key", "words"), HEADINGS_AND_LABELS.items())
def test_headings_and_labels_are_the_paper_forms_own(form, key, words):
    assert form.texts[key].nb == words


def test_the_paper_texts_stand_in_the_paper_forms_order(form):
    assert [field.name for field in fields(form.text)] == list(HEADINGS_AND_LABELS)


def test_service_kinds_are_the_paper_forms_own_in_its_order(form):
    assert [(row.key, row.words.nb) for row in form.service_kinds] == list(SERVICE_KINDS.items())


def test_categories_are_the_paper_forms_own_in_its_order(form):
    assert [(row.key, row.words.nb) for row in form.categories] == list(CATEGORIES.items())


def test_consequences_are_the_paper_forms_own_in_its_order(form):
    found = [(row.key.value, (row.words.nb, row.explanation.nb)) for row in form.consequences]
    assert found == list(CONSEQUENCES.items())
    assert [row.key for row in form.consequences] == list(Consequence)


def test_consent_statements_are_the_paper_forms_own_and_the_added_ones_marked(form):
    on_paper = {row.key.value: row.words.nb for row in form.consents if not row.added}
    added = [row.key for row in form.consents if row.added]
    assert list(on_paper.items()) == list(CONSENTS.items())
    assert added == [Consent.NOT_ASKED_YET, Consent.NO_SINGLE_PATIENT]


def test_each_annet_needs_its_text_and_nothing_else_does(form):
    for options in form.lists.values():
        assert {row.key for row in options if row.needs_text} <= {"other"}
    assert form.service_kinds[-1].needs_text
    assert form.categories[-1].needs_text


def test_only_these_texts_differ_towards_a_municipality(form):
    added = form.added
    assert added.hospital_unit_reporting.nb == "Avdeling/seksjon i sykehuset som melder"
    assert added.sends_to_municipality.nb == "Melding om uønsket hendelse sendes til {kommune}"


def test_the_warning_of_a_serious_incident_has_the_words_agreed(form):
    assert form.added.serious_warning.nb == (
        "Meldingen erstatter ikke varsel om alvorlig hendelse. Si fra til lederen din nå."
    )


def test_the_help_tells_that_the_unit_is_the_one_concerned_at_admission_too(form):
    assert "også når den skjedde ved innleggelse" in form.help.hospital_unit.nb
    assert "også når ho skjedde ved innlegging" in form.help.hospital_unit.nn


def test_no_text_is_found_under_two_keys(form):
    sections = (form.text, form.added, form.help)
    texts = sum(len(fields(section)) for section in sections)
    assert len(form.texts) == texts + len(form.consents)
    assert {f"help_{field.name}" for field in fields(HelpTexts)} <= set(form.texts)
    assert {field.name for field in fields(AddedTexts)} <= set(form.texts)


def pairs(form: FormVersionEntry) -> dict[str, Words]:
    options = {f"{name}.{row.key}": row.words for name, rows in form.lists.items() for row in rows}
    explained = {f"explanation.{row.key}": row.explanation for row in form.consequences}
    return {**form.texts, **options, **explained}


def ending(text: str) -> str:
    return "" if text[-1].isalnum() else text[-1]


def test_bokmal_and_nynorsk_have_the_same_placeholders_marks_and_endings(form):
    for key, words in pairs(form).items():
        for mark in ("{kommune}", "«", "»", "(", ")", "/", ":", "?"):
            assert words.nb.count(mark) == words.nn.count(mark), key
        assert ending(words.nb) == ending(words.nn), key


def test_no_bokmal_word_is_left_in_nynorsk(form):
    bokmal = {"ikke", "hendelse", "hendelsen", "meldingen", "hva", "hvem", "fra", "velg", "deres"}
    bokmal |= {"kommer", "enhet", "navn", "leder", "opplysninger", "gjelder", "dere", "hvis"}
    for key, words in pairs(form).items():
        assert not bokmal & set(re.findall(r"\w+", words.nn.lower())), key


def test_the_form_stands_in_a_file_of_its_own():
    assert toml("vestfold.toml")["forms"] == ["vestfold-form-2024.toml"]
    assert [row["key"] for row in whole_table()["form_version"]] == ["vestfold-2024-01"]

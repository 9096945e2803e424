import time
from dataclasses import fields, replace

import pytest

from app.language import Language
from reports.case_sheet import CaseSheet, case_sheet
from tests.reports.reading_back import pages, reader, squeezed, text

SHEET = CaseSheet(
    title="Samhandlingsavvik 7K2M-9QXT – Legemidler",
    reference="7K2M-9QXT",
    helsefellesskap="Helsefellesskapet Vestfold",
    direction="fra kommune til sykehus",
    status="Besvart",
    occurred="3. februar 2026 kl. 14.05",
    unit="Klinikk medisin, Geriatri",
    municipality="Tønsberg kommune",
    service_kinds=("Legevakt", "Fastlege"),
    categories=("Legemidler", "Diagnostikk/utredning"),
    categories_recipient=("Logistikkmeldinger",),
    description="Pasienten kom hjem uten epikrise.",
    immediate_action="Legevakta ble ringt.",
    consequence_reporter="Moderat",
    consequence_recipient="Mindre alvorlig",
    proposal="Send epikrisen samme dag.",
    consent="Pasienten er spurt og har ikke motsatt seg",
    due="3. mars 2026",
    external_references=("EQS 2026-1183",),
    supplements=(("Tillegg fra melder", "Innlagt på nytt."),),
    answer=(("Hva vi fant", "Køen sto stille."), ("Tiltak", "Vi kontrollerer før helg.")),
    timeline=(("4. februar 2026 kl. 09.12", "Klinikk medisin", "Mottak bekreftet"),),
    printed_on="22. november 2026",
)


def strings(value) -> list[str]:
    return [value] if isinstance(value, str) else [s for part in value for s in strings(part)]


def test_everything_on_the_sheet_is_printed(nb):
    printed = squeezed(text(case_sheet(SHEET, nb)))
    for field in fields(SHEET):
        for words in strings(getattr(SHEET, field.name)):
            assert squeezed(words) in printed, field.name


def test_the_sheet_has_no_room_for_anybodys_identity():
    names = " ".join(field.name for field in fields(CaseSheet))
    for word in ("name", "reporter_", "patient", "phone", "email", "leader", "fodsel"):
        assert word not in names.replace("consequence_reporter", "")


def test_what_is_empty_leaves_no_heading(nb):
    bare = replace(SHEET, answer=(), timeline=(), proposal="", immediate_action="", unit="")
    printed = text(case_sheet(bare, nb))
    for heading in ("Tidslinje", "Strakstiltak", "Forslag til tiltak", "Enhet i sykehuset"):
        assert heading in text(case_sheet(SHEET, nb))
        assert heading not in printed


def test_the_same_sheet_gives_the_same_bytes(nb):
    assert case_sheet(SHEET, nb) == case_sheet(SHEET, nb)


def test_the_file_is_called_what_the_case_is_called(nb):
    assert reader(case_sheet(SHEET, nb)).metadata.title == SHEET.title


def test_a_fictional_case_is_marked_on_every_page(nb):
    assert all("Fiktiv sak" in page for page in pages(case_sheet(SHEET, nb, demo=True)))


@pytest.mark.parametrize(
    "words",
    ["å" * 100_000, "legemiddelliste uten dato " * 4_000, "<b>hei & 0.1 <A <0.9 " * 5_000],
    ids=["one word", "plain words", "looks like markup"],
)
def test_a_very_long_text_is_printed_in_time(nb, words):
    begun = time.process_time()
    document = case_sheet(replace(SHEET, description=words), nb)
    assert time.process_time() - begun < 2
    assert len(reader(document).pages) < 50


def test_the_longest_case_is_printed_in_time(nb):
    long = "Dette er en lang beskrivelse av det som skjedde. " * 100
    answers = tuple((f"Svar {n}", long) for n in range(10))
    begun = time.process_time()
    document = case_sheet(
        replace(SHEET, description=long * 2, proposal=long, answer=answers, unit="ø" * 20_000), nb
    )
    assert time.process_time() - begun < 2
    assert len(reader(document).pages) < 50


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_the_sheet_says_its_language(code):
    assert reader(case_sheet(SHEET, Language(code))).root_object["/Lang"] == code

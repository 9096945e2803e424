"""In a narrative the screen warns of what points at a person, and is silent about the rest."""

import pytest

from app.domain.screening import Certainty, FindingKind, find_identifiers, refused
from tests.domain.national_numbers import RULES


def warned(text: str) -> list[tuple[str, str]]:
    findings = find_identifiers(text, RULES)
    assert all(f.certainty is Certainty.WARNED for f in findings)
    return [(f.kind.value, text[f.start : f.end]) for f in findings]


@pytest.mark.parametrize(
    "as_written",
    [
        "f. 13.05.1970",
        "født 13/5-70",
        "født den 13. mai 1970",
        "fødd 13.5.70",
        "fødselsdato: 13.05.70",
        "født 130570",
        "født 1941",
        "født i 1941",
        "f.41",
        "f. -41",
        "født '41",
        "årgang 1941",
        "pasient 130541",
        "f. mai 1941",
        "født i mai 1941",
        "født i mai 41",
        "født våren 1941",
        "13.05.1941",
        "13. mai 1941",
        "1941-05-13",
        "13.05.41",
        "13/5-41",
    ],
)
def test_a_birth_date_or_year_is_warned_of(as_written: str) -> None:
    assert warned(f"Gjelder {as_written}, uten epikrise.") == [("birth_date", as_written)]


@pytest.mark.parametrize(
    "text",
    [
        "130512 er pasientens fødselsdato.",
        "Fødselsdatoen til pasienten er 130512.",
        "Gjelder 130512 (født).",
    ],
)
def test_six_digits_a_few_words_from_a_birth_are_warned_of(text: str) -> None:
    assert warned(text) == [("birth_date", "130512")]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Hun bor i Storgata 14.", "Storgata 14"),
        ("Hun bor i Kirkeveien 22 B, alene.", "Kirkeveien 22 B"),
        ("Han bodde alene i nordbyveien før.", "nordbyveien"),
    ],
)
def test_an_address_begins_with_the_street(text: str, street: str) -> None:
    assert warned(text) == [("address", street)]


@pytest.mark.parametrize(
    "as_written",
    [
        "92 år",
        "93-åring",
        "94 år",
        "95-årig",
        "kvinne på 92",
        "mann (94",
        "alder: 95",
        "fylte 96",
        "hun er 97",
        "nittito år",
        "nitti år",
        "hundreogett år",
        "103 år",
    ],
)
def test_an_exact_age_over_89_is_warned_of(as_written: str) -> None:
    assert warned(f"Det gjelder {as_written}, ny her.") == [("age", as_written)]


@pytest.mark.parametrize(
    "as_written",
    [
        "912 34 567",
        "91234567",
        "33 34 20 00",
        "9123 4567",
        "+47 912 34 567",
        "0047 33 34 20 00",
        "+4791234567",
        "+46 70 123 45 67",
        "41234567",
        "91.23.45.67",
    ],
)
def test_a_phone_number_is_warned_of(as_written: str) -> None:
    assert warned(f"Nås på {as_written} etter kl. 15.") == [("phone", as_written)]


@pytest.mark.parametrize(
    "as_written",
    [
        "Nordbyveien 12B",
        "Storgata 3",
        "Åsgata 12",
        "Bjørkevegen 4",
        "Ole Bulls gate 5",
        "Nedre Haugen 3",
        "Solsvingen 7",
        "storgata 12",
        "solsvingen 5",
        "Fjordgt. 14",
        "Furuvn. 2",
        "3120 Nøtterøy",
    ],
)
def test_an_address_is_warned_of(as_written: str) -> None:
    assert warned(f"Utstyret ble levert i {as_written}, og ingen var der.") == [
        ("address", as_written)
    ]


@pytest.mark.parametrize(
    ("kind", "as_written"),
    [
        ("email", "kari.n@example.no"),
        ("email", "bjørg_91@post.example.com"),
        ("car", "AB 12345"),
        ("car", "EK12345"),
        ("car", "bil ab 12345"),
        ("room", "rom 12"),
        ("room", "enerom nr. 4B"),
        ("room", "rm 214"),
        ("room", "leilighet 3"),
    ],
)
def test_mail_car_and_room_are_warned_of(kind: str, as_written: str) -> None:
    assert warned(f"Se {as_written}, i dag.") == [(kind, as_written)]


@pytest.mark.parametrize(
    "text",
    [
        "Kvinne i 70-årene, tidligere frisk.",
        "Mann på 84 år, utskrevet 12.03.2024.",
        "Rutinen er over 90 år siden noen så på.",
        "Barnet skulle hatt time etter 12 uker.",
        "BT 120/95, puls 92, SpO2 91 %, temp 38,2.",
        "Fikk 95 mg, deretter 92 ml, i 90 dager.",
        "Jf. § 25, f.eks. ved utskrivning, f.o.m. 12.03.",
        "Pasienten ble født for tidlig.",
        "Barnet ble født for tidlig og innlagt 12.03.24 kl. 12.",
        "Født før termin. Lot 130541.",
        "Org.nr. 983 974 899, HPR 12345678, sak 91234567.",
        "Lot AB12345678 og KID 91234567.",
        "Se 7KQM-2XVD og 9123-4X67.",
        "Kostnad 12 345 678 kr, 10 000 IE.",
        "Utskrivningsklar 24122024 kl 1430.",
        "Vurderingen 3 dager etter var god. Avdelingen 2 ganger.",
        "Postboks 2168, 3103 Tønsberg.",
        "Besøk oss i Halfdan Wilhelmsens allé 17.",
        "Luftveien 2 cm, korttidsplass 2, inngang 5.",
        "I 2024 Tønsberg, i 2025 Larvik.",
        "Tre rom på fem dager, seng 3 ble tom.",
        "Ring 113 eller 116 117.",
        "COVID 19 og B01AA03, EAN 7038010000012.",
    ],
)
def test_what_belongs_in_a_report_is_not_warned_of(text: str) -> None:
    assert warned(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tidligere ordfører fikk feil dose.",
        "Han er den eneste i kommunen med denne sykdommen.",
        "Saken er kjent fra avisen.",
        "Mor til tvillingene ringte.",
    ],
)
def test_a_rare_circumstance_is_a_hint_and_no_more(text: str) -> None:
    (found,) = find_identifiers(text, RULES)
    assert (found.kind, found.certainty) == (FindingKind.CIRCUMSTANCE, Certainty.HINT)


def test_fields_that_are_no_narrative_are_not_warned() -> None:
    text = "Kari Hansen, f. 13.05.1970, tlf. 912 34 567, Storgata 3, 3120 Nøtterøy"
    assert len(find_identifiers(text, RULES)) == 5
    assert refused(text, RULES) == ()


def test_encodings_hide_no_name_and_no_address() -> None:
    assert warned("Melding om K&aring;re i Storgata&nbsp;3.") == [
        ("name", "K&aring;re"),
        ("address", "Storgata&nbsp;3"),
    ]


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_tells_in_both_languages_what_it_is_and_how_to_write_it_instead(
    kind: FindingKind,
) -> None:
    for words in (kind.words, kind.advice):
        assert words.nb
        assert words.nn
    assert kind.advice.nb.endswith(".")
    assert kind.advice.nn.endswith(".")

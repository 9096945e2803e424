"""Names of people are found in the ways they are written; words that only look so are not."""

import re
from itertools import pairwise

import pytest

from app.domain.screening import FindingKind, find_identifiers
from tests.domain.national_numbers import NAMES_TABLE, RULES

NAMES = RULES.names


def found(text: str) -> list[str]:
    findings = find_identifiers(text, RULES)
    return [text[f.start : f.end] for f in findings if f.kind is FindingKind.NAME]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kari falt på badet.", "Kari"),
        ("Vi fant Olsens medisiner.", "Olsens"),
        ("Melding om Anne-Lise Berg-Hansen kom sent.", "Anne-Lise Berg-Hansen"),
        ("KARI OLSEN ble sendt hjem.", "KARI OLSEN"),
        ("kari ble sendt hjem uten medisiner.", "kari"),
        ("Gjelder kari berg, sone nord.", "kari berg"),
        ("Ola Nordmann lå på gangen.", "Ola Nordmann"),
        ("Torbjørg ønsket ikke å flytte.", "Torbjørg"),
        ("I går ringte Gudveig til oss.", "Gudveig"),
        ("Pål sin rullator manglet.", "Pål"),
        ("Ektefellen til Gunnar var ikke varslet.", "Gunnar"),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Áile Somby kom uten papirer.", "Áile Somby"),
        ("Biret Elle Utsi var bekymret.", "Biret Elle Utsi"),
        ("Ánde venta i tre timar.", "Ánde"),
        ("Ande Gaup kom tilbake.", "Ande Gaup"),
        ("Mohammed Al-Rashid trengte tolk.", "Mohammed Al-Rashid"),
        ("Ali bin Hassan trengte tolk.", "Ali bin Hassan"),
        ("Nguyen Thi Lan fikk feil kost.", "Nguyen Thi Lan"),
        ("Abdirahman Warsame kom tilbake.", "Abdirahman Warsame"),
        ("Małgorzata Wiśniewska fikk time.", "Małgorzata Wiśniewska"),
        ("Vi snakket med Przemysław.", "Przemysław"),
        ("Sivakumar Nadarajah sov dårlig.", "Sivakumar Nadarajah"),
        ("Selamawit Tesfay var fastende.", "Selamawit Tesfay"),
        ("Jovana Petrović ventet.", "Jovana Petrović"),
        ("Oleksandr Kovalenko hadde ingen fastlege.", "Oleksandr Kovalenko"),
        ("Ayşe Öztürk ble flyttet.", "Ayşe Öztürk"),
        ("Rozerin Barzani ble flyttet.", "Rozerin Barzani"),
        ("Maricel Santos ble flyttet.", "Maricel Santos"),
        ("Somchai fikk feil medisin.", "Somchai"),
        ("Fatima Hussain fikk feil medisin.", "Fatima Hussain"),
        ("Audrius Kazlauskas ventet.", "Audrius Kazlauskas"),
    ],
)
def test_sami_names_and_names_from_all_over_are_found(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Avtalt at fru Berg skulle hentes.", "fru Berg"),
        ("Avtalt at fru berg skulle hentes.", "fru berg"),
        ("Herr Lie ble overflyttet.", "Herr Lie"),
        ("Pasienten Stein ble flyttet.", "Stein"),
        ("Pasienten Xhafer ble flyttet.", "Xhafer"),
        ("Pas. Moen u/ tilsyn.", "Moen"),
        ("pas kumar u/ tilsyn", "kumar"),
        ("Sønnen Odd ringte.", "Odd"),
        ("Sønnen hans, Bo, ringte.", "Bo"),
        ("Bestemor (Liv) ventet.", "Liv"),
        ("Pårørende Helge Moen ringte.", "Helge Moen"),
        ("Jenta heter Sol.", "Sol"),
        ("Navn: Xhafer Krasniqi", "Xhafer Krasniqi"),
        ("Sykepleier Moen svarte.", "Moen"),
        ("Sykepleier Kari Hansen svarte.", "Kari Hansen"),
        ("Dr. Lund ordinerte det.", "Lund"),
        ("Herr og fru Hansen ventet.", "fru Hansen"),
        ("Det gjelder hr. Berg.", "hr. Berg"),
        ("Pas. Kari lå på gangen.", "Kari"),
        ("Det var Kari-saken.", "Kari"),
        ("Liv sov dårlig.", "Liv"),
        ("Bo sin datter kom.", "Bo"),
        ("Livs datter kom.", "Livs"),
    ],
)
def test_a_word_before_or_after_tells_that_it_is_a_name(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("Kari N. fikk feil dose.", "Kari N."),
        ("K. Berg fikk feil dose.", "K. Berg"),
        ("K.N. fikk feil dose.", "K.N."),
        ("Gjelder pasient KN på sone 2.", "KN"),
        ("Gjelder pasienten (KN) på sone 2.", "KN"),
        ("Fru N. fikk feil dose.", "Fru N."),
        ("Gjelder K.O. på sone 2.", "K.O."),
    ],
)
def test_initials_are_found(text: str, initials: str) -> None:
    assert found(text) == [initials]


@pytest.mark.parametrize(
    "text",
    [
        "Dag 3 steg CRP.",
        "Sol og varme ødela medisinene.",
        "Stein i galleblæren, livet hans var vanskelig.",
        "Hans medisiner manglet. Per i dag er det ingen plass.",
        "Even dose, tom flaske, odd tall, helge og mai.",
        "Bo- og omsorgssenteret svarte ikke.",
        "Finn en løsning. Tor 12.03 og fre 15.03.",
        "Fastlegen, overlegen, sykepleieren og vakthavende ble varslet.",
        "Hun bor i Larvik og ble kjørt til Tønsberg fra Oslo.",
        "SiV svarte ikke, og da SiV svarte, var det sent.",
        "Sykehuset i Vestfold, Klinikk medisin og DPS Vestfold.",
        "Pasient med Parkinson, Alzheimers og Crohns fikk ikke Madopar.",
        "Foley-kateter, Baxter-pumpe, Glasgow Coma Scale 15, Norton 12.",
        "Fikk Marevan, Eliquis og Paralgin Forte, bruker Seretide 250.",
        "Melding i DIPS, Gerica og Microsoft Teams kom ikke fram.",
        "Utskrevet til Solvang sykehjem, fra Granheim til Solheim.",
        "Innlagt på St. Olavs hospital i Trondheim.",
        "Mandag og Tirsdag i Juni var stengt.",
        "Pasienten MRSA-testes, pasient KOLS, pasient EKG.",
        "PASIENTEN BLE SENDT HJEM UTEN EPIKRISE",
        "Vitamin B. Dag to var bedre.",
        "Han snakker Tigrinja, og Hjemmetjenesten ringte Ortopedi.",
        "Inntakskriteriene er gjennomgått.",
        "Pasienten: Fikk utslett.",
        "Tannlegen i Stokke ba om en liste.",
        "Lå på Kari-senteret, så på Ola-heimen, og til slutt ved Anne-klinikken.",
        "Meldt fra til Gipø, Træleborg, Maribu, Bugården og Indre Havn, og så fra Nygård.",
        "Fikk Solutio, Inogen, Banda og Hemiprotese, så Gastroskopi, Laparotomi og Angiografi.",
        "Utstyr av Doro, Medtronic, Mölnlycke, Coloplast, Philips, ResMed, Dräger og Hjelp24.",
        "Det var Tre ganger, den Femte gangen på Formiddag, jf. Avd og Tlf.",
    ],
)
def test_words_that_only_look_like_names_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_line_that_begins_with_a_capital_is_a_sentence_of_its_own() -> None:
    assert found("Tiltak:\nLegevaktsamarbeidet endres\nOppfølging i morgen") == []


def test_the_lists_are_sorted_and_hold_no_word_twice() -> None:
    for name, rows in NAMES_TABLE.items():
        if isinstance(rows, list) and name != "about":
            words = " ".join(rows).split()
            assert all(left < right for left, right in pairwise(words)), name


def test_there_are_names_enough_and_the_file_is_small_enough_to_send() -> None:
    assert len(NAMES.given) >= 1_500
    assert len(NAMES.family) >= 1_500
    assert len(str(NAMES_TABLE).encode()) < 100_000


@pytest.mark.parametrize("word", ["Bo", "Stein", "Liv", "Odd", "Even", "Tor", "Dag", "Helge"])
def test_what_means_more_than_a_name_is_a_name_all_the_same(word: str) -> None:
    assert NAMES.key(word) in NAMES.ordinary & NAMES.given


def test_what_counts_only_with_a_capital_is_a_name() -> None:
    assert NAMES.capital_only <= NAMES.given | NAMES.family


@pytest.mark.parametrize("word", ["Marevan", "Gerica", "Larvik", "Parkinson", "Foley", "Mai"])
def test_no_medicine_system_or_place_is_surely_a_name(word: str) -> None:
    names = NAMES.given | NAMES.family
    assert NAMES.key(word) not in names - NAMES.ordinary - NAMES.places - NAMES.known


def test_keys_are_small_letters_without_accents() -> None:
    assert NAMES.key("Máret") == "maret"
    assert NAMES.key("ÅSE") == "åse"
    assert NAMES.key("Björn") == "bjørn"
    keys = NAMES.given | NAMES.family
    assert [key for key in keys if not re.fullmatch("[a-zæøåß]+", key)] == []

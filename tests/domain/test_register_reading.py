"""A register file that cannot be read is refused with the place and the reason."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import MISSING, dataclass, is_dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import Any, get_args

import pytest

from app.domain.register import Register, RegisterFault, read_register, with_forms
from app.domain.register.claims import is_kommunenummer, is_mail_address, is_orgnr
from app.domain.register.reading import row_kind, spelling
from app.domain.vocabulary import Words
from tests.domain.register_file import WHOLE, accepts_all, faults_of, whole_table

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Spot:
    """A field somewhere in the table, and the dataclass that asks for it."""

    path: Path
    kind: type
    name: str
    is_required: bool

    @property
    def chain(self) -> tuple[str, ...]:
        return tuple(step for step in self.path if isinstance(step, str))


def inner(hint: Any) -> Any:
    """Take a type hint out of its claims, its list and its None."""
    while not isinstance(hint, type) and get_args(hint):
        hint = get_args(hint)[0]
    return hint


def every_spot(kind: type, table: dict[str, Any], at: Path = ()) -> Iterator[Spot]:
    """Give each field that the table has, all the way down."""
    for name, (field, hint) in spelling(kind).items():
        if name not in table:
            continue
        value, path = table[name], (*at, name)
        yield Spot(path, kind, field.name, field.default is MISSING)
        if row_kind(hint):
            for number, row in enumerate(value):
                yield from every_spot(inner(hint), row, (*path, number))
        elif isinstance(value, dict):
            yield from every_spot(inner(hint), value, path)


def first_of_each(spots: Iterable[Spot]) -> list[Path]:
    """Keep the first row of each list that has a field."""
    first: dict[tuple[str, ...], Path] = {}
    for spot in spots:
        first.setdefault(spot.chain, spot.path)
    return list(first.values())


def every_kind(kind: type) -> Iterator[type]:
    """Give the dataclasses that a register is made of."""
    yield kind
    for _, hint in spelling(kind).values():
        if is_dataclass(inner(hint)):
            yield from every_kind(inner(hint))


SPOTS = list(every_spot(Register, whole_table()))
PRESENT = first_of_each(SPOTS)
REQUIRED = first_of_each(spot for spot in SPOTS if spot.is_required)
TABLES = sorted({path[:-1] for path in PRESENT}, key=str)


def spoken(path: Path) -> str:
    return ".".join(map(str, path)) or "register"


def at(table: Any, path: Path) -> Any:
    for step in path:
        table = table[step]
    return table


def keys_above(path: Path) -> list[str]:
    """Give the keys of the rows that a field lies in."""
    rows = [at(WHOLE, path[:end]) for end, step in enumerate(path, 1) if isinstance(step, int)]
    return [row["key"] for row in rows if "key" in row]


@pytest.mark.parametrize("path", REQUIRED, ids=spoken)
def test_a_required_field_that_is_missing_is_named_by_its_place(path):
    table = whole_table()
    del at(table, path[:-1])[path[-1]]
    (fault,) = faults_of(table)
    assert fault.reason == Words("mangler", "manglar")
    assert fault.place.nb.split(" › ")[-1] == path[-1]
    keys = keys_above(path)
    assert all(f"«{key}»" in fault.place.nb for key in (keys[:-1] if path[-1] == "key" else keys))


def test_every_required_field_of_every_dataclass_was_removed():
    removed = {(spot.kind, spot.name) for spot in SPOTS if spot.is_required}
    asked_for = {
        (kind, field.name)
        for kind in every_kind(Register)
        for field, _ in spelling(kind).values()
        if field.default is MISSING
    }
    assert removed == asked_for


@pytest.mark.parametrize("path", PRESENT, ids=spoken)
def test_a_value_of_the_wrong_type_is_refused_at_its_place(path):
    table = whole_table()
    at(table, path[:-1])[path[-1]] = 1.5
    assert [fault.place.nb.split(" › ")[-1] for fault in faults_of(table)] == [path[-1]]


@pytest.mark.parametrize("path", TABLES, ids=spoken)
def test_an_unknown_field_is_refused_wherever_it_stands(path):
    table = whole_table()
    at(table, path)["tulleball"] = "x"
    (fault,) = faults_of(table)
    assert fault.place.nb.split(" › ")[-1] == "tulleball"
    assert fault.reason == Words("er et ukjent felt", "er eit ukjent felt")


def test_a_slip_of_the_pen_is_met_with_the_field_that_was_meant():
    table = whole_table()
    unit = table["party"][0]["unit"][0]
    unit["malbox"] = unit.pop("mailbox")
    assert [fault.within("nb") for fault in faults_of(table)] == [
        "part «siv» › enhet «siv-samhandling» › malbox: er et ukjent felt; mente du mailbox?"
    ]


def test_a_row_without_a_key_is_named_by_its_number_in_both_languages():
    table = whole_table()
    del table["party"][1]["unit"][0]["key"]
    (fault,) = faults_of(table)
    assert fault.within("nb") == "part «horten» › enhet 1 › key: mangler"
    assert fault.within("nn") == "part «horten» › eining 1 › key: manglar"


def test_all_faults_are_told_at_once():
    table = whole_table()
    table["helsefellesskap"]["default_language"] = "sv"
    table["settings"]["small_count_threshold"] = 2
    table["party"][0]["orgnr"] = "983975250"
    table["party"][1]["kommunenummer"] = "391"
    table["party"][2]["unit"][0]["kind"] = "mailrom"
    table["routing_rule"][0]["valid_from"] = "2020-01-01"
    table["deadline"][0]["answer_days"] = 0
    assert sorted(fault.place.nb for fault in faults_of(table)) == [
        "fordelingsregel «til-siv-kirurgi» › valid_from",
        "fristvedtak 1 › answer_days",
        "helsefellesskap › default_language",
        "part «holmestrand» › enhet «holmestrand-postmottak» › kind",
        "part «horten» › kommunenummer",
        "part «siv» › orgnr",
        "settings › small_count_threshold",
    ]


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("settings", "small_count_threshold"), 2, "må være minst 3"),
        (("settings", "follow_link_months"), 0, "må være større enn 0"),
        (("settings", "follow_link_months"), 10**9, "må være større enn 0 og høyst 10000"),
        (("settings", "public_figures"), 1, "må være true eller false"),
        (("settings", "new_case_mail_minutes"), True, "må være et helt tall"),
        (("deadline", 0, "acknowledge_working_days"), -3, "må være større enn 0"),
        (("deadline", 0, "valid_from"), datetime(2024, 1, 1, tzinfo=UTC), "må være en dato"),
        (("helsefellesskap", "default_language"), "se", "må være en av: nb, nn"),
        (("helsefellesskap", "name"), "Helsefellesskapet", "må være en tabell"),
        (("party", 0, "orgnr"), "983975258", "er ikke et gyldig organisasjonsnummer"),
        (("party", 0, "resh_id"), "RESH 1", "må være bare siffer"),
        (("party", 1, "kommunenummer"), "39011", "er ikke et kommunenummer"),
        (("party", 1, "key"), "Horten kommune", "må være små bokstaver a–z"),
        (("party", 1, "key"), "h" * 65, "må være små bokstaver a–z"),
        (("party", 1, "name"), "   ", "er tom"),
        (("party", 1, "name"), "Horten\nkommune", "inneholder et usynlig styretegn"),
        (("party", 1, "name"), "Hor\u200bten", "inneholder et usynlig styretegn"),
        (("party", 1, "mail_domains"), [], "mangler"),
        (("party", 1, "mail_domains"), "horten.example", "må være en liste"),
        (("party", 1, "mail_domains", 0), "@horten.example", "er ikke et e-postdomene"),
        (("party", 1, "unit"), {}, "må være en liste"),
        (("party", 1, "unit", 0), "Postmottak", "må være en tabell"),
        (("party", 1, "unit", 0, "mailbox"), "postmottak", "er ikke en e-postadresse"),
        (("party", 1, "unit", 0, "mailbox"), "a@b.example\nBcc: c@d.example", "inneholder et"),
        (("party", 1, "line_manager"), "asked", "må være en av: none, informed, confirms"),
        (("form_version", 0, "category"), [], "mangler"),
        (("form_version", 0, "category", 0, "words"), "Legemidler", "må være en tabell"),
        (("form_version", 0, "consequence", 0, "key"), "mild", "må være en av: none, minor"),
        (
            ("form_version", 0, "added", "sends_to_municipality", "nn"),
            "Meldinga blir send",
            "må ha {kommune} der navnet på kommunen skal stå",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_reason(path, value, reason):
    table = whole_table()
    at(table, path[:-1])[path[-1]] = value
    (fault,) = faults_of(table)
    assert fault.reason.nb.startswith(reason)


def test_an_optional_field_may_stand_empty():
    table = whole_table()
    table["deadline"][0]["decided_on"] = ""
    table["party"][1]["orgnr"] = ""
    register = read_register(table, screen=accepts_all)
    assert register.deadlines[0].decided_on is None
    assert register.parties[1].orgnr is None


def test_a_name_may_be_written_once_or_in_both_languages():
    table = whole_table()
    table["party"][1]["name"] = {"nb": "Horten kommune", "nn": "Horten kommune på nynorsk"}
    register = read_register(table, screen=accepts_all)
    assert register.parties[1].name.nn == "Horten kommune på nynorsk"
    assert register.parties[0].name == Words("Sykehuset i Vestfold HF", "Sykehuset i Vestfold HF")


SECRET = "hemmelegtal"


def finds_secret(text: str) -> bool:
    return SECRET in text


TEXTS = [path for path in PRESENT if isinstance(at(WHOLE, path), str)]


@pytest.mark.parametrize("path", TEXTS, ids=spoken)
def test_an_identifier_in_any_text_is_refused_and_never_repeated(path):
    table = whole_table()
    at(table, path[:-1])[path[-1]] = SECRET
    with pytest.raises(RegisterFault) as refused:
        read_register(table, screen=finds_secret)
    assert SECRET not in str(refused.value)


def test_an_identifier_in_a_text_is_told_as_such():
    table = whole_table()
    table["routing_rule"][0]["why"]["nn"] = f"Gjeld {SECRET}"
    with pytest.raises(RegisterFault) as refused:
        read_register(table, screen=finds_secret)
    assert str(refused.value) == (
        "fordelingsregel «til-siv-kirurgi» › why › nn: inneholder et fødselsnummer"
    )


def test_an_identifier_in_the_name_of_a_field_is_hidden():
    table = whole_table()
    table["party"][1][SECRET] = "x"
    with pytest.raises(RegisterFault) as refused:
        read_register(table, screen=finds_secret)
    assert str(refused.value) == "part «horten» › ■: inneholder et fødselsnummer"


def test_whatever_stands_in_a_table_it_is_read_or_refused():
    random = Random(2024)  # noqa: S311  the same oddities every time
    oddities: list[Any] = ["", "x", 0, -1, 10**30, True, 1.5, [], [[]], [{}], {}, {"nb": 1}]
    oddities += [date.min, date.max, "\ud800", ["x", 1], "siv", "siv-kirurgi"]
    paths = [spot.path for spot in SPOTS]
    for _ in range(300):
        table = whole_table()
        for path in random.sample(paths, 3):
            try:
                at(table, path[:-1])[path[-1]] = deepcopy(random.choice(oddities))
            except (KeyError, IndexError, TypeError):
                continue  # an oddity put in before took the place away
        faults_of(table)


@pytest.mark.parametrize("forms", ["form.toml", [1], ["../form.toml"], ["form.json"], [["x"]]])
def test_forms_are_named_by_plain_file_names(forms):
    with pytest.raises(RegisterFault) as refused:
        with_forms({"forms": forms}, lambda _name: {}, screen=accepts_all)
    assert str(refused.value) == ("forms: må være en liste med navn på .toml-filer i samme mappe")


def test_forms_in_files_come_after_those_in_the_register_itself():
    table = with_forms(
        {"forms": ["a.toml", "b.toml"], "form_version": [{"key": "c"}], "x": 1},
        lambda name: {"key": name[0]},
        screen=accepts_all,
    )
    assert table == {"x": 1, "form_version": [{"key": "c"}, {"key": "a"}, {"key": "b"}]}


def test_a_missing_list_of_forms_is_for_the_reader_to_miss():
    table = {"form_version": "x"}
    assert with_forms(table, lambda _name: {}, screen=accepts_all) == table


@pytest.mark.parametrize("number", ["983975259", "974633574", "894166762", "997005562"])
def test_organisation_numbers_of_health_trusts_are_valid(number):
    assert is_orgnr(number)


@pytest.mark.parametrize(
    "number", ["983975258", "98397525", "9839752590", "98397525a", "183975251"]
)
def test_other_numbers_are_no_organisation_numbers(number):
    assert not is_orgnr(number)


@pytest.mark.parametrize("number", ["390", "39011", "3900", "0001", "39O1", "٣٩٠١"])
def test_other_numbers_are_no_kommunenummer(number):
    assert not is_kommunenummer(number)


@pytest.mark.parametrize(
    "address",
    [
        "a",
        "@b.example",
        "a@b",
        "a@b..example",
        "a b@c.example",
        "A@b.example",
        ".a@b.example",
        "å@b.no",
    ],
)
def test_other_texts_are_no_mail_addresses(address):
    assert not is_mail_address(address)

"""The demo's narratives are many, varied, anonymous and in clean bokmål and nynorsk."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.domain.screening import find_identifiers, parse_rules
from app.domain.vocabulary import Consequence, DeclineReason, Direction

APP = Path(__file__).parents[2] / "app"
CONTENT = APP / "demo" / "content"
RULES = parse_rules(json.loads((APP / "screening_rules.json").read_text("utf-8")))

CATEGORIES = {
    "communication",
    "logistics",
    "treatment",
    "diagnostics",
    "patient_information",
    "medicines",
    "aids",
    "other",
}
SERVICE_KINDS = {
    "institution",
    "home_care",
    "emergency_primary_care",
    "general_practitioner",
    "coordinating_unit",
    "municipal_acute_unit",
    "mental_health_substance_use",
    "other",
}
HOSPITAL_UNITS = {
    "siv-kirurgi",
    "siv-kirurgi-ortopedi",
    "siv-kirurgi-gastrokirurgi",
    "siv-medisin",
    "siv-medisin-lunge",
    "siv-medisin-gastro",
    "siv-medisin-geriatri",
    "siv-medisin-akuttmottak",
    "siv-kpa",
    "siv-kpa-dps",
    "siv-kpa-psykiatrisk",
    "siv-kpa-ara",
    "siv-kpa-bupa",
    "siv-kfmr",
    "siv-prehospital",
    "siv-prehospital-ambulanse",
    "siv-diagnostikk",
    "siv-diagnostikk-radiologi",
    "siv-diagnostikk-laboratorie",
}
NARRATIVE_KEYS = {
    "key",
    "language",
    "direction",
    "categories",
    "service_kinds",
    "consequence",
    "hospital_units",
    "weight",
    "description",
    "proposal",
    "immediate_action",
    "other_category",
    "other_service_kind",
    "question",
    "reply",
    "finding",
    "cause",
    "cause_kind",
    "measures",
    "no_measures",
    "note",
}

# Words that exist in one form of Norwegian only, or are a different word in the other.
WORDS_OF_ONE_FORM = """
nb ikke fra hun jeg noe noen hva hvor hvem hvorfor hvordan hver hvert hvilken hvilket hvilke bare
nb ble blitt hjem hjemme mer uke uker selv en et være gjøre gjør dere deres fikk gikk uten måned
nb måneder mandag lørdag beboer sykehus sykehuset sykehjem sykehjemmet sykepleier sykepleie
nb sykepleieren legevakten skriftlig muntlig egen eget spurte ringte sier mye gir annen annet
nn ikkje frå eg noko nokon nokre kva kvar kvart kven kvifor korleis berre vart heim heime meir
nn veke veker sjølv ein eit vere gjere dykk utan månad månader måndag laurdag bebuar sjukehus
nn sjukehuset sjukeheim sjukeheimen sjukepleiar sjukepleie legevakta skriftleg munnleg eigen eige
nn ringde spurde gjekk fekk annan anna òg mykje seie kjem veit dei attende korkje
"""


def words_only_in(language: str) -> set[str]:
    lines = [line.split() for line in WORDS_OF_ONE_FORM.strip().splitlines()]
    return {word for form, *words in lines if form == language for word in words}


def read_content() -> dict[str, list[dict[str, Any]]]:
    """Merge the lists of every file, as the demo itself does."""
    merged: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(CONTENT.glob("*.toml")):
        for name, rows in tomllib.loads(path.read_text("utf-8")).items():
            merged.setdefault(name, []).extend(rows)
    return merged


WORDS = read_content()
NARRATIVES = WORDS["narrative"]
every_narrative = pytest.mark.parametrize("narrative", NARRATIVES, ids=lambda row: row["key"])


def texts(row: dict[str, Any]) -> list[str]:
    """Give what a person would read, leaving keys and closed lists out."""
    fixed = {"key", "language", "direction", "consequence", "reason", "side"}
    return [value for name, value in row.items() if name not in fixed and isinstance(value, str)]


def words_of(row: dict[str, Any]) -> set[str]:
    return set(re.findall(r"[a-zæøåéòô]+", " ".join(texts(row)).lower()))


def every_row() -> list[dict[str, Any]]:
    return [row for rows in WORDS.values() for row in rows]


def test_at_least_sixty_descriptions_differ() -> None:
    assert len({row["description"] for row in NARRATIVES}) >= 60
    assert len({row["description"] for row in NARRATIVES}) == len(NARRATIVES)


def test_no_two_descriptions_begin_alike() -> None:
    beginnings = Counter(" ".join(row["description"].split()[:5]).lower() for row in NARRATIVES)
    assert {start for start, times in beginnings.items() if times > 1} == set()


def test_keys_are_unique_slugs() -> None:
    keys = [row["key"] for row in NARRATIVES]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)


def test_a_fifth_is_nynorsk_and_the_rest_bokmal() -> None:
    languages = Counter(row["language"] for row in NARRATIVES)
    assert set(languages) == {"nb", "nn"}
    assert languages["nn"] * 5 >= len(NARRATIVES)


def test_both_directions_are_told_by_enough_narratives() -> None:
    directions = Counter(row["direction"] for row in NARRATIVES)
    assert directions[Direction.TO_HOSPITAL.value] >= 56
    assert directions[Direction.TO_MUNICIPALITY.value] >= 16


@pytest.mark.parametrize(
    ("field", "all_keys"),
    [
        ("categories", CATEGORIES),
        ("service_kinds", SERVICE_KINDS),
        ("hospital_units", HOSPITAL_UNITS),
    ],
)
def test_every_choice_of_the_lists_is_used_and_no_other(field: str, all_keys: set[str]) -> None:
    assert {key for row in NARRATIVES for key in row[field]} == all_keys


def test_every_consequence_is_used_and_the_gravest_are_rare() -> None:
    consequences = Counter(row["consequence"] for row in NARRATIVES)
    assert set(consequences) == {term.value for term in Consequence}
    assert consequences["death"] <= 2
    assert consequences["severe"] + consequences["death"] <= len(NARRATIVES) / 10


@every_narrative
def test_a_narrative_has_every_field_and_no_other(narrative: dict[str, Any]) -> None:
    assert set(narrative) == NARRATIVE_KEYS
    assert 1 <= len(narrative["categories"]) <= 3
    assert 1 <= len(narrative["service_kinds"]) <= 2
    assert 1 <= narrative["weight"] <= 6
    for name in ("categories", "service_kinds", "hospital_units"):
        assert len(set(narrative[name])) == len(narrative[name])


@every_narrative
def test_a_description_is_a_short_paragraph(narrative: dict[str, Any]) -> None:
    description = narrative["description"]
    assert 120 <= len(description) <= 500
    assert "\n" not in description
    assert "  " not in description


@every_narrative
def test_an_answer_has_finding_cause_and_measures_or_why_none(narrative: dict[str, Any]) -> None:
    assert narrative["finding"]
    assert narrative["cause"]
    assert bool(narrative["measures"]) != bool(narrative["no_measures"])


@every_narrative
def test_a_question_and_its_reply_come_together(narrative: dict[str, Any]) -> None:
    assert bool(narrative["question"]) == bool(narrative["reply"])


@every_narrative
def test_other_has_its_text_and_only_then(narrative: dict[str, Any]) -> None:
    assert ("other" in narrative["categories"]) == bool(narrative["other_category"])
    assert ("other" in narrative["service_kinds"]) == bool(narrative["other_service_kind"])


def test_there_are_questions_and_cases_without_proposal_or_immediate_action() -> None:
    assert sum(bool(row["question"]) for row in NARRATIVES) * 5 >= len(NARRATIVES) * 2
    assert any(not row["proposal"] for row in NARRATIVES)
    assert any(not row["immediate_action"] for row in NARRATIVES)
    assert any(row["no_measures"] for row in NARRATIVES)


def test_no_text_holds_a_run_of_eight_digits_or_more() -> None:
    run = re.compile(r"\d(?:[ .-]?\d){7,}")
    assert [text for row in every_row() for text in texts(row) if run.search(text)] == []


def test_the_screen_finds_no_identifier_in_any_text() -> None:
    read = [text for row in every_row() for text in texts(row)]
    assert [text for text in read if find_identifiers(text, RULES)] == []


def test_no_text_holds_an_address_of_mail_or_web() -> None:
    address = re.compile(r"@|https?:|www\.")
    assert [text for row in every_row() for text in texts(row) if address.search(text)] == []


def test_no_text_tells_an_age_over_89() -> None:
    age = re.compile(r"\b(9\d|1[01]\d)(-årene|-åra| år\b|-åring)")
    assert [text for row in every_row() for text in texts(row) if age.search(text)] == []


@pytest.mark.parametrize(("language", "other"), [("nb", "nn"), ("nn", "nb")])
def test_a_text_keeps_to_its_own_form_of_norwegian(language: str, other: str) -> None:
    foreign = words_only_in(other)
    strays = {
        row.get("key", " ".join(texts(row))): sorted(words_of(row) & foreign)
        for row in every_row()
        if row.get("language") == language
    }
    assert {place: words for place, words in strays.items() if words} == {}


def test_every_reason_to_decline_has_its_words() -> None:
    reasons = Counter(row["reason"] for row in WORDS["decline"])
    assert set(reasons) == {term.value for term in DeclineReason}


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("forward_reason", 8),
        ("reopen_reason", 4),
        ("withdraw_reason", 3),
        ("supplement", 4),
        ("guidance", 2),
        ("workplace", 20),
        ("reporter_name", 16),
        ("user_name", 28),
    ],
)
def test_there_are_enough_different_words_around_a_case(name: str, count: int) -> None:
    assert len({row["text"] for row in WORDS[name]}) == len(WORDS[name]) == count


def test_workplaces_stand_on_both_sides() -> None:
    assert Counter(row["side"] for row in WORDS["workplace"]) == {"municipality": 12, "hospital": 8}


def test_nobody_has_two_roles_as_reporter_and_user() -> None:
    reporters = {row["text"] for row in WORDS["reporter_name"]}
    assert reporters.isdisjoint(row["text"] for row in WORDS["user_name"])


def test_no_staff_name_or_patient_name_stands_in_a_narrative() -> None:
    names = {row["text"] for row in WORDS["reporter_name"] + WORDS["user_name"]}
    parts = {part for name in names for part in name.split()}
    told = " ".join(text for row in NARRATIVES for text in texts(row))
    titled = re.findall(r"\b(?:lege|dr|sykepleier|sjukepleiar|fru|herr) [A-ZÆØÅ][a-zæøå]+", told)
    assert titled == []
    assert [part for part in parts if re.search(rf"\b{part}\b", told) and len(part) > 7] == []

"""What the writer is shown about a text, what may be answered, and what becomes of the text.

The screen here knows two names, a phone, a hint and nothing else, beside the numbers.
"""

import re
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest

from app.domain.screening import Certainty, Finding, FindingKind
from app.language import Language
from app.screening import screen
from forms import screened
from forms.answering import AnswerForm
from forms.handling import NumberForm
from forms.notes import NoteForm
from forms.passages import Replacement
from forms.patient import CallRequestForm
from forms.signing_in import SignInForm
from tests.forms.every_form import posted

NUMBER = "130585 12345"
KNOWN = (
    (FindingKind.NAME, Certainty.WARNED, re.compile("Kåre|Kari")),
    (FindingKind.PHONE, Certainty.WARNED, re.compile("912 34 567")),
    (FindingKind.CIRCUMSTANCE, Certainty.HINT, re.compile("den eneste i kommunen")),
    (FindingKind.NAME, Certainty.WARNED, re.compile("Navn[a-z]+")),
)


def narrative(text: str) -> tuple[Finding, ...]:
    found = [
        Finding(kind, *match.span(), certainty)
        for kind, certainty, pattern in KNOWN
        for match in pattern.finditer(text)
    ]
    return tuple(sorted((*screen(text), *found), key=lambda finding: finding.start))


def neighbours(texts: Sequence[str]) -> tuple[tuple[int, Finding], ...]:
    filled = [index for index, text in enumerate(texts) if text]
    for left, right in pairwise(filled):
        if (end := re.search("[0-9]{6}$", texts[left])) and re.match("[0-9]{5}", texts[right]):
            kind, refused = FindingKind.NATIONAL_NUMBER, Certainty.REFUSED
            return (left, Finding(kind, *end.span(), refused)), (
                right,
                Finding(kind, 0, 5, refused),
            )
    return ()


@pytest.fixture(autouse=True)
def known_screen(in_a_request, monkeypatch):
    monkeypatch.setattr(screened, "screen_narrative", narrative)
    monkeypatch.setattr(screened, "screen_neighbours", neighbours)


def noted(text: str, language: Language | None = None, **answers: object) -> NoteForm:
    form = posted(NoteForm, {"note": text, **answers}, language or Language("nb"))
    assert isinstance(form, NoteForm)
    return form


def validated(form):
    form.validate()
    return form


def digests(form) -> list[str]:
    return [passage.digest for passage in validated(form).note.passages]


# ---- what is shown ----


def test_a_passage_is_shown_as_written_with_about_24_characters_around_it():
    before, after = "Dette skjedde i går på " * 4, " sto på lappen som lå igjen" * 4
    form = validated(noted(f"{before}{NUMBER}{after}"))
    (passage,) = form.note.passages
    assert passage.words == NUMBER
    assert passage.before.startswith("…")
    assert passage.after.endswith("…")
    assert f"{before}{NUMBER}{after}".count(passage.before.strip("…\u00a0")) >= 1
    assert 15 <= len(passage.before) <= 26
    assert 15 <= len(passage.after) <= 26


def test_a_short_text_is_shown_whole_around_the_passage():
    (passage,) = validated(noted(f"Fnr {NUMBER}.")).note.passages
    assert (passage.before, passage.words, passage.after) == ("Fnr ", NUMBER, ".")


def test_no_error_sentence_repeats_what_was_written():
    form = validated(noted(f"Fnr {NUMBER} og Kåre."))
    said = " ".join(form.note.errors)
    assert NUMBER not in said
    assert "Kåre" not in said


def test_refusals_come_first_then_other_errors_and_last_what_is_asked():
    errors = validated(noted(f"Kåre {NUMBER}" + "x" * 4000)).note.errors
    assert len(errors) == 3
    assert "fødselsnummer" in errors[0]
    assert "Kort den ned" in errors[1]
    assert "navn" in errors[2]


@pytest.mark.parametrize("text", ["Kåre og Kari ringte.", f"{NUMBER} og 13.05.85-12345"])
def test_several_passages_are_told_of_in_one_sentence(text):
    form = validated(noted(text))
    assert len(form.note.passages) == 2
    assert len(form.note.errors) == 1
    assert "og mer som" in form.note.errors[0]


def test_a_name_that_stands_three_times_is_shown_once_and_says_so():
    form = validated(noted("Kåre falt. Kåre ringte. Kåre kom hjem."))
    (passage,) = form.note.passages
    assert len(passage.spans) == 3
    assert passage.sentence(form.language).endswith("Det står 3 steder, og endres overalt.")


def test_ten_passages_are_shown_and_the_rest_are_counted():
    names = [f"Navn{letter}" for letter in "abcdefghijklm"]
    form = validated(noted(" ".join(names)))
    assert [p.words for p in form.note.shown_passages] == names[:10]
    assert form.note.unshown == 3


def test_confirmed_passages_give_room_to_the_others_and_are_not_forgotten():
    names = [f"Navn{letter}" for letter in "abcdefghijklm"]
    first = digests(noted(" ".join(names)))[:10]
    form = validated(noted(" ".join(names), bekreftet=first))
    assert [p.words for p in form.note.shown_passages][:3] == names[10:]
    assert form.note.unshown == 0
    shown = {p.digest for p in form.note.shown_passages if p.is_confirmed}
    assert shown | set(form.note.kept_confirmations) == set(first)


def test_a_password_is_refused_in_words_alone():
    form = validated(posted(SignInForm, {"email": "kari@siv.example", "password": NUMBER}))
    assert form.password.errors
    assert form.password.shown_passages == ()


@pytest.mark.parametrize("text", ["x" * 100_001, f"{NUMBER} " + "x" * 100_000])
def test_a_text_too_long_for_the_screen_is_told_so_and_kept(text):
    form = validated(noted(text))
    assert form.note.errors == ["Teksten er altfor lang. Kort den ned."]
    assert form.note.data == text
    assert form.note.passages == ()


# ---- what is asked, and what is answered ----


def test_a_warning_stops_until_it_is_confirmed():
    assert not noted("Kåre ringte.").validate()
    assert noted("Kåre ringte.", bekreftet=digests(noted("Kåre ringte."))).validate()


def test_a_confirmation_holds_when_the_text_around_it_changes():
    confirmed = digests(noted("Kåre ringte."))
    form = noted("Vi vet at Kåre ringte sent, etter visitten.", bekreftet=confirmed)
    assert form.validate()
    assert form.note.passages[0].is_confirmed


def test_another_name_is_asked_about_anew():
    confirmed = digests(noted("Kåre ringte."))
    form = noted("Kåre ringte Kari.", bekreftet=confirmed)
    assert not form.validate()
    assert [(p.words, p.is_confirmed) for p in form.note.passages] == [
        ("Kari", False),
        ("Kåre", True),
    ]


def test_the_same_name_in_another_field_is_asked_about_there_too():
    text = "Kåre ringte."
    first = validated(posted(AnswerForm, {"finding": text, "cause": text, "responsible": "Leder"}))
    confirmed = first.finding.passages[0].digest
    again = posted(AnswerForm, {"finding": text, "cause": text, "bekreftet": confirmed})
    validated(again)
    assert again.finding.errors == []
    assert again.cause.is_only_asked


def test_a_number_cannot_be_confirmed():
    assert not noted(NUMBER, bekreftet=digests(noted(NUMBER))).validate()


@pytest.mark.parametrize("junk", ["", "x", "0" * 16, "\ud800", "*"])
def test_a_confirmation_of_nothing_confirms_nothing(junk):
    assert not noted("Kåre ringte.", bekreftet=junk).validate()


def test_a_hint_stops_nothing_and_is_shown_when_the_page_comes_back():
    hint = "Hun er den eneste i kommunen."
    assert noted(hint).validate()
    form = validated(noted(f"{hint} Kåre ringte."))
    assert [p.certainty for p in form.note.passages] == [Certainty.WARNED, Certainty.HINT]
    assert form.note.passages[1].replacements == ()
    assert len(form.note.errors) == 1


# ---- one click ----


def pressed(text: str, number: int, replacement: str, language: str = "nb", **answers: object):
    value = f"note:{number}:{replacement}"
    form = noted(text, Language(language), erstatt=value, **answers)
    assert not form.validate(), "a form that is being changed is never sent"
    return form


@pytest.mark.parametrize(
    ("replacement", "language", "text"),
    [
        ("pasienten", "nb", "Fnr [pasienten] sto der."),
        ("parorende", "nb", "Fnr [pårørende] sto der."),
        ("parorende", "nn", "Fnr [pårørande] sto der."),
        ("ansatt", "nb", "Fnr [ansatt] sto der."),
        ("ansatt", "nn", "Fnr [tilsett] sto der."),
        ("bort", "nb", "sto der."),
    ],
)
def test_one_click_replaces_the_passage(replacement, language, text):
    form = pressed(f"Fnr {NUMBER} sto der.", 0, replacement, language)
    assert form.note.data == text
    assert form.note.was_changed
    assert form.errors == {}
    assert form.came_back


def test_the_other_passages_stay_and_wait():
    form = pressed(f"Kåre og Kari, {NUMBER}.", 1, "parorende")
    assert form.note.data == f"Kåre og [pårørende], {NUMBER}."
    assert [p.words for p in form.note.passages] == ["Kåre", NUMBER]
    assert len(form.note.errors) == 2


def test_a_name_is_replaced_everywhere_it_stands():
    form = pressed("Kåre falt. Kari så det. Kåre ringte.", 0, "pasienten")
    assert form.note.data == "[pasienten] falt. Kari så det. [pasienten] ringte."


def test_the_button_means_its_passage_even_when_the_text_was_edited_meanwhile():
    digest = digests(noted("Kari falt."))[0]
    form = noted("Kåre så at Kari falt.", erstatt=f"note:0:pasienten:{digest}")
    assert not form.validate()
    assert form.note.data == "Kåre så at [pasienten] falt."


def test_a_passage_that_is_gone_changes_nothing_and_sends_nothing():
    digest = digests(noted("Kari falt."))[0]
    form = noted("Hun falt.", erstatt=f"note:0:pasienten:{digest}")
    assert not form.validate()
    assert form.note.data == "Hun falt."


@pytest.mark.parametrize(
    "value",
    ["x", "note", "note:x:bort", "note:7:bort", "note:0:noe", "other:0:bort", ":::", "\x00"],
)
def test_a_button_that_no_page_has_sends_nothing(value):
    form = noted("Kåre ringte.", erstatt=value)
    assert not form.validate()
    assert form.note.data == "Kåre ringte."


def test_a_confirmation_survives_a_change():
    confirmed = digests(noted("Kåre ringte."))
    form = pressed(f"Kåre ringte, {NUMBER}.", 1, "pasienten", bekreftet=confirmed)
    assert form.note.errors == []
    assert form.note.passages[0].is_confirmed


def test_a_line_may_only_be_freed_of_the_number():
    form = validated(posted(NumberForm, {"own_number": f"EQS {NUMBER}"}))
    assert form.own_number.passages[0].replacements == (Replacement.NOTHING,)
    changed = posted(NumberForm, {"own_number": f"EQS {NUMBER}", "erstatt": "own_number:0:bort"})
    assert not changed.validate()
    assert changed.own_number.data == "EQS"


def test_a_change_shows_the_other_faults_too():
    form = posted(AnswerForm, {"finding": f"Fnr {NUMBER}", "erstatt": "finding:0:pasienten"})
    assert not form.validate()
    assert form.finding.errors == []
    assert form.cause_kind.errors


# ---- numbers split over two fields ----


def test_a_number_over_two_fields_is_refused_at_both_and_each_names_the_other():
    values = {"call_phone": "33 130585", "call_words": "12345 er nummeret"}
    form = validated(posted(CallRequestForm, values))
    for here, there in (("call_phone", "call_words"), ("call_words", "call_phone")):
        assert "fødselsnummer" in form[here].errors[0]
        (passage,) = form[here].passages
        said = passage.sentence(form.language)
        assert f"«{form[there].label.text}»" in said
    assert form.call_words.passages[0].words == "12345"


def test_one_part_taken_away_frees_both_fields():
    values = {"call_phone": "33 130585", "call_words": "12345 er nummeret"}
    form = posted(CallRequestForm, {**values, "erstatt": "call_words:0:bort"})
    assert not form.validate()
    assert form.call_words.data == "er nummeret"
    assert form.errors == {}


def test_a_number_that_stands_whole_is_not_told_of_twice():
    values = {"call_phone": f"{NUMBER[:6]}", "call_words": f"12345 {NUMBER}"}
    form = validated(posted(CallRequestForm, values))
    spans = [span for passage in form.call_words.passages for span in passage.spans]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def seconds_for(text: str) -> float:
    """The least of five tries, in seconds of this process."""

    def once() -> float:
        began = time.process_time()
        pressed(text, 0, "bort")
        return time.process_time() - began

    return min(once() for _ in range(5))


def test_the_cost_grows_no_faster_than_the_text():
    text = "Kåre Navna og Navnb, " * 1000
    assert seconds_for(text * 2) < 3 * seconds_for(text)

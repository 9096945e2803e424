"""What can be chosen in a text, and what a choice blacks out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.redaction import (
    BLACK,
    COVER,
    KIND_OF,
    Span,
    UnknownWord,
    as_kept,
    as_seen,
    chosen_spans,
    is_black,
    kind_of,
    kinds_of,
    split_black,
    suggested,
    surroundings,
    words_of,
)
from app.domain.screening import Certainty, Finding, FindingKind
from app.domain.vocabulary import IdentifierKind


def blacked(text: str, *words: str) -> str:
    """The text after choosing every word that stands as written here."""
    starts = {w.start for w in words_of(text) if text[w.start : w.end] in words}
    for span in chosen_spans(text, starts):
        text = text[: span.start] + span.black + text[span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Ola ringte.", ("Ola",), "▮▮▮ ringte."),
        ("Vi ringte Ola.", ("Ola.",), "Vi ringte ▮▮▮."),
        ("Ola Nordmann ringte", ("Ola", "Nordmann"), "▮▮▮▮▮▮▮▮▮▮▮▮ ringte"),
        ("Ola eller Kari", ("Ola", "Kari"), "▮▮▮ eller ▮▮▮▮"),
        ("(Ola, 91 år)", ("(Ola,", "91"), "(▮▮▮▮▮▮▮ år)"),
        ("Ola\nNordmann", ("Ola", "Nordmann"), "▮▮▮\n▮▮▮▮▮▮▮▮"),
        ("Skriv til ola.n@siv.no!", ("ola.n@siv.no!",), "Skriv til ▮▮▮▮▮▮▮▮▮▮▮▮!"),
        ("Æsj, 𠀋la 🙂 kom", ("𠀋la",), "Æsj, ▮▮▮ 🙂 kom"),
        ("Hun «A.B.» lå på 12", ("«A.B.»", "12"), "Hun «▮▮▮.» lå på ▮▮"),
    ],
)
def test_words_are_blacked_out_and_nothing_around_them(text, words, left):
    assert blacked(text, *words) == left


def test_black_and_punctuation_cannot_be_chosen():
    text = "▮▮▮, og ▮▮▮▮. – »"
    assert [text[w.start : w.end] for w in words_of(text)] == ["og"]


def test_a_word_beside_black_is_chosen_alone():
    text = f"{BLACK * 3}-klinikken"
    (word,) = words_of(text)
    assert chosen_spans(text, {word.start}) == (Span(4, 13),)


def test_a_place_where_no_word_begins_is_refused():
    with pytest.raises(UnknownWord):
        chosen_spans("Ola ringte", {1})


@given(st.text(max_size=200), st.data())
def test_black_keeps_every_other_character_in_its_place(text, data):
    words = words_of(text)
    chosen = data.draw(st.sets(st.sampled_from(words))) if words else set()
    spans = chosen_spans(text, {word.start for word in chosen})
    after = text
    for span in spans:
        after = after[: span.start] + span.black + after[span.end :]
    assert len(after) == len(text)
    for word in chosen:
        assert not any(map(str.isalnum, after[word.start : word.end]))
    hidden = {at for span in spans for at in range(span.start, span.end)}
    assert all(after[at] == text[at] for at in range(len(text)) if at not in hidden)


@given(st.text(max_size=100), st.data())
def test_what_is_seen_beside_black_is_found_in_the_kept_text(text, data):
    words = words_of(text)
    chosen = data.draw(st.sets(st.sampled_from(words))) if words else set()
    spans = chosen_spans(text, {word.start for word in chosen})
    seen = text
    for span in reversed(spans):
        seen = seen[: span.start] + COVER + seen[span.end :]
    for span in spans:
        cover = as_seen(span, spans)
        assert seen[cover.start : cover.end] == COVER
        assert cover.end - cover.start == len(COVER)
    for word in words_of(seen):
        kept = as_kept(word, spans)
        assert text[kept.start : kept.end] == seen[word.start : word.end]
        assert not any(span.overlaps(kept.start, kept.end) for span in spans)
    assert len({as_kept(word, spans) for word in words_of(seen)}) == len(words_of(seen))


def test_places_are_found_past_black_that_is_longer_and_shorter_than_what_it_hides():
    hidden = [Span(15, 27), Span(0, 3)]  # «Åse ringte til Maximiliane.»
    assert [as_seen(span, hidden) for span in hidden] == [Span(17, 22), Span(0, 5)]
    assert as_kept(Span(6, 12), hidden) == Span(4, 10)
    assert as_kept(Span(22, 23), hidden) == Span(27, 28)


def test_neighbouring_spans_do_not_touch():
    one, other = Span(0, 3), Span(4, 9)
    assert not one.overlaps(other.start, other.end)
    assert one.overlaps(2, 3)


def test_a_text_with_anything_hidden_is_known():
    assert is_black("▮▮▮@siv.no")
    assert not is_black("ola@siv.no")


TEXT = "Ola Nordmann, 900 12 345, ringte"
NAME = Finding(FindingKind.NAME, 0, 12, Certainty.WARNED)
PHONE = Finding(FindingKind.PHONE, 14, 24, Certainty.WARNED)
HINT = Finding(FindingKind.CIRCUMSTANCE, 26, 32, Certainty.HINT)


def test_what_the_screen_found_is_suggested_and_a_hint_is_not():
    assert suggested(TEXT, [NAME, PHONE, HINT]) == {0, 4, 14, 18, 21}
    assert kinds_of([NAME, PHONE, HINT]) == {IdentifierKind.NAME, IdentifierKind.CONTACT}


def test_a_passage_is_of_the_kind_that_the_screen_finds_there():
    found = [NAME, PHONE, HINT]
    spans = chosen_spans(TEXT, {0, 4, 14, 18, 21, 26})
    assert [kind_of(span, found) for span in spans] == [IdentifierKind.NAME]
    assert kind_of(Span(14, 24), found) is IdentifierKind.CONTACT
    assert kind_of(Span(26, 32), found) is IdentifierKind.OTHER


def test_every_kind_of_finding_has_a_kind_in_the_log():
    assert set(KIND_OF) == set(FindingKind)


def test_black_runs_stand_apart():
    assert split_black("Om ▮▮▮, og ▮") == ("Om ", "▮▮▮", ", og ", "▮")


def test_what_stands_around_a_passage_is_cut_at_a_blank():
    text = f"{'Før ordene. ' * 20}{BLACK * 3}, {'og etter. ' * 20}"
    around = surroundings(text, Span(240, 243), most=30)
    assert around.before == "… Før ordene. Før ordene. "
    assert around.black == BLACK * 3
    assert around.after == ", og etter. og etter. og …"


def test_a_hostile_text_costs_in_proportion():
    def seconds(text: str) -> float:
        begun = time.process_time()
        words_of(text)
        return time.process_time() - begun

    small, large = (min(seconds("." * size) for _ in range(5)) for size in (50_000, 100_000))
    assert large < 4 * small + 0.01

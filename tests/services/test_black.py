"""Black is as long whatever it hides, and words are found past it where they were written."""

import random

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.domain.redaction import COVER
from app.models import HiddenPassage
from app.services.redaction import redacting
from tests.conftest import START
from tests.factories import Scene
from tests.services.marking import Desk

DESCRIPTION = "Kort beskrivelse av hendelsen"


@pytest.fixture
def desk(database):
    return Desk(Scene(database, START))


def passages_of(desk):
    with desk.scene.database.reading() as session:
        return session.scalars(select(HiddenPassage).order_by(HiddenPassage.id)).all()


def test_black_is_as_long_whatever_it_hides(desk):
    key = desk.scene.case_at(Status.SENT, description="Åse og Maximiliane ringte.")
    described = desk.text(key, DESCRIPTION)
    first, second = desk.hide(key, described, "åse", "maximiliane")
    assert desk.text(key, DESCRIPTION).body == "▮▮▮▮▮ og ▮▮▮▮▮ ringte."
    for passage in (first, second):
        desk.decide(redacting.redact, desk.sender, key, passage)
        assert desk.text(key, DESCRIPTION).body == "▮▮▮▮▮ og ▮▮▮▮▮ ringte."


def test_once_a_text_is_decided_its_places_tell_no_length(desk):
    key = desk.full_case()
    first, second = desk.hide(key, desk.text(key, DESCRIPTION))
    desk.decide(redacting.redact, desk.sender, key, first)
    assert all(passage.end > passage.start for passage in passages_of(desk))
    desk.decide(redacting.show_again, desk.sender, key, second)
    assert {(each.start, each.end) for each in passages_of(desk)} == {(0, 0)}


def test_a_second_marker_hides_what_the_page_showed(desk):
    key = desk.scene.case_at(Status.SENT, description="Maximiliane ba Åse ringe Per om Kari.")
    for word in ("maximiliane", "per", "åse"):
        desk.hide(key, desk.text(key, DESCRIPTION), word)
    assert desk.text(key, DESCRIPTION).body == "▮▮▮▮▮ ba ▮▮▮▮▮ ringe ▮▮▮▮▮ om Kari."
    of_first, of_per, of_ase = (passage.id for passage in passages_of(desk))
    desk.decide(redacting.redact, desk.sender, key, of_first)
    (of_kari,) = desk.hide(key, desk.text(key, DESCRIPTION), "kari")
    desk.decide(redacting.show_again, desk.sender, key, of_ase)
    assert desk.text(key, DESCRIPTION).body == "▮▮▮▮▮ ba Åse ringe ▮▮▮▮▮ om ▮▮▮▮▮."
    desk.decide(redacting.show_again, desk.sender, key, of_kari)
    desk.decide(redacting.redact, desk.sender, key, of_per)
    assert desk.text(key, DESCRIPTION).body == "▮▮▮▮▮ ba Åse ringe ▮▮▮▮▮ om Kari."


def test_neighbours_hidden_one_after_the_other_come_back_one_by_one(desk):
    key = desk.scene.case_at(Status.SENT, description="Om Åse Maximiliane Li.")
    middle, last, first = (
        passage
        for word in ("maximiliane", "li.", "åse")
        for passage in desk.hide(key, desk.text(key, DESCRIPTION), word)
    )
    assert desk.text(key, DESCRIPTION).body == "Om ▮▮▮▮▮ ▮▮▮▮▮ ▮▮▮▮▮."
    desk.decide(redacting.show_again, desk.sender, key, middle)
    assert desk.text(key, DESCRIPTION).body == "Om ▮▮▮▮▮ Maximiliane ▮▮▮▮▮."
    for passage in (first, last):
        desk.decide(redacting.show_again, desk.sender, key, passage)
    assert desk.text(key, DESCRIPTION).body == "Om Åse Maximiliane Li."


def test_black_from_before_stays_when_more_is_hidden_and_shown(desk):
    key = desk.scene.case_at(Status.SENT, description="Maximiliane og Åse ▮ og Per.")
    (passage,) = desk.hide(key, desk.text(key, DESCRIPTION), "maximiliane")
    desk.decide(redacting.redact, desk.sender, key, passage)
    for word in ("åse", "per"):
        (passage,) = desk.hide(key, desk.text(key, DESCRIPTION), word)
        desk.decide(redacting.show_again, desk.sender, key, passage)
        assert desk.text(key, DESCRIPTION).body == "▮▮▮▮▮ og Åse ▮ og Per."


def test_many_passages_in_one_text_are_shown_again_one_by_one(desk):
    words = "\n".join(f"ord{number}" for number in range(60))
    key = desk.scene.case_at(Status.SENT, description=words)
    passages = desk.hide(key, desk.text(key, DESCRIPTION), "ord")
    assert desk.text(key, DESCRIPTION).body == "\n".join([COVER] * 60)
    desk.decide(redacting.show_again, desk.sender, key, passages[30])
    assert desk.text(key, DESCRIPTION).body.splitlines()[29:32] == [COVER, "ord30", COVER]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_order_what_is_not_hidden_stands_as_it_was_written(desk, seed):
    dice = random.Random(seed)  # noqa: S311  an order, no secret
    words = [chr(97 + at) * dice.randint(1, 12) for at in range(14)]
    key = desk.scene.case_at(Status.SENT, description=" ".join(words))
    waiting: dict[int, int] = {}
    gone: set[int] = set()
    for _ in range(30):
        free = [at for at in range(14) if at not in gone | set(waiting.values())]
        if free and (not waiting or dice.random() < 0.5):
            at = dice.choice(free)
            (passage,) = desk.hide(key, desk.text(key, DESCRIPTION), words[at])
            waiting[passage] = at
        elif waiting:
            passage = dice.choice(sorted(waiting))
            act = dice.choice([redacting.redact, redacting.show_again, redacting.show_again])
            desk.decide(act, desk.sender, key, passage)
            at = waiting.pop(passage)
            gone |= {at} if act is redacting.redact else set()
        hidden = gone | set(waiting.values())
        expected = " ".join(COVER if at in hidden else word for at, word in enumerate(words))
        assert desk.text(key, DESCRIPTION).body == expected

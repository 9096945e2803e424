"""A national number is refused in every field, in nearly every form that people write it.

Each form of writing is tried with a number of each kind, in every text field of every form of the
pages and in every place for text of the services. The keys that no person types take no sentence,
so they are tried with the digits alone. A form counts as missed when one number in it gets past
one field; at most two may be, and they are named here.
"""

from collections import Counter
from random import Random

from app.db import Database, IdentifierRefused
from app.db.columns import NotMachineText
from tests.factories import Scene
from tests.proofs.ground import MORNING, Counts, Ground, Size
from tests.proofs.guards import a_post, every_form, fields_that_let_pass, typed_fields
from tests.proofs.numbers import KINDS
from tests.proofs.slots import Slot, every_slot
from tests.proofs.steps import People
from tests.proofs.written_forms import CARRIERS, LOST_IN_SMALL_LETTERS, WRITTEN_FORMS

MOST_MISSED = 2
LEAST_FORMS = 40
IN_A_LINE = "Gjelder {} her"

Written = tuple[str, str]
"""The name of a form of writing, and a number written so."""


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Try every form in every field, and give what was counted."""
    assert len(WRITTEN_FORMS) >= LEAST_FORMS
    tried = _tried(size, random)
    with a_post():
        fields = sum(len(typed_fields(form)) for form in every_form())
        missed = Counter({name: 0 for name, _written in tried})
        for name, written in tried:
            missed[name] += _missed_on_pages(written)
    with ground.open() as database:
        slots = _slots(database)
        for name, written in tried:
            missed[name] += _missed_by_services(database, slots, name, written, random)
    places = fields + len(slots)
    times = Counter(name for name, _written in tried)
    told = [f"{name} ({n} of {times[name] * places})" for name, n in sorted(missed.items()) if n]
    assert len(told) <= MOST_MISSED, f"these forms are missed: {', '.join(told)}"
    return {
        "forms of writing": len(WRITTEN_FORMS),
        "kinds of number": len(KINDS),
        "text fields on pages": fields,
        "places for text in services": len(slots),
        "trials": len(tried) * places,
        "forms missed": len(told),
        "the forms missed, and how often": ", ".join(told) or "none",
    }


def _missed_on_pages(written: str) -> int:
    text = IN_A_LINE.format(written)
    return sum(len(fields_that_let_pass(form, text)) for form in every_form())


def _missed_by_services(
    database: Database, slots: list[Slot], name: str, written: str, random: Random
) -> int:
    return sum(
        _lets_pass(database, slot, random.choice(CARRIERS).format(written))
        for slot in slots
        if not (slot.is_lowered and name in LOST_IN_SMALL_LETTERS)
    )


def _tried(size: Size, random: Random) -> list[Written]:
    """Write a number of each kind in each form; a small run takes some of them."""
    written = [
        (name, write(draw(random)))
        for name, write in WRITTEN_FORMS.items()
        for draw in KINDS.values()
    ]
    return random.sample(written, size.of(len(written), least=len(KINDS)))


def _slots(database: Database) -> list[Slot]:
    scene = Scene(database, now=MORNING)
    slots = every_slot(scene, People.at(database, now=MORNING))
    return [slot for slot in slots if not slot.is_key]


def _lets_pass(database: Database, slot: Slot, text: str) -> bool:
    """Hand a text to a service, and take it back if it goes through."""
    try:
        with database.transaction() as session:
            slot.put(session, text)
            session.rollback()
    except (IdentifierRefused, NotMachineText, LookupError):
        return False
    return True

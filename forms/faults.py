"""What the error summary of a form lists: each passage to mend, and each other thing that is wrong.

No line repeats a passage; the card it leads to shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wtforms import Field

from app.domain.vocabulary import Words
from app.language import Language
from forms.fields import MOST_UNFOLDED, TypedField
from forms.passages import Passage, spoken


@dataclass(frozen=True)
class Fault:
    """One line. ``target`` is the id it leads to, if any; ``count`` the things that it stands for.

    ``control`` is the id of the control whose text the screen found it in. ``is_asked`` when a
    confirmation would do.
    """

    words: Words | str
    target: str = ""
    control: str = ""
    count: int = 1
    is_asked: bool = False


def finding_id(field: TypedField, passage: Passage) -> str:
    """Give the id of a passage's card."""
    return f"{field.id}-finding-{passage.number}"


def faults_of(field: Field, language: Language) -> Iterator[Fault]:
    """Give the lines of a field."""
    if not isinstance(field, TypedField):
        is_hidden = getattr(field.widget, "input_type", "") == "hidden"
        yield Fault(field.errors[0], "" if is_hidden else field.id)
        return
    waiting = [passage for passage in field.shown_passages if passage.awaits_answer]
    yield from _of_passages(field, waiting, language)
    own = field.own_errors if waiting else field.errors
    yield from (Fault(error, field.id) for error in own[:1])


def _of_passages(
    field: TypedField, waiting: Sequence[Passage], language: Language
) -> Iterator[Fault]:
    total = len(waiting) + field.unshown
    unfolded = waiting[:MOST_UNFOLDED]
    label = spoken(field.label.text, language)
    for number, passage in enumerate(unfolded, start=1):
        words = (
            field.screen_errors[0]
            if total == 1
            else language(
                "%(number)s av %(count)s i «%(field)s»: %(kind)s",
                number=number,
                count=total,
                field=label,
                kind=passage.kind.words,
            )
        )
        is_asked = not passage.is_refused
        yield Fault(words, finding_id(field, passage), field.id, is_asked=is_asked)
    if rest := total - len(unfolded):
        words = language("Og %(count)s til i «%(field)s»", count=rest, field=label)
        yield Fault(words, f"{field.id}-more", field.id, count=rest)

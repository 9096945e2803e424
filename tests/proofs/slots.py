"""Every place where a person's text, or a key that stands for it, enters the services."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, get_args

from sqlalchemy.orm import Session

from app.domain.case import CaseDraft, EntryOnBehalf, ReporterDraft, TemplateDraft
from app.domain.policy import ANYBODY, SYSTEM
from app.domain.register import Register
from app.domain.vocabulary import Channel, Words
from app.services import accounts
from app.services.answering import templates
from app.services.register_loading import load_register, read_file
from app.services.submitting import Submission, submit
from app.services.work_lists import saved_views
from tests.factories import LINKS, Scene, submission
from tests.proofs.ground import MORNING, REGISTER
from tests.proofs.roads import WORDED
from tests.proofs.steps import People, Road, Step

Fill = Callable[[Submission, str], Submission]


@dataclass(frozen=True)
class Slot:
    """A place for text.

    A key takes no sentence, so it is tried with a bare number; one that ``is_looked_up`` and names
    nothing may be ignored. What ``is_lowered`` is kept in small letters.
    """

    name: str
    put: Callable[[Session, str], None]
    is_key: bool = False
    is_looked_up: bool = False
    is_lowered: bool = False


def every_slot(scene: Scene, people: People) -> list[Slot]:
    """Give the slots of the form, of the later acts, of people's own names and of the register."""
    return [
        *_slots_of_the_form(),
        *_slots_of_acts(scene, people),
        *_slots_of_people(),
        *_slots_of_templates(people),
        Slot("view.name", _keep_view(people)),
        Slot("register.name", _load),
    ]


def _slots_of_the_form() -> Iterator[Slot]:
    for name, kind in _texts_of(CaseDraft):
        is_looked_up = name.endswith("_key")
        is_key = is_looked_up or kind is not str
        yield Slot(f"draft.{name}", _filing(_in_draft(name, kind)), is_key, is_looked_up)
    for name, _ in _texts_of(ReporterDraft):
        yield Slot(f"reporter.{name}", _filing(_in_reporter(name)))
    yield Slot("entry.sender", _filing(_in_entry))
    yield Slot("language", _filing(lambda page, text: replace(page, language=text)), is_key=True)


def _texts_of(draft: type[Any]) -> Iterator[tuple[str, Any]]:
    """Give the fields that hold text: str, str or None, or a tuple of them."""
    for one in fields(draft):
        if one.type is str or str in get_args(one.type):
            yield one.name, one.type


def _in_draft(name: str, kind: Any) -> Fill:
    is_tuple = Ellipsis in get_args(kind)

    def fill(page: Submission, text: str) -> Submission:
        words: dict[str, Any] = {name: (text,) if is_tuple else text}
        return replace(page, draft=replace(page.draft, **words))

    return fill


def _in_reporter(name: str) -> Fill:
    def fill(page: Submission, text: str) -> Submission:
        reporter = replace(page.draft.reporter, **{name: text})
        return replace(page, draft=replace(page.draft, reporter=reporter))

    return fill


def _in_entry(page: Submission, text: str) -> Submission:
    return replace(page, entry=EntryOnBehalf(Channel.POST, page.draft.occurred_on, text))


def _filing(fill: Fill) -> Callable[[Session, str], None]:
    def put(session: Session, text: str) -> None:
        submit(session, ANYBODY, fill(submission(), text), LINKS, now=MORNING)

    return put


def _slots_of_acts(scene: Scene, people: People) -> Iterator[Slot]:
    for road in WORDED:
        key, version = road.case_for(scene, people)
        yield Slot(road.name, _acting(road, people, key, version))


def _acting(road: Road, people: People, key: str, version: int) -> Callable[[Session, str], None]:
    def put(session: Session, text: str) -> None:
        road.walk(Step(session, people, key, version, MORNING), text)

    return put


def _slots_of_people() -> Iterator[Slot]:
    for name in ("email", "name", "language"):
        is_key, is_lowered = name == "language", name == "email"
        yield Slot(f"user.{name}", _adding(name), is_key=is_key, is_lowered=is_lowered)


def _adding(name: str) -> Callable[[Session, str], None]:
    def put(session: Session, text: str) -> None:
        person = {"email": "ny@siv.example", "name": "Ny Person", "language": "nb"} | {name: text}
        accounts.add_user(session, SYSTEM, **person, now=MORNING)

    return put


def _slots_of_templates(people: People) -> Iterator[Slot]:
    for name in ("name", "finding", "cause", "measures", "no_measures"):
        yield Slot(f"template.{name}", _saving(people, name))


def _saving(people: People, name: str) -> Callable[[Session, str], None]:
    def put(session: Session, text: str) -> None:
        words: dict[str, Any] = {"unit_key": "siv-medisin", "name": "Epikrise"} | {name: text}
        templates.save(session, people.handler, TemplateDraft(**words), now=MORNING)

    return put


def _keep_view(people: People) -> Callable[[Session, str], None]:
    def put(session: Session, text: str) -> None:
        saved_views.save_view(session, people.handler, text, "tab=nye", "siv-medisin", now=MORNING)

    return put


def _load(session: Session, text: str) -> None:
    """Load the register with another name for the helsefellesskap."""
    register = _register()
    home = replace(register.helsefellesskap, name=Words(text, text))
    load_register(session, replace(register, helsefellesskap=home), now=MORNING)


@cache
def _register() -> Register:
    return read_file(REGISTER)

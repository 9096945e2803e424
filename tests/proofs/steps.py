"""What a road is: who acts, on which case, and the act itself with a text in one of its places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.db import Database
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.models import Case
from app.services import following
from app.services.cases import find_case
from app.services.line_manager import leading
from tests import factories
from tests.factories import Scene


@dataclass(frozen=True)
class People:
    """Those who act: a handler and a colleague, a coordinator who reports, the secretary."""

    handler: Actor
    colleague: Actor
    coordinator: Actor
    secretary: Actor

    @classmethod
    def at(cls, database: Database, *, now: datetime) -> "People":
        """Employ four people."""
        with database.transaction() as session:
            return cls(
                factories.actor_at(session, Role.UNIT_LEADER, "siv-medisin", now=now),
                factories.actor_at(session, Role.CASEWORKER, "siv-medisin", now=now),
                factories.actor_at(session, Role.COORDINATOR, "tonsberg", now=now),
                _secretary(session, now=now),
            )

    def swapped(self) -> "People":
        """Let the colleague handle."""
        return replace(self, handler=self.colleague, colleague=self.handler)


def _secretary(session: Session, *, now: datetime) -> Actor:
    return factories.actor_at(session, Role.FSU_SECRETARY, "helsefellesskap", now=now)


@dataclass(frozen=True)
class Step:
    """An act about to be done, on a case as it was when its page was opened."""

    session: Session
    people: People
    key: str
    version: int
    now: datetime

    @property
    def case(self) -> Case:
        """Give the case."""
        return find_case(self.session, self.key)

    def handle(self, act: Callable[..., object], *words: Any, **more: Any) -> None:
        """Let the handler act."""
        act(self.session, self.people.handler, self.key, self.version, *words, now=self.now, **more)

    def follow(self, act: Callable[..., Any], *words: Any, **more: Any) -> None:
        """Let the reporter act, by the follow link."""
        reporter = following.reporter_of(self.case)
        act(self.session, reporter, self.key, *words, now=self.now, **more)

    def lead(self, act: Callable[..., Any], *words: Any, **more: Any) -> None:
        """Let the reporter's line manager act, by link."""
        leader = leading.line_manager_of(self.case)
        act(self.session, leader, self.key, *words, now=self.now, **more)

    def coordinate(self, act: Callable[..., Any], *words: Any) -> None:
        """Let the reporting party's coordinator act."""
        act(self.session, self.people.coordinator, self.key, *words, now=self.now)


@dataclass(frozen=True)
class Road:
    """An act, the status it begins at, and how it is done with a text in one of its places.

    ``changes`` are of the draft of the report that is acted on; ``before`` is what somebody else
    has done to the case since.
    """

    name: str
    begins_at: Status
    walk: Callable[[Step, str], None]
    changes: Mapping[str, Any] = field(default_factory=dict)
    before: Callable[[Step], None] | None = None

    @property
    def act(self) -> str:
        """Give the act, whichever of its places the text is in."""
        return self.name.partition(":")[0]

    def case_for(self, scene: Scene, people: People) -> tuple[str, int]:
        """Bring a new case to where the road begins; give its key and version."""
        key = scene.case_at(self.begins_at, **self.changes)
        with scene.database.transaction() as session:
            if self.before is not None:
                version = factories.version_of(session, key)
                self.before(Step(session, people, key, version, scene.now))
            return key, factories.version_of(session, key)

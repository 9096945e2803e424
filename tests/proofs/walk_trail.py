"""Replaying the log of a case: whether what stands there explains where each unit's part stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.domain.audit import AuditAction
from app.domain.lifecycle import Action, Status, after
from app.models import Assignment, AuditEntry

OWN: dict[AuditAction, Action] = {
    AuditAction.SENDING_CONFIRMED: Action.CONFIRM_SENDING,
    AuditAction.ACKNOWLEDGED: Action.ACKNOWLEDGE,
    AuditAction.TAKEN: Action.TAKE,
    AuditAction.HANDED_OVER: Action.ASSIGN,
    AuditAction.DECLINED: Action.DECLINE,
    AuditAction.ASKED: Action.ASK,
    AuditAction.REPLIED: Action.REPLY,
    AuditAction.SUPPLEMENTED: Action.SUPPLEMENT,
    AuditAction.CLASSIFIED: Action.CLASSIFY,
    AuditAction.PATIENT_SEARCHED: Action.SEARCH_PATIENT,
    AuditAction.CALL_REQUESTED: Action.REQUEST_CALL,
    AuditAction.CONTESTED: Action.CONTEST,
    AuditAction.CONTEST_OVERTURNED: Action.OVERTURN,
    AuditAction.PLACING_PROPOSED: Action.PROPOSE_PLACING,
    AuditAction.INQUIRED: Action.INQUIRE,
    AuditAction.INQUIRY_ANSWERED: Action.ANSWER_INQUIRY,
    AuditAction.NOTED: Action.NOTE,
    AuditAction.LEADER_ADDED: Action.ADD_AS_LEADER,
    AuditAction.LEADER_SENT_BACK: Action.SEND_BACK,
}
"""Entries of what one unit's part goes through by itself."""

COMMON: dict[AuditAction, Action] = {
    AuditAction.ANSWERED: Action.ANSWER,
    AuditAction.CLOSED: Action.CLOSE,
    AuditAction.GUIDED: Action.GUIDE,
    AuditAction.REOPENED: Action.REOPEN,
    AuditAction.WITHDRAWN: Action.WITHDRAW,
}
"""Entries of what all that have the case go through together."""

PASSED_ON: dict[AuditAction, Action] = {
    AuditAction.FORWARDED: Action.FORWARD,
    AuditAction.JOINED: Action.JOIN,
    AuditAction.SENT_TO_PLACING: Action.FORWARD,
    AuditAction.PLACED: Action.FORWARD,
    AuditAction.APPEALED: Action.APPEAL,
}
"""Entries after which another unit has a part."""


@dataclass
class Trail:
    """Where each assignment of a case stands, as the log tells it; by the assignment's id.

    ``together`` are those of two parties that have the case as one.
    """

    successors: dict[int, int]
    stands: dict[int, Status] = field(default_factory=dict)
    together: set[int] = field(default_factory=set)

    def follow(self, entry: AuditEntry) -> None:
        """Go on with one entry.

        Raises:
            NotAllowed: when the state machine does not know the step.
        """
        for known, step in self._steps():
            if entry.action in known:
                step(entry)

    def _steps(self) -> Iterable[tuple[Iterable[AuditAction], Callable[[AuditEntry], None]]]:
        return (
            ({AuditAction.SENT, AuditAction.ENTERED}, self._sent),
            (OWN, self._own),
            (COMMON, self._common),
            (PASSED_ON, self._pass_on),
            ({AuditAction.CONTEST_UPHELD}, self._uphold),
        )

    def _sent(self, entry: AuditEntry) -> None:
        self.stands.setdefault(int(entry.facts["assignment"]), Status.SENT)

    def _own(self, entry: AuditEntry) -> None:
        self._move(int(entry.facts["assignment"]), OWN[entry.action])

    def _move(self, assignment: int, action: Action) -> None:
        here = self.stands.setdefault(assignment, Status.AWAITING_LINE_MANAGER)
        self.stands[assignment] = after(here, action)

    def _common(self, entry: AuditEntry) -> None:
        """What is answered by one side is answered by both, whoever of them confirmed receipt."""
        own = int(entry.facts["assignment"])
        self._move(own, COMMON[entry.action])
        for each in self.together:
            self.stands[each] = self.stands[own]

    def _pass_on(self, entry: AuditEntry) -> None:
        own, to = int(entry.facts["assignment"]), int(entry.facts["to_assignment"])
        everybody = {own, *self.together}
        self._move(own, PASSED_ON[entry.action])
        if entry.action is AuditAction.JOINED:
            self.together = {own, to}
        elif entry.action is AuditAction.SENT_TO_PLACING:
            for other in everybody - {own}:
                self._move(other, Action.FORWARD)
            self.together = set()
        else:
            self.together = (everybody - {own}) | {to} if self.together else set()
        self.stands[to] = Status.SENT

    def _uphold(self, entry: AuditEntry) -> None:
        """A coordinator lets a decline stand; two secretaries give it back as it was."""
        own = int(entry.facts["assignment"])
        if self.stands[own] is Status.CONTESTED:
            self._move(own, Action.UPHOLD)
            return
        self._move(own, Action.FORWARD)
        self.stands[self.successors[own]] = Status.DECLINED


def statuses_told(
    assignments: Iterable[Assignment], entries: Iterable[AuditEntry]
) -> dict[int, Status]:
    """Replay a case's log, oldest entry first, and give the status of each of its assignments.

    Raises:
        NotAllowed: when an entry tells of what was not possible where the case stood.
    """
    rows = list(assignments)
    successors = {row.previous_id: row.id for row in rows if row.previous_id}
    trail = Trail(successors)
    for entry in entries:
        trail.follow(entry)
    return {row.id: trail.stands.get(row.id, Status.AWAITING_LINE_MANAGER) for row in rows}

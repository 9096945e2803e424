"""Where a register file is wrong and why, in words that the person who edits it reads."""

from dataclasses import dataclass

from app.domain.vocabulary import Words


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: ``place`` as «part «horten» › enhet 2 › mailbox», and the reason."""

    place: Words
    reason: Words

    def within(self, language: str) -> str:
        """Give place and reason as one line in ``language``."""
        return f"{self.place.within(language)}: {self.reason.within(language)}"


class RegisterFault(Exception):
    """The file cannot be a register. ``faults`` are all that were found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults; as text they are one line each, in bokmål."""
        super().__init__("\n".join(fault.within("nb") for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Place:
    """A way down into the file. Rows are named by noun and key, fields as they are spelled."""

    steps: tuple[Words, ...] = ()

    @property
    def parent(self) -> "Place":
        """Step up."""
        return Place(self.steps[:-1])

    @property
    def last(self) -> Words:
        """Give the name of the innermost step."""
        return self.steps[-1]

    def field(self, name: str) -> "Place":
        """Step down to a field."""
        return Place((*self.steps, Words(name, name)))

    def row(self, noun: Words, number: int, key: str | None = None) -> "Place":
        """Step down to a row of a list, named by its key, or else by its number from 1."""
        mark = f"«{key}»" if key else str(number)
        return Place((*self.steps, Words(f"{noun.nb} {mark}", f"{noun.nn} {mark}")))

    def fault(self, reason: Words) -> Fault:
        """Say what is wrong here."""
        nb = " › ".join(step.nb for step in self.steps)
        nn = " › ".join(step.nn for step in self.steps)
        return Fault(Words(nb or "registeret", nn or "registeret"), reason)

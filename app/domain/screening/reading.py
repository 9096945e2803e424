"""One way to read a text: signs, each knowing where it stood in the text as it was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Reading:
    """Sign ``i`` of ``signs`` stood from ``starts[i]`` to ``ends[i]`` (code points)."""

    signs: str
    starts: Sequence[int]
    ends: Sequence[int]

    @cached_property
    def lower(self) -> str:
        """The signs in lower case, as many as before."""
        lower = self.signs.lower()
        if len(lower) == len(self.signs):
            return lower
        return "".join(low if len(low := sign.lower()) == 1 else sign for sign in self.signs)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text of the signs from ``start`` to ``end``, at least one."""
        return self.starts[start], self.ends[end - 1]

    def replaced(self, signs: str) -> "Reading":
        """Read other signs, as many, in the same places."""
        return Reading(signs, self.starts, self.ends)


def as_written(text: str) -> Reading:
    """Read a text as it stands."""
    return Reading(text, range(len(text)), range(1, len(text) + 1))

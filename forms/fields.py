"""What people type in. The class of a field says how its text is screened.

In every field numbers are refused. A *narrative* also warns of names and of what else may tell who
the patient is; a *line* is made for a name, a contact, a place or a number, and never warns.
"""

import re
import unicodedata

from wtforms import PasswordField, StringField, TextAreaField

from forms.passages import Passage

MOST_SHOWN = 10
MOST_UNFOLDED = 5
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
SURROGATES = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """Give text in one Unicode form, without control and direction marks, ends trimmed."""
    plain = SURROGATES.sub("", CONTROLS.sub("", text.replace("\r\n", "\n")))
    return unicodedata.normalize("NFC", plain).strip()


class TypedField(StringField):
    """A field that a person types in. ``passages`` are what the screen found in its text.

    ``changed_at`` is where a finding's button has just changed it; ``is_only_asked`` when nothing
    is wrong with it, but something is to be changed or confirmed; ``screen_errors`` are those of
    its errors that the screen has found.
    """

    screened_as: str
    passages: tuple[Passage, ...] = ()
    changed_at: int | None = None
    is_only_asked = False
    screen_errors: tuple[str, ...] = ()

    @property
    def own_errors(self) -> list[str]:
        """Give those of its errors that other rules than the screen have found."""
        return [error for error in self.errors if error not in self.screen_errors]

    @property
    def was_changed(self) -> bool:
        """Tell whether a finding's button has just changed the text."""
        return self.changed_at is not None

    @property
    def is_narrative(self) -> bool:
        """Tell whether the field warns."""
        return self.screened_as == "narrative"

    @property
    def shown_passages(self) -> tuple[Passage, ...]:
        """Give those that are drawn at the field, unanswered first."""
        return self.passages[:MOST_SHOWN]

    @property
    def folded_passages(self) -> tuple[Passage, ...]:
        """Give those that are drawn under a fold, since the first five fill a small screen."""
        return self.shown_passages[MOST_UNFOLDED:]

    @property
    def next_passage(self) -> Passage | None:
        """Give the one that the page leads to after a change: the next that awaits an answer."""
        waiting = [passage for passage in self.shown_passages if passage.awaits_answer]
        if self.changed_at is None or not waiting:
            return None
        later = [passage for passage in waiting if passage.spans[0][0] >= self.changed_at]
        return (later or waiting)[0]

    @property
    def tells_all(self) -> bool:
        """Tell whether the field's error says all that there is to say about its only passage."""
        return len(self.passages) == 1 and self.passages[0].is_plain

    @property
    def unshown(self) -> int:
        """Count those that await an answer but have no room yet."""
        return sum(passage.awaits_answer for passage in self.passages[MOST_SHOWN:])

    @property
    def kept_confirmations(self) -> tuple[str, ...]:
        """Give the digests that were confirmed and have no room, so that they are not forgotten."""
        beyond = self.passages[MOST_SHOWN:]
        return tuple(passage.digest for passage in beyond if passage.is_confirmed)


class LineField(TypedField):
    """One line for a name, a contact, a place or a number; only numbers are refused."""

    screened_as = "line"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the line cleaned, with single spaces."""
        if valuelist:
            self.data = " ".join(clean(valuelist[0]).split())


class NarrativeLine(LineField):
    """One line that tells something, and warns as a narrative does."""

    screened_as = "narrative"


class NarrativeField(TypedField, TextAreaField):
    """A text that tells something."""

    screened_as = "narrative"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the text cleaned."""
        if valuelist:
            self.data = clean(valuelist[0])


class SecretField(TypedField, PasswordField):
    """A password: what it is, to the last space, and never shown again."""

    screened_as = ""

    @property
    def shown_passages(self) -> tuple[Passage, ...]:
        """Give none: what is refused in a password is told, and not pointed out."""
        return ()

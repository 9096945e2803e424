"""What a secretary fills in on the way to a released year, and what FSU says of a draft.

Field names differ between the forms, since they stand together on the year's page.
"""

import secrets
from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms import HiddenField

from app.domain.releasing import Adoption, ReleaseTextKind, Texts
from app.language import Language
from forms.base import LINE_LENGTH, N_, NARRATIVE_LENGTH, AtMost, Form, Required
from forms.days import read_day
from forms.fields import LineField, NarrativeField
from forms.handling import MOST_DIGITS, IsDay

KEY_BYTES = 16
FINDING_LENGTH = 400
WHOLE_DAY = N_("dd.mm.åååå. Dagen regnes med.")
DAY = N_("dd.mm.åååå")


class BeginForm(Form):
    """The button that takes a year's figures for the first time."""


class ReleaseForm(Form):
    """A form about one version. It carries which, and the edition that the page was opened at."""

    release = HiddenField()
    edition = HiddenField()

    @property
    def key(self) -> str:
        """Give the version's key; empty when the page carried none."""
        return str(self.release.data or "")

    @property
    def opened_at(self) -> int:
        """Give the edition; 0 when the page carried none, and so is older than every draft."""
        carried = str(self.edition.data or "")
        is_number = carried.isascii() and carried.isdigit() and len(carried) <= MOST_DIGITS
        return int(carried) if is_number else 0


class RedrawForm(ReleaseForm):
    """The button that takes the figures anew."""


class DropForm(ReleaseForm):
    """The button that does away with a draft."""


class OpenForm(ReleaseForm):
    """The last day on which FSU may comment on the draft."""

    comments_until = LineField(
        N_("Siste dag for merknader"),
        [Required(N_("Skriv siste dag for merknader.")), IsDay(), AtMost(LINE_LENGTH)],
        description=WHOLE_DAY,
    )

    @property
    def day(self) -> date:
        """Give the day. Call it on a valid form only."""
        return _day(self.comments_until.data)


class CommentForm(ReleaseForm):
    """What a member of FSU says of a draft."""

    form_key = HiddenField()
    comment = NarrativeField(
        N_("Merknaden din"),
        [Required(N_("Skriv merknaden.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("FSU-sekretærene og de andre i FSU leser den."),
    )

    def __init__(self, language: Language, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Draw a key unless the page carried one, so that sending twice is harmless."""
        super().__init__(language, *args, **kwargs)
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(KEY_BYTES)


class AdoptForm(ReleaseForm):
    """When and in which meeting FSU adopted the version."""

    adopted_on = LineField(
        N_("Dato for møtet"),
        [Required(N_("Skriv datoen for møtet.")), IsDay(), AtMost(LINE_LENGTH)],
        description=DAY,
    )
    meeting = LineField(
        N_("Møtet"),
        [Required(N_("Skriv hvilket møte det var.")), AtMost(LINE_LENGTH)],
        description=N_("For eksempel «FSU-møte 1/2026, sak 4». Det står på forsiden."),
    )

    def adoption(self) -> Adoption:
        """Give date and meeting. Call it on a valid form only."""
        return Adoption(_day(self.adopted_on.data), self.meeting.data or "")


class SendForm(ReleaseForm):
    """When SSU was sent the version."""

    ssu_sent_on = LineField(
        N_("Dato for sendingen til SSU"),
        [Required(N_("Skriv datoen.")), IsDay(), AtMost(LINE_LENGTH)],
        description=DAY,
    )

    @property
    def day(self) -> date:
        """Give the day. Call it on a valid form only."""
        return _day(self.ssu_sent_on.data)


class CorrectForm(Form):
    """What a new version of an adopted year corrects."""

    corrects_nb = NarrativeField(
        N_("Hva den nye versjonen retter, på bokmål"),
        [Required(N_("Skriv på bokmål hva som rettes.")), AtMost(NARRATIVE_LENGTH)],
    )
    corrects_nn = NarrativeField(
        N_("Hva den nye versjonen retter, på nynorsk"),
        [Required(N_("Skriv på nynorsk hva som rettes.")), AtMost(NARRATIVE_LENGTH)],
    )

    @property
    def corrects(self) -> dict[str, str]:
        """Give what is corrected, by language. Call it on a valid form only."""
        return {"nb": self.corrects_nb.data or "", "nn": self.corrects_nn.data or ""}


def _finding(label: str) -> NarrativeField:
    return NarrativeField(label, [AtMost(FINDING_LENGTH)])


class TextsForm(ReleaseForm):
    """The texts of the report, side by side in both languages."""

    first_finding_nb = _finding(N_("Første funn, på bokmål"))
    first_finding_nn = _finding(N_("Første funn, på nynorsk"))
    second_finding_nb = _finding(N_("Andre funn, på bokmål"))
    second_finding_nn = _finding(N_("Andre funn, på nynorsk"))
    third_finding_nb = _finding(N_("Tredje funn, på bokmål"))
    third_finding_nn = _finding(N_("Tredje funn, på nynorsk"))
    remark_nb = NarrativeField(N_("FSUs egen vurdering, på bokmål"), [AtMost(NARRATIVE_LENGTH)])
    remark_nn = NarrativeField(N_("FSUs egen vurdering, på nynorsk"), [AtMost(NARRATIVE_LENGTH)])
    changes_nb = NarrativeField(
        N_("Hva denne versjonen retter, på bokmål"), [AtMost(NARRATIVE_LENGTH)]
    )
    changes_nn = NarrativeField(
        N_("Hva denne versjonen retter, på nynorsk"), [AtMost(NARRATIVE_LENGTH)]
    )

    def leave_out_changes(self) -> None:
        """Ask nothing of what is corrected: the first version of a year corrects nothing."""
        del self.changes_nb, self.changes_nn

    @property
    def kinds(self) -> list[ReleaseTextKind]:
        """Give the kinds of text that the form asks for."""
        return [kind for kind in ReleaseTextKind if text_name(kind, "nb") in self]

    def said(self) -> Texts:
        """Give the texts. Call it on a valid form only."""
        return {place: self[name].data or "" for place, name in self._places()}

    def _places(self) -> Iterator[tuple[tuple[ReleaseTextKind, str], str]]:
        for kind in self.kinds:
            for code in ("nb", "nn"):
                yield (kind, code), text_name(kind, code)


def text_name(kind: ReleaseTextKind, code: str) -> str:
    """Name the field of a text in a language."""
    return f"{kind.value}_{code}"


def _day(typed: str | None) -> date:
    """Read a day that the form has found to be one."""
    day = read_day(typed or "")
    if day is None:
        raise ValueError(typed)
    return day

"""Choosing words to hide, and deciding on what is hidden.

Places in a text are sent, never its words.
"""

from collections.abc import Sequence

from wtforms import HiddenField, SubmitField

from app.domain.redaction import Marking, kinds_of, suggested, words_of
from app.domain.screening import Finding
from app.domain.vocabulary import IdentifierKind, Words
from forms.base import N_, Form, Required
from forms.choices import Boxes, Radios, choice

MOST_DIGITS = 9
AS_FOUND = (
    "found",
    Words("flere slag, slik tjenesten har funnet dem", "fleire slag, slik tenesta har funne dei"),
)
"""Offered where the screen finds more than one kind: each passage keeps its own."""


class HideForm(Form):
    """Words of one text. The page carries which text it showed, and a digest of it."""

    text = HiddenField()
    seen = HiddenField()
    words = Boxes(N_("Hva skal skjules?"), [Required(N_("Velg minst ett ord."))], choices=[])
    kind = Radios(
        N_("Hva slags opplysning er det?"), [Required(N_("Velg hva det er."))], choices=[]
    )

    def offer(self, body: str, findings: Sequence[Finding]) -> None:
        """Give the words and kinds that can be chosen, and forget words that are not among them."""
        offered = {str(word.start): body[word.start : word.end] for word in words_of(body)}
        self.words.choices = [choice(start, word) for start, word in offered.items()]
        self.words.data = [start for start in self.words.data or () if start in offered]
        kinds = [choice(kind.value, kind.words) for kind in IdentifierKind]
        several = len(kinds_of(findings)) > 1
        self.kind.choices = [choice(*AS_FOUND), *kinds] if several else kinds

    def suggest(self, body: str, findings: Sequence[Finding]) -> None:
        """Tick beforehand what the screen found, and its kind when there is only one."""
        self.words.data = [str(start) for start in sorted(suggested(body, findings))]
        kinds = kinds_of(findings)
        if len(kinds) == 1:
            self.kind.data = next(iter(kinds)).value

    def draft(self) -> Marking:
        """Give what was chosen. Call it on a valid form only."""
        kind = self.kind.data
        return Marking(
            address=self.text.data or "",
            digest=self.seen.data or "",
            starts=frozenset(int(start) for start in self.words.data or ()),
            kind=None if kind == AS_FOUND[0] else IdentifierKind(kind),
        )


class DecideForm(Form):
    """One hidden passage: black it out for good, or show it again."""

    passage = HiddenField()
    redact = SubmitField(N_("Sladd for godt"))
    show = SubmitField(N_("Vis igjen"))

    @property
    def passage_id(self) -> int:
        """Give the passage's id; 0, which none has, when the page carried none."""
        carried = str(self.passage.data or "")
        is_number = carried.isascii() and carried.isdigit() and len(carried) <= MOST_DIGITS
        return int(carried) if is_number else 0

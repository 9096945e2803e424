"""What the screen tells: a place in a text, what stands there and how sure it is."""

from dataclasses import dataclass

from app.domain.vocabulary import Term


class FindingKind(Term):
    """What a finding looks like; the words end the sentence «Teksten inneholder …»."""

    NATIONAL_NUMBER = (
        "national_number",
        "noe som ligner et fødselsnummer",
        "noko som liknar eit fødselsnummer",
    )
    ELEVEN_DIGITS = (
        "eleven_digits",
        "elleve siffer på rad, som i et fødselsnummer",
        "elleve siffer på rad, som i eit fødselsnummer",
    )


class Certainty(Term):
    """What the writer must do about a finding; the words end the sentence «Dette …»."""

    REFUSED = "refused", "må tas bort", "må takast bort"
    WARNED = "warned", "må endres eller bekreftes", "må endrast eller stadfestast"


@dataclass(frozen=True)
class Finding:
    """The place ``text[start:end]`` in a text as it was written. Never the text itself."""

    kind: FindingKind
    start: int
    end: int
    certainty: Certainty

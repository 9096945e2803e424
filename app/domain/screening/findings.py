"""What the screen tells: a place in a text, what stands there and how sure it is."""

from dataclasses import dataclass
from typing import Self

from app.domain.vocabulary import Term, Words


class FindingKind(Term):
    """What a finding looks like; the words end the sentence «Teksten inneholder …».

    ``advice`` is a sentence of its own, which tells how to write it instead.
    """

    advice: Words

    def __new__(cls, key: str, nb: str = "", nn: str = "", *advice: str) -> Self:
        """Keep the advice (bokmål, nynorsk) beside the words."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.words = Words(nb, nn)
        member.advice = Words(*advice) if advice else Words("", "")
        return member

    NATIONAL_NUMBER = (
        "national_number",
        "noe som ligner et fødselsnummer",
        "noko som liknar eit fødselsnummer",
        "Ta det bort, og skriv heller «pasienten».",
        "Ta det bort, og skriv heller «pasienten».",
    )
    ELEVEN_DIGITS = (
        "eleven_digits",
        "elleve siffer på rad, som i et fødselsnummer",
        "elleve siffer på rad, som i eit fødselsnummer",
        "Er det et konto-, KID- eller lotnummer, skriv bare de fire siste sifrene.",
        "Er det eit konto-, KID- eller lotnummer, skriv berre dei fire siste siffera.",
    )
    NAME = (
        "name",
        "noe som ligner et navn",
        "noko som liknar eit namn",
        "Skriv heller «pasienten», «pårørende» eller en rolle.",
        "Skriv heller «pasienten», «pårørande» eller ei rolle.",
    )
    BIRTH_DATE = (
        "birth_date",
        "noe som ligner en fødselsdato eller et fødselsår",
        "noko som liknar ein fødselsdato eller eit fødselsår",
        "Skriv heller et tiår, som «i 70-årene».",
        "Skriv heller eit tiår, som «i 70-åra».",
    )
    AGE = (
        "age",
        "en nøyaktig alder over 89 år",
        "ein nøyaktig alder over 89 år",
        "Skriv heller «over 90 år».",
        "Skriv heller «over 90 år».",
    )
    PHONE = (
        "phone",
        "noe som ligner et telefonnummer",
        "noko som liknar eit telefonnummer",
        "Skriv heller hvem dere ringte, som «pårørende» eller «legevakten».",
        "Skriv heller kven de ringde, som «pårørande» eller «legevakta».",
    )
    ADDRESS = (
        "address",
        "noe som ligner en adresse",
        "noko som liknar ei adresse",
        "Skriv heller «hjemme», eller navnet på tjenesten.",
        "Skriv heller «heime», eller namnet på tenesta.",
    )
    EMAIL = (
        "email",
        "en e-postadresse",
        "ei e-postadresse",
        "Skriv heller hvem dere skrev til, med rolle.",
        "Skriv heller kven de skreiv til, med rolle.",
    )
    CAR = (
        "car",
        "noe som ligner et bilnummer",
        "noko som liknar eit bilnummer",
        "Skriv heller «bilen».",
        "Skriv heller «bilen».",
    )
    ROOM = (
        "room",
        "et romnummer",
        "eit romnummer",
        "Skriv heller «rommet» eller navnet på avdelingen.",
        "Skriv heller «rommet» eller namnet på avdelinga.",
    )
    CIRCUMSTANCE = (
        "circumstance",
        "noe som kan peke på én person",
        "noko som kan peike på éin person",
        "Tenk over om noen kan kjenne igjen pasienten på dette.",
        "Tenk over om nokon kan kjenne att pasienten på dette.",
    )


class Certainty(Term):
    """What the writer must do about a finding, strictest first; the words end «Dette …»."""

    REFUSED = "refused", "må tas bort", "må takast bort"
    WARNED = "warned", "må endres eller bekreftes", "må endrast eller stadfestast"
    HINT = "hint", "kan stå, men se over det", "kan stå, men sjå over det"


@dataclass(frozen=True, slots=True)
class Finding:
    """The place ``text[start:end]`` in a text as it was written. Never the text itself."""

    kind: FindingKind
    start: int
    end: int
    certainty: Certainty

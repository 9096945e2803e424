"""What a single value must be, whatever stands around it: numbers, addresses, keys."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from app.domain.vocabulary import Words

MUNICIPALITY_PLACEHOLDER: Final = "{kommune}"
LEAST_THRESHOLD: Final = 3
"""Counts of one and two are always withheld: a lower threshold would not protect anybody."""

GREATEST_COUNT: Final = 10_000
"""Far above any sensible number of days or persons, and far below what a date can hold."""

LONGEST_KEY: Final = 64

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DOMAIN_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DOMAIN = re.compile(rf"{_DOMAIN_LABEL}(?:\.{_DOMAIN_LABEL})+")
_LOCAL_PART = re.compile(r"[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*")
_ORGNR_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True)
class Claim:
    """A predicate over a value that has the right type, and the reason when it does not hold."""

    holds: Callable[[Any], bool]
    otherwise: Words


def is_key(text: str) -> bool:
    """Tell whether the text can name a row: small letters and digits, parted by - or _."""
    return bool(_KEY.fullmatch(text)) and len(text) <= LONGEST_KEY


def is_mail_domain(text: str) -> bool:
    """Tell whether the text is a domain with at least two labels, in small letters."""
    return bool(_DOMAIN.fullmatch(text))


def is_mail_address(text: str) -> bool:
    """Tell whether the text is one plain mail address, in small letters, without a name."""
    local, at, domain = text.partition("@")
    return bool(at and _LOCAL_PART.fullmatch(local)) and is_mail_domain(domain)


def is_orgnr(text: str) -> bool:
    """Tell whether nine digits end in Brønnøysundregistrene's modulus 11 check digit."""
    if not re.fullmatch(r"[89][0-9]{8}", text):
        return False
    digits = [int(character) for character in text]
    weighted = sum(w * d for w, d in zip(_ORGNR_WEIGHTS, digits, strict=False))
    return (11 - weighted % 11) % 11 == digits[8]


def is_kommunenummer(text: str) -> bool:
    """Tell whether the text is a county of two digits and a municipality of two, neither zero."""
    return bool(re.fullmatch(r"[0-9]{4}", text)) and text[:2] != "00" and text[2:] != "00"


def _names_municipality(words: Words) -> bool:
    return all(MUNICIPALITY_PLACEHOLDER in text for text in (words.nb, words.nn))


PROPER_NAME: Final = "a name that is the same in every language may be written once"

ProperName = Annotated[Words, PROPER_NAME]
Key = Annotated[
    str,
    Claim(
        is_key,
        Words(
            f"må være små bokstaver a–z og tall, delt med - eller _, høyst {LONGEST_KEY} tegn",
            f"må vere små bokstavar a–z og tal, delte med - eller _, høgst {LONGEST_KEY} teikn",
        ),
    ),
]
MailDomain = Annotated[
    str, Claim(is_mail_domain, Words("er ikke et e-postdomene", "er ikkje eit e-postdomene"))
]
MailAddress = Annotated[
    str,
    Claim(
        is_mail_address,
        Words(
            "er ikke en e-postadresse med små bokstaver",
            "er ikkje ei e-postadresse med små bokstavar",
        ),
    ),
]
Orgnr = Annotated[
    str,
    Claim(
        is_orgnr,
        Words("er ikke et gyldig organisasjonsnummer", "er ikkje eit gyldig organisasjonsnummer"),
    ),
]
Kommunenummer = Annotated[
    str,
    Claim(
        is_kommunenummer,
        Words(
            "er ikke et kommunenummer på fire siffer", "er ikkje eit kommunenummer på fire siffer"
        ),
    ),
]
ReshId = Annotated[
    str,
    Claim(
        lambda text: bool(re.fullmatch(r"[0-9]{1,10}", text)),
        Words("må være bare siffer", "må vere berre siffer"),
    ),
]
Count = Annotated[
    int,
    Claim(
        lambda number: 0 < number <= GREATEST_COUNT,
        Words(
            f"må være større enn 0 og høyst {GREATEST_COUNT}",
            f"må vere større enn 0 og høgst {GREATEST_COUNT}",
        ),
    ),
]
Threshold = Annotated[
    int,
    Claim(
        lambda number: LEAST_THRESHOLD <= number <= GREATEST_COUNT,
        Words(
            f"må være minst {LEAST_THRESHOLD} og høyst {GREATEST_COUNT}",
            f"må vere minst {LEAST_THRESHOLD} og høgst {GREATEST_COUNT}",
        ),
    ),
]
WordsNamingMunicipality = Annotated[
    Words,
    Claim(
        _names_municipality,
        Words(
            f"må ha {MUNICIPALITY_PLACEHOLDER} der navnet på kommunen skal stå",
            f"må ha {MUNICIPALITY_PLACEHOLDER} der namnet på kommunen skal stå",
        ),
    ),
]

"""A national number is refused, whatever its kind and though it is mistyped.

Numbers are generated of six kinds: fødselsnummer by today's check digits and by the rule of 2032,
D-, H- and FH-numbers, and the synthetic ones of NAV and Skatteetaten. Every tenth has one digit
changed, or two neighbours swapped. Each is put in a sentence and handed to the screen, eleven
digits in a row, and each is refused. The mistyped ones are tried in two groups as well, where only
the date can tell a number from two others; there at least 19 of 20 are refused.
"""

from collections import Counter
from random import Random

from app.screening import screen
from tests.proofs.ground import Counts, Ground, Size
from tests.proofs.numbers import KINDS, Draw, mistyped
from tests.proofs.written_forms import CARRIERS

FULL_NUMBERS = 10_000
MISTYPED_EVERY = 10
LEAST_SHARE_IN_GROUPS = 0.95


def prove(_ground: Ground, size: Size, random: Random) -> Counts:
    """Generate, screen, and give what was counted."""
    counted: Counter[str] = Counter()
    numbers = size.of(FULL_NUMBERS, least=MISTYPED_EVERY)
    for kind, draw in KINDS.items():
        for number in range(numbers):
            is_mistyped = number % MISTYPED_EVERY == 0
            counted += _tried(draw, random, is_mistyped=is_mistyped)
        assert counted["refused"] == counted["numbers"], f"a {kind} was not refused"
    in_groups = counted["refused in groups"] / counted["mistyped"]
    assert in_groups >= LEAST_SHARE_IN_GROUPS
    return {
        "kinds": len(KINDS),
        "numbers": counted["numbers"],
        "of these mistyped": counted["mistyped"],
        "refused": counted["refused"],
        "mistyped ones refused when written in two groups": f"{in_groups:.1%}",
    }


def _tried(draw: Draw, random: Random, *, is_mistyped: bool) -> Counter[str]:
    number, carrier = draw(random), random.choice(CARRIERS)
    if is_mistyped:
        number = mistyped(number, random)
    counted = Counter({"numbers": 1, "refused": _is_refused(carrier.format(number))})
    if is_mistyped:
        in_groups = carrier.format(f"{number[:6]} {number[6:]}")
        counted += Counter({"mistyped": 1, "refused in groups": _is_refused(in_groups)})
    return counted


def _is_refused(text: str) -> int:
    return int(bool(screen(text)))

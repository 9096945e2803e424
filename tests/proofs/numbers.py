"""National numbers that nobody has, of every kind, with and without a typing error."""

from collections.abc import Callable
from random import Random

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
FIRST_REMAINDERS_OF_2032 = (0, 1, 2, 3)
SYNTHETIC = ((0, 65), (0, 80), (40, 65), (40, 80))
"""What NAV's and Skatteetaten's synthetic numbers add to day and month."""

Draw = Callable[[Random], str]


def _dated(*added: tuple[int, int], remainders: tuple[int, ...] = (0,)) -> Draw:
    """Draw numbers with a date; ``added`` are what is added to its day and month."""

    def draw(random: Random) -> str:
        day, month = random.choice(added)
        date = f"{random.randint(1, 28) + day:02}{random.randint(1, 12) + month:02}"
        return f"{date}{random.randint(0, 99_999):05}"

    return _checked(draw, remainders)


def _dateless(random: Random) -> str:
    return str(random.randint(800_000_000, 999_999_999))


def _checked(nine_digits: Draw, remainders: tuple[int, ...] = (0,)) -> Draw:
    """Add the check digits (Skatteetaten's rule); the first may leave any of the remainders."""

    def draw(random: Random) -> str:
        while True:
            nine = nine_digits(random)
            first = (random.choice(remainders) - _weighed(nine, FIRST_WEIGHTS)) % 11
            second = -_weighed(f"{nine}{first}", SECOND_WEIGHTS) % 11
            if first < 10 and second < 10:
                return f"{nine}{first}{second}"

    return draw


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


KINDS: dict[str, Draw] = {
    "fødselsnummer": _dated((0, 0)),
    "fødselsnummer by the rule of 2032": _dated((0, 0), remainders=FIRST_REMAINDERS_OF_2032),
    "D-number": _dated((40, 0)),
    "H-number": _dated((0, 40), (40, 40)),
    "FH-number": _checked(_dateless),
    "synthetic number": _dated(*SYNTHETIC),
}


def drawn_number(random: Random) -> str:
    """Draw a number of any kind."""
    return random.choice(tuple(KINDS.values()))(random)


def mistyped(number: str, random: Random) -> str:
    """Change one digit, or swap two neighbours that differ."""
    swaps = [place for place in range(10) if number[place] != number[place + 1]]
    if swaps and random.random() < 0.5:
        place = random.choice(swaps)
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    place = random.randrange(11)
    other = (int(number[place]) + random.randint(1, 9)) % 10
    return f"{number[:place]}{other}{number[place + 1 :]}"

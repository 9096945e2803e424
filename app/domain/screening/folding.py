"""All the ways to read a text, folded to the few signs that the patterns know."""

from collections.abc import Iterator

from app.domain.screening.reading import Reading, as_written
from app.domain.screening.rules import Rules
from app.domain.screening.undoing import opened, undone


def readings(text: str, rules: Rules) -> Iterator[Reading]:
    """Read a text as it stands, with its encodings undone once and twice, and with base64 opened.

    Each is a reading of its own, since undoing one may break a number that stands there plainly.
    """
    plain = as_written(text)
    yield folded(plain, rules)
    if once := undone(plain, rules.undoing):
        yield folded(once, rules)
        if twice := undone(once, rules.undoing):
            yield folded(twice, rules)
    if inside := opened(plain, rules.undoing):
        yield folded(inside, rules)


def with_digits(reading: Reading, rules: Rules) -> Iterator[Reading]:
    """Give the reading, and once more with O and l as digits where they stand among digits."""
    yield reading
    signs = rules.lookalike_run.sub(lambda run: run[0].translate(rules.lookalikes), reading.signs)
    if signs != reading.signs:
        yield reading.replaced(signs)


def folded(reading: Reading, rules: Rules) -> Reading:
    """Fold each sign; what cannot be seen is gone, and what stands for more takes more places."""
    folds = [rules.folds[sign] for sign in reading.signs]
    signs = "".join(folds)
    if all(len(fold) == 1 for fold in folds):
        return reading.replaced(signs)
    return Reading(
        signs,
        [start for start, fold in zip(reading.starts, folds, strict=True) for _ in fold],
        [end for end, fold in zip(reading.ends, folds, strict=True) for _ in fold],
    )

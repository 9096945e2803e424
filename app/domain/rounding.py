"""How figures are rounded: half up, once, and never to all or nothing that is not so."""

from decimal import ROUND_HALF_UP, Decimal

WHOLE = Decimal(100)


def rounded(value: float | Decimal, decimals: int = 0) -> Decimal:
    """Round half away from zero, as people do, from the digits that the figure is written with."""
    return Decimal(str(value)).quantize(_step(decimals), ROUND_HALF_UP)


def in_percent(share: float | Decimal, decimals: int = 0) -> Decimal:
    """Give a share of one in per cent, rounded.

    A share that leaves something out is never 100, and a share of something never 0: it is held at
    the last figure before, so that 99.96 is written 99.9 and not as though nothing were missing.
    """
    exact = Decimal(str(share)) * WHOLE
    nearest, step = rounded(exact, decimals), _step(decimals)
    if 0 < exact < WHOLE:
        return min(max(nearest, step), WHOLE - step)
    return nearest


def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)

"""The public holidays of Norway, by the holidays library."""

from datetime import date
from functools import cache

from holidays import country_holidays


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Give the days of a year that are holidays by law, Sundays left to the calendar itself."""
    return frozenset(country_holidays("NO", years=year))

"""The bank holidays of the three calendars of the United Kingdom, from the `holidays` library."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from holidays import country_holidays

from contact_gateway.domain.working_days import Nation

_SUBDIVISIONS = {
    Nation.ENGLAND_AND_WALES: ("ENG", "WLS"),
    Nation.SCOTLAND: ("SCT",),
    Nation.NORTHERN_IRELAND: ("NIR",),
}


def bank_holidays(nation: Nation, years: Iterable[int]) -> frozenset[date]:
    """The bank holidays and their substitute days in these years, those proclaimed for one occasion included.

    A day proclaimed after the library's release is missing until it is updated; a landlord adds it as a closure day.
    """
    return _in_years(nation, tuple(years))


@lru_cache(maxsize=64)
def _in_years(nation: Nation, years: tuple[int, ...]) -> frozenset[date]:
    return frozenset(
        day for subdivision in _SUBDIVISIONS[nation] for day in country_holidays("GB", subdiv=subdivision, years=years)
    )

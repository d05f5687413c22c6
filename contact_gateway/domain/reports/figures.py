"""The figures of a report: how many of what. Names, officers and words are in none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contact_gateway.domain.procedure.words import Measure

FEWEST = 5
"""Of what could tell who somebody is, fewer than so many are not counted out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number: of which measure, what was counted, of which sort (empty: of all). None is fewer than `FEWEST`."""

    measure: Measure
    what: str
    of: str = ""
    number: int | None


def totals(measure: Measure, found: Mapping[str, Iterable[str]]) -> Iterator[Figure]:
    """Give for each thing how many there are, then of which sort how many, in the order of the words."""
    for what, sorts in found.items():
        counted = Counter(sorts)
        yield Figure(measure=measure, what=what, number=counted.total())
        yield from (
            Figure(measure=measure, what=what, of=sort, number=counted[sort]) for sort in sorted(counted) if sort
        )


def veiled(measure: Measure, what: str, sorts: Iterable[str]) -> Iterator[Figure]:
    """Give of which sort how many, where a small number could tell who it is."""
    for sort, number in sorted(Counter(sorts).items()):
        yield Figure(measure=measure, what=what, of=sort, number=number if number >= FEWEST else None)

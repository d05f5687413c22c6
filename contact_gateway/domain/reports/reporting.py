"""A report of a landlord's own policy: the figures that it holds, counted for one period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from contact_gateway.domain.procedure.words import Measure
from contact_gateway.domain.reports.figures import Figure
from contact_gateway.domain.reports.material import Material
from contact_gateway.domain.reports.of_cases import (
    of_breaches,
    of_characteristics,
    of_consistency,
    of_data_quality,
    of_incidents,
)
from contact_gateway.domain.reports.of_restrictions import of_appeals, of_restrictions, of_reviews

_COUNTS: Mapping[Measure, Callable[[Material], Iterator[Figure]]] = {
    Measure.RESTRICTIONS: of_restrictions,
    Measure.REVIEWS: of_reviews,
    Measure.APPEALS: of_appeals,
    Measure.BREACHES: of_breaches,
    Measure.INCIDENTS: of_incidents,
    Measure.CONSISTENCY: of_consistency,
    Measure.CHARACTERISTICS: of_characteristics,
    Measure.DATA_QUALITY: of_data_quality,
}


def figures(holds: Iterable[Measure], made_of: Material) -> tuple[Figure, ...]:
    """Return the figures that a report holds, measure by measure: the same from the same acts, whenever it is asked."""
    return tuple(figure for measure in holds for figure in _COUNTS[measure](made_of))

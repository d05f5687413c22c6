"""What happened in cases in a period, and what a landlord keeps: incidents, fairness, who is restricted, gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from statistics import median_low

from contact_gateway.domain.casework.acts import Against, Incident, Proposed, Warned
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.casework.binding import in_force_on
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.procedure.words import Measure
from contact_gateway.domain.reports.figures import FEWEST, Figure, totals, veiled
from contact_gateway.domain.reports.material import Material, ReportedCase
from contact_gateway.domain.reports.of_restrictions import bound_in, is_over, overdue

FORGOTTEN_AFTER = timedelta(days=30)
"""A proposal that nobody signed for so long was probably forgotten."""


def of_breaches(made_of: Material) -> Iterator[Figure]:
    """Give how many contacts were made against an arrangement, and by how many customers."""
    yield Figure(measure=Measure.BREACHES, what="contacts", number=len(made_of.breaches))
    yield Figure(measure=Measure.BREACHES, what="customers", number=len(set(made_of.breaches)))


def of_incidents(made_of: Material) -> Iterator[Figure]:
    """Give how many incidents of each ground there were, which were motivated by hate, whom they harmed; warnings."""
    incidents, warned = list(made_of.acts(Incident)), made_of.acts(Warned)
    found = {
        "recorded": [act.grounds.value for act in incidents],
        "hate_motivated": [act.grounds.value for act in incidents if act.hate_motivated],
        "against_others_than_employees": [
            act.against.value for act in incidents if act.against is not Against.EMPLOYEE
        ],
        "off_duty": ["" for act in incidents if act.off_duty],
        "warnings": [act.form.value for act in warned],
    }
    yield from totals(Measure.INCIDENTS, found)


def of_consistency(made_of: Material) -> Iterator[Figure]:
    """Give for each grounds which kind was decided by which team, how often, and after how many days it is reviewed.

    The days are the median. Of fewer than five neither is told: it would be known who it is (OCT-5.2).
    """
    days: dict[str, list[int]] = defaultdict(list)
    for life in made_of.lives():
        proposed, signed = life.history.proposed, life.history.authorised
        if signed and made_of.holds(signed.at):
            team = made_of.teams.get(signed.by, "")
            grounds = proposed.grounds.value if proposed.grounds else ""
            since = in_force_on(life.history, life.rules, life.clocks)
            decided = f"{grounds}: {proposed.restriction.kind.value}, {team}"
            days[decided].append((life.history.first_review_on - since).days)
    yield from veiled(Measure.CONSISTENCY, "decided", (one for one, found in days.items() for _ in found))
    for one, found in sorted(days.items()):
        until = median_low(found) if len(found) >= FEWEST else None
        yield Figure(measure=Measure.CONSISTENCY, what="days_until_review", of=one, number=until)


def of_characteristics(made_of: Material) -> Iterator[Figure]:
    """Give how many of those restricted have which adjustment or language, or are at risk; adjustments agreed."""
    restricted = [case for case in made_of.cases if _is_restricted(case, made_of)]
    adjustments = (one.value for case in restricted for one in case.adjustments)
    languages = (case.language for case in restricted if case.language != ENGLISH)
    agreed = (act.adjustment.value for act in made_of.acts(AdjustmentAgreed) if act.adjustment)
    yield Figure(measure=Measure.CHARACTERISTICS, what="restricted", number=len(restricted))
    yield from veiled(Measure.CHARACTERISTICS, "restricted_with_adjustment", adjustments)
    yield from veiled(Measure.CHARACTERISTICS, "restricted_with_language", languages)
    yield from veiled(Measure.CHARACTERISTICS, "restricted_at_risk", ("" for case in restricted if case.priority))
    yield from veiled(Measure.CHARACTERISTICS, "adjustment_agreed", agreed)


def of_data_quality(made_of: Material) -> Iterator[Figure]:
    """Give what is not as it should be in the cases: a person in charge can put each of these right."""
    forgotten = made_of.time.end - FORGOTTEN_AFTER
    lives = [life for life in made_of.lives() if not is_over(life, made_of)]
    drafts = (life.history for life in lives if life.history.authorised is None)
    untold = (life.history for life in lives if life.history.authorised and life.history.letter is None)
    found = {
        "people_not_identified": ["" for case in made_of.cases if not case.identified],
        "people_nobody_can_reach": ["" for case in made_of.cases if not case.reachable],
        "unsigned_for_a_month": ["" for one in drafts if one.all(Proposed)[-1].at < forgotten],
        "signed_and_not_told": ["" for _ in untold],
        "reviews_overdue": ["" for life in lives if overdue(life, made_of)],
    }
    yield from totals(Measure.DATA_QUALITY, found)


def _is_restricted(case: ReportedCase, made_of: Material) -> bool:
    return any(bound_in(life, made_of) for life in case.lives if not life.history.is_trial)

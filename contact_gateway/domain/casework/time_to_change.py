"""The time to change that a warning gives, and how long it still runs (TOR-14, OCT-3.1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from contact_gateway.domain.casework.acts import CaseAct, Incident, Proposed, Warned


def time_given(act: Proposed, case: Collection[CaseAct], zone: ZoneInfo) -> date | None:
    """Return the day until which the customer has time to change, when this is proposed before it; None if none runs.

    What a warning was about is what the incidents were that were on record by then: for grounds that are none of theirs
    nobody was given time. Where none was on record it was about whatever there was.
    """
    proposed_on = act.at.astimezone(zone).date()
    given = [
        warned.change_by
        for warned in case
        if isinstance(warned, Warned) and warned.change_by and warned.at <= act.at and _is_about(warned, act, case)
    ]
    return max((day for day in given if day > proposed_on), default=None)


def _is_about(warned: Warned, act: Proposed, case: Collection[CaseAct]) -> bool:
    before = {one.grounds for one in case if isinstance(one, Incident) and one.at <= warned.at}
    return not before or act.grounds in before

"""Who hears of what happens in a case, and who then has something to do."""

from __future__ import annotations

from datetime import date

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules, Duty, Notice
from contact_gateway.domain.procedure.words import Occasion
from contact_gateway.domain.restrictions import Grounds


def notices(rules: CaseworkRules, occasion: Occasion) -> tuple[Notice, ...]:
    """Return whom the policy wants told (TUN-5.3a, OCT-5.1)."""
    return tuple(notice for notice in rules.notices if notice.on is occasion)


def duties(
    rules: CaseworkRules, occasion: Occasion, grounds: Grounds | None = None, kind: Kind | None = None
) -> tuple[Duty, ...]:
    """Return what somebody now has to do; a duty that names grounds or kinds is only for those."""
    return tuple(
        duty
        for duty in rules.duties
        if duty.on is occasion
        and (not duty.grounds or grounds in duty.grounds)
        and (not duty.kinds or kind in duty.kinds)
    )


def due_on(duty: Duty, happened_on: date, clocks: Clocks) -> date:
    """Return by which day."""
    return duty.within.after(happened_on, clocks.calendar)

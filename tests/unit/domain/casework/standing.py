"""What stands at an instant, for tests of lives; acts that change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Appealed,
    Finding,
    Outcome,
    RestrictionAct,
    Reviewed,
)
from contact_gateway.domain.casework.binding import binding
from contact_gateway.domain.casework.life import Mark, State, mark_at, state_at
from contact_gateway.domain.procedure.rules import AppealRules, CaseworkRules
from contact_gateway.domain.procedure.words import Hearing
from tests.unit.domain.casework.cases import CLOCKS, CONSULTED, POSTED, RULES, SIGNED, history, local, proposed

WHOLE = history(proposed(), CONSULTED, SIGNED, POSTED)
SUSPENDS = replace(RULES, appeals=(AppealRules(meanwhile=Hearing.SUSPENDED),))
APPEAL = Appealed(
    id="a1",
    by="desk",
    at=local("2026-05-01T09:00"),
    appeal_id="a1",
    received_on=date(2026, 5, 1),
    due_on=date(2026, 5, 18),
)
DECIDED = AppealDecided(id="d1", by="ann", at=local("2026-05-12T10:00"), appeal_id="a1", finding=Finding.UPHELD)
REVIEW = Reviewed(
    id="v1", by="ann", at=local("2026-10-15T10:00"), outcome=Outcome.CONTINUE, next_review=date(2027, 4, 15)
)


def state(at: str, *acts: RestrictionAct, rules: CaseworkRules = RULES) -> State:
    return state_at(history(*acts), local(at), rules, CLOCKS)


def mark(at: str, *acts: RestrictionAct, rules: CaseworkRules = RULES) -> Mark | None:
    return mark_at(history(*acts), local(at), rules, CLOCKS)


def stretches(*acts: RestrictionAct, rules: CaseworkRules = RULES) -> list[tuple[datetime, datetime]]:
    return [(stretch.start, stretch.end) for stretch in binding(history(*acts), rules, CLOCKS)]

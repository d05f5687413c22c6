"""Cases whose acts are counted by reports, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from contact_gateway.domain.casework.acts import (
    Act,
    Appealed,
    Lifted,
    Outcome,
    RestrictionAct,
    Reviewed,
)
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.procedure.words import Measure
from contact_gateway.domain.reports.material import Material, ReportedCase, ReportedLife
from contact_gateway.domain.reports.report_periods import ReportPeriod
from contact_gateway.domain.reports.reporting import figures
from tests.unit.domain.casework.cases import CLOCKS, POSTED, RULES, SIGNED, history, local, proposed

SPRING = ReportPeriod(date(2026, 4, 1), date(2026, 7, 1))
AUTUMN = ReportPeriod(date(2026, 10, 1), date(2027, 1, 1))
WHOLE = (proposed(), SIGNED, POSTED)
LIFTED = Lifted(id="e1", by="ann", at=local("2026-06-01T10:00"))
REVIEW = Reviewed(
    id="v1", by="ann", at=local("2026-11-02T10:00"), outcome=Outcome.CONTINUE, next_review=date(2027, 4, 20)
)
APPEAL = Appealed(
    id="a1",
    by="mo",
    at=local("2026-05-04T10:00"),
    appeal_id="a1",
    received_on=date(2026, 5, 4),
    due_on=date(2026, 5, 18),
)


def life(*acts: RestrictionAct, rules: CaseworkRules = RULES) -> ReportedLife:
    return ReportedLife(history=history(*acts), rules=rules, clocks=CLOCKS)


def case(*lives: ReportedLife, acts: Iterable[Act] = (), **said: object) -> ReportedCase:
    build: Callable[..., ReportedCase] = ReportedCase
    return build(**{"customer_id": "sam", "lives": lives, "acts": tuple(acts), **said})


def counted(
    measure: Measure, *cases: ReportedCase, period: ReportPeriod = SPRING, **said: object
) -> dict[tuple[str, str], int | None]:
    """Return what was counted, by what it is and of which sort; what is nought is left out."""
    build: Callable[..., Material] = Material
    found = figures((measure,), build(**{"period": period, "clocks": CLOCKS, "cases": cases, **said}))
    return {(one.what, one.of): one.number for one in found if one.number != 0}

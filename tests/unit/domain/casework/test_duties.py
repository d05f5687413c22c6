"""Who hears of an occasion, and who then has something to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contact_gateway.domain.casework.duties import due_on, duties, notices
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import Duty, Notice
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Occasion
from contact_gateway.domain.restrictions import Grounds
from tests.unit.domain.casework.cases import CLOCKS, RULES

BREACH = Notice(on=Occasion.BREACH, to=("customer_excellence_leader",), clause="TUN-5.3a")
SIGNED = Notice(on=Occasion.AUTHORISED, to=("service_development",), clause="OCT-5.1")
ASK = Duty(on=Occasion.STAFF_ENDED, task="ask_to_stop", to="manager", within=Span(2, Unit.WORKING_DAYS))
LAWYER = replace(ASK, on=Occasion.PROPOSED, task="legal_advice", grounds=frozenset({Grounds.DEFAMATION}))
UNDER = replace(RULES, notices=(BREACH, SIGNED), duties=(ASK, LAWYER))


def test_a_notice_is_for_its_occasion_alone() -> None:
    assert notices(UNDER, Occasion.BREACH) == (BREACH,)
    assert notices(UNDER, Occasion.AUTHORISED) == (SIGNED,)
    assert notices(UNDER, Occasion.ENDED) == ()


def test_a_duty_that_names_grounds_is_only_for_those() -> None:
    assert duties(UNDER, Occasion.STAFF_ENDED) == (ASK,)
    assert duties(UNDER, Occasion.PROPOSED, Grounds.DEFAMATION) == (LAWYER,)
    assert duties(UNDER, Occasion.PROPOSED, Grounds.ABUSE) == ()
    assert duties(UNDER, Occasion.PROPOSED) == ()


def test_a_duty_that_names_kinds_is_only_for_those() -> None:
    site = replace(ASK, on=Occasion.AUTHORISED, kinds=frozenset({Kind.SOCIAL_MEDIA_ACTION}))
    under = replace(UNDER, duties=(site,))
    assert duties(under, Occasion.AUTHORISED, kind=Kind.SOCIAL_MEDIA_ACTION) == (site,)
    assert duties(under, Occasion.AUTHORISED, kind=Kind.CHANNEL_BAN) == ()
    assert duties(under, Occasion.AUTHORISED) == ()


def test_a_duty_is_due_within_its_time() -> None:
    assert due_on(ASK, date(2026, 4, 2), CLOCKS) == date(2026, 4, 8)

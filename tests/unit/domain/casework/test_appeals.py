"""Whether an appeal is heard, until when it is in time, and who hears it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import (
    Handling,
    LetterHandled,
    LetterIssued,
    Outcome,
    RestrictionAct,
    Reviewed,
)
from contact_gateway.domain.casework.appeals import (
    asked_by,
    last_day,
    next_tier,
    refusal_to_appeal,
    refusal_to_hear,
    tier_for,
)
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import AppealRules, CaseworkRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from tests.builders import policy
from tests.unit.domain.casework.cases import (
    ANN,
    CLOCKS,
    LADDER,
    MO,
    POSTED,
    RULES,
    SIGNED,
    SUE,
    history,
    local,
    proposed,
)
from tests.unit.domain.casework.standing import APPEAL, DECIDED, WHOLE

POLICY = policy(grades=LADDER)
TIER = Tier(grade="assistant_director")
TWENTY = Span(20, Unit.WORKING_DAYS)
SIX_MONTHS = Span(6, Unit.MONTHS)
HEARD = (APPEAL, DECIDED)
HEARD_AGAIN = (replace(APPEAL, appeal_id="a2"), replace(DECIDED, appeal_id="a2"))
RENEWED = Reviewed(
    id="v1", by="kit", at=local("2026-10-15T10:00"), outcome=Outcome.CONTINUE, next_review=date(2027, 4, 15)
)
TOLD_AGAIN = replace(
    POSTED,
    id="l2",
    letter=LetterType.REVIEW_OUTCOME,
    at=local("2026-10-16T10:00"),
    received_on=date(2026, 10, 20),
)


def rules(**said: object) -> CaseworkRules:
    build: Callable[..., AppealRules] = AppealRules
    return replace(RULES, appeals=(build(**{"tiers": (TIER,), **said}),))


def code(
    *acts: RestrictionAct,
    on: date = date(2026, 5, 1),
    under: CaseworkRules = RULES,
    new_facts: bool = False,
) -> str:
    found = refusal_to_appeal(history(*acts), on, under, CLOCKS, new_facts=new_facts)
    return found.code if found else ""


def test_a_court_order_and_a_policy_without_tiers_have_no_appeal_here() -> None:
    of_a_court = history(proposed(kind=Kind.COURT_ORDER), *WHOLE.acts[1:])
    assert code(*of_a_court.acts) == "not_appealable"
    assert code(*WHOLE.acts, under=rules(tiers=())) == "not_appealable"
    assert code(*WHOLE.acts) == ""


def test_some_kinds_may_have_rules_of_their_own() -> None:
    of_bans = AppealRules(kinds=frozenset({Kind.CHANNEL_BAN}), window=TWENTY)
    under = replace(RULES, appeals=(AppealRules(), of_bans))
    assert last_day(WHOLE, under, CLOCKS) == date(2026, 5, 21)
    assert last_day(history(proposed(kind=Kind.PREMISES_BAN), *WHOLE.acts[1:]), under, CLOCKS) is None


def test_the_window_runs_from_deemed_receipt_of_the_letter_and_its_last_day_is_in_time() -> None:
    under = rules(window=TWENTY)
    assert last_day(WHOLE, under, CLOCKS) == date(2026, 5, 21)
    assert code(*WHOLE.acts, on=date(2026, 5, 21), under=under) == ""
    assert code(*WHOLE.acts, on=date(2026, 5, 22), under=under) == "appeal_out_of_time"


def test_or_from_the_day_it_came_into_force_when_that_is_later_or_was_at_once() -> None:
    under = rules(window=SIX_MONTHS, from_start=True)
    assert last_day(WHOLE, under, CLOCKS) == date(2026, 10, 22)
    waits = history(proposed(at="2026-05-04T10:00"), SIGNED, POSTED)
    assert last_day(waits, under, CLOCKS) == date(2026, 11, 4)
    at_once = history(proposed(immediate=True), SIGNED, POSTED)
    assert last_day(at_once, under, CLOCKS) == date(2026, 10, 22)


def test_without_a_window_an_appeal_is_never_late_and_the_letter_asks_for_it_by_a_date() -> None:
    under = rules(asked_within=TWENTY)
    assert code(*WHOLE.acts, on=date(2036, 1, 1), under=under) == ""
    assert last_day(WHOLE, under, CLOCKS) is None
    assert asked_by(WHOLE, under, CLOCKS) == date(2026, 5, 21)
    assert asked_by(WHOLE, rules(window=SIX_MONTHS, asked_within=TWENTY), CLOCKS) == date(2026, 10, 22)
    assert asked_by(WHOLE, rules(), CLOCKS) is None
    assert asked_by(WHOLE, rules(tiers=()), CLOCKS) is None


def test_before_a_letter_no_window_runs() -> None:
    assert last_day(history(proposed(), SIGNED), rules(window=TWENTY), CLOCKS) is None
    assert last_day(history(proposed(), POSTED), rules(window=TWENTY), CLOCKS) is None


def test_a_renewal_is_a_decision_of_its_own_with_a_window_of_its_own() -> None:
    under = rules(window=SIX_MONTHS, from_start=True)
    assert last_day(history(*WHOLE.acts, RENEWED), under, CLOCKS) is None
    assert last_day(history(*WHOLE.acts, RENEWED, TOLD_AGAIN), under, CLOCKS) == date(2027, 4, 20)
    waits = history(proposed(at="2026-12-01T10:00"), SIGNED, POSTED, RENEWED, TOLD_AGAIN)
    assert last_day(waits, under, CLOCKS) == date(2027, 4, 20)


def test_the_window_of_a_renewal_runs_from_when_its_letter_was_posted_in_the_end() -> None:
    posted = local("2027-01-11T10:00")
    letter = replace(TOLD_AGAIN, letter_id="l2")
    late = LetterHandled(
        id="h1",
        by="mo",
        at=posted,
        letter_id="l2",
        done=Handling.POSTED,
        on=posted.date(),
        received_on=date(2027, 1, 13),
    )
    at_once = history(*WHOLE.acts, RENEWED, letter)
    assert last_day(at_once, rules(window=SIX_MONTHS), CLOCKS) == date(2027, 4, 20)
    assert last_day(at_once.then(late), rules(window=SIX_MONTHS), CLOCKS) == date(2027, 7, 13)


def test_the_time_for_the_next_tier_runs_from_the_letter_about_the_last_hearing() -> None:
    under = rules(tiers=(TIER, TIER), window=TWENTY, from_start=True)
    answered = replace(
        POSTED,
        letter=LetterType.APPEAL_OUTCOME,
        letter_id="l2",
        at=local("2026-05-18T10:00"),
        received_on=date(2026, 5, 20),
    )
    assert last_day(history(*WHOLE.acts, *HEARD), under, CLOCKS) is None
    told = history(*WHOLE.acts, *HEARD, answered)
    assert last_day(told, under, CLOCKS) == date(2026, 6, 18)
    assert code(*told.acts, on=date(2026, 6, 18), under=under) == ""
    assert code(*told.acts, on=date(2026, 6, 19), under=under) == "appeal_out_of_time"
    kept = replace(answered, letter_id="l3", at=local("2026-06-20T10:00"), received_on=date(2026, 6, 23))
    assert last_day(history(*told.acts, kept), under, CLOCKS) == date(2026, 6, 18)
    posted_late = LetterHandled(
        id="h1",
        by="mo",
        at=local("2026-05-22T10:00"),
        letter_id="l2",
        done=Handling.POSTED,
        on=date(2026, 5, 22),
        received_on=date(2026, 5, 27),
    )
    assert last_day(history(*told.acts, posted_late), under, CLOCKS) == date(2026, 6, 24)


def test_after_the_last_tier_no_window_opens_anew() -> None:
    under = rules(window=TWENTY)
    answered = replace(POSTED, letter=LetterType.APPEAL_OUTCOME, at=local("2026-05-18T10:00"))
    assert last_day(history(*WHOLE.acts, *HEARD, answered), under, CLOCKS) == date(2026, 5, 21)


def test_a_decision_that_was_heard_is_heard_again_only_with_new_facts_or_after_a_renewal() -> None:
    under = rules(once=True, clause="OCT-4.2b")
    assert code(*WHOLE.acts, *HEARD, under=under) == "not_appealable"
    assert code(*WHOLE.acts, *HEARD, under=under, new_facts=True) == ""
    assert code(*WHOLE.acts, *HEARD, RENEWED, under=under) == ""
    assert code(*WHOLE.acts, *HEARD, under=rules()) == ""


def test_the_tiers_follow_each_other() -> None:
    higher = Tier(grade="director", clause="OCT-4.2d")
    under = rules(tiers=(TIER, higher))
    assert next_tier(WHOLE, under, CLOCKS) == 1
    assert next_tier(history(*WHOLE.acts, *HEARD), under, CLOCKS) == 2
    assert next_tier(history(*WHOLE.acts, *HEARD, *HEARD_AGAIN), under, CLOCKS) is None
    assert next_tier(history(*WHOLE.acts, *HEARD, *HEARD_AGAIN, RENEWED), under, CLOCKS) == 1
    assert [tier_for(WHOLE, under, tier) for tier in (0, 1, 2, 3)] == [None, TIER, higher, None]
    assert next_tier(WHOLE, rules(tiers=()), CLOCKS) is None


@pytest.mark.parametrize(
    ("hearer", "expected"),
    [
        (SUE, "hearer_involved"),
        (replace(ANN, id="repairs"), "hearer_involved"),
        (replace(ANN, id="accused"), "hearer_involved"),
        (replace(ANN, conflicted=True), "hearer_involved"),
        (replace(ANN, id="kit"), "hearer_involved"),
        (replace(SUE, id="other"), "hearer_not_senior"),
        (replace(MO, id="other"), "hearer_not_senior"),
        (ANN, ""),
    ],
)
def test_a_hearer_is_neither_involved_nor_junior_and_involvement_is_asked_first(
    hearer: Signatory, expected: str
) -> None:
    reviewed = history(*WHOLE.acts, RENEWED)
    found = refusal_to_hear(reviewed, hearer, "service_manager", frozenset({"accused"}), TIER, POLICY)
    assert (found.code if found else "") == expected


def test_whoever_heard_the_first_tier_does_not_hear_the_second() -> None:
    found = refusal_to_hear(history(*WHOLE.acts, *HEARD), ANN, "service_manager", frozenset(), TIER, POLICY)
    assert found is not None
    assert found.code == "hearer_involved"


@pytest.mark.clause("TUN-8.6")
def test_a_hearer_is_above_whoever_authorised_unless_there_is_nobody_above() -> None:
    other = replace(ANN, id="other")
    too_low = refusal_to_hear(WHOLE, other, "assistant_director", frozenset(), Tier(), POLICY)
    assert too_low is not None
    assert too_low.sentence == "An appeal against this is heard by somebody senior to an assistant director."
    assert refusal_to_hear(WHOLE, other, "assistant_director", frozenset(), Tier(senior=False), POLICY) is None
    director = Signatory(id="d", grade="director")
    assert refusal_to_hear(WHOLE, director, "director", frozenset(), Tier(), POLICY) is None
    assert refusal_to_hear(WHOLE, other, "", frozenset(), Tier(), POLICY) is None


def test_a_tier_can_ask_for_a_role() -> None:
    tier = Tier(role="executive_team", senior=False, clause="DER-12.2b")
    refused = refusal_to_hear(WHOLE, ANN, "service_manager", frozenset(), tier, POLICY)
    assert refused is not None
    assert (refused.code, refused.clause) == ("hearer_not_senior", "DER-12.2b")
    executive = replace(ANN, roles=frozenset({"executive_team"}))
    assert refusal_to_hear(WHOLE, executive, "service_manager", frozenset(), tier, POLICY) is None


def test_an_appeal_that_was_not_decided_is_open() -> None:
    assert history(*WHOLE.acts, APPEAL).open_appeal == APPEAL
    assert history(*WHOLE.acts, APPEAL, DECIDED).open_appeal is None


def test_a_warning_does_not_start_the_window() -> None:
    warning = replace(POSTED, letter=LetterType.WARNING)
    assert isinstance(warning, LetterIssued)
    assert last_day(history(proposed(), SIGNED, warning), rules(window=TWENTY), CLOCKS) is None

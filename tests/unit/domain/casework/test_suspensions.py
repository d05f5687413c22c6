"""Suspended by hand, by an appeal, and ended: holes in the time for which a restriction binds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contact_gateway.domain.casework.acts import HearerNamed, Lifted, Suspended
from contact_gateway.domain.casework.life import Mark, State, shown
from contact_gateway.domain.procedure.rules import CaseworkRules
from tests.unit.domain.casework.cases import CLOCKS, POSTED, RULES, SIGNED, history, local, proposed
from tests.unit.domain.casework.standing import APPEAL, DECIDED, SUSPENDS, WHOLE, mark, state, stretches
from tests.unit.policies.reading import shipped


def test_a_suspension_is_a_hole_in_time_and_a_person_can_close_it() -> None:
    off = Suspended(id="x1", by="ann", at=local("2026-05-01T10:00"))
    on = Suspended(id="x2", by="ann", at=local("2026-05-08T10:00"), again=True)
    assert state("2026-05-02T00:00", *WHOLE.acts, off) is State.SUSPENDED
    assert state("2026-05-08T10:00", *WHOLE.acts, off, on) is State.ACTIVE
    assert [start for start, _ in stretches(*WHOLE.acts, off, on)] == [
        local("2026-04-22T00:00"),
        local("2026-05-08T10:00"),
    ]
    assert stretches(*WHOLE.acts, on) == stretches(*WHOLE.acts)


@pytest.mark.clause("DER-12.3a")
def test_at_derby_homes_an_appeal_makes_no_hole_in_it() -> None:
    rules = shipped("derby_homes").casework
    assert stretches(*WHOLE.acts, APPEAL, rules=rules) == stretches(*WHOLE.acts, rules=rules) != []
    assert stretches(*WHOLE.acts, APPEAL, rules=SUSPENDS) != stretches(*WHOLE.acts, rules=SUSPENDS)


def test_a_suspension_that_is_taken_back_in_the_same_instant_was_none() -> None:
    off = Suspended(id="x1", by="ann", at=local("2026-05-01T10:00"))
    assert stretches(*WHOLE.acts, off, replace(off, id="x2", again=True)) == stretches(*WHOLE.acts)
    early = replace(off, at=local("2026-04-20T15:00"))
    assert stretches(*WHOLE.acts, early, replace(early, again=True, at=local("2026-04-21T15:00"))) == stretches(
        *WHOLE.acts
    )
    assert stretches(*WHOLE.acts, early) == []


@pytest.mark.parametrize(("rules", "found"), [(RULES, State.ACTIVE), (SUSPENDS, State.SUSPENDED)])
def test_a_policy_says_what_holds_while_an_appeal_is_heard(rules: CaseworkRules, found: State) -> None:
    acts = (*WHOLE.acts, APPEAL)
    assert state("2026-05-02T09:00", *acts, rules=rules) is found
    assert mark("2026-05-02T09:00", *acts, rules=rules) is Mark.UNDER_APPEAL
    assert state("2026-05-12T10:00", *acts, DECIDED, rules=rules) is State.ACTIVE
    assert mark("2026-05-12T10:00", *acts, DECIDED, rules=rules) is None
    again = replace(DECIDED, id="d2", at=local("2026-05-14T10:00"))
    assert state("2026-05-13T10:00", *acts, DECIDED, again, rules=rules) is State.ACTIVE


def test_an_appeal_before_it_is_in_force_shows_and_may_keep_it_from_coming_into_force() -> None:
    early = replace(APPEAL, at=local("2026-04-21T09:00"))
    assert shown(history(*WHOLE.acts, early), local("2026-04-21T10:00"), RULES, CLOCKS) is Mark.UNDER_APPEAL
    assert stretches(*WHOLE.acts, early, DECIDED, rules=SUSPENDS)[0][0] == DECIDED.at


def test_a_late_appeal_suspends_from_when_a_person_names_a_hearer() -> None:
    late = replace(APPEAL, late=True)
    named = HearerNamed(id="h1", by="desk", at=local("2026-05-06T09:00"), appeal_id="a1", hearer="ann")
    assert state("2026-05-05T09:00", *WHOLE.acts, late, rules=SUSPENDS) is State.ACTIVE
    assert state("2026-05-05T09:00", *WHOLE.acts, late, named, rules=SUSPENDS) is State.ACTIVE
    assert state("2026-05-06T09:00", *WHOLE.acts, late, named, rules=SUSPENDS) is State.SUSPENDED


def test_a_lifted_restriction_is_over_at_once_also_one_that_was_never_in_force() -> None:
    lifted = Lifted(id="e1", by="ann", at=local("2026-06-01T10:00"))
    assert state("2026-06-01T09:59", *WHOLE.acts, lifted) is State.ACTIVE
    assert state("2026-06-01T10:00", *WHOLE.acts, lifted) is State.ENDED
    assert state("2026-06-01T10:00", proposed(), lifted) is State.ENDED
    assert shown(history(*WHOLE.acts, APPEAL, lifted), local("2026-06-01T10:00"), RULES, CLOCKS) is State.ENDED
    withdrawn = replace(lifted, at=local("2026-04-21T10:00"))
    assert stretches(*WHOLE.acts, withdrawn) == []


def test_the_clock_change_moves_no_day() -> None:
    autumn = proposed(at="2026-10-23T10:00", review_on=date(2027, 4, 23))
    letter = replace(POSTED, at=local("2026-10-23T10:00"), received_on=date(2026, 10, 25))
    assert stretches(autumn, SIGNED, letter)[0][0] == datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert stretches(autumn, SIGNED, letter)[0][1] == datetime(2027, 10, 24, 23, tzinfo=UTC)

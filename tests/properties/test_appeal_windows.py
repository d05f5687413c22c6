"""The time to appeal, tier by tier: whoever is told in time can always still ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.casework.acts import AppealDecided, Appealed, Finding
from contact_gateway.domain.casework.appeals import last_day, refusal_to_appeal
from contact_gateway.domain.procedure.rules import AppealRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.domain.casework.cases import CLOCKS, POSTED, RULES, SIGNED, history, proposed

DAY = timedelta(days=1)
windows = st.builds(Span, st.integers(1, 60), st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]))


@given(windows, st.booleans(), st.integers(1, 3), st.lists(st.integers(0, 120), min_size=3, max_size=3))
def test_the_letter_about_a_hearing_names_a_last_day_to_come_and_until_then_the_next_tier_is_open(
    window: Span, from_start: bool, heard: int, waits: list[int]
) -> None:
    rules = AppealRules(tiers=(Tier(),) * 4, window=window, from_start=from_start)
    under, known, told = replace(RULES, appeals=(rules,)), history(proposed(), SIGNED, POSTED), POSTED
    for number, wait in enumerate(waits[:heard]):
        at = told.at + (wait + 1) * DAY
        asked = Appealed(
            id="q", by="mo", at=at, appeal_id=f"a{number}", received_on=at.date(), due_on=at.date() + 10 * DAY
        )
        found = AppealDecided(id="d", by="ann", at=at, appeal_id=f"a{number}", finding=Finding.UPHELD)
        told = replace(
            POSTED,
            letter=LetterType.APPEAL_OUTCOME,
            letter_id=f"o{number}",
            at=at,
            received_on=at.date() + 2 * DAY,
        )
        known = history(*known.acts, asked, found, told)

    last = last_day(known, under, CLOCKS)

    assert last == window.after(told.received_on, CLOCKS.calendar)
    assert refusal_to_appeal(known, last, under, CLOCKS) is None
    late = refusal_to_appeal(known, last + DAY, under, CLOCKS)
    assert late is not None
    assert late.code == "appeal_out_of_time"

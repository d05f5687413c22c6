"""Taken over: who proposed it, who decided it, when the customer was told; nothing binds before that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.application.restriction_request import DecidedBefore
from contact_gateway.domain.casework.acts import Authorised, LetterIssued, Proposed
from contact_gateway.domain.working_days import Delivery
from tests.builders import MONDAY, decided_before
from tests.unit.application.taking_over import CAP, HERE, MIDNIGHT, UNTOLD, Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_its_acts_say_who_proposed_it_who_decided_it_and_when_it_was_told(desk: Desk) -> None:
    before = decided_before(told_on=date(2026, 2, 25), sent_by=Delivery.POST)
    desk.take_over(replace(CAP, narrative="Thirty calls.", evidence="The log."), before)
    proposed, signed, told = desk.history("r1").acts
    assert isinstance(proposed, Proposed)
    assert (proposed.by, proposed.taken_over_at, proposed.words) == (
        "kim",
        MONDAY,
        {"what_happened": "Thirty calls.", "evidence": "The log."},
    )
    assert isinstance(signed, Authorised)
    assert signed.by == "lee"
    assert isinstance(told, LetterIssued)
    assert (told.sent_by, told.received_on, told.letter_id) == (Delivery.POST, date(2026, 2, 27), "")
    assert {act.at.date() for act in (proposed, signed, told)} == {date(2026, 2, 25)}
    assert proposed.at <= signed.at <= told.at


def test_whoever_proposed_it_cannot_have_decided_it_too(desk: Desk) -> None:
    assert desk.refusal(CAP, decided_before(proposed_by="lee")).code == "same_person"
    with pytest.raises(Refused):
        desk.set_restriction.preview(HERE, CAP, decided_before(proposed_by="lee"))


def test_whoever_proposed_it_is_an_officer(desk: Desk) -> None:
    for stranger in ("", "sam", "nobody"):
        assert desk.refusal(CAP, decided_before(proposed_by=stranger)).code == "unknown_officer"


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (decided_before(told_on=None), "letter_missing"),
        (decided_before(sent_by=None), "letter_missing"),
        (UNTOLD, "letter_missing"),
        (decided_before(told_on=date(2026, 3, 3)), "impossible_day"),
    ],
    ids=["no day", "no way", "neither", "tomorrow"],
)
def test_nobody_is_restricted_without_having_been_told(desk: Desk, before: DecidedBefore, code: str) -> None:
    assert desk.refusal(CAP, before).code == code


@pytest.mark.parametrize(
    ("told_on", "sent_by", "in_force"),
    [
        (date(2026, 3, 2), Delivery.HAND, MIDNIGHT),
        (date(2026, 3, 2), Delivery.POST, datetime(2026, 3, 4, tzinfo=UTC)),
        (date(2026, 3, 2), Delivery.EMAIL, MIDNIGHT),  # it is ten o'clock: it was sent before half past four
        (date(2026, 2, 26), Delivery.EMAIL, datetime(2026, 2, 27, tzinfo=UTC)),
        (date(2026, 2, 27), Delivery.EMAIL, MIDNIGHT),
        (date(2026, 2, 28), Delivery.HAND, datetime(2026, 2, 28, tzinfo=UTC)),
        (date(2025, 7, 1), Delivery.HAND, datetime(2025, 6, 30, 23, tzinfo=UTC)),
    ],
)
def test_it_binds_from_the_day_on_which_the_telling_counts_as_received_and_not_before(
    desk: Desk, told_on: date, sent_by: Delivery, in_force: datetime
) -> None:
    asked, before = replace(CAP, review_on=date(2026, 6, 10)), decided_before(told_on=told_on, sent_by=sent_by)
    later = in_force + timedelta(days=3)
    starts = ((None, in_force), (in_force - timedelta(days=1), in_force), (later, later))
    for limit, (starts_at, since) in enumerate(starts, start=1):
        asked = replace(asked, terms={"limit": limit, "per": "week"}, starts_at=starts_at)
        made = desk.take_over(asked, before)
        assert made.starts_at == since
        assert desk.memory.of(HERE).binds[made.id][0].start == since


def test_of_a_trial_nobody_has_to_be_told(desk: Desk) -> None:
    assert desk.refusal(replace(CAP, mode="shadow"), replace(UNTOLD, proposed_by="lee")).code == "same_person"
    made = desk.take_over(replace(CAP, mode="shadow"), UNTOLD)
    proposed, signed = desk.history(made.id).acts
    assert (proposed.by, signed.by, proposed.at, made.starts_at) == ("kim", "lee", MONDAY, MONDAY)

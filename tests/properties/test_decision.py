"""The laws of deciding, whatever is in force, whoever calls, whenever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.contact import Contact, Key, Step, Subject
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import KnownCustomer
from contact_gateway.domain.policy import EMERGENCY_LINE, PRIORITY, QUEUE, VOICEMAIL, Destination
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer, Person, Role, Standing
from contact_gateway.domain.usage import Usage
from tests.builders import person, policy, restriction
from tests.properties import strategies

POLICY = policy(
    destinations={
        **policy().destinations,
        PRIORITY: Destination(name=PRIORITY, label="Priority desk", phone="+441632960105"),
    }
)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Contact, Standing, Usage]:
    in_force = draw(strategies.sets_of_restrictions())
    contact = draw(strategies.contacts())
    standing = strategies.standing(*in_force, priority=draw(st.booleans()))
    return contact, standing, draw(strategies.usages(in_force, contact.received_at))


@given(situations())
def test_an_emergency_is_never_declined_whatever_is_in_force(situation: tuple[Contact, Standing, Usage]) -> None:
    contact, standing, usage = situation
    pressed = replace(contact, pressed=Key.EMERGENCY, step=Step.KEY)
    tagged = replace(contact, tags=frozenset({Subject.EMERGENCY}))
    unproven = replace(pressed, authenticated=False)
    withheld = replace(pressed, sender=None)
    for emergency in (pressed, tagged, unproven, withheld):
        decision = decide(emergency, standing, usage, POLICY, contact.received_at)
        assert (decision.outcome, decision.charges) == (Outcome.EMERGENCY, ())
        another_line = EMERGENCY_LINE in contact.tried and QUEUE not in contact.tried
        assert decision.to == (QUEUE if another_line else EMERGENCY_LINE)


@given(situations(), strategies.OTHER_SUBJECTS)
def test_an_always_open_subject_is_never_refused_and_takes_nothing(
    situation: tuple[Contact, Standing, Usage], subject: Subject
) -> None:
    contact, standing, usage = situation
    decision = decide(replace(contact, tags=frozenset({subject})), standing, usage, POLICY, contact.received_at)
    assert decision.outcome is Outcome.ROUTE
    desks = [desk for desk in (POLICY.subjects[subject], QUEUE) if desk not in contact.tried]
    assert decision.to == next(iter(desks), VOICEMAIL)
    assert decision.charges == ()


@given(situations(), strategies.restrictions(number=9))
def test_adding_a_restriction_never_opens_what_was_closed(
    situation: tuple[Contact, Standing, Usage], added: Restriction
) -> None:
    contact, standing, usage = situation
    before = decide(contact, standing, usage, POLICY, contact.received_at)
    more = strategies.under(standing, *standing.restrictions, added)
    after = decide(contact, more, usage, POLICY, contact.received_at)
    assert not before.refuses or after.refuses
    if before.refuses and before.next_allowed is None:
        assert after.next_allowed is None
    if before.next_allowed and after.next_allowed:
        assert after.next_allowed >= before.next_allowed
    assert set(after.channels_open) <= set(before.channels_open)


@given(situations())
def test_whoever_is_refused_and_answered_is_told_a_time_or_a_way(situation: tuple[Contact, Standing, Usage]) -> None:
    contact, standing, usage = situation
    decision = decide(contact, standing, usage, POLICY, contact.received_at)
    told = {Script.DECLINE_UNTIL, Script.HOLD_UNTIL, Script.OTHER_WAYS, Script.ACTING_FOR_YOU} & set(decision.scripts)
    assert bool(told) == (decision.refuses and bool(decision.scripts))


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_in_which_restrictions_are_listed_never_matters(
    situation: tuple[Contact, Standing, Usage], chance: Random
) -> None:
    contact, standing, usage = situation
    shuffled = list(standing.restrictions)
    chance.shuffle(shuffled)
    assert decide(contact, standing, usage, POLICY, contact.received_at) == decide(
        contact, strategies.under(standing, *shuffled), usage, POLICY, contact.received_at
    )


@given(situations(), st.data())
def test_a_shadow_restriction_never_changes_what_happens(
    situation: tuple[Contact, Standing, Usage], data: st.DataObject
) -> None:
    contact, standing, usage = situation
    shadows = tuple(
        replace(shadow, id=f"shadow-{shadow.id}")
        for shadow in data.draw(strategies.sets_of_restrictions(mode=Mode.SHADOW))
    )
    with_shadows = strategies.under(standing, *standing.restrictions, *shadows)
    before = decide(contact, standing, usage, POLICY, contact.received_at)
    after = decide(contact, with_shadows, usage, POLICY, contact.received_at)
    own = tuple(charge for charge in after.charges if not charge.allowance.restriction_id.startswith("shadow-"))
    assert replace(after, shadow=(), charges=own) == before


@given(situations())
def test_a_representative_is_never_bound_by_the_customers_restriction(
    situation: tuple[Contact, Standing, Usage],
) -> None:
    contact, customers_own, usage = situation
    sam = customers_own.person
    rae = Person(id="rae", role=Role.REPRESENTATIVE, of="sam", name="Rae Example")
    assert sam is not None
    for people in ((rae,), (rae, sam)):
        standing = identify(contact, POLICY, people)
        decision = decide(contact, standing, usage, POLICY, contact.received_at)
        assert decision.outcome is Outcome.CONNECT
        assert decision.charges == ()


@given(situations(), st.integers(0, 10_000))
def test_next_allowed_is_itself_allowed_and_nothing_before_it_is(
    situation: tuple[Contact, Standing, Usage], permille: int
) -> None:
    contact, standing, usage = situation
    now = contact.received_at
    decision = decide(contact, standing, usage, POLICY, now)
    if decision.next_allowed is None:
        return
    assert decision.refuses
    assert decision.next_allowed > now
    assert not decide(contact, standing, usage, POLICY, decision.next_allowed).refuses
    between = now + (decision.next_allowed - now) * permille / 10_000
    if between < decision.next_allowed:
        assert decide(contact, standing, usage, POLICY, between).refuses
    assert decide(contact, standing, usage, POLICY, decision.next_allowed - timedelta(microseconds=1)).refuses


@given(situations())
def test_a_time_limit_is_always_positive_and_never_more_than_a_restriction_left(
    situation: tuple[Contact, Standing, Usage],
) -> None:
    contact, standing, usage = situation
    decision = decide(contact, standing, usage, POLICY, contact.received_at)
    assert decision.time_limit is None or 60 <= decision.time_limit <= 30 * 60
    assert not (decision.refuses and decision.time_limit)


@given(situations())
def test_the_answer_is_the_same_for_ever_and_names_what_decided_first(
    situation: tuple[Contact, Standing, Usage],
) -> None:
    contact, standing, usage = situation
    decision = decide(contact, standing, usage, POLICY, contact.received_at)
    assert decision == decide(contact, standing, usage, POLICY, contact.received_at)
    assert decision.reasons or not decision.refuses
    assert decision.to or decision.refuses
    assert contact.channel not in decision.channels_open


@given(situations())
def test_whoever_was_rung_in_vain_is_not_rung_again(situation: tuple[Contact, Standing, Usage]) -> None:
    contact, standing, usage = situation
    decision = decide(contact, standing, usage, POLICY, contact.received_at)
    assert decision.refuses or decision.to == VOICEMAIL or decision.to not in contact.tried


@pytest.mark.clause("TOR-18")
@pytest.mark.clause("TUN-8.3a")
@given(
    strategies.calls(),
    st.sampled_from([{"officer": "lee"}, {"team": "complaints"}, {"inbox": "complaints"}]),
    st.lists(st.sampled_from(["ann", "mia"]), unique=True),
    st.frozensets(st.sampled_from(["lee", "ann", "mia"])),
    st.sampled_from([VOICEMAIL, QUEUE]),
)
def test_the_first_who_is_left_gets_the_call_never_a_queue_nor_whom_the_customer_complained_about(
    contact: Contact,
    point: dict[str, str],
    deputies: list[str],
    complained_about: frozenset[str],
    out_of_hours: str,
) -> None:
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    strict = restriction(Kind.SINGLE_POINT_OF_CONTACT, {**point, "deputies": deputies}, starts_at=begun)
    officers = tuple(Officer(id=who) for who in ("lee", "ann", "mia"))
    sam = person(strict, complained_about=complained_about)
    standing = Standing(identity=KnownCustomer("sam"), person=sam, officers=officers)
    decision = decide(contact, standing, Usage(), replace(POLICY, out_of_hours=out_of_hours), contact.received_at)
    closed = set() if POLICY.business_hours.is_open(contact.received_at) else {"complaints"}
    left = [who for who in (*point.values(), *deputies) if who not in complained_about | contact.tried | closed]
    assert (decision.outcome, decision.to) == (Outcome.ROUTE, next(iter(left), VOICEMAIL))

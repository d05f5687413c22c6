"""However a caller behaves and whoever does not answer, a call comes to an end, and never goes round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.contact import Channel, Contact, Key, Step
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.policy import EMERGENCY_LINE, PRIORITY, QUEUE, VOICEMAIL, Destination, Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer, Person, Role
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.verdicts import NOT_A_WORKING_CHANNEL, VOICE_KINDS
from tests.builders import contact, policy
from tests.properties import strategies

OFFICERS = tuple(Officer(id=who) for who in ("lee", "ann", "mia"))
MOST_GOES = 9
"""How many goes the address of a later step can count."""

ASKS = frozenset({Script.ASK_REFERENCE, Script.ASK_REFERENCE_AGAIN})
THROUGH = frozenset({Outcome.CONNECT, Outcome.ROUTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A landlord, and the people whom numbers and references may name."""

    policy: Policy
    on_the_number: tuple[Person, ...]
    by_reference: dict[str, Person]

    def decide(self, made: Contact) -> Decision:
        named = self.by_reference.get(made.reference)
        standing = identify(made, self.policy, self.on_the_number, named, officers=OFFICERS)
        return decide(made, standing, Usage(), self.policy, made.received_at)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    sam, kim = (
        Person(
            id=who,
            role=Role.CUSTOMER,
            restrictions=draw(strategies.sets_of_restrictions(most=2)),
            complained_about=draw(st.frozensets(st.sampled_from(["lee", "ann"]))),
            priority=draw(st.booleans()),
        )
        for who in ("sam", "kim")
    )
    desk = {PRIORITY: Destination(name=PRIORITY, label="Priority desk", phone="+441632960105")}
    return World(
        policy=policy(
            destinations={**policy().destinations, **draw(st.sampled_from([{}, desk]))},
            out_of_hours=draw(st.sampled_from([VOICEMAIL, QUEUE])),
            asks_reference=draw(st.booleans()),
            offers_somebody_else=draw(st.booleans()),
        ),
        on_the_number=draw(st.sampled_from([(), (sam,), (sam, kim)])),
        by_reference={"1001": sam, "1002": kim},
    )


@st.composite
def rings(draw: st.DrawFn) -> Contact:
    made = draw(strategies.arriving_contacts())
    return replace(
        made,
        channel=Channel.VOICE,
        sender=draw(st.sampled_from([None, made.sender])),
        relay=draw(st.booleans()),
    )


def steps(world: World, ring: Contact, draw: st.DataObject, *, most: int) -> Iterator[tuple[Contact, Decision]]:
    """Give each step of a call in which everybody is as stubborn as can be, until nothing more can come."""
    made: Contact | None = ring
    keyed = rung = pressed = 0
    for _ in range(most):
        assert made is not None
        decision = world.decide(made)
        yield made, decision
        if decision.refuses and pressed < len(Key):
            pressed += 1
            made = replace(made, step=Step.KEY, pressed=draw.draw(st.sampled_from(list(Key))), turn=1)
        elif ASKS & set(decision.scripts):
            keyed += 1
            reference = draw.draw(st.sampled_from(["9999", "8888", "1001", "1002"]))
            made = replace(made, step=Step.REFERENCE, reference=reference, turn=keyed)
        elif decision.outcome in THROUGH and decision.to != VOICEMAIL:
            rung += 1
            made = replace(made, step=Step.UNANSWERED, tried=made.tried | {decision.to}, turn=rung)
        else:
            return


@given(worlds(), rings(), st.data())
def test_a_call_that_nobody_answers_ends_with_a_message_a_refusal_or_the_emergency_line(
    world: World, ring: Contact, data: st.DataObject
) -> None:
    told = list(steps(world, ring, data, most=40))
    last = told[-1][1]
    assert len(told) < 40
    assert last.refuses or last.to == VOICEMAIL or last.outcome is Outcome.EMERGENCY
    assert all(made.turn <= MOST_GOES for made, _ in told)


@given(worlds(), rings(), st.data())
def test_a_caller_is_asked_for_a_reference_three_times_at_most(
    world: World, ring: Contact, data: st.DataObject
) -> None:
    told = list(steps(world, ring, data, most=40))
    assert sum(made.step is Step.REFERENCE for made, _ in told) <= 3 + sum(made.step is Step.KEY for made, _ in told)
    assert not any(made.reference in " ".join(decision.banner.lines) for made, decision in told if made.reference)


@given(worlds(), rings(), st.data())
def test_at_no_step_is_a_call_held_or_put_through_to_whom_the_customer_complained_about(
    world: World, ring: Contact, data: st.DataObject
) -> None:
    for made, decision in steps(world, ring, data, most=40):
        person = world.by_reference.get(made.reference) or next(iter(world.on_the_number), None)
        assert decision.outcome is not Outcome.HOLD
        assert person is None or decision.to not in person.complained_about or len(world.on_the_number) > 1


@given(worlds(), rings())
def test_somebody_who_calls_without_a_name_is_put_through_whatever_they_key_in(world: World, ring: Contact) -> None:
    stranger = replace(world, on_the_number=())
    for turn in range(1, MOST_GOES + 1):
        made = replace(ring, step=Step.REFERENCE, reference="9999", turn=turn)
        decision = stranger.decide(made)
        assert decision.outcome is Outcome.CONNECT
        assert bool(ASKS & set(decision.scripts)) is (turn < 3 and world.policy.asks_reference)


@given(strategies.sets_of_restrictions(), rings())
def test_a_relay_call_is_refused_only_by_what_closes_more_than_voice_or_where_another_way_works(
    in_force: tuple[Restriction, ...], ring: Contact
) -> None:
    sam = Person(id="sam", role=Role.CUSTOMER, restrictions=in_force)
    world = World(policy=policy(), on_the_number=(sam,), by_reference={})
    decision = world.decide(replace(ring, sender=contact().sender, relay=True))
    if decision.refuses:
        by_more_than_voice = {reason.code for reason in decision.reasons} - VOICE_KINDS
        assert by_more_than_voice or set(decision.channels_open) - NOT_A_WORKING_CHANNEL


@given(worlds(), rings(), st.sampled_from([(), (QUEUE,), (EMERGENCY_LINE,), (EMERGENCY_LINE, QUEUE)]))
def test_an_emergency_always_has_somebody_to_ring(world: World, ring: Contact, tried: tuple[str, ...]) -> None:
    made = replace(ring, step=Step.UNANSWERED, pressed=Key.EMERGENCY, tried=frozenset(tried), turn=max(len(tried), 1))
    decision = world.decide(made)
    assert (decision.outcome, decision.charges, decision.time_limit) == (Outcome.EMERGENCY, (), None)
    assert decision.to in {EMERGENCY_LINE, QUEUE}

"""The laws of rehearsals: the past played under other terms is what the gateway itself would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey, DecidedBy
from contact_gateway.domain.casework.milder import Asked, milder
from contact_gateway.domain.casework.replay import Change, PastContact, replay
from contact_gateway.domain.contact import Channel, Contact, Key, Step
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.outcome import REFUSALS, Decision, Outcome, Reason
from contact_gateway.domain.restrictions import Grounds, Restriction
from tests.builders import SAM_PHONE, new_person, person, policy
from tests.contracts.worlds import HERE
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.evidence import MemoryEvidence
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.properties import strategies

POLICY = policy()
SAM = person()
Attempted = tuple[Contact, int]
"""A contact, and how many seconds are talked where somebody answers."""

WORDS = st.sampled_from(["", "A question about my rent.", "There is a gas leak!", "I want to complain."])


@st.composite
def attempts(draw: st.DrawFn) -> list[Attempted]:
    """Draw contacts of a few weeks, in order, each done before the next begins."""
    at = strategies.YEAR + timedelta(days=draw(st.integers(0, 300)))
    made = []
    for number in range(draw(st.integers(1, 8))):
        at += timedelta(minutes=draw(st.integers(60, 3 * 24 * 60)))
        one = draw(strategies.arriving_contacts())
        text = draw(WORDS) if one.is_writing else ""
        one = replace(one, provider_id=f"CA{number}", received_at=at, sender=SAM_PHONE, text=text)
        if one.channel is Channel.VOICE and draw(st.integers(0, 5)) == 0:
            one = replace(one, pressed=Key.EMERGENCY, step=Step.KEY)
        made.append((one, draw(st.integers(0, 2400))))
    return made


def lived(made: Sequence[Attempted], *in_force: Restriction) -> list[PastContact]:
    """Let the gateway itself take the contacts, and return what its log then holds."""
    memory = Memory(FakeClock())
    policies = MemoryPolicies(memory)
    policies.import_pack(HERE, "here homes", strategies.YEAR)
    MemoryPeople(memory).add(HERE, new_person())
    decided = DecidedBy(officer="lee", grounds=Grounds.ABUSE, decided_at=strategies.YEAR, policy_version=1)
    memory.of(HERE).restrictions.update({one.id: (one, decided) for one in in_force})
    log = MemoryContactLog(memory)
    receive, tell = ReceiveContact(log=log, policies=policies, clock=memory.clock), RecordOutcome(log=log)
    for contact, seconds in made:
        assert isinstance(memory.clock, FakeClock)
        memory.clock.stand_at(contact.received_at)
        decision = receive(HERE, contact).decision
        if contact.channel is Channel.VOICE and not decision.refuses:
            talked = min(seconds, decision.time_limit or seconds)
            key = ContactKey(contact.provider, contact.provider_id)
            tell(HERE, key, Event(happening=Happening.ANSWERED, at=contact.received_at, talk_seconds=talked))
            tell(HERE, key, Event(happening=Happening.ENDED, at=contact.received_at, talk_seconds=talked))
    a_year = strategies.YEAR + timedelta(days=400)
    return list(MemoryEvidence(memory).past_contacts(HERE, "sam", strategies.YEAR, a_year))


@settings(max_examples=60)
@given(attempts(), strategies.sets_of_restrictions(most=2))
def test_a_replay_under_no_change_is_what_really_happened(
    made: list[Attempted], in_force: tuple[Restriction, ...]
) -> None:
    past = lived(made, *in_force)
    replayed = replay(past, Change(), SAM, POLICY).contacts
    assert [one.would_be for one in replayed] == [one.decision.outcome for one in past]
    assert [one.was for one in replayed] == [one.decision.outcome for one in past]
    assert len(past) == len(made)


@settings(max_examples=150)
@given(attempts(), strategies.sets_of_restrictions(most=2), strategies.restrictions(number=9))
def test_a_replay_is_what_the_gateway_would_have_done(
    made: list[Attempted], in_force: tuple[Restriction, ...], added: Restriction
) -> None:
    replayed = replay(lived(made, *in_force), Change(added=added), SAM, POLICY).contacts
    truth = lived(made, *in_force, added)
    assert [one.would_be for one in replayed] == [one.decision.outcome for one in truth]


@settings(max_examples=60)
@given(attempts(), strategies.sets_of_restrictions(most=2), strategies.restrictions(number=9))
def test_an_emergency_is_never_declined_in_a_rehearsal(
    made: list[Attempted], in_force: tuple[Restriction, ...], added: Restriction
) -> None:
    past = lived(made, *in_force)
    known = Decision(outcome=Outcome.EMERGENCY, reasons=(Reason("always_open:emergency"),), counted_for="sam")
    told_then = [replace(one, decision=known) for one in past]  # by a key or a word that the policy of today has not
    for one in replay(told_then, Change(added=added), SAM, POLICY).contacts:
        assert (one.would_be, one.always_open) == (Outcome.EMERGENCY, ("emergency",))
    for one in replay(past, Change(added=added), SAM, POLICY).contacts:
        assert one.would_be not in REFUSALS or "emergency" not in one.always_open


@settings(max_examples=150)
@given(attempts(), strategies.restrictions(number=9))
def test_whatever_the_terms_let_through_the_milder_ones_let_through_too(
    made: list[Attempted], proposed: Restriction
) -> None:
    past = lived(made)
    strict = replay(past, Change(added=proposed), SAM, POLICY).contacts
    for other in milder(Asked(restriction=proposed, policy=POLICY, point="lee", used_most=(Channel.SMS,))):
        mild = replay(past, Change(added=other), SAM, POLICY).contacts
        shut = [one.contact_id for one in mild if one.would_be in REFUSALS]
        assert set(shut) <= {one.contact_id for one in strict if one.would_be in REFUSALS}, other.terms

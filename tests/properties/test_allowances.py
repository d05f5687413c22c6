"""However calls and messages cut across each other, no allowance gives more than it has."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.application.receive_contact import TRIES, Answer, ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey, DecidedBy
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Code, Outcome, Reason
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.usage import Purpose
from tests.builders import MONDAY, contact, new_person, restriction
from tests.fakes.casework_services import memory_casework
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.counters import MemoryCounters
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies

HERE = "here"
DECIDED = DecidedBy(officer="lee", grounds=Grounds.EXCESSIVE_CONTACT, decided_at=MONDAY, policy_version=1)
CHANNELS = st.sampled_from([Channel.VOICE, Channel.SMS, Channel.EMAIL])


class Gateway:
    """The funnel on a log in memory, with Sam under one limit."""

    def __init__(self, kind: Kind, terms: dict[str, object]) -> None:
        self.memory = Memory(FakeClock(MONDAY))
        self.log = MemoryContactLog(self.memory)
        policies = MemoryPolicies(self.memory)
        policies.import_pack(HERE, "Example Homes", MONDAY)
        MemoryPeople(self.memory).add(HERE, new_person())
        memory_casework(self.memory).take_over(HERE, restriction(kind, terms), DECIDED)
        self.receive_contact = ReceiveContact(log=self.log, policies=policies, clock=self.memory.clock)
        self.record_outcome = RecordOutcome(log=self.log)
        self.answers: dict[str, Answer] = {}

    def receive(self, arriving: Contact) -> None:
        self.answers[arriving.provider_id] = self.receive_contact(HERE, arriving)

    def tell(self, told: Contact, happening: Happening, talk_seconds: int = 0) -> None:
        event = Event(happening=happening, at=MONDAY, talk_seconds=talk_seconds)
        self.record_outcome(HERE, ContactKey(told.provider, told.provider_id), event)

    def taken(self, purpose: Purpose) -> int:
        tallies = self.memory.of(HERE).tallies.items()
        return sum(tally.taken for allowance, tally in tallies if allowance.purpose is purpose)

    def given_up(self) -> int:
        decisions = (answer.decision for answer in self.answers.values())
        return sum(Reason(Code.BUSY) in decision.reasons for decision in decisions)

    def connected(self) -> int:
        return sum(answer.decision.outcome is Outcome.CONNECT for answer in self.answers.values())


def _arriving(number: int, channel: Channel) -> Contact:
    return contact(channel, provider_id=f"C{number}")


@given(st.integers(1, 4), st.lists(st.tuples(CHANNELS, st.booleans()), min_size=1, max_size=8))
def test_a_cap_lets_through_as_many_as_it_has_and_no_more(limit: int, arrivals: list[tuple[Channel, bool]]) -> None:
    gateway = Gateway(Kind.CONTACT_CAP, {"limit": limit, "per": "week"})
    contacts = [(_arriving(number, channel), cuts_in) for number, (channel, cuts_in) in enumerate(arrivals)]
    while contacts:
        first, _ = contacts.pop(0)
        while contacts and contacts[0][1]:
            other, _ = contacts.pop(0)
            gateway.log.meanwhile.append(partial(gateway.receive, other))
        gateway.receive(first)
        while gateway.log.meanwhile:
            gateway.log.meanwhile.pop(0)()
    assert gateway.connected() == gateway.taken(Purpose.CONTACTS)
    assert min(limit, len(arrivals)) <= gateway.connected() <= limit + gateway.given_up()
    assert len(gateway.memory.of(HERE).contacts) == len(arrivals)


@pytest.mark.parametrize(("others", "given_up"), [(0, 0), (1, 0), (TRIES, 1), (TRIES + 3, 1)])
def test_whoever_is_overtaken_again_and_again_gets_a_person_who_is_told_so(others: int, given_up: int) -> None:
    gateway = Gateway(Kind.CONTACT_CAP, {"limit": 20, "per": "week"})
    for number in range(others):
        gateway.log.meanwhile.append(partial(gateway.receive, _arriving(number + 1, Channel.VOICE)))
    gateway.receive(_arriving(0, Channel.VOICE))
    assert gateway.answers["C0"].decision.outcome is Outcome.CONNECT
    assert gateway.given_up() == given_up
    assert gateway.connected() == gateway.taken(Purpose.CONTACTS)


@given(
    st.integers(1, 3),
    st.lists(st.sampled_from([Happening.ANSWERED, Happening.VOICEMAIL, Happening.UNANSWERED, None]), max_size=8),
)
def test_what_nobody_answered_is_given_back_and_what_was_answered_is_not(
    limit: int, fates: list[Happening | None]
) -> None:
    gateway = Gateway(Kind.CONTACT_CAP, {"limit": limit, "per": "week"})
    free = limit
    for number, fate in enumerate(fates):
        call = _arriving(number, Channel.VOICE)
        gateway.receive(call)
        through = gateway.answers[call.provider_id].decision.outcome is Outcome.CONNECT
        assert through is (free > 0)
        if fate:
            gateway.tell(call, fate)
        free -= int(through and fate is not Happening.UNANSWERED)
    assert gateway.taken(Purpose.CONTACTS) == limit - free


@given(st.lists(st.integers(0, 900), max_size=8))
def test_talk_never_lasts_longer_than_the_minutes_of_the_week(lengths: list[int]) -> None:
    gateway = Gateway(Kind.TIME_CAP, {"minutes": 20, "per": "week"})
    talked = 0
    for number, wanted in enumerate(lengths):
        call = _arriving(number, Channel.VOICE)
        gateway.receive(call)
        limit = gateway.answers[call.provider_id].decision.time_limit
        if limit is None:
            assert 20 * 60 - talked < 60
            continue
        assert limit == 20 * 60 - talked
        seconds = min(wanted, limit)
        gateway.tell(call, Happening.ANSWERED)
        gateway.tell(call, Happening.ENDED, seconds)
        talked += seconds
    assert gateway.taken(Purpose.SECONDS) == talked <= 20 * 60


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=12))
def test_a_retry_gets_the_stored_answer_and_counts_nothing(deliveries: list[tuple[int, bool]]) -> None:
    gateway = Gateway(Kind.CONTACT_CAP, {"limit": 1, "per": "week"})
    first_answers: dict[int, Answer] = {}
    for number, _ in deliveries:
        call = _arriving(number, Channel.VOICE)
        gateway.receive(call)
        assert gateway.answers[call.provider_id] == first_answers.setdefault(number, gateway.answers[call.provider_id])
    counts = MemoryCounters(gateway.memory).of_customer(HERE, "sam", MONDAY, MONDAY + timedelta(hours=1))
    different = len({number for number, _ in deliveries})
    assert (counts.attempts, counts.declined) == (different, different - 1)
    assert gateway.taken(Purpose.CONTACTS) == 1


def test_two_calls_at_the_same_instant_with_one_left_give_one_connect_and_one_decline() -> None:
    gateway = Gateway(Kind.CONTACT_CAP, {"limit": 1, "per": "week"})
    first, second = _arriving(1, Channel.VOICE), _arriving(2, Channel.VOICE)
    gateway.log.meanwhile.append(lambda: gateway.receive(second))
    gateway.receive(first)
    outcomes = {name: answer.decision.outcome for name, answer in gateway.answers.items()}
    assert outcomes == {"C1": Outcome.DECLINE, "C2": Outcome.CONNECT}

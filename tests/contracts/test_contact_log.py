from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contact_gateway.application.errors import NotFound, TalliesMoved
from contact_gateway.application.records import DecidedBy, Document, OutgoingMessage
from contact_gateway.domain.contact import Channel, Contact, Step, Subject
from contact_gateway.domain.counting import Counts, Event, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome, Reason
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Officer, Role
from contact_gateway.domain.usage import Tally, Usage
from tests.builders import MONDAY, contact, new_officer, new_person, phone, restriction
from tests.contracts.contacts import ALLOWANCE, CONNECTED, DECLINED, ONE_CONTACT, key, load, store, tell
from tests.contracts.worlds import HERE, THERE, World

DECIDED = DecidedBy(officer="lee", grounds=Grounds.EXCESSIVE_CONTACT, decided_at=MONDAY, policy_version=1)
CAP = restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, [Channel.VOICE])
CHARGED = replace(CONNECTED, charges=(ONE_CONTACT,))
CALL = contact()
DAY = timedelta(days=1)


@pytest.fixture
def sam(world: World) -> World:
    world.people.add(HERE, new_person())
    world.casework.take_over(HERE, CAP, DECIDED)
    return world


def test_who_is_calling_is_known_by_the_contact_point_with_what_is_in_force(sam: World) -> None:
    facts = load(sam, CALL)
    (person,) = facts.people
    assert (person.id, person.role, person.restrictions) == ("sam", Role.CUSTOMER, (CAP,))
    assert (facts.policy_version, facts.same_step, facts.last_step, facts.events) == (1, None, None, ())
    assert (facts.officers, facts.down, dict(facts.usage.tallies)) == ((), frozenset(), {})


def test_a_withheld_number_and_a_stranger_are_nobody(sam: World) -> None:
    assert load(sam, contact(sender=None)).people == ()
    assert load(sam, contact(sender=phone("+447700900999"))).people == ()


def test_everybody_who_uses_a_contact_point_is_named(sam: World) -> None:
    sam.people.add(HERE, new_person(id="kim", role=Role.REPRESENTATIVE, of="sam", reference=""))
    people = {person.id: person for person in load(sam, CALL).people}
    assert people.keys() == {"sam", "kim"}
    assert (people["kim"].of, people["kim"].restrictions) == ("sam", ())


@pytest.mark.parametrize("keyed", ["T-1001", " t-1001 "])
def test_a_keyed_reference_names_its_customer(sam: World, keyed: str) -> None:
    facts = load(sam, contact(sender=None, step=Step.REFERENCE, reference=keyed))
    assert facts.by_reference is not None
    assert (facts.by_reference.id, facts.by_reference.restrictions) == ("sam", (CAP,))


def test_a_reference_keyed_at_an_earlier_step_still_names_its_customer(sam: World) -> None:
    store(sam, contact(sender=None))
    store(sam, contact(sender=None, step=Step.REFERENCE, reference="T-1001"))
    facts = load(sam, contact(sender=None, step=Step.KEY, pressed="review"))
    assert facts.by_reference is not None
    assert (facts.by_reference.id, facts.by_reference.restrictions) == ("sam", (CAP,))
    assert load(sam, contact(sender=None, provider_id="CA2", step=Step.KEY, pressed="review")).by_reference is None


def test_a_reference_keyed_before_still_names_its_customer_at_the_next_step(sam: World) -> None:
    store(sam, contact(sender=None, step=Step.REFERENCE, reference="T-1001"))
    facts = load(sam, contact(sender=None, step=Step.KEY, pressed="1"))
    assert facts.by_reference is not None
    assert facts.by_reference.id == "sam"


@pytest.mark.parametrize("keyed", ["", "  ", "T-1002", "T-100%"])
def test_another_reference_names_nobody(sam: World, keyed: str) -> None:
    sam.people.add(HERE, new_person(id="alex", reference="", contact_points=()))
    assert load(sam, contact(sender=None, step=Step.REFERENCE, reference=keyed)).by_reference is None


@pytest.mark.parametrize(("days", "binds"), [(-1, False), (0, True), (29, True), (30, False)])
def test_a_restriction_binds_from_its_start_up_to_its_planned_end(world: World, days: int, binds: bool) -> None:
    world.people.add(HERE, new_person())
    world.casework.take_over(HERE, restriction(starts_at=MONDAY, planned_end=MONDAY + 30 * DAY), DECIDED)
    assert bool(load(world, CALL, MONDAY + days * DAY).people[0].restrictions) is binds


def test_the_officers_that_a_restriction_names_are_destinations_as_their_hours_allow(world: World) -> None:
    world.people.add(HERE, new_person())
    world.people.add(HERE, new_officer(hours=("mon-fri 09:00-17:00",)))
    world.people.add(HERE, new_officer(id="ann", name="Ann", contact_points=()))
    world.people.add(HERE, new_officer(id="mo", name="Mo"))
    terms = {"officer": "lee", "deputies": ["ann"]}
    world.casework.take_over(HERE, restriction(Kind.SINGLE_POINT_OF_CONTACT, terms), DECIDED)
    lee = Officer(id="lee", name="Lee Officer", phone="+441632960001", email="lee@landlord.example.org")
    assert load(world, CALL, MONDAY).officers == (Officer(id="ann", name="Ann"), lee)
    sunday = load(world, CALL, MONDAY - DAY).officers
    assert sunday == (Officer(id="ann", name="Ann"), replace(lee, reachable=False))


def test_a_complaint_about_an_officer_comes_with_the_person(sam: World) -> None:
    sam.people.add(HERE, new_officer())
    sam.people.complain(HERE, "sam", "lee")
    assert load(sam, CALL).people[0].complained_about == {"lee"}


@pytest.mark.parametrize(("minutes", "is_down"), [(-1, False), (0, True), (59, True), (60, False)])
def test_a_channel_is_down_from_the_start_of_its_outage_up_to_the_end(sam: World, minutes: int, is_down: bool) -> None:
    sam.people.add_outage(HERE, Channel.EMAIL, MONDAY, MONDAY + timedelta(hours=1))
    down = load(sam, CALL, MONDAY + timedelta(minutes=minutes)).down
    assert down == (frozenset({Channel.EMAIL}) if is_down else frozenset())


def test_a_retry_finds_the_stored_answer_and_another_key_does_not(sam: World) -> None:
    contact_id = store(sam, CALL)
    again = load(sam, CALL)
    assert again.same_step is not None
    assert (again.same_step.contact_id, again.same_step.decision) == (contact_id, CONNECTED)
    assert again.same_step.contact == CALL
    pressed = contact(step=Step.KEY, pressed="1")
    assert load(sam, pressed).same_step is None
    assert store(sam, pressed, DECLINED) == contact_id
    assert load(sam, contact(step=Step.KEY, pressed="2")).same_step is None
    last = load(sam, CALL).last_step
    assert last is not None
    assert (last.contact, last.decision) == (pressed, DECLINED)


@pytest.mark.parametrize(
    "step",
    [{"step": Step.KEY, "pressed": "1"}, {"step": Step.REFERENCE, "reference": "777"}, {"step": Step.UNANSWERED}],
)
def test_another_turn_at_the_same_thing_is_another_step(sam: World, step: dict[str, Any]) -> None:
    store(sam, CALL)
    store(sam, contact(**step, turn=2))
    assert load(sam, contact(**step, turn=2)).same_step is not None
    assert load(sam, contact(**step, turn=3)).same_step is None
    assert load(sam, contact(**step)).same_step is None


def test_the_same_id_of_another_provider_is_another_contact(sam: World) -> None:
    assert store(sam, CALL) != store(sam, contact(provider="postmark"))


def test_an_allowance_is_reserved_then_used_and_nobody_pays_twice(sam: World) -> None:
    store(sam, CALL, CHARGED)
    assert load(sam, CALL).usage.tallies[ALLOWANCE] == Tally(used=0, reserved=1, version=1)
    answered = Event(happening=Happening.ANSWERED, at=MONDAY)
    for _ in range(3):
        tell(sam, CALL, answered)
    tally = load(sam, CALL).usage.tallies[ALLOWANCE]
    assert (tally.used, tally.reserved) == (1, 0)


def test_an_allowance_is_given_back_when_nobody_answered(sam: World) -> None:
    store(sam, CALL, CHARGED)
    tell(sam, CALL, Event(happening=Happening.UNANSWERED, at=MONDAY))
    assert load(sam, CALL).usage.tallies[ALLOWANCE].taken == 0


def test_a_later_step_takes_back_what_the_earlier_one_took(sam: World) -> None:
    store(sam, CALL, CHARGED)
    store(sam, contact(step=Step.KEY, pressed="emergency"), Decision(outcome=Outcome.EMERGENCY, counted_for="sam"))
    assert load(sam, CALL).usage.tallies[ALLOWANCE].taken == 0
    assert _counted(sam) == Counts(attempts=1, emergencies=1)


def test_nothing_is_written_where_the_allowance_moved_meanwhile(sam: World) -> None:
    seen = load(sam, CALL).usage
    store(sam, contact(provider_id="CA2"), CHARGED)
    with pytest.raises(TalliesMoved) as moved:
        store(sam, CALL, CHARGED, seen=seen)
    assert moved.value.customer_id == "sam"
    assert load(sam, CALL).last_step is None
    assert load(sam, CALL).usage.tallies[ALLOWANCE].taken == 1
    assert _counted(sam) == Counts(attempts=1)


def test_what_charges_nothing_is_written_whatever_moved(sam: World) -> None:
    seen = load(sam, CALL).usage
    store(sam, contact(provider_id="CA2"), CHARGED)
    store(sam, CALL, DECLINED, seen=seen)
    assert _counted(sam) == Counts(attempts=2, declined=1)


def test_unchecked_is_written_whatever_moved(sam: World) -> None:
    store(sam, contact(provider_id="CA2"), CHARGED)
    store(sam, CALL, CHARGED, seen=Usage(), checked=False)
    assert load(sam, CALL).usage.tallies[ALLOWANCE].taken == 2


def test_an_attempt_that_raises_leaves_nothing(sam: World) -> None:
    def interrupted(call: Contact) -> None:
        with sam.log.attempt(HERE, key(call)) as attempt:
            store_in = attempt.load(call, MONDAY)
            assert store_in.last_step is None
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted(CALL)
    store(sam, CALL)
    assert _counted(sam) == Counts(attempts=1)


def test_events_come_back_as_a_set(sam: World) -> None:
    store(sam, CALL)
    ended = Event(happening=Happening.ENDED, at=MONDAY, talk_seconds=370)
    answered = Event(happening=Happening.ANSWERED, at=MONDAY)
    for event in (ended, answered, ended, answered):
        tell(sam, CALL, event)
    assert set(load(sam, CALL).events) == {ended, answered}
    assert len(load(sam, CALL).events) == 2
    assert _counted(sam) == Counts(attempts=1, accepted=1, talk_seconds=370)


def test_what_staff_told_of_handling_is_kept_and_counted(sam: World) -> None:
    store(sam, CALL)
    ended = Event(happening=Happening.ENDED, at=MONDAY, talk_seconds=1800)
    handled = Event(happening=Happening.HANDLED, at=MONDAY, talk_seconds=2400)
    again, in_hand = Event(happening=Happening.DUPLICATE, at=MONDAY), Event(happening=Happening.IN_HAND, at=MONDAY)
    for event in (ended, handled, again, in_hand, handled):
        tell(sam, CALL, event)
    assert _counted(sam) == Counts(
        attempts=1, accepted=1, talk_seconds=1800, long_calls=1, handling_minutes=40, duplicates=1, matter_in_hand=1
    )


def test_what_happened_to_a_contact_that_was_never_seen_is_not_recorded(sam: World) -> None:
    with sam.log.attempt(HERE, key(CALL)) as attempt:
        assert attempt.load_recorded() is None


def test_a_window_that_the_landlord_asked_for_lets_one_contact_through(sam: World) -> None:
    sam.people.ask_to_be_contacted(HERE, "sam", Channel.VOICE, MONDAY + DAY)
    asked = Decision(
        outcome=Outcome.ROUTE, counted_for="sam", reasons=(Reason(f"always_open:{Subject.REQUESTED_BY_LANDLORD}"),)
    )
    other = contact(provider_id="CA2")
    assert load(sam, CALL).people[0].asked_to_be_contacted
    store(sam, contact(Channel.SMS, provider_id="SM1"), CONNECTED)
    assert load(sam, other).people[0].asked_to_be_contacted
    store(sam, CALL, asked)
    assert not load(sam, other).people[0].asked_to_be_contacted
    assert load(sam, CALL).people[0].asked_to_be_contacted


def test_the_steps_of_one_contact_use_one_window(sam: World) -> None:
    for days in (1, 2):
        sam.people.ask_to_be_contacted(HERE, "sam", Channel.VOICE, MONDAY + days * DAY)
    asked = Decision(
        outcome=Outcome.ROUTE, counted_for="sam", reasons=(Reason(f"always_open:{Subject.REQUESTED_BY_LANDLORD}"),)
    )
    store(sam, CALL, asked)
    store(sam, contact(step=Step.KEY, pressed="review"), asked)
    assert load(sam, contact(provider_id="CA2")).people[0].asked_to_be_contacted


def test_a_window_is_for_its_channel_and_its_time(sam: World) -> None:
    sam.people.ask_to_be_contacted(HERE, "sam", Channel.EMAIL, MONDAY + DAY)
    mail = contact(Channel.EMAIL)
    assert not load(sam, CALL).people[0].asked_to_be_contacted
    assert load(sam, mail, MONDAY + DAY - timedelta(seconds=1)).people[0].asked_to_be_contacted
    assert not load(sam, mail, MONDAY + DAY).people[0].asked_to_be_contacted


def test_messages_wait_in_the_outbox_with_the_mail_they_are_about(sam: World) -> None:
    original = Document(name="mail.eml", content_type="message/rfc822", content=b"\x00raw\xff")
    messages = tuple(
        OutgoingMessage(kind=kind, channel=Channel.EMAIL, payload={"to": "lee@landlord.example.org"})
        for kind in ("forward", "reply")
    )
    store(sam, contact(Channel.EMAIL), document=original, messages=messages)
    due = {message.message.kind: message for message in sam.outbox.claim(HERE, 10, 60)}
    assert due["forward"].document == original
    assert due["reply"].document == original
    assert due["reply"].message == messages[1]


def test_a_landlord_nobody_knows_has_no_contacts(world: World) -> None:
    with pytest.raises(NotFound):
        load(world, CALL, landlord="nobody")


def test_another_landlord_knows_nothing_of_it(sam: World) -> None:
    contact_id = store(sam, CALL, CHARGED)
    there = load(sam, CALL, landlord=THERE)
    assert (there.people, there.last_step, dict(there.usage.tallies)) == ((), None, {})
    assert load(sam, contact(reference="T-1001", step=Step.REFERENCE), landlord=THERE).by_reference is None
    assert store(sam, CALL, landlord=THERE) != contact_id


def _counted(world: World) -> Counts:
    return world.counters.of_customer(HERE, "sam", MONDAY - 30 * DAY, MONDAY + 30 * DAY)

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import DecidedBy, ReviewDue
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds, Mode, Reply, Restriction, Scope
from tests.builders import MONDAY, new_person, restriction
from tests.contracts.worlds import HERE, THERE, World

DECIDED = DecidedBy(officer="lee", grounds=Grounds.EXCESSIVE_CONTACT, decided_at=MONDAY, policy_version=1)
DUE_ON = date(2026, 9, 1)

EVERY_SORT = (
    restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee", "deputies": ["ann", "mo"]}),
    restriction(Kind.PERMITTED_TIMES, {"windows": ["mon-fri 09:00-12:00", "sat 22:00-02:00"]}, [Channel.VOICE]),
    restriction(Kind.CONTACT_CAP, {"limit": 3, "per": "week"}, [Channel.VOICE, Channel.SMS]),
    restriction(Kind.TIME_CAP, {"minutes": 30, "per": "month", "each": 10, "ends": "by_agent"}),
    restriction(Kind.ONLY_CHANNELS, {"channels": ["letter", "email"]}, planned_end=MONDAY + timedelta(days=90)),
    restriction(Kind.REPRESENTATIVE_ONLY, {"any_of": ["solicitor", "councillor"]}, mode=Mode.SHADOW),
    restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "the “gate”", "references": ["R-1"]}, reply=Reply.NEVER),
    restriction(Kind.NO_CONTACT, scope=Scope(to=frozenset({"+441632960100"}), teams=frozenset({"repairs"}))),
)


def _stored(world: World, **said: object) -> Restriction:
    world.people.add(HERE, new_person())
    made = restriction(Kind.CHANNEL_BAN, None, [Channel.EMAIL], **said)
    world.casework.take_over(HERE, made, DECIDED)
    return made


@pytest.mark.parametrize("made", EVERY_SORT, ids=lambda made: made.kind)
def test_a_restriction_comes_back_as_it_was_decided(world: World, made: Restriction) -> None:
    world.people.add(HERE, new_person())
    world.casework.take_over(HERE, made, DECIDED)
    assert world.restrictions.of_customer(HERE, "sam") == [made]


def test_the_grounds_come_back_to_whoever_asks_by_name(world: World) -> None:
    world.people.add(HERE, new_person())
    because = replace(DECIDED, narrative="What happened, “as told”.\nTwice.", evidence="Two recordings.")
    world.casework.take_over(HERE, restriction(), because)
    world.casework.take_over(HERE, restriction(id="bare"), DECIDED)
    told = world.restrictions.grounds_of(HERE, "restriction-1", "lee")
    assert (told.grounds, told.decided_by) == (Grounds.EXCESSIVE_CONTACT, "lee")
    assert (told.narrative, told.evidence) == (because.narrative, because.evidence)
    bare = world.restrictions.grounds_of(HERE, "bare", "lee")
    assert (bare.narrative, bare.evidence) == ("", "")
    for landlord, restriction_id in ((HERE, "nothing"), (THERE, "restriction-1")):
        with pytest.raises(NotFound):
            world.restrictions.grounds_of(landlord, restriction_id, "lee")


def test_a_restriction_needs_a_person_who_is_there(world: World) -> None:
    with pytest.raises(NotFound):
        world.casework.take_over(HERE, restriction(), DECIDED)


def test_restrictions_to_come_are_listed_newest_first_and_ended_ones_not(world: World) -> None:
    ids = {"over": (-9, -1), "long": (-7, None), "coming": (5, 30), "last_day": (-3, 1)}
    for name, (starts, ends) in ids.items():
        end = None if ends is None else MONDAY + timedelta(days=ends)
        _stored(world, id=name, starts_at=MONDAY + timedelta(days=starts), planned_end=end)
    assert [found.id for found in world.restrictions.of_customer(HERE, "sam")] == ["coming", "last_day", "long"]


def test_a_restriction_has_ended_at_the_very_instant_of_its_planned_end(world: World) -> None:
    _stored(world, planned_end=MONDAY + timedelta(days=1))
    world.clock.stand_at(MONDAY + timedelta(days=1) - timedelta(seconds=1))
    assert len(world.restrictions.of_customer(HERE, "sam")) == 1
    world.clock.advance(timedelta(seconds=1))
    assert world.restrictions.of_customer(HERE, "sam") == []


@pytest.mark.parametrize(("by", "is_due"), [(date(2026, 8, 31), False), (DUE_ON, True), (date(2027, 1, 1), True)])
def test_a_review_is_due_from_its_very_day_on(world: World, by: date, is_due: bool) -> None:
    made = _stored(world, review_on=DUE_ON)
    assert world.restrictions.due_for_review(HERE, by) == ([(made, "Sam Example")] if is_due else [])


def test_what_has_not_begun_or_has_ended_is_not_reviewed(world: World) -> None:
    _stored(world, id="coming", starts_at=MONDAY + timedelta(days=1))
    _stored(world, id="over", planned_end=MONDAY)
    assert world.restrictions.due_for_review(HERE, date(2030, 1, 1)) == []


def test_a_review_is_put_before_a_manager_once_for_each_date(world: World) -> None:
    made = _stored(world)
    review = ReviewDue(
        restriction=made, customer_name="Sam Example", due_on=DUE_ON, counts=Counts(attempts=7, talk_seconds=370)
    )
    assert world.restrictions.put_before_manager(HERE, review, MONDAY)
    assert not world.restrictions.put_before_manager(HERE, review, MONDAY + timedelta(days=1))
    assert world.restrictions.reviews_due(HERE) == [review]


def test_reviews_wait_earliest_first(world: World) -> None:
    for name, due_on in (("later", date(2026, 9, 5)), ("sooner", date(2026, 9, 2))):
        made = _stored(world, id=name)
        review = ReviewDue(restriction=made, customer_name="Sam Example", due_on=due_on, counts=Counts())
        world.restrictions.put_before_manager(HERE, review, datetime(2026, 9, 1, tzinfo=UTC))
    assert [review.restriction.id for review in world.restrictions.reviews_due(HERE)] == ["sooner", "later"]


def test_another_landlord_sees_and_changes_nothing_of_it(world: World) -> None:
    made = _stored(world)
    world.people.add(THERE, new_person(id="other"))
    review = ReviewDue(restriction=made, customer_name="Sam Example", due_on=DUE_ON, counts=Counts())
    assert world.restrictions.of_customer(THERE, "sam") == []
    assert world.restrictions.due_for_review(THERE, date(2030, 1, 1)) == []
    with pytest.raises(NotFound):
        world.casework.take_over(THERE, restriction(id="another"), DECIDED)
    with pytest.raises(NotFound):
        world.restrictions.put_before_manager(THERE, review, MONDAY)
    assert world.restrictions.reviews_due(HERE) == []

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from tests.builders import MONDAY, new_person
from tests.contracts.calls import a_task
from tests.contracts.cases import BAN, DAY, add, an_act, banned, deed, settle, warned
from tests.contracts.worlds import HERE, THERE, World

LATER = MONDAY + DAY
MAIL = OutgoingMessage(kind="notice", channel=Channel.EMAIL, payload={"to": "board@example.org", "text": "Figures."})
REPORT = Reminder(tasks=(replace(a_task(), customer_id="", contact_id=""),), notices={"report performance": MAIL})


def test_a_house_is_every_case_in_which_something_was_done_without_its_words(world: World) -> None:
    settle(world)
    settle(world, THERE)
    told = warned()
    add(world, deed(told), banned())
    add(world, deed(warned()), landlord=THERE)
    (case,) = world.reports.house(HERE, LATER).cases
    assert [one.restriction_id for one in case.filed] == ["", BAN.id]
    assert case.filed[0].act == replace(told, words={})
    assert all(one.act.words == {} for one in case.filed)
    assert (case.customer_id, case.language, case.identified, case.reachable) == ("sam", "en", True, True)


def test_what_is_known_of_the_person_is_read_with_the_case(world: World) -> None:
    kept = new_person(
        id="kim", contact_points=(), adjustments=("large_print",), language="cy", priority=True, unverified=True
    )
    world.people.add(HERE, kept)
    add(world, deed(warned()), customer_id="kim")
    (case,) = world.reports.house(HERE, LATER).cases
    assert (case.adjustments, case.language) == (frozenset({Adjustment.LARGE_PRINT}), "cy")
    assert (case.priority, case.identified, case.reachable) == (True, False, False)


def test_a_house_is_as_it_stood_at_an_instant(world: World) -> None:
    settle(world)
    later = an_act(type(warned()), form=warned().form, at=LATER)
    add(world, deed(warned()), deed(later))
    assert [len(one.filed) for one in world.reports.house(HERE, LATER).cases] == [1]
    assert world.reports.house(HERE, MONDAY).cases == ()
    assert world.reports.house(HERE, MONDAY + timedelta(microseconds=1)).cases[0].filed[0].act.at == MONDAY


def test_officers_are_known_with_grade_and_roles(world: World) -> None:
    settle(world)
    found = world.reports.officers(HERE)
    assert found == world.reports.house(HERE, LATER).officers
    assert found["lee"].holds("board")
    assert found["lee"].signatory.grade == "manager"
    assert world.reports.officers(THERE) == {}


def test_what_the_house_is_told_is_there_once(world: World) -> None:
    assert [world.reports.tell(HERE, REPORT), world.reports.tell(HERE, REPORT)] == [2, 0]
    assert world.tasks.open(HERE) == list(REPORT.tasks)
    assert [message.message for message in world.outbox.claim(HERE, 9, 60)] == [MAIL]
    assert world.reports.tell(HERE, replace(REPORT, notices={"another": MAIL})) == 1
    assert world.tasks.open(THERE) == []

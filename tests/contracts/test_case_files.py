from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Event as Flag
from threading import Thread

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ports_of_casework import Whose
from contact_gateway.application.records import NewPerson, OutgoingMessage
from contact_gateway.application.records_of_casework import Closing, Filed, RestrictionNow
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed, AskedForContact, Complained
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.standing import Person, Role
from tests.builders import MONDAY, SAM_EMAIL, SAM_PHONE, contact, new_person
from tests.contracts.calls import a_task
from tests.contracts.cases import (
    BAN,
    DAY,
    DECIDED,
    FROM_WEDNESDAY,
    UNDER,
    add,
    an_act,
    banned,
    deed,
    load,
    proposed,
    settle,
    warned,
)
from tests.contracts.worlds import HERE, THERE, World

NOTICE = OutgoingMessage(kind="notice", channel=Channel.EMAIL, payload={"to": "team@example.org", "text": "Look."})


def sam(world: World, days: float = 0) -> Person:
    """Sam, as a contact finds him so many days after Monday."""
    facts = world.contact_lookup.look(HERE, contact(sender=None), MONDAY + timedelta(days=days), "sam")
    assert facts.by_reference is not None
    return facts.by_reference


def test_a_file_holds_its_acts_in_the_order_in_which_they_were_done(world: World) -> None:
    settle(world)
    first, second = warned(), warned()
    add(world, deed(first))
    add(world, deed(second), banned())
    filed = load(world).filed
    assert [one.act for one in filed[:2]] == [first, second]
    assert (filed[2].act.id, filed[2].restriction_id, filed[2].policy) == (filed[2].act.id, BAN.id, UNDER)


def test_words_are_read_by_whoever_is_put_on_record_and_by_nobody_else(world: World) -> None:
    settle(world)
    act = warned()
    add(world, deed(act))
    assert world.case_files.acts(HERE, "sam") == [Filed(act=replace(act, words={}), policy=UNDER)]
    assert world.case_files.read(HERE, "sam", "lee") == [Filed(act=act, policy=UNDER)]


def test_what_is_known_of_the_person_comes_with_the_file(world: World) -> None:
    settle(world)
    world.people.add(HERE, new_person(segment="residential_care", unverified=True, adjustments=("large_print",)))
    world.people.complain(HERE, "sam", "lee")
    case = load(world)
    assert case.contact_points == (SAM_PHONE, SAM_EMAIL)
    assert (case.segment, case.identified, case.reference) == ("residential_care", False, "T-1001")
    assert case.person.adjustments == {Adjustment.LARGE_PRINT}
    assert case.person.complained_about == {"lee"}


def test_officers_come_with_grade_roles_and_interest(world: World) -> None:
    settle(world)
    roles = frozenset({"manager", "board"})
    assert load(world).officers["lee"].signatory == Signatory(id="lee", grade="manager", roles=roles)
    assert load(world).officers["lee"].email == "lee@landlord.example.org"
    world.people.complain(HERE, "sam", "lee")
    assert load(world).officers["lee"].signatory.conflicted


def test_whoever_speaks_for_the_customer_comes_with_a_name_and_nobody_elses_representative(world: World) -> None:
    settle(world)
    world.people.add(HERE, NewPerson(id="pat", role=Role.CUSTOMER, name="Pat Example"))
    for representative, customer in (("rae", "sam"), ("rob", "pat")):
        name = f"{representative.title()} Example"
        world.people.add(HERE, NewPerson(id=representative, role=Role.REPRESENTATIVE, name=name, of=customer))
    case = load(world)
    assert case.representatives == {"rae": "Rae Example"}
    assert case.names.keys() >= {"rae", "lee"}


def test_it_binds_in_its_stretches_of_time_and_in_no_other(world: World) -> None:
    settle(world)
    add(world, banned())
    days = [day / 2 for day in range(20)]
    binding = [day for day in days if sam(world, day).restrictions]
    assert binding == [day for day in days if any(one.contains(MONDAY + day * DAY) for one in FROM_WEDNESDAY)]
    assert sam(world, 3).restrictions == (BAN,)


def test_a_draft_binds_nobody_and_a_later_act_makes_it_bind(world: World) -> None:
    settle(world)
    add(world, banned(binds=()))
    assert world.restrictions.of_customer(HERE, "sam") == []
    assert load(world).person.restrictions == ()
    add(world, banned())
    assert world.restrictions.of_customer(HERE, "sam") == [BAN]
    assert load(world).person.restrictions == (BAN,)


def test_the_row_says_who_decided_and_why(world: World) -> None:
    settle(world)
    add(world, banned())
    file = world.restriction_files.one(HERE, BAN.id)
    assert (file.decided.officer, file.decided.decided_at, file.ended_at) == ("lee", MONDAY, None)
    assert world.restrictions.grounds_of(HERE, BAN.id, "lee").narrative == DECIDED.narrative


def test_whatever_raises_leaves_nothing_behind(world: World) -> None:
    settle(world)

    def half_done() -> None:
        with world.case_files.open(HERE, "sam") as case:
            case.add(banned(tasks=(a_task("", id="t1"),), notices=(NOTICE,)))
            raise Refused("not_authorised", "No.")

    with pytest.raises(Refused):
        half_done()
    assert (world.case_files.acts(HERE, "sam"), world.tasks.open(HERE)) == ([], [])
    assert world.outbox.claim(HERE, 9, 60) == []
    with pytest.raises(NotFound):
        world.restriction_files.one(HERE, BAN.id)


def test_tasks_and_notices_come_with_the_act(world: World) -> None:
    settle(world)
    task = replace(a_task(""), code="consider_police", restriction_id=BAN.id)
    add(world, banned(tasks=(task,), notices=(NOTICE,)))
    assert world.tasks.open(HERE) == [task]
    (message,) = world.outbox.claim(HERE, 9, 60)
    assert message.message == NOTICE


def test_an_act_does_the_tasks_that_it_does_away_with_and_leaves_the_newest(world: World) -> None:
    settle(world)
    tasks = tuple(
        a_task("", id=f"t{day}", code="issue_letter", restriction_id=BAN.id, made_at=MONDAY + timedelta(days=day))
        for day in range(3)
    )
    beside = (
        a_task("", id="another-code", code="tell", restriction_id=BAN.id),
        a_task("", id="another-restriction", code="issue_letter", restriction_id="elsewhere"),
    )
    add(world, banned(tasks=(*tasks, *beside)))
    add(world, banned(closing=Closing(codes=("issue_letter",), but_newest=1)))
    assert {task.id for task in world.tasks.open(HERE)} == {"t2", "another-code", "another-restriction"}
    assert [(world.tasks.one(HERE, one).done_by, world.tasks.one(HERE, one).done_at) for one in ("t0", "t1")] == [
        ("lee", MONDAY)
    ] * 2


def test_an_act_does_the_tasks_about_one_appeal_and_gives_its_own(world: World) -> None:
    settle(world)
    first, other = (a_task("", id=one, code="decide_appeal", about=one) for one in ("a1", "a2"))
    anew = a_task("", id="anew", code="decide_appeal", about="a1")
    add(world, deed(warned(), tasks=(first, other)))
    add(world, deed(warned(), tasks=(anew,), closing=Closing(codes=("decide_appeal",), about="a1")))
    assert {task.id: task for task in world.tasks.open(HERE)} == {"a2": other, "anew": anew}


@pytest.mark.parametrize(
    ("kind", "channel", "tasks"),
    [("letter", Channel.EMAIL, ["letter_not_sent"]), ("letter", Channel.SMS, []), ("notice", Channel.EMAIL, [])],
)
def test_a_letter_that_no_mailbox_takes_is_a_task_once(
    world: World, kind: str, channel: Channel, tasks: list[str]
) -> None:
    settle(world)
    add(world, banned(notices=(OutgoingMessage(kind=kind, channel=channel, payload={"to": "sam@example.org"}),)))
    (due,) = world.outbox.claim(HERE, 9, 0)
    world.outbox.failed(HERE, due.id, "no such mailbox", retry_in_seconds=30)
    assert world.tasks.open(HERE) == []
    for _ in range(2):
        world.outbox.failed(HERE, due.id, "no such mailbox", retry_in_seconds=None)
    assert [(task.code, task.customer_id, task.for_officer) for task in world.tasks.open(HERE)] == [
        (code, "sam", "") for code in tasks
    ]


def test_which_letters_no_mailbox_took_is_known_to_their_customers_case_alone(world: World) -> None:
    def not_sent(customer: str) -> frozenset[str]:
        with world.case_files.open(HERE, customer) as case:
            return case.not_sent()

    settle(world)
    world.people.add(HERE, NewPerson(id="pat", role=Role.CUSTOMER, name="Pat Example"))
    mail = OutgoingMessage(kind="letter", channel=Channel.EMAIL, payload={"to": "sam@example.org", "file_id": "l1"})
    text = OutgoingMessage(kind="letter", channel=Channel.SMS, payload={"to": "+447700900123"})
    add(world, banned(notices=(mail, text)))
    assert not_sent("sam") == frozenset()
    for due in world.outbox.claim(HERE, 9, 0):
        world.outbox.failed(HERE, due.id, "no such mailbox", retry_in_seconds=None)
    assert not_sent("sam") == frozenset({"l1"})
    assert not_sent("pat") == frozenset()


@pytest.mark.clause("TOR-18")
def test_a_complaint_holds_at_once(world: World) -> None:
    settle(world)
    add(world, deed(an_act(Complained, about="lee")))
    add(world, deed(an_act(Complained, about="lee")))
    assert sam(world).complained_about == {"lee"}


def test_being_asked_to_make_contact_opens_the_window(world: World) -> None:
    settle(world)
    add(world, deed(an_act(AskedForContact, channel=Channel.VOICE, until=MONDAY + DAY)))
    assert sam(world).asked_to_be_contacted
    assert not sam(world, 1).asked_to_be_contacted


def test_an_adjustment_and_a_language_hold_at_once_beside_what_there_was(world: World) -> None:
    settle(world)
    for adjustment in (Adjustment.RELAY_CALLS, Adjustment.LARGE_PRINT, Adjustment.RELAY_CALLS):
        add(world, deed(an_act(AdjustmentAgreed, adjustment=adjustment)))
    add(world, deed(an_act(AdjustmentAgreed, language="cy")))
    assert sam(world).adjustments == {Adjustment.RELAY_CALLS, Adjustment.LARGE_PRINT}
    assert sam(world).language == "cy"


def test_whose_it_is_is_told_of_this_landlords_alone(world: World) -> None:
    settle(world)
    add(world, banned())
    assert world.case_files.whose(HERE, BAN.id) == Whose(customer_id="sam", policy_version=1)
    assert [one.restriction_id for one in world.case_files.history(HERE, BAN.id)] == [BAN.id]
    asked: tuple[Callable[[str, str], object], ...] = (world.case_files.whose, world.case_files.history)
    for ask in asked:
        for landlord, restriction_id in ((THERE, BAN.id), (HERE, "nothing")):
            with pytest.raises(NotFound):
                ask(landlord, restriction_id)


def test_the_acts_about_several_restrictions_are_read_together(world: World) -> None:
    settle(world)
    for one in (BAN, replace(BAN, id="another"), replace(BAN, id="not-asked-for")):
        row = RestrictionNow(restriction=one, decided=DECIDED)
        add(world, deed(warned()), deed(proposed(restriction=one), one.id, restriction=row))
    found = world.case_files.histories(HERE, [BAN.id, "another", "nothing"])
    assert [one.restriction_id for one in found] == [BAN.id, "another"]
    assert list(found) == [*world.case_files.history(HERE, BAN.id), *world.case_files.history(HERE, "another")]
    assert world.case_files.histories(THERE, [BAN.id]) == []
    assert world.case_files.histories(HERE, []) == []


def test_another_customers_restriction_is_not_taken(world: World) -> None:
    settle(world)
    add(world, banned())
    world.people.add(HERE, new_person(id="kim", reference=""))
    theirs = replace(BAN, customer_id="kim")
    mine = banned()
    assert mine.restriction is not None
    taken = replace(mine, restriction=replace(mine.restriction, restriction=theirs))
    with pytest.raises(Refused) as refused:
        add(world, taken, customer_id="kim")
    assert refused.value.code == "id_taken"
    assert world.case_files.whose(HERE, BAN.id).customer_id == "sam"


@pytest.mark.parametrize("nobody", ["nobody", "lee"])
def test_nobody_but_a_customer_has_a_file(world: World, nobody: str) -> None:
    settle(world)
    with world.case_files.open(HERE, nobody) as case, pytest.raises(NotFound):
        case.load(MONDAY)
    with world.case_files.open(HERE, nobody) as case, pytest.raises(NotFound):
        case.add(deed(warned()))


def test_two_who_act_in_one_case_do_so_one_after_the_other(world: World) -> None:
    settle(world)
    entered, seen = Flag(), list[int]()

    def second() -> None:
        entered.set()
        with world.case_files.open(HERE, "sam") as case:
            seen.append(len(case.load(MONDAY).filed))

    with world.case_files.open(HERE, "sam") as case:
        waiting = Thread(target=second)
        waiting.start()
        assert entered.wait(5)
        waiting.join(0.2)
        case.add(deed(proposed(), BAN.id, restriction=banned().restriction))
    waiting.join(5)
    assert seen == [1]

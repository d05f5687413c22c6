from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.application.connect_numbers import (
    NOT_KEPT,
    NOT_OURS,
    NOT_SEEN,
    Change,
    ConnectedLine,
    ConnectNumbers,
)
from contact_gateway.application.records_of_calls import Number, Occasion
from contact_gateway.domain.policy import Line
from tests.builders import MONDAY, policy
from tests.fakes.memory import Memory
from tests.fakes.numbers import FakeNumbers
from tests.fakes.policies import MemoryPolicies

HERE = "example"
MAIN, REPAIRS, MAIL = "+441632960200", "+441632960201", "hello@example.org"
WANTED = {Occasion.CALL: "https://contact.example.org/calls", Occasion.TEXT: "https://contact.example.org/texts"}


def connecting(numbers: FakeNumbers, wanted: Mapping[Occasion, str] = WANTED) -> ConnectNumbers:
    lines = tuple(Line(address=address) for address in (MAIN, REPAIRS, MAIL))
    policies = MemoryPolicies(Memory(), lambda *_: policy(lines=lines))
    policies.import_pack(HERE, "pack", MONDAY)
    return ConnectNumbers(numbers=numbers, policies=policies, wanted=lambda _: wanted)


def account(**more: str) -> FakeNumbers:
    demo = {Occasion.CALL: "https://demo.example.net/welcome"}
    numbers = [
        Number(id="PN1", number=MAIN, addresses=demo),
        Number(id="PN2", number=REPAIRS, addresses=WANTED, **more),
    ]
    return FakeNumbers({HERE: [*numbers, Number(id="PN3", number="+441632960299", addresses=demo)]})


CHANGES = (
    Change(occasion=Occasion.CALL, was="https://demo.example.net/welcome", wanted=WANTED[Occasion.CALL]),
    Change(occasion=Occasion.TEXT, was="", wanted=WANTED[Occasion.TEXT]),
)


def test_every_number_of_the_policy_is_connected_and_no_other() -> None:
    numbers = account()
    lines = connecting(numbers)(HERE)
    assert lines == (
        ConnectedLine(number=MAIN, id="PN1", changes=CHANGES),
        ConnectedLine(number=REPAIRS, id="PN2"),
    )
    assert numbers.connected == ["PN1"]
    assert numbers.kept[HERE][0].addresses == WANTED
    assert numbers.kept[HERE][2].addresses == {Occasion.CALL: "https://demo.example.net/welcome"}


def test_connecting_again_changes_nothing() -> None:
    numbers = account()
    connect = connecting(numbers)
    connect(HERE)
    assert [line.changes for line in connect(HERE)] == [(), ()]
    assert numbers.connected == ["PN1"]


def test_a_dry_run_says_the_same_and_changes_nothing() -> None:
    numbers = account()
    assert connecting(numbers)(HERE, dry_run=True)[0] == ConnectedLine(number=MAIN, id="PN1", changes=CHANGES)
    assert numbers.connected == []
    assert numbers.kept == account().kept


def test_a_number_that_the_account_lacks_is_a_fault() -> None:
    numbers = account()
    del numbers.kept[HERE][0]
    first, second = connecting(numbers)(HERE)
    assert (first.number, first.fault, first.changes) == (MAIN, NOT_OURS, ())
    assert second.fault == ""


def test_a_number_whose_calls_an_application_has_is_a_fault() -> None:
    _, second = connecting(account(elsewhere="application AP1"))(HERE)
    assert "application AP1 has its calls" in second.fault


def test_what_the_provider_did_not_keep_is_a_fault() -> None:
    numbers = account()
    numbers.forgets = True
    first, second = connecting(numbers)(HERE)
    assert (first.fault, second.fault) == (NOT_KEPT, "")


def test_a_number_that_is_refused_is_named_and_the_others_are_connected() -> None:
    numbers = account()
    numbers.kept[HERE][1] = Number(id="PN2", number=REPAIRS)
    numbers.refused = frozenset({"PN1"})
    first, second = connecting(numbers)(HERE)
    assert (first.number, first.fault) == (MAIN, "Refused.")
    assert (second.number, second.fault) == (REPAIRS, "")
    assert numbers.connected == ["PN2"]


def test_what_was_changed_is_told_also_where_nobody_can_be_asked_whether_it_stayed() -> None:
    numbers = account()
    numbers.is_gone = True
    first, second = connecting(numbers)(HERE)
    assert first.changes == CHANGES
    assert first.fault == NOT_SEEN.format("No answer came.")
    assert second.fault == ""

"""Acts under a policy that stands beside the landlord's main one follow that one to the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.errors import Refused
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_casework import PolicyUsed
from contact_gateway.domain.casework.acts import Form
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import (
    AuthorityRule,
    CaseworkRules,
    LetterRule,
    Notice,
    PartRule,
    Stage,
)
from contact_gateway.domain.procedure.words import LetterType, Occasion, Part, Step
from contact_gateway.domain.working_days import Delivery
from tests.builders import SAM_EMAIL, contact
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.policies import BESIDE
from tests.unit.application.casework.room import HERE, LETTERS, Room

HABITS = CaseworkRules(letters=LETTERS, authority=(AuthorityRule(grade="service_manager"),))
"""No warning comes first, and nobody is asked."""


@dataclass
class TwoPolicies(Room):
    """The usual landlord, with a policy on habits beside its main one."""

    habits: CaseworkRules = field(default_factory=lambda: HABITS)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.policies.import_pack(HERE, f"{BESIDE}habits", self.memory.clock.now())

    def _read(self, landlord: str, version: int, source: str, main: str) -> Policy:
        found = super()._read(landlord, version, source, main)
        return replace(found, code="habits", casework=self.habits) if source.startswith(BESIDE) else found

    def bans(self, **said: object) -> None:
        """A ban under the policy on habits is in force from 1 April."""
        self.propose(policy="habits", **said)
        self.does.authorise(HERE, "r1", "sue")
        self.does.issue_letter(HERE, "r1", "sue", Delivery.HAND)

    def under(self) -> dict[str, PolicyUsed]:
        """Which policy each restriction is under."""
        return {life.restriction_id: life.policy for life in self.does.show_case(HERE, "sam").lives}


def refused(room: TwoPolicies, **said: object) -> str:
    with pytest.raises(Refused) as found:
        room.propose(**said)
    return found.value.code


def test_what_comes_before_a_restriction_and_who_decides_it_are_its_own_policys() -> None:
    room = TwoPolicies()
    assert refused(room) == "warning_missing"
    room.bans()
    assert room.binds()
    assert room.under() == {"r1": PolicyUsed(version=2, code="habits")}
    assert {one.policy.code for one in room.files.history(HERE, "r1")} == {"habits"}


def test_the_main_policy_has_a_name_too_and_is_meant_where_none_is() -> None:
    room = TwoPolicies()
    assert refused(room, policy="main") == refused(room) == "warning_missing"


@pytest.mark.parametrize("policy", ["whims", "Habits"])
def test_a_policy_that_nobody_has_is_refused_with_those_that_there_are(policy: str) -> None:
    room = TwoPolicies()
    with pytest.raises(Refused, match="main, habits") as found:
        room.propose(policy=policy)
    assert found.value.code == "unknown_policy"


def test_a_variation_stays_under_the_policy_of_what_it_varies_unless_it_says_otherwise() -> None:
    room = TwoPolicies()
    room.bans()
    assert refused(room, varies="r1", restriction_id="r3", policy="main") == "warning_missing"
    room.propose(varies="r1", restriction_id="r2")
    assert room.under()["r2"].code == "habits"


def test_it_keeps_the_version_it_was_made_under_when_the_main_pack_is_new() -> None:
    room = TwoPolicies()
    room.bans()
    room.policies.import_pack(HERE, "another pack", room.memory.clock.now())
    assert room.policies.current(HERE, "habits").version == 4
    assert room.under()["r1"].version == 2
    room.does.lift(HERE, "r1", "mo", "no longer needed")
    assert {one.policy.version for one in room.files.history(HERE, "r1")} == {2}


def test_a_warning_says_what_the_policy_it_is_given_under_asks_of_one_and_counts_under_each() -> None:
    asks = LetterRule(parts={Part.IF_CONTINUES: PartRule(clause="HAB-2")})
    room = TwoPolicies(habits=replace(HABITS, letters={**LETTERS, LetterType.WARNING: asks}))
    change = ForTheLetter(must_change="one a week")
    said = WarningGiven(form=Form.VERBAL, why="140 e-mails", told=change, contact_id="c1", policy="habits")
    with pytest.raises(Refused, match="HAB-2"):
        room.does.warn(HERE, "sam", "mo", said)
    room.does.warn(HERE, "sam", "mo", replace(said, told=replace(change, if_continues="no e-mail")))
    room.propose()
    assert room.under()["r1"].code == "main"


def test_stages_are_counted_policy_by_policy() -> None:
    first = Stage(name="first", label="First", kinds=frozenset({Kind.CHANNEL_BAN}))
    second = Stage(name="second", label="Second", kinds=frozenset({Kind.CONTACT_CAP}), follows="first")
    room = TwoPolicies(habits=replace(HABITS, stages=(first, second)))
    room.told()
    room.at("2026-04-23T10:00")
    cap = {"kind": "contact_cap", "terms": {"limit": 1, "per": "week"}, "channels": (), "policy": "habits"}
    assert refused(room, restriction_id="r2", **cap) == "reason_required"
    room.propose(restriction_id="r2", **{**cap, "kind": "channel_ban", "terms": {}, "channels": ("sms",)})
    room.does.authorise(HERE, "r2", "sue")
    room.does.issue_letter(HERE, "r2", "sue", Delivery.HAND)
    room.propose(restriction_id="r3", **cap)
    assert room.under()["r3"].code == "habits"


def test_monitoring_is_a_stage_of_the_policy_that_it_is_under() -> None:
    watch = Stage(name="watch", label="Watched", step=Step.MONITORING)
    room = TwoPolicies(habits=replace(HABITS, stages=(watch,)))
    until = room.memory.clock.now().date() + timedelta(days=14)
    with pytest.raises(Refused, match="no stage 'watch'"):
        room.does.monitor(HERE, "sam", "mo", "watch", until)
    assert room.does.monitor(HERE, "sam", "mo", "watch", until, "habits").state == "recorded"


def test_a_breach_is_told_as_the_policy_of_the_arrangement_says() -> None:
    told = Notice(on=Occasion.BREACH, to=("director",), clause="HAB-7")
    room = TwoPolicies(habits=replace(HABITS, notices=(told,)))
    room.bans()
    written = contact(
        Channel.EMAIL, sender=SAM_EMAIL, received_at=room.memory.clock.now(), authenticated=True, provider_id="M1"
    )
    ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)(HERE, written)
    clock = room.memory.clock
    assert isinstance(clock, FakeClock)
    clock.advance(timedelta(minutes=11))
    before = set(room.memory.of(HERE).outbox)
    room.does.jobs.tell_breaches(HERE)
    sent = [row.message.payload["to"] for key, row in room.memory.of(HERE).outbox.items() if key not in before]
    assert sent == ["dee@landlord.example.org"]

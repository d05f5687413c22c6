"""What is signed can be proposed on that day too: what it was built on may be gone since."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.records import NewPerson
from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import AppealRules, AuthorityRule, Precondition, Tier
from contact_gateway.domain.procedure.words import Hearing, Step
from tests.builders import new_officer, new_person, policy
from tests.unit.application.casework.room import HERE, LETTERS, OFFICERS, Room, refusal
from tests.unit.domain.casework.cases import LADDER, RULES


def proposed(room: Room, restriction_id: str = "r1", **said: object) -> Room:
    """A proposal that lacks nothing but a signature."""
    room.at("2026-04-20T10:00").propose(restriction_id=restriction_id, **said)
    room.does.consult(HERE, restriction_id, "sue", ("repairs",), "agreed")
    return room


def sign(room: Room, restriction_id: str = "r1") -> str:
    return room.does.authorise(HERE, restriction_id, "sue").shown


def refused(room: Room, restriction_id: str = "r1") -> str:
    """The code with which the signature is refused, and nothing is left of it."""
    before = room.files.acts(HERE, "sam")
    code = refusal(lambda: sign(room, restriction_id))
    assert room.files.acts(HERE, "sam") == before
    return code


def warned_and_proposed(room: Room, **said: object) -> tuple[Room, str]:
    warning = room.warn().act_id
    return proposed(room, "r1", **said), warning


def appealed(room: Room, warning: str) -> str:
    request = AppealRequest(received_at=room.memory.clock.now(), words="They were answers.", hearer="ann")
    return room.does.items.appeal_bare_decision(HERE, "sam", warning, "mo", request).appeal_id


def withdrawn(room: Room, warning: str) -> None:
    appeal_id = appealed(room, warning)
    room.does.items.decide_bare_appeal(HERE, "sam", appeal_id, "ann", Finding.REMOVED, "They were answers to ours.")


def room_that(meanwhile: Hearing, *preconditions: Precondition) -> Room:
    appeals = (AppealRules(tiers=(Tier(grade="assistant_director"),), meanwhile=meanwhile),)
    return Room(
        rules=replace(RULES, letters=LETTERS, appeals=appeals, preconditions=preconditions or RULES.preconditions)
    )


def test_nobody_signs_what_was_built_on_a_warning_that_was_withdrawn() -> None:
    room, warning = warned_and_proposed(room_that(Hearing.STAYS))
    withdrawn(room, warning)
    assert refused(room) == "warning_missing"
    room.warn()
    assert sign(room) == "authorised"


def test_while_a_warning_is_heard_it_is_as_good_as_the_policy_says() -> None:
    room, warning = warned_and_proposed(room_that(Hearing.SUSPENDED))
    appealed(room, warning)
    assert refused(room) == "warning_missing"
    room, warning = warned_and_proposed(room_that(Hearing.STAYS))
    appealed(room, warning)
    assert sign(room) == "authorised"


def test_a_reason_that_was_given_for_leaving_a_step_out_is_still_given() -> None:
    rung = Precondition(steps=frozenset({Step.WARNING}), with_reason=True)
    room, warning = warned_and_proposed(room_that(Hearing.STAYS, rung), reason="He threatened to come by.")
    withdrawn(room, warning)
    assert sign(room) == "authorised"


def test_nobody_signs_what_an_adjustment_rules_out_since() -> None:
    room, _ = warned_and_proposed(Room(), kind="single_form", terms={"form": "telephone"}, channels=())
    wanted = AdjustmentRequest(adjustment=Adjustment.CANNOT_USE_TELEPHONE)
    room.does.record_adjustment(HERE, "sam", "mo", wanted)
    assert refused(room) == "conflicts_with_adjustment"


def test_nobody_signs_what_would_take_the_last_channel_by_now() -> None:
    room, _ = warned_and_proposed(Room(), channels=("email",))
    proposed(room, "r2", channels=tuple(channel for channel in Channel if channel is not Channel.EMAIL))
    assert sign(room) == "authorised"
    room.does.issue_letter(HERE, "r1", "sue")
    assert refused(room, "r2") == "no_channel_left"


@pytest.mark.parametrize(
    ("now", "code"),
    [(new_person(segment="residential_care"), "out_of_scope"), (new_person(unverified=True), "unverified_identity")],
    ids=["scope", "identity"],
)
def test_nobody_signs_what_the_policy_does_not_cover_by_now(now: NewPerson, code: str) -> None:
    room, _ = warned_and_proposed(Room())
    room.people.add(HERE, now)
    assert refused(room) == code


def test_the_first_of_several_signatures_is_refused_like_the_last() -> None:
    together = (AuthorityRule(together=("assistant_director", "service_manager")),)
    room = Room(rules=replace(room_that(Hearing.STAYS).rules, authority=together))
    room, warning = warned_and_proposed(room)
    withdrawn(room, warning)
    assert refused(room) == "warning_missing"


def test_a_signature_is_for_what_it_was_put_under_and_not_for_what_is_written_anew() -> None:
    together = (AuthorityRule(together=("assistant_director", "service_manager")),)
    room = Room(rules=replace(room_that(Hearing.STAYS).rules, authority=together))
    room, _ = warned_and_proposed(room)
    assert sign(room) == "consulted"
    room.propose(channels=("email", "sms"))
    assert room.does.authorise(HERE, "r1", "ann").shown == "consulted"
    assert sign(room) == "authorised"


@dataclass
class RoomOfTwoVersions(Room):
    """A room whose second version of the policy allows no kind at all."""

    def _read(self, _: str, version: int, __: str, ___: str) -> Policy:
        then = super()._read("", version, "", "")
        return then if version == 1 else replace(then, kinds={})


def test_a_kind_is_allowed_where_the_version_that_the_draft_names_allows_it() -> None:
    room, _ = warned_and_proposed(RoomOfTwoVersions())
    room.policies.import_pack(HERE, "the pack without bans", room.memory.clock.now())
    assert refusal(lambda: room.propose(restriction_id="r2")) == "kind_not_in_policy"
    assert sign(room) == "authorised"
    room, _ = warned_and_proposed(Room())
    room.policy = policy(grades=LADDER, kinds={})
    assert refused(room) == "kind_not_in_policy"


def test_whoever_proposed_it_may_have_another_grade_since() -> None:
    room, _ = warned_and_proposed(Room(), officer="ann", immediate=True, reason="He is at the door.")
    room.people.add(HERE, new_officer(id="ann", grade=OFFICERS["mo"]))
    assert sign(room) == "interim"

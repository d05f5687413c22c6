from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.errors import NotFound
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_weighing import Weighing
from contact_gateway.domain.casework.evidence import SPANS, Measured
from contact_gateway.domain.contact import Channel, Key, Step
from contact_gateway.domain.kinds.enforced import ContactCap, OnlyChannels, SinglePointOfContact
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import Per
from contact_gateway.domain.policy import KindRule
from tests.builders import contact, policy
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.room import HERE, Room, proposal, refusal
from tests.unit.domain.casework.cases import LADDER, local

NOW = "2026-04-20T10:00"


@pytest.fixture
def room() -> Room:
    return Room()


def take(room: Room, channel: Channel, at: datetime, **said: object) -> Outcome:
    """Let the gateway take a contact of Sam's, by the rules in force."""
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    made = contact(channel, provider_id=f"{channel} {at} {said}", received_at=at, **said)
    return receive(HERE, made).decision.outcome


def mails(room: Room, number: int, ending: str = NOW) -> None:
    """Let Sam write that many mails, one a day, the last on the day before."""
    for days in range(1, number + 1):
        take(room, Channel.EMAIL, local(ending) - timedelta(days=days))


def weighed(room: Room, **said: object) -> Weighing:
    return room.at(NOW).does.weigh(HERE, proposal(**said), "sue")


def test_what_the_terms_would_have_done_to_the_last_ninety_days_is_shown(room: Room) -> None:
    mails(room.at(NOW), 5)
    take(room, Channel.EMAIL, local("2026-01-10T10:00"))
    take(room, Channel.VOICE, local("2026-04-10T10:00"))
    found = weighed(room).proposed.rehearsal
    assert [found.number_of(outcome) for outcome in (Outcome.HOLD, Outcome.CONNECT)] == [5, 1]
    assert found.kept_out == 5


def test_emergencies_are_named_and_got_through(room: Room) -> None:
    take(room.at(NOW), Channel.VOICE, local("2026-04-10T10:00"), pressed=Key.EMERGENCY, step=Step.KEY)
    found = weighed(room, kind="no_contact", channels=(), reason="He threatened to come with a knife.")
    assert [one.would_be for one in found.proposed.rehearsal.always_open] == [Outcome.EMERGENCY]


def test_milder_terms_are_shown_with_figures_of_their_own(room: Room) -> None:
    mails(room.at(NOW), 14)
    found = weighed(room)
    assert found.milder is not None
    assert found.milder.restriction.terms == ContactCap(limit=1, per=Per.WEEK)
    assert (found.proposed.rehearsal.kept_out, found.milder.rehearsal.kept_out) == (14, 12)


def test_milder_terms_that_the_customer_could_not_live_with_are_not_offered(room: Room) -> None:
    room.policy = policy(
        grades=LADDER,
        kinds={Kind.ONLY_CHANNELS: KindRule(clause="OCT-4.3")},
        channels=(Channel.EMAIL, Channel.VOICE, Channel.LETTER),
    )
    take(room.at(NOW), Channel.VOICE, local("2026-04-10T10:00"))
    said: dict[str, object] = {"kind": "only_channels", "terms": {"channels": ["letter"]}, "channels": ()}

    def opened() -> OnlyChannels:
        found = weighed(room, **said).milder
        assert found is not None
        assert isinstance(found.restriction.terms, OnlyChannels)
        return found.restriction.terms

    assert opened() == OnlyChannels(channels=frozenset({Channel.LETTER, Channel.VOICE}))
    room.does.record_adjustment(HERE, "sam", "mo", AdjustmentRequest(adjustment=Adjustment.CANNOT_USE_TELEPHONE))
    assert opened() == OnlyChannels(channels=frozenset({Channel.LETTER, Channel.EMAIL}))


def test_nobody_whom_the_customer_complains_about_is_offered_as_the_point_of_contact(room: Room) -> None:
    said: dict[str, object] = {"kind": "representative_only", "terms": {"any_of": ["solicitor"]}, "channels": ()}
    first = weighed(room, **said).milder
    assert first is not None
    assert first.restriction.terms == SinglePointOfContact(officer="sue")
    room.does.complain(HERE, "sam", "mo", "sue", "She shouted.")
    second = weighed(room, **said).milder
    assert second is not None
    assert second.restriction.terms == SinglePointOfContact(officer="mo")


def test_the_evidence_is_compared_over_each_span(room: Room) -> None:
    mails(room.at(NOW), 40)
    take(room, Channel.EMAIL, local("2025-06-10T10:00"))
    found = [one.own.totals[Measured.CONTACTS] for one in weighed(room).compared]
    assert (len(found), found) == (len(SPANS), [30, 40, 41])


CHECKS: dict[str, tuple[Callable[[Room], object], dict[str, object], str]] = {
    "a kind that the policy does not have": (
        lambda room: setattr(room, "policy", policy(kinds={Kind.CONTACT_CAP: KindRule(clause="OCT-4.3")})),
        {},
        "kind_not_in_policy",
    ),
    "nobody knows who it is": (
        lambda room: room.memory.of(HERE).people.update(
            sam=replace(room.memory.of(HERE).people["sam"], unverified=True)
        ),
        {},
        "unverified_identity",
    ),
    "no warning": (lambda _: None, {}, "warning_missing"),
    "no channel left": (lambda room: room.at("2026-04-01T11:00").warn(), {"channels": ()}, "no_channel_left"),
}


@pytest.mark.parametrize(("arrange", "said", "code"), CHECKS.values(), ids=CHECKS)
def test_what_is_in_the_way_is_said_beside_the_figures(
    room: Room, arrange: Callable[[Room], object], said: dict[str, object], code: str
) -> None:
    arrange(room)
    mails(room.at(NOW), 3)
    found = weighed(room, **said)
    assert found.refusal is not None
    assert (found.refusal.code, len(found.proposed.rehearsal.contacts)) == (code, 3)


def test_nothing_is_in_the_way_of_a_proposal_that_can_be_made(room: Room) -> None:
    room.at("2026-04-01T11:00").warn()
    assert weighed(room).refusal is None
    assert room.propose().state == "draft"


def test_terms_that_make_no_sense_are_refused_before_anything_is_played(room: Room) -> None:
    assert refusal(lambda: weighed(room, kind="contact_cap", terms={"limit": "many"})) == "impossible_terms"


def test_weighing_changes_nothing_but_the_record_of_who_looked(room: Room) -> None:
    mails(room.at(NOW), 2)
    before = len(room.memory.of(HERE).audit)
    weighed(room)
    (looked,) = room.memory.of(HERE).audit[before:]
    assert (
        looked == "staff:restriction:weighed sam sue customer=sam kind=channel_ban contacts=2 kept_out=2 always_open=0"
    )
    assert (room.memory.of(HERE).acts, room.tasks(), room.memory.of(HERE).restrictions) == ([], [], {})


def test_a_signer_weighs_the_draft_and_is_on_record_for_it(room: Room) -> None:
    mails(room.at(NOW), 3)
    room.at("2026-04-01T11:00").warn()
    room.at(NOW).propose()
    found = room.does.weigh.draft(HERE, "r1", "sue")
    assert (found.proposed.restriction.id, found.proposed.rehearsal.kept_out, found.refusal) == ("r1", 3, None)
    assert room.memory.of(HERE).audit[-1].startswith("staff:restriction:weighed r1 sue")


def test_a_draft_that_is_not_there_is_not_found(room: Room) -> None:
    with pytest.raises(NotFound):
        room.does.weigh.draft(HERE, "r9", "sue")


def test_only_officers_weigh(room: Room) -> None:
    room.at("2026-04-01T11:00").warn()
    room.at(NOW).propose()
    assert refusal(lambda: room.does.weigh.draft(HERE, "r1", "nobody")) == "unknown_officer"


def test_a_variation_is_played_in_the_place_of_what_it_varies(room: Room) -> None:
    room.told()
    room.at("2026-05-10T10:00")
    assert take(room, Channel.EMAIL, local("2026-05-09T10:00")) is Outcome.HOLD
    wanted = proposal(varies="r1", restriction_id="r2", kind="contact_cap", terms={"limit": 5, "per": "week"})
    (one,) = room.does.weigh(HERE, wanted, "sue").proposed.rehearsal.contacts
    assert (one.was, one.would_be) == (Outcome.HOLD, Outcome.CONNECT)

"""One item at a time: what is not dealt with, which complaint is taken, what was not given, and who knows."""

from __future__ import annotations

import pytest

from contact_gateway.application.casework.acknowledge import Aware
from contact_gateway.application.casework.decide_item import ItemVerdict
from contact_gateway.application.errors import NotFound
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.domain.casework.acts_on_items import AskedFor, ItemDecided, ItemDecision
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Outcome
from tests.builders import SAM_EMAIL, contact
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.domain.casework.cases import local

SET_ASIDE = ItemDecision.NOT_DEALT_WITH
REFUSED = ItemDecision.COMPLAINT_REFUSED


@pytest.fixture
def room() -> Room:
    return Room()


def verdict(decision: ItemDecision, reason: str = "It was abusive.", *, was_read: bool = True) -> ItemVerdict:
    return ItemVerdict(contact_id="c1", decision=decision, reason=reason, was_read=was_read)


def mail(room: Room, number: int, text: str = "You again.") -> Outcome:
    written = contact(
        Channel.EMAIL, sender=SAM_EMAIL, provider_id=f"M{number}", received_at=room.memory.clock.now(), text=text
    )
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    return receive(HERE, written).decision.outcome


@pytest.mark.clause("OCT-4.3d")
@pytest.mark.clause("DER-10.1d")
def test_an_item_is_set_aside_by_a_person_who_read_it_and_says_why(room: Room) -> None:
    decide = room.does.items.decide_item
    assert refusal(lambda: decide(HERE, "sam", "mo", verdict(SET_ASIDE, was_read=False))) == "not_read"
    assert refusal(lambda: decide(HERE, "sam", "mo", verdict(SET_ASIDE, " "))) == "reason_required"
    assert refusal(lambda: decide(HERE, "sam", "nobody", verdict(SET_ASIDE))) == "unknown_officer"
    assert room.files.acts(HERE, "sam") == []
    answer = decide(HERE, "sam", "mo", verdict(SET_ASIDE))
    assert (answer.shown, answer.tasks) == ("recorded", ("write_to_ask_to_stop",))
    (filed,) = room.files.read(HERE, "sam", "sue")
    assert isinstance(filed.act, ItemDecided)
    assert (filed.act.contact_id, filed.act.decision, filed.act.words) == (
        "c1",
        SET_ASIDE,
        {"reason": "It was abusive."},
    )


@pytest.mark.clause("OCT-4.3d")
def test_what_was_set_aside_once_sets_nothing_else_aside_until_only_a_third_party_may_write(room: Room) -> None:
    room.at("2026-04-20T09:00").does.items.decide_item(HERE, "sam", "mo", verdict(SET_ASIDE))
    assert mail(room, 1) is Outcome.CONNECT
    room.told(kind="representative_only", terms={"any_of": ["solicitor"]}, channels=())
    room.at("2026-05-04T10:00")
    assert mail(room, 2) is Outcome.HOLD


@pytest.mark.clause("OCT-4.4f")
def test_a_complaint_that_is_refused_is_explained_and_the_next_one_is_decided_anew(room: Room) -> None:
    decide = room.does.items.decide_item
    assert refusal(lambda: decide(HERE, "sam", "mo", verdict(REFUSED, ""))) == "reason_required"
    assert decide(HERE, "sam", "mo", verdict(REFUSED, "It was answered.")).tasks == ("explain_refused_complaint",)
    assert decide(HERE, "sam", "mo", verdict(ItemDecision.COMPLAINT_ACCEPTED, "")).tasks == ()
    room.told()
    room.at("2026-05-04T10:00")
    assert mail(room, 1, "I want to make a complaint.") is Outcome.ROUTE


@pytest.mark.clause("DER-8.1..8.3")
def test_what_was_asked_for_and_refused_is_counted_and_whoever_finds_it_hard_is_helped(room: Room) -> None:
    record = room.does.items.record_not_given
    for asked_for in (AskedFor.IDENTITY, AskedFor.IDENTITY, AskedFor.EVIDENCE):
        assert record(HERE, "sam", "mo", asked_for).tasks == ()
    assert record(HERE, "sam", "mo", AskedFor.SUMMARY, difficulty="Writes with pain.").tasks == ("offer_help",)
    assert record.refused(HERE, "sam") == {AskedFor.IDENTITY: 2, AskedFor.EVIDENCE: 1}
    assert record.refused(HERE, "kim") == {}
    assert room.memory.of(HERE).restrictions == {}


@pytest.mark.clause("TUN-8.5")
def test_who_knows_of_an_arrangement_is_on_a_list_once(room: Room) -> None:
    room.told()
    assert room.does.items.acknowledge.aware(HERE, "r1") == ()
    room.at("2026-04-22T09:00").does.items.acknowledge(HERE, "r1", "mo")
    room.at("2026-04-22T09:30").does.items.acknowledge(HERE, "r1", "ann")
    room.at("2026-04-23T09:00").does.items.acknowledge(HERE, "r1", "mo")
    assert room.does.items.acknowledge.aware(HERE, "r1") == (
        Aware("mo", local("2026-04-22T09:00")),
        Aware("ann", local("2026-04-22T09:30")),
    )
    assert refusal(lambda: room.does.items.acknowledge(HERE, "r1", "nobody")) == "unknown_officer"
    with pytest.raises(NotFound):
        room.does.items.acknowledge.aware(HERE, "r9")

from __future__ import annotations

import pytest

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.domain.contact import Channel
from tests.contracts.worlds import HERE, THERE, World


def _message(to: str) -> OutgoingMessage:
    payload: dict[str, object] = {"to": to, "subject": "Your message", "headers": {"Auto-Submitted": "auto-replied"}}
    return OutgoingMessage(kind="reply", channel=Channel.EMAIL, payload=payload)


def _claimed(world: World, limit: int = 10, for_seconds: int = 60) -> list[str]:
    return [str(due.message.payload["to"]) for due in world.outbox.claim(HERE, limit, for_seconds)]


def test_a_message_is_claimed_whole(world: World) -> None:
    world.enqueue(HERE, _message("sam@example.org"))
    (due,) = world.outbox.claim(HERE, 10, 60)
    assert due.message == _message("sam@example.org")
    assert (due.landlord, due.attempts, due.document) == (HERE, 1, None)


def test_a_claimed_message_is_nobody_elses_until_the_claim_expires(world: World) -> None:
    world.enqueue(HERE, _message("sam@example.org"))
    assert _claimed(world) == ["sam@example.org"]
    assert _claimed(world) == []


def test_an_expired_claim_is_given_to_another_relay_and_counts_as_an_attempt(world: World) -> None:
    world.enqueue(HERE, _message("sam@example.org"))
    assert len(world.outbox.claim(HERE, 10, 0)) == 1
    (again,) = world.outbox.claim(HERE, 10, 60)
    assert again.attempts == 2


def test_messages_come_longest_due_first_and_no_more_than_asked_for(world: World) -> None:
    for to in ("one@example.org", "two@example.org", "three@example.org"):
        world.enqueue(HERE, _message(to))
    assert _claimed(world, limit=2) == ["one@example.org", "two@example.org"]
    assert _claimed(world, limit=2) == ["three@example.org"]


def test_a_sent_message_is_never_due_again(world: World) -> None:
    world.enqueue(HERE, _message("sam@example.org"))
    (due,) = world.outbox.claim(HERE, 10, 0)
    world.outbox.sent(HERE, due.id)
    assert _claimed(world) == []


@pytest.mark.parametrize(("retry_in_seconds", "is_due"), [(0, True), (3600, False), (None, False)])
def test_a_failed_message_is_due_again_when_it_was_said_to(
    world: World, retry_in_seconds: int | None, is_due: bool
) -> None:
    world.enqueue(HERE, _message("sam@example.org"))
    (due,) = world.outbox.claim(HERE, 10, 60)
    world.outbox.failed(HERE, due.id, "the server said 451", retry_in_seconds=retry_in_seconds)
    assert _claimed(world) == (["sam@example.org"] if is_due else [])


def test_another_landlord_gets_and_settles_nothing(world: World) -> None:
    world.enqueue(HERE, _message("sam@example.org"))
    assert world.outbox.claim(THERE, 10, 60) == []
    (due,) = world.outbox.claim(HERE, 10, 0)
    with pytest.raises(NotFound):
        world.outbox.sent(THERE, due.id)
    with pytest.raises(NotFound):
        world.outbox.failed(THERE, due.id, "mine now", retry_in_seconds=None)
    assert _claimed(world) == ["sam@example.org"]

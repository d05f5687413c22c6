"""Sending what waits, whatever the mail server does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.application.errors import CannotSend
from contact_gateway.application.records import Document, OutgoingMessage
from contact_gateway.application.relay_outbox import BATCH, CLAIM_SECONDS, RelayOutbox
from contact_gateway.domain.contact import Channel
from tests.fakes.clock import FakeClock
from tests.fakes.mailer import FakeMailer
from tests.fakes.memory import Memory, OutboxRow
from tests.fakes.outbox import MemoryOutbox

LANDLORD = "example"


class Post:
    """An outbox with messages, and a mailer that fails as told."""

    def __init__(self, *faults: CannotSend, messages: int = 1) -> None:
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        self.mailer = FakeMailer(*faults)
        self.relay = RelayOutbox(outbox=MemoryOutbox(self.memory), mailer=self.mailer)
        for number in range(messages):
            message = OutgoingMessage(kind="reply", channel=Channel.EMAIL, payload={"to": f"{number}@example.org"})
            self.rows[f"m{number}"] = OutboxRow(message=message, document=None, due_at=self.clock.now())

    @property
    def rows(self) -> dict[str, OutboxRow]:
        return self.memory.of(LANDLORD).outbox

    def wait(self, seconds: int) -> int:
        self.clock.advance(timedelta(seconds=seconds))
        return self.relay(LANDLORD)


def away(number: int = 1) -> tuple[CannotSend, ...]:
    return tuple(CannotSend("The mail server cannot be reached.", permanent=False) for _ in range(number))


def test_a_message_leaves_once() -> None:
    post = Post()
    assert (post.relay(LANDLORD), post.relay(LANDLORD)) == (1, 0)
    assert len(post.mailer.sent) == 1
    assert post.rows["m0"].state == "sent"


def test_every_try_of_a_message_bears_the_same_id() -> None:
    post = Post(*away())
    post.relay(LANDLORD)
    post.wait(30)
    [(_, message, _)] = post.mailer.sent
    assert message.payload == {"to": "0@example.org", "id": "m0"}


def test_a_server_that_is_away_is_tried_at_growing_intervals() -> None:
    post = Post(*away(11))
    waits = []
    for _ in range(11):
        post.relay(LANDLORD)
        waits.append((post.rows["m0"].due_at - post.clock.now()).total_seconds())
        post.clock.stand_at(post.rows["m0"].due_at)
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]
    assert post.relay(LANDLORD) == 1


def test_after_twelve_tries_a_person_has_to_look() -> None:
    post = Post(*away(12))
    for _ in range(12):
        post.relay(LANDLORD)
        post.clock.advance(timedelta(hours=1))
    assert (post.rows["m0"].state, post.rows["m0"].why) == ("failed", "The mail server cannot be reached.")
    assert post.relay(LANDLORD) == 0


def test_a_refusal_for_good_is_not_tried_again() -> None:
    post = Post(CannotSend("The mail server refused the message (550).", permanent=True))
    assert post.relay(LANDLORD) == 0
    assert post.rows["m0"].state == "failed"
    assert post.wait(7200) == 0


def test_one_message_that_fails_stops_no_other() -> None:
    post = Post(*away(), messages=3)
    assert post.relay(LANDLORD) == 2
    assert [row.state for row in post.rows.values()] == ["pending", "sent", "sent"]


class BrokenMailer:
    """Fails in a way that nobody foresaw."""

    def send(self, landlord: str, message: OutgoingMessage, document: Document | None) -> None:
        raise ZeroDivisionError


def test_a_message_that_cannot_be_put_together_is_told_and_tried_again() -> None:
    post = Post()
    relay = RelayOutbox(outbox=MemoryOutbox(post.memory), mailer=BrokenMailer())
    assert relay(LANDLORD) == 0
    assert post.rows["m0"].why == "The message could not be put together (ZeroDivisionError)."
    assert post.wait(30) == 1


class ErasingMailer(FakeMailer):
    """While it sends, whoever the messages are about is erased."""

    def __init__(self, rows: dict[str, OutboxRow], *faults: CannotSend) -> None:
        super().__init__(*faults)
        self.rows = rows

    def send(self, landlord: str, message: OutgoingMessage, document: Document | None) -> None:
        self.rows.pop("m0", None)
        super().send(landlord, message, document)


@pytest.mark.parametrize(("faults", "left"), [((), 2), (away(), 1)])
def test_a_message_that_was_erased_meanwhile_stops_no_other(faults: tuple[CannotSend, ...], left: int) -> None:
    post = Post(messages=2)
    relay = RelayOutbox(outbox=MemoryOutbox(post.memory), mailer=ErasingMailer(post.rows, *faults))
    assert relay(LANDLORD) == left
    assert {name: row.state for name, row in post.rows.items()} == {"m1": "sent"}


class DyingOutbox(MemoryOutbox):
    """A process that dies between the server's yes and its own mark."""

    def sent(self, landlord: str, message_id: str) -> None:
        raise KeyboardInterrupt


def test_a_relay_that_dies_before_its_mark_sends_again_under_the_same_id() -> None:
    post = Post()
    dying = RelayOutbox(outbox=DyingOutbox(post.memory), mailer=post.mailer)
    with pytest.raises(KeyboardInterrupt):
        dying(LANDLORD)
    assert post.wait(CLAIM_SECONDS - 1) == 0
    assert post.wait(1) == 1
    first, second = [message.payload["id"] for _, message, _ in post.mailer.sent]
    assert first == second == "m0"


def test_one_call_sends_one_batch() -> None:
    post = Post(messages=BATCH + 5)
    assert [post.relay(LANDLORD) for _ in range(3)] == [BATCH, 5, 0]


def test_nothing_of_another_landlord_is_sent() -> None:
    post = Post()
    assert post.relay("elsewhere") == 0
    assert not post.mailer.sent

"""Mail in by SendGrid, decided and stored on a real database, mail out to a real server."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.bootstrap.gateway import Gateway
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Restriction
from tests.builders import MONDAY, new_officer, new_person, restriction
from tests.fakes.clock import FakeClock
from tests.fakes.sendgrid import LANDLORD, SAM, Sendgrid, headers, parsed
from tests.integration.mail.post_office import Handed, PostOffice

HELLO = "hello@tuntum.example.org"
NO_EMAIL = restriction(Kind.CHANNEL_BAN, channels=[Channel.EMAIL])
PERSONAL = {"Sam", "Example", "sam", "restriction", "harassment", "behaviour", "Repair", "roof"}


class House:
    """A landlord with Tuntum's pack, Sam and Lee, and the way of a mail through it."""

    def __init__(self, gateway: Gateway, post_office: PostOffice, clock: FakeClock) -> None:
        self.services = gateway.services
        self.post_office = post_office
        self.clock = clock
        self.services.policies.import_pack(LANDLORD, shipped_packs()["tuntum"], MONDAY)
        self.services.people.add(LANDLORD, new_person())
        self.services.people.add(LANDLORD, new_officer())
        self.sendgrid = Sendgrid(self.services)
        self.count = 0

    def decide(self, decided: Restriction) -> None:
        self.sendgrid.decide(decided)

    def mail(self, message_id: str = "", **said: str) -> list[Handed]:
        """Deliver a mail, relay what waits, and return what left because of it."""
        before = len(self.post_office.handed())
        self.receive(message_id, **said)
        while self.services.relay_outbox(LANDLORD):
            pass
        return self.post_office.handed()[before:]

    def receive(self, message_id: str = "", **said: str) -> None:
        """Deliver a mail."""
        self.count += 1
        head = headers(To=HELLO, Cc="kim@example.org", Message_ID=message_id or f"<{self.count}@example.org>")
        usual = {"headers": head, "to": HELLO, "envelope": json.dumps({"to": [HELLO], "from": SAM})}
        answer = self.sendgrid.deliver(parsed(**{**usual, "text": "The roof, please.", **said}))
        assert answer.status_code == 200, answer.text


@pytest.fixture
def house(gateway: Gateway, post_office: PostOffice, clock: FakeClock) -> House:
    return House(gateway, post_office, clock)


def test_a_mail_reaches_the_desk_whole_under_its_banner(house: House) -> None:
    [forward] = house.mail()
    assert forward.recipients == ["customer.services@tuntum.example.org"]
    assert (forward.mail["Reply-To"], forward.mail["Subject"]) == (SAM, "Repair")
    body = forward.mail.get_body()
    assert body
    assert body.get_content().startswith("Sam Example")
    [original] = forward.mail.iter_attachments()
    assert original.get_content()["Message-ID"] == "<1@example.org>"
    assert "The roof, please." in original.get_content().get_content()


def test_a_mail_that_is_delivered_five_times_is_one_contact_and_one_forward(house: House) -> None:
    left = [house.mail("<same@example.org>") for _ in range(5)]
    assert [len(mails) for mails in left] == [1, 0, 0, 0, 0]
    assert len(house.services.cards.latest(LANDLORD)) == 1
    assert house.services.counters.of_customer(LANDLORD, "sam", MONDAY, MONDAY + timedelta(hours=1)).attempts == 1


def test_held_mail_is_answered_once_a_week_to_the_sender_alone(house: House) -> None:
    house.decide(NO_EMAIL)
    [reply], second, third = house.mail(), house.mail(), house.mail()
    assert second == third == []
    assert (reply.sender, reply.recipients) == ("", [SAM])
    assert (reply.mail["To"], reply.mail["Cc"], reply.mail["Auto-Submitted"]) == (SAM, None, "auto-replied")
    assert reply.mail["In-Reply-To"] == "<1@example.org>"
    house.clock.advance(timedelta(days=7))
    assert len(house.mail()) == 1


def test_an_answer_holds_nothing_about_anybody(house: House) -> None:
    house.decide(NO_EMAIL)
    [reply] = house.mail()
    words = f"{reply.mail['Subject']} {reply.mail.get_content()}"
    assert not PERSONAL & set(words.replace(".", " ").replace(",", " ").split())


def test_a_restricted_persons_address_in_somebody_elses_mail_gets_no_answer(house: House) -> None:
    house.decide(NO_EMAIL)
    assert house.mail(dkim="none", SPF="fail") == []
    [card] = house.services.cards.latest(LANDLORD)
    assert [reason.code for reason in card.decision.reasons][:1] == ["unauthenticated"]
    assert house.services.counters.of_customer(LANDLORD, "sam", MONDAY, MONDAY + timedelta(hours=1)).attempts == 0
    assert len(house.mail()) == 1  # and Sam's own mail is still answered


def test_a_shared_address_is_never_told_of_anybodys_arrangement(house: House) -> None:
    house.decide(NO_EMAIL)
    house.services.people.add(
        LANDLORD, new_person(id="kim", name="Kim Example", contact_points=(ContactPoint.email(SAM),))
    )
    [forward] = house.mail()
    assert forward.recipients == ["customer.services@tuntum.example.org"]


@pytest.mark.parametrize(
    "mark", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x.example.org>"}]
)
def test_a_machine_is_not_answered_even_where_a_person_would_be(house: House, mark: dict[str, str]) -> None:
    house.decide(NO_EMAIL)
    assert house.mail(headers=headers(To=HELLO, **mark)) == []


def test_an_emergency_is_forwarded_at_once_and_answered_with_the_number_to_ring(house: House) -> None:
    house.decide(NO_EMAIL)
    forward, reply = house.mail(text="There is a gas leak in the kitchen")
    assert {*forward.recipients, *reply.recipients} == {"duty@tuntum.example.org", SAM}
    answers = [one for one in (forward, reply) if one.recipients == [SAM]]
    assert "01632960219" in answers[0].mail.get_content().replace(" ", "")


def test_our_own_forward_that_a_mailbox_sends_back_goes_round_no_more(house: House) -> None:
    [forward] = house.mail()
    form = parsed(email=forward.raw, headers="", text="", envelope=json.dumps({"to": [HELLO], "from": ""}))
    answer = house.sendgrid.deliver(form)
    assert answer.status_code == 200
    assert house.services.relay_outbox(LANDLORD) == 0


def test_a_bounce_of_our_answer_is_not_answered(house: House) -> None:
    house.decide(NO_EMAIL)
    [reply] = house.mail()
    assert reply.sender == ""
    bounce = headers(From="MAILER-DAEMON <mailer-daemon@example.org>", To=HELLO, Message_ID="<b@example.org>")
    form = parsed(headers=bounce, envelope=json.dumps({"to": [HELLO], "from": ""}))
    assert house.sendgrid.deliver(form).status_code == 200
    house.services.relay_outbox(LANDLORD)
    assert not [
        mail for mail in house.post_office.handed()[1:] if mail.recipients != ["customer.services@tuntum.example.org"]
    ]


def test_a_mail_server_that_was_away_gets_the_mail_later(house: House) -> None:
    house.post_office.stop()
    assert house.mail() == []
    [card] = house.services.cards.latest(LANDLORD)
    assert card.sender == SAM

"""Texts and calls that somebody else's Twilio simulates, signs and posts: taken, answered, kept once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from xml.etree.ElementTree import Element

import httpx
import psutil
import pytest
from defusedxml.ElementTree import fromstring
from werkzeug.test import run_wsgi_app

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.integration.doors.gateway import listening
from tests.integration.doors.house import ACCOUNTS, HERE, SAM, TOKENS, House, path_of
from tests.peers.node import installed, running
from tests.processes import free_port

OUR_NUMBER = "+441632960200"


@dataclass(frozen=True, slots=True)
class Posted:
    """A request as it came over the wire."""

    path: str
    body: bytes
    signature: str


@dataclass(frozen=True, slots=True)
class Wire:
    """Keeps what is posted on its way to the application, and what is answered on its way back."""

    app: WSGIApplication
    posted: list[Posted] = field(default_factory=list)
    answered: list[tuple[str, bytes]] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        self.posted.append(Posted(environ["PATH_INFO"], body, environ.get("HTTP_X_TWILIO_SIGNATURE", "")))
        parts, status, headers = run_wsgi_app(self.app, {**environ, "wsgi.input": BytesIO(body)}, buffered=True)
        answer = b"".join(parts)
        self.answered.append((status, answer))
        start_response(status, list(headers))
        return [answer]

    def verbs(self) -> list[Element]:
        """Return the verbs of the last answer, which has to be a document of TwiML."""
        status, text = self.answered[-1]
        assert status == "200 OK", text
        root = fromstring(text)
        assert root.tag == "Response"
        return list(root)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A Twilio that somebody else wrote, and the gateway that it posts to."""

    url: str
    gateway_url: str
    house: House
    wire: Wire

    def simulate(self, what: str, **fields: str) -> dict[str, str]:
        """Let something happen at the provider, and return what it keeps of it."""
        account = (ACCOUNTS[HERE], TOKENS[HERE])
        answer = httpx.post(f"{self.url}/_twilio/simulate/{what}", data=fields, auth=account, timeout=30)
        assert answer.is_success, answer.text
        kept: dict[str, str] = answer.json()
        return kept


@pytest.fixture
def peer(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[Peer]:
    port, twilio_port = free_port(), free_port()
    house = House(database_url, direct_url, tmp_path, f"http://127.0.0.1:{port}")
    wire = Wire(house.app)
    seed = tmp_path / "seed.json"
    script = installed("emulate") / "dist" / "index.js"
    arguments = ["start", "--service", "twilio", "--port", str(twilio_port), "--seed", str(seed)]
    with listening(wire, port) as url:
        seed.write_text(json.dumps({"twilio": account_that_posts_to(url)}))
        with running(script, arguments, twilio_port, tmp_path / "emulate.log") as twilio:
            yield Peer(url=twilio, gateway_url=url, house=house, wire=wire)
    house.close()


def account_that_posts_to(url: str) -> dict[str, object]:
    number = {
        "phone_number": OUR_NUMBER,
        "voice_url": url + path_of("voice/incoming"),
        "status_callback": url + path_of("voice/status"),
        "sms_url": url + path_of("sms/incoming"),
    }
    return {"account": {"sid": ACCOUNTS[HERE], "auth_token": TOKENS[HERE]}, "phone_numbers": [number]}


def test_a_text_is_taken_answered_and_kept_once(peer: Peer) -> None:
    peer.house.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.SMS]))
    kept = peer.simulate("inbound-message", To=OUR_NUMBER, From=SAM, Body="Any news? £5 \u2603 '+&='")
    assert [verb.tag for verb in peer.wire.verbs()] == ["Message"]
    [card] = peer.house.services.cards.latest(HERE)
    assert (card.channel, card.sender) == (Channel.SMS, SAM)
    first, state = peer.wire.answered[-1], peer.house.state()
    again = send_again(peer, peer.wire.posted[-1])
    assert kept["sid"].encode() in peer.wire.posted[-1].body
    assert (again.status_code, again.content) == (200, first[1])
    assert peer.house.state() == state


def test_a_call_is_taken_answered_and_kept_once_until_its_end(peer: Peer) -> None:
    call = peer.simulate("inbound-call", To=OUR_NUMBER, From=SAM)
    assert peer.wire.verbs()[-1].tag == "Dial"
    assert send_again(peer, peer.wire.posted[-1]).status_code == 200
    for _ in range(2):
        peer.simulate("call-status", CallSid=call["sid"], Status="completed")
        assert peer.wire.answered[-1][0] == "204 NO CONTENT"
    [card] = peer.house.services.cards.latest(HERE)
    assert (card.channel, card.sender) == (Channel.VOICE, SAM)


def test_a_declined_caller_hears_a_document_that_offers_help_first(peer: Peer) -> None:
    peer.house.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE]))
    peer.simulate("inbound-call", To=OUR_NUMBER, From=SAM)
    verbs = peer.wire.verbs()
    assert [verb.tag for verb in verbs][-1] == "Hangup"
    assert "Gather" in {verb.tag for verb in verbs}


def test_what_the_peer_signed_is_worth_nothing_when_it_is_changed(peer: Peer) -> None:
    peer.simulate("inbound-message", To=OUR_NUMBER, From=SAM, Body="Hello")
    posted = peer.wire.posted[-1]
    changed = Posted(posted.path, posted.body.replace(b"Hello", b"Hallo"), posted.signature)
    assert send_again(peer, changed).status_code == 403


def test_the_peer_listens_on_this_machine_alone(peer: Peer) -> None:
    port = httpx.URL(peer.url).port
    listening_at = {
        one.laddr.ip
        for child in psutil.Process().children(recursive=True)
        for one in child.net_connections()
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port
    }
    assert listening_at == {"127.0.0.1"}


def send_again(peer: Peer, posted: Posted) -> httpx.Response:
    said = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": posted.signature}
    return httpx.post(peer.gateway_url + posted.path, content=posted.body, headers=said, timeout=30)

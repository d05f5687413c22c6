"""`contact-gateway simulate` against a gateway that listens: signed, sent, heard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from cli.simulate.group import simulate
from cli.simulate.twilio_line import TwilioLine, TwilioNetwork
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.guests import Guests
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.telephone.parties import Landlord
from ivr.phone_simulator.telephone.playing import playing_routes
from ivr.phone_simulator.timeline import Timeline
from tests.builders import restriction
from tests.fakes.encryption import keys_table
from tests.fakes.twilio import ACCOUNT_SID, BASE_URL, LANDLORD, SAM, TOKEN, Twilio
from tests.integration.doors.gateway import listening

Simulate = Callable[..., Result]

NOBODY = "http://127.0.0.1:9"
"""Where the landlord's calls would be placed: a stand-in of this machine that does not run."""


@pytest.fixture
def twilio() -> Twilio:
    return Twilio()


@pytest.fixture
def run(tmp_path: Path) -> Simulate:
    """Run the command with the keys of the landlord."""
    keys = tmp_path / "keys.toml"
    keys.write_text(
        f'[{LANDLORD}]\npublic_base_url = "{BASE_URL}"\n'
        f'[{LANDLORD}.twilio]\naccount_sid = "{ACCOUNT_SID}"\nauth_tokens = ["{TOKEN}"]\n'
        f'api_url = "{NOBODY}"\n' + keys_table(LANDLORD)
    )

    def command(*arguments: str) -> Result:
        environment = {"DATA_DIR": str(tmp_path), "LANDLORD_KEYS_FILE": str(keys)}
        return CliRunner().invoke(simulate, arguments, env=environment)

    return command


def test_a_caller_is_heard_all_the_way(twilio: Twilio, run: Simulate) -> None:
    with listening(twilio.app) as url:
        played = run("call", "--landlord", LANDLORD, "--from", SAM, "--talk", "6m10s", "--url", url)
    assert played.exit_code == 0, played.output
    assert "  is connected to +441632960100\n" in played.output
    assert "  has talked for 6 min 10 s\n" in played.output
    [row] = twilio.memory.of(LANDLORD).contacts.values()
    assert [event.happening for event in row.events] == ["answered", "ended"]
    assert max(event.talk_seconds for event in row.events) == 370


def test_a_declined_caller_presses_the_emergency_key(twilio: Twilio, run: Simulate) -> None:
    twilio.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE]))
    with listening(twilio.app) as url:
        played = run("call", "--landlord", LANDLORD, "--from", SAM, "--press", "1", "--url", url)
    assert played.exit_code == 0, played.output
    heard = [line.strip() for line in played.output.splitlines()]
    assert heard[1] == "hears: Emergency choice."
    assert "is connected to +441632960102" in heard
    assert "has talked for 1 min" in heard


def test_an_exchange_that_runs_plays_the_call(twilio: Twilio, run: Simulate) -> None:
    with listening(twilio.app) as url, httpx.Client() as client:
        line = TwilioLine(public_url=BASE_URL, url=url, auth_token=TOKEN, client=client)
        exchange = Exchange(Timeline(twilio.clock.now()), TwilioNetwork({ACCOUNT_SID: line}), lambda _line: ByHand())
        exchange.add_number(
            ACCOUNT_SID, "+441632960000", voice_url=f"{BASE_URL}/webhooks/{LANDLORD}/twilio/voice/incoming"
        )
        landlord = Landlord(slug=LANDLORD, name="Example", account=ACCOUNT_SID, number="+441632960000")
        app = Flask(__name__, static_folder=None)
        app.register_blueprint(playing_routes(Guests(exchange), [landlord], lambda _landlord, _timeline: nullcontext()))
        with listening(app) as exchange_url:
            played = run("call", "--landlord", LANDLORD, "--from", SAM, "--exchange", exchange_url)
    assert played.exit_code == 0, played.output
    assert "  is connected to +441632960100\n  +441632960100 is connected to" in played.output


def test_without_an_exchange_the_command_plays_the_call_alone(twilio: Twilio, run: Simulate) -> None:
    with listening(twilio.app) as url:
        played = run("call", "--landlord", LANDLORD, "--from", SAM, "--exchange", "http://127.0.0.1:9", "--url", url)
    assert played.exit_code == 0, played.output


def test_nobodys_real_telephone_is_rung_unless_that_is_allowed(twilio: Twilio, run: Simulate, tmp_path: Path) -> None:
    keys = tmp_path / "keys.toml"
    keys.write_text(keys.read_text().replace(f'api_url = "{NOBODY}"\n', ""))
    with listening(twilio.app) as url:
        words = ("call", "--landlord", LANDLORD, "--from", SAM, "--url", url)
        refused, played = run(*words), run(*words, "--rings-real-telephones")
    assert refused.exit_code == 2
    assert "https://api.twilio.com" in refused.output
    assert "give --rings-real-telephones where that is meant" in refused.output
    assert played.exit_code == 0, played.output
    assert len(twilio.memory.of(LANDLORD).contacts) == 1


@pytest.mark.parametrize("option", ["--url", "--exchange"])
def test_of_a_gateway_elsewhere_nobody_knows_whom_it_rings(run: Simulate, option: str) -> None:
    refused = run("call", "--landlord", LANDLORD, "--from", SAM, option, "https://contact.example.org")
    assert refused.exit_code == 2
    assert "https://contact.example.org may ring somebody's real telephone" in refused.output


def test_a_text_is_answered(twilio: Twilio, run: Simulate) -> None:
    twilio.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.SMS]))
    with listening(twilio.app) as url:
        played = run("sms", "--landlord", LANDLORD, "--from", SAM, "--text", "Hello?", "--url", url)
    assert played.exit_code == 0, played.output
    assert "is answered: Hold." in played.output


def test_a_gateway_that_refuses_is_a_fault(twilio: Twilio, run: Simulate) -> None:
    twilio.lose_the_database()
    with listening(twilio.app) as url:
        played = run("sms", "--landlord", LANDLORD, "--from", SAM, "--text", "Hello?", "--url", url)
    assert played.exit_code == 1
    assert "answered /webhooks/example/twilio/sms/incoming with 503" in played.output


def test_a_gateway_that_is_not_there_is_a_fault(run: Simulate) -> None:
    played = run("call", "--landlord", LANDLORD, "--from", SAM, "--url", "http://127.0.0.1:9")
    assert played.exit_code == 1
    assert "did not answer" in played.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("call", "--landlord", "nobody", "--from", SAM), "there are keys for: example"),
        (("call", "--landlord", LANDLORD, "--from", SAM, "--talk", "long"), "is not a duration"),
        (("call", "--landlord", LANDLORD, "--from", SAM, "--talk", "5h"), "4h is the longest"),
        (("call", "--landlord", LANDLORD, "--from", SAM, "--press", "11"), "is not a key of a telephone"),
        (("call", "--landlord", LANDLORD, "--from", SAM, "--reference", "T-1"), "cannot be keyed in"),
        (("call", "--landlord", LANDLORD, "--from", SAM, "--reference", "9" * 33), "1 to 32 digits or stars"),
        (("call", "--landlord", LANDLORD, "--from", "abc"), "such as 07700900123 or +447700900123, or anonymous"),
        (("call", "--landlord", LANDLORD, "--from", ""), "'' is not a telephone number"),
        (("call", "--landlord", LANDLORD, "--from", "07700"), "'07700' is not a telephone number"),
        (("call", "--landlord", LANDLORD, "--from", SAM, "--to", "banana"), "such as 07700900123 or +447700900123."),
        (("call", "--landlord", LANDLORD, "--from", SAM, "--to", "anonymous"), "'anonymous' is not a telephone number"),
        (("sms", "--landlord", LANDLORD, "--from", SAM), "Missing option '--text'"),
    ],
)
def test_a_wrong_command_says_what_is_allowed(run: Simulate, arguments: tuple[str, ...], says: str) -> None:
    played = run(*arguments)
    assert played.exit_code == 2
    assert says in played.output
    assert TOKEN not in played.output


@pytest.mark.parametrize(
    ("caller", "reference"),
    [(SAM, "9" * 32), ("07700 900123", "1*2"), ("18001 01632 960123", "1"), ("anonymous", "1")],
)
def test_numbers_that_can_call_and_references_that_can_be_keyed_are_taken(
    twilio: Twilio, run: Simulate, caller: str, reference: str
) -> None:
    with listening(twilio.app) as url:
        played = run("call", "--landlord", LANDLORD, "--from", caller, "--reference", reference, "--url", url)
    assert played.exit_code == 0, played.output

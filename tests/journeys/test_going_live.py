"""The guide from an account to the first live call, command by command; an exchange stands in for Twilio."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import main
from contact_gateway.bootstrap.keys import KEYS_FILE
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.network import Network
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.rest_face import rest_app
from ivr.phone_simulator.timeline import Timeline
from tests.builders import MONDAY
from tests.fakes.encryption import keys_table
from tests.integration.doors.gateway import listening

GUIDE = (Path(__file__).parents[2] / "docs" / "going-live.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ (.*?)\n(.*?)```", GUIDE, re.DOTALL)
KEYS = "".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))
ACCOUNT = "AC0123456789abcdef0123456789abcdef"
SECRET = "0123456789abcdef0123456789abcdef"


class Nobody(Network):
    """No call is made here."""

    def post(self, account: str, url: str, fields: object) -> str:
        raise AssertionError(url)


@pytest.fixture
def environ(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    exchange = Exchange(Timeline(MONDAY), Nobody(), lambda _: Planned())
    exchange.add_number(
        ACCOUNT,
        "+441632960200",
        voice_url="https://demo.twilio.com/welcome/voice/",
        sms_url="https://demo.twilio.com/welcome/sms/reply",
    )
    with listening(rest_app(exchange, {ACCOUNT: frozenset({SECRET})})) as url:
        (tmp_path / KEYS_FILE).write_text(f'{KEYS}api_url = "{url}"\n{keys_table("tuntum")}')
        yield {
            "DATABASE_URL": database_url,
            "DATABASE_DIRECT_URL": direct_url,
            "DATA_DIR": str(tmp_path),
            "PUBLIC_BASE_URL": "https://contact.example.org",
        }


def test_every_command_of_the_guide_says_what_the_guide_shows(environ: dict[str, str]) -> None:
    assert CliRunner().invoke(main, ["policy", "import", "tuntum"], env=environ).exit_code == 0
    assert len(SHOWN) == 4
    for command, output in SHOWN:
        program, *arguments = shlex.split(command)
        done = CliRunner().invoke(main, arguments, env=environ)
        assert (program, done.output) == ("contact-gateway", output), command

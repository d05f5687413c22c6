"""`contact-gateway simulate call`: hear what a caller hears."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import click
import httpx

from cli.simulate.account import Account, account_of
from cli.simulate.twilio_line import TIMEOUT_SECONDS, GatewayFault, TwilioLine, TwilioNetwork
from contact_gateway.domain.periods import seconds_of
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.phone import play
from ivr.phone_simulator.timeline import Timeline

_KEYS = re.compile(r"[0-9*#]")
_REFERENCE = re.compile(r"[0-9]{1,20}")


class _Duration(click.ParamType[int]):
    name = "DURATION"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return seconds_of(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


def _keys(_context: click.Context, _option: click.Parameter, pressed: tuple[str, ...]) -> tuple[str, ...]:
    for key in pressed:
        if not _KEYS.fullmatch(key):
            raise click.BadParameter(f"{key!r} is not a key of a telephone: 0 to 9, * or #.")
    return pressed


def _digits(_context: click.Context, _option: click.Parameter, references: tuple[str, ...]) -> tuple[str, ...]:
    for reference in references:
        if not _REFERENCE.fullmatch(reference):
            raise click.BadParameter(f"{reference!r} cannot be keyed in; a reference is 1 to 20 digits.")
    return references


@click.command()
@click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
@click.option("--from", "caller", required=True, help="The caller's number, or anonymous.")
@click.option("--to", "dialled", default="+441632960000", show_default=True, help="The number that is called.")
@click.option("--press", "presses", multiple=True, callback=_keys, help="A key to press when asked; give it again.")
@click.option("--say", "says", multiple=True, help="A word to say when asked; give it again.")
@click.option("--reference", "references", multiple=True, callback=_digits, help="What is keyed in when asked for it.")
@click.option("--talk", type=_Duration(), default="1m", show_default=True, help="How long both talk, such as 6m10s.")
@click.option("--unanswered", is_flag=True, help="Nobody answers whatever number is rung.")
@click.option("--url", default="", help="Where the gateway listens; by default this machine's own.")
def call(  # noqa: PLR0913 one argument an option
    *,
    landlord: str,
    caller: str,
    dialled: str,
    presses: tuple[str, ...],
    says: tuple[str, ...],
    references: tuple[str, ...],
    talk: int,
    unanswered: bool,
    url: str,
) -> None:
    """Call a landlord and print what the caller hears.

    Exits 0 when the call was played, 1 when the gateway answered with an error, 2 when the command is wrong.
    """
    account = account_of(landlord)
    caller_plan = Planned(presses=list(presses), says=list(says), references=list(references))
    others = Planned(answers=not unanswered, talk_seconds=talk)
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        line = TwilioLine(
            public_url=account.public_url,
            url=(url or account.local_url).rstrip("/"),
            auth_token=account.auth_token,
            client=client,
        )
        exchange = Exchange(Timeline(datetime.now(UTC)), TwilioNetwork({account.sid: line}), lambda _line: others)
        connect(exchange, account, landlord, dialled)
        for happened in play(exchange, call_in(exchange, caller, dialled, caller_plan)):
            click.echo(happened)
    if exchange.faults:
        raise GatewayFault(exchange.faults[0])


def connect(exchange: Exchange, account: Account, landlord: str, number: str) -> None:
    """Give a landlord's account a number, and tell the exchange where the gateway answers its calls."""
    base = f"{account.public_url}/webhooks/{landlord}/twilio/voice"
    exchange.add_number(
        account.sid,
        number,
        voice_url=f"{base}/incoming",
        voice_fallback_url=f"{base}/fallback",
        status_callback=f"{base}/status",
    )

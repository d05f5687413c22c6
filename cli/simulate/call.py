"""`contact-gateway simulate call`: hear what a caller hears."""

from __future__ import annotations

import re

import click
import httpx

from cli.simulate.account import account_of
from cli.simulate.twilio_line import TIMEOUT_SECONDS, GatewayFault, TwilioLine, new_sid
from contact_gateway.domain.periods import seconds_of
from ivr.phone_simulator.documents import BadDocument
from ivr.phone_simulator.phone import Caller, Phone

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


def _digits(_context: click.Context, _option: click.Parameter, reference: str) -> str:
    if reference and not _REFERENCE.fullmatch(reference):
        raise click.BadParameter(f"{reference!r} cannot be keyed in; a reference is 1 to 20 digits.")
    return reference


@click.command()
@click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
@click.option("--from", "caller", required=True, help="The caller's number, or anonymous.")
@click.option("--to", "dialled", default="+441632960000", show_default=True, help="The number that is called.")
@click.option("--press", "presses", multiple=True, callback=_keys, help="A key to press when asked; give it again.")
@click.option("--reference", default="", callback=_digits, help="What is keyed in when a reference is asked for.")
@click.option("--talk", type=_Duration(), default="1m", show_default=True, help="How long both talk, such as 6m10s.")
@click.option("--unanswered", is_flag=True, help="Nobody answers whatever number is rung.")
@click.option("--url", default="", help="Where the gateway listens; by default this machine's own.")
def call(  # noqa: PLR0913 one argument an option
    *,
    landlord: str,
    caller: str,
    dialled: str,
    presses: tuple[str, ...],
    reference: str,
    talk: int,
    unanswered: bool,
    url: str,
) -> None:
    """Call a landlord and print what the caller hears.

    Exits 0 when the call was played, 1 when the gateway answered with an error, 2 when the command is wrong.
    """
    account = account_of(landlord)
    common = {
        "AccountSid": account.sid,
        "ApiVersion": "2010-04-01",
        "CallSid": new_sid("CA"),
        "Direction": "inbound",
        "From": caller,
        "To": dialled,
    }
    plan = Caller(presses=list(presses), reference=reference, talk_seconds=None if unanswered else talk)
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        line = TwilioLine(
            public_url=account.public_url,
            url=(url or account.local_url).rstrip("/"),
            auth_token=account.auth_token,
            common=common,
            client=client,
        )
        click.echo(f"{caller} calls {dialled}.")
        try:
            for happened in Phone(line, plan, f"/webhooks/{landlord}/twilio/voice/").play():
                click.echo(happened)
        except BadDocument as fault:
            raise GatewayFault(str(fault)) from fault

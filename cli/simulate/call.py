"""`contact-gateway simulate call`: hear what a caller hears."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import click
import httpx

from cli.simulate.account import Account, account_of
from cli.simulate.reach import FLAG, refuse_to_ring_strangers
from cli.simulate.twilio_line import TIMEOUT_SECONDS, GatewayFault, TwilioLine, TwilioNetwork
from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.domain.calls import LONGEST_CALL
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.periods import seconds_of
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.phone import play
from ivr.phone_simulator.telephone.playing import Plan, caller_of, others_of
from ivr.phone_simulator.timeline import Timeline

EXCHANGE_SECONDS = 60
PATIENCE_SECONDS = 300

Played = tuple[Sequence[str], Sequence[str]]
"""What happened, line by line, and what the exchange could not carry out."""

_KEYS = re.compile(r"[0-9*#]")
_REFERENCE = re.compile(r"[0-9*]{1,32}")
_WITHHELD = frozenset({"anonymous", "restricted", "unavailable"})


class _Duration(click.ParamType[int]):
    name = "DURATION"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            seconds = seconds_of(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)
        if seconds > LONGEST_CALL:
            self.fail(f"no call is as long as {value}; {LONGEST_CALL // 3600}h is the longest.", param, ctx)
        return seconds


def _keys(_context: click.Context, _option: click.Parameter, pressed: tuple[str, ...]) -> tuple[str, ...]:
    for key in pressed:
        if not _KEYS.fullmatch(key):
            raise click.BadParameter(f"{key!r} is not a key of a telephone: 0 to 9, * or #.")
    return pressed


def _digits(_context: click.Context, _option: click.Parameter, references: tuple[str, ...]) -> tuple[str, ...]:
    for reference in references:
        if not _REFERENCE.fullmatch(reference):
            raise click.BadParameter(f"{reference!r} cannot be keyed in; a reference is 1 to 32 digits or stars.")
    return references


def _caller(context: click.Context, option: click.Parameter, caller: str) -> str:
    return caller if caller.casefold() in _WITHHELD else _number(context, option, caller)


def _number(_context: click.Context, option: click.Parameter, number: str) -> str:
    point = LibPhoneNumbers().read(number)
    if point is None or point.kind is not PointKind.PHONE:
        or_withheld = ", or anonymous" if option.name == "caller" else ""
        example = f"such as 07700900123 or +447700900123{or_withheld}"
        raise click.BadParameter(f"{number!r} is not a telephone number: give one {example}.")
    return number


@click.command()
@click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
@click.option("--from", "caller", required=True, callback=_caller, help="The caller's number, or anonymous.")
@click.option(
    "--to",
    "dialled",
    default="+441632960000",
    show_default=True,
    callback=_number,
    help="The number that is called.",
)
@click.option("--press", "presses", multiple=True, callback=_keys, help="A key to press when asked; give it again.")
@click.option("--say", "says", multiple=True, help="A word to say when asked; give it again.")
@click.option("--reference", "references", multiple=True, callback=_digits, help="What is keyed in when asked for it.")
@click.option("--talk", type=_Duration(), default="1m", show_default=True, help="How long both talk, such as 6m10s.")
@click.option("--unanswered", is_flag=True, help="Nobody answers whatever number is rung.")
@click.option("--no-key", is_flag=True, help="Whoever answers presses no key to take the call, as a mailbox would.")
@click.option("--url", default="", help="Where the gateway listens; by default this machine's own.")
@click.option("--exchange", "exchange_url", default="", help="The exchange that plays the call; by default the demo's.")
@click.option(FLAG, "rings_strangers", is_flag=True, help="Allow the gateway to ring telephones at its real provider.")
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
    no_key: bool,
    url: str,
    exchange_url: str,
    rings_strangers: bool,
) -> None:
    """Call a landlord and print what the caller hears.

    A demo's exchange plays the call, with all who are rung. Else this command plays it alone and reaches nobody in a
    room: there the gateway rings a real telephone for a caller with a restriction, which has to be allowed.

    Exits 0 when the call was played, 1 when the gateway answered with an error, 2 when the command is wrong.
    """
    account = account_of(landlord)
    refuse_to_ring_strangers(account, allowed=rings_strangers, gateway_url=url, exchange_url=exchange_url)
    plan: dict[str, object] = {
        "landlord": landlord,
        "caller": caller,
        "dialled": dialled,
        "presses": list(presses),
        "says": list(says),
        "references": list(references),
        "answers": not unanswered,
        "accepts": not no_key,
        "talk_seconds": talk,
    }
    played = played_by(exchange_url or ("" if url else account.exchange_url), plan)
    lines, faults = played or played_alone(account, Plan.model_validate(plan), (url or account.local_url).rstrip("/"))
    click.echo("\n".join(lines))
    if faults:
        raise GatewayFault(faults[0])


def played_by(exchange_url: str, plan: Mapping[str, object]) -> Played | None:
    """Let an exchange play a call; None where none runs there. Raises `GatewayFault`."""
    if not exchange_url:
        return None
    try:
        answer = httpx.post(f"{exchange_url}/played", json=plan, timeout=EXCHANGE_SECONDS, trust_env=False)
    except httpx.ConnectError:
        return None
    except httpx.HTTPError as fault:
        raise GatewayFault(f"The exchange at {exchange_url} did not answer: {fault}.") from fault
    if not answer.is_success:
        raise GatewayFault(f"The exchange at {exchange_url} answered {answer.status_code}.")
    told = answer.json()
    return told["lines"], told["faults"]


def played_alone(account: Account, plan: Plan, url: str) -> Played:
    """Play a call on an exchange of our own; whoever waits in a room in vain hangs up."""
    others = others_of(plan)
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        line = TwilioLine(public_url=account.public_url, url=url, auth_token=account.auth_token, client=client)
        exchange = Exchange(Timeline(datetime.now(UTC)), TwilioNetwork({account.sid: line}), lambda _line: others)
        connect(exchange, account, plan.landlord, plan.dialled)
        call = call_in(exchange, plan.caller, plan.dialled, caller_of(plan))
        call.after(plan.talk_seconds + PATIENCE_SECONDS, call.hang_up)
        return list(play(exchange, call)), exchange.faults


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

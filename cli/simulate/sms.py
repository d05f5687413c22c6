"""`contact-gateway simulate sms`: read what a texter is answered."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import click
import httpx

from cli.simulate.account import account_of
from cli.simulate.twilio_line import TIMEOUT_SECONDS, GatewayFault, TwilioLine, new_sid


@click.command()
@click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
@click.option("--from", "sender", required=True, help="The sender's number; whatsapp:+44... for WhatsApp.")
@click.option("--to", "addressed", default="+441632960000", show_default=True, help="The number that is written to.")
@click.option("--text", required=True, help="The message.")
@click.option("--url", default="", help="Where the gateway listens; by default this machine's own.")
def sms(*, landlord: str, sender: str, addressed: str, text: str, url: str) -> None:
    """Text a landlord and print the answer.

    Exits 0 when the message was taken, 1 when the gateway answered with an error, 2 when the command is wrong.
    """
    account = account_of(landlord)
    common = {
        "AccountSid": account.sid,
        "ApiVersion": "2010-04-01",
        "MessageSid": new_sid("SM"),
        "From": sender,
        "To": addressed,
        "Body": text,
        "NumMedia": "0",
        "NumSegments": "1",
    }
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        line = TwilioLine(
            public_url=account.public_url,
            url=(url or account.local_url).rstrip("/"),
            auth_token=account.auth_token,
            common=common,
            client=client,
        )
        answer = line.post(f"/webhooks/{landlord}/twilio/sms/incoming", {})
    click.echo(f"{sender} writes to {addressed}: {text}")
    replies = _messages(answer)
    for reply in replies:
        click.echo(f"  is answered: {reply}")
    if not replies:
        click.echo("  is not answered; the message was taken")


def _messages(answer: str) -> list[str]:
    try:
        root = ET.fromstring(answer)  # noqa: S314 the answer of the gateway that we were told to try
    except ET.ParseError as fault:
        raise GatewayFault(f"The answer is not XML: {fault}.") from fault
    return ["".join(message.itertext()) for message in root.iter("Message")]

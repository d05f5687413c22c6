"""Putting a call through to one line, as TwiML: a telephone, a SIP address, a client, or a workflow."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from twilio.twiml.voice_response import Dial, VoiceResponse

from contact_gateway.application.records_of_calls import RecordingKind
from contact_gateway.domain.calls import bounded
from contact_gateway.domain.contact_points import EXTENSION
from contact_gateway.domain.outcome import Banner
from ivr.addresses import Route, report

WORKFLOW = "workflow:"
LONGEST_ARRANGEMENT = 3_500
"""Characters; a task with all that belongs to it has at most 4,096."""

_CLIENT = "client:"
_SIP = ("sip:", "sips:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How a call is put through.

    `action` is where it goes on afterwards, `wait` what is heard in a queue meanwhile, `whisper` what whoever answers
    is told first. `limit` are the seconds that may be talked. `banner` and `contact_id` go to a workflow.
    """

    action: str
    wait: str
    ring_seconds: int
    limit: int | None = None
    whisper: str = ""
    recorded: bool = False
    banner: Banner = field(default_factory=lambda: Banner(who=""))
    contact_id: str = ""


def put_through(response: VoiceResponse, line: str, connection: Connection) -> None:
    """Ring a line, or hand the call to the workflow that finds somebody."""
    if line.startswith(WORKFLOW):
        _enqueue(response, line, connection)
    else:
        _ring(response, line, connection)


def name_line(dial: Dial, line: str, **told: str) -> None:
    """Say which line is dialled: a SIP address, a client or a telephone number."""
    if line.startswith(_SIP):
        dial.sip(line, **told)
    elif line.startswith(_CLIENT):
        dial.client(line.removeprefix(_CLIENT), **told)
    else:
        number, _, extension = line.partition(EXTENSION)
        dial.number(number, **told, **({"send_digits": f"ww{extension}"} if extension else {}))


def limited(limit: int | None) -> dict[str, int]:
    """Return the attribute that ends a connection; nothing where there is no limit, and never nought.

    A limit of None would be dropped without a word, and one of nought is a call of four hours: neither is given.
    """
    seconds = bounded(limit)
    return {} if seconds is None else {"time_limit": seconds}


def _ring(response: VoiceResponse, line: str, connection: Connection) -> None:
    dial = Dial(
        action=connection.action,
        timeout=connection.ring_seconds,
        **limited(connection.limit),
        **(_recorded() if connection.recorded else {}),
    )
    name_line(dial, line, **({"url": connection.whisper} if connection.whisper else {}))
    response.append(dial)


def _enqueue(response: VoiceResponse, line: str, connection: Connection) -> None:
    """Hand over what whoever gets the call has to do: the arrangement, never the grounds, and no name."""
    task = {
        "arrangement": _fitting(connection.banner),
        "contact_id": connection.contact_id,
        "channel": "voice",
    }
    workflow = line.removeprefix(WORKFLOW)
    queued = response.enqueue(None, action=connection.action, workflow_sid=workflow, wait_url=connection.wait)
    queued.task(json.dumps(task))


def _fitting(banner: Banner) -> list[str]:
    """Return what to do, as many lines as the provider takes with a task; the screen shows the rest."""
    lines, left = list[str](), LONGEST_ARRANGEMENT
    for line in (*banner.lines, *banner.allowances):
        left -= len(json.dumps(line)) + 2
        if left < 0:
            break
        lines.append(line)
    return lines


def _recorded() -> dict[str, str]:
    told = report(Route.RECORDING, kind=RecordingKind.CALL)
    return {"record": "record-from-answer-dual", "recording_status_callback": told}

#!/usr/bin/env python3
"""AWS Lambda for Amazon Connect: asks the gateway what to do with a call, and answers in flat strings.

Environment: GATEWAY_URL, GATEWAY_TOKEN, SAFE_NUMBER (a person who always answers), EMERGENCY_NUMBER. Give the function
a time-out of 8 seconds; a contact flow waits no longer.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import Any
from urllib.request import Request, urlopen

import boto3

Json = dict[str, Any]

MEANINGS = {"1": "emergency", "2": "somebody_else", "3": "review"}
NOT_KNOWN = {"unknown", "withheld", "shared_number", "somebody_else"}
PATIENCE_SECONDS = 4


def lambda_handler(event: object, _context: object) -> dict[str, str]:
    """Answer a contact flow, or pass on to the gateway what Amazon's event bus tells of the end of a contact."""
    if not isinstance(event, dict):
        return safe()
    if event.get("detail-type") == "Amazon Connect Contact Event":
        ended(event["detail"])
        return {}
    try:
        parameters = event["Details"]["Parameters"]
        return flat(ask(event["Details"]["ContactData"], parameters), first=parameters["ask"] == "contact")
    except Exception:  # noqa: BLE001 nobody is declined because something is broken, whatever it is
        return safe()


def ask(call: Json, parameters: Json) -> Json:
    """Ask what to do with a new call, or after a key or a reference."""
    if parameters["ask"] == "contact":
        said = {"channel": "voice", "to": address(call.get("SystemEndpoint"))}
        caller = address(call.get("CustomerEndpoint"))
        if caller.removeprefix("+").isdigit():  # a withheld number comes as a word, or not at all
            said["from"] = caller
        return post("/contacts", said, key=call["ContactId"])
    digits = parameters["digits"]
    step = {"pressed": MEANINGS[digits]} if digits in MEANINGS else {"reference": digits}
    return post(f"/contacts/{parameters['contact']}/steps", step)


def address(endpoint: object) -> str:
    """Return the address of an endpoint; empty where Amazon knows none."""
    found = endpoint.get("Address") if isinstance(endpoint, dict) else None
    return found if isinstance(found, str) else ""


def ended(detail: Json) -> None:
    """Tell the gateway how long a person talked, from the event that Amazon sends when a contact is over."""
    if detail["eventType"] != "DISCONNECTED" or not (contact := gateway_contact(detail)):
        return
    answered, over = (detail.get("agentInfo") or {}).get("connectedToAgentTimestamp"), detail["disconnectTimestamp"]
    outcomes = f"/contacts/{contact}/outcomes"
    if answered:
        post(outcomes, {"happening": "answered", "at": answered})
    post(outcomes, {"happening": "ended", "at": over, "talk_seconds": seconds(answered, over) if answered else 0})


def gateway_contact(detail: Json) -> str:
    """Return the gateway's own id of a contact, which the contact flow kept as an attribute."""
    instance = detail["instanceArn"].rpartition("/")[2]
    initial = detail.get("initialContactId") or detail["contactId"]
    kept = boto3.client("connect").get_contact_attributes(InstanceId=instance, InitialContactId=initial)
    return str(kept["Attributes"].get("gateway_contact", ""))


def post(path: str, body: Json, key: str = "") -> Json:
    """Send JSON to the gateway. Raises OSError where it is away, slow or refuses."""
    headers = {"Authorization": f"Bearer {os.environ['GATEWAY_TOKEN']}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    url = f"{os.environ['GATEWAY_URL']}/api/v1{path}"
    request = Request(url, json.dumps(body).encode(), headers)  # noqa: S310 the address is our own setting
    with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 as above
        said: Json = json.loads(answer.read() or b"{}")
        return said


def flat(answer: Json, *, first: bool) -> dict[str, str]:
    """Return what a contact flow branches on; `listen` says what to collect from the caller."""
    to = answer["to"] or {}
    phone, outcome = to.get("phone") or "", answer["outcome"]
    if outcome == "emergency":
        phone = phone or os.environ["EMERGENCY_NUMBER"]
    elif to and (to["id"] == "voicemail" or not phone):
        outcome = "voicemail"
    asks = first and answer["reasons"] and answer["reasons"][0]["code"] in NOT_KNOWN
    return {
        "outcome": outcome,
        "say": " ".join(answer["say"]),
        "listen": "key" if outcome in {"decline", "voicemail"} else "reference" if asks else "",
        "to": phone,
        "limit": str(answer["time_limit"] or ""),
        "contact": answer["contact_id"],
        "banner": " ".join([answer["banner"]["who"], *answer["banner"]["lines"]]),
        "emergency": os.environ["EMERGENCY_NUMBER"],
    }


def safe() -> dict[str, str]:
    """Return the answer while the gateway is away: a person."""
    nothing = dict.fromkeys(("say", "listen", "limit", "contact", "banner"), "")
    numbers = {"to": os.environ["SAFE_NUMBER"], "emergency": os.environ["EMERGENCY_NUMBER"]}
    return {"outcome": "connect", **nothing, **numbers}


def seconds(start: str, end: str) -> int:
    """Return the whole seconds between two instants as Amazon writes them."""
    return max(0, int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()))

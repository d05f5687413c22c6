#!/usr/bin/env python3
"""AGI script for Asterisk and FreePBX: asks the gateway what to do with a call, and puts the answer in variables.

Its arguments are `contact`, or `step` and the digits, or `end`, which tells what became of the call.
The file named by CONTACT_GATEWAY_CONF (/etc/asterisk/contact_gateway.json) is like the one beside this script. Sets
CG_OUTCOME, CG_TO, CG_PROMPT (a sound file with the words), CG_LISTEN, CG_LIMIT and CG_CONTACT.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

Json = dict[str, Any]

MEANINGS = {"1": "emergency", "2": "somebody_else", "3": "review"}
NOT_KNOWN = {"unknown", "withheld", "shared_number", "somebody_else"}
PATIENCE_SECONDS = 4
CONFIGURATION = Path(os.environ.get("CONTACT_GATEWAY_CONF", "/etc/asterisk/contact_gateway.json"))


def main(what: str, *said: str) -> None:
    """Do what the dialplan asks. Whatever breaks, the call goes to a person."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a caller who hangs up now is still one to tell of
    call, settings = read_call(), json.loads(CONFIGURATION.read_text())
    if what == "end":
        end(settings)
        return
    answer: Json = {}
    try:
        answer = post(settings, *request(what, said, call))
        found = flat(answer, settings, first=what == "contact")
    except Exception:  # noqa: BLE001 what nobody foresaw must not decline anybody either
        kept = {"CG_CONTACT": answer["contact_id"]} if "contact_id" in answer else {}
        found = {**safe(settings), **kept}
    tell(found)


def request(what: str, said: tuple[str, ...], call: dict[str, str]) -> tuple[str, Json, str]:
    """Return the path, the body and the key of the request to the gateway."""
    if what == "contact":
        caller = call.get("agi_callerid", "")
        sender = {"from": caller} if caller.removeprefix("+").isdigit() else {}
        return "/contacts", {"channel": "voice", "to": call.get("agi_extension", ""), **sender}, call["agi_uniqueid"]
    contact = variable("CG_CONTACT")
    if not contact:
        raise ValueError("The gateway was away when this call came.")
    digits = said[0]
    step = {"pressed": MEANINGS[digits]} if digits in MEANINGS else {"reference": digits}
    return f"/contacts/{contact}/steps", step, ""


def end(settings: Json) -> None:
    """Tell what became of the call, and that it is over. What cannot be told now, the gateway settles itself."""
    contact = variable("CG_CONTACT")
    for outcome in outcomes() if contact else ():
        try:
            post(settings, f"/contacts/{contact}/outcomes", outcome, "")
        except (OSError, HTTPException, ValueError):
            continue


def outcomes() -> list[Json]:
    """Return what became of the call, from what Asterisk left in its variables; each thing once."""
    answered, over = variable("SHARED(CG_ANSWERED)"), variable("EPOCH")
    talked = max(0, int(over) - int(answered)) if answered.isdigit() and over.isdigit() else 0
    if variable("VMSTATUS") == "SUCCESS":
        became = [{"happening": "voicemail"}]
    elif variable("DIALSTATUS") == "ANSWER":
        became = [{"happening": "answered"}]
    elif variable("CG_OUTCOME") == "decline":
        became = []
    else:
        became = [{"happening": "unanswered"}]
    return [*became, {"happening": "ended", "talk_seconds": talked}]


def flat(answer: Json, settings: Json, *, first: bool) -> dict[str, str]:
    """Return the variables for the dialplan."""
    to = answer["to"] or {}
    phone, outcome = to.get("phone") or "", answer["outcome"]
    if outcome == "emergency":
        phone = phone or settings["emergency_number"]
    elif to and (to["id"] == "voicemail" or not phone):
        outcome = "voicemail"
    asks = first and answer["reasons"] and answer["reasons"][0]["code"] in NOT_KNOWN
    return {
        "CG_OUTCOME": outcome,
        "CG_TO": phone,
        "CG_PROMPT": spoken(" ".join(answer["say"]), settings),
        "CG_LISTEN": "key" if outcome in {"decline", "voicemail"} else "reference" if asks else "",
        "CG_LIMIT": str(answer["time_limit"] or ""),
        "CG_CONTACT": answer["contact_id"],
    }


def safe(settings: Json) -> dict[str, str]:
    """Return the variables while the gateway is away: a person."""
    nothing = dict.fromkeys(("CG_PROMPT", "CG_LISTEN", "CG_LIMIT"), "")
    return {"CG_OUTCOME": "connect", "CG_TO": settings["safe_number"], **nothing}


def spoken(text: str, settings: Json) -> str:
    """Return the sound file with these words, made by your text-to-speech and kept, without its ending.

    Raises SubprocessError or OSError: a caller who could not hear why is not declined.
    """
    sound = Path(settings["sounds"]) / f"{sha256(text.encode()).hexdigest()}.wav"
    if not sound.exists():
        values = {"{file}": str(sound), "{text}": text}
        subprocess.run([values.get(part, part) for part in settings["speech"]], check=True, timeout=PATIENCE_SECONDS)
    return str(sound.with_suffix(""))


def post(settings: Json, path: str, body: Json, key: str) -> Json:
    """Send JSON to the gateway. Raises OSError where it is away, slow or refuses."""
    headers = {"Authorization": f"Bearer {settings['token']}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    asked = Request(f"{settings['url']}/api/v1{path}", json.dumps(body).encode(), headers)  # noqa: S310 our own setting
    with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 as above
        said: Json = json.loads(answer.read() or b"{}")
        return said


def read_call() -> dict[str, str]:
    """Read what Asterisk says of the call: lines of `agi_name: value`, then an empty one."""
    call = {}
    while (line := sys.stdin.readline()) not in {"\n", ""}:
        name, _, value = line.rstrip("\n").partition(": ")
        call[name] = value
    return call


def variable(name: str) -> str:
    """Return a channel variable, empty where it is not set."""
    return command(f"GET VARIABLE {name}").partition("(")[2].rpartition(")")[0]


def tell(variables: dict[str, str]) -> None:
    """Set channel variables; none of them holds a quotation mark."""
    for name, value in variables.items():
        command(f'SET VARIABLE {name} "{value}"')


def command(line: str) -> str:
    """Give Asterisk a command and return its answer."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    return sys.stdin.readline().rstrip("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

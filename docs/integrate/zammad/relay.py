#!/usr/bin/env python3
"""A relay between a telephone system and Zammad: your PBX pushes its calls here in Zammad's generic CTI format.

Each event goes on to Zammad unchanged, so that its caller log works as ever. A new inbound call is first put to the
gateway, and what to do with it is the answer to the PBX; `answer` and `hangup` become the outcome of the contact. One
event is our own: `key`, with `callId` and `digits`, when a caller who hears the words presses something.
Environment: GATEWAY_URL, GATEWAY_TOKEN, ZAMMAD_CTI_URL (the endpoint that Zammad shows, with its token), SAFE_NUMBER,
EMERGENCY_NUMBER; PORT, 8085 by default. It listens on this machine alone: put it beside the PBX.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIServer, make_server

Json = dict[str, Any]
Environ = dict[str, Any]

MEANINGS = {"1": "emergency", "2": "somebody_else", "3": "review"}
LARGEST_BYTES = 64 * 1024
PATIENCE_SECONDS = 4
FORM = "application/x-www-form-urlencoded"
AWAY = (OSError, ValueError)
"""What is raised where somebody is away, slow, or answers what nobody understands."""


@dataclass
class Call:
    """A call that is on: the gateway's contact, and when a person answered."""

    contact: str
    answered_at: datetime | None = None


@dataclass
class Relay:
    """The WSGI application."""

    settings: Mapping[str, str]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    calls: dict[str, Call] = field(default_factory=dict)
    to_zammad: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def __call__(self, environ: Environ, start: Callable[..., object]) -> Iterable[bytes]:
        """Answer one event; Zammad hears of it meanwhile, in the order in which events come."""
        content_type = environ.get("CONTENT_TYPE") or FORM
        sent, event = b"", {}
        try:
            sent = environ["wsgi.input"].read(min(_length(environ), LARGEST_BYTES))
            event = _read(sent, content_type)
            answer = self.take(event)
        except Exception:  # noqa: BLE001 whatever came, or broke, there is a person for the caller
            answer = self._safe()
        if event.get("event") != "key":
            self.to_zammad.submit(self._tell_zammad, sent, content_type)
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    def take(self, event: Json) -> Json:
        """Return what the PBX should do; nothing for events that only tell. Raises anything where that is not known."""
        what, call_id = event.get("event"), _text(event.get("callId"))
        if event.get("direction") == "out":
            return {}
        if what == "key":
            return self._key(call_id, _text(event.get("digits")))
        if what == "newCall":
            return self._new_call(call_id, event)
        if what == "answer":
            self._answered(call_id)
        elif what == "hangup":
            self._ended(call_id, event.get("cause", ""))
        else:
            raise ValueError("There is no such event; where it is a call, somebody has to take it.")
        return {}

    def _new_call(self, call_id: str, event: Json) -> Json:
        caller = _text(event.get("from"))
        digits = caller.removeprefix("+")
        number = caller if caller.startswith(("+", "0")) else f"+{caller}"
        body = {"channel": "voice", "to": _text(event.get("to")), **({"from": number} if digits.isdigit() else {})}
        decided = self._post("/contacts", body, key=call_id)
        self.calls[call_id] = Call(decided["contact_id"])
        return self._flat(decided)

    def _key(self, call_id: str, digits: str) -> Json:
        step = {"pressed": MEANINGS[digits]} if digits in MEANINGS else {"reference": digits}
        try:
            return self._flat(self._post(f"/contacts/{self.calls[call_id].contact}/steps", step))
        except Exception:  # noqa: BLE001 as above
            return self._safe("EMERGENCY_NUMBER" if digits == "1" else "SAFE_NUMBER")

    def _flat(self, decided: Json) -> Json:
        to = decided["to"] or {}
        return {
            "action": "announce" if decided["outcome"] == "decline" else "connect",
            "say": " ".join(decided["say"]),
            "number": to.get("phone") or "",
            "key_1": self.settings["EMERGENCY_NUMBER"],
            "time_limit": decided["time_limit"],
        }

    def _answered(self, call_id: str) -> None:
        call = self.calls[call_id]
        call.answered_at = self.now()
        self._post(f"/contacts/{call.contact}/outcomes", {"happening": "answered"})

    def _ended(self, call_id: str, cause: str) -> None:
        call = self.calls.pop(call_id)
        talked = int((self.now() - call.answered_at).total_seconds()) if call.answered_at else 0
        happening = "voicemail" if cause == "voicemail" else "ended" if call.answered_at else "unanswered"
        self._post(f"/contacts/{call.contact}/outcomes", {"happening": happening, "talk_seconds": talked})

    def _safe(self, number: str = "SAFE_NUMBER") -> Json:
        """The answer while the gateway is away: a person."""
        numbers = {"number": self.settings[number], "key_1": self.settings["EMERGENCY_NUMBER"]}
        return {"action": "connect", "say": "", **numbers, "time_limit": None}

    def _post(self, path: str, body: Json, key: str = "") -> Json:
        headers = {"Authorization": f"Bearer {self.settings['GATEWAY_TOKEN']}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        return _send(f"{self.settings['GATEWAY_URL']}/api/v1{path}", json.dumps(body).encode(), headers)

    def _tell_zammad(self, sent: bytes, content_type: str) -> None:
        try:
            _send(self.settings["ZAMMAD_CTI_URL"], sent, {"Content-Type": content_type})
        except AWAY:
            return  # its caller log has a gap; the call goes on


def _read(sent: bytes, content_type: str) -> Json:
    if content_type.startswith("application/json"):
        event: Json = json.loads(sent)
        if not isinstance(event, dict):
            raise ValueError("An event has names and values.")
        return event
    return {name: said[0] for name, said in parse_qs(sent.decode()).items()}


def _length(environ: Environ) -> int:
    """Return how many bytes there are to read; a length below nothing would be read for ever."""
    return max(0, int(environ.get("CONTENT_LENGTH") or 0))


def _text(said: object) -> str:
    """Return a value as text; empty where it is neither text nor a whole number, as a withheld one may be."""
    return str(said) if isinstance(said, str | int) and not isinstance(said, bool) else ""


def _send(url: str, body: bytes, headers: Mapping[str, str]) -> Json:
    request = Request(url, body, dict(headers))  # noqa: S310 the addresses are our own settings
    with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 as above
        said: Json = json.loads(answer.read() or b"{}")
        return said


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each event, so that no call waits for another."""


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8085"))
    with make_server("127.0.0.1", port, Relay(os.environ), server_class=Server) as server:
        server.serve_forever()

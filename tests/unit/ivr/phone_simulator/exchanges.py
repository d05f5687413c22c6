"""An exchange before a gateway that answers what a test gave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from ivr.phone_simulator.calls import Call, Person
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.network import NetworkFault
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.phone import play
from ivr.phone_simulator.timeline import Timeline

START = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
ACCOUNT = f"AC{'0' * 32}"
LINE = "+441632960000"
CALLER = "+447700900123"
DESK = "+441632960100"
BASE = "https://contact.example.org/voice/"


class Gateway:
    """Answers each path with the documents it was given, the last one for ever; what it does not know is a fault."""

    def __init__(self, **documents: list[str]) -> None:
        self.documents = documents
        self.posted: list[tuple[str, dict[str, str]]] = []
        self.meanwhile: dict[str, Callable[[], object]] = {}

    def post(self, account: str, url: str, fields: Mapping[str, str]) -> str:
        assert account == ACCOUNT
        assert url.startswith(BASE), url
        name = url.removeprefix(BASE)
        self.posted.append((name, dict(fields)))
        self.meanwhile.get(name, lambda: None)()
        route = name.partition("?")[0].replace("-", "_")
        if route not in self.documents and route not in {"status", "room", "recorded", "leg_status"}:
            raise NetworkFault(f"{url} answered 404.")
        answers = self.documents.get(route, [""])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def told(self, name: str) -> list[dict[str, str]]:
        return [fields for known, fields in self.posted if known.partition("?")[0] == name]


def document(*verbs: str) -> list[str]:
    return [f"<Response>{''.join(verbs)}</Response>"]


def exchange_for(gateway: Gateway, **people: Person) -> Exchange:
    """Return an exchange with one number; whoever is not named answers and talks for a minute."""
    known = defaultdict(lambda: Planned(talk_seconds=60), {line.replace("_", ":"): who for line, who in people.items()})
    exchange = Exchange(Timeline(START), gateway, lambda line: known[line])
    exchange.add_number(
        ACCOUNT,
        LINE,
        voice_url=f"{BASE}incoming#rc=2",
        voice_fallback_url=f"{BASE}fallback",
        status_callback=f"{BASE}status",
    )
    return exchange


def ring(exchange: Exchange, plan: Person | None = None) -> Call:
    return call_in(exchange, CALLER, LINE, plan or Planned())


def heard(exchange: Exchange, plan: Person | None = None) -> list[str]:
    """Play a call to its end and return its lines."""
    return [line.strip() for line in play(exchange, ring(exchange, plan))]

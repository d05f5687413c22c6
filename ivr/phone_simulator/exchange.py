"""The exchange: the calls, rooms, recordings and numbers of the accounts whose telephones it carries."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from urllib.parse import urldefrag, urljoin

from ivr.phone_simulator.calls import Call, Direction, Person, Status, Step
from ivr.phone_simulator.forms import call_fields, progress_fields
from ivr.phone_simulator.network import Network, NetworkFault
from ivr.phone_simulator.records import Happened, Kind, Number, Recording, Room
from ivr.phone_simulator.timeline import Timeline
from ivr.phone_simulator.verbs import NOBODY, Callback


def random_sid(prefix: str) -> str:
    """Return an id as the network makes them: two letters and 32 hexadecimal digits."""
    return f"{prefix}{uuid.uuid4().hex}"


class Exchange:
    """Carries calls as the network does, at the pace of its timeline.

    `people` finds who answers a line. `faults` keeps what the network would log as an error of the gateway.
    """

    def __init__(
        self,
        timeline: Timeline,
        network: Network,
        people: Callable[[str], Person],
        new_sid: Callable[[str], str] = random_sid,
    ) -> None:
        """Begin without any call."""
        self.timeline = timeline
        self.people = people
        self.new_sid = new_sid
        self.calls: dict[str, Call] = {}
        self.rooms: dict[str, Room] = {}
        self.recordings: dict[str, Recording] = {}
        self.numbers: dict[str, Number] = {}
        self.happened: list[Happened] = []
        self.faults: list[str] = []
        self.network = network

    def add_number(self, account: str, number: str, **settings: str) -> Number:
        """Give an account a number; settings are named as the REST API names them, such as `voice_url`."""
        made_at = self.timeline.now()
        owned = Number(sid=self.new_sid("PN"), account=account, number=number, made_at=made_at, settings=dict(settings))
        self.numbers[owned.sid] = owned
        return owned

    def number(self, number: str) -> Number:
        """Return a number that can be called. Raises `NetworkFault`."""
        for owned in self.numbers.values():
            if owned.number == number:
                return owned
        raise NetworkFault(f"{number} is no number of this exchange.")

    def add_call(  # noqa: PLR0913 one argument a fact about a call
        self,
        account: str,
        caller: str,
        dialled: str,
        direction: Direction,
        person: Person,
        *,
        told: Callback = NOBODY,
        parent: str = "",
        at: str = "",
    ) -> Call:
        """Make a call that nothing carries out yet."""
        call = Call(
            sid=self.new_sid("CA"),
            account=account,
            caller=caller,
            dialled=dialled,
            direction=direction,
            person=person,
            timeline=self.timeline,
            made_at=self.timeline.now(),
            told=told,
            parent=parent,
            at=at,
        )
        self.calls[call.sid] = call
        return call

    def answered(self, call: Call) -> None:
        """Let a call be answered, once."""
        if call.answered_at is None:
            call.answered_at, call.status = self.timeline.now(), Status.IN_PROGRESS
            call.keep_limit()
            self.progress(call, "answered")

    def over(self, call: Call, status: Status) -> None:
        """Let a call be over, once, and tell of it."""
        if not call.is_over:
            call.end(status)
            self.progress(call, "completed")

    def progress(self, call: Call, event: str) -> None:
        """Tell of an event of a call where somebody wants to know."""
        if call.told.url and event in call.told.events:
            self.tell(call.account, urljoin(call.at, call.told.url), call_fields(call) | progress_fields(call))
            call.events_told += 1

    def ask(self, call: Call, url: str, fields: Mapping[str, str]) -> str:
        """Return the document at an address for a call. Raises `NetworkFault`."""
        return self.post(call.account, url, {**call_fields(call), **fields})

    def inform(self, call: Call, step: Step) -> None:
        """Post a step of a call whose caller is gone: what is answered is not played."""
        self.tell(
            call.account,
            urljoin(call.at, step.url),
            call_fields(call) | dict(step.fields) | {"CallStatus": Status.COMPLETED},
        )

    def tell(self, account: str, url: str, fields: Mapping[str, str]) -> None:
        """Post something whose answer means nothing; where it cannot be told, that is a fault and no more."""
        try:
            self.post(account, url, fields)
        except NetworkFault as fault:
            self.faults.append(str(fault))

    def post(self, account: str, url: str, fields: Mapping[str, str]) -> str:
        """Post fields and return the answer; whoever answers may use the exchange meanwhile. Raises `NetworkFault`."""
        with self.timeline.turn_of_others():
            return self.network.post(account, urldefrag(url).url, fields)

    def note(self, call: Call, kind: Kind, text: str, language: str = "") -> None:
        """Keep what happened, for whoever looks on."""
        happened = Happened(
            at=self.timeline.now(), call=call.sid, line=call.line, kind=kind, text=text, language=language
        )
        self.happened.append(happened)

"""Calls and texts that never stop coming in: signed, each with an id of its own, sent again where they were refused."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count, cycle
from threading import Event

import httpx

from tests.integration.doors.house import SAM, path_of, sign, usual_fields

CALLERS = 4
BETWEEN_CONTACTS_SECONDS = 0.1
BETWEEN_TRIES_SECONDS = 0.25
MOST_TRIES = 80
PROVIDER_SECONDS = 15
"""What the provider waits for an answer before it gives up."""

NO_ANSWER = 0
CALL, TEXT = "voice/incoming", "sms/incoming"
SENDERS = (SAM, "+447700900777", "anonymous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One contact as its provider saw it: the answer to each try (`NO_ANSWER` where none came), and the last words."""

    provider_id: str
    route: str
    answers: tuple[int, ...]
    said: str
    longest_seconds: float

    @property
    def is_taken(self) -> bool:
        return self.answers[-1] == HTTPStatus.OK


@dataclass(slots=True)
class Load:
    """Everything that was sent; whole once the load is over."""

    sent: list[Sent] = field(default_factory=list)

    def refused(self) -> list[Sent]:
        """Return what was not taken at the first try."""
        return [one for one in self.sent if len(one.answers) > 1 or not one.is_taken]

    def wait_for(self, how_many: int) -> None:
        """Return when so many more were sent."""
        enough, patience = len(self.sent) + how_many, time.monotonic() + 60
        while len(self.sent) < enough and time.monotonic() < patience:
            time.sleep(0.05)
        assert len(self.sent) >= enough


@contextmanager
def steady_load(url: str) -> Iterator[Load]:
    """Let several callers send calls and texts to the server while the block runs."""
    load, over = Load(), Event()
    with ThreadPoolExecutor(CALLERS) as pool:
        callers = [pool.submit(_keep_sending, url, number, load, over) for number in range(CALLERS)]
        try:
            yield load
        finally:
            over.set()
        for caller in callers:
            caller.result(2 * PROVIDER_SECONDS)


def send(client: httpx.Client, url: str, route: str, sender: str) -> Sent:
    """Send one contact, as often as its provider would."""
    prefix, name = ("CA", "CallSid") if route == CALL else ("SM", "MessageSid")
    provider_id = f"{prefix}{uuid.uuid4().hex}"
    own = {name: provider_id, "From": sender}
    form = {**usual_fields(), **own, **({"Body": "Hello.", "NumMedia": "0"} if route == TEXT else {})}
    answers: list[int] = []
    longest, said = 0.0, ""
    while len(answers) < MOST_TRIES:
        begun = time.monotonic()
        status, said = _post(client, url, path_of(route), form)
        longest = max(longest, time.monotonic() - begun)
        answers.append(status)
        if status == HTTPStatus.OK:
            break
        time.sleep(BETWEEN_TRIES_SECONDS)
    return Sent(provider_id=provider_id, route=route, answers=tuple(answers), said=said, longest_seconds=longest)


def _keep_sending(url: str, number: int, load: Load, over: Event) -> None:
    senders = cycle(SENDERS[number % len(SENDERS) :] + SENDERS[: number % len(SENDERS)])
    with httpx.Client(timeout=PROVIDER_SECONDS) as client:
        for turn in count(number):
            if over.wait(BETWEEN_CONTACTS_SECONDS):
                return
            load.sent.append(send(client, url, (CALL, TEXT)[turn % 2], next(senders)))


def _post(client: httpx.Client, url: str, path: str, form: dict[str, str]) -> tuple[int, str]:
    try:
        answer = client.post(f"{url}{path}", data=form, headers=sign(path, form.items()))
    except httpx.HTTPError:
        return NO_ANSWER, ""
    return answer.status_code, answer.text

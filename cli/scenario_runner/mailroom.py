"""The messages that would leave: in a rehearsal nothing is sent, so they are taken out of the outbox and looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cli.scenario_runner.model import Scenario
from contact_gateway.application.casework.notices import NOTICE
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.services import Services
from contact_gateway.application.tasks_of_casework import TELL
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.standing import Role

_A_BATCH, _HELD_SECONDS = 200, 600


def emptied(services: Services, landlord: str) -> tuple[OutgoingMessage, ...]:
    """Take all that waits out of the outbox, as sent, and return it."""
    found: list[OutgoingMessage] = []
    while batch := services.outbox.claim(landlord, _A_BATCH, _HELD_SECONDS):
        for due in batch:
            services.outbox.sent(landlord, due.id)
            found.append(due.message)
    return tuple(found)


def told_by(messages: Iterable[OutgoingMessage], tasks: Iterable[Task], scenario: Scenario) -> tuple[str, ...]:
    """Return who is told by these notices, and by these tasks where no mail reaches them: ids, roles and teams."""
    to = [str(message.payload["to"]) for message in messages if message.kind == NOTICE]
    named = [name for address in to for name in _names(address, scenario)]
    return tuple(dict.fromkeys([*named, *(task.for_officer for task in tasks if task.code == TELL)]))


def _names(address: str, scenario: Scenario) -> Iterator[str]:
    for person in scenario.people:
        mailboxes = {point.value for point in person.contact_points if point.kind is PointKind.EMAIL}
        if person.role is Role.OFFICER and address in mailboxes:
            yield from filter(None, (person.id, person.grade, *person.roles))
    yield from (name for name, found in scenario.policy.destinations.items() if found.email == address)

"""The values that travel between the jobs of casework and their ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_calls import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """A restriction that has ended as time went by, and the codes of the tasks about it that nobody can do any more."""

    restriction_id: str
    codes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What a job found due: tasks and notices that are there once, however often it is found.

    A task is known by its id, a notice by its place in the mapping, which says for ever what it told to whom.
    Of what is `over` the tasks are done.
    """

    tasks: tuple[Task, ...] = ()
    notices: Mapping[str, OutgoingMessage] = field(default_factory=dict)
    over: Over | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachSeen:
    """A contact against an arrangement, which nobody has been told of perhaps."""

    contact_id: str
    customer_id: str
    restriction_id: str
    at: datetime

"""A call that is going on: what may be played into it, when it must end, and what its notices are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from contact_gateway.domain.scripts import Script

LONGEST_CALL = 14_400
"""Seconds; no provider lets a call last longer."""

SHORTEST_CALL = 60
"""Seconds. A call with less left counts as having nothing left (CLAUSES, Octavia reading 5)."""


LONGEST_EXTENSION = 1_800
"""Seconds by which staff may let a limited call go on, in all."""

WHISPER_SECONDS = 60
"""How long whoever is rung may take to hear who calls and to accept; talking is limited beside it."""

LONGEST_TALK = LONGEST_CALL - WHISPER_SECONDS
"""Seconds that a talk through a room may be limited to: the whisper before it is part of the call."""


class Announcement(StrEnum):
    """What can be played to both while they talk."""

    FIRST_WARNING = "first_warning"
    FINAL_WARNING = "final_warning"
    CLOSING = "closing"
    TWO_MINUTES_LEFT = "two_minutes_left"
    THIRTY_SECONDS_LEFT = "thirty_seconds_left"


WARNINGS = frozenset({Announcement.FIRST_WARNING, Announcement.FINAL_WARNING})

SCRIPT_OF: Mapping[Announcement, Script] = {
    Announcement.FIRST_WARNING: Script.FIRST_WARNING,
    Announcement.FINAL_WARNING: Script.FINAL_WARNING,
    Announcement.CLOSING: Script.CLOSING,
    Announcement.TWO_MINUTES_LEFT: Script.TWO_MINUTES_LEFT,
    Announcement.THIRTY_SECONDS_LEFT: Script.THIRTY_SECONDS_LEFT,
}
"""The words of each announcement."""

NOTICES: Mapping[Announcement, timedelta] = {
    Announcement.TWO_MINUTES_LEFT: timedelta(seconds=120),
    Announcement.THIRTY_SECONDS_LEFT: timedelta(seconds=30),
}
"""How long before the end of a limited call each notice is played (DESIGN section 5)."""


class AnnouncementState(StrEnum):
    """How far an announcement has come. Only `heard` counts as a warning given; `failed` is told to the agent."""

    PLANNED = "planned"
    SENT = "sent"
    HEARD = "heard"
    FAILED = "failed"


class LegState(StrEnum):
    """How far a leg has come: the call that is placed to whoever is to answer.

    `wanted` is stored before the provider is asked. `unclear` is what it stays where the provider took too long to say
    whether it placed the call: it is never placed again, and what happens to it tells.
    """

    WANTED = "wanted"
    RINGING = "ringing"
    UNCLEAR = "unclear"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    FAILED = "failed"
    OVER = "over"


class EndReason(StrEnum):
    """Why staff end a call (TOR-09); `threatened` needs no warning before it (TUN-4.6a)."""

    AGGRESSION = "aggression"
    VIOLENCE_OR_THREAT = "violence_or_threat"
    DISCRIMINATION = "discrimination"
    ABUSE = "abuse"
    THREATENED = "threatened"


AT_ONCE = frozenset({EndReason.THREATENED, EndReason.VIOLENCE_OR_THREAT})
"""Reasons for which no adjustment asks for a warning first."""


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """A notice and the instant at which it is to be played."""

    announcement: Announcement
    at: datetime


def notices(answered_at: datetime, ends_at: datetime) -> tuple[PlannedNotice, ...]:
    """Return the notices of a call that ends by itself; none that would have to be played before the answer."""
    planned = (PlannedNotice(notice, ends_at - before) for notice, before in NOTICES.items())
    return tuple(notice for notice in planned if notice.at > answered_at)


def bounded(seconds: float | None) -> int | None:
    """Return a time limit that a provider may be given: whole, positive, at most the longest call.

    None where there is no limit. Anything below one second, and what is no number, is one second: a limit is never
    dropped by mistake, which would give a call of four hours.
    """
    if seconds is None:
        return None
    if not seconds >= 1:  # NaN too
        return 1
    return int(min(seconds, LONGEST_CALL))

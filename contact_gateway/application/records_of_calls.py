"""The values that travel while a call is going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from contact_gateway.application.records import ContactKey
from contact_gateway.domain.calls import Announcement, AnnouncementState, EndReason, LegState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.new_evidence import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A call that is placed to whoever is to answer a watched call, and the room in which both meet.

    `id` and `room` are random and say nothing about anybody. `call_id` is the caller's own call at the provider, `turn`
    which go it is for that contact, `to` the destination or officer of the decision, `line` what is rung: `+44…`,
    `sip:…` or `client:…`. `limit` is how many seconds of talk were granted, None without a cap. `ends_at` is when it
    ends by itself. `leg_id` and `room_id` are the leg's call and its room at the provider, empty until known.
    `emergency` says that the call was tagged as one, which takes its cap away; its `limit` goes as the provider's does.
    """

    id: str
    contact_id: str
    call_id: str
    turn: int
    room: str
    to: str
    line: str
    state: LegState = LegState.WANTED
    leg_id: str = ""
    room_id: str = ""
    limit: int | None = None
    placed_at: datetime
    answered_at: datetime | None = None
    ends_at: datetime | None = None
    over_at: datetime | None = None
    emergency: bool = False

    @property
    def keeps_limit(self) -> bool:
        """Whether it is an emergency that the provider may cut off all the same; without a limit it may not."""
        return self.emergency and self.limit is not None

    @property
    def is_unplaced(self) -> bool:
        """Whether nobody knows that it rings: the provider has not named its call."""
        return self.state in {LegState.WANTED, LegState.UNCLEAR} and not self.leg_id

    @property
    def keeps_waiting(self) -> bool:
        """Whether nobody answered it and a caller is left in its room: the room has told of somebody there."""
        return self.state is LegState.UNANSWERED and bool(self.room_id)

    @property
    def waits_for_an_answer(self) -> bool:
        """Whether nobody has answered it, and its caller was not left to the plain call either."""
        return self.answered_at is None and self.state is not LegState.FAILED

    @property
    def gone(self) -> bool:
        """Whether nobody waits for it in its room any more."""
        return self.state in {LegState.OVER, LegState.FAILED, LegState.UNANSWERED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """An announcement in a call: asked for by whom and when, how far it has come, and why it failed.

    `due_at` is when it is to be sent; at once for what a person asks for.
    """

    id: str
    contact_id: str
    leg: str
    announcement: Announcement
    state: AnnouncementState
    asked_by: str
    asked_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    heard_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedBy:
    """That a member of staff ended a contact (TOR-09): who, when, why, how it was made, after how many warnings."""

    contact_id: str
    officer: str
    reason: EndReason
    at: datetime
    warnings_heard: int
    note: str = field(default="", repr=False)
    channel: Channel = Channel.VOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCall:
    """A call as its agent sees it: the leg that stands, everything that was played, oldest first, and who ended it."""

    leg: Leg
    played: tuple[Played, ...] = ()
    ended: EndedBy | None = None

    @property
    def is_being_closed(self) -> bool:
        """Whether it is to end now, by somebody or by the clock: nothing may be said over its closing words."""
        leg = self.leg
        closes = any(one.leg == leg.id and one.announcement is Announcement.CLOSING for one in self.played)
        return not leg.emergency and (closes or self.ended is not None)

    def heard(self, *announcements: Announcement) -> int:
        """Return how often any of these was heard to its end."""
        return sum(one.announcement in announcements and one.state is AnnouncementState.HEARD for one in self.played)


class StaffAct(StrEnum):
    """What an officer did with a call that nothing else of it tells."""

    TAGGED_EMERGENCY = "tagged_emergency"
    RECORDING_PAUSED = "recording_paused"
    RECORDING_RESUMED = "recording_resumed"


class TaskCode(StrEnum):
    """What a person has to do. Codes stay, words may change."""

    LISTEN_TO_MESSAGE = "listen_to_message"
    ASK_TO_STOP = "ask_to_stop"
    COMPLETE_INCIDENT = "complete_incident"
    WARNING_NOT_HEARD = "warning_not_heard"
    DECIDE_ON_NEW_EVIDENCE = "decide_on_new_evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something for a person to do. `for_officer` is an officer's id or a destination's name, empty for any manager.

    `code` is one of `TaskCode`, or what the landlord's policy or casework calls it; `for_officer` may also name a role.
    `restriction_id` is the restriction that it is about, empty for none, and `about` the appeal, where that is about no
    restriction. `finding` is what was decided about evidence
    that was said to be new, `reason` why; both are there once such a task is done.
    """

    id: str
    code: str
    customer_id: str
    contact_id: str
    for_officer: str
    clause: str
    made_at: datetime
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    restriction_id: str = ""
    about: str = ""
    finding: Finding | None = None
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person found in evidence that was said to be new, and why, in the person's own words; those lie sealed."""

    finding: Finding
    reason: str = field(repr=False)


class CallState(StrEnum):
    """What a provider says of a call that is asked for."""

    RINGING = "ringing"
    GOING_ON = "going_on"
    ANSWERED_AND_OVER = "answered_and_over"
    UNANSWERED = "unanswered"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderCall:
    """A call as the provider's own records have it; `seconds` from its answer to its end."""

    state: CallState
    seconds: int = 0
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCall:
    """A call that came in at a provider of ours and of which no end was told."""

    contact_id: str
    key: ContactKey
    received_at: datetime


MOST_FAULTS = 150
"""After so many failed tries nobody goes on fetching a recording: a day, where it is tried every ten minutes."""


class RecordingKind(StrEnum):
    """What was recorded."""

    VOICEMAIL = "voicemail"
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording. `id` is the provider's; `file_id` names our copy, empty before it is fetched and once it is gone.

    `deleted_at` is when the provider's copy was deleted; ours may be kept until `delete_after`. `faults` counts how
    often fetching or deleting went wrong.
    """

    id: str
    contact_id: str
    kind: RecordingKind
    seconds: int
    made_at: datetime
    file_id: str = ""
    fetched_at: datetime | None = None
    delete_after: datetime | None = None
    deleted_at: datetime | None = None
    faults: int = 0


class Occasion(StrEnum):
    """What a provider turns to us for."""

    CALL = "call"
    CALL_FALLBACK = "call fallback"
    CALL_STATUS = "call status"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One of the account's numbers in E.164, and where the provider turns with its calls and texts.

    An address is posted to, unless it says another method: `GET https://example.org`. `elsewhere` names what the
    account lets have the number's calls or texts instead, so that the addresses count for nothing.
    """

    id: str
    number: str
    addresses: Mapping[Occasion, str] = field(default_factory=dict)
    elsewhere: str = ""

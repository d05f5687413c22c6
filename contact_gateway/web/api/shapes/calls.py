"""A call while it goes on, and what people have to do after one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from contact_gateway.application.records_of_calls import TaskCode
from contact_gateway.domain.calls import LONGEST_EXTENSION, Announcement, AnnouncementState, EndReason, LegState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.new_evidence import Finding
from contact_gateway.web.api.shapes.base import LONGEST_PAGE, WHOLE, Id, Limit, Moment, Shape, Text


class NewWarning(Shape):
    """A warning to be played to both."""

    warning: Literal[Announcement.FIRST_WARNING, Announcement.FINAL_WARNING]
    officer: Id = Field(description="Who gives it.")


class PlayedAnnouncement(Shape):
    """Words that were played into a call, or are to be."""

    id: str
    announcement: Announcement
    state: AnnouncementState = Field(description="`heard` alone counts as a warning given.")
    asked_by: str | None
    due_at: Moment
    heard_at: Moment | None
    why: str | None = Field(description="Why it failed, in a sentence for the agent, who then says it in person.")


class NewEnding(Shape):
    """Staff end a call."""

    officer: Id = Field(description="Who ends it; nobody is refused for it, and it is on record as given.")
    reason: EndReason = Field(description="With `threatened` and `violence_or_threat` no warning is needed first.")
    note: Text = Field(default="", description="What was said last. It is kept sealed, for the people of the case.")


class CallEnding(Shape):
    """Who ended a call."""

    officer: str
    reason: EndReason
    at: Moment
    channel: Channel
    warnings_heard: int


class EndedCall(CallEnding):
    """Who ended a call, and whether it ends."""

    why: str | None = Field(description="Why it goes on, in a sentence for the agent; absent where it ends.")


class NewExtension(Shape):
    """How much longer than was granted a call may last, in all."""

    minutes: Annotated[int, Field(ge=1, le=LONGEST_EXTENSION // 60), WHOLE]
    officer: Id = Field(description="Who allows it: one of the landlord's officers.")


class NewEmergency(Shape):
    """Somebody who serves a call finds that it is an emergency."""

    officer: Id = Field(description="Who says so; nobody is refused for it, and it is on record as given.")


class NewRecordingPause(Shape):
    """Whether the recording of a call rests, while a card's number is said."""

    paused: bool
    officer: Id = Field(description="Who takes the payment.")


class CallAnswer(Shape):
    """A call as whoever serves it sees it."""

    contact_id: str
    can_end: bool = Field(description="True while the call goes on; nobody's approval is needed.")
    can_play: bool = Field(description="Whether words can be played into it now.")
    warnings_due: int = Field(description="How many warnings this customer hears before staff may end the call.")
    warnings_heard: int
    state: LegState | None = Field(description="How far the call to whoever answers has come; absent without a room.")
    to: str | None
    answered_at: Moment | None
    ends_at: Moment | None = Field(description="When it ends by itself; absent without a limit.")
    emergency: bool
    announcements: list[PlayedAnnouncement] = Field(description="Oldest first.")
    ended: CallEnding | None
    why: str | None = Field(description="What the provider has not done yet, in a sentence for the agent.")


class TaskQuery(Shape):
    """How many tasks."""

    limit: Limit = Field(default=LONGEST_PAGE, description="How many at most.")


class TaskAnswer(Shape):
    """Something for a person to do."""

    id: str
    code: str = Field(description=f"One of {', '.join(TaskCode)}, or what the policy or casework calls it.")
    customer_id: str | None
    contact_id: str | None
    for_officer: str | None = Field(description="An officer or a destination; absent for any manager.")
    clause: str | None = Field(description="The clause of the landlord's policy that asks for it, or `default`.")
    made_at: Moment
    due_at: Moment | None
    done_at: Moment | None
    done_by: str | None
    restriction_id: str | None = Field(description="The restriction that it is about.")
    finding: Finding | None = Field(description="What was found in what was said to be new.")


class TaskList(Shape):
    """What is to be done, the earliest due first."""

    items: list[TaskAnswer]


class NewEvidence(Shape):
    """Whoever serves a contact hears, or reads, that there is something new about a closed issue."""

    restriction_id: Id = Field(description="The restriction that closed the issue.")


class NewJudgement(Shape):
    """What was found in evidence that was said to be new."""

    finding: Finding
    reason: Text = Field(description="Why, in the officer's own words. It is kept sealed, for the people of the case.")


class TaskDone(Shape):
    """Who did it."""

    officer: Id
    judgement: NewJudgement | None = Field(default=None, description="For `decide_on_new_evidence`, and for it alone.")

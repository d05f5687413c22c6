"""Scripts as other systems edit them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from contact_gateway.application.records_of_scripts import AudioKind
from contact_gateway.domain.calls import AnnouncementState
from contact_gateway.domain.contact import Step
from contact_gateway.domain.script_checks import LONGEST_SCRIPT
from contact_gateway.web.api.shapes.base import PLAIN, Language, Moment, Shape, Word

LONGEST_BASE64 = 720_000
"""Characters; more than the largest audio takes, and inside what a body may hold."""

ScriptText = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_SCRIPT, pattern=PLAIN)]


class RecordedAudio(Shape):
    """Audio in which somebody speaks the text."""

    kind: AudioKind
    content: Annotated[str, StringConstraints(max_length=LONGEST_BASE64, pattern=r"^[A-Za-z0-9+/]+={0,2}$")] = Field(
        description="The file in base64, at most 512 KiB of audio."
    )


class NewScript(Shape):
    """What is to be said, and perhaps spoken in."""

    text: ScriptText
    audio: RecordedAudio | None = None


class ScriptQuery(Shape):
    """Which scripts."""

    language: Word = Field(default="en", description="The code of a language.")


class ScriptAnswer(Shape):
    """A script as it is said now."""

    language: Language
    script: str
    text: str
    source: str = Field(
        description="The clause that the text comes from; `landlord` or `default` where it is its pack's own; `edited`."
    )
    version: int = Field(description="How often it was edited.")
    recorded: bool = Field(description="Whether callers hear recorded audio.")
    edited_by: str | None
    edited_at: Moment | None


class LanguageAnswer(Shape):
    """A language that there is."""

    language: Language
    name: str
    checked: bool = Field(description="Whether somebody who speaks it has read every word.")
    on: bool = Field(description="Whether this landlord speaks it.")


class ScriptList(Shape):
    """All scripts of a language, and the languages that there are."""

    items: list[ScriptAnswer]
    languages: list[LanguageAnswer]


class ScriptVersionAnswer(Shape):
    """One edit of a script."""

    version: int
    text: str | None = Field(description="Absent where the edits before it were taken back.")
    recorded: bool
    edited_by: str
    edited_at: Moment


class ScriptVersionList(Shape):
    """Every edit of a script, the newest first."""

    items: list[ScriptVersionAnswer]


class ScriptPreview(Shape):
    """What a text would say, filled with an example."""

    text: str
    characters: int
    seconds: int = Field(description="About how long it takes to say.")
    text_messages: int = Field(description="How many text messages it is charged as.")
    faults: list[str] = Field(description="Why it would be refused; empty where it would not.")


class NewPreview(Shape):
    """A text to try."""

    text: ScriptText


class SaidScript(Shape):
    """A script in the words in which it was said."""

    script: str
    text: str


class SaidStepAnswer(Shape):
    """What was said or answered at one step of a contact."""

    step: Step
    decided_at: Moment
    policy_version: int
    wording: int = Field(description="The number of the landlord's last edit of a script that was in it.")
    said: list[SaidScript]


class AnnouncedScript(SaidScript):
    """What was played to both while they talked. Only `heard` was heard to its end."""

    state: AnnouncementState
    sent_at: Moment


class SaidList(Shape):
    """What was said at each step of a contact, the first one first, and what was played while both talked."""

    items: list[SaidStepAnswer]
    announced: list[AnnouncedScript]

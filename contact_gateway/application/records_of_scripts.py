"""The values that travel when a landlord changes what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from contact_gateway.domain.calls import AnnouncementState
from contact_gateway.domain.contact import Step
from contact_gateway.domain.languages import Language
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.script_lengths import Length
from contact_gateway.domain.scripts import Script


class AudioKind(StrEnum):
    """The sorts of audio that a telephone provider plays and we keep."""

    WAV = "audio/wav"
    MP3 = "audio/mpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """Recorded audio as it was handed in."""

    kind: AudioKind
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWords:
    """What a landlord wants to be said for a script, and the audio in which somebody speaks it."""

    language: str
    script: str
    text: str
    audio: Audio | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptVersion:
    """One edit of a script in a language, as it is kept for ever. Without a text the edits before it were taken back.

    `version` counts the edits of this script from 1, `wording` all edits of the landlord. `file_id` is the recorded
    audio, and `recording` the address under which a telephone provider gets it: long and random, so that whoever was
    not told cannot find it.
    """

    language: str
    script: Script
    version: int
    wording: int
    text: str
    edited_by: str
    edited_at: datetime
    file_id: str = ""
    recording: str = ""

    @property
    def taken_back(self) -> bool:
        """Whether from here on the pack's own text holds."""
        return not self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptState:
    """A script as it is said now. `source` is the clause the text comes from, `default`, `landlord`, or EDITED.

    `last` is the last edit, None where there never was one.
    """

    language: Language
    script: Script
    text: str
    source: str
    last: ScriptVersion | None = None

    @property
    def version(self) -> int:
        """The number of the last edit, 0 where there never was one."""
        return self.last.version if self.last else 0


EDITED = "edited"
"""The source of a text that the landlord put in place of its pack's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a text would say, filled with an example, how long that is, and everything that speaks against it."""

    text: str
    length: Length
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedStep:
    """A step of a contact with what it takes to tell, at any later time, in which words it was answered."""

    step: Step
    decision: Decision
    decided_at: datetime
    policy_version: int
    wording: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidStep:
    """What was said or answered at a step of a contact, script by script."""

    step: Step
    decided_at: datetime
    policy_version: int
    wording: int
    said: tuple[tuple[Script, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What was played to both while they talked, when, and how far it came. Only `heard` was heard to its end."""

    script: Script
    text: str
    state: AnnouncementState
    sent_at: datetime

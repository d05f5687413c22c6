"""Where a call stands when its next document is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import VoiceRules
from ivr.speech import Speech

MOST_TURNS = 9
"""How often a call may be asked something, or rung somewhere; what an address says is one digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What a document may ring: a number in E.164, `sip:…`, `client:…` or `workflow:…`. An empty `to` is voicemail."""

    to: str = ""
    emergency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a document is made from beside the decision.

    `turn` is which go the next question or ringing of this call is, `go` which at a reference, both from 1. `heard` are
    scripts that need not be said again. `contact_id` is our own id of the call, empty where it could not be stored.
    """

    speech: Speech
    lines: Lines = field(default_factory=Lines)
    rules: VoiceRules = field(default_factory=VoiceRules)
    turn: int = 1
    go: int = 1
    heard: frozenset[Script] = frozenset()
    contact_id: str = ""

    @property
    def asks(self) -> bool:
        """Whether something may still be asked: a call never goes in circles."""
        return self.turn <= MOST_TURNS

    @property
    def counted(self) -> int:
        """The turn as an address says it, in one digit."""
        return min(self.turn, MOST_TURNS)

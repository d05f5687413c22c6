"""How a landlord wants its calls carried: who is warned before, what is recorded, how long it rings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from contact_gateway.domain.kinds.names import Kind

Phrases = Mapping[str, tuple[str, ...]]
"""What may be said instead of pressing a key: phrases by the meaning of the key."""


class Recorded(StrEnum):
    """Which calls are recorded. Whatever is recorded is said first."""

    NOTHING = "nothing"
    WATCHED = "watched"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRules:
    """The part of a policy that only calls need.

    `warns_before` are the kinds whose customers hear a word about courtesy before they are put through.
    `press_to_accept` makes whoever is rung press a key first, so that no mailbox takes a call. `leaves_message` lets a
    declined caller leave a message for the officer of the case. `asks_to_stop` makes a task of asking the customer to
    stop, after staff ended a call (OCT-4.3f). Days count from the recording.
    """

    records: Recorded = Recorded.NOTHING
    recording_days: int = 30
    message_days: int = 90
    ring_seconds: int = 30
    longest_message_minutes: int = 3
    press_to_accept: bool = False
    leaves_message: bool = False
    asks_to_stop: bool = False
    warns_before: frozenset[Kind] = field(default_factory=frozenset)


def meaning_of(said: str, phrases: Phrases) -> str:
    """Return what somebody meant who spoke instead of pressing a key; empty where nothing fits.

    Method: the meaning whose phrase stands in what was said, as whole words and whatever the case of letters. Where
    several do, the emergency goes first, then the longest phrase: "look again" is not "again".
    """
    heard = f" {' '.join(_word(word) for word in said.casefold().split())} "
    found = [
        (meaning == "emergency", len(phrase), meaning)
        for meaning, ways in phrases.items()
        for phrase in ways
        if f" {phrase.casefold()} " in heard
    ]
    return max(found)[2] if found else ""


def _word(word: str) -> str:
    return word.strip(".,;:!?\"'()")

"""How a landlord wants its calls carried: who is warned before, what is recorded, how long it rings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from contact_gateway.domain.kinds.names import Kind

Phrases = Mapping[str, tuple[str, ...]]
"""What may be said instead of pressing a key: phrases by the meaning of the key."""


_APOSTROPHES = frozenset("'\u2018\u2019\u201b\u02bc\u02b9\u2032`\u00b4\uff07")
_UNHEARD = frozenset({"Mn", "Cf"})
"""Accents that stand by themselves, and letters that nobody sees."""


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

    Method: the meaning whose phrase stands in what was said, as whole words, however either is spelt: letters lose
    their case and their accents, words their apostrophes, and whatever else is no letter or digit parts words. Where
    several do, the emergency goes first, then the longest phrase: "look again" is not "again".
    """
    heard = f" {_plain(said)} "
    found = [
        (meaning == "emergency", len(phrase), meaning)
        for meaning, ways in phrases.items()
        for phrase in map(_plain, ways)
        if phrase and f" {phrase} " in heard
    ]
    return max(found)[2] if found else ""


def _plain(text: str) -> str:
    """Return the words of a text alone: "It’s a gas-leak" and "its a gas leak" are one."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (letter for letter in folded if letter not in _APOSTROPHES and unicodedata.category(letter) not in _UNHEARD)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())

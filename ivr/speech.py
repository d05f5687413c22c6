"""How a call is spoken and listened to: the landlord's words in one language, and what may be said instead of a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contact_gateway.domain.contact import EMERGENCY_KEY, Key
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_texts import words
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import Phrases, meaning_of
from ivr.addresses import Route, address
from ivr.announcements import BUILT_IN

FIXED_KEYS: Mapping[str, str] = {"1": Key.EMERGENCY, "2": Key.SOMEBODY_ELSE, "3": Key.REVIEW}
"""What keys mean where a landlord's menu gives them no other meaning."""

FIXED_PHRASES: Phrases = {
    Key.EMERGENCY: (
        *("emergency", "urgent", "danger", "help", "999", "9 9 9", "nine nine nine", "ambulance", "fire"),
        *("gas", "gas leak", "flood", "flooding"),
    )
}
"""What is understood as an emergency whatever a landlord's policy says, and where there is none."""

MOST_HINTS = 200
HEARD_IN = "en-GB"
"""The language that the provider's recogniser listens for. It is not known to hear Welsh; phrases are hints to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words to be said: the tag of their language, the provider's name for a voice, or recorded audio in their place.

    Without a name it is whichever voice the provider takes for the language.
    """

    text: str
    language: str = "en-GB"
    voice: str = ""
    recording: str = ""


Texts = Callable[[Script], Said]
"""What is said for a script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What a document says, and what it understands. `language` is the code of the language of the call.

    `unhurried` is whether the caller needs more time than others to choose, to key and to speak.
    """

    texts: Texts
    language: str = ENGLISH
    phrases: Phrases = field(default_factory=lambda: FIXED_PHRASES)
    unhurried: bool = False

    @property
    def hints(self) -> str:
        """The phrases for the provider's recogniser, those for an emergency first."""
        others = (phrase for ways in self.phrases.values() for phrase in ways)
        return ", ".join(list(dict.fromkeys((*self.phrases.get(Key.EMERGENCY, ()), *others)))[:MOST_HINTS])

    def address(self, route: Route, **asked: str | int) -> str:
        """Return the address of a route that goes on in this language."""
        return address(route, **asked, **({} if self.language == ENGLISH else {"language": self.language}))


def speech_of(policy: Policy | None, decision: Decision, now: datetime, beside: str = "") -> Speech:
    """Return what each script says now, by the landlord's pack; without a pack only what is built in.

    `beside` is how the address of recorded audio begins.
    """

    def said(script: Script) -> Said:
        own = words(policy, script, decision, now) if policy else None
        if own is None or not (own.text or own.recording):
            return Said(text=BUILT_IN.get(script, ""))
        voice = own.language.voice
        recording = f"{beside}{own.recording}" if own.recording else ""
        return Said(text=own.text, language=voice.language, voice=voice.name, recording=recording)

    phrases = phrases_of(policy, decision.language)
    return Speech(texts=said, language=decision.language, phrases=phrases, unhurried=decision.unhurried)


def phrases_of(policy: Policy | None, language: str = ENGLISH) -> Phrases:
    """Return what may be said instead of pressing a key: always in English, and in the call's own language."""
    spoken = policy.spoken if policy else {}
    merged: dict[str, tuple[str, ...]] = dict(FIXED_PHRASES)
    for phrases in (spoken.get(ENGLISH, {}), spoken.get(language, {})):
        for meaning, ways in phrases.items():
            merged[meaning] = tuple(dict.fromkeys((*merged.get(meaning, ()), *ways)))
    return merged


def meant(policy: Policy | None, pressed: str, said: str, language: str = ENGLISH) -> str:
    """Return what a caller chose by a key or by words; empty where neither says anything.

    No policy gives the emergency key another meaning, not even one that was stored before this was checked.
    """
    if pressed == EMERGENCY_KEY:
        return Key.EMERGENCY
    if pressed:
        return {**FIXED_KEYS, **(policy.menu if policy else {})}.get(pressed, "")
    return meaning_of(said, phrases_of(policy, language))

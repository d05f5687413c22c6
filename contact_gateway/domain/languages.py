"""A language in which customers are spoken to and written to: its words for times, amounts and ways to get in touch.

What staff read is English and lives in `wording`. Every language is a file (docs/languages.md); none is known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import Phrases
from contact_gateway.domain.wording import listed

ENGLISH = "en"
"""The language that every landlord has, and in which everything is said that another one has no words for."""

_A_WEEK = timedelta(days=7)


def code_of(tag: str) -> str:
    """Return the code of the language that a tag (BCP 47) names: `cy` for `cy-GB`."""
    return tag.partition("-")[0].casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks it on the telephone: the tag of the language (`en-GB`) and the provider's name for a voice.

    Without a name it is whichever voice the provider takes for the language.
    """

    language: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """What is said after the hour from this hour of the day on: `am`, `pm`."""

    from_hour: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How a time is said. Each pattern names between braces what is put in.

    `date` takes {weekday}, {day} and {month}; `since` takes {day}, as said so far, and {clock}; `clock` takes {hour}
    and {part}, `clock_with_minutes` also {minutes}. `parts` begin at midnight.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    since: str
    clock: str
    clock_with_minutes: str
    noon: str
    parts: tuple[PartOfDay, ...]

    def said(self, instant: datetime, now: datetime, zone: ZoneInfo) -> str:
        """Return a time as it is said: `Monday from 9 am`, with the date where the day alone would mislead.

        That is today and every day more than six days away: `Monday 9 March from 9 am`. Midnight is the day alone.
        """
        local, today = instant.astimezone(zone), now.astimezone(zone).date()
        day = self.weekdays[local.weekday()]
        if not timedelta() < local.date() - today < _A_WEEK:
            day = self.date.format(weekday=day, day=local.day, month=self.months[local.month - 1])
        at = local.time()
        return self.since.format(day=day, clock=self.time_of_day(at)) if (at.hour, at.minute) != (0, 0) else day

    def time_of_day(self, at: time) -> str:
        """Return a time of day as it is said: `9 am`, `12 noon`, `4:30 pm`."""
        if (at.hour, at.minute) == (12, 0):
            return self.noon
        pattern = self.clock_with_minutes if at.minute else self.clock
        part = max((part for part in self.parts if part.from_hour <= at.hour), key=lambda part: part.from_hour)
        return pattern.format(hour=at.hour % 12 or 12, minutes=f"{at.minute:02}", part=part.word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """What would tell whoever hears it what was decided about somebody, or why.

    `words` are beginnings of words; `harmless` are whole words that only begin alike. Where a text names the
    `ombudsman`, it says `at_any_time`: nobody is told to do something else first.
    """

    words: tuple[str, ...]
    harmless: frozenset[str]
    ombudsman: str
    at_any_time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language by its code. `checked` says that somebody who speaks it has read every word of it.

    `minute` and `minutes` (with {number}) say a length of time, `either` is the word before the last of several ways.
    `spoken` is what may be said instead of pressing a key. `strong` and `weak` are phrases of the always-open subjects.
    """

    code: str
    name: str
    checked: bool
    voice: Voice
    times: Times
    minute: str
    minutes: str
    either: str
    channels: Mapping[Channel, str]
    forbidden: Forbidden
    scripts: Mapping[Script, str]
    spoken: Phrases = field(default_factory=dict)
    strong: Mapping[Subject, tuple[str, ...]] = field(default_factory=dict)
    weak: Mapping[Subject, tuple[str, ...]] = field(default_factory=dict)

    def ways(self, channels: Iterable[Channel]) -> str:
        """Return ways to get in touch as a list in a sentence: `telephone, e-mail or letter`."""
        return listed((self.channels[channel] for channel in channels), last=self.either)

    def so_many_minutes(self, number: int) -> str:
        """Return a length of time: `10 minutes`."""
        return self.minute if number == 1 else self.minutes.format(number=number)

"""Small pieces of English that several sentences share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.periods import Weekday, WeeklyWindow

CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.VOICE: "telephone",
    Channel.SMS: "text message",
    Channel.WHATSAPP: "WhatsApp",
    Channel.EMAIL: "e-mail",
    Channel.LETTER: "letter",
    Channel.WEB_FORM: "web form",
    Channel.SOCIAL: "social media",
    Channel.IN_PERSON: "visit",
}


_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def said_time(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant as staff read it, in the landlord's time: `Mon 9 Mar 2026, 09:00`."""
    local = instant.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence: `a, b and c`."""
    words = list(items)
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def channels_in_words(channels: frozenset[Channel]) -> str:
    """Return channels as a list in a sentence, in the order of `Channel`."""
    return listed(CHANNEL_WORDS[channel] for channel in Channel if channel in channels)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 contact`, `2 contacts`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def at_places(offices: tuple[str, ...]) -> str:
    """Return the end of a sentence that names offices, nothing where none is named."""
    return f" at {listed(offices)}" if offices else ""


def window_in_words(window: WeeklyWindow) -> str:
    """Return a weekly window as people say it: `Tuesday 09:00 to 12:00`."""
    days = listed(_DAY_NAMES[day] for day in Weekday if day in window.days)
    return f"{days} {_clock(window.opens)} to {_clock(window.closes)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"

"""Readers of single values: plain TOML data in, the value meant out, or `Wrong` with what is allowed."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from contact_gateway.adapters.policy_files.faults import Wrong
from contact_gateway.adapters.policy_files.shapes import Reader
from contact_gateway.domain.contact import Key, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.periods import ImpossibleWindow, parse_window
from contact_gateway.domain.procedure.spans import Span, Unit

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_EMAIL = re.compile(r"[^@\s\"<>,;:]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
_LINE = re.compile(
    r"sips?:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,100}[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"|client:[A-Za-z0-9_-]{1,100}|workflow:WW[0-9a-f]{32}"
)
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CLAUSE = re.compile(r"default|[A-Z][A-Z0-9]*-[A-Za-z0-9./]+")
_SPAN = re.compile(r"([1-9][0-9]{0,2}) (day|working day|week|month)(s?)")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_SHORTEST_PHRASE = 3


def a_text(longest: int = 200) -> Reader:
    """Make a reader of a text that is not blank, holds no control character and is not too long."""

    def read(value: object) -> object:
        if not isinstance(value, str) or not value.strip():
            raise Wrong(f"This needs a text, got {value!r}.", f"a text in quotes of 1 to {longest} characters")
        if len(value) > longest:
            raise Wrong(f"This text has {len(value)} characters.", f"at most {longest}")
        if _CONTROL.search(value):
            raise Wrong("This text holds a control character, which would take down a call.", "printable characters")
        if _TURNING.search(value):
            raise Wrong("This text holds a mark that turns the text after it round.", "printable characters")
        return value.strip()

    return read


def a_word(words: type[StrEnum] | Collection[str]) -> Reader:
    """Make a reader of one word out of an enumeration or a set; an enumeration's member comes back as such."""

    def read(value: object) -> object:
        if not isinstance(value, str) or value not in tuple(words):
            raise Wrong(f"{value!r} is not a word for this.", ", ".join(words))
        return words(value) if isinstance(words, type) else value

    return read


def a_name(value: object) -> object:
    """Read a name in small letters, such as a destination, a team, a grade."""
    if not isinstance(value, str) or not _SLUG.fullmatch(value):
        raise Wrong(f"{value!r} is not a name.", "small letters, digits and underscores, such as repairs_desk")
    return value


def a_clause(value: object) -> str:
    """Read the id of a clause, or `default` where the policy is silent and the value says so."""
    if not isinstance(value, str) or not _CLAUSE.fullmatch(value):
        raise Wrong(
            f"{value!r} is not a clause.", "letters, a hyphen and the clause's number, such as TUN-8.3a; or default"
        )
    return value


def a_truth(value: object) -> object:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Wrong(f"This needs a truth value, got {value!r}.", "true or false, without quotes")
    return value


def a_number(least: float, most: float, *, whole: bool) -> Reader:
    """Make a reader of a number within two bounds, both included."""

    def read(value: object) -> object:
        kinds = int if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            raise Wrong(
                f"This needs a {'whole ' if whole else ''}number, got {value!r}.",
                f"{least:g} to {most:g}, without quotes",
            )
        return value if whole else float(value)

    return read


def a_day(value: object) -> object:
    """Read a date."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(f"This needs a date, got {value!r}.", "a date without quotes, such as 2026-12-24")
    return value


def a_span(value: object) -> object:
    """Read a length of time such as `20 working days`."""
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if found is None or (found[1] == "1") is (found[3] == "s"):
        raise Wrong(
            f"{value!r} is not a length of time.",
            "a number from 1 to 999 with its days, working days, weeks or months in quotes, such as 20 working days",
        )
    return Span(int(found[1]), Unit(found[2].replace(" ", "_") + "s"))


def a_clock(value: object) -> object:
    """Read a time of day."""
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise Wrong(f"{value!r} is not a time of day.", "hours and minutes in quotes, such as 17:00")
    return time.fromisoformat(value)


def a_must(value: object) -> object:
    """Read that something must be; a pack says by which clause, and cannot do without it."""
    if value is not True:
        raise Wrong(f"This is always asked and cannot be {value!r}.", 'true, or { value = true, clause = "..." }')
    return value


def a_part(value: object) -> object:
    """Read when a letter must hold a part: always, or only about some kinds of restriction; the kinds come back."""
    if value is True:
        return frozenset()
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(kind, str) and kind in tuple(Kind) for kind in value)
    ):
        raise Wrong(f"This needs true or a list of kinds, got {value!r}.", f"true, or some of: {', '.join(Kind)}")
    return frozenset(map(Kind, value))


def a_zone(value: object) -> object:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise Wrong(
            f"{value!r} is not a time zone.", "a name of the time zone database, such as Europe/London"
        ) from fault


def a_window(value: object) -> object:
    """Read weekly hours such as `mon-fri 09:00-17:00`."""
    if not isinstance(value, str):
        raise Wrong(f"This needs weekly hours, got {value!r}.", "days and times in quotes, such as mon-fri 09:00-17:00")
    try:
        return parse_window(value)
    except ImpossibleWindow as fault:
        raise Wrong(str(fault), "days and times in quotes, such as mon-fri 09:00-17:00") from fault


def a_phone(value: object) -> object:
    """Read a telephone number, of the United Kingdom where it has no country code; E.164 comes back."""
    try:
        number = phonenumbers.parse(value if isinstance(value, str) else "", "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Wrong(
            f"{value!r} is not a telephone number.", "a number in quotes, such as 01632 960001 or +441632960001"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def a_line(value: object) -> object:
    """Read a line that is no telephone number: a SIP address, a Twilio client, a TaskRouter workflow."""
    if not isinstance(value, str) or not _LINE.fullmatch(value):
        raise Wrong(
            f"{value!r} is not a line.",
            "sip:desk@pbx.example.org, client:desk, or workflow: with WW and 32 digits or letters a to f",
        )
    return value


def a_mailbox(value: object) -> object:
    """Read an e-mail address; the case of letters is dropped."""
    if not isinstance(value, str) or not _EMAIL.fullmatch(value):
        raise Wrong(
            f"{value!r} is not an e-mail address.", "an address in quotes, such as repairs@landlord.example.org"
        )
    return value.casefold()


def an_address(value: object) -> object:
    """Read one of the landlord's own telephone numbers or e-mail addresses."""
    if isinstance(value, str) and "@" in value:
        return a_mailbox(value)
    return a_phone(value)


def an_open_sender(value: object) -> object:
    """Read an e-mail address, or a whole domain written with its @ in front."""
    if isinstance(value, str) and value.startswith("@") and _EMAIL.fullmatch(f"x{value}"):
        return value.casefold()
    return a_mailbox(value)


def a_phrase(value: object) -> object:
    """Read a phrase that opens a subject; very short ones would open it by chance."""
    text = a_text(60)(value)
    if len(str(text)) < _SHORTEST_PHRASE:
        raise Wrong(f"{value!r} is too short for a phrase.", f"at least {_SHORTEST_PHRASE} characters")
    return str(text).casefold()


def a_digit(value: object) -> object:
    """Read a key of the telephone's keypad."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]", value):
        raise Wrong(f"{value!r} is not a key of the keypad.", '"0" to "9"')
    return value


def a_choice(value: object) -> object:
    """Read what a key of the menu stands for: one of the fixed choices, or a subject that is always open."""
    return a_word([*Key, *(subject for subject in Subject if subject != Key.EMERGENCY.value)])(value)


def a_subjects_destination(value: object) -> object:
    """Read the destination of a subject that no pack can switch off."""
    if value is False or value in ("", "none", "off", "closed"):
        raise Wrong("This subject is always open and cannot be switched off.", "the name of a destination of this pack")
    return a_name(value)


def a_language(value: object) -> object:
    """Read the code of a language."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}", value):
        raise Wrong(f"{value!r} is not a language.", "a code of two or three small letters, such as en or cy")
    return value

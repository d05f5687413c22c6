"""Who is making contact, as far as the contact point and the reference tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Adjustment(StrEnum):
    """Reasonable adjustments (TUN-10.1, DER-9.2). `language:<code>` is kept beside these, as a language."""

    LARGE_PRINT = "large_print"
    BOLD_TEXT = "bold_text"
    COLOURED_PAPER = "coloured_paper"
    EASY_READ = "easy_read"
    INTERPRETER = "interpreter"
    BRITISH_SIGN_LANGUAGE = "british_sign_language"
    RELAY_CALLS = "relay_calls"
    CANNOT_USE_TELEPHONE = "cannot_use_telephone"
    CANNOT_WRITE = "cannot_write"
    EXTRA_TIME = "extra_time"
    WARNINGS_BEFORE_ENDING = "warnings_before_ending"
    HOME_VISITS = "home_visits"


class Paper(StrEnum):
    """What colour the pages of somebody's letters have; white is paper as it comes."""

    WHITE = "white"
    CREAM = "cream"
    YELLOW = "yellow"
    BLUE = "blue"


NEED_TIME = frozenset(
    {Adjustment.RELAY_CALLS, Adjustment.EXTRA_TIME, Adjustment.INTERPRETER, Adjustment.BRITISH_SIGN_LANGUAGE}
)
"""Adjustments of people who hear, choose and key through somebody else, or more slowly."""


class Body(StrEnum):
    """Outside bodies whose contact is always open."""

    OMBUDSMAN = "ombudsman"
    POLICE = "police"
    COURT = "court"
    MP = "mp"
    COUNCILLOR = "councillor"
    SOLICITOR = "solicitor"
    ADVICE_AGENCY = "advice_agency"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody we know uses this contact point."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The caller gave no number. Two withheld callers are never the same person."""


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """Several people use this contact point (a hostel, a household).

    `differ` says that they are of different standing, so that it matters who it is.
    """

    customer_ids: tuple[str, ...]
    differ: bool = True


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """One person, who is bound by what was decided about that very person."""

    customer_id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class KnownRepresentative:
    """A person with recorded authority to act for a customer; never bound by that customer's restriction."""

    representative_id: str
    customer_id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class OpenSender:
    """An outside body that is always open: the Ombudsman, the police, a court, an MP."""

    body: Body


Identity = Unknown | Withheld | SharedNumber | KnownCustomer | KnownRepresentative | OpenSender

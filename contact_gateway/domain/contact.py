"""One attempt to reach the landlord, as every door hands it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from contact_gateway.domain.contact_points import ContactPoint


class Channel(StrEnum):
    """The ways of reaching a landlord."""

    VOICE = "voice"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    LETTER = "letter"
    WEB_FORM = "web_form"
    SOCIAL = "social"
    IN_PERSON = "in_person"


SPOKEN = frozenset({Channel.VOICE, Channel.IN_PERSON})
WRITING = frozenset(Channel) - SPOKEN


class Subject(StrEnum):
    """The subjects that no restriction may block (DESIGN section 7), in the order in which they go first."""

    EMERGENCY = "emergency"
    HAZARD = "hazard"
    SAFEGUARDING = "safeguarding"
    DOMESTIC_ABUSE = "domestic_abuse"
    HATE_CRIME = "hate_crime"
    THREAT_TO_SELF = "threat_to_self"
    PAYMENT = "payment"
    COMPLAINT = "complaint"
    OMBUDSMAN = "ombudsman"
    APPEAL = "appeal"
    ADJUSTMENT = "adjustment"
    INFORMATION_REQUEST = "information_request"
    LEGAL = "legal"
    REQUESTED_BY_LANDLORD = "requested_by_landlord"


class Key(StrEnum):
    """What a caller chose on the keypad; a landlord's own menu keys name a subject or `repairs` in its pack."""

    EMERGENCY = "emergency"
    SOMEBODY_ELSE = "somebody_else"
    REVIEW = "review"
    REPAIRS = "repairs"


EMERGENCY_KEY = "1"
"""Always the emergency: scripts, recipes and documents kept elsewhere say so. Other keys may mean it in addition."""


class Step(StrEnum):
    """The moments of one contact at which a decision is taken."""

    RECEIVED = "received"
    KEY = "key"
    REFERENCE = "reference"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One attempt at one step. No provider's word is known here.

    `sender` is absent when the number is withheld. `received_at` is when the attempt began: each step of a call carries
    the time of its first ring, because a contact belongs to the period in which it began (DESIGN section 8).
    `authenticated` says whether the sender address is proven (e-mail); callers and texts are never proven and say True.
    `turn` is which go this is at the same step of a call, from 1. `tried` are the destinations that were rung for it
    and did not answer. `relay` says that the call came through a text relay (the prefix 18001).
    """

    provider: str
    provider_id: str
    channel: Channel
    sender: ContactPoint | None
    received_at: datetime
    step: Step = Step.RECEIVED
    dialled: str = ""
    pressed: str = ""
    reference: str = ""
    turn: int = 1
    tried: frozenset[str] = field(default_factory=frozenset)
    relay: bool = False
    subject: str = ""
    text: str = ""
    attachments: int = 0
    copied_to: int = 0
    issue: str = ""
    new_evidence: bool = False
    authenticated: bool = True
    auto_submitted: bool = False
    about_staff: str = ""
    in_response: bool = False
    appointment: bool = False
    tags: frozenset[Subject] = field(default_factory=frozenset)

    @property
    def brings_something_new(self) -> bool:
        """Whether it says that there is new evidence, or has something attached that may be."""
        return self.new_evidence or self.attachments > 0

    @property
    def is_writing(self) -> bool:
        """Texts, WhatsApp and social messages are writing."""
        return self.channel in WRITING

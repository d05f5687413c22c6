"""The words that may be spoken or sent, by key. Their text is the landlord's, in its pack."""

from __future__ import annotations

from enum import StrEnum


class Script(StrEnum):
    """Script keys. Each key names what it says; a pack gives the text in each language.

    Placeholders a text may use: {landlord}; {when} in `decline_until`, `closed_until` and `hold_until` (the spoken date
    and time); {ways} in `other_ways`; {emergency_number} in `emergency_reply`; {minutes} in `time_limit`.
    """

    GREETING = "greeting"
    EMERGENCY_CHOICE = "emergency_choice"
    DECLINE_UNTIL = "decline_until"
    DECLINE = "decline"
    OTHER_WAYS = "other_ways"
    ACTING_FOR_YOU = "acting_for_you"
    SOMEBODY_ELSE_CHOICE = "somebody_else_choice"
    REVIEW_CHOICE = "review_choice"
    GOODBYE = "goodbye"
    ASK_REFERENCE = "ask_reference"
    ASK_REFERENCE_AGAIN = "ask_reference_again"
    RECORDED = "recorded"
    BEFORE_CONNECTING = "before_connecting"
    TIME_LIMIT = "time_limit"
    CONNECTING = "connecting"
    CONNECTING_EMERGENCY = "connecting_emergency"
    LEAVE_A_MESSAGE = "leave_a_message"
    CLOSED_UNTIL = "closed_until"
    CLOSED_NOW = "closed_now"
    SAFE_GREETING = "safe_greeting"
    PLEASE_WAIT = "please_wait"
    FIRST_WARNING = "first_warning"
    FINAL_WARNING = "final_warning"
    CLOSING = "closing"
    TWO_MINUTES_LEFT = "two_minutes_left"
    THIRTY_SECONDS_LEFT = "thirty_seconds_left"
    MESSAGE_SUBJECT = "message_subject"
    RECEIVED = "received"
    HOLD_UNTIL = "hold_until"
    HOLD = "hold"
    HOW_TO_REVIEW = "how_to_review"
    EMERGENCY_REPLY = "emergency_reply"


PLACEHOLDERS = frozenset({"landlord", "when", "ways", "emergency_number", "minutes"})
"""The only names that a script may put between braces."""

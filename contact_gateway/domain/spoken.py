"""What a caller hears before somebody answers, or instead."""

from __future__ import annotations

from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.destinations import Answerer
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import VOICEMAIL
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.verdicts import Bench
from contact_gateway.domain.voice import Recorded

MOST_REFERENCES = 3
"""How often a reference may be keyed in; whoever has none that fits speaks to a person all the same."""


def greeting(bench: Bench, by: Answerer, time_limit: int | None = None) -> tuple[Script, ...]:
    """Return the words before the connection, or before a message is left.

    What is recorded is said straight after the greeting, then that the offices are closed, and until when. A person
    under one of the kinds that the landlord names hears a word about courtesy, and whoever was granted a time hears how
    long.
    """
    recorded = (Script.RECORDED,) if _is_recorded(bench) else ()
    closed = (Script.CLOSED_UNTIL if by.opens else Script.CLOSED_NOW,) if by.closed else ()
    if by.to == VOICEMAIL:
        return (Script.GREETING, *recorded, *closed, Script.EMERGENCY_CHOICE, Script.LEAVE_A_MESSAGE)
    warned = (Script.BEFORE_CONNECTING,) if _is_warned(bench) else ()
    limited = (Script.TIME_LIMIT,) if time_limit else ()
    return (Script.GREETING, *recorded, *closed, *warned, *limited, Script.CONNECTING)


def asking(bench: Bench, by: Answerer) -> tuple[Script, ...]:
    """Return the greeting with the question for a reference in it, the emergency choice before it.

    At the first ring, and after a choice that leads here, it is asked; a reference that fits nobody is asked for again
    until it was keyed in three times. Never to be heard by those who write or come.
    """
    words = greeting(bench, by)
    question = _question(bench)
    if question is None:
        return words
    first = [script for script in words if script in {Script.GREETING, Script.RECORDED}]
    rest = [script for script in words if script not in {*first, Script.EMERGENCY_CHOICE}]
    return (*first, Script.EMERGENCY_CHOICE, question, *rest)


def keyed_in_vain(bench: Bench) -> bool:
    """Whether the last reference that may be keyed in fitted nobody either."""
    contact = bench.contact
    return contact.step is Step.REFERENCE and not bench.standing.by_reference and contact.turn >= MOST_REFERENCES


def declined(bench: Bench, decision: Decision, *, somebody_else: bool) -> tuple[Script, ...]:
    """Return what somebody who is declined hears: the emergency choice always first.

    A caller may leave a message for whoever deals with them, where the landlord wants it so.
    """
    takes_messages = bench.policy.voice.leaves_message and bench.contact.channel is Channel.VOICE
    return (
        Script.EMERGENCY_CHOICE,
        Script.DECLINE_UNTIL if decision.answered_from else Script.DECLINE,
        *how_else(decision),
        *((Script.SOMEBODY_ELSE_CHOICE,) if somebody_else else ()),
        Script.REVIEW_CHOICE,
        *((Script.LEAVE_A_MESSAGE,) if takes_messages else ()),
        Script.GOODBYE,
    )


def how_else(decision: Decision) -> tuple[Script, ...]:
    """Return how else somebody who is refused can be heard; never nothing where no time is named.

    Whoever acts for the customer is never bound (DESIGN section 5). Nobody is named: the caller is not proved.
    """
    ways = (Script.OTHER_WAYS,) if decision.channels_open else ()
    by_another = any(reason.code == Kind.REPRESENTATIVE_ONLY for reason in decision.reasons)
    alone = not ways and decision.answered_from is None
    return (*ways, *((Script.ACTING_FOR_YOU,) if by_another or alone else ()))


def _is_recorded(bench: Bench) -> bool:
    match bench.policy.voice.records:
        case Recorded.NOTHING:
            return False
        case Recorded.WATCHED:
            return bool(bench.shown())
        case Recorded.ALL:
            return bench.contact.channel is Channel.VOICE


def _is_warned(bench: Bench) -> bool:
    named = bench.policy.voice.warns_before
    return bench.contact.channel is Channel.VOICE and any(shown.kind in named for shown in bench.shown())


def _question(bench: Bench) -> Script | None:
    contact = bench.contact
    if contact.channel is not Channel.VOICE or not bench.policy.asks_reference:
        return None
    match contact.step:
        case Step.RECEIVED | Step.KEY:
            return Script.ASK_REFERENCE
        case Step.REFERENCE if contact.turn < MOST_REFERENCES:
            return Script.ASK_REFERENCE_AGAIN
        case _:
            return None

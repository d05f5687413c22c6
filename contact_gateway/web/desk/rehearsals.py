"""What the customer will hear under a restriction, in the landlord's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.domain.casework.rehearsal import Heard
from contact_gateway.domain.contact import WRITING
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_texts import reply_text, script_text
from contact_gateway.web.desk.contact_cards import TAGS
from contact_gateway.web.desk.words import CHANNELS, OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalRow:
    """One way of contact: what happens, and the words."""

    channel: str
    when: str
    outcome: str
    tag: str
    words: tuple[str, ...]
    in_writing: bool


def rehearsal_rows(heard: Iterable[Heard], policy: Policy, now: datetime) -> list[RehearsalRow]:
    """Put a rehearsal in words."""
    return [_row(one, policy, now) for one in heard]


def _row(one: Heard, policy: Policy, now: datetime) -> RehearsalRow:
    decision = one.decision
    written = one.channel in WRITING
    texts = (
        (reply_text(policy, decision, now),)
        if written
        else tuple(script_text(policy, script, decision, now) for script in decision.scripts)
    )
    return RehearsalRow(
        channel=CHANNELS[one.channel],
        when="when the limit is used up" if one.used_up else "",
        outcome=OUTCOMES[decision.outcome],
        tag=TAGS[decision.outcome],
        words=tuple(text for text in texts if text),
        in_writing=written,
    )

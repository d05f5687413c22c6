"""What stands on a customer's record in the landlord's housing system: the arrangement, never the grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.casework.binding import binding
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules


@dataclass(frozen=True, slots=True)
class RecordNote:
    """What holds now, a sentence or two for each restriction, and since when it is so; no lines: nothing any more."""

    lines: tuple[str, ...]
    since: datetime


Made = tuple[History, CaseworkRules, Clocks]
"""A restriction's acts, and the rules and the calendar that it was made under."""


def note_at(made: Iterable[Made], names: Mapping[str, str], now: datetime) -> RecordNote | None:
    """Return the note as it stands at this instant; None where nothing has bound the customer yet.

    It changed last when something began or ceased to bind, or when somebody acted. Trials bind nobody.
    """
    lines, changes, has_bound = [], [], False
    for history, rules, clocks in made:
        stretches = () if history.is_trial else binding(history, rules, clocks)
        if not any(stretch.start <= now for stretch in stretches):
            continue
        has_bound = True
        changes += [at for stretch in stretches for at in (stretch.start, stretch.end)] + [a.at for a in history.acts]
        if any(stretch.contains(now) for stretch in stretches):
            day = history.review_on
            said = arrangement(history.proposed.restriction, names)
            lines.append(f"{said} To be reviewed by {day.day} {day:%B %Y}.")
    past = [at for at in changes if at <= now]
    return RecordNote(tuple(sorted(lines)), max(past)) if has_bound else None

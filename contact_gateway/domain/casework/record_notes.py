"""What stands on a customer's record in the landlord's housing system: the arrangement, never the grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.casework.binding import binding
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.periods import Interval
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

    It changed last when something began or ceased to bind, when somebody acted, or when that was put on record here.
    Trials bind nobody.
    """
    lines, has_bound = [], False
    changes: list[datetime] = []
    for history, rules, clocks in made:
        stretches = () if history.is_trial else binding(history, rules, clocks)
        if not any(stretch.start <= now for stretch in stretches):
            continue
        has_bound = True
        changes += _changes(history, stretches)
        if any(stretch.contains(now) for stretch in stretches):
            day = history.review_on
            said = arrangement(history.proposed.restriction, names)
            lines.append(f"{said} To be reviewed by {day.day} {day:%B %Y}.")
    past = [at for at in changes if at <= now]
    return RecordNote(tuple(sorted(lines)), max(past)) if has_bound else None


def _changes(history: History, stretches: Iterable[Interval]) -> Iterator[datetime]:
    for stretch in stretches:
        yield from (stretch.start, stretch.end)
    yield from (act.at for act in history.acts)
    if history.proposed.taken_over_at:
        yield history.proposed.taken_over_at

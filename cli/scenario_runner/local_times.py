"""Times as a landlord's clock shows them, read to one instant or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.nodes import Node
from cli.scenario_runner.readers import Reader, a_day, a_text
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.wall_clock import clock_change, wall_clock

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?")
_EXAMPLES = "2026-03-02T10:00, or with an offset 2026-10-25T01:30+00:00"
_MIDDAY = timedelta(hours=12)


def an_instant(zone: ZoneInfo) -> Reader[datetime]:
    """Make a reader of a local time of the zone, or of a time with an offset; the instant comes back in UTC.

    A local time that comes twice in the autumn, or that is skipped in the spring, is a fault.
    """

    def read(node: Node) -> datetime:
        text = a_text(node)
        time = _parsed(text, node.line)
        return time.astimezone(UTC) if time.tzinfo else _one_instant(time, text, zone, node.line)

    return read


def a_start(zone: ZoneInfo) -> Reader[datetime]:
    """Make a reader of an instant or of a day, which stands for its first instant."""
    instant = an_instant(zone)
    return lambda node: instant(node) if "T" in a_text(node) else start_of_day(a_day(node), zone)


def a_receipt(zone: ZoneInfo) -> Reader[Callable[[datetime], datetime]]:
    """Make a reader of when something came, as told at an instant: a day alone stands for its midday, or for now."""
    instant = an_instant(zone)

    def read(node: Node) -> Callable[[datetime], datetime]:
        if "T" in a_text(node):
            came = instant(node)
            return lambda _: came
        began = start_of_day(a_day(node), zone)
        return lambda at: min(began + _MIDDAY, at) if began <= at else began

    return read


def shown(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant as a file writes it, with the offset, so that it is never ambiguous."""
    return instant.astimezone(zone).isoformat(timespec="seconds" if instant.second else "minutes")


def _parsed(text: str, line: int) -> datetime:
    if not _WRITTEN.fullmatch(text):
        raise ScenarioFault(line, f"{text!r} is not a time.", _EXAMPLES)
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise ScenarioFault(line, f"{text} is no time of the calendar: {fault}.", _EXAMPLES) from fault


def _one_instant(local: datetime, text: str, zone: ZoneInfo, line: int) -> datetime:
    both = sorted({local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)})
    found = [instant for instant in both if wall_clock(instant, zone) == local]
    if not found:
        raise _skipped(both[0], text, zone, line)
    if len(found) > 1:
        first, second = (shown(instant, zone) for instant in found)
        raise ScenarioFault(line, f"{text} comes twice, because the clocks go back.", f"{first} or {second}")
    return found[0]


def _skipped(near: datetime, text: str, zone: ZoneInfo, line: int) -> ScenarioFault:
    change = clock_change(near - timedelta(days=1), near + timedelta(days=1), zone)
    before = wall_clock(change - timedelta(minutes=1), zone)
    after = wall_clock(change, zone)
    return ScenarioFault(
        line,
        f"{text} does not exist: the clocks go forward over it.",
        f"{before:%Y-%m-%dT%H:%M} or earlier, {after:%Y-%m-%dT%H:%M} or later",
    )

"""Says what came of a scenario: one line an event for people, plain data for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from cli.scenario_runner.expectations import OF_A_CONTACT, OF_COUNTERS, Difference
from cli.scenario_runner.expectations_of_acts import OF_AN_ACT, Acted
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.local_times import shown
from cli.scenario_runner.model import Call, ContactPlayed, ExpectedValue
from cli.scenario_runner.playing import Played, talked
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.outcome import Decision
from ivr.phone_simulator.durations import in_words

Plain = dict[str, object]


def event_line(played: Played, zone: ZoneInfo) -> str:
    """Return the one line about an event: whether it came as expected, when, what, what came of it."""
    event = played.event
    mark = "DIFFERS" if played.differences else "ok"
    line = f"{mark:7}  {shown(event.at, zone)}  {event.words}: {_in_words(played.result, zone)}{_cut_off(played)}"
    if not played.differences:
        return line
    return f"{line} (line {event.line}: {'; '.join(_difference_in_words(one, zone) for one in played.differences)})"


def event_data(played: Played, zone: ZoneInfo) -> Plain:
    """Return the same as plain data."""
    event = played.event
    return {
        "line": event.line,
        "at": shown(event.at, zone),
        "event": event.words,
        "got": _as_data(played.result, zone),
        "differences": [
            {"name": one.name, "expected": _plain(one.expected, zone), "got": _plain(one.got, zone)}
            for one in played.differences
        ],
    }


def fault_line(file_name: str, fault: ScenarioFault) -> str:
    """Return the sentence about a file that cannot be played."""
    allowed = f" Allowed: {fault.allowed}." if fault.allowed else ""
    return f"{file_name}:{fault.line}: {fault.what}{allowed}"


def fault_data(fault: ScenarioFault) -> Plain:
    """Return the same as plain data."""
    return {"line": fault.line, "what": fault.what, "allowed": fault.allowed}


def _in_words(result: Decision | Counts | Acted, zone: ZoneInfo) -> str:
    match result:
        case Counts():
            return ", ".join(f"{name} {got}" for name, got in _counts(result).items() if got) or "nothing counted"
        case Decision():
            to = f" to {result.to}" if result.to else ""
            reasons = f" ({', '.join(reason.code for reason in result.reasons)})" if result.reasons else ""
            until = f", allowed again {shown(result.next_allowed, zone)}" if result.next_allowed else ""
            limit = f", for {in_words(result.time_limit)} at most" if result.time_limit else ""
            return f"{result.outcome}{to}{reasons}{until}{limit}"
        case Acted():
            return _act_in_words(result)


def _act_in_words(acted: Acted) -> str:
    if acted.refused:
        return f"refused, {acted.refused}: {acted.sentence}"
    dates = {"in force from": acted.in_force_from, "review": acted.review_due, "answer to the appeal": acted.appeal_due}
    lists = {"tasks": acted.tasks, "told": acted.notified}
    said = [f"{name} {day}" for name, day in dates.items() if day]
    said += [f"{name} {' and '.join(items)}" for name, items in lists.items() if items]
    return "; ".join([str(acted.state), *said])


def _cut_off(played: Played) -> str:
    match played.event.deed, played.result:
        case (ContactPlayed(call=Call(talk_seconds=int(said))) as contact, Decision() as decision):
            return ", and ends by itself there" if talked(contact, decision) < said else ""
        case _:
            return ""


def _as_data(result: Decision | Counts | Acted, zone: ZoneInfo) -> object:
    match result:
        case Counts():
            return _counts(result)
        case Decision():
            named = {name: _plain(field.got(result), zone) for name, field in OF_A_CONTACT.items()}
            asked_otherwise = {"reasons_only", "banner_contains"}
            banner = {**asdict(result.banner), "review_on": str(result.banner.review_on or "")}
            return {**{name: got for name, got in named.items() if name not in asked_otherwise}, "banner": banner}
        case Acted():
            named = {name: _plain(field.got(result), zone) for name, field in OF_AN_ACT.items()}
            return {**{name: got for name, got in named.items() if name != "tasks_only"}, "sentence": result.sentence}


def _counts(counts: Counts) -> dict[str, object]:
    return {name: field.got(counts) for name, field in OF_COUNTERS.items()}


def _difference_in_words(one: Difference, zone: ZoneInfo) -> str:
    return f"{one.name}: expected {_words(one.expected, zone)}, got {_words(one.got, zone)}"


def _words(value: ExpectedValue, zone: ZoneInfo) -> str:
    plain = _plain(value, zone)
    if isinstance(plain, list):
        return f"[{', '.join(map(str, plain))}]"
    return "nothing" if plain is None else str(plain)


def _plain(value: ExpectedValue, zone: ZoneInfo) -> object:
    match value:
        case datetime():
            return shown(value, zone)
        case tuple():
            return [str(item) for item in value]
        case int() | None:
            return value
        case _:
            return str(value)

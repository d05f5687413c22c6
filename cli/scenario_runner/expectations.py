"""What a file may expect: each field with how it is read, what was got for it, and when the two agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cli.scenario_runner.local_times import an_instant
from cli.scenario_runner.model import Expected, ExpectedValue
from cli.scenario_runner.nodes import Node
from cli.scenario_runner.readers import Reader, a_number, a_table, a_text, many, one_of, or_nothing
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Code, Decision, Outcome
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.scripts import Script

SILENCE = "none"
"""What `reply` says where writing is not answered."""

Result = TypeVar("Result")
Agrees = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Generic[Result]):
    """One field of `expect`. `agrees` is given what was expected and what was got."""

    got: Callable[[Result], ExpectedValue]
    agrees: Agrees
    read: Reader[Any] = a_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An expectation that does not hold."""

    name: str
    expected: ExpectedValue
    got: ExpectedValue


def differences(
    expected: tuple[Expected, ...], fields: Mapping[str, Field[Result]], result: Result
) -> list[Difference]:
    """Return every expectation that does not hold; only what is named is compared."""
    return [
        Difference(name=one.name, expected=one.value, got=fields[one.name].got(result))
        for one in expected
        if not fields[one.name].agrees(one.value, fields[one.name].got(result))
    ]


def read_expected(node: Node, fields: Mapping[str, Field[Any]], policy: Policy) -> tuple[Expected, ...]:
    """Read an `expect`; times in it are the landlord's unless they carry an offset."""
    keys: dict[str, Reader[Any]] = {name: field.read for name, field in fields.items()}
    if "next_allowed" in keys:
        keys["next_allowed"] = or_nothing(an_instant(policy.zone))
    return tuple(Expected(name=name, value=value) for name, value in a_table(node, keys).items())


def same(expected: object, got: object) -> bool:
    """Whether both are one."""
    return expected == got


def each_is_there(expected: tuple[str, ...], got: tuple[str, ...]) -> bool:
    """Whether each named item is among those that are there."""
    return set(expected) <= set(got)


def whole(expected: tuple[str, ...], got: tuple[str, ...]) -> bool:
    """Whether these items are there and no others."""
    return set(expected) == set(got)


def _each_stands_in(expected: tuple[str, ...], got: str) -> bool:
    return all(words.casefold() in got.casefold() for words in expected)


def _codes(decision: Decision) -> tuple[str, ...]:
    return tuple(str(reason.code) for reason in decision.reasons)


def _banner_text(decision: Decision) -> str:
    banner = decision.banner
    return " ".join((banner.who, *banner.lines, *banner.allowances))


_REASON = one_of([*map(str, Kind), *(f"always_open:{subject}" for subject in Subject), *map(str, Code)])

OF_A_CONTACT: Mapping[str, Field[Decision]] = {
    "outcome": Field(got=lambda decision: decision.outcome, agrees=same, read=one_of(Outcome)),
    "reasons": Field(got=_codes, agrees=each_is_there, read=many(_REASON)),
    "reasons_only": Field(got=_codes, agrees=whole, read=many(_REASON)),
    "to": Field(got=lambda decision: decision.to or None, agrees=same, read=or_nothing(a_text)),
    "scripts": Field(got=lambda decision: decision.scripts, agrees=each_is_there, read=many(one_of(Script))),
    "time_limit": Field(got=lambda decision: decision.time_limit, agrees=same, read=or_nothing(a_number)),
    "next_allowed": Field(got=lambda decision: decision.next_allowed, agrees=same),
    "channels_open": Field(
        got=lambda decision: decision.channels_open, agrees=each_is_there, read=many(one_of(Channel))
    ),
    "banner_contains": Field(got=_banner_text, agrees=_each_stands_in, read=many(a_text)),
    "reply": Field(
        got=lambda decision: decision.reply or SILENCE, agrees=same, read=one_of([SILENCE, *map(str, Script)])
    ),
    "shadow": Field(got=lambda decision: decision.shadow, agrees=each_is_there, read=many(one_of(Kind))),
    "marked": Field(got=lambda decision: decision.marked, agrees=each_is_there, read=many(one_of(Subject))),
}
"""After a contact. `next_allowed` is read by the landlord's clock."""

OF_COUNTERS: Mapping[str, Field[Counts]] = {
    "attempts": Field(got=lambda counts: counts.attempts, agrees=same),
    "accepted": Field(got=lambda counts: counts.accepted, agrees=same),
    "declined": Field(got=lambda counts: counts.declined, agrees=same),
    "held": Field(got=lambda counts: counts.held, agrees=same),
    "emergency": Field(got=lambda counts: counts.emergencies, agrees=same),
    "talk_seconds": Field(got=lambda counts: counts.talk_seconds, agrees=same),
    "handling_minutes": Field(got=lambda counts: counts.handling_minutes, agrees=same),
    "items": Field(got=lambda counts: counts.items, agrees=same),
    "copied_in": Field(got=lambda counts: counts.copied_in, agrees=same),
    "duplicates": Field(got=lambda counts: counts.duplicates, agrees=same),
    "matter_in_hand": Field(got=lambda counts: counts.matter_in_hand, agrees=same),
}
"""After `counters`."""

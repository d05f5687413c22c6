"""What a pack says that no act of a scenario can show: what a letter prints, a sentence, a day, what runs for years."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from operator import attrgetter

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.policy_files.faults import PackFaults
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.application.errors import Refused
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.words import Kept, Question
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.retention import kept_long_enough
from tests.journeys.options_of_packs import as_toml, options, without
from tests.journeys.test_casework_scenarios import FILES, PACKS, carried_out
from tests.unit.application.casework.room import ANSWERS, LETTERS, Room
from tests.unit.domain.casework.cases import LADDER, RULES
from tools.picture_letters import Shown, decision_letter

BY_SLUG = {pack.stem: tomllib.loads(pack.read_text(encoding="utf-8")) for pack in PACKS}
CAP = Shown(
    kind=Kind.CONTACT_CAP,
    grounds=Grounds.EXCESSIVE_CONTACT,
    terms={"limit": 2, "per": "week"},
    words={"what_happened": "60 calls in a week.", "must_change": "Please call once a week."},
)
TODAY = date(2026, 4, 1)


def letter(policy: Policy) -> str:
    """What the letter says that tells of a limit."""
    return as_text(decision_letter(policy, CAP))


def refusal(policy: Policy) -> str:
    """What an officer is told who did not say what it does to others."""
    room = Room(rules=replace(RULES, preconditions=(), stages=(), questions=policy.casework.questions))
    with pytest.raises(Refused) as found:
        room.propose(answers={question: said for question, said in ANSWERS.items() if question is not Question.IMPACT})
    return str(found.value)


def letter_due(policy: Policy) -> str:
    """When the letter is due that tells of what holds at once, by the rules for that alone."""
    room = Room(rules=replace(RULES, preconditions=(), stages=(), letters=LETTERS, interim=policy.casework.interim))
    interim = policy.casework.interim
    assert interim
    room.rules = replace(room.rules, interim=replace(interim, grade=LADDER[0]))
    room.propose(immediate=True, reason="He came with a knife.")
    room.does.consult("here", "r1", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise("here", "r1", "sue")
    due = [task.due_at for task in room.memory.of("here").tasks.values() if task.code == "issue_letter"]
    return str(due[0])


def kept(policy: Policy) -> str:
    """From which day on cases and disclosures are kept, at the first of April 2026."""
    spans, clocks = policy.casework.retention, policy.clocks
    limits = {one: kept_long_enough(spans[one], TODAY, clocks.calendar, policy.zone) for one in Kept}
    return f"{limits[Kept.CASES]:%d.%m.%Y} {limits[Kept.DISCLOSURES]:%d.%m.%Y}"


def letter_whole(policy: Policy) -> str:
    """All that is set in type of the same letter."""
    return repr(decision_letter(policy, CAP))


def letter_about_a_marker(policy: Policy) -> str:
    """What a letter says about what is not appealed against here."""
    return as_text(decision_letter(policy, replace(CAP, kind=Kind.WARNING_FLAG, terms={"category": "dog"})))


def told(name: str) -> Callable[[Policy], str]:
    """What the policy holds under this name, by which calls and letters go."""
    return lambda policy: repr(attrgetter(name)(policy))


def left_out(policy: Policy) -> str:
    """Which grounds no restriction may name."""
    return " ".join(sorted(set(Grounds) - policy.grounds))


def closed(policy: Policy) -> str:
    """On which days of two years the offices are closed."""
    return " ".join(f"{day}" for day in sorted(policy.business_hours.closed) if day.year in {2026, 2027})


SHOWN: dict[str, tuple[str, Callable[[Policy], str], str]] = {
    "questions": ("quarry", refusal, "(QUA-3)"),
    "appeals.asked_within": ("quarry", letter, "Please appeal by: Thursday 7 May 2026"),
    "appeals.address": ("quarry", letter, "Your appeal goes to: Appeals desk"),
    "appeals.about": (
        "quarry",
        letter,
        "can be about this: that the facts are wrong or that it is too much.",
    ),
    "appeals.form": ("quarry", letter, "By any means, also by word of mouth."),
    "ombudsmen": ("willow", letter, "You can ask the Information Commissioner about what is kept on you"),
    "ombudsmen.contact": ("willow", letter, "Housing Ombudsman: 0808 157 0977, help@isles.example.org"),
    "interim.letter_within": ("beacon", letter_due, "2026-04-08"),
    "retention": ("quarry", kept, "01.04.2021 01.04.2019"),
    "landlord.policy": ("quarry", letter_whole, "Contact code"),
    "landlord.notes": ("willow", told("sources"), "'landlord.notes'"),
    "landlord.zone": ("willow", told("zone"), "Europe/Isle_of_Man"),
    "landlord.nation": ("beacon", closed, "2026-11-30"),
    "landlord.closure_days": ("lantern", closed, "2026-05-05 2026-05-06"),
    "lines": ("willow", letter_whole, "hello@willow.example.org"),
    "destinations.*.line": ("willow", told("destinations"), "sip:gardens@pbx.example.org"),
    "menu": ("willow", told("menu"), "'7': 'payment'"),
    "languages.on": ("willow", told("languages"), "'cy'"),
    "spoken": ("willow", told("spoken"), "the weir is rising"),
    "scripts": ("willow", told("scripts"), "We grow together."),
    "voice.recording_days": ("willow", told("voice"), "recording_days=14"),
    "voice.message_days": ("willow", told("voice"), "message_days=21"),
    "voice.ring_seconds": ("willow", told("voice"), "ring_seconds=25"),
    "voice.longest_message_minutes": ("willow", told("voice"), "longest_message_minutes=2"),
    "voice.press_to_accept": ("willow", told("voice"), "press_to_accept=True"),
    "voice.asks_to_stop": ("willow", told("voice"), "asks_to_stop=True"),
    "grounds.allowed": ("beacon", left_out, "defamation"),
    "authority.tenancy_action": ("beacon", told("casework.tenancy_action"), "grade='director'"),
    "authority.least_grade": ("willow", told("kinds"), "grade='coordinator'"),
    "letterhead.colour": ("willow", letter_whole, "#14532d"),
    "letterhead.address": ("willow", letter_whole, "Exampleton EX1 1EX"),
    "letterhead.telephone": ("willow", letter, "01632 960849"),
    "letterhead.email": ("willow", letter_whole, "letters@willow.example.org"),
    "letterhead.website": ("willow", letter_whole, "www.willow.example.org"),
    "letterhead.signed_by": ("willow", letter, "The elders of Willow"),
    "letterhead.support": ("willow", letter, "The welfare fund helps with what is urgent."),
    "letterhead.policy_text": ("quarry", letter_whole, "We answer each other, and we look again"),
    "letterhead.policy_address": ("quarry", letter_whole, "quarry.example.org/caring"),
    "letter_texts": ("willow", letter_about_a_marker, "The elders do not hear appeals about this."),
}
"""For each option a landlord that says it, where it is seen, and what is seen there."""

ALL_SAY = frozenset({"authority.grades", "contact.channels", "destinations", "landlord.name"})
"""What every pack has to say; without it, it is none."""

SEEN_ELSEWHERE = frozenset(
    {
        *("authority.roles", "destinations.*.email", "destinations.*.phone"),  # checked with whatever names them
        *("policy", "policy.notes"),  # test_policies_side_by_side
    }
)


def _policy(slug: str, without_option: str = "") -> Policy:
    said = without(BY_SLUG[slug], without_option) if without_option else BY_SLUG[slug]
    return read_pack(as_toml(said), landlord=slug, version=1, bank_holidays=bank_holidays)


@pytest.mark.parametrize("option", SHOWN)
def test_what_an_option_says_is_seen_and_is_not_seen_without_it(option: str) -> None:
    slug, seen, words = SHOWN[option]
    assert words in seen(_policy(slug))
    assert words not in seen(_policy(slug, option))


@pytest.mark.parametrize("option", sorted(ALL_SAY))
def test_a_pack_that_lacks_what_all_must_say_is_none(option: str) -> None:
    with pytest.raises(PackFaults) as found:
        _policy("willow", option)
    assert any(fault.key.startswith(option) for fault in found.value.faults)


def test_every_option_that_no_scenario_carries_out_is_seen_here() -> None:
    claimed = {claim for path in FILES for claim in carried_out(path)}
    assert set(options()) - claimed == SHOWN.keys() | ALL_SAY | SEEN_ELSEWHERE


def test_a_letter_asks_for_an_appeal_within_twenty_working_days_where_the_pack_says_nothing() -> None:
    assert "Please appeal by: Thursday 21 May 2026" in letter(_policy("quarry", "appeals.asked_within"))
    assert "Appeal by" in letter(_policy("lantern"))
    assert "Please appeal by" not in letter(_policy("lantern"))


def test_both_ombudsmen_are_named_each_with_what_it_is_for() -> None:
    said = letter(_policy("willow"))
    assert "You can contact the Housing Ombudsman at any time." in said
    assert "You can ask the Information Commissioner about what is kept on you, at any time." in said

"""Nobody is refused without a way: a time, another channel, or that somebody else may make contact for them.

Each landlord's own words, in each language, for each kind of restriction that can refuse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.rules import RULES
from contact_gateway.domain.script_texts import script_text
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage
from tests.builders import contact, person, restriction
from tests.unit.domain.deciding import WEEK
from tests.unit.policies.reading import SHIPPED, shipped

POLICIES = {slug: shipped(slug) for slug in SHIPPED}

REFUSING: Mapping[Kind, tuple[Mapping[str, object], Contact]] = {
    Kind.PERSONAL_CONTACT_BAN: ({}, contact(Channel.IN_PERSON)),
    Kind.PREMISES_BAN: ({}, contact(Channel.IN_PERSON)),
    Kind.BY_APPOINTMENT: ({}, contact(Channel.IN_PERSON)),
    Kind.NO_CONTACT: ({}, contact()),
    Kind.REPRESENTATIVE_ONLY: ({"representative": "tregarth"}, contact()),
    Kind.CHANNEL_BAN: ({}, contact()),
    Kind.ONLY_CHANNELS: ({"channels": ["in_person"]}, contact()),
    Kind.SINGLE_FORM: ({"form": "writing"}, contact()),
    Kind.PERMITTED_TIMES: ({"windows": ["tue 09:00-12:00"]}, contact()),
    Kind.CONTACT_CAP: ({"limit": 1, "per": "week"}, contact()),
    Kind.TIME_CAP: ({"minutes": 1, "per": "week"}, contact()),
    Kind.NO_FURTHER_CONSIDERATION: ({"issue": "REP-1"}, contact(Channel.EMAIL, issue="REP-1")),
    Kind.ISSUE_CAP: ({"limit": 1, "per": "week"}, contact(Channel.EMAIL, issue="REP-2")),
    Kind.CONSOLIDATED_REPLY: ({"per": "week"}, contact(Channel.EMAIL)),
}
"""Every kind that can refuse, with a contact that it refuses once the week's allowances are gone."""

GONE = Usage(
    {
        Allowance("restriction-1", Purpose.CONTACTS, WEEK): Tally(used=1, version=1),
        Allowance("restriction-1", Purpose.SECONDS, WEEK): Tally(used=60, version=1),
        Allowance("restriction-1", Purpose.ISSUE, WEEK, "rep-1"): Tally(used=1, version=1),
    }
)
TIMES = frozenset({Script.DECLINE_UNTIL, Script.HOLD_UNTIL})
WAYS = frozenset({Script.OTHER_WAYS, Script.ACTING_FOR_YOU})

EVERY_LANDLORD = pytest.mark.parametrize("slug", POLICIES)
EVERY_KIND = pytest.mark.parametrize("kind", REFUSING)


def refused(policy: Policy, made: Contact, *on: Restriction, language: str = "en") -> Decision:
    everywhere = replace(policy, languages=frozenset(policy.known_languages))
    standing = identify(made, everywhere, [person(*on, language=language)])
    decision = decide(made, standing, GONE, everywhere, made.received_at)
    assert decision.refuses
    return decision


@EVERY_LANDLORD
@EVERY_KIND
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("review_on", [date(2026, 3, 3), date(2026, 9, 1)])
def test_every_refusal_names_a_time_or_a_way(slug: str, kind: Kind, language: str, review_on: date) -> None:
    terms, made = REFUSING[kind]
    policy = POLICIES[slug]
    decision = refused(policy, made, restriction(kind, terms, review_on=review_on), language=language)
    named = [script for script in decision.scripts if script in TIMES | WAYS]
    assert named
    assert all(script_text(policy, script, decision, made.received_at) for script in named)


@EVERY_LANDLORD
@EVERY_KIND
def test_a_refusal_that_leaves_nothing_else_open_says_that_somebody_may_act(slug: str, kind: Kind) -> None:
    terms, made = REFUSING[kind]
    decision = refused(POLICIES[slug], made, restriction(kind, terms), restriction(Kind.NO_CONTACT, {}, id="all"))
    assert decision.channels_open == ()
    assert Script.ACTING_FOR_YOU in decision.scripts


@EVERY_LANDLORD
@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.EMAIL])
def test_who_may_only_be_spoken_for_is_told_so_and_nobody_is_named(slug: str, channel: Channel) -> None:
    made, policy = contact(channel), POLICIES[slug]
    named = restriction(Kind.REPRESENTATIVE_ONLY, {"representative": "tregarth"}, [channel])
    decision = refused(policy, made, named)
    told = script_text(policy, Script.ACTING_FOR_YOU, decision, made.received_at)
    assert {Script.OTHER_WAYS, Script.ACTING_FOR_YOU} <= set(decision.scripts)
    assert told == "Somebody who acts for you can get in touch with us for you."


def test_the_kinds_that_are_tried_are_all_that_can_refuse() -> None:
    only_send = {Kind.VOICEMAIL_ONLY, Kind.SINGLE_POINT_OF_CONTACT}
    assert set(REFUSING) == set(RULES) - only_send

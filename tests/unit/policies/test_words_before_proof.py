"""What a caller hears gives nobody away: whoever holds the telephone may be somebody else.

Each landlord's own words, in each language, for each kind of restriction, at each step of a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest

from contact_gateway.domain.contact import Contact, Key, Step
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.script_texts import script_text
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.voice import Recorded
from tests.builders import contact, person, restriction
from tests.unit.policies.reading import SHIPPED, shipped

POLICIES = {slug: shipped(slug) for slug in SHIPPED}
EVERY_LANDLORD = pytest.mark.parametrize("slug", POLICIES)

TERMS: Mapping[Kind, Mapping[str, object]] = {
    Kind.SINGLE_POINT_OF_CONTACT: {"officer": "quibble", "deputies": ["tregarth"]},
    Kind.PERMITTED_TIMES: {"windows": ["tue 09:00-12:00"]},
    Kind.CONTACT_CAP: {"limit": 1, "per": "week"},
    Kind.TIME_CAP: {"minutes": 10, "per": "week"},
    Kind.CHANNEL_BAN: {},
    Kind.SINGLE_FORM: {"form": "writing"},
    Kind.VOICEMAIL_ONLY: {},
    Kind.REPRESENTATIVE_ONLY: {"representative": "tregarth"},
    Kind.NO_CONTACT: {},
    Kind.WARNING_FLAG: {"category": "dog"},
    Kind.COURT_ORDER: {"reference": "L01LV123", "terms": "stay away", "end": "2026-12-31"},
}
CALLS = (
    contact(),
    contact(step=Step.KEY, pressed=Key.SOMEBODY_ELSE),
    contact(step=Step.KEY, pressed=Key.REVIEW),
    contact(step=Step.KEY, pressed=Key.EMERGENCY),
    contact(sender=None, step=Step.REFERENCE, reference="90210", turn=1),
    contact(sender=None, step=Step.REFERENCE, reference="90210", turn=3),
    contact(step=Step.UNANSWERED, tried=frozenset({"quibble", "queue"})),
    contact(sender=None),
)
WHILE_THEY_TALK = (
    Script.PLEASE_WAIT, Script.FIRST_WARNING, Script.FINAL_WARNING, Script.CLOSING, Script.TWO_MINUTES_LEFT,
    Script.THIRTY_SECONDS_LEFT,
)  # fmt: skip

NAMES = ("Zebedee", "Crankshaw", "zc-1", "Quibble", "Tregarth", "L01LV123", "90210", "dog")
WHY = (*(grounds.split("_")[-1] for grounds in Grounds), *(kind.replace("_", " ") for kind in TERMS))
TELLS_ON_SOMEBODY = re.compile(
    rf"{'|'.join((*NAMES, *WHY))}|restrict|behav|decided|because|reason|stay away|breach|allowance|[{{}}]",
    re.IGNORECASE,
)


def heard(policy: Policy, made: Contact, kind: Kind, language: str) -> Decision:
    """Decide a call of Zebedee's, on whom one restriction is, where everything is recorded and messages are taken."""
    careful = replace(
        policy,
        languages=frozenset(policy.known_languages),
        voice=replace(policy.voice, records=Recorded.ALL, leaves_message=True, warns_before=frozenset(TERMS)),
    )
    zebedee = person(
        restriction(kind, TERMS[kind]), id="zc-1", name="Zebedee Crankshaw", language=language, priority=True
    )
    officers = (Officer(id="quibble", name="Quibble"), Officer(id="tregarth", name="Tregarth"))
    standing = identify(made, careful, [zebedee], officers=officers)
    return decide(made, standing, Usage(), careful, made.received_at)


def words_of(policy: Policy, language: str) -> Iterator[tuple[Script, str]]:
    """Give every text that some call is answered with or that is played into it, filled in."""
    for made, kind in product(CALLS, TERMS):
        decision = heard(policy, made, kind, language)
        for script in (*decision.scripts, *WHILE_THEY_TALK):
            yield script, script_text(policy, script, decision, made.received_at)


@EVERY_LANDLORD
@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_word_that_is_heard_names_the_person_what_they_did_or_that_anything_was_decided(
    slug: str, language: str
) -> None:
    for script, text in set(words_of(POLICIES[slug], language)):
        assert text, script
        assert not TELLS_ON_SOMEBODY.search(text), (script, text)


def test_the_words_that_are_read_are_all_that_a_call_can_have() -> None:
    read = {script for script, _ in words_of(POLICIES["tuntum"], "en")}
    only_written = {
        Script.MESSAGE_SUBJECT, Script.RECEIVED, Script.HOLD_UNTIL, Script.HOLD, Script.HOW_TO_REVIEW,
        Script.EMERGENCY_REPLY,
    }  # fmt: skip
    assert read == set(Script) - only_written - {Script.SAFE_GREETING, Script.CLOSED_NOW}


@EVERY_LANDLORD
@pytest.mark.parametrize("language", ["en", "cy"])
def test_whoever_waits_hears_what_to_do_in_danger_because_nothing_can_be_keyed_there(slug: str, language: str) -> None:
    decision = heard(POLICIES[slug], CALLS[0], Kind.WARNING_FLAG, language)
    assert "999" in script_text(POLICIES[slug], Script.PLEASE_WAIT, decision, CALLS[0].received_at)


@pytest.mark.clause("TUN-4.6a")
@pytest.mark.clause("DER-4.6")
@EVERY_LANDLORD
def test_a_call_is_ended_politely_with_the_emergency_and_another_way(slug: str) -> None:
    closing = script_text(
        POLICIES[slug], Script.CLOSING, heard(POLICIES[slug], CALLS[0], Kind.TIME_CAP, "en"), CALLS[0].received_at
    )
    assert "press 1" in closing
    assert "999" in closing
    assert "write to us" in closing


@pytest.mark.clause("TUN-10.1")
@pytest.mark.clause("DER-9.2")
@EVERY_LANDLORD
@pytest.mark.parametrize("warning", [Script.FIRST_WARNING, Script.FINAL_WARNING])
def test_a_warning_is_polite_and_says_what_would_come(slug: str, warning: Script) -> None:
    text = POLICIES[slug].scripts["en"][warning]
    assert "Please" in text
    assert "call will" in text

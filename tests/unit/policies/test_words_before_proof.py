"""What a caller hears gives nobody away: whoever holds the telephone may be somebody else.

Each landlord's own words, in each language, for each kind of restriction, at each step of a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.domain.contact import Contact, Key, Step
from contact_gateway.domain.decision import decide
from contact_gateway.domain.disguises import telling_word
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.script_texts import script_text
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.voice import Recorded
from tests.builders import MONDAY, contact, person, restriction
from tests.unit.policies.reading import SHIPPED, shipped

LANGUAGES = tuple(shipped_languages())
EVERY_LANGUAGE_ON = f"\n[languages]\non = {[code for code in LANGUAGES if code != ENGLISH]}\n"
POLICIES = {slug: shipped(slug, EVERY_LANGUAGE_ON) for slug in SHIPPED}
EVERY_LANDLORD = pytest.mark.parametrize("slug", POLICIES)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

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
    contact(received_at=MONDAY + timedelta(hours=12)),
)
WHILE_THEY_TALK = (
    Script.PLEASE_WAIT, Script.FIRST_WARNING, Script.FINAL_WARNING, Script.CLOSING, Script.TWO_MINUTES_LEFT,
    Script.THIRTY_SECONDS_LEFT,
)  # fmt: skip

NAMES = ("Zebedee", "Crankshaw", "zc-1", "Quibble", "Tregarth", "L01LV123", "90210", "dog")
WHY = (
    *(grounds.split("_")[-1] for grounds in Grounds if grounds is not Grounds.EXCESSIVE_CONTACT),
    *(code.replace("_", " ") for code in (*Grounds, *TERMS)),
)
TELLS_ON_SOMEBODY = re.compile(
    rf"{'|'.join((*NAMES, *WHY))}|restrict|behav|decided|because|reason|stay away|breach|allowance|[{{}}]",
    re.IGNORECASE,
)


def heard(policy: Policy, made: Contact, kind: Kind, language: str) -> Decision:
    """Decide a call of Zebedee's, on whom one restriction is, where everything is recorded and messages are taken."""
    careful = replace(
        policy,
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


def refused_in_every_word(policy: Policy, language: str) -> Iterator[tuple[Script, str]]:
    """Give every script that there is, said or written to a caller whom one restriction refuses."""
    for kind in TERMS:
        decision = heard(policy, CALLS[0], kind, language)
        yield from ((script, script_text(policy, script, decision, CALLS[0].received_at)) for script in Script)


def tells_on_somebody(policy: Policy, text: str) -> bool:
    """Whether a text names the person, or says in any language what was done or that anything was decided."""
    languages = policy.known_languages.values()  # a word of one language gives somebody away in every text
    return bool(TELLS_ON_SOMEBODY.search(text) or telling_word(text, [one.forbidden for one in languages]))


@EVERY_LANDLORD
@EVERY_LANGUAGE
def test_no_word_that_is_heard_names_the_person_what_they_did_or_that_anything_was_decided(
    slug: str, language: str
) -> None:
    policy = POLICIES[slug]
    for script, text in {*words_of(policy, language), *refused_in_every_word(policy, language)}:
        assert text, script
        assert not tells_on_somebody(policy, text), (script, text)


@EVERY_LANDLORD
def test_each_language_is_read_in_its_own_words(slug: str) -> None:
    read = {language: frozenset(refused_in_every_word(POLICIES[slug], language)) for language in LANGUAGES}
    assert len(LANGUAGES) > 1
    assert len(set(read.values())) == len(LANGUAGES)
    for language, said in read.items():
        assert POLICIES[slug].scripts[language].keys() == {script for script, _ in said} == set(Script)


@EVERY_LANDLORD
@EVERY_LANGUAGE
def test_the_words_that_are_read_are_all_that_a_call_can_have(slug: str, language: str) -> None:
    read = {script for script, _ in words_of(POLICIES[slug], language)}
    only_written = {
        Script.MESSAGE_SUBJECT, Script.RECEIVED, Script.HOLD_UNTIL, Script.HOLD, Script.HOW_TO_REVIEW,
        Script.EMERGENCY_REPLY,
    }  # fmt: skip
    assert read == set(Script) - only_written - {Script.SAFE_GREETING}


@EVERY_LANDLORD
@EVERY_LANGUAGE
@pytest.mark.parametrize(
    "telling",
    ["Zebedee.", "Crankshaw.", "Your restriction.", "Your be-haviour.", "Harassment.", "Eich ymddygiad.", "{nobody}"],
)
def test_a_telling_word_in_any_script_of_any_language_is_found(slug: str, language: str, telling: str) -> None:
    policy = POLICIES[slug]
    spoilt = {code: dict.fromkeys(scripts, f"Thank you. {telling}") for code, scripts in policy.scripts.items()}
    careless = replace(policy, scripts={**policy.scripts, language: spoilt[language]})
    told = {script for script, text in refused_in_every_word(careless, language) if tells_on_somebody(policy, text)}
    assert told == set(Script)


@EVERY_LANDLORD
@EVERY_LANGUAGE
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

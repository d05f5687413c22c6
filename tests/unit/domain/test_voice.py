"""What is meant by somebody who speaks instead of pressing a key, and what is heard before somebody answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.voice import Recorded, VoiceRules, meaning_of
from tests.builders import contact, person, policy, restriction

PHRASES = {
    "emergency": ("emergency", "gas leak", "fire"),
    "review": ("look again", "appeal"),
    "somebody_else": ("somebody else", "not me"),
    "repairs": ("repair", "leak"),
}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Emergency.", "emergency"),
        ("It is an EMERGENCY!", "emergency"),
        ("there's a gas leak in my kitchen", "emergency"),
        ("a leak", "repairs"),
        ("I want you to look again, please", "review"),
        ("I am somebody else", "somebody_else"),
        ("I appeal, and there is a fire", "emergency"),
        ("There is a fire-alarm", "emergency"),
        ("GAS\u2010LEAK!", "emergency"),
        ("it is an emer\u00adgency", "emergency"),
        ("firewood", ""),
        ("hello?", ""),
        ("", ""),
    ],
)
def test_whole_phrases_are_understood_and_an_emergency_goes_first(said: str, meant: str) -> None:
    assert meaning_of(said, PHRASES) == meant


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_emergency_is_understood_whatever_is_said_around_it(before: str, after: str) -> None:
    assert meaning_of(f"{before} emergency {after}", PHRASES) == "emergency"


CAP = restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}, id="time")


def decided(rules: VoiceRules, *in_force: Restriction) -> Decision:
    landlord, made = policy(voice=rules), contact()
    return decide(made, identify(made, landlord, [person(*in_force)]), Usage(), landlord, made.received_at)


def test_a_word_about_courtesy_and_the_time_come_before_the_connection() -> None:
    words = decided(VoiceRules(warns_before=frozenset({Kind.TIME_CAP})), CAP).scripts
    assert words == (Script.GREETING, Script.BEFORE_CONNECTING, Script.TIME_LIMIT, Script.CONNECTING)


def test_nobody_else_is_warned() -> None:
    rules = VoiceRules(warns_before=frozenset({Kind.CONTACT_CAP}))
    assert Script.BEFORE_CONNECTING not in decided(rules, CAP).scripts
    assert decided(rules).scripts == (Script.GREETING, Script.CONNECTING)


@pytest.mark.parametrize(
    ("records", "watched", "said"),
    [
        (Recorded.NOTHING, True, False),
        (Recorded.WATCHED, True, True),
        (Recorded.WATCHED, False, False),
        (Recorded.ALL, True, True),
        (Recorded.ALL, False, True),
    ],
)
def test_what_is_recorded_is_said_straight_after_the_greeting(records: Recorded, *, watched: bool, said: bool) -> None:
    words = decided(VoiceRules(records=records), *((CAP,) if watched else ())).scripts
    assert (words[:2] == (Script.GREETING, Script.RECORDED)) is said
    assert (Script.RECORDED in words) is said


@pytest.mark.parametrize(
    ("takes_messages", "channel", "said"),
    [(True, Channel.VOICE, True), (False, Channel.VOICE, False), (True, Channel.IN_PERSON, False)],
)
def test_a_declined_caller_may_leave_a_message_where_the_landlord_takes_them(
    *, takes_messages: bool, channel: Channel, said: bool
) -> None:
    landlord, made = policy(voice=VoiceRules(leaves_message=takes_messages)), contact(channel)
    closed = person(restriction(Kind.NO_CONTACT))
    words = decide(made, identify(made, landlord, [closed]), Usage(), landlord, made.received_at).scripts
    assert words[0] is Script.EMERGENCY_CHOICE
    assert words[-2:] == ((Script.LEAVE_A_MESSAGE, Script.GOODBYE) if said else (Script.REVIEW_CHOICE, Script.GOODBYE))


@pytest.mark.clause("TUN-10.1")
@pytest.mark.clause("DER-9.2")
@pytest.mark.parametrize(("wants", "hears"), [("cy", "cy"), ("pl", "en"), ("en", "en")])
def test_a_person_is_spoken_to_in_their_language_where_the_landlord_switched_it_on(wants: str, hears: str) -> None:
    landlord, made = policy(languages=frozenset({"en", "cy"})), contact()
    standing = identify(made, landlord, [person(language=wants)])
    assert decide(made, standing, Usage(), landlord, made.received_at).language == hears


def test_a_call_through_a_text_relay_gets_twice_the_minutes_and_the_agent_is_told() -> None:
    landlord = policy(adjustment_factors={Adjustment.RELAY_CALLS: 2.0})
    for relay, seconds in ((True, 1200), (False, 600)):
        made = contact(relay=relay)
        decision = decide(made, identify(made, landlord, [person(CAP)]), Usage(), landlord, made.received_at)
        assert decision.time_limit == seconds
        assert ("Call through a text relay: leave time for typing." in decision.banner.lines) is relay


def test_a_relay_call_is_not_refused_to_somebody_who_could_only_write_letters() -> None:
    letters = restriction(Kind.ONLY_CHANNELS, {"channels": ["letter"]}, id="letters")
    for relay, refused in ((True, False), (False, True)):
        made = contact(relay=relay)
        decision = decide(made, identify(made, policy(), [person(letters)]), Usage(), policy(), made.received_at)
        assert decision.refuses is refused

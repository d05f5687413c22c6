"""What no restriction blocks, and how held writing is answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.domain.contact import Channel, Key, Step, Subject
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.restrictions import Reply
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage
from tests.builders import MONDAY, contact, person, policy
from tests.unit.domain.deciding import (
    CAP,
    NO_EMAIL,
    POLICY,
    USED_UP,
    WEEK,
    codes,
    decided,
)


@pytest.mark.parametrize(
    ("reply", "answered", "auto_submitted", "replies"),
    [
        (Reply.ONCE, 0, False, True),
        (Reply.ONCE, 1, False, False),
        (Reply.ALWAYS, 3, False, True),
        (Reply.NEVER, 0, False, False),
        (Reply.ALWAYS, 0, True, False),
    ],
)
def test_held_writing_is_answered_as_often_as_the_restriction_says(
    reply: Reply, answered: int, auto_submitted: bool, replies: bool
) -> None:
    usage = Usage({Allowance("ban", Purpose.REPLIES, WEEK): Tally(used=answered, version=1)})
    made = contact(Channel.EMAIL, auto_submitted=auto_submitted)
    decision = decided(made, replace(NO_EMAIL, reply=reply), usage=usage)
    assert decision.outcome is Outcome.HOLD
    assert (decision.reply is not None) is replies
    assert bool(decision.charges) is replies


def test_the_decision_to_have_it_looked_at_again_goes_to_a_person() -> None:
    decision = decided(contact(step=Step.KEY, pressed=Key.REVIEW), CAP, usage=USED_UP)
    assert (decision.outcome, codes(decision)) == (Outcome.ROUTE, ["always_open:appeal"])


def test_contact_that_an_officer_asked_for_is_open_and_takes_nothing() -> None:
    decision = decided(contact(), CAP, usage=USED_UP, asked_to_be_contacted=True)
    assert (decision.outcome, codes(decision)) == (Outcome.ROUTE, ["always_open:requested_by_landlord"])
    assert decision.charges == ()


@pytest.mark.parametrize(
    ("text", "outcome", "code"),
    [
        ("There is a gas leak in the hall", "emergency", "always_open:emergency"),
        ("I SMELL GAS!!", "emergency", "always_open:emergency"),
        ("I want to make a complaint", "route", "always_open:complaint"),
        ("the black mould is back", "route", "always_open:hazard"),
        ("I want to end my life", "route", "always_open:threat_to_self"),
        ("it is my gasman's fault", "hold", "channel_ban"),
        ("the review in the paper was unfair", "hold", "channel_ban"),
    ],
)
def test_a_clear_phrase_opens_writing_and_a_weak_word_only_marks_it(text: str, outcome: str, code: str) -> None:
    decision = decided(contact(Channel.EMAIL, text=text), NO_EMAIL)
    assert (decision.outcome, codes(decision)[0]) == (outcome, code)


def test_a_weak_word_leaves_the_decision_and_marks_the_held_message() -> None:
    decision = decided(contact(Channel.EMAIL, text="the damp is unfair"), NO_EMAIL)
    assert decision.marked == (Subject.HAZARD, Subject.APPEAL)


def test_an_answer_that_quotes_how_to_appeal_is_no_appeal_by_itself() -> None:
    how = "If you would like somebody to look at this again, reply with the words 'I want to appeal' to {landlord}."
    ours = policy(scripts={"en": {**POLICY.scripts["en"], Script.HOW_TO_REVIEW: how}})
    quoted = "> If you would like somebody to look at this again, reply with the\n> words 'I want to appeal' to Us."
    in_force = person(NO_EMAIL)
    for text, outcome in ((f"Thanks.\n{quoted}", Outcome.HOLD), (f"I want to appeal\n{quoted}", Outcome.ROUTE)):
        made = contact(Channel.EMAIL, text=text)
        assert decide(made, identify(made, ours, [in_force]), Usage(), ours, MONDAY).outcome is outcome

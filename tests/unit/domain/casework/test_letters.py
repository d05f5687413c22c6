"""What a letter holds, what it may lack, and what a warning says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.domain.casework.acts import Form
from contact_gateway.domain.casework.letters import (
    FinishedLetter,
    missing_parts,
    refusal_to_issue,
    refusal_to_warn,
    required_parts,
)
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import AppealRules, LetterRule, PartRule
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.working_days import Delivery
from tests.unit.domain.casework.cases import CONSULTED, POSTED, RULES, SIGNED, WARNED, history, proposed

MARKERS = frozenset({Kind.WARNING_FLAG})
PARTS = {
    Part.APPEAL: PartRule(clause="OCT-4.2b"),
    Part.OMBUDSMAN: PartRule(clause="OCT-3.5"),
    Part.POLICY_COPY: PartRule(clause="TUN-8.7"),
    Part.DATA_PROTECTION: PartRule(clause="MAG-16", kinds=MARKERS),
}
WARNING = {part: PartRule(clause="TOR-15") for part in (Part.WHAT_HAPPENED, Part.IF_CONTINUES, Part.ADJUSTMENTS)}
UNDER = replace(
    RULES,
    letters={
        LetterType.DECISION: LetterRule(parts=PARTS, sent_by=frozenset({Delivery.POST, Delivery.HAND})),
        LetterType.WARNING: LetterRule(parts=WARNING),
    },
)
WORDS = {Part.APPEAL: ("You can appeal until 21 May 2026.",), Part.OMBUDSMAN: ("Housing Ombudsman",)}
WHOLE = FinishedLetter(
    type=LetterType.DECISION,
    text="You can appeal until\n21 May 2026. You can write to the Housing Ombudsman.",
    parts=WORDS,
    kind=Kind.CHANNEL_BAN,
    encloses_policy=True,
)
SIGNED_CASE = history(proposed(), CONSULTED, SIGNED)


def code(letter: FinishedLetter | None, sent_by: Delivery = Delivery.POST) -> str:
    found = refusal_to_issue(letter, sent_by, SIGNED_CASE, UNDER)
    return found.code if found else ""


def test_a_whole_letter_lacks_nothing_and_is_issued() -> None:
    assert missing_parts(WHOLE, UNDER) == {}
    assert code(WHOLE) == ""


@pytest.mark.parametrize(
    ("letter", "missing"),
    [
        (replace(WHOLE, encloses_policy=False), {Part.POLICY_COPY: "TUN-8.7"}),
        (replace(WHOLE, text="You can write to the Housing Ombudsman."), {Part.APPEAL: "OCT-4.2b"}),
        (replace(WHOLE, parts={Part.APPEAL: WORDS[Part.APPEAL]}), {Part.OMBUDSMAN: "OCT-3.5"}),
        (replace(WHOLE, parts={**WORDS, Part.OMBUDSMAN: ("", "Housing Ombudsman")}), {Part.OMBUDSMAN: "OCT-3.5"}),
        (replace(WHOLE, kind=Kind.WARNING_FLAG), {Part.DATA_PROTECTION: "MAG-16"}),
    ],
)
def test_a_part_that_is_promised_and_not_in_the_text_is_missing_with_its_clause(
    letter: FinishedLetter, missing: dict[Part, str]
) -> None:
    assert missing_parts(letter, UNDER) == missing
    assert code(letter) == "letter_incomplete"


def test_a_refusal_names_every_part_that_is_missing() -> None:
    refused = refusal_to_issue(replace(WHOLE, text=""), Delivery.POST, SIGNED_CASE, UNDER)
    assert refused is not None
    assert refused.sentence == (
        "The letter does not say yet: how to appeal, by when and to whom (OCT-4.2b); "
        "how to reach the Ombudsman (OCT-3.5)."
    )
    assert refused.clause == "OCT-4.2b"


def test_nothing_is_sent_where_nothing_was_written_or_nobody_signed() -> None:
    assert code(None) == "letter_missing"
    draft = history(proposed(), CONSULTED)
    for letter in (None, WHOLE):
        refused = refusal_to_issue(letter, Delivery.POST, draft, UNDER)
        assert refused is not None
        assert refused.code == "not_authorised"
    coming = FinishedLetter(type=LetterType.REVIEW_COMING, text="", parts={})
    assert refusal_to_issue(coming, Delivery.EMAIL, draft, UNDER) is None


def test_a_letter_goes_only_by_the_ways_of_the_policy() -> None:
    assert code(WHOLE, Delivery.HAND) == ""
    assert code(WHOLE, Delivery.EMAIL) == "letter_incomplete"


def test_where_no_appeal_can_be_made_the_letter_does_not_promise_one() -> None:
    assert Part.APPEAL not in required_parts(LetterType.DECISION, Kind.COURT_ORDER, UNDER)
    nowhere = replace(UNDER, appeals=(AppealRules(tiers=()),))
    assert Part.APPEAL not in required_parts(LetterType.DECISION, Kind.CHANNEL_BAN, nowhere)
    assert Part.APPEAL in required_parts(LetterType.DECISION, Kind.CHANNEL_BAN, UNDER)
    assert required_parts(LetterType.END, Kind.CHANNEL_BAN, UNDER) == {}


@pytest.mark.parametrize("form", Form)
def test_a_warning_spoken_or_written_says_what_the_policy_asks_for(form: Form) -> None:
    warned = replace(WARNED, form=form, contact_id="call-1")
    told = {Part.WHAT_HAPPENED: "You shouted.", Part.IF_CONTINUES: "We may stop taking calls."}
    assert refusal_to_warn(warned, told, UNDER) is None
    refused = refusal_to_warn(warned, {**told, Part.IF_CONTINUES: " "}, UNDER)
    assert refused is not None
    assert (refused.code, refused.clause) == ("letter_incomplete", "TOR-15")
    assert refused.sentence == f"The {form} warning does not say yet: what comes next if it goes on (TOR-15)."


def test_the_letter_that_tells_is_the_decision_once_it_was_signed() -> None:
    assert history(proposed(), SIGNED, POSTED).letter == POSTED
    assert history(proposed(), SIGNED, replace(POSTED, letter=LetterType.WARNING)).letter is None
    assert history(proposed(), POSTED).letter is None
    assert history(proposed(), POSTED, replace(SIGNED, at=POSTED.at + timedelta(minutes=1))).letter is None
    assert history(proposed(), replace(SIGNED, complete=False), POSTED).letter is None

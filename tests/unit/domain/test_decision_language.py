"""Whoever is recorded with a language is spoken to in it, where the landlord has it on."""

from __future__ import annotations

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.usage import Usage
from tests.builders import contact, person, policy

WELSH_TOO = policy(languages=frozenset({"en", "cy"}))
ENGLISH_ALONE = policy()


@pytest.mark.parametrize(
    ("wanted", "rules", "spoken"),
    [
        ("cy", WELSH_TOO, "cy"), ("cy-GB", WELSH_TOO, "cy"), ("CY", WELSH_TOO, "cy"), ("en-GB", WELSH_TOO, "en"),
        ("cy", ENGLISH_ALONE, "en"), ("pl", WELSH_TOO, "en"), ("", WELSH_TOO, "en"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.EMAIL])
def test_somebody_is_spoken_to_in_the_language_they_want_or_in_english(
    wanted: str, rules: Policy, spoken: str, channel: Channel
) -> None:
    made = contact(channel)
    standing = identify(made, rules, [person(language=wanted, adjustments=frozenset({Adjustment.INTERPRETER}))])
    assert decide(made, standing, Usage(), rules, made.received_at).language == spoken


def test_whoever_is_not_known_is_spoken_to_in_english() -> None:
    made = contact(sender=None)
    assert decide(made, identify(made, WELSH_TOO, []), Usage(), WELSH_TOO, made.received_at).language == "en"


@pytest.mark.parametrize("wanted", ["en", "en-GB", ""])
def test_english_in_any_spelling_is_no_news_to_whoever_serves_somebody(wanted: str) -> None:
    made = contact()
    standing = identify(made, WELSH_TOO, [person(language=wanted)])
    assert decide(made, standing, Usage(), WELSH_TOO, made.received_at).banner.lines == ()

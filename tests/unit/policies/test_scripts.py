"""What is said gives nobody away, and always says how else and how to have it looked at again."""

import re

import pytest

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_checks import NAMES_A_KEY, ScriptFault, script_faults
from contact_gateway.domain.scripts import Script
from tests.unit.policies.reading import SHIPPED, shipped

POLICIES = [shipped(slug) for slug in SHIPPED]
EVERY_LANDLORD = pytest.mark.parametrize("policy", POLICIES, ids=list(SHIPPED))
ENGLISH = shipped_languages()["en"]
MENU = {"1": "emergency", "2": "somebody_else", "3": "review"}

REFUSALS = (
    Script.EMERGENCY_CHOICE, Script.DECLINE_UNTIL, Script.DECLINE, Script.OTHER_WAYS, Script.SOMEBODY_ELSE_CHOICE,
    Script.REVIEW_CHOICE, Script.GOODBYE, Script.LEAVE_A_MESSAGE, Script.CLOSED_UNTIL, Script.CLOSED_NOW,
    Script.MESSAGE_SUBJECT, Script.RECEIVED, Script.HOLD_UNTIL, Script.HOLD, Script.HOW_TO_REVIEW,
    Script.ACTING_FOR_YOU,
)  # fmt: skip

TELLS_ON_SOMEBODY = re.compile(
    r"restrict|behav|unaccept|unreason|abus|aggress|violen|threat|harass|offens|persist|excess|warn|incident|investig"
    r"|ground|\bcase\b|reason|because|you have been|we have decided|decision|ban|block|bar\b|barred|limit"
    r"|complained|breach|polic|allowance|sam\b|mr |mrs |ms ",
    re.IGNORECASE,
)


@EVERY_LANDLORD
@pytest.mark.parametrize("script", REFUSALS)
def test_a_refusal_names_the_arrangement_and_never_the_person_or_why(policy: Policy, script: Script) -> None:
    text = policy.scripts["en"][script]

    assert text
    assert not TELLS_ON_SOMEBODY.search(text)


@EVERY_LANDLORD
def test_every_script_has_words_in_english(policy: Policy) -> None:
    assert set(policy.scripts["en"]) == set(Script)
    assert all(len(text) <= 400 for text in policy.scripts["en"].values())


@EVERY_LANDLORD
def test_the_emergency_comes_first_and_names_its_key_and_999(policy: Policy) -> None:
    choice = policy.scripts["en"][Script.EMERGENCY_CHOICE]

    assert choice.startswith("If this is an emergency, press 1")
    assert "999" in choice
    assert "999" in policy.scripts["en"][Script.EMERGENCY_REPLY]
    assert "999" in policy.scripts["en"][Script.HOLD]


@EVERY_LANDLORD
def test_how_to_have_it_looked_at_again_is_offered_by_call_and_in_writing(policy: Policy) -> None:
    assert "looked at again, press 3" in policy.scripts["en"][Script.REVIEW_CHOICE]
    assert "look at this again" in policy.scripts["en"][Script.HOW_TO_REVIEW]


@EVERY_LANDLORD
def test_each_landlord_greets_in_its_own_words(policy: Policy) -> None:
    greeting = policy.scripts["en"][Script.GREETING].replace("{landlord}", policy.name)

    assert policy.name.split()[0] in greeting
    assert len({other.scripts["en"][Script.GREETING] for other in POLICIES}) == len(POLICIES)


@pytest.mark.clause("DER-12.4")
@EVERY_LANDLORD
def test_nobody_is_told_to_finish_an_appeal_before_going_to_the_ombudsman(policy: Policy) -> None:
    naming_it = [text for text in policy.scripts["en"].values() if "Ombudsman" in text]

    assert policy.scripts["en"][Script.HOW_TO_REVIEW] in naming_it
    for text in naming_it:
        assert "at any time" in text
        assert not re.search(r"\b(?:first|before|once|after|until|unless|only)\b", text, re.IGNORECASE)


@pytest.mark.clause("TOR-08")
@pytest.mark.parametrize("script", [Script.DECLINE, Script.DECLINE_UNTIL, Script.HOW_TO_REVIEW])
def test_a_refusal_at_torus_says_how_to_complain(script: Script) -> None:
    torus = shipped("torus")

    assert "make a complaint" in torus.scripts["en"][script]
    assert torus.menu["5"] == "complaint"
    assert torus.sources[f"scripts.en.{script}"] == "TOR-08"


@pytest.mark.parametrize(
    "word",
    ["restricted", "Restriction", "behaviour", "abusive", "this case", "an incident", "banned", "a warning", "blocked"],
)
def test_a_word_that_tells_on_somebody_is_a_fault_wherever_it_stands(word: str) -> None:
    (wrong,) = script_faults(Script.DECLINE, f"Calls cannot be taken, {word}.", MENU, ENGLISH)

    assert "give somebody away" in wrong.what


@pytest.mark.parametrize(
    "disguised",
    [
        "re\u00adstricted", "re\u200bstricted", "re\u2060stricted", "\u200brestricted", "re-stricted",
        "re\u2011stricted", "re_stricted", "_restricted", "r.e.s.t.r.i.c.t.e.d", "r\u0117stricted", "re\u0301stricted",
        "RESTRICTED", "\uff52estricted", "\U0001d42bestricted", "restr\u0131cted", "re\ufe0fstricted",
        "re\u034fstricted", "re\u2800stricted", "complained\u00a0\u200babout", "re\u202estricted", "b\u00adan-ned",
    ],
)  # fmt: skip
def test_such_a_word_is_found_under_invisible_letters_hyphens_and_accents(disguised: str) -> None:
    (wrong,) = script_faults(Script.DECLINE, f"Calls cannot be taken: {disguised}.", MENU, ENGLISH)

    assert "give somebody away" in wrong.what


@pytest.mark.parametrize(
    "lookalike",
    [
        "r\u0435stricted",
        "\u0455\u0430\u0455\u0435",
        "b\u03b1nned",
        "b\u0251n",
        "\u0280estricted",
        "c\u13aae",
        "ba\u3164n",
    ],
)
def test_a_letter_of_another_alphabet_that_may_hide_a_word_is_a_fault(lookalike: str) -> None:
    (wrong,) = script_faults(Script.DECLINE, f"Calls cannot be taken: {lookalike}.", MENU, ENGLISH)

    assert wrong.what.endswith("is no letter of English.")


def test_the_ombudsman_is_known_under_invisible_letters_too() -> None:
    (wrong,) = script_faults(Script.GOODBYE, "First us, then the Om\u00adbudsman.", MENU, ENGLISH)

    assert "conditions" in wrong.what


@pytest.mark.parametrize(
    "text",
    [
        "Our bank details have changed.", "Because of a bank holiday we are closed.", "Hello", "Bank-holidays.",
        "Our ban\u00adkers.", "Ask for Søren Łukasz at Café Zoë, ½ mile up-to-date: £5 – 10 % “quoted” it’s…",
    ],
)  # fmt: skip
def test_a_harmless_word_is_no_fault(text: str) -> None:
    assert list(script_faults(Script.CLOSED_NOW, text, MENU, ENGLISH)) == []


@pytest.mark.parametrize(
    ("script", "text"),
    [
        (Script.DECLINE_UNTIL, "Calls can be taken again soon."),
        (Script.HOLD_UNTIL, "Messages can be read again soon."),
        (Script.OTHER_WAYS, "You can still reach us."),
        (Script.EMERGENCY_REPLY, "Please ring us now."),
    ],
)
def test_a_script_must_say_what_it_is_there_for(script: Script, text: str) -> None:
    (wrong,) = script_faults(script, text, MENU, ENGLISH)

    assert "does not say {" in wrong.what


@pytest.mark.parametrize("text", ["From {when!r}.", "From {when:>9}.", "From {{when}}.", "From {when:{when}}."])
def test_a_placeholder_is_filled_in_as_it_stands_or_refused(text: str) -> None:
    assert list(script_faults(Script.DECLINE_UNTIL, text, MENU, ENGLISH))
    assert list(script_faults(Script.DECLINE_UNTIL, "From {when}.", MENU, ENGLISH)) == []


@pytest.mark.parametrize("placeholder", ["{name}", "{}", "{when!r}", "{when.year}", "{0}"])
def test_nothing_but_the_known_placeholders_can_be_filled_in(placeholder: str) -> None:
    faults = list(script_faults(Script.DECLINE, f"Calls {placeholder}", MENU, ENGLISH))

    assert faults
    assert all(isinstance(fault, ScriptFault) for fault in faults)


@pytest.mark.parametrize("script", NAMES_A_KEY)
def test_a_choice_that_names_another_key_is_a_fault(script: Script) -> None:
    assert list(script_faults(script, "Press 19 or 0.", MENU, ENGLISH))
    digit = next(digit for digit, choice in MENU.items() if choice == NAMES_A_KEY[script])
    assert list(script_faults(script, f"Press {digit}.", MENU, ENGLISH)) == []

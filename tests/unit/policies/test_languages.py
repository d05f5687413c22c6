"""Every language says everything, gives nobody away in any of its words, and lets its own words open what is open."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from contact_gateway.adapters.policy_files.faults import PackFaults
from contact_gateway.adapters.policy_files.language_files import read_language, shipped_languages
from contact_gateway.adapters.policy_files.shipped import language_texts
from contact_gateway.domain.always_open import STRONG, written
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.languages import Language
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_checks import script_faults
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import meaning_of
from tests.builders import contact
from tests.unit.policies.reading import SHIPPED, policy_of, shipped

LANGUAGES = shipped_languages()
ENGLISH, WELSH = LANGUAGES["en"], LANGUAGES["cy"]
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES.keys())
SWITCHED_ON = f"\n[languages]\non = {[code for code in LANGUAGES if code != 'en']}\n"
IN_ALL_LANGUAGES = [policy_of(text + SWITCHED_ON) for text in SHIPPED.values()]
EVERY_LANDLORD = pytest.mark.parametrize("policy", IN_ALL_LANGUAGES, ids=list(SHIPPED))

TELLS_ON_SOMEBODY = {
    "en": r"restrict|behav|unaccept|abus|aggress|violen|threat|harass|offens|warn|incident|investig|because|decision"
    r"|\bban\b|banned|blocked|barred|polic",
    "cy": r"yfyng|mddyg|nerbynio|fresym|am-?dri|mosod|rais\b|ygyth|ygwth|flonydd|rybudd|hybudd|igwyddiad|mchwili"
    r"|wahardd|\w?gosb|\bcosb|olisi|eddlu|oherwydd|enderfyn|\bachos",
}


@EVERY_LANGUAGE
def test_a_language_has_words_for_every_script_and_every_way(language: Language) -> None:
    assert set(language.scripts) == set(Script)
    assert set(language.channels) == set(Channel)
    assert (len(set(language.times.weekdays)), len(set(language.times.months))) == (7, 12)


@EVERY_LANDLORD
def test_no_word_of_any_script_in_any_language_tells_on_somebody(policy: Policy) -> None:
    assert set(policy.scripts) == set(LANGUAGES)
    said = [(code, script, text) for code, texts in policy.scripts.items() for script, text in texts.items()]
    for code, script, text in said:
        assert not re.search(TELLS_ON_SOMEBODY[code], text, re.IGNORECASE), (code, script)
        assert not list(script_faults(Script(script), text, policy.menu, LANGUAGES[code], ENGLISH)), (code, script)
    assert len(said) == len(LANGUAGES) * len(Script)


@EVERY_LANDLORD
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_emergency_is_offered_with_its_key_and_999_in_every_language(policy: Policy, code: str) -> None:
    texts = policy.scripts[code]
    assert re.search(r"\b1\b.*\b999\b", texts[Script.EMERGENCY_CHOICE])
    for script in (Script.CLOSING, Script.HOLD, Script.HOLD_UNTIL, Script.EMERGENCY_REPLY):
        assert "999" in texts[script]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_that_are_said_to_open_an_appeal_do_open_it(code: str) -> None:
    policy = policy_of(SHIPPED["tuntum"] + SWITCHED_ON)
    (told,) = re.findall(r"'(\w[^']{8,40}\w)'", LANGUAGES[code].scripts[Script.HOW_TO_REVIEW])
    assert written(contact(Channel.EMAIL, text=f"{told}."), policy) == (Subject.APPEAL,)


def test_the_words_of_a_language_open_only_where_it_is_on() -> None:
    leak = contact(Channel.SMS, text="Mae gollyngiad nwy yn y gegin")
    assert written(leak, shipped("tuntum")) == ()
    assert written(leak, policy_of(SHIPPED["tuntum"] + SWITCHED_ON)) == (Subject.EMERGENCY,)


def test_every_subject_that_english_words_open_has_words_in_each_other_language() -> None:
    for language in (one for one in LANGUAGES.values() if one.code != "en"):
        assert set(language.strong) == set(STRONG)


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_language_that_no_speaker_has_checked_is_off_until_a_landlord_names_it(slug: str) -> None:
    off = shipped(slug)
    assert [code for code, language in LANGUAGES.items() if not language.checked] == ["cy"]
    assert set(off.languages) == set(off.scripts) == {"en"}
    on = policy_of(SHIPPED[slug] + SWITCHED_ON)
    assert set(on.languages) == {"en", "cy"}
    assert on.scripts["cy"] == WELSH.scripts
    assert on.spoken["cy"] == WELSH.spoken


def test_a_landlords_own_words_in_a_language_go_before_those_of_the_file() -> None:
    policy = policy_of(SHIPPED["tuntum"] + SWITCHED_ON + '[scripts.cy]\ngoodbye = "Hwyl."\n')
    own = {script for script, text in policy.scripts["cy"].items() if text != WELSH.scripts[Script(script)]}
    assert own == {"goodbye"}


def test_a_language_without_a_file_cannot_be_switched_on() -> None:
    with pytest.raises(PackFaults) as found:
        policy_of(SHIPPED["tuntum"] + '\n[languages]\non = ["cy", "gd"]\n')
    (fault,) = found.value.faults
    assert (fault.key, fault.allowed) == ("languages.on[1]", "cy, en")
    assert "no file for the language 'gd'" in fault.what


@pytest.mark.parametrize(
    "word",
    ["gyfyngu", "cyfyngiad", "ymddygiad", "gam-drin", "bygythiad", "rybudd", "ddigwyddiad", "waharddiad", "gosb",
     "bolisi", "heddlu", "restriction", "banned"],
)  # fmt: skip
def test_a_welsh_or_english_word_that_tells_on_somebody_is_a_fault_in_welsh(word: str) -> None:
    (fault,) = script_faults(Script.DECLINE, f"Ni ellir derbyn galwadau, {word}.", {}, WELSH, ENGLISH)
    assert f"'{word}' could give somebody away" in fault.what


def test_conditions_before_the_ombudsman_are_a_fault_in_welsh_too() -> None:
    (fault,) = script_faults(Script.HOW_TO_REVIEW, "Wedyn cewch fynd at yr Ombwdsmon.", {}, WELSH, ENGLISH)
    assert "ar unrhyw adeg" in fault.allowed


def test_a_language_is_written_in_its_own_letters_and_in_no_others() -> None:
    said = "Если это срочно, нажмите 1. 999."
    russian = read_language("ru", language_texts()["en"].replace("Goodbye.", said))
    assert list(script_faults(Script.GOODBYE, said, {}, russian, ENGLISH)) == []
    (fault,) = script_faults(Script.GOODBYE, said, {}, ENGLISH)
    assert "(cyrillic capital letter ie) is no letter of English" in fault.what


def test_adding_a_language_is_a_file() -> None:
    text = language_texts()["en"].replace("Monday", "Diluain").replace('"or"', '"no"')
    added = read_language("gd", text)
    assert (added.code, added.times.weekdays[0], added.ways([Channel.SMS, Channel.EMAIL])) == (
        "gd", "Diluain", "text message no e-mail",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "instead", "key", "what"),
    [
        ("checked = true", 'checked = "yes"', "checked", "truth value"),
        ('noon = "12 noon"', "", "times.noon", "missing"),
        ('"{day} from {clock}"', '"from {clock}"', "times.since", "not a pattern"),
        ('"{number} minutes"', '"{number minutes"', "minutes", "not a pattern"),
        ('"Monday", ', "", "times.weekdays", "6 items"),
        ('letter = "letter"', "", "channels.letter", "missing"),
        ("goodbye =", "good_bye =", "scripts.goodbye", "missing"),
        ("from_hour = 0", "from_hour = 1", "times.parts", "after midnight"),
        ('at_any_time = "at any time"', "", "forbidden.at_any_time", "missing"),
    ],
)  # fmt: skip
def test_a_fault_in_a_language_file_is_told_with_its_place(part: str, instead: str, key: str, what: str) -> None:
    text = language_texts()["en"]
    assert text.count(part) == 1
    with pytest.raises(PackFaults) as found:
        read_language("en", text.replace(part, instead))
    fault = next(one for one in found.value.faults if one.key == key)
    assert (fault.file_name, fault.line > 0) == ("en.toml", True)
    assert what in fault.what


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "Monday"), (0, 5, "Monday from 12:05 am"), (11, 59, "Monday from 11:59 am"), (12, 0, "Monday from 12 noon"),
     (12, 1, "Monday from 12:01 pm"), (23, 0, "Monday from 11 pm")],
)  # fmt: skip
def test_each_hour_has_its_part_of_the_day(hour: int, minute: int, said: str) -> None:
    zone = shipped("tuntum").zone
    monday = contact().received_at.astimezone(zone).replace(hour=hour, minute=minute)
    now = monday.replace(day=monday.day - 1)
    assert ENGLISH.times.said(monday, now, zone) == said
    assert replace(ENGLISH.times, noon="noon").said(monday.replace(hour=12, minute=0), now, zone) == "Monday from noon"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        *(
            ("en", said)
            for said in ("999", "9-9-9", "It's urgent.", "I need an ambulance", "HELP!", "gas-leak", "the fire-alarm")
        ),
        *(
            ("en", said)
            for said in ("Please help me", "my kitchen is flooded", "she can’t breathe", "nine, nine, nine")
        ),
        *(
            ("cy", said)
            for said in ("999", "tan", "tân", "mae’n frys", "mae'n frys", "Mae dŵr, llifogydd!", "ambiwlans plîs")
        ),
    ],
)
def test_what_people_say_in_an_emergency_is_understood(code: str, said: str) -> None:
    assert meaning_of(said, LANGUAGES[code].spoken) == "emergency"

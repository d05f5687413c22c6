"""An edit stands in place of the pack's text, as long as it fits; and how long a text is."""

from __future__ import annotations

import pytest

from contact_gateway.domain.script_edits import RECORDABLE, ScriptEdit, pack_text, unfit, worded
from contact_gateway.domain.script_lengths import length_of
from contact_gateway.domain.scripts import Script
from tests.builders import policy

CHOICE = ScriptEdit(language="en", script=Script.EMERGENCY_CHOICE, text="In an emergency press 1 now.", recording="x")
HELLO = ScriptEdit(language="en", script=Script.GREETING, text="Good day.", recording="x")
PACK = policy(menu={"1": "emergency"})


def test_an_edit_overrides_one_script_and_its_recording_goes_with_it() -> None:
    edited = worded(PACK, [HELLO], 7)
    assert edited.scripts["en"] == {**PACK.scripts["en"], Script.GREETING: HELLO.text}
    assert edited.recordings == {"en": {Script.GREETING: "said/x"}}
    assert (edited.wording, PACK.wording, PACK.recordings) == (7, 0, {})


REVIEW = ScriptEdit(language="en", script=Script.REVIEW_CHOICE, text="Another look? Press 3.")


def test_an_edit_that_no_longer_fits_the_pack_leaves_the_packs_own_text_and_is_not_heard() -> None:
    moved = policy(menu={"9": "review"})
    edited = worded(moved, [REVIEW], 7)
    assert (edited.scripts, edited.recordings) == (moved.scripts, {})
    assert [str(fault) for fault in unfit(moved, "en", REVIEW.script, REVIEW.text)] == [
        "This script does not name the key for review. Allowed: a text with the digit 9."
    ]


def test_what_must_be_heard_whatever_is_broken_is_never_fetched_as_audio() -> None:
    edited = worded(PACK, [CHOICE], 1)
    assert (edited.scripts["en"][CHOICE.script], edited.recordings) == (CHOICE.text, {})
    assert not {Script.EMERGENCY_CHOICE, Script.CONNECTING_EMERGENCY, Script.SAFE_GREETING} & RECORDABLE


def test_an_edit_in_a_language_whose_file_is_gone_is_not_said() -> None:
    gone = ScriptEdit(language="gd", script=Script.GOODBYE, text="Mar sin leat.")
    assert worded(PACK, [gone], 1).scripts == PACK.scripts


def test_an_edit_in_a_language_that_is_off_waits_there() -> None:
    edited = worded(PACK, [ScriptEdit(language="cy", script=Script.GOODBYE, text="Hwyl.")], 1)
    assert edited.scripts["cy"] == {Script.GOODBYE: "Hwyl."}
    assert pack_text(edited, "cy", Script.GOODBYE) == "Hwyl."
    assert pack_text(PACK, "cy", Script.GOODBYE).startswith("Diolch")


@pytest.mark.parametrize("script", [Script.DECLINE_UNTIL, Script.TIME_LIMIT, Script.HOLD, Script.MESSAGE_SUBJECT])
def test_what_is_written_or_says_another_time_at_every_call_cannot_be_spoken_in(script: Script) -> None:
    assert script not in RECORDABLE
    assert {Script.GREETING, Script.FIRST_WARNING, Script.CLOSING} <= RECORDABLE


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
        ("ŵ" * 70, 1), ("ŵ" + "a" * 70, 2), ("ŵ" * 134, 2), ("ŵ" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_a_text_is_counted_in_text_messages_as_it_is_charged(text: str, messages: int) -> None:
    assert length_of(text).text_messages == messages
    assert length_of(text).characters == len(text)


@pytest.mark.parametrize(("characters", "seconds"), [(1, 1), (14, 1), (15, 2), (1500, 108)])
def test_a_text_takes_as_long_as_a_telephone_voice_needs(characters: int, seconds: int) -> None:
    assert length_of("a" * characters).seconds == seconds

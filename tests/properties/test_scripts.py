"""Whatever a landlord types for a script: it is judged, and what is accepted is said whole."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.script_checks import OWN_PLACEHOLDERS
from contact_gateway.domain.script_edits import ScriptEdit, unfit, worded
from contact_gateway.domain.script_lengths import length_of
from contact_gateway.domain.script_texts import words
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY, policy

POLICY = policy()
LANGUAGES = st.sampled_from(sorted(shipped_languages()))
SCRIPTS = st.sampled_from(Script)
PIECES = st.sampled_from(
    [*("{landlord}", "{when}", "{ways}", "{minutes}", "{{", "}}", "{", "}", "{when!r}", "{landlord:>9}", "{0}"),
     *("press 1 ", "Ombudsman ", "999 ", "ŵ", "\u202e", "\x0b", "\ud800", "</Say>", "&")]
)  # fmt: skip
TYPED = st.lists(PIECES | st.text(max_size=20), max_size=8).map("".join)


def decided(language: str) -> Decision:
    until = MONDAY + timedelta(days=3)
    return Decision(
        outcome=Outcome.DECLINE, answered_from=until, channels_open=(Channel.SMS,), time_limit=90, language=language
    )


@given(LANGUAGES, SCRIPTS, TYPED)
def test_what_is_accepted_is_said_with_every_placeholder_filled(language: str, script: Script, text: str) -> None:
    edited = worded(POLICY, [ScriptEdit(language=language, script=script, text=text)], 1)
    said = words(edited, script, decided(language), MONDAY)
    if unfit(POLICY, language, script, text):
        assert edited.scripts == POLICY.scripts
        assert said.language.code == "en"
    else:
        assert not set("{}\x0b\ud800") & set(said.text)
        assert said.language.code == language
        assert length_of(said.text).characters <= 1500 + text.count("{landlord}") * 20 + 200


@given(LANGUAGES, SCRIPTS, st.text(max_size=30), st.text(max_size=30))
def test_a_script_never_lacks_what_it_is_there_for(language: str, script: Script, before: str, after: str) -> None:
    own = OWN_PLACEHOLDERS.get(script)
    faults = [str(fault) for fault in unfit(POLICY, language, script, f"{before} {after}".replace("{", "("))]
    assert any("which it is there for" in fault for fault in faults) or own is None or any("brace" in f for f in faults)


@given(st.text(max_size=2000))
def test_a_longer_text_never_takes_fewer_messages_or_seconds(text: str) -> None:
    whole, half = length_of(text), length_of(text[: len(text) // 2])
    assert half.text_messages <= whole.text_messages
    assert half.seconds <= whole.seconds
    assert (whole.text_messages > 0) == bool(text)

"""The documents of rooms are ones that Twilio can read, whatever is said in them and whatever was granted."""

from __future__ import annotations

import json

from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st
from twilio.twiml.voice_response import VoiceResponse

from contact_gateway.application.records_of_calls import Leg
from contact_gateway.domain.outcome import Banner
from ivr import rooms, whispers
from ivr.announcements import in_breaths, speakable
from ivr.connecting import Connection, put_through
from ivr.phone_simulator.documents import read_document
from ivr.speech import Said, Speech
from tests.builders import MONDAY

HOSTILE = "</Say><Dial>+441632960999</Dial>&amp;<!-- \x00\x0b\x1b\x7f \ufffe \ud800 \u202e ]]>"
WORDS = st.text(st.characters(), max_size=60) | st.sampled_from([HOSTILE, "\u202e" + "long " * 2000, "x" * 10_000])
LINES = st.lists(WORDS, max_size=6).map(tuple)
BANNERS = st.builds(Banner, who=WORDS, lines=LINES, allowances=LINES)
LIMITS = st.integers(min_value=-10, max_value=10**9)


def leg(limit: int | None = None) -> Leg:
    return Leg(
        id="0a", contact_id="c", call_id="CA", turn=1, room="0b", to="lee", line="+44", limit=limit, placed_at=MONDAY
    )


def speech(words: str = "") -> Speech:
    return Speech(texts=lambda _: Said(text=words))


@given(limit=LIMITS)
@example(limit=0)
@example(limit=14_400)
def test_the_last_resort_of_a_limited_call_is_always_positive_bounded_and_no_less_than_was_granted(limit: int) -> None:
    for document in (
        rooms.caller_to_room(leg(limit), speech()),
        rooms.agent_to_room(VoiceResponse(), leg(limit)),
    ):
        written = int(fromstring(document)[0].attrib["timeLimit"])
        assert 1 <= written <= 14_400
        assert written >= min(limit, 14_400)


def test_a_call_without_a_limit_has_none_in_its_room() -> None:
    assert "timeLimit" not in fromstring(rooms.caller_to_room(leg(), speech()))[0].attrib
    assert "timeLimit" not in fromstring(rooms.agent_to_room(VoiceResponse(), leg()))[0].attrib


@given(WORDS)
@example(HOSTILE)
def test_words_that_are_played_or_waited_with_are_said_as_they_are_and_with_verbs_that_may_stand_there(
    words: str,
) -> None:
    for document in (rooms.announcement(Said(text=words)), rooms.wait(speech(words), "a-leg")):
        read_document(document)
        root = fromstring(document)
        assert {verb.tag for verb in root.iter()} <= {"Response", "Say", "Pause", "Redirect"}
        assert [say.text for say in root.iter("Say")] == list(in_breaths(speakable(words)))


@given(BANNERS)
@example(Banner(who=HOSTILE, lines=("x" * 10_000,)))
def test_a_whisper_is_short_and_says_nothing_but_the_banner(banner: Banner) -> None:
    root = fromstring(str(whispers.whisper(banner)))
    said = "".join(say.text or "" for say in root)
    assert {verb.tag for verb in root} <= {"Say"}
    assert len(said) <= whispers.LONGEST_WHISPER
    everything = " ".join(f"{speakable(line).rstrip('.')}." for line in (banner.who, *banner.lines, *banner.allowances))
    for sentence in said.rstrip("…").split(". "):
        assert sentence.strip(" .") in everything


@given(BANNERS)
@example(Banner(who="", lines=tuple("\U0001f642" * 300 for _ in range(6))))
def test_what_is_handed_to_a_workflow_is_never_longer_than_it_takes(banner: Banner) -> None:
    response = VoiceResponse()
    connection = Connection(action="a", wait="w", ring_seconds=30, banner=banner, contact_id="c" * 36)
    put_through(response, f"workflow:WW{'a' * 32}", connection)
    read_document(str(response))
    task = fromstring(str(response))[0][0].text or ""
    assert len(task) <= 4096
    lines = [*banner.lines, *banner.allowances]
    arrangement = json.loads(task)["arrangement"]
    assert arrangement == lines[: len(arrangement)]

"""Whoever is recorded with a language that is on hears and reads it; and the landlord's own voice, where it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.application.errors import Unavailable
from contact_gateway.application.records_of_scripts import Audio, AudioKind, NewWords
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY, new_person, policy, restriction
from tests.fakes.script_services import memory_scripts
from tests.fakes.scripts import MemoryScripts
from tests.fakes.twilio import BASE_URL, LANDLORD, Twilio, replies, words

WELSH = {"en": policy().scripts["en"], "cy": shipped_languages()["cy"].scripts}
ON = frozenset({"en", "cy"})
SOUND = b"ID3 spoken in by Robin"
NO_TEXTS = restriction(Kind.CHANNEL_BAN, channels=[Channel.SMS])
MORNINGS = restriction(Kind.PERMITTED_TIMES, {"windows": "tue 09:00-12:00"}, channels=[Channel.VOICE])


def landlord_of(language: str, on: frozenset[str] = ON) -> Twilio:
    twilio = Twilio(scripts=WELSH, languages=on)
    twilio.services.people.add(LANDLORD, new_person(reference="1001", language=language))
    return twilio


def test_a_text_is_answered_in_the_language_of_whoever_wrote_it() -> None:
    twilio = landlord_of("cy")
    twilio.decide(NO_TEXTS)
    (reply,) = replies(twilio.text())
    assert reply.startswith("Diolch am eich neges.")
    assert "ffôn, e-bost, llythyr neu ffurflen we" in reply
    assert reply.endswith("Ombwdsmon Tai ar unrhyw adeg.")


@pytest.mark.parametrize(("language", "on"), [("cy", frozenset({"en"})), ("en", ON), ("gd", ON)])
def test_everybody_else_is_answered_in_english(language: str, on: frozenset[str]) -> None:
    twilio = landlord_of(language, on)
    twilio.decide(NO_TEXTS)
    (reply,) = replies(twilio.text())
    assert "You can also reach us by" in reply
    assert "Diolch" not in reply


def test_a_declined_caller_hears_it_in_welsh_by_a_welsh_voice() -> None:
    twilio = landlord_of("cy")
    twilio.decide(MORNINGS)
    heard = twilio.call()
    assert "Gellir derbyn galwadau o'r rhif hwn eto ddydd Mawrth o 9 y bore ymlaen." in words(heard)
    assert {(say.get("language"), say.get("voice")) for say in heard.iter("Say")} == {("cy-GB", "Polly.Gwyneth")}


@pytest.fixture
def spoken(twilio: Twilio) -> str:
    """The address at which a call plays the greeting that Robin spoke in."""
    scripts = memory_scripts(twilio.memory, twilio.policies)
    services = replace(twilio.services, scripts=scripts)
    twilio.app = twilio.app_for(services)
    new = NewWords(language="en", script="greeting", text="Good day.", audio=Audio(kind=AudioKind.MP3, content=SOUND))
    scripts.edit(LANDLORD, new, 0, "robin")
    (played,) = twilio.call().iter("Play")
    assert str(played.text).startswith(f"{BASE_URL}/webhooks/{LANDLORD}/twilio/voice/said/")
    return str(played.text).removeprefix(BASE_URL)


def test_the_provider_fetches_recorded_audio_without_a_session(twilio: Twilio, spoken: str) -> None:
    answer = twilio.app.test_client().get(spoken)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, SOUND, "audio/mpeg")
    assert "private" in answer.headers["Cache-Control"]
    assert len(spoken.rpartition("/")[2]) == 43


def test_a_call_that_began_before_a_new_edit_still_finds_its_audio(twilio: Twilio, spoken: str) -> None:
    scripts = memory_scripts(twilio.memory, twilio.policies)
    twilio.clock.stand_at(MONDAY + timedelta(minutes=1))
    scripts.edit(LANDLORD, NewWords(language="en", script="greeting", text="Hello."), 1, "robin")
    assert twilio.policies.current(LANDLORD).scripts["en"][Script.GREETING] == "Hello."
    assert twilio.app.test_client().get(spoken).status_code == 200


@pytest.mark.parametrize("change", [lambda at: at[:-1] + "!", lambda at: at[:-43] + "a" * 43, lambda at: at + "a"])
def test_whoever_guesses_an_address_finds_nothing(twilio: Twilio, spoken: str, change: object) -> None:
    assert callable(change)
    answer = twilio.app.test_client().get(change(spoken))
    assert (answer.status_code, answer.data) == (404, b"")


def test_the_audio_of_one_landlord_is_not_there_for_another(twilio: Twilio, spoken: str) -> None:
    assert twilio.app.test_client().get(spoken.replace(LANDLORD, "elsewhere")).status_code == 404


class Away(MemoryScripts):
    """Edits that cannot be read."""

    def file_of(self, landlord: str, recording: str) -> str:
        raise Unavailable("The database does not answer.")


def test_without_the_database_the_provider_is_told_to_come_again(twilio: Twilio, spoken: str) -> None:
    read = replace(twilio.services.scripts.read, scripts=Away(twilio.memory))
    app = twilio.app_for(replace(twilio.services, scripts=replace(twilio.services.scripts, read=read)))
    answer = app.test_client().get(spoken)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")

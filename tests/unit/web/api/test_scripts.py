"""Other systems read what is said, try a text, put it in place, and take it back."""

from __future__ import annotations

import base64

import pytest
from werkzeug.test import TestResponse

from contact_gateway.domain.scripts import Script
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD

GREETING = "/scripts/en/greeting"
HELLO = {"text": "Good day, this is {landlord}."}
AUDIO = {"kind": "audio/mpeg", "content": base64.b64encode(b"ID3 spoken in by Robin").decode()}


def put(api: Api, path: str, body: object) -> TestResponse:
    return api.put(path, body, api.get(path).headers["ETag"])


def test_every_script_of_a_language_is_shown_and_the_languages_that_there_are(api: Api) -> None:
    english, welsh = (api.get(f"/scripts?language={code}").get_json() for code in ("en", "cy"))
    assert [one["script"] for one in english["items"]] == list(Script)
    assert english["languages"] == welsh["languages"] == [
        {"language": "cy", "name": "Cymraeg", "checked": False, "on": False},
        {"language": "en", "name": "English", "checked": True, "on": True},
    ]  # fmt: skip
    assert welsh["items"][0] == {
        "language": "cy", "script": "greeting", "text": "Helo, rydych chi wedi cyrraedd {landlord}.",
        "source": "default", "version": 0, "recorded": False, "edited_by": None, "edited_at": None,
    }  # fmt: skip


def test_an_edit_holds_until_it_is_taken_back(api: Api) -> None:
    before = api.get(GREETING).get_json()
    edited = put(api, GREETING, HELLO)
    assert edited.status_code == 200
    assert edited.get_json() == api.get(GREETING).get_json()
    assert edited.get_json()["edited_by"].startswith("token:")
    assert {**before, "text": HELLO["text"], "source": "edited", "version": 1}.items() <= {
        **edited.get_json(), "edited_by": None, "edited_at": None
    }.items()  # fmt: skip
    back = api.ask("DELETE", GREETING, headers={"If-Match": edited.headers["ETag"]})
    assert (back.status_code, back.get_json()["text"], back.get_json()["source"]) == (200, before["text"], "default")
    versions = api.get(f"{GREETING}/versions").get_json()["items"]
    assert [(one["version"], one["text"]) for one in versions] == [(2, None), (1, HELLO["text"])]


def test_of_two_who_read_the_same_only_the_first_edits_it(api: Api) -> None:
    etag = api.get(GREETING).headers["ETag"]
    assert api.put(GREETING, HELLO, etag).status_code == 200
    assert code(api.put(GREETING, {"text": "Hi."}, etag)) == (412, "changed_meanwhile")
    assert code(api.ask("PUT", GREETING, HELLO)) == (428, "if_match_missing")
    assert api.get(GREETING).get_json()["text"] == HELLO["text"]


@pytest.mark.parametrize(
    ("script", "text", "sentence"),
    [
        ("decline", "You are restricted.", "could give somebody away"),
        ("decline_until", "Ring again soon.", "does not say {when}"),
        ("greeting", "Hello {name}.", "{name} is not known"),
        ("message_subject", "x" * 121, "has 121 characters"),
    ],
)
def test_a_text_that_may_not_be_said_is_refused_with_a_sentence(
    api: Api, script: str, text: str, sentence: str
) -> None:
    path = f"/scripts/en/{script}"
    tried = api.post(f"{path}/preview", {"text": text}).get_json()
    assert any(sentence in fault for fault in tried["faults"])
    answer = put(api, path, {"text": text})
    assert code(answer) == (409, "unfit_script")
    assert sentence in answer.get_json()["detail"]
    assert api.get(path).get_json()["version"] == 0


def test_a_preview_fills_every_placeholder_and_says_how_long_it_is(api: Api) -> None:
    tried = api.post("/scripts/cy/decline_until/preview", {"text": "Eto {when}, â {landlord}."}).get_json()
    assert tried["faults"] == []
    assert tried["text"].startswith("Eto ddydd ")
    assert tried["text"].endswith("Example Homes.")
    assert "{" not in tried["text"]
    assert tried["characters"] == len(tried["text"])
    assert (tried["text_messages"], 1 <= tried["seconds"] <= 6) == (1, True)


@pytest.mark.parametrize("path", ["/scripts/gd/greeting", "/scripts/en/hello", "/scripts/en/hello/versions"])
def test_what_there_is_not_is_not_found(api: Api, path: str) -> None:
    assert code(api.get(path)) == (404, "not_found")
    assert code(api.get("/scripts?language=gd")) == (404, "not_found")


def test_a_script_is_spoken_in_together_with_its_text(api: Api) -> None:
    assert put(api, GREETING, {**HELLO, "audio": AUDIO}).get_json()["recorded"] is True
    assert put(api, GREETING, HELLO).get_json()["recorded"] is False
    versions = api.get(f"{GREETING}/versions").get_json()["items"]
    assert [one["recorded"] for one in versions] == [False, True]


@pytest.mark.parametrize(
    ("path", "text", "content", "sentence"),
    [
        ("/scripts/en/hold", "Kept.", AUDIO["content"], "it is written"),
        ("/scripts/en/decline_until", "On {when}.", AUDIO["content"], "another time"),
        (GREETING, "Hello.", base64.b64encode(b"MZ no music").decode(), "not audio/mpeg"),
        (GREETING, "Hello.", "QUJDRA", "not base64"),
        (GREETING, "Hello.", base64.b64encode(b"ID3" + b"x" * 524_288).decode(), "at most 512 KiB"),
    ],
)
def test_audio_that_cannot_be_played_is_refused(api: Api, path: str, text: str, content: str, sentence: str) -> None:
    answer = put(api, path, {"text": text, "audio": {"kind": "audio/mpeg", "content": content}})
    assert code(answer) == (409, "unfit_recording")
    assert sentence in answer.get_json()["detail"]
    assert api.get(path).get_json()["version"] == 0


def test_what_was_said_to_somebody_is_shown_in_the_words_of_that_time(api: Api) -> None:
    call = {"channel": "voice", "from": "07700 900123"}
    put(api, GREETING, HELLO)
    first = api.post("/contacts", call, **{"Idempotency-Key": "one"}).get_json()["contact_id"]
    put(api, GREETING, {"text": "Hi."})
    second = api.post("/contacts", call, **{"Idempotency-Key": "two"}).get_json()["contact_id"]
    greetings, wordings = [], []
    for contact_id in (first, second):
        (step,) = api.get(f"/contacts/{contact_id}/words").get_json()["items"]
        greetings.append(step["said"][0])
        wordings.append(step["wording"])
    assert greetings == [
        {"script": "greeting", "text": "Good day, this is Example Homes."}, {"script": "greeting", "text": "Hi."}
    ]  # fmt: skip
    assert wordings == [1, 2]


def test_no_landlord_sees_or_changes_the_words_of_another(api: Api) -> None:
    put(api, GREETING, HELLO)
    theirs = api.ask("GET", GREETING, token=api.others_token)
    assert (theirs.get_json()["version"], api.memory.of(LANDLORD).scripts[0].text) == (0, HELLO["text"])
    assert api.ask("GET", f"{GREETING}/versions", token=api.others_token).get_json() == {"items": []}
    seen = theirs.headers["ETag"]
    assert api.ask("DELETE", GREETING, token=api.others_token, headers={"If-Match": seen}).status_code == 409
    assert api.get(GREETING).get_json()["text"] == HELLO["text"]

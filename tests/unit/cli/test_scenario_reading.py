"""A scenario file is read as YAML 1.2 and as the landlord's clock, whatever a reader of older YAML would make of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.scenario_runner.model import ContactPlayed, CountersRead, Event
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.periods import Per
from contact_gateway.domain.restrictions import Mode, Reply
from contact_gateway.domain.standing import Role
from tests.builders import SAM_EMAIL, SAM_PHONE
from tests.unit.cli.scenario_files import HEAD, read


def event(folder: Path, text: str) -> Event:
    (found,) = read(folder, f"events:\n  - {{at: 2026-03-02T10:00, {text}}}\n").events
    return found


def contact(folder: Path, text: str) -> ContactPlayed:
    deed = event(folder, f"contact: {{{text}}}").deed
    assert isinstance(deed, ContactPlayed)
    return deed


@pytest.mark.parametrize("written", ['"+447700900123"', "+447700900123", "07700 900123", "'0044 7700 900123'"])
def test_a_number_is_the_same_quoted_or_not(tmp_path: Path, written: str) -> None:
    assert contact(tmp_path, f"channel: voice, from: {written}").arrives.sender == SAM_PHONE


@pytest.mark.parametrize(
    ("written", "sender"),
    [
        ("Sam@Example.org", SAM_EMAIL),
        ('"@Sam_Example"', ContactPoint.handle("@sam_example")),
        ("withheld", None),
        ("Anonymous", None),
    ],
)
def test_mail_handles_and_withheld_numbers_are_told_apart(
    tmp_path: Path, written: str, sender: ContactPoint | None
) -> None:
    assert contact(tmp_path, f"channel: social, from: {written}").arrives.sender == sender


@pytest.mark.parametrize(
    ("written", "relayed"), [('"18001 07700 900123"', True), ('"18001+447700900123"', True), ('"+447700900123"', False)]
)
def test_a_call_through_the_text_relay_is_known_by_its_prefix(tmp_path: Path, written: str, relayed: object) -> None:
    arrives = contact(tmp_path, f"channel: voice, from: {written}").arrives
    assert (arrives.sender, arrives.relay) == (SAM_PHONE, relayed)


@pytest.mark.parametrize(
    ("written", "keyed"), [('"1001"', ("1001",)), ('["9999", "1001"]', ("9999", "1001")), ("[]", ())]
)
def test_a_caller_may_key_in_one_reference_after_the_other(
    tmp_path: Path, written: str, keyed: tuple[str, ...]
) -> None:
    assert contact(tmp_path, f"channel: voice, from: withheld, reference: {written}").keyed == keyed


def test_those_who_are_rung_in_vain_are_officers_and_destinations(tmp_path: Path) -> None:
    rung = contact(tmp_path, "channel: voice, from: withheld, unanswered_by: [queue, complaints]")
    assert rung.unanswered_by == {"queue", "complaints"}


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "1.10", "10:00", "0x1F", "2026-03-02", "'null'", "true"])
def test_words_that_look_like_something_else_stay_the_words_they_are(tmp_path: Path, word: str) -> None:
    assert contact(tmp_path, f"channel: sms, from: withheld, text: {word}").arrives.text == word.strip("'")


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("yes", True), ("false", False), ("No", False)])
def test_yes_and_no_are_read_where_a_key_asks_for_them(tmp_path: Path, word: str, meant: object) -> None:
    assert contact(tmp_path, f"channel: in_person, from: withheld, appointment: {word}").arrives.appointment is meant


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-02T10:00", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("2026-07-02T10:00:30", datetime(2026, 7, 2, 9, 0, 30, tzinfo=UTC)),
        ("'2026-10-25T01:30+00:00'", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-10-25T01:30+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T01:30Z", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2028-02-29T00:00", datetime(2028, 2, 29, tzinfo=UTC)),
    ],
)
def test_a_time_is_the_landlords_unless_it_says_its_offset(tmp_path: Path, written: str, instant: datetime) -> None:
    (found,) = read(tmp_path, f"events:\n  - {{at: {written}, contact: {{channel: sms, from: withheld}}}}\n").events
    assert found.at == instant


def test_a_restriction_is_taken_as_it_stands_even_where_the_policy_would_not_allow_it(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path,
        "restrictions:\n  - {on: sam, kind: time_cap, terms: {each: 5}, from: 2020-01-01, review: 2020-01-02}\n",
    ).restrictions
    assert (found.kind, found.starts_at, found.review_on) == (
        Kind.TIME_CAP,
        datetime(2020, 1, 1, tzinfo=UTC),
        date(2020, 1, 2),
    )
    assert (found.mode, found.reply, found.scope.channels, found.clause) == (
        Mode.ENFORCED,
        Reply.ONCE,
        frozenset(),
        "default",
    )


def test_everything_that_a_restriction_may_say_is_kept(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path,
        """\
restrictions:
  - on: sam
    kind: contact_cap
    terms: {limit: 2, per: month}
    channels: [voice, sms]
    scope: {services: [repairs], teams: [income], to: ["01632 960200", Park Road]}
    from: 2026-07-01T00:00
    mode: shadow
    reply: never
""",
    ).restrictions
    assert found.scope.channels == {Channel.VOICE, Channel.SMS}
    assert found.scope.services | found.scope.teams == {"repairs", "income"}
    assert found.scope.to == {"+441632960200", "Park Road"}
    assert (found.starts_at, found.review_on) == (datetime(2026, 6, 30, 23, tzinfo=UTC), date(2027, 1, 1))
    assert (found.mode, found.reply, found.clause) == (Mode.SHADOW, Reply.NEVER, "TUN-8.3c2")


@pytest.mark.parametrize(
    ("written", "role", "more"),
    [
        ("{id: kim, role: representative, of: sam}", Role.REPRESENTATIVE, {"of": "sam", "reference": "kim"}),
        ("{id: kim, role: household, of: sam}", Role.HOUSEHOLD, {"of": "sam"}),
        ("{id: kim, role: sender, body: mp}", Role.SENDER, {"body": "mp"}),
        ("{id: kim, role: officer, hours: [mon-fri 09:00-17:00]}", Role.OFFICER, {"grade": ""}),
        ('{id: kim, adjustments: [large_print, "language:pl"]}', Role.CUSTOMER, {"language": "pl"}),
        ('{id: kim, contact_points: ["@kim"]}', Role.CUSTOMER, {"unverified": True}),
        ('{id: kim, contact_points: ["@kim", kim@example.org]}', Role.CUSTOMER, {"unverified": False}),
        ('{id: kim, name: Kim Example, contact_points: ["@kim"]}', Role.CUSTOMER, {"unverified": False}),
        ("{id: kim, reference: 1001}", Role.CUSTOMER, {"reference": "1001"}),
    ],
)
def test_people_of_every_role_are_read(tmp_path: Path, written: str, role: Role, more: dict[str, Any]) -> None:
    people = read(tmp_path, f"  - {written}\n").people
    kim = people[-1]
    assert (kim.id, kim.role) == ("kim", role)
    assert {name: getattr(kim, name) for name in more} == more


@pytest.mark.parametrize(("pressed", "meaning"), [("1", "emergency"), ("review", "review"), ("repairs", "repairs")])
def test_a_key_is_pressed_by_its_digit_or_by_what_it_stands_for(tmp_path: Path, pressed: str, meaning: str) -> None:
    assert contact(tmp_path, f"channel: voice, from: withheld, press: {pressed}").pressed == meaning


@pytest.mark.parametrize(("talk", "seconds"), [("90s", 90), ("6m10s", 370), ("1h", 3600)])
def test_talk_is_read_as_seconds(tmp_path: Path, talk: str, seconds: int) -> None:
    assert contact(tmp_path, f"channel: voice, from: withheld, talk: {talk}").call.talk_seconds == seconds


def test_counters_are_asked_for_a_person_a_channel_a_period_and_a_day(tmp_path: Path) -> None:
    deed = event(tmp_path, "counters: {of: sam, channel: voice, by: week, on: 2026-03-08}").deed
    assert deed == CountersRead(of="sam", channel=Channel.VOICE, by=Per.WEEK, on=date(2026, 3, 8))


def test_a_value_that_is_expected_to_be_missing_is_null(tmp_path: Path) -> None:
    found = event(
        tmp_path, "contact: {channel: sms, from: withheld}, expect: {next_allowed: null, time_limit: ~, to: }"
    )
    assert {one.name: one.value for one in found.expected} == {"next_allowed": None, "time_limit": None, "to": None}


def test_a_file_that_begins_with_a_mark_of_its_encoding_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "", head="\ufeffscenario: a test\nlandlord: magna\n").title == "a test"


def test_people_live_where_the_file_says_or_somewhere_invented_or_nowhere(tmp_path: Path) -> None:
    head = HEAD.replace("sam@example.org]}", "sam@example.org]}\n  - {id: kim, role: household, of: sam}")
    more = '  - {id: pat, address: "2 Real Road"}\n  - {id: jo, address: none}\n'
    people = {person.id: person.address for person in read(tmp_path, more, head).people}
    assert people["sam"]
    assert people["kim"]
    assert people["sam"] != people["kim"]
    assert (people["pat"], people["jo"], people["lee"]) == ("2 Real Road", "", "")

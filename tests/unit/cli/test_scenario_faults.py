"""A file that cannot be played says on which line, what is wrong, and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.rehearsal import read_file
from tests.unit.cli.scenario_files import HEAD, read

EVENT = "events:\n  - "
AT = "{at: 2026-03-02T10:00"
CONTACT = f"{AT}, contact: {{channel: voice, from: withheld"
RULE = "restrictions:\n  - {on: sam, from: 2026-03-02, "
BLOCK = "restrictions:\n  - on: sam\n    kind: "
DOWN = "channels_down:\n  - {"
CAP = "kind: contact_cap, terms: {limit: 1, per: week}, from: 2026-03-02T00:00"


def fault(folder: Path, more: str, head: str = HEAD) -> ScenarioFault:
    with pytest.raises(ScenarioFault) as caught:
        read(folder, more, head)
    return caught.value


@pytest.mark.parametrize(
    ("more", "line", "what", "allowed"),
    [
        (f"{EVENT}{CONTACT}, unanswered_by: [sam]}}}}\n", 7, "'sam' is not known", "lee, queue"),
        (f"{EVENT}{CONTACT}, unanswered_by: voicemail}}}}\n", 7, "'voicemail' is not known", "lee, queue"),
        (f"{EVENT}{AT}, contact: {{channel: sms, from: withheld, unanswered_by: lee}}}}\n", 7, "Only a call", "voice"),
        (f"{EVENT}{CONTACT}, talk: 4h1s}}}}\n", 7, "No call is that long", "4h at most"),
        ("event:\n", 6, "no key 'event' here", "restrictions, events"),
        ("people: []\n", 6, "'people' stands here twice", "each key once"),
        ("  - {id: sam}\n", 6, "'sam' stands here twice", "each person once"),
        ("  - {id: kim, role: boss}\n", 6, "'boss' is not known", "customer, representative, household"),
        ("  - {id: kim, role: representative}\n", 6, "'of' is missing", "id, role, name"),
        ("  - {id: kim, role: household, of: lee}\n", 6, "'lee' is no customer", "sam"),
        ("  - {id: kim, role: sender}\n", 6, "'body' is missing", "contact_points"),
        ("  - {id: kim, role: officer, grade: pope}\n", 6, "'pope' is not known", "officer, manager"),
        ("  - {id: kim, role: officer, hours: [mon 9-5]}\n", 6, "'mon 9-5' is not a weekly window", ""),
        ("  - {id: kim, grade: officer}\n", 6, "no key 'grade'", "id, role, name"),
        ("  - {id: kim, reference: '1'}\n", 6, "'1' cannot be keyed in", "two characters or more"),
        ("  - {id: kim, adjustments: [tea]}\n", 6, "'tea' is no adjustment", "large_print"),
        ("  - {id: kim, contact_points: [withheld]}\n", 6, "nobody's contact point", "a number"),
        ("  - {id: ''}\n", 6, "A text is needed here", "a word"),
        (f"{DOWN}channel: fax, from: 2026-03-02, until: 2026-03-03}}\n", 7, "'fax' is not known", "voice, sms"),
        (f"{DOWN}channel: sms, from: 2026-03-03, until: 2026-03-03}}\n", 7, "ends before", "until after from"),
        (f"restrictions:\n  - {{on: kim, {CAP}}}\n", 7, "'kim' is nobody of this file", "sam"),
        (f"restrictions:\n  - {{on: lee, {CAP}}}\n", 7, "'lee' is listed as officer", "sam"),
        (f"restrictions:\n  - {{on: sam, {CAP}, until: 2027-01-01}}\n", 7, "no key 'until'", "on, kind, terms"),
        (f"{BLOCK}ban\n    from: 2026-03-02\n", 8, "'ban' is not known", "contact_cap"),
        (f"{BLOCK}no_contact\n", 7, "'from' is missing", "on, kind"),
        (f"{BLOCK}contact_cap\n    terms: {{limit: 0, per: week}}\n    from: 2026-03-02\n", 9, "limit needs", ""),
        (f"{RULE}kind: contact_cap, terms: {{limit: 1.5, per: week}}}}\n", 7, "got '1.5'", ""),
        (f"{RULE}kind: contact_cap, terms: {{limit: 1, per: year}}}}\n", 7, "per cannot be 'year'", ""),
        (f"{RULE}kind: contact_cap, terms: [1]}}\n", 7, "got a list", "per: week"),
        (f"{RULE}kind: contact_cap}}\n", 7, "needs the term 'limit'", ""),
        (f"{RULE}kind: other, terms: {{text: {{a: b}}}}}}\n", 7, "not a mapping", ""),
        (f"{RULE}kind: permitted_times, terms: {{windows: [tue 12:00-09:00]}}}}\n", 7, "ends before it starts", ""),
        (f"{RULE}kind: single_point_of_contact, terms: {{officer: bo}}}}\n", 7, "'bo' is nobody", "lee"),
        (f"restrictions:\n  - {{on: sam, {CAP}, scope: {{office: x}}}}\n", 7, "no key 'office'", "services, teams, to"),
        (f"restrictions:\n  - {{on: sam, {CAP}, mode: soft}}\n", 7, "'soft' is not known", "enforced, shadow"),
        (f"{EVENT}{CONTACT}}}, note: x}}\n", 7, "no key 'note'", "at, contact, expect"),
        (f"{EVENT}{CONTACT}, tone: x}}}}\n", 7, "no key 'tone'", "channel, from"),
        (f"{EVENT}{AT}, contact: {{channel: voice}}}}\n", 7, "'from' is missing", "channel, from"),
        (f"{EVENT}{{contact: {{channel: voice, from: withheld}}}}\n", 7, "'at' is missing", "at, contact"),
        (f"{EVENT}{{at: 2026-03-02T10:00}}\n", 7, "exactly one of three", "contact, counters, do"),
        (f"{EVENT}{CONTACT}}}, do: tick}}\n", 7, "contact and do", "contact, counters, do"),
        (f"{EVENT}just words\n", 7, "'just words'", "contact, counters, do"),
        (f"{EVENT}{AT}, contact: {{channel: voice, from: sam}}}}\n", 7, "is a person's id", "+447700900123, sam@"),
        (f"{EVENT}{CONTACT}, talk: six}}}}\n", 7, "'six' is not a duration", ""),
        (f"{EVENT}{CONTACT}, talk: 1m, unanswered: true}}}}\n", 7, "has no talk", "talk or unanswered"),
        (f"{EVENT}{CONTACT}, attachments: -1}}}}\n", 7, "A number is needed here, got '-1'", "0 or more"),
        (f"{EVENT}{CONTACT}, appointment: maybe}}}}\n", 7, "Yes or no", "true, false"),
        (f"{EVENT}{CONTACT}, press: '9'}}}}\n", 7, "'9' is no key of the menu", "emergency, somebody_else"),
        (f"{EVENT}{CONTACT}, reference: '1'}}}}\n", 7, "'1' is no reference: one key is a choice", "press"),
        (f"{EVENT}{CONTACT}, reference: [9999, '10#1']}}}}\n", 7, "'10#1' is no reference", "two keys or more"),
        (f"{EVENT}{CONTACT}, about_staff: sam}}}}\n", 7, "'sam' is listed as customer", "lee"),
        (f"{EVENT}{CONTACT}}}, expect: {{outcome: connected}}}}\n", 7, "'connected' is not known", "connect, route"),
        (f"{EVENT}{CONTACT}}}, expect: {{reasons: [cap]}}}}\n", 7, "'cap' is not known", "contact_cap"),
        (f"{EVENT}{CONTACT}}}, expect: {{reply: maybe}}}}\n", 7, "'maybe' is not known", "none"),
        (f"{EVENT}{CONTACT}}}, expect: {{attempts: 1}}}}\n", 7, "no key 'attempts'", "outcome"),
        (f"{EVENT}{AT}, counters: {{of: sam}}}}\n", 7, "'by' is missing", "of, channel, by, on"),
        (f"{EVENT}{AT}, counters: {{of: bo, by: day}}}}\n", 7, "'bo' is nobody", "sam, lee"),
        (f"{EVENT}{AT}, counters: {{of: sam, by: hour, on: 2026-03-02}}}}\n", 7, "which hour", "day"),
        (f"{EVENT}{AT}, counters: {{of: sam, by: day}}, expect: {{to: a}}}}\n", 7, "no key 'to'", "attempts"),
        (f"{EVENT}{AT}, do: propose, on: sam, kind: contact_cap}}\n", 7, "'by' is missing", "by"),
        (f"{EVENT}{AT}, do: propose, on: sam, by: lee, kind: silence}}\n", 7, "'silence' is not known", "contact_cap"),
        (f"{EVENT}{AT}, do: propose, on: sam, by: lee, kind: contact_cap}}\n", 7, "limit", ""),
        (f"{EVENT}{AT}, do: propose, on: sam, by: lee, kind: no_contact, varies: r9}}\n", 7, "'r9' is", "`as:`"),
        (f"{EVENT}{AT}, do: authorise, ref: r1, by: lee}}\n", 7, "'r1' is nothing that an act above made", "`as:`"),
        (f"{EVENT}{AT}, do: decide_appeal, ref: a1, outcome: upheld}}\n", 7, "'a1' is nothing", "`as:`"),
        (f"{EVENT}{AT}, do: warn, on: sam, form: shouted}}\n", 7, "'shouted' is not known", "verbal, written"),
        (f"{EVENT}{AT}, do: tick, expect: {{state: happy}}}}\n", 7, "'happy' is not known", "draft"),
        (f"{EVENT}{AT}, do: tick, expect: {{refused: grumpy}}}}\n", 7, "'grumpy' is not known", "warning_missing"),
        (f"{EVENT}{AT}, do: tick, expect: {{letter_contains: [jokes]}}}}\n", 7, "'jokes' is not known", "ombudsman"),
        (f"{EVENT}{AT}, do: tick, expect: {{outcome: connect}}}}\n", 7, "no key 'outcome'", "in_force_from"),
        (f"{EVENT}{AT}, do: dance}}\n", 7, "'dance' is not known", "warn, record_incident"),
        (f"{EVENT}{AT}, do: complain, on: sam}}\n", 7, "'about' is missing", "about"),
        (f"{EVENT}{AT}, do: complain, on: sam, about: lee, by: sam}}\n", 7, "'sam' is listed as customer", "lee"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_what_is_allowed(
    tmp_path: Path, more: str, line: int, what: str, allowed: str
) -> None:
    found = fault(tmp_path, more)
    assert found.line == line
    assert what in found.what
    assert allowed in found.allowed


@pytest.mark.parametrize(
    ("time", "what", "allowed"),
    [
        ("2026-10-25T01:30", "comes twice", "2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00"),
        ("2026-03-29T01:30", "does not exist", "2026-03-29T00:59 or earlier, 2026-03-29T02:00 or later"),
        ("2026-03-29T01:00", "does not exist", "2026-03-29T02:00 or later"),
        ("2026-02-29T10:00", "no time of the calendar", "2026-03-02T10:00"),
        ("2026-03-02T24:30", "no time of the calendar", "2026-03-02T10:00"),
        ("2026-03-02 10:00", "is not a time", "2026-03-02T10:00"),
        ("2026-03-02", "is not a time", "2026-03-02T10:00"),
        ("10:00", "is not a time", "2026-03-02T10:00"),
    ],
)
def test_a_time_that_is_no_single_instant_is_a_fault_wherever_it_stands(
    tmp_path: Path, time: str, what: str, allowed: str
) -> None:
    as_event = fault(tmp_path, f"{EVENT}{{at: {time}, contact: {{channel: voice, from: withheld}}}}\n")
    as_expected = fault(tmp_path, f"{EVENT}{CONTACT}}}, expect: {{next_allowed: {time}}}}}\n")
    for found in (as_event, as_expected):
        assert what in found.what
        assert allowed in found.allowed
        assert found.line == 7


def test_events_that_go_back_in_time_are_a_fault(tmp_path: Path) -> None:
    later, earlier = (
        f"  - {{at: {at}, contact: {{channel: voice, from: withheld}}}}\n"
        for at in ("2026-10-25T01:10+00:00", "2026-10-25T01:50+01:00")
    )
    found = fault(tmp_path, f"events:\n{later}{earlier}")
    assert (found.line, found.what) == (8, "This happens before the event above it.")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "is empty"),
        ("just words", 1, "Keys are needed here"),
        ("scenario: a\nlandlord: [tuntum\n", 3, "This is not YAML"),
        ("scenario: a: b\n", 1, "This is not YAML"),
        ("scenario: a\n---\nscenario: b\n", 2, "This is not YAML"),
        ("scenario: \x07\n", 1, "This is not YAML"),
        ("? [a]\n: b\n", 1, "A key is a word"),
        ("people: &all [*all]\n", 1, "holds itself"),
        ("landlord: tuntum\n", 1, "'scenario' is missing"),
        ("scenario: a\n", 1, "'landlord' is missing"),
        ("scenario: ~\nlandlord: tuntum\n", 1, "got nothing"),
        ("scenario: a\nlandlord: nobody\n", 2, "no landlord 'nobody'"),
        ("scenario: a\nlandlord: none.toml\n", 2, "no landlord 'none.toml'"),
    ],
)
def test_a_text_that_is_no_scenario_says_why(tmp_path: Path, text: str, line: int, what: str) -> None:
    found = fault(tmp_path, text, head="")
    assert found.line == line
    assert what in found.what


def test_a_faulty_pack_beside_the_file_is_named_with_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[landlord]\nname = 1\n", encoding="utf-8")
    found = fault(tmp_path, "scenario: a\nlandlord: own.toml\n", head="")
    assert found.line == 2
    assert "own.toml:2: landlord.name" in found.what


def test_a_pack_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in fault(tmp_path, "scenario: a\nlandlord: own.toml\n", head="").what


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioFault, match="not a text file"):
        read_file(tmp_path / "scenario.yaml")

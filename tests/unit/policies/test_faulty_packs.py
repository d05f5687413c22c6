"""Every fault of a pack is told at once, with its line, what is wrong and what is allowed."""

from datetime import date
from typing import Any, cast

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_gateway.adapters.policy_files.faults import PackFaults
from contact_gateway.adapters.policy_files.packs import parse_pack
from tests.unit.policies.reading import HARBOUR, SHIPPED, faults_of, line_holding, policy_of

FAULTS = [
    # what stands there, what somebody writes instead, the key named, part of what is said
    ('name = "Harbour Homes"', "name = 7", "landlord.name", "needs a text"),
    ('name = "Harbour Homes"', 'name = "a\\u0007b"', "landlord.name", "control character"),
    ('name = "Harbour Homes"', 'name = "a\\u202eb"', "landlord.name", "turns the text after it round"),
    ('zone = "Europe/London"', 'zone = "Europe/Atlantis"', "landlord.zone", "not a time zone"),
    ('nation = "scotland"', 'nation = "cornwall"', "landlord.nation", "england_and_wales, scotland"),
    ("2026-12-29", '"Hogmanay"', "landlord.closure_days[0]", "needs a date"),
    ("2026-12-29", "2026-12-29T10:00:00", "landlord.closure_days[0]", "needs a date"),
    ("2026-12-30", "20261230", "landlord.closure_days[1]", "needs a date"),
    ('address = "020 7946 0700"', 'address = "ring us"', "lines[0].address", "not a telephone number"),
    ('address = "020 7946 0700"', 'address = "appeals@harbour.example.org"', "lines[1].address", "earlier line"),
    ('team = "fair_hearing"', 'team = "tug_boat"', "lines[1].team", "not a destination"),
    ('email = "desk@harbour.example.org"', 'email = "desk at harbour"', "destinations.queue.email", "not an e-mail"),
    ('phone = "020 7946 0713", ', "", "destinations.fair_hearing", "phone is missing"),
    ('label = "Night watch", ', "", "destinations.emergency_line.label", "missing"),
    ('"mon-sat 08:00-20:00"', '"mon-sat 20:00-08:30pm"', "hours.business[0]", "not a weekly window"),
    ('"mon-sat 08:00-20:00"', '"mon-sat 17:00-09:00"', "hours.business[0]", "ends before it starts"),
    ('out_of_hours = "emergency_line"', 'out_of_hours = "pub"', "hours.out_of_hours", "not a destination"),
    ('7 = "review"', '7 = "payment"', "menu", 'Allowed: 6 = "review"'),
    ('9 = "emergency"', '1 = "payment"', "menu.1", "Key 1 is the emergency, wherever somebody calls"),
    ('3 = "repairs"', '11 = "repairs"', "menu.11", "not a key of the keypad"),
    ('3 = "repairs"', '1 = "weather"', "menu.1", "not a word for this"),
    ('["voice", "sms", "email"]', '["voice", "fax"]', "contact.channels[1]", "'fax' is not a word"),
    ('["voice", "sms", "email"]', "[]", "contact.channels", "empty"),
    ('reply_period = "month"', 'reply_period = "hour"', "contact.reply_period", "day, week, month"),
    ("asks_reference = false", 'asks_reference = "no"', "contact.asks_reference", "true or false"),
    ('writing = { value = ["sms", "email"]', 'writing = { value = ["sms", 5]', "forms.writing[1]", "not a word"),
    ('line = "client:porter"', 'line = "porter"', "destinations.priority.line", "not a line"),
    ('line = "client:porter"', 'line = "workflow:WW12"', "destinations.priority.line", "WW and 32 digits"),
    (', line = "client:porter"', "", "destinations.priority", "Nothing can be sent here"),
    ('records = "all"', 'records = "some"', "voice.records", "nothing, watched, all"),
    ("recording_days = 14", "recording_days = 0", "voice.recording_days", "1 to 3650"),
    ("ring_seconds = 20", "ring_seconds = 90", "voice.ring_seconds", "5 to 60"),
    ("press_to_accept = true", "press_to_accept = 1", "voice.press_to_accept", "true or false"),
    ('warns_before = ["contact_cap"]', 'warns_before = ["cap"]', "voice.warns_before[0]", "not a word for this"),
    ("on = []", 'on = ["xx"]', "languages.on[0]", "no file for the language 'xx'"),
    ('["mooring is loose"]', "[]", "spoken.en.repairs", "empty"),
    ('repairs = ["mooring is loose"]', 'weather = ["rain"]', "spoken.en.weather", "not a word for this"),
    ("contact_cap = {}", "contact_cup = {}", "kinds.contact_cup", "not a word for this"),
    ("contact_cap = {}", "contact_cap = true", "kinds.contact_cap", "needs a table"),
    ('clause = "HAR-5a"', 'clause = "five a"', "kinds.single_form.clause", "not a clause"),
    ("no_contact = {}", 'no_contact = { grade = "admiral" }', "kinds.no_contact.grade", "not a grade"),
    ('{ value = "steward",', '{ value = "bosun",', "authority.least_grade", "clerk, steward, harbour_master"),
    ("[authority]\n", '[authority]\ndiscloses = "bosun"\n', "authority.discloses", "clerk, steward, harbour_master"),
    ('tenancy_action = "harb', 'tenancy_action = "barb', "authority.tenancy_action", "clerk, steward, harbour_master"),
    ('"clerk", "steward",', '"clerk", "clerk", "steward",', "authority.grades", "twice"),
    ('shortest = "2 weeks"', 'shortest = "4 months"', "review.usual", "do not grow: 4 months, 90 days, 8 months"),
    ('longest = "8 months"', "longest = 8.5", "review.longest", "not a length of time"),
    ('["violence", "threat"]', '["rudeness"]', "grounds.allowed[0]", "not a word for this"),
    ('appeal = { value = "fair_hearing"', 'appeal = { value = "nobody"', "subjects.appeal", "not a destination"),
    ("[subjects]", "[subjects]\nhazard = false", "subjects.hazard", "cannot be switched off"),
    ("[subjects]", '[subjects]\nemergency = ""', "subjects.emergency", "cannot be switched off"),
    ("[subjects]", '[subjects]\ncomplaint = "none"', "subjects.complaint", "cannot be switched off"),
    ('"Loose Mooring"', '"ox"', "words.strong.hazard[0]", "too short"),
    ('"@coastguard.example.org" =', '"coastguard" =', "open_senders.coastguard", "not an e-mail address"),
    ("extra_time = 3", "extra_time = 0.5", "adjustments.extra_time", "1 to 10"),
    ("extra_time = 3", "more_time = 3", "adjustments.more_time", "not a word for this"),
    ("[scripts.gd]", "[scripts.Gaelic]", "scripts.Gaelic", "not a language"),
    ("greeting =", "hello =", "scripts.gd.hello", "not a word for this"),
    ("seo {landlord}", "seo {sgioba}", "scripts.gd.greeting", "{sgioba} is not known"),
    ("seo {landlord}", "seo {when}", "scripts.gd.greeting", "belongs to another script"),
    ("seo {landlord}", "seo {landlord", "scripts.gd.greeting", "brace"),
    ("seo {landlord}", "seo " + "a" * 1500, "scripts.gd.greeting", "at most 1500"),
    ("emergency, press 1 or 9", "emergency, press 9", "scripts.en.emergency_choice", "name the key for emergency"),
    ("you are somebody else", "you are not the banned person", "scripts.en.somebody_else_choice", "give somebody away"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "instead", "key", "said"), FAULTS)
def test_a_fault_names_its_line_its_key_and_what_is_allowed(there: str, instead: str, key: str, said: str) -> None:
    assert HARBOUR.count(there) == 1

    faults = faults_of(HARBOUR.replace(there, instead))

    assert [fault.key for fault in faults] == [key]
    assert said in str(faults[0])
    assert " Allowed: " in str(faults[0])


def test_a_key_of_ones_own_is_named_in_every_language_that_is_switched_on() -> None:
    (fault,) = faults_of(HARBOUR.replace("on = []", 'on = ["cy"]'))
    assert fault.key == "scripts.cy.review_choice"
    assert "does not name the key for review" in str(fault)


def test_the_line_is_the_one_to_look_at() -> None:
    broken = HARBOUR.replace('longest = "8 months"', "longest = []")

    (fault,) = faults_of(broken)

    assert fault.line == line_holding(broken, "longest = []")
    assert str(fault).startswith(f"harbour.toml:{fault.line}: review.longest: [] is not a length of time.")


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    broken = (
        HARBOUR.replace('nation = "scotland"', "nation = 1")
        .replace("extra_time = 3", "extra_time = true")
        .replace('team = "fair_hearing"', 'team = "nobody"')
    )

    faults = faults_of(broken)

    assert [fault.key for fault in faults] == ["landlord.nation", "lines[1].team", "adjustments.extra_time"]
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


@pytest.mark.parametrize(
    ("there", "instead", "unknown", "missing"),
    [
        ('address = "020 7946 0700"', 'adress = "020 7946 0700"', "lines[0].adress", "lines[0].address"),
        ("voicemail = { label", "answerphone = { label", "destinations.answerphone", "destinations.voicemail"),
        ('grades = ["clerk"', 'ranks = ["clerk"', "authority.ranks", "authority.grades"),
    ],
)
def test_a_misspelled_key_is_told_as_unknown_and_as_missing(
    there: str, instead: str, unknown: str, missing: str
) -> None:
    assert {missing} <= {fault.key for fault in faults_of(HARBOUR.replace(there, instead))} <= {missing, unknown}


def test_an_empty_pack_is_told_everything_that_every_pack_says() -> None:
    assert {fault.key for fault in faults_of("")} == {
        "landlord.name",
        "destinations.queue",
        "destinations.voicemail",
        "destinations.emergency_line",
        "destinations.repairs_desk",
        "contact.channels",
        "authority.grades",
    }


@pytest.mark.parametrize(
    ("text", "line"), [("[landlord\nname = 1", 1), ('a = 1\nb = "open\n', 2), ("a = 1\na = 2\n", 2)]
)
def test_a_text_that_is_no_toml_says_on_which_line(text: str, line: int) -> None:
    (fault,) = faults_of(text)

    assert fault.line == line
    assert "not TOML" in fault.what


def test_a_kind_without_a_clause_is_a_fault_of_the_pack() -> None:
    (fault,) = faults_of(HARBOUR.replace('[kinds]\nclause = "HAR-5"\n', "[kinds]\n").replace("no_contact = {}\n", ""))

    assert fault.key == "kinds.contact_cap"
    assert "clause" in fault.what


def test_a_script_that_puts_conditions_before_the_ombudsman_is_refused() -> None:
    told_to_wait = HARBOUR.replace(
        "[scripts.en]", '[scripts.en]\nhow_to_review = "Appeal to us first; then you can go to the Ombudsman."'
    )

    (fault,) = faults_of(told_to_wait)

    assert fault.key == "scripts.en.how_to_review"
    assert "at any time" in fault.allowed


WRONG: tuple[object, ...] = (True, 977_000, 97.75, "#", [], ["#"], {}, {"clause": 4}, {"value": "#"}, date(2026, 1, 1))


@given(data=st.data())
@settings(max_examples=40)
def test_one_value_of_a_wrong_type_is_told_on_its_line_and_never_breaks_the_reader(data: st.DataObject) -> None:
    document = tomlkit.parse(data.draw(st.sampled_from([HARBOUR, *SHIPPED.values()])))
    table, key, path = data.draw(st.sampled_from(_places(cast("dict[str, Any]", document), ())))
    was = table[key]
    wrong = data.draw(st.sampled_from([value for value in WRONG if not _could_be_meant(was, value)]))
    table[key] = wrong
    text = tomlkit.dumps(document)

    with pytest.raises(PackFaults) as found:
        parse_pack(text)

    assert any(fault.key.startswith(path) for fault in found.value.faults)
    assert any(str(key) in text.splitlines()[fault.line - 1] for fault in found.value.faults)


@given(st.text(max_size=60) | st.sampled_from(HARBOUR.splitlines()), st.integers(0, HARBOUR.count("\n")))
def test_any_line_put_into_a_pack_gives_a_policy_or_faults_and_nothing_else(line: str, at: int) -> None:
    lines = HARBOUR.splitlines()
    text = "\n".join([*lines[:at], line, *lines[at:]])

    try:
        lines_told = {1} if policy_of(text).name else set()
    except PackFaults as found:
        lines_told = {fault.line for fault in found.faults}

    assert lines_told
    assert lines_told <= set(range(1, text.count("\n") + 2))


def _places(table: dict[str, Any], path: tuple[str, ...]) -> list[tuple[dict[str, Any], str, str]]:
    """List every single value of a document: the table it stands in, its key, its dotted path as far as it is plain."""
    found: list[tuple[dict[str, Any], str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _places(value, (*path, key))
        elif not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            found.append((table, key, ".".join(path)))
    return found


def _could_be_meant(was: object, instead: object) -> bool:
    """Whether the format allows the other value just as well: a list where lists stand, a text where texts stand."""
    alike = isinstance(was, list) and isinstance(instead, list)
    wrapped = isinstance(instead, dict) and "value" in instead
    same = any(isinstance(was, kind) and isinstance(instead, kind) for kind in (str, date))
    return alike or wrapped or same or type(was) is type(instead)

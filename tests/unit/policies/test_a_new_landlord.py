"""A new landlord with its own rules is a file and no code."""

from datetime import UTC, date, datetime

from contact_gateway.adapters.policy_files.packs import parse_pack
from contact_gateway.adapters.policy_files.showing import Row, rows
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Per
from contact_gateway.domain.policy import DEFAULT, LANDLORD, KindRule, Line
from contact_gateway.domain.voice import Recorded, VoiceRules, meaning_of
from contact_gateway.domain.working_days import Nation
from tests.unit.policies.reading import HARBOUR, policy_of

POLICY = policy_of(HARBOUR)


def test_a_landlord_is_who_its_file_says() -> None:
    assert (POLICY.landlord, POLICY.name, POLICY.version) == ("harbour", "Harbour Homes", 3)
    assert (POLICY.zone.key, POLICY.nation) == ("Europe/London", Nation.SCOTLAND)


def test_its_hours_leave_out_its_nations_holidays_and_its_own_closure_days() -> None:
    hours = POLICY.business_hours

    assert hours.is_open(datetime(2026, 3, 7, 1, 30, tzinfo=UTC))  # Friday's night window, on Saturday
    assert not hours.is_open(datetime(2026, 1, 2, 12, tzinfo=UTC))  # a holiday in Scotland only
    assert hours.is_open(datetime(2026, 4, 6, 12, tzinfo=UTC))  # Easter Monday, which Scotland does not keep
    assert not hours.is_open(datetime(2026, 12, 29, 12, tzinfo=UTC))
    assert date(2026, 12, 30) in hours.closed
    assert POLICY.out_of_hours == "emergency_line"


def test_its_numbers_and_addresses_are_in_one_spelling() -> None:
    assert POLICY.line("+442079460700") == Line(address="+442079460700")
    assert POLICY.line("Appeals@Harbour.example.org").subject is Subject.APPEAL
    assert POLICY.destinations["emergency_line"].phone == "+442079460719"
    assert POLICY.destinations["voicemail"].email == ""


def test_it_allows_what_its_clauses_allow_and_names_who_decides() -> None:
    assert POLICY.kinds == {
        Kind.CONTACT_CAP: KindRule(clause="HAR-5", grade="steward"),
        Kind.SINGLE_FORM: KindRule(clause="HAR-5a", grade="steward"),
        Kind.NO_CONTACT: KindRule(clause="HAR-5", grade="harbour_master"),
    }
    assert POLICY.grades == ("clerk", "steward", "harbour_master")
    reviews = POLICY.casework.reviews
    assert (str(reviews.shortest), str(reviews.usual), str(reviews.longest)) == ("2 weeks", "90 days", "8 months")
    assert reviews.clause == "HAR-7"
    assert POLICY.grounds == {"violence", "threat"}


def test_its_words_channels_keys_and_amounts_are_its_own() -> None:
    assert POLICY.channels == (Channel.VOICE, Channel.SMS, Channel.EMAIL)
    assert POLICY.forms[Form.WRITING] == {Channel.SMS, Channel.EMAIL}
    assert POLICY.menu["9"] == "emergency"
    assert POLICY.reply_period is Per.MONTH
    assert POLICY.strong_words == {Subject.HAZARD: ("loose mooring",)}
    assert POLICY.weak_words == {Subject.PAYMENT: ("berth fee",)}
    assert POLICY.open_senders["@coastguard.example.org"] is Body.POLICE
    assert POLICY.adjustment_factors[Adjustment.EXTRA_TIME] == 3.0
    assert POLICY.scripts["gd"]["greeting"] == "Halò, seo {landlord}."
    assert not POLICY.asks_reference


def test_its_calls_are_carried_as_it_wants() -> None:
    assert POLICY.voice == VoiceRules(
        records=Recorded.ALL,
        recording_days=14,
        ring_seconds=20,
        press_to_accept=True,
        warns_before=frozenset({Kind.CONTACT_CAP}),
    )
    assert POLICY.sources["voice.ring_seconds"] == "HAR-3"
    assert POLICY.destinations["priority"].rings == "client:porter"
    assert POLICY.destinations["queue"].rings == "+442079460710"
    assert POLICY.languages == {"en"}
    assert POLICY.spoken["en"]["repairs"] == ("mooring is loose",)
    assert {"man overboard", "gas leak"} <= set(POLICY.spoken["en"]["emergency"])
    assert meaning_of("there is a man overboard", POLICY.spoken["en"]) == "emergency"


def test_what_its_file_does_not_say_holds_by_default() -> None:
    assert POLICY.forms[Form.TELEPHONE] == {Channel.VOICE}
    assert POLICY.subjects[Subject.HAZARD] == "repairs_desk"
    assert set(POLICY.subjects) == set(Subject)
    assert POLICY.adjustment_factors[Adjustment.RELAY_CALLS] == 2.0
    assert POLICY.open_senders["@ombudsman.example.org"] is Body.OMBUDSMAN
    assert POLICY.scripts["en"]["decline_until"] == "Calls from this number can be taken again on {when}."
    assert POLICY.offers_somebody_else


def test_every_value_says_where_it_comes_from() -> None:
    sources = POLICY.sources

    assert sources["review.usual"] == "HAR-7"
    assert sources["review.longest"] == LANDLORD
    assert sources["hours.business"] == "HAR-2"
    assert sources["subjects.hazard"] == DEFAULT
    assert sources["kinds.contact_cap"] == "HAR-5"
    assert sources["kinds.single_form"] == "HAR-5a"
    assert sources['open_senders."@ombudsman.example.org"'] == DEFAULT
    assert sources["lines[1].subject"] == "HAR-9"


def test_showing_a_pack_tells_defaults_from_the_policy() -> None:
    shown = {row.key: row for row in rows(parse_pack(HARBOUR))}

    assert shown["review.usual"] == Row("review.usual", "90 days", "HAR-7")
    assert shown["forms.telephone"].source == "default, not in policy"
    assert shown["landlord.closure_days"] == Row(
        "landlord.closure_days", "2026-12-29, 2026-12-30", "the landlord's own"
    )
    assert shown["contact.asks_reference"].value == "no"
    assert shown["kinds.no_contact"] == Row("kinds.no_contact", "decided by harbour_master or above", "HAR-5")

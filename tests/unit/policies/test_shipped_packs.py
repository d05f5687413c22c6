"""The five landlords' packs say what their policies say, and call a default a default."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from contact_gateway.adapters.policy_files.packs import parse_pack
from contact_gateway.adapters.policy_files.showing import rows
from contact_gateway.domain.contact import Channel, Contact, Subject
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.people import Body
from contact_gateway.domain.policy import DEFAULT, LANDLORD, MANAGERS, Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.voice import Recorded
from tests.builders import contact, person, phone, restriction
from tests.unit.domain.deciding import USED_UP, codes
from tests.unit.policies.reading import SHIPPED, shipped

POLICIES = {slug: shipped(slug) for slug in SHIPPED}
EVERY_LANDLORD = pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))
REGISTER = tomllib.loads((Path(__file__).parents[3] / "docs" / "clauses.toml").read_text(encoding="utf-8"))
PREFIX = {"torus": "TOR-", "tuntum": "TUN-", "octavia": "OCT-", "magna": "MAG-", "derby_homes": "DER-"}


def decided(policy: Policy, made: Contact, in_force: Iterable[Restriction] = ()) -> Decision:
    """Decide a contact of Sam's under a landlord's own policy."""
    return decide(made, identify(made, policy, [person(*in_force)]), Usage(), policy, made.received_at)


def test_five_landlords_are_shipped() -> None:
    assert list(POLICIES) == ["derby_homes", "magna", "octavia", "torus", "tuntum"]


@EVERY_LANDLORD
def test_every_clause_that_a_pack_names_is_in_the_register_of_clauses(policy: Policy) -> None:
    named = set(policy.sources.values()) | {rule.clause for rule in policy.kinds.values()}

    assert named - {DEFAULT, LANDLORD, MANAGERS} <= set(REGISTER[policy.landlord])
    assert all(clause.startswith(PREFIX[policy.landlord]) for clause in REGISTER[policy.landlord])


@EVERY_LANDLORD
def test_whatever_is_always_open_has_somebody_who_answers_by_call_and_in_writing(policy: Policy) -> None:
    for subject in Subject:
        destination = policy.destinations[policy.subjects[subject]]
        assert destination.phone
        assert destination.email
    assert policy.subjects[Subject.EMERGENCY] == "emergency_line"
    assert policy.menu["1"] == "emergency"


@EVERY_LANDLORD
@pytest.mark.parametrize("subject", [Subject.EMERGENCY, Subject.COMPLAINT, Subject.APPEAL])
def test_every_landlord_has_a_mailbox_that_opens_by_being_written_to(policy: Policy, subject: Subject) -> None:
    (address,) = [line.address for line in policy.lines if line.subject is subject]
    ban = restriction(Kind.NO_CONTACT)

    decision = decided(policy, contact(Channel.EMAIL, dialled=address), [ban])

    assert decision.to == policy.subjects[subject]
    assert decision.outcome is (Outcome.EMERGENCY if subject is Subject.EMERGENCY else Outcome.ROUTE)


@EVERY_LANDLORD
def test_numbers_and_mailboxes_are_those_of_a_drama(policy: Policy) -> None:
    points = [line.address for line in policy.lines]
    points += [point for found in policy.destinations.values() for point in (found.phone, found.email) if point]

    assert points
    assert all(point.startswith(("+441632960", "+442079460")) or point.endswith(".example.org") for point in points)


@EVERY_LANDLORD
def test_grades_are_in_the_landlords_order_and_every_kind_is_decided_by_one_of_them(policy: Policy) -> None:
    assert policy.grades[0] == "officer"
    assert {rule.grade for rule in policy.kinds.values()} <= {*policy.grades, ""}


@pytest.mark.parametrize(
    ("slug", "ladder"),
    [
        ("torus", "officer manager director"),
        ("tuntum", "officer manager customer_excellence_leader director"),
        ("octavia", "officer service_manager assistant_director director"),
        ("magna", "officer manager head_of_service director"),
        ("derby_homes", "officer manager head_of_service executive"),
    ],
)
def test_each_landlord_has_its_own_ladder_of_grades(slug: str, ladder: str) -> None:
    assert " ".join(POLICIES[slug].grades) == ladder


@pytest.mark.parametrize(
    ("slug", "shortest", "usual", "longest", "clause"),
    [
        ("torus", "1 month", "6 months", "12 months", DEFAULT),
        ("tuntum", "1 month", "6 months", "12 months", "TUN-8.4"),
        ("octavia", "1 month", "6 months", "12 months", DEFAULT),
        ("magna", "3 months", "6 months", "12 months", "MAG-21"),
        ("derby_homes", "1 month", "12 months", "12 months", "DER-10.4"),
    ],
)
def test_each_landlord_looks_again_when_its_policy_says(
    slug: str, shortest: str, usual: str, longest: str, clause: str
) -> None:
    rules = POLICIES[slug].casework.reviews
    assert (str(rules.shortest), str(rules.usual), str(rules.longest), rules.clause) == (
        shortest,
        usual,
        longest,
        clause,
    )


KINDS = {
    "tuntum": "single_point_of_contact single_form permitted_times contact_cap no_further_consideration issue_cap",
    "octavia": "single_point_of_contact time_cap channel_ban only_channels representative_only social_media_action "
    "accompanied_only personal_contact_ban premises_ban other service_limit essential_repairs_only "
    "response_times_varied",
    "magna": "single_point_of_contact contact_cap time_cap permitted_times channel_ban only_channels warning_flag "
    "accompanied_only court_order",
    "derby_homes": "single_point_of_contact single_form no_further_consideration contact_cap time_cap permitted_times "
    "channel_ban only_channels voicemail_only by_appointment personal_contact_ban representative_only warning_flag "
    "social_media_action",
}


@pytest.mark.parametrize(("slug", "kinds"), KINDS.items())
def test_a_landlord_allows_the_kinds_of_its_policy_and_no_other(slug: str, kinds: str) -> None:
    assert set(POLICIES[slug].kinds) == set(kinds.split())
    assert all(rule.clause.startswith(PREFIX[slug]) for rule in POLICIES[slug].kinds.values())


def test_torus_lost_its_list_so_its_managers_may_use_every_kind_and_it_shows_as_theirs() -> None:
    torus = POLICIES["torus"]

    assert set(torus.kinds) == set(Kind)
    assert torus.kinds[Kind.ACCOMPANIED_ONLY].clause == "TOR-10"
    assert torus.kinds[Kind.COURT_ORDER].clause == "TOR-04"
    others = set(Kind) - {Kind.ACCOMPANIED_ONLY, Kind.COURT_ORDER}
    assert {torus.kinds[kind].clause for kind in others} == {DEFAULT}
    assert {torus.sources[f"kinds.{kind}"] for kind in others} == {MANAGERS}
    assert torus.kinds[Kind.NO_CONTACT].grade == "director"
    shown = {row.key: row.source for row in rows(parse_pack(SHIPPED["torus"]))}
    assert shown["kinds.contact_cap"] == "landlord's managers, not in policy"
    assert shown["review.usual"] == "default, not in policy"


@pytest.mark.parametrize(
    ("kind", "grade"),
    [
        (Kind.TIME_CAP, "service_manager"),
        (Kind.CHANNEL_BAN, "service_manager"),
        (Kind.ACCOMPANIED_ONLY, "service_manager"),
        (Kind.PREMISES_BAN, "assistant_director"),
        (Kind.PERSONAL_CONTACT_BAN, "assistant_director"),
        (Kind.SERVICE_LIMIT, "assistant_director"),
        (Kind.ESSENTIAL_REPAIRS_ONLY, "assistant_director"),
        (Kind.OTHER, "assistant_director"),
    ],
)
def test_octavia_grades_what_cuts_off_services_above_what_varies_contact(kind: Kind, grade: str) -> None:
    assert POLICIES["octavia"].kinds[kind].grade == grade


@EVERY_LANDLORD
def test_nothing_is_recorded_unless_a_landlord_says_so_and_none_does(policy: Policy) -> None:
    assert policy.voice.records is Recorded.NOTHING
    assert policy.sources["voice.records"] == DEFAULT


@EVERY_LANDLORD
def test_whoever_was_limited_hears_a_word_about_courtesy_before_speaking_to_anybody(policy: Policy) -> None:
    limits = {Kind.SINGLE_POINT_OF_CONTACT, Kind.PERMITTED_TIMES, Kind.CONTACT_CAP, Kind.TIME_CAP}
    assert policy.voice.warns_before == limits


@pytest.mark.parametrize("slug", POLICIES)
def test_only_octavia_asks_to_stop_after_a_contact_that_was_ended(slug: str) -> None:
    assert POLICIES[slug].voice.asks_to_stop is (slug == "octavia")


@pytest.mark.clause("DER-8.1..8.3")
def test_at_derby_homes_callers_whom_nobody_knows_are_asked_who_they_are() -> None:
    derby = POLICIES["derby_homes"]
    decision = decided(derby, contact(Channel.VOICE, sender=None))

    assert Script.ASK_REFERENCE in decision.scripts
    assert derby.sources["contact.asks_reference"] == "DER-8.1..8.3"


@pytest.mark.clause("TUN-8.3b")
@pytest.mark.parametrize(
    ("form", "channel", "outcome"),
    [
        ("writing", Channel.LETTER, "connect"),
        ("writing", Channel.WEB_FORM, "connect"),
        ("writing", Channel.EMAIL, "hold"),
        ("writing", Channel.SMS, "hold"),
        ("writing", Channel.VOICE, "decline"),
        ("email", Channel.EMAIL, "connect"),
        ("email", Channel.LETTER, "hold"),
        ("email", Channel.VOICE, "decline"),
        ("telephone", Channel.VOICE, "connect"),
        ("telephone", Channel.EMAIL, "hold"),
    ],
)
def test_at_tuntum_writing_email_and_telephone_are_three_forms(form: str, channel: Channel, outcome: str) -> None:
    one_form = restriction(Kind.SINGLE_FORM, {"form": form})

    assert decided(POLICIES["tuntum"], contact(channel), [one_form]).outcome == outcome


@pytest.mark.clause("DER-10.1c")
@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.EMAIL, Channel.WEB_FORM, Channel.SMS])
def test_at_derby_homes_writing_is_letter_email_web_form_and_text(channel: Channel) -> None:
    only_writing = restriction(Kind.SINGLE_FORM, {"form": "writing"})
    derby = POLICIES["derby_homes"]

    assert decided(derby, contact(channel), [only_writing]).outcome is Outcome.CONNECT
    declined = decided(derby, contact(Channel.VOICE), [only_writing])
    assert declined.outcome is Outcome.DECLINE
    assert set(declined.channels_open) == derby.forms[Form.WRITING]


@pytest.mark.clause("DER-2.4")
@pytest.mark.clause("TUN-2.2")
@pytest.mark.parametrize("slug", ["tuntum", "derby_homes"])
def test_the_policy_covers_every_way_of_making_contact_that_it_names(slug: str) -> None:
    policy = POLICIES[slug]
    named = {"voice", "in_person", "letter", "email", "social", "sms", "web_form"}

    assert named <= set(policy.channels)
    assert policy.sources["contact.channels"].startswith(PREFIX[slug])
    cap = restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, id="cap")
    for channel in policy.channels:
        made = contact(channel)
        decision = decide(made, identify(made, policy, [person(cap)]), USED_UP, policy, made.received_at)
        assert (channel, codes(decision)) == (channel, ["contact_cap"])


@pytest.mark.clause("DER-12.2a")
def test_an_appeal_at_derby_homes_goes_to_the_customer_experience_team() -> None:
    pressed = contact(pressed="review")

    decision = decided(POLICIES["derby_homes"], pressed, [restriction(Kind.CHANNEL_BAN)])

    assert (decision.outcome, decision.to) == (Outcome.ROUTE, "customer_experience")


@pytest.mark.clause("OCT-4.4f")
def test_nobody_at_octavia_is_kept_from_complaining() -> None:
    complaint = contact(Channel.EMAIL, text="I want to make a complaint about my repair.")

    decision = decided(POLICIES["octavia"], complaint, [restriction(Kind.NO_CONTACT)])

    assert (decision.outcome, decision.to) == (Outcome.ROUTE, "complaints")


@pytest.mark.clause("DER-12.4")
@EVERY_LANDLORD
def test_the_ombudsman_is_never_refused_and_may_be_written_about_at_any_time(policy: Policy) -> None:
    naming_it = contact(Channel.EMAIL, text="I have written to the Ombudsman.")

    assert decided(policy, naming_it, [restriction(Kind.NO_CONTACT)]).to == policy.subjects[Subject.OMBUDSMAN]
    assert policy.open_senders["@ombudsman.example.org"] is Body.OMBUDSMAN


@pytest.mark.clause("DER-11.3..11.4")
@EVERY_LANDLORD
def test_somebody_who_cannot_be_identified_is_never_refused(policy: Policy) -> None:
    stranger = contact(Channel.VOICE, sender=phone("+447700900999"))

    decision = decide(stranger, identify(stranger, policy, []), Usage(), policy, stranger.received_at)

    assert decision.outcome is Outcome.CONNECT

"""What the landlords' policies ask to be enforced is enforced, each under its own pack."""

from collections.abc import Mapping

import pytest

from contact_gateway.domain.contact import Channel, Contact, Subject
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer, Role
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage
from tests.builders import MONDAY, contact, person, phone, restriction
from tests.unit.policies.reading import SHIPPED, shipped

POLICIES = {slug: shipped(slug) for slug in SHIPPED}
LEE = Officer(id="lee", phone="+441632960001", email="lee@landlord.example.org")


def decided(
    slug: str, kind: Kind, terms: Mapping[str, object], made: Contact, channels: tuple[Channel, ...] = ()
) -> Decision:
    """Decide a contact of Sam's, on whom one restriction is, under a landlord's own policy and clause."""
    policy = POLICIES[slug]
    in_force = restriction(kind, terms, channels, clause=policy.kinds[kind].clause)
    standing = identify(made, policy, [person(in_force)], officers=(LEE,))
    return decide(made, standing, Usage(), policy, made.received_at)


def case(clause: str, slug: str, kind: Kind, **terms: object) -> object:
    """Make a row of the table, marked with its clause."""
    return pytest.param(slug, kind, terms, id=clause, marks=pytest.mark.clause(clause))


@pytest.mark.parametrize(
    ("slug", "kind", "terms"),
    [
        case("TUN-8.3c1", "tuntum", Kind.PERMITTED_TIMES, windows=["tue 09:00-12:00"]),
        case("OCT-4.3c", "octavia", Kind.CHANNEL_BAN),
        case("OCT-4.3d", "octavia", Kind.REPRESENTATIVE_ONLY, any_of=["solicitor", "advice_agency"]),
        case("MAG-13", "magna", Kind.PERMITTED_TIMES, windows=["tue 09:00-12:00"]),
        case("DER-10.1e", "derby_homes", Kind.PERMITTED_TIMES, windows=["tue 09:00-12:00"]),
        case("DER-10.1f", "derby_homes", Kind.REPRESENTATIVE_ONLY, representative="rae"),
    ],
)
def test_a_call_against_the_arrangement_is_declined_with_the_policys_clause(
    slug: str, kind: Kind, terms: Mapping[str, object]
) -> None:
    decision = decided(slug, kind, terms, contact(Channel.VOICE))

    assert decision.outcome is Outcome.DECLINE
    assert [(reason.code, reason.clause) for reason in decision.reasons] == [(kind, POLICIES[slug].kinds[kind].clause)]
    emergency = decided(slug, kind, terms, contact(Channel.VOICE, pressed="emergency"))
    assert (emergency.outcome, emergency.to) == (Outcome.EMERGENCY, "emergency_line")


@pytest.mark.parametrize(
    ("slug", "kind", "terms"),
    [
        case("TUN-8.3a", "tuntum", Kind.SINGLE_POINT_OF_CONTACT, officer="lee"),
        case("OCT-4.3a", "octavia", Kind.SINGLE_POINT_OF_CONTACT, officer="lee"),
        case("MAG-13", "magna", Kind.SINGLE_POINT_OF_CONTACT, officer="lee"),
        case("DER-10.1b", "derby_homes", Kind.SINGLE_POINT_OF_CONTACT, officer="lee"),
    ],
)
@pytest.mark.parametrize("channel", list(Channel))
def test_a_single_point_of_contact_gets_whatever_is_allowed(
    slug: str, kind: Kind, terms: Mapping[str, object], channel: Channel
) -> None:
    decision = decided(slug, kind, terms, contact(channel))

    assert (decision.outcome, decision.to) == (Outcome.ROUTE, "lee")


@pytest.mark.clause("OCT-4.3c")
def test_at_octavia_email_is_excluded_and_every_other_way_stays() -> None:
    held = decided("octavia", Kind.CHANNEL_BAN, {}, contact(Channel.EMAIL), (Channel.EMAIL,))
    taken = decided("octavia", Kind.CHANNEL_BAN, {}, contact(Channel.VOICE), (Channel.EMAIL,))

    assert held.outcome is Outcome.HOLD
    assert {Channel.VOICE, Channel.LETTER, Channel.WEB_FORM} <= set(held.channels_open)
    assert taken.outcome is Outcome.CONNECT


@pytest.mark.clause("TOR-06")
def test_at_torus_a_declined_caller_can_say_what_is_wrong_to_somebody_who_listens_later() -> None:
    declined = decided("torus", Kind.NO_CONTACT, {}, contact(Channel.VOICE))

    assert declined.outcome is Outcome.DECLINE
    assert declined.scripts[-2:] == (Script.LEAVE_A_MESSAGE, Script.GOODBYE)
    assert Script.REVIEW_CHOICE in declined.scripts
    assert POLICIES["torus"].sources["voice.leaves_message"] == "TOR-06"


@pytest.mark.clause("OCT-4.3f")
def test_at_octavia_the_telephone_may_be_closed_after_abuse_never_without_another_way_and_a_review() -> None:
    octavia = POLICIES["octavia"]
    closed = decided("octavia", Kind.CHANNEL_BAN, {}, contact(Channel.VOICE), (Channel.VOICE,))

    assert (closed.outcome, closed.next_allowed) == (Outcome.DECLINE, None)
    assert {Channel.SMS, Channel.EMAIL, Channel.LETTER} <= set(closed.channels_open)
    assert Script.OTHER_WAYS in closed.scripts
    assert closed.banner.review_on is not None
    assert octavia.voice.asks_to_stop
    assert octavia.sources["voice.asks_to_stop"] == "OCT-4.3f"


@pytest.mark.clause("OCT-4.3g")
@pytest.mark.parametrize("kind", [Kind.PERSONAL_CONTACT_BAN, Kind.PREMISES_BAN])
def test_at_octavia_personal_contact_may_be_excluded_but_never_an_emergency(kind: Kind) -> None:
    visit = contact(Channel.IN_PERSON)
    urgent = contact(Channel.IN_PERSON, tags=frozenset({Subject.EMERGENCY}))

    assert decided("octavia", kind, {}, visit).outcome is Outcome.DECLINE
    assert decided("octavia", kind, {}, urgent).outcome is Outcome.EMERGENCY
    assert decided("octavia", kind, {}, contact(Channel.VOICE)).outcome is Outcome.CONNECT


@pytest.mark.clause("OCT-4.4d")
def test_at_octavia_limited_repairs_never_limit_who_is_answered() -> None:
    about_repairs = contact(Channel.VOICE, dialled="+442079460301")

    decision = decided("octavia", Kind.ESSENTIAL_REPAIRS_ONLY, {}, about_repairs)

    assert (decision.outcome, decision.to) == (Outcome.CONNECT, "repairs_desk")


@pytest.mark.clause("TOR-10")
def test_at_torus_a_known_risk_is_shown_to_whoever_serves_and_changes_no_outcome() -> None:
    decision = decided("torus", Kind.ACCOMPANIED_ONLY, {}, contact(Channel.VOICE))

    assert decision.outcome is Outcome.CONNECT
    assert any("alone" in line for line in decision.banner.lines)


@pytest.mark.clause("TOR-04")
def test_at_torus_a_court_order_is_shown_with_what_it_orders() -> None:
    terms = {"reference": "L01LV123", "terms": "not within 100 metres of the office", "end": "2026-12-31"}

    decision = decided("torus", Kind.COURT_ORDER, terms, contact(Channel.IN_PERSON))

    assert any("not within 100 metres of the office" in line for line in decision.banner.lines)


@pytest.mark.clause("DER-10.1f")
def test_at_derby_homes_the_nominated_representative_is_connected() -> None:
    derby = POLICIES["derby_homes"]
    rae = person(id="rae", role=Role.REPRESENTATIVE, name="Rae Example", of="sam")
    made = contact(Channel.VOICE, sender=phone("+447700900301"))

    decision = decide(made, identify(made, derby, [rae]), Usage(), derby, MONDAY)

    assert decision.outcome is Outcome.CONNECT


@pytest.mark.clause("OCT-3.5")
@pytest.mark.clause("DER-12.4")
@pytest.mark.parametrize("slug", POLICIES)
def test_proven_mail_from_the_ombudsman_is_open_at_every_landlord(slug: str) -> None:
    made = contact(Channel.EMAIL, sender=ContactPoint.email("case.team@ombudsman.example.org"))

    decision = decide(made, identify(made, POLICIES[slug], []), Usage(), POLICIES[slug], MONDAY)

    assert (decision.outcome, decision.reasons[0].code) == (Outcome.CONNECT, "always_open:sender")


@pytest.mark.clause("OCT-4.3b")
def test_at_octavia_the_last_minute_of_the_week_is_not_begun_and_more_is_cut_to_what_is_left() -> None:
    policy = POLICIES["octavia"]
    cap = restriction(Kind.TIME_CAP, {"minutes": 30, "per": "week"}, [Channel.VOICE], id="cap")
    made = contact(Channel.VOICE)
    week = Allowance("cap", Purpose.SECONDS, MONDAY.replace(hour=0))

    def with_used(seconds: int) -> Decision:
        usage = Usage({week: Tally(used=seconds, version=1)})
        return decide(made, identify(made, policy, [person(cap)]), usage, policy, MONDAY)

    assert with_used(1741).outcome is Outcome.DECLINE
    assert with_used(1740).time_limit == 60
    assert with_used(0).time_limit == 1800

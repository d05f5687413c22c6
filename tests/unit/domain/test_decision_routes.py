"""Where an allowed contact goes, for how long, and what its banner says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from contact_gateway.domain.contact import Channel, Key, Step
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import ImpossibleTerms
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Mode
from contact_gateway.domain.standing import Officer, Person, Role
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage
from tests.builders import MONDAY, contact, person, restriction
from tests.unit.domain.deciding import (
    CAP,
    POLICY,
    SATURDAY,
    SPOC,
    WEEK,
    codes,
    decided,
)


@pytest.mark.parametrize(
    ("kind", "terms", "line"),
    [
        (Kind.ESSENTIAL_REPAIRS_ONLY, {}, "repairs desk"),
        (Kind.SERVICE_LIMIT, {"limits": ["planned_works"]}, "Not given for now: planned works."),
        (Kind.HANDLING_BUDGET, {"minutes": 30, "per": "week"}, "30 minutes a week"),
        (Kind.ACCOMPANIED_ONLY, {}, "two people"),
        (Kind.RESPONSE_TIMES_VARIED, {"times": "20 working days"}, "20 working days"),
        (Kind.WARNING_FLAG, {"category": "dog"}, "Warning marker: dog."),
        (Kind.BEHAVIOUR_AGREEMENT, {"text": "Calm calls", "signed": True}, "Signed agreement: Calm calls"),
        (
            Kind.COURT_ORDER,
            {"reference": "K1", "terms": "keep away", "power_of_arrest": True},
            "with a power of arrest",
        ),
        (Kind.SOCIAL_MEDIA_ACTION, {"action": "hide"}, "social media: hide"),
        (Kind.OTHER, {"text": "Speak slowly."}, "Speak slowly."),
    ],
)
def test_kinds_that_are_only_shown_change_no_outcome_and_are_on_the_banner(
    kind: Kind, terms: Mapping[str, object], line: str
) -> None:
    decision = decided(contact(), restriction(kind, terms))
    assert (decision.outcome, decision.reasons) == (Outcome.CONNECT, ())
    assert line in decision.banner.lines[0]


@pytest.mark.clause("TUN-8.3a")
@pytest.mark.clause("DER-10.1b")
def test_a_single_point_of_contact_has_the_call() -> None:
    decision = decided(contact(), SPOC)
    assert (decision.outcome, decision.to) == (Outcome.ROUTE, "lee")


@pytest.mark.parametrize(
    ("away", "complained_about", "to"),
    [
        ((), (), "lee"),
        (("lee",), (), "ann"),
        ((), ("lee",), "ann"),
        (("lee", "ann"), (), "voicemail"),
        (("ann",), ("lee",), "voicemail"),
    ],
)
@pytest.mark.clause("TOR-18")
def test_a_call_goes_to_a_deputy_then_to_voicemail_never_to_the_queue_or_the_person_complained_about(
    away: tuple[str, ...], complained_about: tuple[str, ...], to: str
) -> None:
    officers = tuple(Officer(id=name, reachable=name not in away) for name in ("lee", "ann"))
    decision = decided(contact(), SPOC, officers=officers, complained_about=frozenset(complained_about))
    assert (decision.outcome, decision.to) == (Outcome.ROUTE, to)


def test_writing_to_a_point_of_contact_waits_for_its_reader_and_is_held_when_nobody_may_read_it() -> None:
    away = (Officer(id="lee", reachable=False), Officer(id="ann", reachable=False))
    assert decided(contact(Channel.EMAIL), SPOC, officers=away).to == "lee"
    nobody = decided(contact(Channel.EMAIL), SPOC, complained_about=frozenset({"lee", "ann"}))
    assert (nobody.outcome, codes(nobody)) == (Outcome.HOLD, ["single_point_of_contact"])


@pytest.mark.clause("TOR-18")
def test_a_complaint_about_the_point_of_contact_goes_to_complaints_not_to_that_person() -> None:
    decision = decided(contact(Channel.EMAIL, about_staff="lee"), SPOC)
    assert (decision.outcome, decision.to) == (Outcome.ROUTE, "complaints")


@pytest.mark.parametrize(
    ("taken", "outcome", "limit"),
    [(0, "connect", 600), (300, "connect", 300), (540, "connect", 60), (541, "decline", None), (700, "decline", None)],
)
@pytest.mark.clause("OCT-4.3b")
def test_a_call_gets_what_is_left_and_less_than_a_minute_is_nothing(
    taken: int, outcome: str, limit: int | None
) -> None:
    cap = restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}, id="time")
    usage = Usage({Allowance("time", Purpose.SECONDS, WEEK): Tally(used=taken, version=1)})
    decision = decided(contact(), cap, usage=usage)
    assert (decision.outcome, decision.time_limit) == (outcome, limit)


@pytest.mark.parametrize(
    ("needs", "limit"),
    [
        ((), 600),
        ((Adjustment.EXTRA_TIME,), 900),
        ((Adjustment.INTERPRETER,), 900),
        ((Adjustment.RELAY_CALLS,), 1200),
        ((Adjustment.BRITISH_SIGN_LANGUAGE, Adjustment.EXTRA_TIME), 1200),
    ],
)
@pytest.mark.clause("TUN-6.1")
def test_an_adjustment_changes_the_minutes_themselves(needs: tuple[Adjustment, ...], limit: int) -> None:
    cap = restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week", "each": 10}, id="time")
    assert decided(contact(), cap, adjustments=frozenset(needs)).time_limit == limit


def test_an_agent_who_ends_the_call_has_no_limit_set_on_it() -> None:
    cap = restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week", "ends": "by_agent"})
    decision = decided(contact(), cap)
    assert (decision.outcome, decision.time_limit) == (Outcome.CONNECT, None)
    assert decision.charges[0].amount == 600


@pytest.mark.clause("TOR-01")
def test_when_the_only_channel_left_is_out_of_service_another_one_opens() -> None:
    by_email = restriction(Kind.ONLY_CHANNELS, {"channels": ["email", "letter"]})
    down = frozenset({Channel.EMAIL})
    decision = decided(contact(), by_email, down=down)
    assert (decision.outcome, codes(decision)) == (Outcome.CONNECT, ["outage", "only_channels"])
    assert decided(contact(), by_email).outcome is Outcome.DECLINE
    two_left = restriction(Kind.ONLY_CHANNELS, {"channels": ["email", "web_form"]})
    assert decided(contact(), two_left, down=down).outcome is Outcome.DECLINE


def test_a_shadow_restriction_says_what_it_would_have_done() -> None:
    shadow = restriction(Kind.CHANNEL_BAN, {}, [Channel.VOICE], mode=Mode.SHADOW)
    decision = decided(contact(), shadow)
    assert (decision.outcome, decision.shadow) == (Outcome.CONNECT, (Kind.CHANNEL_BAN,))


@pytest.mark.parametrize(
    ("at", "to"),
    [
        (datetime(2026, 3, 2, 8, 59, 59, tzinfo=UTC), "voicemail"),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "queue"),
        (datetime(2026, 3, 2, 16, 59, 59, tzinfo=UTC), "queue"),
        (datetime(2026, 3, 2, 17, tzinfo=UTC), "voicemail"),
        (SATURDAY, "voicemail"),
    ],
)
def test_business_hours_change_where_a_call_goes_never_what_becomes_of_it(at: datetime, to: str) -> None:
    decision = decided(contact(received_at=at))
    assert (decision.outcome, decision.to) == (Outcome.CONNECT, to)
    assert decided(contact(Channel.EMAIL, received_at=at)).to == "queue"


def test_a_repairs_call_of_somebody_with_essential_repairs_only_goes_to_the_repairs_desk() -> None:
    decision = decided(contact(step=Step.KEY, pressed=Key.REPAIRS), restriction(Kind.ESSENTIAL_REPAIRS_ONLY))
    assert (decision.outcome, decision.to) == (Outcome.CONNECT, "repairs_desk")


def test_words_change_nothing_but_the_banner_for_somebody_without_a_restriction() -> None:
    decision = decided(contact(Channel.EMAIL, text="there is a gas leak"))
    assert (decision.outcome, decision.reasons) == (Outcome.CONNECT, ())
    assert decision.banner.lines == ("Read for: emergency.",)


@pytest.mark.clause("MAG-16")
def test_the_banner_shows_the_arrangement_what_is_left_and_the_review_and_never_the_grounds() -> None:
    decision = decided(contact(), CAP)
    assert decision.banner.who == "Sam Example"
    assert decision.banner.lines == ("May make 1 contact a week. Applies to telephone.",)
    assert decision.banner.allowances == ("1 of 1 contact used this week, 0 left; renews Mon 9 Mar 2026, 00:00.",)
    assert decision.banner.review_on == CAP.review_on


def test_the_banner_calls_people_by_their_names() -> None:
    made = contact()
    names = {"lee": "Lee Officer", "ann": "", "sam": "Sam Example"}
    customers = identify(made, POLICY, [person(SPOC)], officers=(Officer(id="lee"),), names=names)
    lines = decide(made, customers, Usage(), POLICY, MONDAY).banner.lines
    assert lines == ("Put through to Lee Officer only. If away: ann.",)
    rae = identify(
        made, POLICY, [Person(id="rae", role=Role.REPRESENTATIVE, of="sam", name="Rae Example")], names=names
    )
    assert decide(made, rae, Usage(), POLICY, MONDAY).banner.who == "Rae Example, representative of Sam Example"


@pytest.mark.clause("TUN-10.1")
@pytest.mark.clause("DER-9.2")
@pytest.mark.parametrize(
    ("adjustments", "line"),
    [
        ({Adjustment.LARGE_PRINT, Adjustment.BOLD_TEXT}, "Adjustments agreed: large print and bold text."),
        ({Adjustment.INTERPRETER}, "Adjustments agreed: interpreter."),
        (
            {Adjustment.WARNINGS_BEFORE_ENDING, Adjustment.EXTRA_TIME},
            "Adjustments agreed: extra time and two warnings before a call is ended.",
        ),
        ({Adjustment.CANNOT_WRITE}, "Adjustments agreed: not in writing."),
    ],
)
@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.EMAIL])
def test_whoever_serves_somebody_sees_which_adjustments_were_agreed(
    adjustments: set[Adjustment], line: str, channel: Channel
) -> None:
    assert decided(contact(channel), adjustments=frozenset(adjustments)).banner.lines == (line,)


@pytest.mark.parametrize(("language", "line"), [("cy-GB", "Language: Cymraeg."), ("pl", "Language: pl.")])
def test_whoever_serves_somebody_sees_which_language_they_want(language: str, line: str) -> None:
    assert decided(contact(), language=language).banner.lines == (line,)


def test_permitted_times_are_said_as_people_say_them() -> None:
    times = restriction(Kind.PERMITTED_TIMES, {"windows": ["mon,wed 09:00-12:00", "fri 22:00-02:00"]})
    lines = decided(contact(), times).banner.lines
    assert lines == ("Takes contact on Monday and Wednesday 09:00 to 12:00 and Friday 22:00 to 02:00 only.",)


@pytest.mark.parametrize("deputies", [["lee"], ["ann", "ann"]])
def test_nobody_is_named_twice_for_one_point_of_contact(deputies: list[str]) -> None:
    with pytest.raises(ImpossibleTerms, match="named twice"):
        restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee", "deputies": deputies})

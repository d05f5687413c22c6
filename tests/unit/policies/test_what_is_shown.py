"""What the landlords' policies ask to be shown stands on the banner of every contact, whichever way it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.application.errors import Refused
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.application.sweep_reviews import SweepReviews
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.restrictions import Grounds
from tests.builders import contact, decided_before, new_officer, new_person, restriction_request
from tests.fakes.casework_services import memory_casework
from tests.fakes.clock import FakeClock
from tests.fakes.counters import MemoryCounters
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.restrictions import MemoryRestrictions
from tests.unit.policies.reading import shipped
from tests.unit.policies.test_policies_carried_out import decided

EVERY_WAY = pytest.mark.parametrize("channel", list(Channel))


@pytest.mark.clause("OCT-4.3g")
@EVERY_WAY
def test_at_octavia_whoever_meets_somebody_with_company_alone_is_told_that_it_takes_two(channel: Channel) -> None:
    decision = decided("octavia", Kind.ACCOMPANIED_ONLY, {}, contact(channel))
    assert decision.outcome is Outcome.CONNECT
    assert decision.banner.lines == ("Do not meet alone: two people.",)


@pytest.mark.clause("OCT-4.3g")
@pytest.mark.parametrize("kind", [Kind.PERSONAL_CONTACT_BAN, Kind.PREMISES_BAN])
@pytest.mark.parametrize("about", [Subject.EMERGENCY, Subject.HAZARD, Subject.SAFEGUARDING])
def test_at_octavia_no_ban_on_personal_contact_stands_before_what_is_always_open(kind: Kind, about: Subject) -> None:
    visit = contact(Channel.IN_PERSON, tags=frozenset({about}))
    assert not decided("octavia", kind, {}, visit).refuses


@pytest.mark.clause("OCT-4.3g")
@EVERY_WAY
def test_at_octavia_emergency_repairs_and_necessary_works_are_excepted_where_staff_read_of_a_ban(
    channel: Channel,
) -> None:
    lines = decided("octavia", Kind.PERSONAL_CONTACT_BAN, {}, contact(channel)).banner.lines
    assert lines == ("No personal contact, except for emergency repairs and works that the law or safety asks for.",)


@pytest.mark.parametrize(
    ("limits", "shown"),
    [
        pytest.param(["improvements"], "Not given for now: improvements.", marks=pytest.mark.clause("OCT-4.4b")),
        pytest.param(
            ["planned_works"],
            "Not given for now: planned works. Works that the law or safety asks for are done.",
            marks=pytest.mark.clause("OCT-4.4c"),
        ),
        pytest.param(
            ["resident_groups", "meetings"],
            "Not given for now: resident groups and meetings.",
            marks=pytest.mark.clause("OCT-4.4e"),
        ),
    ],
)
@EVERY_WAY
def test_at_octavia_services_that_are_limited_are_shown_and_nobody_is_refused_for_them(
    channel: Channel, limits: list[str], shown: str
) -> None:
    decision = decided("octavia", Kind.SERVICE_LIMIT, {"limits": limits}, contact(channel))
    assert decision.outcome is Outcome.CONNECT
    assert decision.banner.lines == (shown,)


@pytest.mark.clause("OCT-3.4")
@pytest.mark.clause("OCT-4.4g")
@EVERY_WAY
def test_at_octavia_other_response_times_are_shown(channel: Channel) -> None:
    decision = decided("octavia", Kind.RESPONSE_TIMES_VARIED, {"times": "answers in 20 working days"}, contact(channel))
    assert decision.banner.lines == ("Response times are varied: answers in 20 working days.",)


class House:
    """A landlord under its own pack, with Sam as a customer and Lee as an officer."""

    def __init__(self, slug: str) -> None:
        self.memory = Memory(FakeClock())
        self.people, self.restrictions = MemoryPeople(self.memory), MemoryRestrictions(self.memory)
        pack = shipped(slug)
        self.policies = MemoryPolicies(self.memory, lambda landlord, version, *_: replace(pack, version=version))
        self.policies.import_pack(slug, "the pack", self.memory.clock.now())
        self.people.add(slug, new_person())
        self.people.add(slug, new_officer(grade=pack.grades[-1]))
        self.people.add(slug, new_officer(id="kim", contact_points=()))
        self.slug = slug

    def decide(self, kind: Kind, terms: Mapping[str, object], **said: object) -> None:
        usual = {"kind": kind, "terms": terms, "channels": ()}
        clock = self.memory.clock
        take_over = memory_casework(self.memory, self.policies).take_over
        use_case = SetRestriction(self.restrictions, self.people, self.policies, clock, lambda: "shown", take_over)
        use_case(self.slug, restriction_request(**{**usual, **said}), decided_before())

    def reviews(self) -> list[str]:
        sweep = SweepReviews(
            restrictions=self.restrictions,
            counters=MemoryCounters(self.memory),
            policies=self.policies,
            bank_holidays=bank_holidays,
            clock=self.memory.clock,
        )
        sweep(self.slug)
        return [review.restriction.id for review in self.restrictions.reviews_due(self.slug)]


@pytest.mark.parametrize(
    ("slug", "kind", "terms", "shown"),
    [
        pytest.param(
            *("torus", Kind.ACCOMPANIED_ONLY, {}, "Do not meet alone: two people."),
            marks=pytest.mark.clause("TOR-10"),
        ),
        pytest.param(
            *("magna", Kind.WARNING_FLAG, {"category": "a dog that bites"}, "Warning marker: a dog that bites."),
            marks=pytest.mark.clause("MAG-15"),
        ),
    ],
)
def test_a_risk_that_is_known_is_decided_without_an_incident_shown_to_all_and_looked_at_again(
    slug: str, kind: Kind, terms: Mapping[str, object], shown: str
) -> None:
    house = House(slug)
    with pytest.raises(Refused) as refused:
        house.decide(kind, terms, grounds=Grounds.KNOWN_RISK, review_on=None)
    assert refused.value.code == "review_out_of_range"
    house.decide(kind, terms, grounds=Grounds.KNOWN_RISK)
    for channel in Channel:
        decision = decided(slug, kind, terms, contact(channel))
        assert (decision.outcome, decision.banner.lines) == (Outcome.CONNECT, (shown,))
    assert house.reviews() == []
    assert isinstance(house.memory.clock, FakeClock)
    house.memory.clock.advance(timedelta(days=190))
    assert house.reviews() == ["shown"]

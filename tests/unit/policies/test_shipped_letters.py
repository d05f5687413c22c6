"""What the five landlords' letters hold, who hears of what, and who has something to do."""

from __future__ import annotations

import pytest

from contact_gateway.domain.casework.duties import duties, notices
from contact_gateway.domain.casework.letters import required_parts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import DEFAULT, Policy
from contact_gateway.domain.procedure.words import LetterType, Measure, Occasion, Part
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery
from tests.unit.policies.reading import SHIPPED, shipped

POLICIES = {slug: shipped(slug) for slug in SHIPPED}
RULES = {slug: policy.casework for slug, policy in POLICIES.items()}
EVERY_LANDLORD = pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))

HOLDS = {
    # a decision letter beside what each holds by default, and what the policy itself names
    "torus": ({"if_continues", "support"}, {"what_happened", "if_continues", "stays_open", "adjustments", "support"}),
    "tuntum": (
        {"policy_copy", "support"},
        {"what_happened", "restrictions", "dates", "appeal", "policy_copy", "adjustments", "support"},
    ),
    "octavia": (
        {"if_continues"},
        {"what_happened", "must_change", "if_continues", "restrictions", "stays_open", "appeal", "ombudsman"},
    ),
    "magna": (
        {"if_continues", "support"},
        {
            "what_happened",
            "must_change",
            "if_continues",
            "restrictions",
            "dates",
            "appeal",
            "adjustments",
            "support",
        },
    ),
    "derby_homes": (
        set(),
        {
            "what_happened",
            "must_change",
            "restrictions",
            "stays_open",
            "dates",
            "appeal",
            "ombudsman",
            "adjustments",
        },
    ),
}
BY_DEFAULT = {
    "what_happened",
    "must_change",
    "restrictions",
    "stays_open",
    "dates",
    "appeal",
    "ombudsman",
    "adjustments",
}


@pytest.mark.parametrize("slug", HOLDS)
def test_a_decision_letter_holds_what_the_policy_asks_for_and_what_every_letter_holds(slug: str) -> None:
    more, named = HOLDS[slug]
    kind = Kind.SINGLE_POINT_OF_CONTACT
    found = {str(part): clause for part, clause in required_parts(LetterType.DECISION, kind, RULES[slug]).items()}
    assert found.keys() == BY_DEFAULT | more
    assert {part for part, clause in found.items() if clause != DEFAULT} == named


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        ("torus", {"what_happened", "must_change", "if_continues", "support"}),
        ("tuntum", {"what_happened", "must_change"}),
        ("octavia", {"what_happened", "must_change", "if_continues"}),
        ("magna", {"what_happened", "must_change", "if_continues", "appeal"}),
        ("derby_homes", {"what_happened", "must_change", "appeal"}),
    ],
)
def test_a_warning_says_what_the_policy_asks_for(slug: str, parts: set[str]) -> None:
    assert set(required_parts(LetterType.WARNING, None, RULES[slug])) == parts


@EVERY_LANDLORD
def test_a_marker_s_letter_says_how_the_data_is_used_and_varied_times_are_written_down(policy: Policy) -> None:
    marker = required_parts(LetterType.DECISION, Kind.WARNING_FLAG, policy.casework)
    times = required_parts(LetterType.DECISION, Kind.RESPONSE_TIMES_VARIED, policy.casework)
    assert Part.DATA_PROTECTION in marker
    assert Part.RESPONSE_TIMES in times
    assert Part.RESPONSE_TIMES not in marker


@EVERY_LANDLORD
def test_letters_leave_by_post_e_mail_or_hand_and_only_tuntum_encloses_its_policy(policy: Policy) -> None:
    decision = policy.casework.letters[LetterType.DECISION]
    assert decision.sent_by == set(Delivery)
    assert (Part.POLICY_COPY in decision.parts) == (policy.landlord == "tuntum")


@pytest.mark.parametrize(
    ("slug", "occasion", "told"),
    [
        ("tuntum", Occasion.BREACH, {"customer_excellence_leader"}),
        ("octavia", Occasion.AUTHORISED, {"service_development", "consulted"}),
        ("magna", Occasion.INCIDENT, {"safer_communities_lead"}),
        ("derby_homes", Occasion.APPEALED, {"customer_experience"}),
    ],
)
def test_whoever_the_policy_names_hears_of_it(slug: str, occasion: Occasion, told: set[str]) -> None:
    assert {to for notice in notices(RULES[slug], occasion) for to in notice.to} == told


@pytest.mark.parametrize(
    ("slug", "occasion", "grounds", "tasks"),
    [
        ("torus", Occasion.INCIDENT, Grounds.VIOLENCE, {"consider_police_or_law"}),
        ("torus", Occasion.INCIDENT, Grounds.EXCESSIVE_CONTACT, {"try_arrangement_or_mediation"}),
        ("torus", Occasion.COMPLAINT_ABOUT_STAFF, None, {"look_into_complaint_about_staff"}),
        ("tuntum", Occasion.THREAT, Grounds.THREAT, {"consider_police_or_law"}),
        ("tuntum", Occasion.ADJUSTMENT, None, {"look_at_adjustment_again"}),
        ("octavia", Occasion.PROPOSED, Grounds.DEFAMATION, {"consider_legal_advice"}),
        ("octavia", Occasion.PROPOSED, Grounds.ABUSE, set()),
        ("octavia", Occasion.INCIDENT, Grounds.VIOLENCE, {"follow_violence_at_work"}),
        ("magna", Occasion.STAFF_ENDED, None, {"ask_how_colleague_is"}),
        (
            "magna",
            Occasion.INCIDENT,
            Grounds.THREAT,
            {"investigate", "tell_customer_and_why", "consider_police_or_law"},
        ),
        ("derby_homes", Occasion.APPEAL_DECIDED, None, {"save_answer_in_housing_system"}),
        ("derby_homes", Occasion.AUTHORISED, None, {"record_in_housing_system"}),
    ],
)
def test_an_occasion_gives_somebody_what_the_policy_asks_for(
    slug: str, occasion: Occasion, grounds: Grounds | None, tasks: set[str]
) -> None:
    assert {duty.task for duty in duties(RULES[slug], occasion, grounds)} == tasks


@pytest.mark.parametrize(
    ("slug", "reports"),
    [
        ("torus", {}),
        ("tuntum", {"performance": "director_operations", "assurance": "board"}),
        ("octavia", {"monitoring": "service_development", "consistency": "service_development"}),
        (
            "magna",
            {
                "health_and_safety": "health_and_safety",
                "investigations": "safer_communities_lead",
            },
        ),
        ("derby_homes", {}),
    ],
)
def test_reports_go_to_whoever_watches_over_the_policy(slug: str, reports: dict[str, str]) -> None:
    assert {report.name: report.to[0] for report in RULES[slug].reports} == reports
    consistency = {name for name, rules in RULES.items() for one in rules.reports if Measure.CONSISTENCY in one.holds}
    assert consistency == {"octavia"}


@EVERY_LANDLORD
def test_every_letter_can_name_the_ombudsman_at_any_time(policy: Policy) -> None:
    (ombudsman,) = policy.casework.ombudsmen
    assert ombudsman.name == "Housing Ombudsman"
    assert "at any time" in ombudsman.words

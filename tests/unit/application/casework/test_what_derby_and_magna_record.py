"""What Derby Homes and Magna name of an incident is put on record, and what they ask for is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records import NewPerson
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Against, Form, Incident, Warned
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.casework.incident_words import Actor, SiteTool, Sort
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.shown import SocialMediaAction
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.words import Question
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from tests.builders import SAM_EMAIL, contact, restriction
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.room import ANSWERS, HERE, Room, refusal
from tests.unit.application.casework.test_rungs import last
from tests.unit.application.casework.test_what_policies_ask import at
from tests.unit.application.test_sweep_reviews import DECIDED

TELEPHONE: dict[str, object] = {"kind": "single_form", "terms": {"form": "telephone"}, "channels": ()}
NO_CHANNEL: dict[str, object] = {"kind": "channel_ban", "channels": ("voice", "sms", "email", "web_form", "social")}


def recorded(room: Room, report: IncidentReport) -> Incident:
    room.does.record_incident(HERE, "sam", "mo", report)
    found = last(room)
    assert isinstance(found, Incident)
    return found


@pytest.mark.parametrize(
    ("slug", "grounds", "sorts"),
    [
        pytest.param(
            *("derby_homes", Grounds.ABUSE, {Sort.SPOKEN, Sort.WRITTEN, Sort.SHOUTING, Sort.SWEARING}),
            marks=pytest.mark.clause("DER-4.1..4.3"),
        ),
        pytest.param(
            *("derby_homes", Grounds.DISCRIMINATION),
            {Sort.OFFENSIVE, Sort.DEROGATORY, Sort.PATRONISING, Sort.DISCRIMINATORY, Sort.UNPROVEN_ALLEGATION},
            marks=pytest.mark.clause("DER-4.4"),
        ),
        pytest.param(
            *("derby_homes", Grounds.UNREASONABLE_DEMANDS),
            {
                *(Sort.IMPOSSIBLE_TIMES, Sort.ONE_PERSON_ONLY, Sort.REFUSES_A_PERSON, Sort.MATTER_IN_HAND),
                *(Sort.REFUSES_A_DECISION, Sort.CHANGES_THE_MATTER),
            },
            marks=pytest.mark.clause("DER-5.1"),
        ),
        pytest.param(
            *("derby_homes", Grounds.HARASSMENT),
            {
                *(Sort.CALL_RECORDED_AND_PUBLISHED, Sort.FILMED_AND_SHARED, Sort.AT_PRIVATE_CONTACT_POINTS),
                Sort.PRIVATE_INFORMATION_PUBLISHED,
            },
            marks=pytest.mark.clause("DER-7.1..7.2"),
        ),
        pytest.param(
            *("derby_homes", Grounds.ABUSE),
            {Sort.REACTION, Sort.TAG, Sort.HASHTAG, Sort.PUBLIC_REVIEW, Sort.COMMENT, Sort.MADE_BY_A_MACHINE},
            marks=pytest.mark.clause("DER-11.1..11.2"),
        ),
        pytest.param(
            *("magna", Grounds.UNREASONABLE_DEMANDS),
            {
                *(Sort.TOO_MUCH_ASKED, Sort.TOO_MUCH_SENT, Sort.MORE_THAN_THE_STANDARD, Sort.IMPOSSIBLE_TIMES),
                *(Sort.ONE_PERSON_ONLY, Sort.CHANGES_THE_MATTER, Sort.NOT_OUR_MATTER),
            },
            marks=pytest.mark.clause("MAG-09"),
        ),
    ],
)
def test_the_sorts_that_a_policy_names_are_put_on_record(slug: str, grounds: Grounds, sorts: set[Sort]) -> None:
    found = recorded(at(slug), IncidentReport(grounds=grounds, sorts=frozenset(sorts)))
    assert (found.grounds, set(found.sorts)) == (grounds, sorts)


@pytest.mark.clause("DER-4.5")
def test_a_remark_about_somebody_else_is_an_incident_too() -> None:
    found = recorded(at("derby_homes"), IncidentReport(grounds=Grounds.ABUSE, against=Against.THIRD_PARTY))
    assert found.against is Against.THIRD_PARTY


@pytest.mark.clause("DER-11.5")
def test_the_tools_of_a_site_that_were_used_are_noted() -> None:
    report = IncidentReport(grounds=Grounds.ABUSE, tools=frozenset(SiteTool))
    assert recorded(at("derby_homes"), report).tools == set(SiteTool)


@pytest.mark.clause("MAG-03")
def test_what_somebody_did_who_is_no_customer_is_put_on_record() -> None:
    report = IncidentReport(grounds=Grounds.THREAT, actor="a passer-by", done_by=Actor.NO_CUSTOMER)
    found = recorded(at("magna"), report)
    assert (found.actor, found.done_by) == ("a passer-by", Actor.NO_CUSTOMER)


@pytest.mark.clause("MAG-07")
def test_a_complaint_and_a_case_of_anti_social_behaviour_that_run_beside_it_are_named() -> None:
    report = IncidentReport(grounds=Grounds.ABUSE, complaint="CMP-12", asb_case="ASB-7")
    found = recorded(at("magna"), report)
    assert (found.complaint, found.asb_case) == ("CMP-12", "ASB-7")


@pytest.mark.clause("DER-0a")
@pytest.mark.parametrize(
    "grounds", [Grounds.KNOWN_RISK, Grounds.VIOLENCE, Grounds.REFUSAL_TO_COOPERATE, Grounds.UNREASONABLE_DEMANDS]
)
def test_derby_acts_on_risk_to_staff_on_process_not_followed_and_on_excessive_demands(grounds: Grounds) -> None:
    room = at("derby_homes")
    room.warn()
    assert room.propose(grounds=grounds.value, **TELEPHONE).shown == "draft"
    harmed = recorded(room, IncidentReport(grounds=grounds, against=Against.CONTRACTOR))
    assert harmed.against is Against.CONTRACTOR


@pytest.mark.parametrize(
    ("slug", "grounds"),
    [
        pytest.param("derby_homes", "unreasonable_demands", marks=pytest.mark.clause("DER-5.2")),
        pytest.param("magna", "unreasonable_persistence", marks=pytest.mark.clause("MAG-05")),
    ],
)
def test_demands_that_are_not_said_to_weigh_on_the_service_restrict_nobody(slug: str, grounds: str) -> None:
    room = at(slug)
    room.warn()
    cap: dict[str, object] = {"kind": "contact_cap", "terms": {"limit": 1, "per": "week"}, "channels": ()}

    def propose(impact: str) -> Answer:
        return room.propose(answers=dict(ANSWERS) | {Question.IMPACT: impact}, grounds=grounds, **cap)

    assert refusal(lambda: propose("  ")) == "impact_missing"
    assert propose("A day a week that others wait for.").shown == "draft"


@pytest.mark.clause("DER-9.1")
def test_what_adjustment_is_wanted_and_how_it_helps_is_put_on_record() -> None:
    room = at("derby_homes")
    wanted = AdjustmentRequest(
        adjustment=Adjustment.EXTRA_TIME, asked="more time on the telephone", helps="she reads slowly"
    )
    room.does.record_adjustment(HERE, "sam", "mo", wanted)
    found = last(room)
    assert isinstance(found, AdjustmentAgreed)
    assert found.adjustment is Adjustment.EXTRA_TIME
    assert (found.words["asked"], found.words["helps"]) == ("more time on the telephone", "she reads slowly")


@pytest.mark.clause("DER-9.4")
def test_who_has_an_adjustment_may_be_restricted_where_it_is_said_how_that_was_weighed() -> None:
    room = at("derby_homes")
    room.warn()
    room.does.record_adjustment(HERE, "sam", "mo", AdjustmentRequest(adjustment=Adjustment.EXTRA_TIME))
    unweighed = dict(ANSWERS) | {Question.ADJUSTMENTS: ""}
    assert refusal(lambda: room.propose(answers=unweighed, **TELEPHONE)) == "equality_check_missing"
    assert room.propose(**TELEPHONE).shown == "draft"


@pytest.mark.clause("DER-0b")
def test_some_way_of_making_contact_always_stays_and_never_one_that_an_adjustment_rules_out() -> None:
    room = at("derby_homes")
    room.warn()
    assert refusal(lambda: room.propose(**NO_CHANNEL)) == "no_channel_left"
    room.does.record_adjustment(HERE, "sam", "mo", AdjustmentRequest(adjustment=Adjustment.CANNOT_USE_TELEPHONE))
    assert refusal(lambda: room.propose(restriction_id="r2", **TELEPHONE)) == "conflicts_with_adjustment"


@pytest.mark.clause("DER-10.1a")
def test_a_warning_asks_for_change_and_is_put_on_record() -> None:
    room = at("derby_homes")
    change = ForTheLetter(must_change="one e-mail a week", if_continues="a limit")
    said = WarningGiven(form=Form.WRITTEN, why="140 e-mails", told=change)
    silent = replace(said, told=replace(change, must_change=""))
    assert refusal(lambda: room.does.warn(HERE, "sam", "mo", silent)) == "letter_incomplete"
    room.does.warn(HERE, "sam", "mo", said)
    found = last(room)
    assert isinstance(found, Warned)
    assert found.words["must_change"] == "one e-mail a week"


@pytest.mark.clause("DER-11.6")
@pytest.mark.parametrize("action", ["warn_public", "warn_private", "hide", "block", "report"])
def test_what_is_done_on_social_media_is_decided_as_anything_else_and_given_to_somebody_to_do(action: str) -> None:
    room = at("derby_homes")
    assert Kind.SOCIAL_MEDIA_ACTION in room.policy.kinds
    room.people.add(HERE, NewPerson(id="max", role=Role.OFFICER, name="Max", grade="manager"))
    room.warn()
    made = room.propose(kind="social_media_action", terms={"action": action}, channels=())
    assert "act_on_social_media" in room.does.authorise(HERE, made.id, "max").tasks
    held, _ = room.memory.of(HERE).restrictions[made.id]
    assert isinstance(held.terms, SocialMediaAction)
    assert held.terms.action == action
    assert action.replace("_", " ") in held.terms.arrangement()


@pytest.mark.clause("DER-11.1..11.2")
def test_an_interaction_on_social_media_counts_as_contact_and_may_be_held() -> None:
    room = at("derby_homes")
    room.does.take_over(HERE, restriction(channels=[Channel.SOCIAL]), DECIDED)
    now = room.at("2026-04-02T10:00").memory.clock.now()
    tag = contact(Channel.SOCIAL, sender=SAM_EMAIL, provider_id="tag-1", received_at=now, authenticated=True)
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    assert receive(HERE, tag).decision.outcome is Outcome.HOLD
    (counted,) = [counts for key, counts in room.memory.of(HERE).counters.items() if Channel.SOCIAL in key]
    assert (counted.attempts, counted.held) == (1, 1)

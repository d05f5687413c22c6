"""What Octavia and Magna ask for before they restrict anybody, and until when they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from contact_gateway.application.casework.record_tenancy_action import TenancyAction
from contact_gateway.domain.casework.acts_on_record import TenancyActionTaken
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.procedure.words import Part, Question
from tests.builders import contact, new_person
from tests.unit.application.casework.ladders import CAP, at, notice, refused, warned, without
from tests.unit.application.casework.room import HERE
from tests.unit.policies.test_policies_carried_out import decided


@pytest.mark.clause("OCT-4.1")
def test_at_octavia_somebody_is_asked_to_stop_first_or_a_reason_says_why_not() -> None:
    assert refused(lambda: at("octavia").propose()) == ("warning_missing", "OCT-4.1")
    assert at("octavia").propose(reason="A stranger broke in and wrote them all.").shown == "draft"
    assert warned(at("octavia")).propose().shown == "draft"


@pytest.mark.clause("OCT-4.4a")
@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("service_limit", {"limits": ["improvements"]}),
        ("essential_repairs_only", {}),
        ("response_times_varied", {"times": "answers in 20 working days"}),
    ],
)
def test_at_octavia_services_are_limited_in_exceptional_cases_alone_and_within_the_tenancy(
    kind: str, terms: Mapping[str, object]
) -> None:
    room, said = warned(at("octavia")), {"kind": kind, "terms": terms, "channels": ()}
    assert refused(lambda: room.propose(**said)) == ("reason_required", "OCT-4.4a")
    assert "check_tenancy_obligations" in room.propose(**said, reason="It cannot be met otherwise.").tasks
    assert "check_tenancy_obligations" not in room.propose(restriction_id="r2").tasks


@pytest.mark.clause("OCT-3.4")
@pytest.mark.parametrize("times", ["", "  "])
def test_at_octavia_other_response_times_are_written_down(times: str) -> None:
    room = warned(at("octavia"))
    said = {"kind": "response_times_varied", "channels": (), "reason": "It cannot be met otherwise."}
    code, _ = refused(lambda: room.propose(**said, terms={"times": times}))
    assert code == "impossible_terms"
    assert room.propose(**said, terms={"times": "answers in 20 working days"}).shown == "draft"


@pytest.mark.clause("OCT-3.5")
def test_no_letter_of_octavia_s_leaves_without_the_ombudsman() -> None:
    room = warned(at("octavia"))
    room.propose()
    room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    without_it = partial(room.does.issue_letter, HERE, "r1", "sue", omit=frozenset({Part.OMBUDSMAN}))
    assert refused(without_it) == ("letter_incomplete", "OCT-3.5")


@pytest.mark.clause("OCT-3.5")
@pytest.mark.parametrize(("about", "to"), [(Subject.APPEAL, "service_development"), (Subject.COMPLAINT, "complaints")])
def test_at_octavia_an_appeal_is_no_complaint_and_each_is_always_open(about: Subject, to: str) -> None:
    written = contact(Channel.EMAIL, tags=frozenset({about}))
    decision = decided("octavia", Kind.CHANNEL_BAN, {}, written, (Channel.EMAIL,))
    assert (decision.outcome, decision.to) == (Outcome.ROUTE, to)


@pytest.mark.clause("OCT-1.5")
def test_at_octavia_whoever_lives_in_residential_care_is_under_another_policy() -> None:
    room = warned(at("octavia"))
    room.people.add(HERE, new_person(segment="residential_care"))
    assert refused(room.propose) == ("out_of_scope", "OCT-1.5")
    room.people.add(HERE, new_person(segment="tenant"))
    assert room.propose().shown == "draft"


@pytest.mark.clause("MAG-10")
@pytest.mark.parametrize("question", [Question.EVIDENCE, Question.SEVERITY, Question.FREQUENCY])
def test_at_magna_nature_severity_and_frequency_are_weighed_first(question: Question) -> None:
    room = warned(at("magna"))
    assert refused(lambda: room.propose(**CAP, answers=without(question))) == ("evidence_missing", "MAG-10")
    assert room.propose(**CAP).shown == "draft"


@pytest.mark.clause("MAG-11")
def test_at_magna_the_customer_is_sought_out_and_to_have_tried_in_vain_is_enough() -> None:
    room = at("magna")
    assert refused(lambda: room.propose(**CAP)) == ("warning_missing", "MAG-11")
    assert refused(lambda: room.propose(**CAP, reason="It was bad.")) == ("warning_missing", "MAG-11")
    room.does.record_attempt(HERE, "sam", "mo", Channel.VOICE, reached=False)
    assert room.propose(**CAP).shown == "draft"


@pytest.mark.clause("MAG-11")
@pytest.mark.parametrize("left_out", ["why", "must_change", "if_continues"])
def test_whoever_is_warned_at_magna_hears_what_how_and_what_otherwise(left_out: str) -> None:
    room, silent = at("magna"), notice(**{left_out: " "})
    assert refused(lambda: room.does.warn(HERE, "sam", "mo", silent)) == ("letter_incomplete", "MAG-11")
    assert room.does.warn(HERE, "sam", "mo", notice()).shown == "recorded"


NOTICE = TenancyAction(agreed_by="sue", what="A notice of seeking possession.", broken="Clause 4, nuisance.")


@pytest.mark.clause("OCT-4.2c")
@pytest.mark.clause("OCT-4.5")
def test_at_octavia_an_assistant_director_agrees_to_action_on_the_tenancy_and_it_is_put_on_record() -> None:
    room = at("octavia")
    take = partial(room.does.items.record_tenancy_action, HERE, "sam", "mo")
    assert refused(partial(take, NOTICE)) == ("not_authorised", "OCT-4.2c")
    assert room.files.acts(HERE, "sam") == []
    assert take(replace(NOTICE, agreed_by="ann")).shown == "recorded"
    (filed,) = room.files.read(HERE, "sam", "dpo")
    assert isinstance(filed.act, TenancyActionTaken)
    assert (filed.act.agreed_by, filed.act.words) == ("ann", {"what": NOTICE.what, "broken": NOTICE.broken})


@pytest.mark.parametrize("left_out", ["what", "broken"])
def test_action_on_a_tenancy_says_what_is_done_and_what_was_broken(left_out: str) -> None:
    unsaid = TenancyAction(agreed_by="ann", **{"what": "A notice.", "broken": "Clause 4.", left_out: " "})
    assert (
        refused(lambda: at("octavia").does.items.record_tenancy_action(HERE, "sam", "mo", unsaid))[0]
        == "reason_required"
    )


OF_MAGNA = {
    "contact_cap": CAP["terms"],
    "single_point_of_contact": {"officer": "sue"},
    "warning_flag": {"category": "a dog that bites"},
    "accompanied_only": {},
}


@pytest.mark.clause("MAG-21")
@pytest.mark.parametrize("kind", OF_MAGNA)
def test_every_change_at_magna_is_looked_at_again_after_three_to_twelve_months(kind: str) -> None:
    room = warned(at("magna"))

    def propose(review_on: date) -> date | None:
        answer = room.propose(kind=kind, terms=OF_MAGNA[kind], channels=(), review_on=review_on)
        return answer.review_due

    for beyond in (date(2026, 6, 30), date(2027, 4, 2)):
        assert refused(partial(propose, beyond)) == ("review_out_of_range", "MAG-21")
    for within in (date(2026, 7, 1), date(2027, 4, 1)):
        assert propose(within) == within


@pytest.mark.clause("MAG-21")
@pytest.mark.parametrize(
    ("grounds", "day"),
    [
        ("unreasonable_demands", date(2026, 7, 1)),
        ("abuse", date(2026, 10, 1)),
        ("threat", date(2027, 4, 1)),
        ("violence", date(2027, 4, 1)),
    ],
)
def test_at_magna_the_nature_of_the_behaviour_says_when_unless_somebody_does(grounds: str, day: date) -> None:
    assert warned(at("magna")).propose(**CAP, grounds=grounds, review_on=None).review_due == day

"""What reports count, from acts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import (
    Against,
    Form,
    Incident,
    Outcome,
    Warned,
)
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.casework.acts_on_record import Basis, CourtOrderMade, Disclosed, Recipient
from contact_gateway.domain.casework.life import Mark, mark_at
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.rules import ReviewRules
from contact_gateway.domain.procedure.words import Measure, Unreviewed
from contact_gateway.domain.reports.figures import Figure
from contact_gateway.domain.reports.material import Material
from contact_gateway.domain.reports.report_periods import ReportPeriod
from contact_gateway.domain.reports.reporting import figures
from contact_gateway.domain.restrictions import Grounds, Mode
from tests.unit.domain.casework.cases import CLOCKS, POSTED, RULES, SIGNED, history, local, proposed
from tests.unit.domain.reports.counting import APPEAL, AUTUMN, LIFTED, REVIEW, SPRING, WHOLE, case, counted, life


def test_a_restriction_is_counted_by_what_became_of_it_in_the_period() -> None:
    kind = Kind.CHANNEL_BAN.value
    in_spring = counted(Measure.RESTRICTIONS, case(life(*WHOLE)))
    steps = ("proposed", "authorised", "came_into_force", "in_force_at_the_end")
    answered = dict.fromkeys((("answered_by", ""), ("answered_by", "contact")), 1)
    assert in_spring == {(step, of): 1 for step in steps for of in ("", kind)} | answered
    assert counted(Measure.RESTRICTIONS, case(life(*WHOLE)), period=AUTUMN) == {
        ("in_force_at_the_end", ""): 1,
        ("in_force_at_the_end", kind): 1,
    }


def test_what_a_person_ended_is_told_from_what_lapsed_and_from_what_was_given_up() -> None:
    lapses = replace(RULES, reviews=ReviewRules(at_date=Unreviewed.LAPSES))
    ended = counted(Measure.RESTRICTIONS, case(life(*WHOLE, LIFTED)))
    assert (ended["ended", ""], ended.get(("lapsed", ""))) == (1, None)
    assert counted(Measure.RESTRICTIONS, case(life(*WHOLE, rules=lapses)), period=AUTUMN)["lapsed", ""] == 1
    assert counted(Measure.RESTRICTIONS, case(life(proposed(), LIFTED)))["given_up", ""] == 1
    interim = counted(Measure.RESTRICTIONS, case(life(proposed(immediate=True))))
    assert (interim["came_into_force", ""], interim["lapsed", ""]) == (1, 1)


def test_what_nobody_reviewed_for_a_year_is_counted_as_suspended() -> None:
    later = ReportPeriod(date(2027, 4, 1), date(2027, 7, 1))
    assert counted(Measure.RESTRICTIONS, case(life(*WHOLE)), period=later)["suspended_at_the_end", ""] == 1


def test_a_trial_is_counted_apart() -> None:
    shadow = proposed()
    trial = replace(shadow, restriction=replace(shadow.restriction, mode=Mode.SHADOW))
    found = counted(Measure.RESTRICTIONS, case(life(trial, SIGNED)))
    assert found == {("tried", ""): 1, ("tried", "channel_ban"): 1}


def test_a_review_is_due_done_late_or_overdue() -> None:
    assert counted(Measure.REVIEWS, case(life(*WHOLE))) == {}
    waiting = counted(Measure.REVIEWS, case(life(*WHOLE)), period=AUTUMN)
    assert waiting == {("due", ""): 1, ("overdue_at_the_end", ""): 1}
    done = counted(Measure.REVIEWS, case(life(*WHOLE, REVIEW)), period=AUTUMN)
    assert done == {("due", ""): 1, ("done", ""): 1, ("done", "continue"): 1, ("late", ""): 1}
    in_time = replace(REVIEW, at=local("2026-10-20T23:00"))
    assert ("late", "") not in counted(Measure.REVIEWS, case(life(*WHOLE, in_time)), period=AUTUMN)
    assert counted(Measure.REVIEWS, case(life(*WHOLE, LIFTED)), period=AUTUMN) == {}


def test_a_review_is_due_on_the_day_that_the_letter_said() -> None:
    letter = replace(POSTED, review_on=date(2026, 11, 3))
    in_time = replace(REVIEW, at=local("2026-11-03T10:00"))
    told = (proposed(), SIGNED, letter)
    assert ("late", "") not in counted(Measure.REVIEWS, case(life(*told, in_time)), period=AUTUMN)
    october = ReportPeriod(date(2026, 10, 1), date(2026, 11, 1))
    assert counted(Measure.REVIEWS, case(life(*told)), period=october) == {}
    alike = [case(life(*told)) for _ in range(5)]
    found = counted(Measure.CONSISTENCY, *alike, teams={"sue": "housing"})
    assert found["days_until_review", "excessive_contact: channel_ban, housing"] == 195


def test_a_review_that_came_to_other_terms_is_followed_up_or_overdue_as_the_case_is() -> None:
    vary = replace(REVIEW, at=local("2026-10-20T10:00"), outcome=Outcome.VARY, next_review=None)
    acts = (*WHOLE, vary)
    for on, overdue in (("11-17", 0), ("11-18", 1)):
        now = local(f"2026-{on}T10:00")
        found = counted(Measure.REVIEWS, case(life(*acts)), period=AUTUMN, now=now)
        mark = Mark.OVERDUE if overdue else Mark.VARIED
        assert (found["done", "vary"], found.get(("overdue_at_the_end", ""), 0)) == (1, overdue)
        assert mark_at(history(*acts), now, RULES, CLOCKS) is mark
    after = replace(REVIEW, id="v2", at=local("2026-11-18T10:00"))
    found = counted(Measure.REVIEWS, case(life(*acts, after)), period=AUTUMN)
    assert found == {
        ("due", ""): 2,
        ("done", ""): 2,
        ("done", "vary"): 1,
        ("done", "continue"): 1,
        ("late", ""): 1,
    }
    ended = replace(after, outcome=Outcome.LIFT, next_review=None)
    assert ("overdue_at_the_end", "") not in counted(Measure.REVIEWS, case(life(*acts, ended)), period=AUTUMN)


def test_what_is_still_to_come_in_a_period_that_is_not_over_is_not_counted() -> None:
    interim = proposed(immediate=True)
    begun = counted(Measure.RESTRICTIONS, case(life(interim)), now=interim.at)
    assert (begun["proposed", ""], begun["in_force_at_the_end", ""], begun.get(("lapsed", ""))) == (1, 1, None)
    going = replace(LIFTED, ends_at=local("2026-06-20T10:00"))
    assert ("ended", "") not in counted(Measure.RESTRICTIONS, case(life(*WHOLE, going)), now=going.at)
    for on, found in (("10-19", {}), ("10-20", {}), ("10-21", {("due", ""): 1, ("overdue_at_the_end", ""): 1})):
        now = local(f"2026-{on}T10:00")
        assert counted(Measure.REVIEWS, case(life(*WHOLE)), period=AUTUMN, now=now) == found
    waiting = counted(Measure.APPEALS, case(life(*WHOLE, APPEAL)), now=APPEAL.at)
    assert (waiting["received", ""], waiting["open_at_the_end", ""]) == (1, 1)
    assert ("overdue_at_the_end", "") not in waiting


def test_a_period_that_is_over_is_counted_the_same_whenever_it_is_asked_for() -> None:
    for measure in (Measure.RESTRICTIONS, Measure.REVIEWS, Measure.APPEALS):
        of = case(life(*WHOLE, APPEAL, REVIEW))
        assert counted(measure, of, now=local("2027-06-01T10:00")) == counted(measure, of)


def test_breaches_are_counted_by_contact_and_by_customer() -> None:
    found = counted(Measure.BREACHES, breaches=("sam", "sam", "kim"))
    assert found == {("contacts", ""): 3, ("customers", ""): 2}


def test_incidents_are_counted_by_ground_by_hate_and_by_whom_they_harmed() -> None:
    abuse = Incident(id="i1", by="mo", at=local("2026-04-02T03:00"), grounds=Grounds.ABUSE, hate_motivated=True)
    threat = replace(abuse, id="i2", grounds=Grounds.THREAT, hate_motivated=False, against=Against.CONTRACTOR)
    before = replace(abuse, id="i3", at=local("2026-03-31T23:59"))
    warned = Warned(id="w1", by="mo", at=local("2026-04-03T10:00"), form=Form.VERBAL)
    found = counted(Measure.INCIDENTS, case(acts=(abuse, threat, before, warned)))
    assert (found["recorded", ""], found["recorded", "abuse"], found["hate_motivated", "abuse"]) == (2, 1, 1)
    assert found["against_others_than_employees", "contractor"] == 1
    assert found["warnings", "verbal"] == 1


@pytest.mark.parametrize(("cases", "told"), [(4, None), (5, 5)])
def test_fewer_than_five_are_not_counted_out_where_it_could_be_known_who_it_is(cases: int, told: int | None) -> None:
    alike = [case(life(*WHOLE), adjustments=frozenset({Adjustment.LARGE_PRINT}), language="cy") for _ in range(cases)]
    decided = "excessive_contact: channel_ban, housing"
    found = counted(Measure.CONSISTENCY, *alike, teams={"sue": "housing"})
    assert found == {("decided", decided): told, ("days_until_review", decided): told and 181}
    equal = counted(Measure.CHARACTERISTICS, *alike)
    assert equal["restricted_with_adjustment", "large_print"] == told
    assert equal["restricted_with_language", "cy"] == told


def test_adjustments_agreed_and_people_at_risk_are_counted_among_those_restricted() -> None:
    agreed = [
        AdjustmentAgreed(id=f"g{n}", by="mo", at=local("2026-04-02T10:00"), adjustment=Adjustment.EXTRA_TIME)
        for n in range(5)
    ]
    found = counted(Measure.CHARACTERISTICS, case(acts=agreed, priority=True))
    assert found == {("adjustment_agreed", "extra_time"): 5}
    at_risk = [case(life(*WHOLE), priority=True) for _ in range(5)]
    assert counted(Measure.CHARACTERISTICS, *at_risk)["restricted_at_risk", ""] == 5


def test_the_quality_of_what_is_kept_names_what_somebody_can_put_right() -> None:
    unsigned = case(life(proposed()), identified=False, reachable=False)
    found = counted(Measure.DATA_QUALITY, unsigned, case(life(proposed(), SIGNED)), case(life(proposed(), LIFTED)))
    assert found == {
        ("people_not_identified", ""): 1,
        ("people_nobody_can_reach", ""): 1,
        ("unsigned_for_a_month", ""): 1,
        ("signed_and_not_told", ""): 1,
    }
    assert counted(Measure.DATA_QUALITY, case(life(*WHOLE)), period=AUTUMN) == {("reviews_overdue", ""): 1}


def test_a_report_holds_the_measures_that_it_was_asked_for_and_tells_of_nought() -> None:
    nothing = Material(period=SPRING, clocks=CLOCKS)
    found = figures((Measure.APPEALS, Measure.BREACHES), nothing)
    assert found[0] == Figure(measure=Measure.APPEALS, what="received", number=0)
    assert [one.measure for one in found][-1] is Measure.BREACHES


@pytest.mark.clause("OCT-1.3")
def test_each_of_the_four_ways_of_answering_is_counted() -> None:
    limited = life(proposed(kind=Kind.ESSENTIAL_REPAIRS_ONLY), SIGNED)
    told = Disclosed(
        id="p1",
        by="mo",
        at=local("2026-05-04T10:00"),
        to=Recipient.POLICE,
        basis=Basis.CRIME_AND_DISORDER,
        agreed_by="ann",
    )
    elsewhere = replace(told, id="p2", to=Recipient.HEALTH)
    before = replace(told, id="p3", at=local("2026-03-31T23:59"))
    order = CourtOrderMade(id="o1", by="mo", at=local("2026-05-04T10:00"), reference="C1", made_on=date(2026, 5, 1))
    acts = (told, elsewhere, before, order)
    found = counted(Measure.RESTRICTIONS, case(life(*WHOLE), limited, acts=acts))
    ways = {family: found["answered_by", family] for family in ("contact", "service", "law", "police")}
    assert (ways, found["answered_by", ""]) == ({"contact": 1, "service": 1, "law": 1, "police": 1}, 4)

"""What reports count, from acts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import (
    Act,
    Against,
    AppealDecided,
    Appealed,
    Finding,
    Form,
    Incident,
    Lifted,
    Outcome,
    RestrictionAct,
    Reviewed,
    Warned,
)
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecided, ItemDecision
from contact_gateway.domain.casework.acts_on_record import Basis, CourtOrderMade, Disclosed, Recipient
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.rules import CaseworkRules, ReviewRules
from contact_gateway.domain.procedure.words import Measure, Unreviewed
from contact_gateway.domain.reports.figures import Figure
from contact_gateway.domain.reports.material import Material, ReportedCase, ReportedLife
from contact_gateway.domain.reports.report_periods import ReportPeriod
from contact_gateway.domain.reports.reporting import figures
from contact_gateway.domain.restrictions import Grounds, Mode
from tests.unit.domain.casework.cases import CLOCKS, POSTED, RULES, SIGNED, history, local, proposed

SPRING = ReportPeriod(date(2026, 4, 1), date(2026, 7, 1))
AUTUMN = ReportPeriod(date(2026, 10, 1), date(2027, 1, 1))
WHOLE = (proposed(), SIGNED, POSTED)
LIFTED = Lifted(id="e1", by="ann", at=local("2026-06-01T10:00"))
REVIEW = Reviewed(
    id="v1", by="ann", at=local("2026-11-02T10:00"), outcome=Outcome.CONTINUE, next_review=date(2027, 4, 20)
)
APPEAL = Appealed(
    id="a1",
    by="mo",
    at=local("2026-05-04T10:00"),
    appeal_id="a1",
    received_on=date(2026, 5, 4),
    due_on=date(2026, 5, 18),
)
ANSWER = AppealDecided(id="d1", by="ann", at=local("2026-05-20T10:00"), appeal_id="a1", finding=Finding.VARIED)


def life(*acts: RestrictionAct, rules: CaseworkRules = RULES) -> ReportedLife:
    return ReportedLife(history=history(*acts), rules=rules, clocks=CLOCKS)


def case(*lives: ReportedLife, acts: Iterable[Act] = (), **said: object) -> ReportedCase:
    build: Callable[..., ReportedCase] = ReportedCase
    return build(**{"customer_id": "sam", "lives": lives, "acts": tuple(acts), **said})


def counted(
    measure: Measure, *cases: ReportedCase, period: ReportPeriod = SPRING, **said: object
) -> dict[tuple[str, str], int | None]:
    """Return what was counted, by what it is and of which sort; what is nought is left out."""
    build: Callable[..., Material] = Material
    found = figures((measure,), build(**{"period": period, "clocks": CLOCKS, "cases": cases, **said}))
    return {(one.what, one.of): one.number for one in found if one.number != 0}


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


def test_an_appeal_is_received_decided_late_or_still_open() -> None:
    assert counted(Measure.APPEALS, case(life(*WHOLE, APPEAL, ANSWER))) == {
        ("received", ""): 1,
        ("received", "channel_ban"): 1,
        ("decided", ""): 1,
        ("decided", "varied"): 1,
        ("late", ""): 1,
    }
    waiting = counted(Measure.APPEALS, case(life(*WHOLE, replace(APPEAL, late=True))))
    assert [waiting[what, ""] for what in ("out_of_time", "open_at_the_end", "overdue_at_the_end")] == [1, 1, 1]
    again = replace(APPEAL, late=True, heard_before=True)
    assert ("out_of_time", "") not in counted(Measure.APPEALS, case(life(*WHOLE, again)))
    soon = replace(APPEAL, due_on=date(2026, 7, 1))
    assert ("overdue_at_the_end", "") not in counted(Measure.APPEALS, case(life(*WHOLE, soon)))


def test_an_appeal_against_a_warning_or_about_an_item_is_counted_too() -> None:
    warned = Warned(id="w1", by="mo", at=local("2026-04-02T10:00"), form=Form.WRITTEN)
    item = ItemDecided(
        id="i1", by="mo", at=local("2026-04-03T10:00"), contact_id="c1", decision=ItemDecision.NOT_DEALT_WITH
    )
    first = BareAppealed(
        id="a1",
        by="mo",
        at=local("2026-05-04T10:00"),
        about="w1",
        received_on=date(2026, 5, 4),
        due_on=date(2026, 5, 18),
    )
    second = replace(first, id="a2", about="i1")
    answer = BareAppealDecided(id="d1", by="ann", at=local("2026-05-20T10:00"), appeal_id="a1", finding=Finding.REMOVED)
    assert counted(Measure.APPEALS, case(life(*WHOLE), acts=(warned, item, first, second, answer))) == {
        ("received", ""): 2,
        ("received", "warning"): 1,
        ("received", "not_dealt_with"): 1,
        ("decided", ""): 1,
        ("decided", "removed"): 1,
        ("late", ""): 1,
        ("open_at_the_end", ""): 1,
        ("overdue_at_the_end", ""): 1,
    }


def test_what_is_not_heard_here_is_received_and_waits_for_nobody() -> None:
    unheard = replace(APPEAL, tier=0, late=True)
    assert counted(Measure.APPEALS, case(life(*WHOLE, unheard))) == {
        ("received", ""): 1,
        ("received", "channel_ban"): 1,
        ("not_heard_here", ""): 1,
    }


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

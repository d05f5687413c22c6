"""What was decided and told before: from what was typed to what is in force, and on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.restriction_request import draft_of
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.policy import KindRule
from contact_gateway.domain.procedure.rules import AuthorityRule, Panel
from contact_gateway.domain.restrictions import Grounds, Mode, Reply
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Role
from tests.builders import MONDAY, new_officer, new_person, policy, restriction_request
from tests.unit.application.taking_over import BEFORE, CAP, HERE, MIDNIGHT, POLICY, UNTOLD, Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_was_decided_and_told_is_in_force_and_on_record(desk: Desk) -> None:
    made = desk.take_over(CAP)
    assert desk.restrictions.of_customer(HERE, "sam") == [made]
    assert (made.id, made.kind, made.starts_at, made.review_on) == ("r1", Kind.CONTACT_CAP, MIDNIGHT, CAP.review_on)
    assert (made.mode, made.reply, made.planned_end) == (Mode.ENFORCED, Reply.ONCE, None)
    assert made.scope.channels == {Channel.VOICE}
    assert made.clause == "EXA-8.3"
    _, decided = desk.memory.of(HERE).restrictions["r1"]
    assert (decided.officer, decided.grounds, decided.policy_version) == ("lee", Grounds.EXCESSIVE_CONTACT, 2)
    assert decided.decided_at == MONDAY
    assert desk.memory.of(HERE).audit == ["staff:case:act r1"] * 3


def test_a_number_typed_into_a_form_is_a_number(desk: Desk) -> None:
    made = desk.take_over(CAP)
    assert made.terms == read_terms(Kind.CONTACT_CAP, {"limit": 2, "per": "week"})


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"kind": "no_contact", "terms": {}}, "kind_not_in_policy", "channel_ban, contact_cap, single_form"),
        ({"kind": Kind.NO_CONTACT, "terms": {}}, "kind_not_in_policy", "does not allow 'no_contact'"),
        ({"kind": "silence"}, "kind_not_in_policy", "does not allow 'silence'"),
        ({"terms": {"limit": 0, "per": "week"}}, "impossible_terms", "limit needs a whole number from 1"),
        ({"terms": {"limit": 1, "per": "year"}}, "impossible_terms", "allowed: day, week, month"),
        ({"terms": {"limit": 1}}, "impossible_terms", "needs the term 'per'"),
        ({"terms": {"limit": 1, "per": "week", "speed": 3}}, "impossible_terms", "no term 'speed'"),
        ({"channels": ("voice", "telegram")}, "unknown_channel", "no channel 'telegram'; choose from: voice, sms"),
        ({"grounds": ""}, "grounds_missing", "needs its grounds"),
        ({"grounds": "abuse"}, "grounds_missing", "'abuse' is not among the grounds"),
        ({"grounds": "excessive_contact "}, "grounds_missing", "allows: excessive_contact, threat"),
        ({"mode": "secret"}, "impossible_terms", "allowed: enforced, shadow"),
        ({"reply": "rudely"}, "impossible_terms", "allowed: once, always, never"),
        ({"officer": "nobody"}, "unknown_officer", "the officers are: kim, lee"),
        ({"officer": "sam"}, "unknown_officer", "no officer 'sam'"),
        (
            {"kind": "single_point_of_contact", "terms": {"officer": "ann"}},
            "unknown_officer",
            "no officer 'ann'",
        ),
        (
            {"kind": "single_point_of_contact", "terms": {"officer": "lee", "deputies": ["queue", "ann"]}},
            "unknown_officer",
            "no officer 'ann'",
        ),
        (
            {"kind": "single_point_of_contact", "terms": {"team": "gardeners"}},
            "unknown_team",
            "the teams are: complaints",
        ),
        ({"planned_end": MIDNIGHT}, "impossible_terms", "before it starts"),
        ({"kind": "channel_ban", "terms": {}, "channels": ()}, "no_channel_left", "keep at least one of these open"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_allowed(
    desk: Desk, change: dict[str, object], code: str, said: str
) -> None:
    refused = desk.refusal(restriction_request(**change))
    assert refused.code == code
    assert said in str(refused)


def test_nobody_is_left_to_somebody_who_does_not_speak_for_them() -> None:
    kinds = {**POLICY.kinds, Kind.REPRESENTATIVE_ONLY: KindRule(clause="EXA-8.5")}
    desk = Desk(policy=replace(POLICY, kinds=kinds))
    alone = replace(CAP, kind="representative_only", terms={"representative": "ann"}, channels=())
    assert desk.refusal(alone).code == "impossible_terms"
    desk.people.add(HERE, new_person(id="ann", role=Role.REPRESENTATIVE, of="sam"))
    assert desk.take_over(alone).kind is Kind.REPRESENTATIVE_ONLY


def test_whom_the_customer_complains_about_becomes_no_point_of_contact(desk: Desk) -> None:
    desk.people.complain(HERE, "sam", "lee")
    point = replace(CAP, kind="single_point_of_contact", terms={"officer": "lee"}, channels=())
    assert desk.refusal(point).code == "impossible_terms"


def test_an_adjustment_that_the_terms_would_fight_is_looked_up(desk: Desk) -> None:
    desk.people.add(HERE, new_person(adjustments=("cannot_use_telephone",)))
    asked = replace(CAP, kind="single_form", terms={"form": "telephone"}, channels=())
    assert desk.refusal(asked).code == "conflicts_with_adjustment"


def test_restrictions_that_are_in_force_already_are_looked_up(desk: Desk) -> None:
    desk.take_over(replace(CAP, kind="single_form", terms={"form": "writing"}, channels=()))
    with pytest.raises(Refused, match="keep at least one") as refused:
        desk.take_over(replace(CAP, kind="channel_ban", terms={}, channels=("sms", "email", "web_form")))
    assert refused.value.code == "no_channel_left"


@pytest.mark.parametrize(
    ("review_on", "is_taken"),
    [
        (None, False),
        (date(2026, 6, 1), False),
        (date(2026, 6, 2), True),
        (date(2027, 3, 2), True),
        (date(2027, 3, 3), False),
    ],
)
def test_a_review_is_between_the_shortest_and_the_longest_time_from_the_start(
    desk: Desk, review_on: date | None, is_taken: bool
) -> None:
    asked = replace(CAP, review_on=review_on)
    if is_taken:
        assert desk.take_over(asked).review_on == review_on
        return
    refused = desk.refusal(asked)
    assert refused.code == "review_out_of_range"
    assert "from 2 June 2026 to 2 March 2027" in str(refused)


def test_the_time_to_a_review_is_counted_from_the_day_the_landlord_sees_at_the_start(desk: Desk) -> None:
    first_of_july_in_london = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    refused = desk.refusal(replace(CAP, starts_at=first_of_july_in_london))
    assert "from 1 October 2026 to 1 July 2027" in str(refused)


def test_a_trial_ends_by_itself_within_thirty_days(desk: Desk) -> None:
    trial = replace(CAP, mode="shadow")
    assert desk.take_over(trial, UNTOLD).planned_end == MONDAY + timedelta(days=30)
    short = replace(trial, terms={"limit": 3, "per": "week"}, planned_end=MONDAY + timedelta(days=7))
    assert desk.take_over(short, UNTOLD).planned_end == short.planned_end
    with pytest.raises(Refused, match="at most 30 days") as refused:
        desk.take_over(replace(trial, planned_end=MONDAY + timedelta(days=30, seconds=1)), UNTOLD)
    assert refused.value.code == "shadow_too_long"


def test_a_customer_who_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.take_over(replace(CAP, customer_id="lee"))


def test_the_manager_sees_beforehand_what_will_be_heard_and_nothing_is_stored(desk: Desk) -> None:
    first, used_up = desk.set_restriction.preview(HERE, CAP, BEFORE).heard
    assert (first.channel, first.used_up, first.decision.outcome) == (Channel.VOICE, False, Outcome.CONNECT)
    assert (used_up.channel, used_up.used_up, used_up.decision.outcome) == (Channel.VOICE, True, Outcome.DECLINE)
    assert Script.DECLINE_UNTIL in used_up.decision.scripts
    assert used_up.decision.next_allowed == datetime(2026, 3, 9, tzinfo=UTC)
    assert desk.restrictions.of_customer(HERE, "sam") == []
    assert desk.memory.of(HERE).audit == []


def test_who_may_not_decide_a_kind_sets_none_in_one_step_either() -> None:
    graded = {**POLICY.kinds, Kind.CONTACT_CAP: KindRule(clause="EXA-8.3", grade="manager")}
    desk = Desk(policy=replace(POLICY, grades=("officer", "manager", "director"), kinds=graded))
    for one, grade in (("low", "officer"), ("mia", "manager"), ("ash", "director")):
        desk.people.add(HERE, new_officer(id=one, grade=grade))
    for below in ("lee", "low"):
        assert desk.refusal(replace(CAP, officer=below)).code == "not_authorised"
        with pytest.raises(Refused):
            desk.set_restriction.preview(HERE, replace(CAP, officer=below), BEFORE)
    for limit, high in enumerate(("mia", "ash"), start=1):
        asked = replace(CAP, officer=high, terms={"limit": limit, "per": "week"})
        assert desk.take_over(asked).kind is Kind.CONTACT_CAP


@pytest.mark.parametrize(
    "rule",
    [
        AuthorityRule(together=("housing", "legal")),
        AuthorityRule(panel=Panel(roles=frozenset({"housing"}), quorum=2)),
    ],
    ids=["together", "panel"],
)
def test_what_several_decide_nobody_sets_in_one_step(rule: AuthorityRule) -> None:
    desk = Desk(policy=replace(POLICY, casework=replace(POLICY.casework, authority=(rule,))))
    desk.people.add(HERE, new_officer(id="mia", roles=("housing", "legal")))
    refused = desk.refusal(replace(CAP, officer="mia"))
    assert refused.code == "not_authorised"
    assert "propose it" in str(refused)


def test_a_preview_shows_each_channel_in_scope_by_itself(desk: Desk) -> None:
    asked = replace(CAP, kind="single_form", terms={"form": "telephone"}, channels=("voice", "sms", "email"))
    heard = {one.channel: one.decision.outcome for one in desk.set_restriction.preview(HERE, asked, BEFORE).heard}
    assert heard == {Channel.VOICE: Outcome.CONNECT, Channel.SMS: Outcome.HOLD, Channel.EMAIL: Outcome.HOLD}


def test_what_would_be_refused_has_no_preview(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.set_restriction.preview(HERE, replace(CAP, grounds=""), BEFORE)


def test_a_channel_that_the_landlord_lacks_is_named_by_its_plain_word() -> None:
    with pytest.raises(Refused, match="has no channel 'social'; choose from: voice"):
        draft_of(
            replace(CAP, channels=(Channel.SOCIAL,)), policy(channels=(Channel.VOICE,)), "r1", MONDAY, MONDAY.date()
        )

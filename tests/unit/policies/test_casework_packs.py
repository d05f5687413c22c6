"""A policy's casework is said in its pack and carried out as said: an invented landlord that uses every option."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from contact_gateway.adapters.policy_files.casework_format import AUTHORITY_RULE, CASEWORK, REVIEW
from contact_gateway.adapters.policy_files.older_spelling import in_newer_spelling
from contact_gateway.adapters.policy_files.shapes import Keys, Many, Named, Shape
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import DEFAULT
from contact_gateway.domain.procedure.rules import (
    AppealRules,
    AuthorityRule,
    Duty,
    Interim,
    Notice,
    Ombudsman,
    Panel,
    PartRule,
    PolicyReview,
    Precondition,
    Report,
    ReviewRules,
    Stage,
    Tier,
)
from contact_gateway.domain.procedure.rules_for import appeal_rules, authority_rule
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import (
    Hearing,
    Kept,
    LetterType,
    Measure,
    Occasion,
    Part,
    Question,
    Step,
    Unreviewed,
)
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery
from tests.unit.policies.reading import HARBOUR, QUAY, policy_of

POLICY = policy_of(QUAY)
RULES = POLICY.casework
DAYS, WORKING_DAYS, WEEKS, MONTHS = Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS


def test_who_decides_is_a_grade_several_roles_or_a_panel() -> None:
    assert RULES.authority == (
        AuthorityRule(
            kinds=frozenset({Kind.NO_CONTACT}),
            panel=Panel(roles=frozenset({"board"}), quorum=3),
            exceptional=True,
            clause="QUA-6",
        ),
        AuthorityRule(
            kinds=frozenset({Kind.WARNING_FLAG}), together=("housing", "law"), asks=("hearings",), clause="QUA-6a"
        ),
        AuthorityRule(grade="captain", consults=True, informs=True, clause="QUA-6"),
    )
    assert authority_rule(RULES, Kind.CONTACT_CAP).grade == "captain"


def test_stages_follow_each_other_a_told_and_dated_one_among_them() -> None:
    assert RULES.stages == (
        Stage(name="talk", label="A talk", step=Step.ARRANGEMENT, length=Span(1, MONTHS), clause="QUA-7"),
        Stage(
            name="watch",
            label="Told and dated",
            step=Step.MONITORING,
            length=Span(6, WEEKS),
            letter=LetterType.WARNING,
            follows="talk",
            with_reason=True,
            clause="landlord",
        ),
        Stage(
            name="limits",
            label="Limits",
            kinds=frozenset({Kind.CONTACT_CAP, Kind.CHANNEL_BAN}),
            length=Span(16, WEEKS),
            letter=LetterType.DECISION,
            follows="watch",
            relapse_within=Span(6, MONTHS),
            clause="landlord",
        ),
        Stage(name="last", label="Last resort", follows="limits", clause="landlord"),
    )


def test_what_comes_before_and_what_is_asked() -> None:
    assert RULES.preconditions == (
        Precondition(
            steps=frozenset({Step.CAUSES, Step.MEDIATION}),
            kinds=frozenset({Kind.NO_CONTACT}),
            grounds=frozenset({Grounds.ABUSE, Grounds.THREAT}),
            skipped_by=frozenset({Grounds.THREAT}),
            with_reason=True,
            when_immediate=False,
            clause="QUA-8",
        ),
    )
    assert RULES.questions == {**dict.fromkeys(Question, DEFAULT), Question.IMPACT: "QUA-9"}
    assert RULES.interim == Interim(
        lasts=Span(1, WORKING_DAYS), grade="captain", letter_within=Span(3, DAYS), clause="QUA-10"
    )
    assert RULES.out_of_scope == {"moorings": "QUA-19", "care_homes": "QUA-19"}


def test_reviews_are_as_long_as_often_and_by_whom_the_pack_says() -> None:
    assert RULES.reviews == ReviewRules(
        shortest=Span(10, DAYS),
        usual=Span(6, WEEKS),
        longest=Span(90, DAYS),
        exceptional=Span(4, MONTHS),
        exceptional_grade="owner",
        reason_beyond_usual=True,
        from_start=True,
        meeting_dates=(date(2026, 6, 10), date(2026, 9, 9)),
        at_date=Unreviewed.LAPSES,
        hard_stop=Span(5, MONTHS),
        reviewer_grade="captain",
        decider_may_review=True,
        levels=2,
        reminders=(21, 7),
        usual_by_grounds={Grounds.THREAT: Span(12, WEEKS)},
        clause="QUA-11",
    )


def test_appeals_go_up_in_tiers_or_are_none_inside() -> None:
    assert appeal_rules(RULES, Kind.CONTACT_CAP) == AppealRules(
        kinds=frozenset({Kind.CONTACT_CAP, Kind.CHANNEL_BAN}),
        tiers=(
            Tier(answer_within=Span(10, DAYS), grade="captain", clause="QUA-12"),
            Tier(answer_within=Span(4, WEEKS), role="board", senior=False, clause="QUA-12b"),
        ),
        window=Span(1, MONTHS),
        from_start=True,
        once=True,
        meanwhile=Hearing.SUSPENDED,
        address="hearings",
        about=("It is out of proportion.", "There is something new."),
        form="In any way you like, also by telephone.",
        clause="QUA-12",
    )
    assert appeal_rules(RULES, Kind.NO_CONTACT) is None


def test_letters_hold_what_the_pack_adds_to_what_every_letter_holds() -> None:
    decision = RULES.letters[LetterType.DECISION]
    assert decision.sent_by == {Delivery.POST, Delivery.HAND}
    assert decision.parts[Part.POLICY_COPY] == PartRule(clause="QUA-14")
    assert decision.parts[Part.DATA_PROTECTION] == PartRule(clause="QUA-14b", kinds=frozenset({Kind.WARNING_FLAG}))
    assert decision.parts[Part.APPEAL] == PartRule(clause=DEFAULT)
    assert RULES.letters[LetterType.END].parts.keys() == {Part.DATES, Part.SUPPORT}
    assert RULES.letters[LetterType.WARNING].sent_by == set(Delivery)


def test_who_hears_who_does_who_reports_and_who_else_can_be_asked() -> None:
    assert RULES.notices == (Notice(on=Occasion.BREACH, to=("owner", "hearings", "proposer"), clause="QUA-15"),)
    assert RULES.duties == (
        Duty(
            on=Occasion.AUTHORISED,
            task="ring_the_harbour_master",
            to="board",
            within=Span(2, DAYS),
            grounds=frozenset({Grounds.THREAT}),
            kinds=frozenset({Kind.NO_CONTACT}),
            clause="QUA-16",
        ),
    )
    assert RULES.reports == (
        Report(
            name="half_yearly",
            every=Span(6, MONTHS),
            to=("board",),
            holds=(Measure.APPEALS, Measure.BREACHES),
            clause="QUA-17",
        ),
    )
    assert RULES.notes_to == "hearings"
    assert RULES.policy_review == PolicyReview(
        due=date(2027, 1, 31), every=Span(36, MONTHS), to=("board",), clause="QUA-17b"
    )
    always = "You can contact the {} Ombudsman at any time."
    assert RULES.ombudsmen == (
        Ombudsman(name="Housing Ombudsman", words=always.format("Housing"), clause="QUA-18"),
        Ombudsman(
            name="Public Services Ombudsman",
            words=always.format("Public Services"),
            contact="0808 157 0966",
            clause="landlord",
        ),
    )


def test_how_long_what_is_kept_and_which_days_are_worked() -> None:
    assert RULES.retention == {
        Kept.CASES: Span(36, MONTHS),
        Kept.CONTACTS: Span(72, MONTHS),
        Kept.MESSAGES: Span(1, MONTHS),
        Kept.DISCLOSURES: Span(72, MONTHS),
        Kept.AUDIT: Span(84, MONTHS),
    }
    assert POLICY.sources["retention.messages"] == "QUA-20"
    assert POLICY.clocks.post_until == time(16)
    assert not POLICY.clocks.calendar.is_working_day(date(2026, 12, 29))
    assert not POLICY.clocks.calendar.is_working_day(date(2026, 1, 2))
    received = datetime(2026, 12, 24, 16, 1, tzinfo=UTC)
    assert POLICY.clocks.receipt_day(received) == date(2026, 12, 30)


def test_closure_days_are_worked_and_post_waits_until_five_unless_a_pack_says_otherwise() -> None:
    plain = policy_of(HARBOUR).clocks
    assert plain.calendar.is_working_day(date(2026, 12, 29))
    assert plain.post_until == time(17)
    as_sent = policy_of(QUAY.replace('post_until = "16:00"', "from_sending = true")).clocks
    assert as_sent.receipt_day(datetime(2026, 12, 26, 22, tzinfo=UTC)) == date(2026, 12, 26)


def test_a_pack_can_do_without_interim_restrictions_and_without_appeals_at_all() -> None:
    assert policy_of(QUAY.replace("[interim]", "[interim]\nallowed = false")).casework.interim is None
    silent = policy_of(HARBOUR).casework
    assert silent.interim == Interim()
    assert silent.appeals == (AppealRules(tiers=(Tier(),), asked_within=Span(20, WORKING_DAYS)),)
    assert [one.name for one in silent.ombudsmen] == ["Housing Ombudsman"]
    assert not any((silent.stages, silent.preconditions, silent.notices, silent.duties, silent.reports))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("usual_months = 4", 'usual = "4 months"'),
        ("shortest_months = 1", 'shortest = "1 month"'),
        ('longest_months = { value = 8, clause = "HAR-7" }', 'longest = { value = "8 months", clause = "HAR-7" }'),
        ('usual = "4 months"', 'usual = "4 months"'),
        ("usual_months = true", "usual_months = true"),
        ("usual_months = 0", "usual_months = 0"),
        ("usual_months = { value = [] }", "usual_months = { value = [] }"),
        ("levels_months = 1", "levels_months = 1"),
    ],
)
def test_a_version_that_was_stored_with_reviews_in_months_means_what_it_meant(written: str, meant: str) -> None:
    head = "[review]\n"
    assert in_newer_spelling(tomllib.loads(head + written)) == tomllib.loads(head + meant)
    assert in_newer_spelling({"review": 7}) == {"review": 7}


def test_an_older_pack_is_read_whole() -> None:
    older = HARBOUR.replace('longest = "8 months"', "longest_months = 8")
    assert policy_of(older).casework == policy_of(HARBOUR).casework


def test_the_invented_landlord_leaves_no_option_of_casework_out() -> None:
    document = tomllib.loads(QUAY)
    wanted = Keys({**CASEWORK, "review": REVIEW, "authority": Keys({"rules": Many(AUTHORITY_RULE)})})
    tried_elsewhere = {"interim.allowed", "appeals.asked_within", "working_days.from_sending"}
    assert set(_left_out(wanted, [document], "")) == tried_elsewhere


def _left_out(shape: Shape, values: list[Any], path: str) -> Iterator[str]:
    """Give the keys of a shape that none of these values has."""
    plain = [value["value"] if isinstance(value, dict) and "value" in value else value for value in values]
    match shape:
        case Keys():
            for name, inner in shape.known.items():
                found = [value[name] for value in plain if name in value]
                place = f"{path}.{name}".lstrip(".")
                yield from _left_out(inner, found, place) if found else [place]
        case Many(each=Keys() as each):
            yield from _left_out(each, [item for value in plain for item in value], path)
        case Named():
            inside = [item for value in plain for name, item in value.items() if name != "clause"]
            yield from _left_out(shape.each, inside, path)
        case _:
            return

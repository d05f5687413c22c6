"""Whether a restriction can be lived with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.domain.casework.feasible import obstacle
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Mode, Restriction, Scope
from tests.builders import SAM_EMAIL, SAM_PHONE, person, policy, restriction

BOTH = (SAM_PHONE, SAM_EMAIL)
ALL_BUT_LETTERS = [channel for channel in Channel if channel not in {Channel.LETTER, Channel.IN_PERSON}]


def _code(
    new: Restriction,
    *others: Restriction,
    points: tuple[ContactPoint, ...] = BOTH,
    adjustments: frozenset[Adjustment] = frozenset(),
) -> str:
    found = obstacle(new, person(*others, adjustments=adjustments), points, policy())
    return found.code if found else ""


@pytest.mark.parametrize(
    "new",
    [
        restriction(Kind.CHANNEL_BAN, {}, [Channel.EMAIL]),
        restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "month"}),
        restriction(Kind.PERMITTED_TIMES, {"windows": ["tue 09:00-10:00"]}),
        restriction(Kind.SINGLE_FORM, {"form": "writing"}),
        restriction(Kind.ONLY_CHANNELS, {"channels": ["email"]}),
        restriction(Kind.VOICEMAIL_ONLY, {}),
        restriction(Kind.CONSOLIDATED_REPLY, {"per": "week"}),
        restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}),
        restriction(Kind.NO_CONTACT, {}),
        restriction(Kind.REPRESENTATIVE_ONLY, {"any_of": ["solicitor"]}),
        restriction(Kind.PREMISES_BAN, {}),
        restriction(Kind.WARNING_FLAG, {"category": "dogs"}),
    ],
    ids=lambda new: new.kind,
)
def test_a_restriction_that_leaves_a_working_channel_may_be_activated(new: Restriction) -> None:
    assert _code(new) == ""


def test_letters_and_visits_alone_are_no_working_channel_for_somebody_who_has_others() -> None:
    assert _code(restriction(Kind.CHANNEL_BAN, {}, ALL_BUT_LETTERS)) == "no_channel_left"
    assert _code(restriction(Kind.ONLY_CHANNELS, {"channels": ["letter", "in_person"]})) == "no_channel_left"


def test_letters_are_enough_for_somebody_who_has_nothing_else() -> None:
    needs = frozenset({Adjustment.CANNOT_USE_TELEPHONE})
    own = replace(policy(), channels=(Channel.VOICE, Channel.LETTER, Channel.IN_PERSON))
    ban = restriction(Kind.CHANNEL_BAN, {}, [Channel.VOICE])
    assert obstacle(ban, person(adjustments=needs), (SAM_PHONE,), own) is None
    assert obstacle(ban, person(), (SAM_PHONE,), own) is not None


def test_restrictions_that_are_bearable_alone_may_leave_nothing_together() -> None:
    writing = restriction(Kind.SINGLE_FORM, {"form": "writing"}, id="first")
    bans = restriction(Kind.CHANNEL_BAN, {}, [Channel.SMS, Channel.EMAIL, Channel.WEB_FORM])
    assert _code(writing) == ""
    assert _code(bans) == ""
    assert _code(bans, writing) == "no_channel_left"


def test_a_channel_for_which_the_person_has_no_contact_point_is_not_theirs() -> None:
    only_mail = restriction(Kind.ONLY_CHANNELS, {"channels": ["email"]})
    assert _code(only_mail, points=(SAM_PHONE,)) == "no_channel_left"
    assert _code(only_mail, points=(SAM_EMAIL,)) == ""
    assert _code(only_mail, points=()) == ""


def test_restrictions_that_are_never_in_force_together_do_not_add_up() -> None:
    writing = restriction(Kind.SINGLE_FORM, {"form": "writing"}, id="first")
    bans = restriction(Kind.CHANNEL_BAN, {}, [Channel.SMS, Channel.EMAIL, Channel.WEB_FORM])
    ended = replace(writing, planned_end=bans.starts_at)
    later = replace(writing, starts_at=bans.starts_at + timedelta(days=60))
    until_then = replace(bans, planned_end=later.starts_at)
    assert _code(bans, ended) == ""
    assert _code(until_then, later) == ""
    assert _code(bans, later) == "no_channel_left"


def test_what_is_about_some_numbers_only_leaves_the_channel_open() -> None:
    scope = Scope(channels=frozenset(ALL_BUT_LETTERS), to=frozenset({"+441632960104"}))
    assert _code(restriction(Kind.CHANNEL_BAN, {}, scope=scope)) == ""


def test_a_trial_is_judged_as_if_it_were_meant() -> None:
    assert _code(restriction(Kind.CHANNEL_BAN, {}, ALL_BUT_LETTERS, mode=Mode.SHADOW)) == "no_channel_left"


def test_a_trial_that_runs_beside_it_closes_nothing() -> None:
    trial = restriction(Kind.SINGLE_FORM, {"form": "writing"}, id="first", mode=Mode.SHADOW)
    assert _code(restriction(Kind.CHANNEL_BAN, {}, [Channel.SMS, Channel.EMAIL, Channel.WEB_FORM]), trial) == ""


@pytest.mark.parametrize(
    ("kind", "terms", "need"),
    [
        (Kind.SINGLE_FORM, {"form": "telephone"}, Adjustment.CANNOT_USE_TELEPHONE),
        (Kind.ONLY_CHANNELS, {"channels": ["voice"]}, Adjustment.CANNOT_USE_TELEPHONE),
        (Kind.SINGLE_FORM, {"form": "writing"}, Adjustment.CANNOT_WRITE),
        (Kind.SINGLE_FORM, {"form": "email"}, Adjustment.CANNOT_WRITE),
        (Kind.ONLY_CHANNELS, {"channels": ["email", "letter"]}, Adjustment.CANNOT_WRITE),
        (Kind.PERSONAL_CONTACT_BAN, {}, Adjustment.HOME_VISITS),
    ],
)
def test_nobody_is_sent_to_a_form_that_an_adjustment_rules_out(
    kind: Kind, terms: dict[str, object], need: Adjustment
) -> None:
    assert _code(restriction(kind, terms), adjustments=frozenset({need})) == "conflicts_with_adjustment"
    assert _code(restriction(kind, terms), adjustments=frozenset({Adjustment.LARGE_PRINT})) == ""


def test_a_form_of_which_a_part_can_be_used_fights_no_adjustment() -> None:
    both = restriction(Kind.ONLY_CHANNELS, {"channels": ["voice", "email"]})
    assert _code(both, adjustments=frozenset({Adjustment.CANNOT_USE_TELEPHONE})) == ""
    offices = restriction(Kind.PERSONAL_CONTACT_BAN, {"offices": ["High Street"]})
    assert _code(offices, adjustments=frozenset({Adjustment.HOME_VISITS})) == ""


def test_a_channel_that_an_adjustment_rules_out_does_not_count_as_left() -> None:
    no_writing = restriction(Kind.CHANNEL_BAN, {}, [Channel.SMS, Channel.WHATSAPP, Channel.EMAIL, Channel.WEB_FORM])
    assert _code(no_writing) == ""
    assert _code(no_writing, adjustments=frozenset({Adjustment.CANNOT_USE_TELEPHONE})) == "no_channel_left"


def test_what_the_policy_means_by_writing_is_what_counts() -> None:
    letters = policy(forms={Form.WRITING: frozenset({Channel.LETTER})})
    found = obstacle(restriction(Kind.SINGLE_FORM, {"form": "writing"}), person(), BOTH, letters)
    assert found is not None
    assert found.code == "no_channel_left"


def test_the_manager_reads_what_would_be_left_and_what_could_be_kept_open() -> None:
    own = policy(channels=(Channel.VOICE, Channel.EMAIL, Channel.LETTER))
    found = obstacle(restriction(Kind.CHANNEL_BAN, {}, [Channel.VOICE, Channel.EMAIL]), person(), BOTH, own)
    assert found is not None
    assert found.sentence == (
        "With this, only letter would be left to the person; keep at least one of these open: voice, email."
    )

from __future__ import annotations

from collections.abc import Mapping

import pytest

from contact_gateway.domain.casework.milder import Asked, milder
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.policy import KindRule, Policy
from contact_gateway.domain.procedure.rules import CaseworkRules, Stage
from contact_gateway.domain.restrictions import Restriction, Scope
from tests.builders import policy, restriction

EVERYTHING = policy()

Said = Mapping[str, object]
NEXT: Mapping[str, tuple[Kind, Said, Kind, Said]] = {
    "two calls become three": (
        *(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}),
        *(Kind.CONTACT_CAP, {"limit": 3, "per": "week"}),
    ),
    "one call becomes two": (
        *(Kind.CONTACT_CAP, {"limit": 1, "per": "day"}),
        *(Kind.CONTACT_CAP, {"limit": 2, "per": "day"}),
    ),
    "a total of minutes grows, and the talks stay": (
        *(Kind.TIME_CAP, {"minutes": 30, "per": "week", "each": 10}),
        *(Kind.TIME_CAP, {"minutes": 45, "per": "week", "each": 10}),
    ),
    "talks become longer": (Kind.TIME_CAP, {"each": 15}, Kind.TIME_CAP, {"each": 23}),
    "an hour more on either side": (
        *(Kind.PERMITTED_TIMES, {"windows": ["tue 09:00-12:00", "sat 00:00-23:30"]}),
        *(Kind.PERMITTED_TIMES, {"windows": ["tue 08:00-13:00", "sat 00:00-24:00"]}),
    ),
    "a night stays a night": (
        *(Kind.PERMITTED_TIMES, {"windows": ["fri 18:30-11:30"]}),
        *(Kind.PERMITTED_TIMES, {"windows": ["fri 18:00-12:00"]}),
    ),
    "a ban becomes a cap": (Kind.CHANNEL_BAN, {}, Kind.CONTACT_CAP, {"limit": 1, "per": "week"}),
    "one channel more, the one used most": (
        *(Kind.ONLY_CHANNELS, {"channels": ["letter"]}),
        *(Kind.ONLY_CHANNELS, {"channels": ["letter", "sms"]}),
    ),
    "e-mail becomes writing": (Kind.SINGLE_FORM, {"form": "email"}, Kind.SINGLE_FORM, {"form": "writing"}),
    "telephone and one channel more": (
        *(Kind.SINGLE_FORM, {"form": "telephone"}),
        *(Kind.ONLY_CHANNELS, {"channels": ["sms", "voice"]}),
    ),
    "somebody who listens": (
        *(Kind.REPRESENTATIVE_ONLY, {"representative": "rae"}),
        *(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}),
    ),
    "somebody who speaks": (
        *(Kind.NO_CONTACT, {}),
        *(Kind.REPRESENTATIVE_ONLY, {"any_of": ["advice_agency", "councillor", "solicitor"]}),
    ),
    "visits by appointment": (Kind.PERSONAL_CONTACT_BAN, {}, Kind.BY_APPOINTMENT, {}),
    "two of us at a visit": (Kind.BY_APPOINTMENT, {}, Kind.ACCOMPANIED_ONLY, {}),
    "answered every week": (Kind.CONSOLIDATED_REPLY, {"per": "month"}, Kind.CONSOLIDATED_REPLY, {"per": "week"}),
    "more issues": (
        *(Kind.ISSUE_CAP, {"limit": 3, "per": "month"}),
        *(Kind.ISSUE_CAP, {"limit": 5, "per": "month"}),
    ),
}


def alternatives(proposed: Restriction, landlord: Policy = EVERYTHING, point: str = "lee") -> list[Restriction]:
    asked = Asked(restriction=proposed, policy=landlord, point=point, used_most=(Channel.SMS, Channel.VOICE))
    return list(milder(asked))


@pytest.mark.parametrize(("kind", "terms", "next_kind", "next_terms"), NEXT.values(), ids=NEXT)
def test_the_next_milder_terms(kind: Kind, terms: Said, next_kind: Kind, next_terms: Said) -> None:
    first = alternatives(restriction(kind, terms))[0]
    assert first.terms == read_terms(next_kind, next_terms)


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        (Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}),
        (Kind.CONSOLIDATED_REPLY, {"per": "week"}),
        (Kind.PERMITTED_TIMES, {"windows": ["mon-sun 00:00-24:00"]}),
        (Kind.ONLY_CHANNELS, {"channels": list(Channel)}),
        (Kind.WARNING_FLAG, {"category": "dog"}),
        (Kind.COURT_ORDER, {"reference": "C1", "terms": "away", "end": "2027-01-01"}),
        (Kind.VOICEMAIL_ONLY, {}),
    ],
)
def test_there_is_none_where_nothing_is_milder(kind: Kind, terms: Said) -> None:
    assert alternatives(restriction(kind, terms)) == []


def test_nobody_is_made_a_point_of_contact_who_was_not_named() -> None:
    assert alternatives(restriction(Kind.REPRESENTATIVE_ONLY, {"representative": "rae"}), point="") == []


@pytest.mark.parametrize("kind", Kind)
def test_no_kind_is_offered_that_the_policy_does_not_have(kind: Kind) -> None:
    landlord = policy(kinds={one: KindRule(clause="EXA-1") for one in Kind if one is not kind})
    offered = [one.kind for case in NEXT.values() for one in alternatives(restriction(case[0], case[1]), landlord)]
    assert kind not in offered
    assert offered


def test_no_kind_is_offered_that_is_allowed_at_no_stage() -> None:
    stage = Stage(name="formal", label="Formal", kinds=frozenset({Kind.CHANNEL_BAN, Kind.TIME_CAP}))
    landlord = policy(casework=CaseworkRules(stages=(stage,)))
    offered = alternatives(restriction(Kind.CHANNEL_BAN, {}, [Channel.VOICE]), landlord)
    assert [one.kind for one in offered] == [Kind.TIME_CAP]


def test_the_rest_of_the_restriction_stays_and_the_clause_is_the_new_kinds() -> None:
    landlord = policy(kinds={Kind.CONTACT_CAP: KindRule(clause="EXA-7")})
    proposed = restriction(Kind.CHANNEL_BAN, {}, [Channel.EMAIL])
    (first,) = alternatives(proposed, landlord)
    kept = (first.id, first.customer_id, first.scope, first.review_on)
    assert kept == (proposed.id, proposed.customer_id, proposed.scope, proposed.review_on)
    assert first.clause == "EXA-7"


def test_channels_that_a_form_closes_are_capped_where_none_can_be_opened() -> None:
    landlord = policy(kinds={Kind.CONTACT_CAP: KindRule(clause="EXA-7")}, channels=(Channel.VOICE, Channel.EMAIL))
    (first,) = alternatives(restriction(Kind.SINGLE_FORM, {"form": "email"}), landlord)
    assert first.scope == Scope(channels=frozenset({Channel.VOICE}))


def test_visits_by_appointment_are_asked_for_at_the_same_offices_alone() -> None:
    first = alternatives(restriction(Kind.PREMISES_BAN, {"offices": ["Head office"]}))[0]
    assert first.scope.to == {"Head office"}

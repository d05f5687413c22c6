"""A pack that stands beside a landlord's main one: what is its own, what it takes over, what it may not say."""

from __future__ import annotations

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.policy_files.faults import Fault, PackFaults
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.policy_files.release import joined
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import MAIN, Policy
from contact_gateway.domain.procedure.spans import Span, Unit
from tests.unit.policies.reading import HARBOUR, policy_of

MARKERS = """
[policy]
code = "markers"
title = "Markers on records, 2026"

[kinds]
warning_flag = { clause = "HAM-2" }

[review]
usual = { value = "3 months", clause = "HAM-4" }

[[notices]]
on = "authorised"
to = ["steward"]
"""


def beside(text: str = MARKERS, main: str = HARBOUR) -> Policy:
    return read_pack(text, landlord="harbour", version=4, bank_holidays=bank_holidays, file_name="m.toml", main=main)


def faults(text: str, main: str = HARBOUR) -> tuple[Fault, ...]:
    with pytest.raises(PackFaults) as found:
        beside(text, main)
    return found.value.faults


def test_it_says_for_itself_what_may_be_decided_and_how_it_is_reviewed() -> None:
    policy, main = beside(), policy_of(HARBOUR)
    assert (policy.code, main.code) == ("markers", MAIN)
    assert set(policy.kinds) == {Kind.WARNING_FLAG}
    assert policy.casework.reviews.usual == Span(3, Unit.MONTHS)
    assert policy.sources["review.usual"] == "HAM-4"
    assert policy.stationery.policy == "Markers on records, 2026"


def test_the_landlord_its_lines_hours_words_and_grades_are_the_main_packs() -> None:
    policy, main = beside(), policy_of(HARBOUR)
    taken: tuple[str, ...] = (
        *("name", "zone", "nation", "channels", "forms", "destinations", "subjects", "business_hours", "grades"),
        *("lines", "open_senders", "menu", "scripts", "spoken", "voice", "clocks", "languages", "adjustment_factors"),
    )
    for name in taken:
        assert getattr(policy, name) == getattr(main, name), name
    assert policy.casework.retention == main.casework.retention
    assert policy.stationery.colour == main.stationery.colour
    assert policy.sources["landlord.name"] == main.sources["landlord.name"]


def test_where_it_is_silent_the_defaults_hold_and_not_what_the_main_policy_says_of_its_own() -> None:
    main = HARBOUR + '\n[interim]\nlasts = { value = "5 working days", clause = "HAR-9" }\n'
    assert policy_of(main).casework.interim != beside(main=main).casework.interim
    assert beside(main=main).casework.interim == beside().casework.interim
    assert beside(main=main).sources["interim.lasts"] == "default"


def test_one_that_says_nothing_but_who_it_is_lets_nothing_more_be_decided() -> None:
    retired = beside(MARKERS.partition("[kinds]")[0])
    assert (retired.code, dict(retired.kinds), retired.casework.stages) == ("markers", {}, ())


def test_it_is_read_the_same_beside_a_main_pack_as_it_is_stored() -> None:
    assert beside(joined(MARKERS), joined(HARBOUR)) == beside()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ('[landlord]\nname = "Other Homes"', "landlord"),
        ('[hours]\nbusiness = ["mon-fri 08:00-20:00"]', "hours"),
        ('[scripts.en]\ngreeting = "Hello."', "scripts"),
        ('[retention]\ncases = "84 months"', "retention"),
        ('[authority]\ngrades = ["clerk"]', "authority.grades"),
        ('[letterhead]\ntelephone = "01632 960999"', "letterhead.telephone"),
    ],
)
def test_what_the_main_pack_says_for_all_is_a_fault_with_its_line(said: str, key: str) -> None:
    (fault, *_) = [one for one in faults(MARKERS + said) if one.key == key]
    assert fault.line == MARKERS.count("\n") + 1 + said.count("\n") * ("." in key)
    assert "main pack says this" in fault.what


def test_alone_it_is_one_fault_that_names_what_is_missing() -> None:
    (fault,) = faults(MARKERS, main="")
    assert (fault.key, fault.line) == ("policy.code", 3)
    assert "--beside" in fault.allowed


def test_the_main_policys_code_is_taken() -> None:
    (fault,) = faults(MARKERS.replace('"markers"', '"main"'))
    assert (fault.key, fault.line) == ("policy.code", 3)


def test_nobody_is_told_under_it_of_what_comes_before_it() -> None:
    (fault,) = faults(MARKERS.replace('"authorised"', '"incident"'))
    assert (fault.key, fault.line) == ("notices[0].on", 13)
    assert "authorised" in fault.allowed


def test_its_roles_and_destinations_are_checked_against_the_main_pack() -> None:
    (fault,) = faults(MARKERS.replace('"steward"', '"bosun"'))
    assert (fault.key, fault.line) == ("notices[0].to", 14)
    assert "steward" in fault.allowed

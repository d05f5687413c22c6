"""How acts of casework are read: who acts, what they are about, what is expected of them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from cli.scenario_runner.act_forms import FORMS
from cli.scenario_runner.act_reading import RECORDER
from cli.scenario_runner.expectations import differences
from cli.scenario_runner.expectations_of_acts import OF_AN_ACT, Acted
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.model import Act, ActPlayed, Expected, ExpectedValue
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.kinds.names import Kind
from tests.unit.cli.scenario_files import read

PROPOSED = (
    "events:\n"
    "  - {at: 2026-03-02T10:00, do: propose, as: r1, on: sam, by: lee, kind: contact_cap,"
    " terms: {limit: 1, per: week}}\n"
)
APPEALED = f"{PROPOSED}  - {{at: 2026-03-03T10:00, do: appeal, as: a1, ref: r1, heard_by: lee}}\n"


def acts(folder: Path, more: str) -> list[ActPlayed]:
    return [event.deed for event in read(folder, more).events if isinstance(event.deed, ActPlayed)]


def test_every_act_has_a_form() -> None:
    assert set(FORMS) == set(Act)


def test_a_proposal_keeps_its_terms_as_they_were_written(tmp_path: Path) -> None:
    (proposed,) = acts(tmp_path, PROPOSED)
    assert (proposed.named, proposed.on, proposed.by) == ("r1", "sam", "lee")
    assert proposed.values["kind"] is Kind.CONTACT_CAP
    assert proposed.values["terms"] == {"limit": "1", "per": "week"}


def test_an_appeal_is_decided_under_its_own_name_by_whoever_hears_it(tmp_path: Path) -> None:
    decided = acts(tmp_path, f"{APPEALED}  - {{at: 2026-03-04T10:00, do: decide_appeal, ref: a1, outcome: upheld}}\n")[
        -1
    ]
    assert (decided.ref, decided.appeal, decided.by) == ("r1", "a1", "lee")


@pytest.mark.parametrize(
    ("written", "told_at", "came"),
    [
        ("2026-03-03", "2026-03-03T17:00", "2026-03-03T12:00"),
        ("2026-03-03", "2026-03-03T10:00", "2026-03-03T10:00"),
        ("2026-03-02", "2026-03-03T10:00", "2026-03-02T12:00"),
        ("2026-03-04", "2026-03-03T10:00", "2026-03-04T00:00"),
        ("2026-03-03T16:00", "2026-03-04T10:00", "2026-03-03T16:00"),
        ("2026-03-03T00:00", "2026-03-04T10:00", "2026-03-03T00:00"),
    ],
)
def test_an_appeal_came_at_the_time_that_is_given_or_at_midday_of_its_day(
    tmp_path: Path, written: str, told_at: str, came: str
) -> None:
    appealed = acts(tmp_path, APPEALED.replace("heard_by", f"received: {written}, heard_by"))[-1]
    at, then = (datetime.fromisoformat(f"{moment}+00:00") for moment in (told_at, came))
    assert appealed.values["received"](at) == then


def test_whoever_is_not_named_only_records(tmp_path: Path) -> None:
    letter = acts(tmp_path, f"{PROPOSED}  - {{at: 2026-03-04T10:00, do: issue_letter, ref: r1}}\n")[-1]
    assert letter.by == RECORDER


def test_what_is_in_force_already_can_be_acted_on(tmp_path: Path) -> None:
    stands = "restrictions:\n  - {as: r0, on: sam, kind: no_contact, from: 2026-03-01}\n"
    lifted = acts(tmp_path, f"{stands}events:\n  - {{at: 2026-03-02T10:00, do: lift, ref: r0, by: lee}}\n")[-1]
    assert lifted.ref == "r0"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("agreed", "agreed"),
        ("[agreed, not yet]", "agreed; not yet"),
        ("{repairs: agreed, legal: not yet}", "repairs: agreed; legal: not yet"),
        ('""', ""),
    ],
)
def test_what_several_said_is_kept_as_one_text(tmp_path: Path, written: str, words: str) -> None:
    asked = f"  - {{at: 2026-03-03T10:00, do: consult, ref: r1, by: lee, with: repairs, replies: {written}}}\n"
    assert acts(tmp_path, f"{PROPOSED}{asked}")[-1].values["replies"] == words


def test_what_is_proposed_after_other_terms_were_decided_takes_the_place_of_the_old(tmp_path: Path) -> None:
    varied = "  - {at: 2026-03-03T10:00, do: review, ref: r1, by: lee, outcome: vary}\n"
    again = PROPOSED.removeprefix("events:\n").replace("03-02", "03-04")
    new, other = again.replace("as: r1", "as: r2"), again.replace("as: r1", "as: r3")
    proposed = acts(tmp_path, f"{PROPOSED}{varied}{new}{new}{other}")
    assert [act.values.get("varies") for act in proposed] == ["", None, "r1", "r1", ""]


@pytest.mark.parametrize(("state", "about"), [("overdue", "r1"), ("recorded", "")])
def test_a_tick_that_expects_a_state_is_about_the_one_restriction(tmp_path: Path, state: str, about: str) -> None:
    tick = f"  - {{at: 2026-03-03T10:00, do: tick, expect: {{state: {state}}}}}\n"
    again = PROPOSED.removeprefix("events:\n").replace("as: r1", "as: r2")
    assert acts(tmp_path, f"{PROPOSED}{tick}")[-1].ref == about
    assert acts(tmp_path, f"{PROPOSED}{again}{tick.replace('03-03', '03-04')}")[-1].ref == ""


def test_an_appeal_is_not_called_like_a_restriction(tmp_path: Path) -> None:
    with pytest.raises(ScenarioFault, match="'r1' is the name of something else"):
        read(tmp_path, f"{PROPOSED}  - {{at: 2026-03-03T10:00, do: appeal, as: r1, ref: r1}}\n")


ANSWER = Acted.by(
    Answer(
        id="r1",
        act_id="1",
        state="active",
        mark="under_appeal",
        review_due=date(2026, 9, 2),
        tasks=("issue_letter", "tell"),
        notified=("board",),
    ),
    "bo",
)


@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [
        ("state", "under_appeal", True),
        ("state", "active", False),
        ("refused", None, True),
        ("refused", "same_person", False),
        ("review_due", date(2026, 9, 2), True),
        ("review_due", date(2026, 9, 3), False),
        ("in_force_from", None, True),
        ("tasks", ("tell",), True),
        ("tasks", ("whisper",), False),
        ("tasks_only", ("tell", "issue_letter"), True),
        ("tasks_only", ("tell",), False),
        ("notified", ("bo", "board"), True),
        ("notified", ("mia",), False),
    ],
)
def test_what_came_of_an_act_is_compared(name: str, value: ExpectedValue, *, holds: bool) -> None:
    assert (differences((Expected(name=name, value=value),), OF_AN_ACT, ANSWER) == []) is holds


def test_a_refused_act_leads_nowhere() -> None:
    refused = Acted(refused="same_person", sentence="Another officer must.")
    assert differences((Expected(name="refused", value="same_person"),), OF_AN_ACT, refused) == []
    assert differences((Expected(name="state", value="draft"),), OF_AN_ACT, refused) != []

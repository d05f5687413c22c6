"""What is put on record beside a case, and who gets to see what is in a file."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.application.casework.agree import Agree
from contact_gateway.application.casework.naming import naming
from contact_gateway.application.casework.record_authority import AuthorityReport
from contact_gateway.application.casework.record_court_order import CourtOrderReport
from contact_gateway.application.casework.record_disclosure import Disclosure
from contact_gateway.application.errors import NotFound
from contact_gateway.domain.casework.acts_on_record import Basis, Recipient
from contact_gateway.domain.casework.life import Mark, State
from tests.unit.application.casework.room import HERE, Room, refusal


@pytest.fixture
def room() -> Room:
    return Room()


def told(**said: str) -> Disclosure:
    usual = {"agreed_by": "sue", "asked_by": "PC Example", "purpose": "an inquiry", "shared": "two dates"}
    basis = Basis(said.pop("basis", Basis.CRIME_AND_DISORDER))
    return Disclosure(to=Recipient.POLICE, basis=basis, **{**usual, **said})


@pytest.mark.clause("MAG-18")
@pytest.mark.parametrize("left_out", ["asked_by", "purpose", "shared"])
def test_a_disclosure_says_who_asked_what_for_and_what_was_shared(room: Room, left_out: str) -> None:
    assert refusal(lambda: room.does.record_disclosure(HERE, "sam", "mo", told(**{left_out: " "}))) == "reason_required"
    assert room.files.acts(HERE, "sam") == []
    assert room.does.record_disclosure(HERE, "sam", "mo", told()).shown == "recorded"


@pytest.mark.clause("MAG-18")
def test_a_disclosure_names_the_officer_who_agreed_and_the_law(room: Room) -> None:
    disclose = room.does.record_disclosure
    assert refusal(lambda: disclose(HERE, "sam", "mo", told(agreed_by="nobody"))) == "unknown_officer"
    assert refusal(lambda: disclose(HERE, "sam", "mo", told(basis="other_law"))) == "reason_required"
    assert disclose(HERE, "sam", "mo", told(basis="other_law", law="an Act")).shown == "recorded"


def test_a_court_s_order_is_of_the_past_and_ends_after_it_was_made(room: Room) -> None:
    record = room.does.record_court_order
    coming = CourtOrderReport(reference="C1", made_on=date(2026, 4, 2))
    backwards = CourtOrderReport(reference="C1", made_on=date(2026, 3, 2), ends_on=date(2026, 3, 1))
    assert refusal(lambda: record(HERE, "sam", "mo", coming)) == "impossible_terms"
    assert refusal(lambda: record(HERE, "sam", "mo", backwards)) == "impossible_terms"
    assert record(HERE, "sam", "mo", CourtOrderReport(reference="C1", made_on=date(2026, 4, 1))).shown == "recorded"


def test_an_authority_needs_a_proof_and_is_looked_at_again_at_the_first_of_its_dates(room: Room) -> None:
    record = room.does.record_authority
    assert refusal(lambda: record(HERE, "sam", "mo", AuthorityReport(representative="kim"))) == "evidence_missing"
    seen = AuthorityReport(
        representative="kim", proof="a signed form", review_on=date(2026, 10, 1), until=date(2026, 9, 1)
    )
    assert record(HERE, "sam", "mo", seen).tasks == ("look_at_authority_again",)
    (task,) = room.memory.of(HERE).tasks.values()
    assert task.due_at is not None
    assert task.due_at.isoformat() == "2026-09-01T23:00:00+00:00"


def test_a_life_is_shown_with_its_state_mark_and_dates(room: Room) -> None:
    room.told()
    room.at("2026-05-01T09:00").appeal(hearer="ann")
    life = room.does.show_life(HERE, "r1")
    assert (life.state, life.mark, life.hearer) == (State.ACTIVE, Mark.UNDER_APPEAL, "ann")
    assert (life.proposed_by, life.authorised_by) == ("mo", "sue")
    assert (life.in_force_from, life.review_due) == (date(2026, 4, 22), date(2026, 10, 22))
    assert room.does.show_case(HERE, "sam").lives == (life,)
    assert all(one.act.words == {} for one in room.does.show_case(HERE, "sam").filed)


def test_a_draft_has_no_day_from_which_it_is_in_force(room: Room) -> None:
    room.warn()
    room.propose()
    life = room.does.show_life(HERE, "r1")
    assert (life.state, life.in_force_from, life.authorised_by, life.ended_at) == (State.DRAFT, None, "", None)


def test_whoever_reads_grounds_is_on_record_and_gets_one_restriction_s_alone(room: Room) -> None:
    room.told()
    found = room.does.read_grounds.of_restriction(HERE, "r1", "dpo")
    assert {one.restriction_id for one in found} == {"r1"}
    assert any(one.act.words for one in found)
    assert len(room.does.read_grounds(HERE, "sam", "dpo")) == len(found) + 1
    assert room.memory.of(HERE).audit[-2:] == ["staff:case:read sam dpo"] * 2
    with pytest.raises(NotFound):
        room.does.read_grounds.of_restriction(HERE, "r2", "dpo")


def test_a_letter_is_given_out_by_its_restriction_and_the_look_is_on_record(room: Room) -> None:
    letter = room.told().letter_id
    assert room.does.take_letter(HERE, "r1", letter, "dpo").content.startswith(b"%PDF")
    assert room.memory.of(HERE).audit[-1] == f"staff:letter:read r1 dpo letter={letter}"
    looks = len(room.memory.of(HERE).audit)
    for name in ("", "letter-9"):
        with pytest.raises(NotFound):
            room.does.take_letter(HERE, "r1", name, "dpo")
    assert len(room.memory.of(HERE).audit) == looks


def test_an_act_gets_the_name_that_it_is_given_and_the_next_one_of_its_own(room: Room) -> None:
    agree: Agree = naming(room.does.agree, "mine")
    assert agree(HERE, "sam", "mo", "One e-mail a week.").act_id == "mine"
    assert room.does.agree(HERE, "sam", "mo", "One e-mail a week.").act_id != "mine"

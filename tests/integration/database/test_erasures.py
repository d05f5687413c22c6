"""A customer erased: no word is left in any table, counts and the trail stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.errors import InProgress, NotFound, Refused
from contact_gateway.application.legal_holds import HoldForLaw
from contact_gateway.application.records import Document, OutgoingMessage
from contact_gateway.application.records_of_api import RequestKey
from contact_gateway.application.records_of_retention import Fate, LegalHold
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.casework.acts import Finding, LetterIssued
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery
from tests.builders import MONDAY, new_person, phone
from tests.contracts.calls import a_task
from tests.contracts.cases import an_act, deed, warned
from tests.contracts.worlds import THERE, World, postgres_world
from tests.integration.the_other_landlord import SECRET, THEIR_REQUEST, furnish

WHO, OFFICER = "their-sam", "their-lee"
A_HOLD = LegalHold(id="of-kim", customer_id=WHO, reference="Claim 12", placed_by=OFFICER, placed_at=MONDAY)


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as made:
        furnish(made)
        made.legal_holds.lift(THERE, "their-hold", OFFICER, MONDAY)
        made.people.add(
            THERE,
            new_person(
                id="rep", name="Rep", role=Role.REPRESENTATIVE, of=WHO, contact_points=(phone("+447700900777"),)
            ),
        )
        yield made


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def letter(world: World) -> str:
    """The file of a letter in their case, and words in it."""
    file_id = world.files.put(THERE, Document(name="letter.pdf", content_type="application/pdf", content=b"%PDF-"))
    issued = {
        "letter": LetterType.WARNING,
        "letter_id": file_id,
        "sent_by": Delivery.POST,
        "received_on": MONDAY.date(),
    }
    mail = OutgoingMessage(kind="letter", channel=Channel.EMAIL, payload={"text": "Too loud."})
    with world.case_files.open(THERE, WHO) as case:
        case.add(deed(warned(words={"why": "Too loud."}), notices=(mail,)))
        case.add(deed(an_act(LetterIssued, **issued)))
    return file_id


def erasing(world: World) -> ErasePerson:
    return ErasePerson(erasures=world.erasures, people=world.people, files=world.files, clock=world.clock)


def holding(world: World) -> HoldForLaw:
    return HoldForLaw(holds=world.legal_holds, people=world.people, clock=world.clock)


def lift_all(database: Database) -> None:
    with database.transaction(THERE) as connection:
        told = "UPDATE restrictions SET ended_at = '2026-02-01T00:00Z', binds = '{[2026-01-01, 2026-02-01)}'"
        connection.execute(text(told))


def test_nothing_that_was_said_or_written_is_left_and_what_counts_stays(
    world: World, database: Database, letter: str
) -> None:
    lift_all(database)
    before = world.subject_records.held(THERE, WHO)
    assert {"letter"} <= {row["kind"] for row in before.kinds["messages_to_send"]}
    foreseen = erasing(world).would_erase(THERE, WHO)
    assert world.subject_records.held(THERE, WHO) == before
    done = erasing(world).erase(THERE, WHO, OFFICER)
    assert done == foreseen
    assert {one.kind for one in done if one.rows} == {kind for kind, rows in before.kinds.items() if rows}
    after = world.subject_records.held(THERE, WHO)
    for one in done:
        assert len(after.kinds[one.kind]) >= (0 if one.fate is Fate.GONE else one.rows - 1), one.kind
        if one.fate is Fate.GONE:
            assert not after.kinds[one.kind], one.kind
    of_officers = {"calls", "breaches"}
    said = json.dumps({kind: rows for kind, rows in after.kinds.items() if kind not in of_officers})
    for words in ("Too loud.", "What happened", "Seen", f"Sam {SECRET}", "Rep", "+44"):
        assert words not in said
    assert after.kinds["counters"] == before.kinds["counters"]
    assert len(after.kinds["audit"]) > len(before.kinds["restrictions"])


def test_no_task_is_left_to_do_and_no_answer_for_a_request_that_comes_again(world: World, database: Database) -> None:
    lift_all(database)
    begun = RequestKey("crm", "begun")
    world.kept_answers.claim(THERE, begun, "fingerprint")
    assert SECRET in str(world.kept_answers.claim(THERE, THEIR_REQUEST, SECRET))
    world.tasks.add(THERE, a_task("", id="theirs", customer_id=WHO))
    world.tasks.add(THERE, a_task("", id="another", customer_id=OFFICER))
    erasing(world).erase(THERE, WHO, OFFICER)
    assert [task.id for task in world.tasks.open(THERE)] == ["another"]
    assert (world.tasks.one(THERE, "theirs").done_by, world.tasks.one(THERE, "theirs").done_at) == (
        OFFICER,
        world.clock.now(),
    )
    assert world.kept_answers.claim(THERE, THEIR_REQUEST, SECRET) is None
    with pytest.raises(InProgress):
        world.kept_answers.claim(THERE, begun, "fingerprint")


def test_files_go_at_once_and_recordings_with_their_job(world: World, database: Database, letter: str) -> None:
    lift_all(database)
    held = world.subject_records.held(THERE, WHO)
    erasing(world).erase(THERE, WHO, OFFICER)
    for file in held.files:
        if file.kind in {"case", "documents"}:
            with pytest.raises(NotFound):
                world.files.get(THERE, file.id)
    due = world.recordings.to_delete(THERE, world.clock.now())
    assert {one.delete_after for one in due} == {world.clock.now()}


def test_who_lives_with_a_customer_is_erased_by_their_own_id_alone(world: World, database: Database) -> None:
    lift_all(database)
    point = phone("+447700900778")
    world.people.add(THERE, new_person(id="kim", name="Kim", role=Role.HOUSEHOLD, of=WHO, contact_points=(point,)))
    erasing(world).erase(THERE, WHO, OFFICER)
    kim = world.person_files.one(THERE, Role.HOUSEHOLD, "kim")
    assert (kim.name, kim.contact_points) == ("Kim", (point,))
    world.legal_holds.place(THERE, replace(A_HOLD, customer_id="kim"))
    with pytest.raises(Refused) as refused:
        erasing(world).erase(THERE, "kim", OFFICER)
    assert refused.value.code == "legal_hold"
    world.legal_holds.lift(THERE, A_HOLD.id, OFFICER, MONDAY)
    erasing(world).erase(THERE, "kim", OFFICER)
    kim = world.person_files.one(THERE, Role.HOUSEHOLD, "kim")
    assert (kim.name, kim.contact_points) == ("", ())
    with pytest.raises(Refused) as refused:
        world.person_files.replace(THERE, kim, replace(kim, name="Kim"), OFFICER)
    assert refused.value.code == "erased"
    assert world.person_files.one(THERE, Role.HOUSEHOLD, "kim") == kim


def test_the_case_can_still_be_read_and_the_trail_still_fits(world: World, database: Database, letter: str) -> None:
    lift_all(database)
    world.audit_trail.seal(THERE, MONDAY, 1000)
    erasing(world).erase(THERE, WHO, OFFICER)
    with world.case_files.open(THERE, WHO) as case:
        assert case.load(MONDAY).is_erased
    filed = world.case_files.read(THERE, WHO, OFFICER)
    assert filed
    assert not any(one.act.words for one in filed)
    world.audit_trail.seal(THERE, MONDAY, 1000)
    assert VerifyAudit(trail=world.audit_trail)(THERE).faults == ()


def test_nobody_is_erased_under_a_legal_hold_or_while_restricted(world: World, database: Database) -> None:
    with database.transaction(THERE) as connection:
        connection.execute(text("UPDATE restrictions SET binds = '{[2026-01-01,)}'"))
    with pytest.raises(Refused) as refused:
        erasing(world).erase(THERE, WHO, OFFICER)
    assert refused.value.code == "in_force"
    with database.transaction(THERE) as connection:
        connection.execute(text("UPDATE restrictions SET binds = '{}'"))
    with pytest.raises(Refused, match="proposed"):
        erasing(world).erase(THERE, WHO, OFFICER)
    lift_all(database)
    hold = holding(world).place(THERE, WHO, "Claim 1", OFFICER, "h1")
    assert holding(world).standing(THERE) == [hold]
    with pytest.raises(Refused, match="legal hold"):
        erasing(world).erase(THERE, WHO, OFFICER)
    with pytest.raises(Refused, match="legal hold"):
        erasing(world).would_erase(THERE, WHO)
    holding(world).lift(THERE, "h1", OFFICER)
    assert erasing(world).erase(THERE, WHO, OFFICER)


def test_nobody_is_erased_while_an_appeal_of_theirs_waits_to_be_decided(world: World, database: Database) -> None:
    lift_all(database)
    warning = warned()
    came = {"about": warning.id, "received_on": MONDAY.date(), "due_on": MONDAY.date(), "tier": 1}
    appeal = an_act(BareAppealed, **came)
    with world.case_files.open(THERE, WHO) as case:
        case.add(deed(warning))
        case.add(deed(appeal))
    with pytest.raises(Refused, match="appeal"):
        erasing(world).would_erase(THERE, WHO)
    with pytest.raises(Refused) as refused:
        erasing(world).erase(THERE, WHO, OFFICER)
    assert refused.value.code == "appeal_open"
    with world.case_files.open(THERE, WHO) as case:
        case.add(deed(an_act(BareAppealDecided, appeal_id=appeal.id, finding=Finding.UPHELD)))
    assert erasing(world).erase(THERE, WHO, OFFICER)


def test_only_an_officer_erases_and_only_customers(world: World) -> None:
    for customer, officer, code in ((WHO, "nobody", "unknown_officer"), ("rep", OFFICER, "no_customer")):
        with pytest.raises(Refused) as refused:
            erasing(world).erase(THERE, customer, officer)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        erasing(world).would_erase(THERE, "nobody")

"""Everything that is held on a person, out of a real database with a row about them in every table."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from contact_gateway.adapters.database.held_tables import HELD_TABLES
from contact_gateway.adapters.parcels.zip_file import parcel_as_zip
from contact_gateway.application.errors import NotFound, Refused, Stale
from contact_gateway.application.records import Document, OutgoingMessage
from contact_gateway.application.records_of_subject_access import ExportState, Looked
from contact_gateway.application.subject_access import SubjectAccess
from contact_gateway.domain.audit_chain import BEFORE_ALL
from contact_gateway.domain.casework.acts import Handling, LetterHandled, LetterIssued
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.standing import Role
from contact_gateway.domain.subject_access import BLACKED_OUT, Redaction
from contact_gateway.domain.working_days import Delivery
from tests.builders import MONDAY, new_person, phone
from tests.contracts.cases import an_act, deed, warned
from tests.contracts.worlds import THERE, World, postgres_world
from tests.integration.the_other_landlord import SECRET, furnish

WHO = "their-sam"
TODAY = MONDAY.date()


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as made:
        furnish(made)
        yield made


@pytest.fixture
def access(world: World) -> SubjectAccess:
    return access_of(world)


def access_of(world: World) -> SubjectAccess:
    return SubjectAccess(
        records=world.subject_records,
        exports=world.subject_exports,
        people=world.people,
        looks=world.looks,
        files=world.files,
        pack=parcel_as_zip,
        clock=world.clock,
    )


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def looked(access: SubjectAccess, export_id: str, *redactions: Redaction) -> Looked:
    """All files are given, and these passages are blacked out."""
    draft = access.draft(THERE, export_id, "their-max")
    return Looked(redactions=redactions, given=frozenset(file.id for file in draft.held.files))


def test_letters_and_notices_of_a_case_are_in_the_export_of_its_customer_alone(world: World) -> None:
    world.people.add(THERE, new_person(id="kit", name="Kit", contact_points=()))
    letter = OutgoingMessage(
        kind="letter", channel=Channel.EMAIL, payload={"to": "x@example.org", "text": "Your case."}
    )
    with world.case_files.open(THERE, WHO) as case:
        case.add(deed(warned(), notices=(letter,)))
    (mine,) = [row for row in world.subject_records.held(THERE, WHO).kinds["messages_to_send"] if row["customer_id"]]
    assert (mine["kind"], mine["sealed"]) == ("letter", {"to": "x@example.org", "text": "Your case."})
    assert world.subject_records.held(THERE, "kit").kinds["messages_to_send"] == ()


def test_something_of_every_table_that_is_about_a_person_is_in_the_export(world: World) -> None:
    for person_id, role in (("rep", Role.REPRESENTATIVE), ("mem", Role.HOUSEHOLD)):
        world.people.add(THERE, new_person(id=person_id, role=role, of=WHO, contact_points=()))
    held = world.subject_records.held(THERE, WHO)
    assert {one.kind for one in HELD_TABLES if not held.kinds[one.kind]} <= {"case"}
    said = json.dumps(held.kinds)
    for words in (f"What happened {SECRET}.", f"{SECRET} it is", f"Seen {SECRET}.", f"{SECRET} it was"):
        assert words in said
    assert held.files
    assert "\\\\x" not in said


def test_who_lives_with_a_customer_is_in_the_export_without_what_helps_them(world: World) -> None:
    world.people.add(
        THERE,
        new_person(id="kim", role=Role.HOUSEHOLD, of=WHO, name="Kim", adjustments=("large_print",), priority=True),
    )
    held = world.subject_records.held(THERE, WHO)
    (kim,) = held.kinds["household"]
    assert (kim["id"], kim["name"], held.kinds["representatives"]) == ("kim", "Kim", ())
    assert not {"adjustments", "priority", "health_facts"} & set(kim)
    (own,) = world.subject_records.held(THERE, "kim").kinds["person"]
    assert own["adjustments"] == ["large_print"]


def test_nothing_of_anybody_else_is_in_it(world: World) -> None:
    world.people.add(THERE, new_person(id="zoe", name="Zoe Nobody", contact_points=(phone("+447700900777"),)))
    held = world.subject_records.held(THERE, "zoe")
    assert {kind for kind, rows in held.kinds.items() if rows} == {"person", "contact_points"}
    assert SECRET not in json.dumps(held.kinds)
    with pytest.raises(NotFound):
        world.subject_records.held(THERE, "nobody")


def test_only_what_an_officer_looked_through_leaves_and_the_rest_is_no_longer_kept(
    world: World, access: SubjectAccess
) -> None:
    made = access.prepare(THERE, WHO, "their-lee", "e1")
    draft = unzipped(access.take(THERE, "e1", "their-max").content)
    assert b"Draft. Nobody has looked through it" in draft["index.html"]
    released = access.release(THERE, "e1", looked(access, "e1", Redaction(passage="their-lee")), "their-lee")
    assert released.state is ExportState.RELEASED
    given_out = unzipped(access.take(THERE, "e1", "their-max").content)
    assert not any(b"their-lee" in content for name, content in given_out.items() if not name.startswith("files/"))
    assert BLACKED_OUT.encode() in given_out["index.html"]
    assert b"Draft" not in given_out["index.html"]
    assert {"data/incidents.json", "data/restrictions.json", "data/audit.json"} <= set(given_out)
    assert any(name.startswith("files/") for name in given_out)
    assert made.file_id not in world.file_uses.used(THERE, [made.file_id])
    assert released.file_id in world.file_uses.used(THERE, [released.file_id])


def test_every_step_and_every_look_is_put_on_record(world: World, access: SubjectAccess) -> None:
    access.prepare(THERE, WHO, "their-lee", "e1")
    access.take(THERE, "e1", "their-max")
    access.release(THERE, "e1", looked(access, "e1"), "their-lee")
    access.take(THERE, "e1", "their-max")
    rows = world.audit_trail.rows(THERE, BEFORE_ALL, None, 1000)
    tags = [(row.tag.split(":")[-1], row.actor) for row in rows if row.tag.startswith("staff:subject_export")]
    assert tags[1:] == [
        ("prepared", "their-lee"),
        ("taken", "their-max"),
        ("read", "their-max"),
        ("released", "their-lee"),
        ("taken", "their-max"),
    ]
    assert not any(SECRET in repr(row.details) for row in rows if row.tag.startswith("staff:subject_export"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"redactions": (Redaction(passage="nowhere to be found"),)}, "passage_not_there"),
        ({"given": frozenset[str]()}, "files_undecided"),
        ({"withheld": frozenset({"x"})}, "unknown_file"),
    ],
)
def test_nothing_is_released_that_was_not_looked_through_whole(
    access: SubjectAccess, change: dict[str, Any], code: str
) -> None:
    access.prepare(THERE, WHO, "their-lee", "e1")
    with pytest.raises(Refused) as refused:
        access.release(THERE, "e1", replace(looked(access, "e1"), **change), "their-lee")
    assert refused.value.code == code
    assert access.exports.one(THERE, "e1").state is ExportState.PREPARED


def test_a_file_that_is_withheld_is_named_and_not_packed(access: SubjectAccess) -> None:
    access.prepare(THERE, WHO, "their-lee", "e1")
    every = looked(access, "e1").given
    access.release(THERE, "e1", Looked(withheld=every), "their-lee")
    given_out = unzipped(access.take(THERE, "e1", "their-max").content)
    assert not any(name.startswith("files/") for name in given_out)
    assert all(f"{file_id}: not given".encode() in given_out["index.html"] for file_id in every)


def test_only_officers_prepare_and_release_and_only_once(world: World, access: SubjectAccess) -> None:
    with pytest.raises(Refused, match="no officer"):
        access.prepare(THERE, WHO, "nobody", "e1")
    made = access.prepare(THERE, WHO, "their-lee", "e1")
    ready = looked(access, "e1")
    with pytest.raises(Refused, match="no officer"):
        access.release(THERE, "e1", ready, "nobody")
    access.release(THERE, "e1", ready, "their-lee")
    with pytest.raises(Refused, match="was released"):
        access.release(THERE, "e1", ready, "their-lee")
    with pytest.raises(Stale):
        world.subject_exports.release(THERE, made, made, 0, 0)
    assert [one.id for one in world.subject_exports.of_person(THERE, WHO)] == ["e1", "their-export"]


def test_whoever_redacts_is_told_who_else_is_named(world: World, access: SubjectAccess) -> None:
    access.prepare(THERE, WHO, "their-lee", "e1")
    draft = access.draft(THERE, "e1", "their-max")
    named = {party.name: party.rows for party in draft.third_parties}
    assert any(row.startswith("restrictions/") for row in named[f"Lee {SECRET}"])
    assert f"Sam {SECRET}" not in named


def test_acts_of_the_case_with_their_words_and_letters_are_in_it(world: World) -> None:
    file_id = world.files.put(THERE, Document(name="letter.pdf", content_type="application/pdf", content=b"%PDF-"))
    issued = {"letter": LetterType.WARNING, "letter_id": file_id, "sent_by": Delivery.POST, "received_on": TODAY}
    with world.case_files.open(THERE, WHO) as case:
        case.add(deed(warned(words={"why": "Too loud."})))
        case.add(deed(an_act(LetterIssued, **issued)))
        case.add(deed(an_act(LetterHandled, letter_id=file_id, done=Handling.POSTED, on=TODAY)))
    held = world.subject_records.held(THERE, WHO)
    assert any("Too loud." in repr(row["words"]) for row in held.kinds["case"])
    assert [file.kind for file in held.files if file.id == file_id] == ["case"]

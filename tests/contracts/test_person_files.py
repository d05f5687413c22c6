from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.errors import NotFound, Refused, Stale
from contact_gateway.application.records_of_registers import PersonFile, Synced, SyncResult
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.standing import Role
from tests.builders import MONDAY, SAM_EMAIL, SAM_PHONE, new_officer, new_person, restriction
from tests.contracts.cases import deed, warned
from tests.contracts.test_restrictions import DECIDED
from tests.contracts.worlds import HERE, THERE, World

SAM = PersonFile(
    id="sam",
    name="Sam Example",
    reference="T-1001",
    address="1 Example Street, Nottingham",
    language="cy",
    contact_points=(SAM_PHONE, ContactPoint.handle("sam_example"), SAM_EMAIL),
    adjustments=frozenset({Adjustment.LARGE_PRINT, Adjustment.RELAY_CALLS}),
    priority=True,
    segment="residential_care",
    unverified=True,
)
RAE = PersonFile(
    id="rae", role=Role.REPRESENTATIVE, name="Rae Example", of="sam", body=Body.SOLICITOR, contact_points=(SAM_EMAIL,)
)
KIM = PersonFile(
    id="kim",
    role=Role.HOUSEHOLD,
    name="Kim Example",
    of="sam",
    language="cy",
    contact_points=(SAM_EMAIL,),
    adjustments=frozenset({Adjustment.LARGE_PRINT}),
)
LEE = PersonFile(
    id="lee",
    role=Role.OFFICER,
    name="Lee Officer",
    contact_points=(SAM_PHONE, SAM_EMAIL),
    grade="manager",
    roles=frozenset({"board", "legal"}),
    hours=("mon-fri 09:00-17:00",),
)


def test_a_customer_comes_back_whole(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam") == SAM
    assert world.people.customer(HERE, "sam").contact_points == SAM.contact_points


def test_a_representative_comes_back_whole_and_only_as_one(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.person_files.add(HERE, RAE, "crm")
    assert world.person_files.one(HERE, Role.REPRESENTATIVE, "rae") == RAE
    with pytest.raises(NotFound):
        world.person_files.one(HERE, Role.CUSTOMER, "rae")


def test_a_member_of_a_household_comes_back_whole_and_is_no_representative(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.person_files.add(HERE, RAE, "crm")
    world.person_files.add(HERE, KIM, "crm")
    assert world.person_files.one(HERE, Role.HOUSEHOLD, "kim") == KIM
    assert world.person_files.page(HERE, Role.HOUSEHOLD, "", 10, of="sam") == [KIM]
    assert world.person_files.page(HERE, Role.REPRESENTATIVE, "", 10, of="sam") == [RAE]


def test_an_officer_comes_back_whole_and_signs_with_grade_and_roles(world: World) -> None:
    world.person_files.add(HERE, LEE, "crm")
    assert world.person_files.one(HERE, Role.OFFICER, "lee") == LEE
    assert world.person_files.page(HERE, Role.OFFICER, "", 10) == [LEE]
    assert signatory(world) == Signatory(id="lee", grade="manager", roles=frozenset({"board", "legal", "manager"}))


def test_an_officer_who_left_stays_by_name_without_anything_else(world: World) -> None:
    world.person_files.add(HERE, LEE, "crm")
    left = PersonFile(id="lee", role=Role.OFFICER, name="Lee Officer")
    world.person_files.replace(HERE, LEE, left, "crm")
    assert world.person_files.one(HERE, Role.OFFICER, "lee") == left
    assert signatory(world) == Signatory(id="lee")


def signatory(world: World) -> Signatory:
    """Lee, as a case knows him."""
    world.people.add(HERE, new_person())
    with world.case_files.open(HERE, "sam") as case:
        return case.load(MONDAY).officers["lee"].signatory


def test_a_representative_acts_for_a_customer_who_is_there(world: World) -> None:
    with pytest.raises(NotFound):
        world.person_files.add(HERE, RAE, "crm")
    world.people.add(HERE, new_officer(id="sam"))
    with pytest.raises(NotFound):
        world.person_files.add(HERE, RAE, "crm")


def test_ids_and_references_belong_to_one_customer(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    for other, code in ((replace(SAM, reference=""), "id_taken"), (replace(SAM, id="x"), "reference_taken")):
        with pytest.raises(Refused) as refused:
            world.person_files.add(HERE, other, "crm")
        assert refused.value.code == code
    world.person_files.add(THERE, SAM, "crm")
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam") == SAM


def test_the_case_of_a_reference_tells_nobody_apart(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    assert world.person_files.with_reference(HERE, "t-1001") == [SAM]
    other = PersonFile(id="alex", name="Alex", reference="T-1002")
    world.person_files.add(HERE, other, "crm")
    with pytest.raises(Refused):
        world.person_files.replace(HERE, other, replace(other, reference="t-1001"), "crm")
    world.person_files.replace(HERE, SAM, replace(SAM, reference="t-1001"), "crm")
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam").reference == "t-1001"


def test_several_customers_may_have_no_reference_at_all(world: World) -> None:
    for person_id in ("a", "b"):
        world.person_files.add(HERE, PersonFile(id=person_id, name="Somebody"), "crm")
    assert len(world.person_files.page(HERE, Role.CUSTOMER, "", 10)) == 2


def test_whoever_knows_what_stands_may_change_it(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    moved = replace(SAM, address="", contact_points=(SAM_EMAIL,), adjustments=frozenset(), language="en")
    world.person_files.replace(HERE, SAM, moved, "crm")
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam") == moved


def test_of_two_who_read_the_same_the_second_to_write_is_told(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.person_files.replace(HERE, SAM, replace(SAM, name="First"), "crm")
    with pytest.raises(Stale):
        world.person_files.replace(HERE, SAM, replace(SAM, name="Second"), "crm")
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam").name == "First"


def test_a_change_by_anybody_else_is_noticed_too(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.people.add(HERE, new_person(name="Changed at the desk"))
    with pytest.raises(Stale):
        world.person_files.replace(HERE, SAM, replace(SAM, name="Second"), "crm")


def test_nobody_is_changed_or_removed_who_is_not_there(world: World) -> None:
    with pytest.raises(NotFound):
        world.person_files.replace(HERE, SAM, SAM, "crm")
    with pytest.raises(NotFound):
        world.person_files.remove(HERE, RAE, "crm")


def test_a_representative_is_removed_by_whoever_knows_what_stands(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.person_files.add(HERE, RAE, "crm")
    with pytest.raises(Stale):
        world.person_files.remove(HERE, replace(RAE, name="Before"), "crm")
    world.person_files.remove(HERE, RAE, "crm")
    assert world.person_files.page(HERE, Role.REPRESENTATIVE, "", 10) == []
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam") == SAM


def test_somebody_with_restrictions_on_record_is_not_removed(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.person_files.add(HERE, RAE, "crm")
    world.casework.take_over(HERE, restriction(customer_id="rae"), DECIDED)
    with pytest.raises(Refused) as refused:
        world.person_files.remove(HERE, RAE, "crm")
    assert refused.value.code == "still_restricted"


def test_somebody_with_a_case_on_record_is_not_removed(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.person_files.add(HERE, KIM, "crm")
    with world.case_files.open(HERE, "kim") as case:
        case.add(deed(warned(words={"why": "Too loud."})))
    with pytest.raises(Refused) as refused:
        world.person_files.remove(HERE, KIM, "crm")
    assert refused.value.code == "still_restricted"


def test_pages_go_on_where_the_last_ended(world: World) -> None:
    ids = ["a", "b", "c", "d"]
    for person_id in reversed(ids):
        world.person_files.add(HERE, PersonFile(id=person_id, name="Somebody"), "crm")
    world.person_files.add(HERE, replace(RAE, of="a"), "crm")
    pages = [world.person_files.page(HERE, Role.CUSTOMER, after, 3) for after in ("", "c", "d", "zzz")]
    assert [[one.id for one in page] for page in pages] == [["a", "b", "c"], ["d"], [], []]
    assert [one.id for one in world.person_files.page(HERE, Role.REPRESENTATIVE, "", 3, of="a")] == ["rae"]
    assert world.person_files.page(HERE, Role.REPRESENTATIVE, "", 3, of="b") == []


def test_everybody_who_uses_a_contact_point_is_found(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    world.person_files.add(HERE, PersonFile(id="alex", name="Alex", contact_points=(SAM_PHONE,)), "crm")
    assert [one.id for one in world.person_files.with_point(HERE, SAM_PHONE)] == ["alex", "sam"]
    assert world.person_files.with_point(HERE, ContactPoint.email("nobody@example.org")) == []


def test_an_import_makes_changes_and_leaves_alone_by_reference(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    wanted = [Synced(reference="t-1001", name="Sam Renamed"), Synced(reference="T-9", name="Nine")]
    for results in ([SyncResult.UPDATED, SyncResult.CREATED], [SyncResult.UNCHANGED, SyncResult.UNCHANGED]):
        done = world.person_files.sync(HERE, wanted, ["new-1", "new-2"], "crm")
        assert [one.result for one in done] == results
        assert [one.customer_id for one in done] == ["sam", "new-2"]
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam") == replace(SAM, name="Sam Renamed")


def test_an_import_replaces_what_it_holds_and_nothing_else(world: World) -> None:
    world.person_files.add(HERE, SAM, "crm")
    wanted = Synced(
        reference="T-1001",
        name="Sam Example",
        address="",
        language="en",
        contact_points=(SAM_EMAIL, SAM_EMAIL),
        adjustments=frozenset(),
        segment="",
        unverified=False,
    )
    world.person_files.sync(HERE, [wanted], ["new"], "crm")
    expected = replace(SAM, address="", language="en", contact_points=(SAM_EMAIL,), adjustments=frozenset())
    expected = replace(expected, segment="", unverified=False)
    assert world.person_files.one(HERE, Role.CUSTOMER, "sam") == expected

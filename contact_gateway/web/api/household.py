"""Those who live with a customer: people of their own, each bound by their own restrictions alone (TUN-4.1, MAG-02)."""

from __future__ import annotations

from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.belonging import Belonging, Told, operations_of
from contact_gateway.web.api.operations import Call
from contact_gateway.web.api.people_answers import household_member_answer, read_points
from contact_gateway.web.api.shapes.customers import HouseholdMemberAnswer, HouseholdPage, NewHouseholdMember


def _said(call: Call, person_id: str) -> PersonFile:
    said = call.body_as(NewHouseholdMember)
    return PersonFile(
        id=person_id,
        role=Role.HOUSEHOLD,
        of=call.ids["customer_id"],
        name=said.name,
        address=said.address,
        language=said.language,
        contact_points=read_points(call, said.contact_points),
        adjustments=frozenset(said.adjustments),
        priority=said.priority,
    )


_HOUSEHOLD = Belonging(
    role=Role.HOUSEHOLD,
    folder="household",
    id_name="member_id",
    said=_said,
    answer=household_member_answer,
    page=lambda items, cursor: HouseholdPage(items=items, next_cursor=cursor),
    forget=lambda call, was: call.api.person_files.remove(call.landlord, was, call.by),
)

OPERATIONS = operations_of(
    _HOUSEHOLD,
    Told(
        one="HouseholdMember",
        many="Household",
        listed="Who lives with a customer",
        added="Add somebody who lives with a customer",
        shown="One member of a household",
        replaced="Replace all that is held about a member of a household",
        removed="Take somebody out of a household, where nothing about them is on record",
        body=NewHouseholdMember,
        answer=HouseholdMemberAnswer,
        page=HouseholdPage,
        refusals=("still_restricted",),
    ),
)

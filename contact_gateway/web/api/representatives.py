"""Those who act for a customer."""

from __future__ import annotations

from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.belonging import Belonging, Told, operations_of
from contact_gateway.web.api.operations import Call
from contact_gateway.web.api.people_answers import read_points, representative_answer
from contact_gateway.web.api.shapes.customers import NewRepresentative, RepresentativeAnswer, RepresentativePage


def _said(call: Call, person_id: str) -> PersonFile:
    said = call.body_as(NewRepresentative)
    return PersonFile(
        id=person_id,
        role=Role.REPRESENTATIVE,
        of=call.ids["customer_id"],
        name=said.name,
        body=said.body,
        address=said.address,
        language=said.language,
        contact_points=read_points(call, said.contact_points),
    )


REPRESENTATIVES = Belonging(
    role=Role.REPRESENTATIVE,
    folder="representatives",
    id_name="representative_id",
    said=_said,
    answer=representative_answer,
    page=lambda items, cursor: RepresentativePage(items=items, next_cursor=cursor),
    forget=lambda call, was: call.api.remove_representative(call.landlord, was, call.by),
)

OPERATIONS = operations_of(
    REPRESENTATIVES,
    Told(
        one="Representative",
        many="Representatives",
        listed="Who may act for a customer",
        added="Record somebody's authority to act for a customer",
        shown="One representative",
        replaced="Replace all that is held about a representative",
        removed="End somebody's authority to act",
        body=NewRepresentative,
        answer=RepresentativeAnswer,
        page=RepresentativePage,
        refusals=("still_named", "still_restricted"),
    ),
)

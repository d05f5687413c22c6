"""What is forgotten because it was kept long enough, what is erased on request, and the holds that forbid both."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_retention import Erased, Going, LegalHold
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.shapes.forgetting import (
    ErasedAnswer,
    ErasureAnswer,
    GoingAnswer,
    HoldAnswer,
    HoldLift,
    HoldList,
    NewErasure,
    NewHold,
    RetentionAnswer,
)
from contact_gateway.web.api.whose import whose

_READ, _WRITE = ApiScope.RETENTION_READ, ApiScope.RETENTION_WRITE
_HOLDS, _ERASURE, _RETENTION = "/legal-holds", "/customers/<id:customer_id>/erasure", "/retention"


def list_holds(call: Call) -> Reply:
    """Answer the legal holds that stand."""
    standing = call.services.governance.legal_holds.standing(call.landlord)
    return Reply(body=HoldList(items=[_hold(one) for one in standing]))


def place_hold(call: Call) -> Reply:
    """Keep everything of a customer until the hold is lifted."""
    said, holds = call.body_as(NewHold), call.services.governance.legal_holds

    def find(hold_id: str) -> LegalHold:
        return _one_of(holds.standing(call.landlord), hold_id)

    made = call.made_before(find) or holds.place(
        call.landlord, call.ids["customer_id"], said.reference, said.officer, call.made_id
    )
    return Reply(body=_hold(made), status=HTTPStatus.CREATED)


def lift_hold(call: Call) -> Reply:
    """Lift a hold."""
    officer = call.body_as(HoldLift).officer
    call.services.governance.legal_holds.lift(call.landlord, call.ids["hold_id"], officer)
    return Reply(body=None, status=HTTPStatus.NO_CONTENT)


def show_erasure(call: Call) -> Reply:
    """Answer what erasing a customer would do, and do nothing."""
    answer = _would_erase(call)
    return Reply(body=answer, tagged=answer)


def erase(call: Call) -> Reply:
    """Erase a customer, for whoever has seen what that does."""
    call.must_match(_would_erase(call))
    customer_id, officer = call.ids["customer_id"], call.body_as(NewErasure).officer
    done = call.services.governance.erase_person.erase(call.landlord, customer_id, officer)
    return Reply(body=_erasure(customer_id, done))


def show_retention(call: Call) -> Reply:
    """Answer what would go now because it was kept long enough, and take nothing out."""
    return _retained(call.services.governance.retain.going(call.landlord))


def forget(call: Call) -> Reply:
    """Take it out now, rather than within a day."""
    return _retained(call.services.governance.retain.forget(call.landlord))


def _one_of(standing: Iterable[LegalHold], hold_id: str) -> LegalHold:
    found = next((one for one in standing if one.id == hold_id), None)
    if found is None:
        raise NotFound(f"No legal hold {hold_id} stands.")
    return found


def _hold(hold: LegalHold) -> HoldAnswer:
    return HoldAnswer(
        id=hold.id,
        customer_id=hold.customer_id,
        reference=hold.reference,
        placed_by=hold.placed_by,
        placed_at=hold.placed_at,
    )


def _would_erase(call: Call) -> ErasureAnswer:
    customer_id = whose(call)
    return _erasure(customer_id, call.services.governance.erase_person.would_erase(call.landlord, customer_id))


def _erasure(customer_id: str, found: Iterable[Erased]) -> ErasureAnswer:
    items = [ErasedAnswer(kind=one.kind, fate=one.fate, rows=one.rows) for one in found]
    return ErasureAnswer(customer_id=customer_id, items=items)


def _retained(found: Iterable[Going]) -> Reply:
    items = [GoingAnswer(kept=one.kept, table=one.table, rows=one.rows, oldest=one.oldest) for one in found]
    return Reply(body=RetentionAnswer(items=items))


OPERATIONS = (
    Operation(
        method="GET",
        path=_HOLDS,
        name="listHolds",
        summary="The legal holds that stand, oldest first",
        scope=_READ,
        view=list_holds,
        answer=HoldList,
    ),
    Operation(
        method="POST",
        path="/customers/<id:customer_id>/legal-holds",
        name="placeHold",
        summary="Keep everything of a customer, whatever retention and erasure say",
        scope=_WRITE,
        view=place_hold,
        body=NewHold,
        answer=HoldAnswer,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        refusals=("unknown_officer",),
    ),
    Operation(
        method="POST",
        path=f"{_HOLDS}/<id:hold_id>/lift",
        name="liftHold",
        summary="Lift a legal hold",
        scope=_WRITE,
        view=lift_hold,
        body=HoldLift,
        answer=None,
        status=HTTPStatus.NO_CONTENT,
        refusals=("unknown_officer",),
    ),
    Operation(
        method="GET",
        path=_ERASURE,
        name="showErasure",
        summary="What erasing a customer would do, kind by kind; nothing is done",
        scope=_READ,
        view=show_erasure,
        answer=ErasureAnswer,
        tagged=True,
        refusals=("legal_hold", "in_force", "appeal_open"),
    ),
    Operation(
        method="POST",
        path=_ERASURE,
        name="eraseCustomer",
        summary="Erase a customer, having seen what that does; it cannot be taken back",
        scope=_WRITE,
        view=erase,
        body=NewErasure,
        answer=ErasureAnswer,
        guarded=True,
        refusals=("unknown_officer", "legal_hold", "in_force", "appeal_open"),
    ),
    Operation(
        method="GET",
        path=_RETENTION,
        name="showRetention",
        summary="What would go now because it was kept as long as the policy says; nothing is taken out",
        scope=_READ,
        view=show_retention,
        answer=RetentionAnswer,
    ),
    Operation(
        method="POST",
        path=_RETENTION,
        name="forget",
        summary="Take out what was kept long enough now, rather than within a day",
        scope=_WRITE,
        view=forget,
        answer=RetentionAnswer,
    ),
)

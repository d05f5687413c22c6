"""Record an adjustment that the customer asked for and gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.people import Adjustment, Paper
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentRequest:
    """What was asked for and how it helps (TUN-8.1, DER-9.1), what was disclosed, when it is looked at again.

    One of `adjustment` and `language` is there. `paper` is the colour, for coloured paper.
    """

    adjustment: Adjustment | None = None
    language: str = ""
    paper: Paper | None = None
    asked: str = field(default="", repr=False)
    helps: str = field(default="", repr=False)
    disclosed: str = field(default="", repr=False)
    review_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdjustment:
    """The use case. From then on contact is answered by it."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, request: AdjustmentRequest) -> Answer:
        """Record an adjustment and let it hold at once.

        Raises `NotFound`, `Refused` (unknown_officer, unknown_adjustment).
        """
        if request.adjustment is None and not request.language:
            allowed = ", ".join(Adjustment)
            raise Refused("unknown_adjustment", f"Say which adjustment, or which language; choose from: {allowed}.")
        with self.work.on_customer(landlord, customer_id, by) as case:
            act = AdjustmentAgreed(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(asked=request.asked, helps=request.helps, disclosed=request.disclosed),
                adjustment=request.adjustment,
                language=request.language,
                paper=request.paper,
                review_on=request.review_on,
                until=request.until,
            )
            return file_act(case, act, (Occasion.ADJUSTMENT,))

"""What an officer writes for the customer to read, as a request says it of a warning or of a proposal."""

from __future__ import annotations

from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.web.api.shapes.cases import NewCaseWarning
from contact_gateway.web.api.shapes.lives import NewProposal


def for_the_letter(said: NewCaseWarning | NewProposal) -> ForTheLetter:
    """Return it as it lies in the file."""
    return ForTheLetter(
        must_change=said.must_change,
        if_continues=said.if_continues,
        support=said.support,
        agreed_help=said.agreed_help,
        tenancy_at_risk=said.tenancy_at_risk,
    )

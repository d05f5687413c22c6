"""What a landlord prints on every letter, taken from its policy."""

from __future__ import annotations

from contact_gateway.domain.letters.content import Letterhead
from contact_gateway.domain.letters.facts import House, PolicyShown
from contact_gateway.domain.letters.numbers import readable
from contact_gateway.domain.letters.of_case import main_mailbox, main_number
from contact_gateway.domain.policy import EMERGENCY_LINE, Policy
from contact_gateway.domain.procedure.rules import Ombudsman


def house_of(policy: Policy) -> House:
    """Return what stands on each letter; where the pack names no number or address for letters, the first line's."""
    own = policy.stationery
    emergency = policy.destinations.get(EMERGENCY_LINE)
    telephone, email = own.telephone or main_number(policy), own.email or main_mailbox(policy)
    return House(
        letterhead=Letterhead(
            landlord=policy.name,
            colour=own.colour,
            address=own.address,
            contact=tuple(filter(None, (telephone, email, own.website))),
        ),
        policy=PolicyShown(
            name=own.policy or policy.name,
            version=policy.version,
            text=own.policy_text,
            address=own.policy_address,
        ),
        telephone=telephone,
        email=email,
        emergency_number=readable(emergency.phone) if emergency else "",
        signed_by=own.signed_by,
        support=own.support,
        ombudsmen=tuple(_said(one) for one in policy.casework.ombudsmen),
        ombudsmen_named=tuple(one.name for one in policy.casework.ombudsmen),
        ombudsmen_reached=tuple((one.name, one.contact) for one in policy.casework.ombudsmen if one.contact),
    )


def _said(ombudsman: Ombudsman) -> str:
    return ombudsman.words if ombudsman.name in ombudsman.words else f"{ombudsman.name}: {ombudsman.words}"

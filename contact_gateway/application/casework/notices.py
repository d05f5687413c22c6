"""Mails that say that something happened in a case, or falls due in it: whom they go to, and how little they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_casework import CaseOfficer
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.policy import QUEUE, Policy

NOTICE = "notice"


def mailboxes(to: str, case: CaseAtHand) -> tuple[str, ...]:
    """Return where mail for an officer, a team or a role goes; a role's is its team's, else that of all who hold it."""
    return mailboxes_of(to, case.policy, case.case.officers)


def mailboxes_of(to: str, policy: Policy, officers: Mapping[str, CaseOfficer]) -> tuple[str, ...]:
    """Return the same where there is no case."""
    team, officer = policy.destinations.get(to), officers.get(to)
    if team and team.email:
        return (team.email,)
    holders = [officer] if officer else [one for one in officers.values() if one.holds(to)]
    return tuple(one.email for one in holders if one.email)


def notice(to: str, about: str, why: str, case: CaseAtHand) -> OutgoingMessage:
    """Say what it is about, in whose case by the id alone, and why: mail is read by whoever opens it."""
    where = f"{case.desk}/desk/customers/{case.case.person.id}" if case.desk else ""
    text = (
        f"In the case of customer {case.case.person.id}: {about}. {why}".strip(),
        "",
        "Sign in to see what was arranged.",
        *filter(None, (where,)),
    )
    return written_to(to, f"Contact arrangements: {about}", "\n".join(text), case.policy)


def written_to(to: str, subject: str, text: str, policy: Policy) -> OutgoingMessage:
    """Return a mail of the landlord's to somebody in the house."""
    return OutgoingMessage(
        kind=NOTICE,
        channel=Channel.EMAIL,
        payload={
            "to": to,
            "from": _own_address(policy) or to,
            "from_name": policy.name,
            "subject": subject,
            "text": text,
        },
    )


def as_asked_by(policy: Policy) -> str:
    """Return why somebody is told whom the policy names."""
    return f"You are told because the policy of {policy.name} asks for it."


def _own_address(policy: Policy) -> str:
    """Return the landlord's first mailbox."""
    return next((address for address in _addresses(policy) if "@" in address), "")


def _addresses(policy: Policy) -> Iterator[str]:
    yield from (line.address for line in policy.lines)
    if QUEUE in policy.destinations:
        yield policy.destinations[QUEUE].email

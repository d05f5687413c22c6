"""Something new about a closed issue: the gateway notices that it is said, and a person decides whether it is so."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from contact_gateway.domain.contact import Contact, Key
from contact_gateway.domain.kinds.enforced import NoFurtherConsideration
from contact_gateway.domain.periods import Per, period_of
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.rules import Mark
from contact_gateway.domain.standing import Standing
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.verdicts import Bench


class Finding(StrEnum):
    """What a person found in what was said to be new."""

    SOMETHING_NEW = "something_new"
    NOTHING_NEW = "nothing_new"


def closed_issue_to_judge(contact: Contact, standing: Standing, policy: Policy, now: datetime) -> Restriction | None:
    """Return the restriction that closed the issue about which this contact brings something new (TUN-8.3d).

    It does not matter what else was decided about the contact. None for mail that is not proven and for a caller who
    says to be somebody else: they act as nobody.
    """
    if not (contact.brings_something_new and contact.authenticated) or contact.pressed == Key.SOMEBODY_ELSE:
        return None
    heard = Bench(contact=contact, standing=standing, usage=Usage(), policy=policy, now=now).hear()
    closed = (spoken.restriction for spoken in heard if isinstance(spoken.verdict, Mark))
    return next((one for one in closed if isinstance(one.terms, NoFurtherConsideration)), None)


def to_be_judged_by(policy: Policy, now: datetime) -> datetime | None:
    """Return when the offices close on the next day on which they open; None where they never do."""
    opens = policy.business_hours.next_open(period_of(now, Per.DAY, policy.zone).end)
    if opens is None:
        return None
    midnight = period_of(opens, Per.DAY, policy.zone).end
    return min(policy.business_hours.closes_at(opens) or midnight, midnight)

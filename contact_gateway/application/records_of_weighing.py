"""What somebody sees before signing a restriction."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.domain.casework.evidence import Compared
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.replay import Rehearsal
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.restrictions import Restriction


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """Terms, and what they would have done to the contacts of a time."""

    restriction: Restriction
    time: Interval
    rehearsal: Rehearsal


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A proposal with all that it is weighed by.

    `refusal` is the first reason why it cannot be proposed or activated as it stands, None where nothing is in the way;
    `compared` are the customer's figures beside the median customer's, over each of `evidence.SPANS`; `proposed` are
    the terms and the last 90 days under them; `milder` the same of the next milder terms, None where there are none
    that the policy has and that the customer could live with. `shadows` are the trials in shadow mode of the last
    90 days, newest first, each with what it would have done while it was counted.
    """

    proposed: Rehearsed
    milder: Rehearsed | None
    refusal: Refusal | None
    compared: tuple[Compared, ...]
    shadows: tuple[Rehearsed, ...] = ()

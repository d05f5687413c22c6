"""Weigh a proposal before it is signed: the evidence, what it would have done, whether less would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.proposal_at_hand import (
    ProposalRequest,
    act_of,
    hindrance,
    opened,
    proposal_of,
)
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_evidence import Evidence
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_weighing import Rehearsed, Weighing
from contact_gateway.domain.casework.acts import Proposed
from contact_gateway.domain.casework.binding import binding
from contact_gateway.domain.casework.evidence import SPANS, span_of
from contact_gateway.domain.casework.milder import Asked, milder
from contact_gateway.domain.casework.proposing import refusal_to_propose
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.replay import Change, PastContact, replay
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.restrictions import Mode, Restriction

REHEARSED_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigh:
    """The use case. Nothing is changed by it, and that somebody looked stays on record."""

    work: CaseWork
    evidence: Evidence
    looks: Looks

    def __call__(self, landlord: str, request: ProposalRequest, by: str) -> Weighing:
        """Weigh what an officer is about to propose, in whose name the request is; `by` looks.

        Raises `NotFound`, `Refused` for what nobody could carry out (unknown_policy, unknown_officer,
        kind_not_in_policy, impossible_terms, unknown_channel, shadow_too_long, not_in_force, appeal_open); all else
        that is in the way is in the answer.
        """
        with opened(self.work, landlord, request) as case:
            act = act_of(case, request, request.restriction_id or case.new_id())
        return self._seen(case, act, request.wanted.customer_id, by)

    def draft(self, landlord: str, restriction_id: str, by: str) -> Weighing:
        """Weigh what was proposed, under the version of the policy that it was proposed under.

        Raises `NotFound`, `Refused` (unknown_officer).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            act = case.history(restriction_id).proposed
        return self._seen(case, act, restriction_id, by)

    def _seen(self, case: CaseAtHand, act: Proposed, subject: str, by: str) -> Weighing:
        found = self._weighed(case, act)
        rehearsal = found.proposed.rehearsal
        told: dict[str, str | int] = {
            "customer": act.restriction.customer_id,
            "kind": act.restriction.kind,
            "contacts": len(rehearsal.contacts),
            "kept_out": rehearsal.kept_out,
            "always_open": len(rehearsal.always_open),
        }
        self.looks.looked(case.landlord, Look.WEIGHED, subject, by, told)
        return found

    def _weighed(self, case: CaseAtHand, act: Proposed) -> Weighing:
        customer, zone, read = act.restriction.customer_id, case.policy.zone, self.evidence
        spans = [span_of(days, case.now, zone) for days in SPANS]
        time = span_of(REHEARSED_DAYS, case.now, zone)
        past = read.past_contacts(case.landlord, customer, time.start, time.end)
        alternative = next(_milder(case, act, past), None)
        return Weighing(
            proposed=_rehearsed(case, act.restriction, act.varies, past, time),
            milder=_rehearsed(case, alternative, act.varies, past, time) if alternative else None,
            refusal=_in_the_way(case, act),
            compared=tuple(read.compared(case.landlord, customer, span.start, span.end) for span in spans),
            shadows=tuple(_shadows(case, past, time)),
        )


def _in_the_way(case: CaseAtHand, act: Proposed) -> Refusal | None:
    refused = refusal_to_propose(proposal_of(case, act), case.policy, case.rules, case.clocks)
    return refused or hindrance(case, act.restriction, act.varies)


def _milder(case: CaseAtHand, act: Proposed, past: Sequence[PastContact]) -> Iterator[Restriction]:
    """Give milder terms that the customer could live with, those to be preferred first."""
    named = (act.informing_officer, act.by)
    able = (one for one in named if one in case.case.officers and one not in case.case.person.complained_about)
    used = Counter(one.contact.channel for one in past)
    asked = Asked(
        restriction=act.restriction,
        policy=case.policy,
        point=next(able, ""),
        used_most=tuple(channel for channel, _ in used.most_common()),
    )
    return (one for one in milder(asked) if hindrance(case, one, act.varies) is None)


def _rehearsed(
    case: CaseAtHand, restriction: Restriction, varies: str, past: Sequence[PastContact], time: Interval
) -> Rehearsed:
    change = Change(added=restriction, without=varies)
    return Rehearsed(restriction=restriction, time=time, rehearsal=replay(past, change, case.case.person, case.policy))


def _shadows(case: CaseAtHand, past: Sequence[PastContact], time: Interval) -> Iterator[Rehearsed]:
    """Give the trials that were counted in this time."""
    for history in reversed(case.histories().values()):
        restriction = history.proposed.restriction
        stretches = binding(history, case.rules, case.clocks) if restriction.mode is Mode.SHADOW else ()
        counted = [one for one in past if any(stretch.contains(one.contact.received_at) for stretch in stretches)]
        begun = [stretch for stretch in stretches if stretch.overlaps(time)]
        if begun:
            whole = Interval(max(begun[0].start, time.start), min(begun[-1].end, time.end))
            yield _rehearsed(case, restriction, "", counted, whole)

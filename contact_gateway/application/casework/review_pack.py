"""Gather the evidence of a review, so that nobody has to look for it and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.errors import Refused
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_evidence import Evidence
from contact_gateway.application.ports_of_registers import CounterRows
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_registers import HourOfCounts
from contact_gateway.application.records_of_review_packs import ReviewPack, SaidByCustomer, WeekOfCounts
from contact_gateway.domain.casework.acts import Act, Appealed, Commented, Incident, LetterIssued, Warned
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed, Complained
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.binding import binds_from
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.periods import Interval, Per, period_of

_SPOKEN = (Appealed, BareAppealed, Commented, Complained, AdjustmentAgreed)
"""The acts that hold what the customer said."""

AnAct = TypeVar("AnAct", bound=Act)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeReviewPack:
    """The use case. Nothing is changed by it, and that somebody looked stays on record."""

    work: CaseWork
    evidence: Evidence
    counters: CounterRows
    looks: Looks

    def __call__(self, landlord: str, restriction_id: str, by: str) -> ReviewPack:
        """Return what a reviewer needs to know of the time since the start, or since the last review that let it go on.

        Raises `NotFound`, `Refused` (unknown_officer, not_in_force).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            since = _since(case, restriction_id)
        pack = self._gathered(case, restriction_id, Interval(since, case.now))
        told: dict[str, str | int] = {"customer": pack.restriction.customer_id, "contacts": pack.total.attempts}
        self.looks.looked(landlord, Look.REVIEW_PACK_READ, restriction_id, by, told)
        return pack

    def _gathered(self, case: CaseAtHand, restriction_id: str, time: Interval) -> ReviewPack:
        history, person = case.history(restriction_id), case.case.person
        acts = [one.act for one in case.case.filed if time.start <= one.act.at <= time.end]
        about = [one.act for one in case.case.filed if one.restriction_id == restriction_id]
        hours = self.counters.of_customer(case.landlord, person.id, _hour_of(time.start), time.end)
        return ReviewPack(
            restriction=history.proposed.restriction,
            time=time,
            reviewed_before=bool(history.renewals),
            weeks=tuple(by_week(hours, case.policy.zone)),
            breaches=tuple(self.evidence.breaches(case.landlord, person.id, time.start, time.end)),
            incidents=_all(acts, Incident),
            ended_contacts=tuple(self.evidence.ended_contacts(case.landlord, person.id, time.start, time.end)),
            warnings=_all(acts, Warned),
            letters=_all(about, LetterIssued),
            adjustments=person.adjustments,
            adjusted=_all(acts, AdjustmentAgreed),
            said=tuple(_said(acts)),
        )


def by_week(hours: Iterable[HourOfCounts], zone: ZoneInfo) -> Iterator[WeekOfCounts]:
    """Sum counters by week of the landlord's calendar and by channel, in that order."""
    sums: dict[tuple[date, Channel], Counts] = {}
    for hour in hours:
        monday = period_of(hour.hour, Per.WEEK, zone).start.astimezone(zone).date()
        sums[monday, hour.channel] = sums.get((monday, hour.channel), Counts()).plus(hour.counts)
    for (monday, channel), counts in sorted(sums.items()):
        yield WeekOfCounts(monday=monday, channel=channel, counts=counts)


def _since(case: CaseAtHand, restriction_id: str) -> datetime:
    history = case.history(restriction_id)
    start = binds_from(history, case.rules, case.clocks)
    if start is None or start >= case.now:
        raise Refused("not_in_force", "It is not in force yet; there is nothing to review.")
    return max([start, *(review.at for review in history.renewals if review.at < case.now)])


def _all(acts: Sequence[Act], kind: type[AnAct]) -> tuple[AnAct, ...]:
    return tuple(act for act in acts if isinstance(act, kind))


def _said(acts: Sequence[Act]) -> Iterator[SaidByCustomer]:
    for act in acts:
        if isinstance(act, _SPOKEN) and act.words:
            yield SaidByCustomer(at=act.at, occasion=type(act).__name__.lower(), words=act.words)


def _hour_of(instant: datetime) -> datetime:
    return instant - timedelta(minutes=instant.minute, seconds=instant.second, microseconds=instant.microsecond)

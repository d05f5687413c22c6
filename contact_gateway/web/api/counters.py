"""A customer's counters, folded into the periods of the landlord's own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_registers import HourOfCounts
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.periods import Interval, Per, period_of, start_of_day
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.shapes.restrictions import CounterQuery, CountersAnswer, CountsAnswer, PeriodOfCounts
from contact_gateway.web.api.whose import whose

LONGEST_SPAN_DAYS = 366 * 7


def counters(call: Call) -> Reply:
    """Answer one customer's counters by hour, day, week or month."""
    asked, zone = call.query_as(CounterQuery), call.services.policies.current(call.landlord).zone
    if not 0 < (asked.end - asked.start).days <= LONGEST_SPAN_DAYS:
        raise Refused("impossible_span", "`to` is the day after the last: later than `from`, by seven years at most.")
    customer_id = whose(call)
    start, end = start_of_day(asked.start, zone), start_of_day(asked.end, zone)
    hours = call.api.counter_rows.of_customer(call.landlord, customer_id, start, end)
    return Reply(
        body=CountersAnswer(
            customer_id=customer_id,
            start=asked.start,
            end=asked.end,
            by=asked.by,
            total=CountsAnswer(**asdict(_sum(hour.counts for hour in hours))),
            periods=[
                PeriodOfCounts(channel=channel, start=period.start, end=period.end, **asdict(counts))
                for period, channel, counts in _folded(hours, asked.by, zone)
            ],
        )
    )


def _folded(hours: Iterable[HourOfCounts], by: Per, zone: ZoneInfo) -> list[tuple[Interval, Channel, Counts]]:
    sums: dict[tuple[datetime, Channel], tuple[Interval, Counts]] = {}
    for row in hours:
        period = period_of(row.hour, by, zone)
        _, so_far = sums.get((period.start, row.channel), (period, Counts()))
        sums[period.start, row.channel] = (period, so_far.plus(row.counts))
    return [
        (period, channel, counts) for (_, channel), (period, counts) in sorted(sums.items(), key=lambda one: one[0])
    ]


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in counts:
        total = total.plus(one)
    return total


OPERATIONS = (
    Operation(
        method="GET",
        path="/customers/<id:customer_id>/counters",
        name="showCounters",
        summary="A customer's contacts, counted by period and channel",
        scope=ApiScope.COUNTERS_READ,
        view=counters,
        query=CounterQuery,
        answer=CountersAnswer,
        refusals=("impossible_span",),
    ),
)

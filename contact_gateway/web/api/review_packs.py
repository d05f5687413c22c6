"""The evidence of a review as it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from contact_gateway.application.ports_of_evidence import Breach
from contact_gateway.application.records_of_calls import EndedBy
from contact_gateway.application.records_of_review_packs import ReviewPack
from contact_gateway.domain.casework.acts import Act
from contact_gateway.web.api.act_answers import told
from contact_gateway.web.api.people_answers import in_order
from contact_gateway.web.api.shapes.cases import ToldAct
from contact_gateway.web.api.shapes.restrictions import CountsAnswer
from contact_gateway.web.api.shapes.weighing import (
    BreachAnswer,
    EndedContactAnswer,
    ReviewPackAnswer,
    SaidAnswer,
    WeekAnswer,
)


def pack_answer(pack: ReviewPack) -> ReviewPackAnswer:
    """Return a review's evidence, words and all."""
    return ReviewPackAnswer(
        restriction_id=pack.restriction.id,
        customer_id=pack.restriction.customer_id,
        start=pack.time.start,
        end=pack.time.end,
        reviewed_before=pack.reviewed_before,
        total=CountsAnswer(**asdict(pack.total)),
        weeks=[WeekAnswer(monday=week.monday, channel=week.channel, **asdict(week.counts)) for week in pack.weeks],
        breaches=[_breach(one) for one in pack.breaches],
        incidents=_told(pack.incidents),
        ended_contacts=[_ended(one) for one in pack.ended_contacts],
        warnings=_told(pack.warnings),
        letters=_told(pack.letters, pack.restriction.id),
        adjustments=in_order(pack.adjustments),
        adjusted=_told(pack.adjusted),
        said=[SaidAnswer(at=one.at, occasion=one.occasion, words=one.words) for one in pack.said],
    )


def _told(acts: Iterable[Act], restriction_id: str = "") -> list[ToldAct]:
    return [told(act, restriction_id) for act in acts]


def _breach(breach: Breach) -> BreachAnswer:
    return BreachAnswer(
        contact_id=breach.contact_id, restriction_id=breach.restriction_id, at=breach.at, outcome=breach.outcome
    )


def _ended(ended: EndedBy) -> EndedContactAnswer:
    return EndedContactAnswer(
        contact_id=ended.contact_id,
        channel=ended.channel,
        at=ended.at,
        officer=ended.officer,
        reason=ended.reason,
        warnings_heard=ended.warnings_heard,
        note=ended.note,
    )

"""A weighing as it is answered."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.application.records_of_weighing import Rehearsed, Weighing
from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.casework.evidence import Compared, rows
from contact_gateway.domain.casework.replay import Replayed
from contact_gateway.domain.casework.replay_in_words import in_words
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.terms import write_terms
from contact_gateway.domain.outcome import Outcome
from contact_gateway.web.api.shapes.weighing import (
    ComparedAnswer,
    FigureAnswer,
    RefusalAnswer,
    RehearsedAnswer,
    ReplayedAnswer,
    WeighingAnswer,
)


def weighing_answer(weighing: Weighing, names: Mapping[str, str]) -> WeighingAnswer:
    """Return a weighing; `names` are people's by id."""
    refusal = weighing.refusal
    return WeighingAnswer(
        refusal=RefusalAnswer(code=refusal.code, sentence=refusal.sentence) if refusal else None,
        proposed=_rehearsed(weighing.proposed, names),
        milder=_rehearsed(weighing.milder, names) if weighing.milder else None,
        trials=[_rehearsed(one, names) for one in weighing.shadows],
        evidence=[_compared(one) for one in weighing.compared],
    )


def _rehearsed(rehearsed: Rehearsed, names: Mapping[str, str]) -> RehearsedAnswer:
    held, rehearsal = rehearsed.restriction, rehearsed.rehearsal
    return RehearsedAnswer(
        kind=held.kind,
        terms=write_terms(held.terms),
        channels=[channel for channel in Channel if channel in held.scope.channels],
        mode=held.mode,
        arrangement=arrangement(held, names),
        start=rehearsed.time.start,
        end=rehearsed.time.end,
        sentences=list(in_words(rehearsal)),
        outcomes={outcome: rehearsal.number_of(outcome) for outcome in Outcome},
        kept_out=rehearsal.kept_out,
        cut_short=rehearsal.cut_short,
        contacts=[_replayed(one) for one in rehearsal.contacts],
    )


def _replayed(one: Replayed) -> ReplayedAnswer:
    return ReplayedAnswer(
        contact_id=one.contact_id,
        at=one.at,
        channel=one.channel,
        was=one.was,
        would_be=one.would_be,
        refused_by=list(one.refused_by),
        always_open=list(one.always_open),
        hinted=list(one.hinted),
        cut_short=one.cut_short,
    )


def _compared(compared: Compared) -> ComparedAnswer:
    return ComparedAnswer(
        start=compared.start,
        end=compared.end,
        customers=compared.customers,
        figures=[
            FigureAnswer(what=row.what, own=row.own, median=row.median, times=row.times) for row in rows(compared)
        ],
    )

"""What a file may expect of an act of casework, and what came of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cli.scenario_runner.expectations import Field, each_is_there, same, whole
from cli.scenario_runner.readers import a_day, a_text, many, one_of, or_nothing
from contact_gateway.application.records_of_casework import RECORDED, Answer
from contact_gateway.domain.casework.life import Mark, State
from contact_gateway.domain.procedure.words import Part

REFUSALS = (
    *("kind_not_in_policy", "out_of_scope", "unverified_identity", "warning_missing", "reason_required"),
    *("evidence_missing", "impact_missing", "equality_check_missing", "review_out_of_range"),
    *("conflicts_with_adjustment", "no_channel_left", "not_authorised", "same_person", "consultation_missing"),
    *("letter_incomplete", "letter_missing", "not_appealable", "appeal_out_of_time", "hearer_involved"),
    "hearer_not_senior",
)
"""Why a policy refuses an act, in the order in which they are asked."""

MISTAKES = (
    *("unknown_officer", "unknown_team", "unknown_channel", "unknown_stage", "unknown_adjustment", "not_found"),
    *("impossible_terms", "impossible_end", "shadow_too_long", "already_decided", "already_told", "already_over"),
    *("nothing_to_appeal", "appeal_open", "no_open_appeal", "not_in_force", "not_suspended", "id_taken"),
    *("not_reviewable", "no_address"),
)
"""Why an act is refused under every policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """What came of an act: where it leads, or by which code it was refused, with the sentence that says why."""

    state: str | None = None
    refused: str | None = None
    sentence: str = ""
    review_due: date | None = None
    appeal_due: date | None = None
    in_force_from: date | None = None
    tasks: tuple[str, ...] = ()
    notified: tuple[str, ...] = ()
    letter_contains: tuple[str, ...] = ()

    @classmethod
    def by(cls, answer: Answer, *told: str) -> Acted:
        """Return what an answer says; `told` are those who hear of it by name."""
        return cls(
            state=str(answer.shown),
            review_due=answer.review_due,
            appeal_due=answer.appeal_due,
            in_force_from=answer.in_force_from,
            tasks=answer.tasks,
            notified=(*answer.notified, *told),
            letter_contains=answer.letter_parts,
        )


OF_AN_ACT: Mapping[str, Field[Acted]] = {
    "state": Field(got=lambda acted: acted.state, agrees=same, read=one_of([RECORDED, *map(str, (*State, *Mark))])),
    "refused": Field(got=lambda acted: acted.refused, agrees=same, read=or_nothing(one_of([*REFUSALS, *MISTAKES]))),
    "review_due": Field(got=lambda acted: acted.review_due, agrees=same, read=or_nothing(a_day)),
    "appeal_due": Field(got=lambda acted: acted.appeal_due, agrees=same, read=or_nothing(a_day)),
    "in_force_from": Field(got=lambda acted: acted.in_force_from, agrees=same, read=or_nothing(a_day)),
    "tasks": Field(got=lambda acted: acted.tasks, agrees=each_is_there, read=many(a_text)),
    "tasks_only": Field(got=lambda acted: acted.tasks, agrees=whole, read=many(a_text)),
    "notified": Field(got=lambda acted: acted.notified, agrees=each_is_there, read=many(a_text)),
    "letter_contains": Field(got=lambda acted: acted.letter_contains, agrees=each_is_there, read=many(one_of(Part))),
}
"""After an act: what is named is compared."""

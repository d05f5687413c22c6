"""What happened to one restriction, and what follows from it without a clock: who took part, which dates were set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeGuard, TypeVar

from contact_gateway.domain.casework.acts import (
    Act,
    AppealDecided,
    Appealed,
    Authorised,
    Consulted,
    Finding,
    HearerNamed,
    LetterHandled,
    LetterIssued,
    Outcome,
    Proposed,
    Replaced,
    RestrictionAct,
    Reviewed,
    Suspended,
)
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import ORDERED_BY_A_COURT
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Mode

DECISIVE = frozenset({LetterType.DECISION, LetterType.VARIATION})
"""The letters that put a restriction in force."""

Decision = Proposed | Authorised | Reviewed
"""What can be appealed against by itself: what was decided at once, what was signed, a review that let it continue."""

_TOLD_BY: Mapping[type[Decision], frozenset[LetterType]] = {
    Proposed: frozenset({LetterType.INTERIM}),
    Authorised: DECISIVE,
    Reviewed: frozenset({LetterType.REVIEW_OUTCOME}),
}

AnAct = TypeVar("AnAct", bound=Act)


@dataclass(frozen=True, slots=True)
class History:
    """The acts of one restriction, oldest first; the first proposes it."""

    acts: tuple[RestrictionAct, ...]

    @property
    def proposed(self) -> Proposed:
        """How it was proposed, as last written before it was authorised."""
        return self.last(Proposed) or _nothing_proposed()

    def then(self, act: RestrictionAct) -> History:
        """Return what happened, with one more act."""
        return History((*self.acts, act))

    def all(self, kind: type[AnAct]) -> tuple[AnAct, ...]:
        """Return the acts of a kind, oldest first."""
        return tuple(act for act in self.acts if isinstance(act, kind))

    def last(self, kind: type[AnAct]) -> AnAct | None:
        """Return the last act of a kind."""
        return next(reversed(self.all(kind)), None)

    @property
    def kind(self) -> Kind:
        """Of which kind it is, as last written."""
        return self.proposed.restriction.kind

    @property
    def is_ordered(self) -> bool:
        """Whether a court ordered it: it ends as ordered, and is neither reviewed nor appealed against here."""
        return self.kind in ORDERED_BY_A_COURT

    @property
    def is_at_once(self) -> bool:
        """Whether it was proposed to bind, for now, before it is signed and told; no court orders anything for now."""
        return self.proposed.immediate and not self.is_ordered

    @property
    def is_trial(self) -> bool:
        """Whether it is only counted, in shadow mode, and carried out never: a person decides what comes next."""
        return self.proposed.restriction.mode is Mode.SHADOW

    @property
    def authorised(self) -> Authorised | None:
        """The signature that completed the decision."""
        return next((act for act in self.all(Authorised) if act.complete), None)

    @property
    def letter(self) -> LetterIssued | None:
        """The letter that told the customer; one that left before the decision was signed tells nothing.

        One that was posted later than it was issued counts as received later, never sooner.
        """
        told = self.letter_about(self.authorised) if self.authorised else None
        return replace(told, received_on=self.received(told)) if told else None

    def letter_about(self, decision: Decision) -> LetterIssued | None:
        """Return the letter that told what was decided, as it was issued; None before one has left."""
        tell, since = _TOLD_BY[type(decision)], self.acts[self.acts.index(decision) :]
        return next((act for act in since if isinstance(act, LetterIssued) and act.letter in tell), None)

    def received(self, letter: LetterIssued) -> date:
        """Return the day on which a letter counts as received, by all that was done with it on paper since."""
        handled = (act for act in self.all(LetterHandled) if act.letter_id == letter.letter_id)
        return max((letter.received_on, *(act.received_on for act in handled if act.received_on)))

    @property
    def renewals(self) -> tuple[Reviewed, ...]:
        """The finished reviews that let it continue, oldest first."""
        return tuple(act for act in self.all(Reviewed) if act.complete and act.outcome is Outcome.CONTINUE)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided, oldest first: at once or as proposed, by signature, by each review that let it continue.

        Each is told by a letter of its own, and appealed against by itself.
        """
        signed = (self.authorised,) if self.authorised else ()
        return (self.proposed, *signed, *self.renewals)

    @property
    def reviewed_or_rested(self) -> tuple[Reviewed | Suspended, ...]:
        """The finished reviews, the suspensions and the resumptions, oldest first: one letter tells of any of them."""
        return tuple(act for act in self.acts if isinstance(act, Suspended) or _is_done(act))

    @property
    def review_on(self) -> date:
        """The date of the next review. One that came to a variation leaves the old date until the variation binds."""
        dated = [review.next_review for review in self.renewals if review.next_review]
        return dated[-1] if dated else self.first_review_on

    @property
    def first_review_on(self) -> date:
        """The date of the first review: what the letter said that told the decision, before that what was proposed."""
        settled = self.letter.review_on if self.letter else None
        return settled or self.proposed.restriction.review_on

    @property
    def appeals(self) -> tuple[Appealed, ...]:
        """The appeals that were received, oldest first; more of one that waited bears its id, and is no other."""
        first: dict[str, Appealed] = {}
        for act in self.all(Appealed):
            first.setdefault(act.appeal_id, act)
        return tuple(first.values())

    @property
    def open_appeal(self) -> Appealed | None:
        """The appeal that was received and not decided or, where nobody here hears it, not written back to yet."""
        decided = {act.appeal_id for act in self.all(AppealDecided)}
        waiting = (act for act in reversed(self.appeals) if act.appeal_id not in decided)
        return next((act for act in waiting if act.tier or not self._is_written_about(act)), None)

    def _is_written_about(self, appeal: Appealed) -> bool:
        written = (act.at for act in self.all(LetterIssued) if act.letter is LetterType.APPEAL_RECEIVED)
        return any(at >= appeal.at for at in written)

    @property
    def hearer(self) -> str:
        """Who hears the open appeal, empty where nobody was named."""
        appeal = self.open_appeal
        found = [act.hearer for act in self.all(HearerNamed) if appeal and act.appeal_id == appeal.appeal_id]
        return found[-1] if found else ""

    @property
    def is_heard(self) -> bool:
        """Whether an appeal is being heard; a late one is from when a hearer is named."""
        appeal = self.open_appeal
        return appeal is not None and (not appeal.late or bool(self.hearer))

    @property
    def looks(self) -> tuple[Reviewed | AppealDecided, ...]:
        """The finished reviews and the hearings, oldest first, whatever each of them came to."""
        return tuple(act for act in self.acts if _is_heard(act) or _is_done(act))

    @property
    def to_be_varied(self) -> Reviewed | AppealDecided | None:
        """The review or the hearing, where the last of them came to other terms, which are then decided anew."""
        last = next(reversed(self.looks), None)
        return last if last and came_to_other_terms(last) else None

    @property
    def takeovers(self) -> Mapping[str, datetime]:
        """From when each variation takes its place, by id; one that was taken back before it held takes it never."""
        last = {act.successor: act.takes_over_at for act in self.all(Replaced)}
        return {successor: at for successor, at in last.items() if at}

    @property
    def informing_officer(self) -> str:
        """Who tells the customer, as the teams chose last; empty where nobody was named (OCT-4.2f)."""
        chosen = [act.informing_officer for act in self.all(Consulted) if act.informing_officer]
        return chosen[-1] if chosen else self.proposed.informing_officer

    @property
    def deciders(self) -> tuple[str, ...]:
        """Who decided what now holds: whoever signed it, or proposed it at once, and whoever let it go on since."""
        signed = tuple(act.by for act in self.all(Authorised)) or (self.proposed.by,)
        return (*signed, *(act.by for act in self.renewals))

    def people(self) -> frozenset[str]:
        """Return everybody who took part in a decision: whoever hears an appeal is none of them (TUN-9.1b)."""
        deciding = Proposed | Consulted | Authorised | Reviewed | AppealDecided
        named = {act.by for act in self.acts if isinstance(act, deciding)}
        consulted = {officer for act in self.all(Consulted) for officer in (*act.with_whom, act.informing_officer)}
        return frozenset(named | consulted | {self.proposed.informing_officer}) - {""}


def came_to_other_terms(look: Reviewed | AppealDecided) -> bool:
    """Whether a review or a hearing left it to a variation how it goes on."""
    return look.outcome is Outcome.VARY if isinstance(look, Reviewed) else look.finding is Finding.VARIED


def _is_heard(act: RestrictionAct) -> TypeGuard[AppealDecided]:
    return isinstance(act, AppealDecided) and act.finding is not Finding.NOT_HEARD


def _is_done(act: RestrictionAct) -> TypeGuard[Reviewed]:
    return isinstance(act, Reviewed) and act.complete


def _nothing_proposed() -> Proposed:
    raise ValueError("A restriction begins with a proposal.")

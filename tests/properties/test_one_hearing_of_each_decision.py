"""Each decision is heard once on each tier, in whatever order letters, reviews, appeals and findings come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Appealed,
    Authorised,
    Finding,
    LetterIssued,
    Outcome,
    RestrictionAct,
    Reviewed,
)
from contact_gateway.domain.casework.appeals import next_tier, refusal_to_appeal
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.procedure.rules import AppealRules, Tier
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.domain.casework.cases import CLOCKS, POSTED, RULES, history, local, proposed

BEGAN = local("2026-04-20T10:00")
STEPS = ("decide", "tell", "appeal", "find")


@dataclass
class Course:
    """What was decided at once, then signed, then renewed; `heard` is how often since that was decided or told."""

    tiers: int
    known: History = field(default_factory=lambda: history(proposed(immediate=True)))
    at: datetime = BEGAN
    heard: int = 0
    is_about_it: bool = False

    def take(self, step: str) -> None:
        """Take a step, where it can be taken now."""
        self.at += timedelta(hours=7)
        getattr(self, step)()

    def decide(self) -> None:
        renewed = Reviewed(id="v", by="kit", at=self.at, outcome=Outcome.CONTINUE)
        self._anew(renewed if self.known.authorised else Authorised(id="s", by="sue", at=self.at))

    def tell(self) -> None:
        if self.known.letter_about(self.known.decisions[-1]) is None:
            of_a_first = LetterType.DECISION if self.known.authorised else LetterType.INTERIM
            letter = LetterType.REVIEW_OUTCOME if self.known.renewals else of_a_first
            self._anew(replace(POSTED, letter=letter, at=self.at, received_on=CLOCKS.day_of(self.at)))

    def appeal(self) -> None:
        tier, _ = self.offered
        if tier and not self.known.open_appeal:
            name, day = f"a{len(self.known.acts)}", CLOCKS.day_of(self.at)
            self._then(Appealed(id=name, by="mo", at=self.at, appeal_id=name, received_on=day, due_on=day, tier=tier))
            self.is_about_it = True

    def find(self) -> None:
        if appeal := self.known.open_appeal:
            name = appeal.appeal_id
            self._then(AppealDecided(id="d", by="ann", at=self.at, appeal_id=name, finding=Finding.UPHELD))
            self.heard += self.is_about_it

    @property
    def offered(self) -> tuple[int | None, str]:
        """The tier that would hear an appeal that came now, and the code with which it would be refused."""
        rules = replace(RULES, appeals=(AppealRules(tiers=(Tier(),) * self.tiers, once=True),))
        refused = refusal_to_appeal(self.known, CLOCKS.day_of(self.at), rules, CLOCKS)
        return next_tier(self.known, rules, CLOCKS), refused.code if refused else ""

    @property
    def left(self) -> tuple[int | None, str]:
        """The same, counted from what was heard of it."""
        return (self.heard + 1, "") if self.heard < self.tiers else (None, "not_appealable")

    def _anew(self, act: Authorised | Reviewed | LetterIssued) -> None:
        self._then(act)
        self.heard, self.is_about_it = 0, False

    def _then(self, act: RestrictionAct) -> None:
        self.known = self.known.then(act)


@given(st.integers(1, 3), st.lists(st.sampled_from(STEPS), max_size=30))
def test_what_a_letter_told_is_heard_once_on_each_tier_and_an_appeal_from_before_it_uses_none(
    tiers: int, steps: list[str]
) -> None:
    course = Course(tiers)
    for step in steps:
        course.take(step)
        assert course.offered == course.left

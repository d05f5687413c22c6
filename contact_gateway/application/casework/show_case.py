"""Show where a customer's restrictions stand, and what was done: codes and dates, no grounds and no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.errors import NotFound
from contact_gateway.application.histories import histories_of
from contact_gateway.application.records_of_casework import Filed, PolicyUsed
from contact_gateway.domain.casework.binding import ended_at, in_force_from
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import Mark, State, mark_at, state_at
from contact_gateway.domain.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Where a restriction stands now, by its acts: the state, the mark beside it, and its dates.

    `appeal_id`, `appeal_due` and `hearer` are those of the appeal that waits to be decided.
    """

    restriction_id: str
    customer_id: str
    policy: PolicyUsed
    state: State
    mark: Mark | None
    proposed_by: str
    authorised_by: str
    review_due: date
    in_force_from: date | None
    ended_at: datetime | None
    appeal_id: str
    appeal_due: date | None
    hearer: str
    filed: tuple[Filed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase:
    """A customer's file: every restriction's life, and all acts, oldest first."""

    lives: tuple[Life, ...]
    filed: Sequence[Filed]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCase:
    """The reader of a whole file."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str) -> ShownCase:
        """Return a customer's file; one in which nothing was done is empty."""
        filed = self.work.files.acts(landlord, customer_id)
        return ShownCase(lives=tuple(_lives(self.work, landlord, filed)), filed=filed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowLife:
    """The reader of one restriction's life."""

    work: CaseWork

    def __call__(self, landlord: str, restriction_id: str) -> Life:
        """Return how a restriction stands, and what was done about it. Raises `NotFound`."""
        found = next(_lives(self.work, landlord, self.work.files.history(landlord, restriction_id)), None)
        if found is None:
            raise NotFound(f"There is no restriction {restriction_id} with a history.")
        return found

    def each(self, landlord: str, restriction_ids: Sequence[str]) -> Mapping[str, Life]:
        """Return how each of these restrictions stands, by its id; what has no history here is left out."""
        filed = self.work.files.histories(landlord, restriction_ids)
        return {life.restriction_id: life for life in _lives(self.work, landlord, filed)}


def _lives(work: CaseWork, landlord: str, filed: Sequence[Filed]) -> Iterator[Life]:
    now = work.clock.now()
    for restriction_id, history in histories_of(filed).items():
        acts = tuple(one for one in filed if one.restriction_id == restriction_id)
        yield _life(history, acts, work.policies.version(landlord, history.proposed.policy_version), now)


def _life(history: History, filed: tuple[Filed, ...], policy: Policy, now: datetime) -> Life:
    rules, clocks, appeal = policy.casework, policy.clocks, history.open_appeal
    restriction, signed = history.proposed.restriction, history.authorised
    over = ended_at(history, rules, clocks)
    return Life(
        restriction_id=restriction.id,
        customer_id=restriction.customer_id,
        policy=PolicyUsed(version=policy.version, code=policy.code),
        state=state_at(history, now, rules, clocks),
        mark=mark_at(history, now, rules, clocks),
        proposed_by=history.proposed.by,
        authorised_by=signed.by if signed else "",
        review_due=history.review_on,
        in_force_from=in_force_from(history, rules, clocks),
        ended_at=over if over and over <= now else None,
        appeal_id=appeal.appeal_id if appeal else "",
        appeal_due=appeal.due_on if appeal else None,
        hearer=history.hearer,
        filed=filed,
    )

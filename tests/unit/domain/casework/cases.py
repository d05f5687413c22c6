"""A case at Octavia, act by act, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.domain.casework.acts import (
    Authorised,
    CaseAct,
    Consulted,
    Form,
    LetterIssued,
    Proposed,
    RestrictionAct,
    Warned,
)
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.proposing import Proposal
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.casework.stages import Course, Earlier
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import AppealRules, AuthorityRule, CaseworkRules, Precondition, Tier
from contact_gateway.domain.procedure.words import LetterType, Question, Step
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery, Nation, WorkingCalendar
from tests.builders import restriction

LONDON = ZoneInfo("Europe/London")
CLOCKS = Clocks(
    WorkingCalendar(closed=bank_holidays(Nation.ENGLAND_AND_WALES, range(2025, 2029))),
    LONDON,
)
LADDER = ("officer", "service_manager", "assistant_director", "director")
EVERY_QUESTION = frozenset(Question)

RULES = CaseworkRules(
    preconditions=(Precondition(steps=frozenset({Step.WARNING}), clause="OCT-4.1"),),
    questions=dict.fromkeys(Question, "OCT-3.1"),
    authority=(
        AuthorityRule(
            kinds=frozenset({Kind.PREMISES_BAN}),
            grade="assistant_director",
            consults=True,
            informs=True,
            clause="OCT-4.2c",
        ),
        AuthorityRule(grade="service_manager", consults=True, informs=True, clause="OCT-4.2a"),
    ),
    appeals=(AppealRules(tiers=(Tier(grade="assistant_director", clause="OCT-4.2b"),)),),
    out_of_scope={"residential_care": "OCT-1.5"},
)

MO = Signatory(id="mo", grade="officer")
SUE = Signatory(id="sue", grade="service_manager")
ANN = Signatory(id="ann", grade="assistant_director")


_TERMS: Mapping[Kind, Mapping[str, object]] = {
    Kind.COURT_ORDER: {"reference": "C00XX123", "terms": "Not within 100 metres.", "end": "2028-03-31"},
    Kind.CONTACT_CAP: {"limit": 1, "per": "week"},
    Kind.WARNING_FLAG: {"category": "dog"},
}


def local(text: str) -> datetime:
    """Read a London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def proposed(
    at: str = "2026-04-20T10:00",
    kind: Kind = Kind.CHANNEL_BAN,
    review_on: date = date(2026, 10, 20),
    **said: object,
) -> Proposed:
    """Build what Mo proposed; what `_TERMS` and the day do not settle can be said."""
    starts = datetime.fromisoformat(at).replace(hour=0, minute=0, tzinfo=LONDON).astimezone(UTC)
    usual: dict[str, object] = {
        "id": "p1",
        "by": "mo",
        "at": local(at),
        "restriction": restriction(
            kind, _TERMS.get(kind), channels=[Channel.EMAIL], starts_at=starts, review_on=review_on
        ),
        "grounds": Grounds.EXCESSIVE_CONTACT,
        "answers": EVERY_QUESTION,
        "informing_officer": "sue",
    }
    build: Callable[..., Proposed] = Proposed
    return build(**{**usual, **said})


def proposal(
    case: Iterable[CaseAct] = (),
    segment: str = "",
    *,
    identified: bool = True,
    earlier: Iterable[Earlier] = (),
    proposer: Signatory | None = None,
    **said: object,
) -> Proposal:
    build: Callable[..., Proposed] = proposed
    course = Course(case=tuple(case), earlier=tuple(earlier))
    return Proposal(act=build(**said), course=course, segment=segment, identified=identified, proposer=proposer)


WARNED = Warned(id="w1", by="mo", at=local("2026-04-01T11:00"), form=Form.WRITTEN)
CONSULTED = Consulted(
    id="c1", by="sue", at=local("2026-04-20T11:30"), with_whom=("repairs", "complaints"), replied=True
)
SIGNED = Authorised(id="s1", by="sue", at=local("2026-04-20T12:00"))
POSTED = LetterIssued(
    id="l1",
    by="sue",
    at=local("2026-04-20T14:00"),
    letter=LetterType.DECISION,
    letter_id="letter-1",
    sent_by=Delivery.POST,
    received_on=date(2026, 4, 22),
)


def history(*acts: RestrictionAct) -> History:
    return History(acts)

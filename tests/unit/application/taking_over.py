"""A landlord who takes over what was decided and told before: Lee decides, Kim proposes, Sam is told on the Monday."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import get_args

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.application.restriction_request import DecidedBefore, RestrictionRequest
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.domain.casework.acts import RestrictionAct
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import KindRule, Policy
from contact_gateway.domain.procedure.rules import CaseworkRules, ReviewRules
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.restrictions import Grounds, Restriction
from tests.builders import MONDAY, decided_before, new_officer, new_person, policy, restriction_request
from tests.fakes.casework_services import memory_casework
from tests.fakes.clock import FakeClock
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.restrictions import MemoryRestrictions

HERE = "here"
CAP = restriction_request()
BEFORE = decided_before()
UNTOLD = decided_before(told_on=None, sent_by=None)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
POLICY = policy(
    kinds={
        **dict.fromkeys((Kind.CONTACT_CAP, Kind.CHANNEL_BAN, Kind.SINGLE_POINT_OF_CONTACT), KindRule(clause="EXA-8.3")),
        Kind.SINGLE_FORM: KindRule(clause="EXA-8.4"),
    },
    grounds=frozenset({Grounds.EXCESSIVE_CONTACT, Grounds.THREAT}),
    casework=CaseworkRules(reviews=ReviewRules(shortest=Span(3, Unit.MONTHS))),
)


@dataclass
class Desk:
    """A landlord with Sam as a customer and Lee as an officer."""

    memory: Memory = field(default_factory=lambda: Memory(FakeClock(MONDAY)))
    policy: Policy = POLICY

    def __post_init__(self) -> None:
        self.people = MemoryPeople(self.memory)
        self.restrictions = MemoryRestrictions(self.memory)
        policies = MemoryPolicies(self.memory, lambda landlord, version, *_: replace(self.policy, version=version))
        policies.import_pack(HERE, "the first pack", MONDAY)
        policies.import_pack(HERE, "the second pack", MONDAY)
        self.people.add(HERE, new_person())
        self.people.add(HERE, new_officer())
        self.people.add(HERE, new_officer(id="kim", name="Kim Officer", contact_points=()))
        numbers = count(1)
        take_over = memory_casework(self.memory, policies).take_over
        self.set_restriction = SetRestriction(
            self.restrictions, self.people, policies, self.memory.clock, lambda: f"r{next(numbers)}", take_over
        )

    def take_over(self, request: RestrictionRequest, before: DecidedBefore = BEFORE) -> Restriction:
        return self.set_restriction(HERE, request, before)

    def history(self, restriction_id: str) -> History:
        acts = [one.act for _, one in self.memory.of(HERE).acts if one.restriction_id == restriction_id]
        return History(tuple(act for act in acts if isinstance(act, get_args(RestrictionAct))))

    def refusal(self, request: RestrictionRequest, before: DecidedBefore = BEFORE) -> Refused:
        with pytest.raises(Refused) as refused:
            self.set_restriction(HERE, request, before)
        assert self.restrictions.of_customer(HERE, "sam") == []
        return refused.value

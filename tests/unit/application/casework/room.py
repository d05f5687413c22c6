"""A landlord like Octavia over memory, where cases can be played act by act, by the landlord's clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import count

import pytest

from contact_gateway.application.build_casework import build_casework
from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.proposal_at_hand import ProposalRequest
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.errors import Refused
from contact_gateway.application.records import NewPerson
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Form
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import CaseworkRules, LetterRule, PartRule
from contact_gateway.domain.procedure.words import LetterType, Part, Question
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery
from tests.builders import new_person, policy, restriction_request
from tests.fakes.case_files import MemoryCaseFiles
from tests.fakes.clock import FakeClock
from tests.fakes.contact_lookup import MemoryCounterRows
from tests.fakes.evidence import MemoryEvidence
from tests.fakes.letters import MemoryLetters
from tests.fakes.looks import MemoryLooks
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.unit.domain.casework.cases import CLOCKS, LADDER, RULES, local

HERE = "here"
ANSWERS: Mapping[Question, str] = {question: f"About {question.value}." for question in Question}
LETTERS = dict.fromkeys(
    (LetterType.DECISION, LetterType.VARIATION),
    LetterRule(parts={part: PartRule(clause="OCT-4.2") for part in (Part.RESTRICTIONS, Part.DATES, Part.OMBUDSMAN)}),
)
OFFICERS = {"mo": "officer", "sue": "service_manager", "ann": "assistant_director", "dee": "director"}


@dataclass
class Room:
    """The use cases, the memory they work on, and the acts that most tests begin with."""

    rules: CaseworkRules = field(default_factory=lambda: replace(RULES, letters=LETTERS))
    policy: Policy = field(default_factory=lambda: policy(grades=LADDER))
    memory: Memory = field(default_factory=lambda: Memory(FakeClock(local("2026-04-01T10:00"))))

    def __post_init__(self) -> None:
        numbers = count(1)
        self.letters = MemoryLetters()
        self.policies = MemoryPolicies(self.memory, self._read)
        self.policies.import_pack(HERE, "the pack", self.memory.clock.now())
        people = MemoryPeople(self.memory)
        people.add(HERE, new_person(address="1 Example Street\nExampleton"))
        for officer_id, grade in OFFICERS.items():
            mail = ContactPoint.email(f"{officer_id}@landlord.example.org")
            people.add(
                HERE,
                NewPerson(id=officer_id, role=Role.OFFICER, name=officer_id, grade=grade, contact_points=(mail,)),
            )
        self.people = people
        self.files = MemoryCaseFiles(self.memory)
        work = CaseWork(
            files=self.files,
            policies=self.policies,
            clock=self.memory.clock,
            new_id=lambda: f"n{next(numbers)}",
        )
        evidence, counters = MemoryEvidence(self.memory), MemoryCounterRows(self.memory)
        self.does = build_casework(work, self.letters, MemoryLooks(self.memory), evidence, counters)

    def _read(self, _: str, version: int, __: str, ___: str) -> Policy:
        return replace(self.policy, version=version, casework=self.rules, clocks=CLOCKS)

    def at(self, text: str) -> Room:
        """Let it be this London time."""
        clock = self.memory.clock
        assert isinstance(clock, FakeClock)
        clock.stand_at(local(text))
        return self

    def warn(self) -> Answer:
        said = warning(form=Form.WRITTEN, why="140 e-mails", must_change="one a week", if_continues="no e-mail")
        return self.does.warn(HERE, "sam", "mo", said)

    def propose(self, **said: object) -> Answer:
        return self.does.propose(HERE, proposal(**said))

    def signed(self, **said: object) -> Answer:
        """A ban that was warned of, proposed, consulted about and signed on 20 April."""
        self.at("2026-04-01T11:00").warn()
        self.at("2026-04-20T10:00").propose(**said)
        self.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
        return self.at("2026-04-20T12:00").does.authorise(HERE, "r1", "sue")

    def told(self, **said: object) -> Answer:
        """The same, and posted that day: in force from 22 April, to be reviewed by 22 October."""
        self.signed(**said)
        return self.at("2026-04-20T14:00").does.issue_letter(HERE, "r1", "sue", Delivery.POST)

    def appeal(self, **said: object) -> Answer:
        build: Callable[..., AppealRequest] = AppealRequest
        return self.does.appeal(HERE, "r1", "mo", build(**{"received_at": self.memory.clock.now(), **said}))

    def binds(self) -> bool:
        """Whether the ban is in force now."""
        return self.memory.of(HERE).binds_at("r1", self.memory.clock.now())

    def tasks(self) -> list[str]:
        return [task.code for task in self.memory.of(HERE).tasks.values()]

    def mails(self) -> list[object]:
        return [row.message.payload["to"] for row in self.memory.of(HERE).outbox.values()]


def warning(**said: object) -> WarningGiven:
    """A warning; what is for the customer to read goes to its place."""
    told = {one.name: said.pop(one.name) for one in fields(ForTheLetter) if one.name in said}
    write: Callable[..., ForTheLetter] = ForTheLetter
    build: Callable[..., WarningGiven] = WarningGiven
    return build(**said, told=write(**told))


def proposal(**said: object) -> ProposalRequest:
    """What Mo proposes: no e-mail from Sam for half a year."""
    wanted: dict[str, object] = {
        "kind": "channel_ban",
        "terms": {},
        "channels": ("email",),
        "officer": "mo",
        "review_on": None,
    }
    asked = {name: said.pop(name) for name in tuple(said) if name in RESTRICTION}
    usual: dict[str, object] = {
        "wanted": restriction_request(**{**wanted, **asked}),
        "answers": ANSWERS,
        "informing_officer": "sue",
        "restriction_id": "r1",
    }
    build: Callable[..., ProposalRequest] = ProposalRequest
    return build(**{**usual, **said})


RESTRICTION = frozenset(
    {
        *("customer_id", "kind", "terms", "channels", "officer", "review_on", "grounds", "starts_at", "planned_end"),
        *("mode", "narrative", "evidence"),
    }
)


def refusal(act: Callable[[], object]) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code

"""The values that travel between the use cases of casework and their ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from contact_gateway.application.records import DecidedBy, OutgoingMessage
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.casework.letters import FinishedLetter
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.letters.messages import Mail
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.policy import MAIN
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import Person


@dataclass(frozen=True, slots=True)
class PolicyUsed:
    """The policy and the version of it under which something was done."""

    version: int
    code: str = MAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An act as it lies in the file; `restriction_id` is empty where it is about no restriction."""

    act: Act
    policy: PolicyUsed
    restriction_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOfficer:
    """An officer as casework needs one: what the rules ask about, and where notices go."""

    signatory: Signatory
    name: str = ""
    email: str = ""

    def holds(self, role: str) -> bool:
        """Whether the officer has this role, or this grade."""
        return role == self.signatory.grade or role in self.signatory.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A customer's file: the person with what binds now or will, every act, oldest first, and the officers by id.

    `segment` is which of the landlord's services the person has, where its policy tells them apart; `identified` is
    whether anybody knows for certain who it is. An officer whom the customer complains about has an interest in it.
    `shared` are those of the contact points that somebody else has too. `representatives` are the names, by id, of
    those who speak for the customer.
    """

    person: Person
    contact_points: tuple[ContactPoint, ...] = ()
    shared: frozenset[ContactPoint] = frozenset()
    reference: str = ""
    address: str = field(default="", repr=False)
    segment: str = ""
    identified: bool = True
    filed: tuple[Filed, ...] = ()
    officers: Mapping[str, CaseOfficer] = field(default_factory=dict)
    representatives: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_erased(self) -> bool:
        """Whether the person was erased: whoever is known has a name, or a reference."""
        return not (self.person.name or self.reference)

    @property
    def names(self) -> Mapping[str, str]:
        """The names of all whom a restriction may name, by id."""
        return {**self.representatives, **{one: officer.name for one, officer in self.officers.items()}}


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionNow:
    """A restriction's row, as its acts so far make it: terms, who decided, when it binds, when it ended if it did."""

    restriction: Restriction
    decided: DecidedBy
    binds: tuple[Interval, ...] = ()
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """That an act does the tasks of these codes about its restriction, all but the newest so many.

    Where it is about none, `about` is the appeal whose tasks it does.
    """

    codes: tuple[str, ...]
    but_newest: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act with all that it brings with it, which is stored together or not at all.

    `restriction` is there for whatever is about one, `closing` where the act is what somebody had to do. Notices leave
    after the commit. `by` is who put it on record, as the audit trail names it: mostly whoever did it.
    """

    filed: Filed
    by: str
    restriction: RestrictionNow | None = None
    tasks: tuple[Task, ...] = ()
    notices: tuple[OutgoingMessage, ...] = ()
    closing: Closing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeLetter:
    """A letter that is ready to leave: its text as it would be read, and as it goes by mail. `id` is its file's.

    `text_message` says that there is a letter, and nothing of what stands in it.
    """

    id: str
    finished: FinishedLetter
    mail: Mail = field(default_factory=lambda: Mail("", ""))
    text_message: str = ""


RECORDED = "recorded"
"""The state of an act that only records something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of an act: where the restriction stands now, its dates, who has what to do, who is told.

    `id` is the restriction's for whatever is about one, else the act's; `appeal_id` that of an appeal. `shown` is the
    mark, where there is one, else the state (scenarios: `state:` shows the mark).
    """

    id: str
    act_id: str
    state: str = RECORDED
    mark: str = ""
    appeal_id: str = ""
    review_due: date | None = None
    appeal_due: date | None = None
    in_force_from: date | None = None
    tasks: tuple[str, ...] = ()
    notified: tuple[str, ...] = ()
    letter_id: str = ""
    letter_parts: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The mark, else the state."""
        return self.mark or self.state

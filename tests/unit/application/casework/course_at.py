"""A restriction's course at one of the five landlords, by its shipped pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_gateway.application.records import NewPerson
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.room import HERE, Room
from tests.unit.policies.reading import shipped

CAP: Mapping[str, object] = {"kind": "contact_cap", "terms": {"limit": 1, "per": "week"}, "channels": ()}
POINT: Mapping[str, object] = {"kind": "single_point_of_contact", "terms": {"officer": "mo"}, "channels": ()}
BAN: Mapping[str, object] = {"kind": "channel_ban", "terms": {}, "channels": ("email",)}


@dataclass
class CourseAt:
    """Officers are named by their grade, and a second one of each by the grade with `_2`; Mo proposes."""

    slug: str
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        pack = shipped(self.slug)
        self.room = Room(policy=pack, rules=pack.casework)
        for grade in pack.grades:
            for officer in (grade, f"{grade}_2"):
                self.room.people.add(HERE, NewPerson(id=officer, role=Role.OFFICER, name=officer, grade=grade))

    def at(self, text: str) -> CourseAt:
        """Let it be this London time."""
        self.room.at(text)
        return self

    def proposed(self, **said: object) -> Answer:
        """A cap of contacts on 20 April, unless something else is said, which was warned of on the 1st."""
        self.at("2026-04-01T10:00").room.warn()
        return self.at("2026-04-20T10:00").room.propose(**{**CAP, **said})

    def signed(self, by: str, **said: object) -> Answer:
        self.proposed(**said)
        self.room.does.consult(HERE, "r1", "mo", ("repairs",), "agreed")
        return self.room.does.authorise(HERE, "r1", by)

    def told(self, by: str, **said: object) -> Answer:
        """Posted on 20 April: in force from the 22nd."""
        self.signed(by, **said)
        return self.at("2026-04-20T14:00").room.does.issue_letter(HERE, "r1", by, Delivery.POST)

    def authorise(self, by: str) -> Answer:
        return self.room.does.authorise(HERE, "r1", by)

    def review(self, by: str, outcome: Outcome = Outcome.CONTINUE) -> Answer:
        return self.room.does.review(HERE, "r1", by, outcome, "It goes on.")

    def decide(self, by: str, finding: Finding) -> Answer:
        return self.room.does.decide_appeal(HERE, "r1", by, finding, "We looked at it again.")

    def write(self) -> Answer:
        return self.room.does.issue_letter(HERE, "r1", "mo")

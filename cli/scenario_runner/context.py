"""What the readers of a scenario's parts must know: the landlord's policy, and who is who in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.nodes import Node
from cli.scenario_runner.readers import Reader, a_text, one_of
from contact_gateway.application.ports import PhoneNumbers
from contact_gateway.application.records import NewPerson
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.policy import MAIN, VOICEMAIL, Policy
from contact_gateway.domain.standing import Role

WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The landlord and the people of one file; `people` by id, `restrictions` whose those are that are in force.

    `beside` are the codes of the policies that stand beside the landlord's main one.
    """

    policy: Policy
    numbers: PhoneNumbers
    people: Mapping[str, NewPerson] = field(default_factory=dict)
    restrictions: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()

    def a_point(self, node: Node) -> ContactPoint:
        """Read a phone number, an e-mail address or a handle."""
        text = a_text(node)
        name, at, domain = text.rpartition("@")
        if at and name and "." in domain:
            return ContactPoint.email(text)
        point = self.numbers.read(text)
        if point is None:
            raise ScenarioFault(node.line, f"{text!r} is nobody's contact point.", "a number, an address, a handle")
        return point

    def a_sender(self, node: Node) -> tuple[ContactPoint | None, bool]:
        """Read whom a contact comes from, and whether by the text relay, whose prefix then stands before the number.

        The point is None where the number is withheld, by any word for that.
        """
        text = a_text(node)
        point = None if self.numbers.read(text) is None else self.a_point(node)
        if text in self.people and point not in self.people[text].contact_points:
            points = ", ".join(map(str, self.people[text].contact_points)) or "none yet"
            raise ScenarioFault(node.line, f"{text!r} is a person's id; contact comes from a contact point.", points)
        return point, self.numbers.relayed(text)

    def an_addressee(self, node: Node) -> str:
        """Read one of the landlord's numbers, addresses or offices; a number in the one form that packs use."""
        text = a_text(node)
        point = self.numbers.read(text)
        return point.value if point and point.kind is PointKind.PHONE else text

    def a_policy(self, node: Node) -> str:
        """Read the code of one of the landlord's policies."""
        return one_of((MAIN, *self.beside))(node)

    def a_destination(self, node: Node) -> str:
        """Read who may be rung: an officer of this file or one of the landlord's destinations, never the voicemail."""
        known = [*_ids(self.people.values(), (Role.OFFICER,)), *self.policy.destinations]
        return one_of([name for name in known if name != VOICEMAIL])(node)

    def a_person(self, *roles: Role) -> Reader[str]:
        """Make a reader of the id of a person of this file who has one of these roles, any when none is named."""
        known = _ids(self.people.values(), roles)

        def read(node: Node) -> str:
            text = a_text(node)
            if text not in known:
                who = f"listed as {self.people[text].role}" if text in self.people else "nobody of this file"
                raise ScenarioFault(node.line, f"{text!r} is {who}.", ", ".join(known) or "first list one under people")
            return text

        return read


def _ids(people: Iterable[NewPerson], roles: tuple[Role, ...]) -> list[str]:
    return [person.id for person in people if not roles or person.role in roles]

"""Tell the provider of a landlord's numbers that their calls and texts come to us."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.ports import Policies
from contact_gateway.application.ports_of_calls import Numbers
from contact_gateway.application.records_of_calls import Number, Occasion

NOT_OURS = "The account has no such number."
NOT_KEPT = "The provider did not keep what it was told."
NOT_SEEN = "The provider took it, but could not be asked whether it kept it; connect again to see. {}"
ELSEWHERE = "{} has its calls or texts, so that its addresses count for nothing; take that off the number first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An address of a number that is not what it should be; `was` is empty where there is none."""

    occasion: Occasion
    was: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedLine:
    """One of the landlord's numbers: what was changed, or would be, and what is wrong with it, empty where nothing.

    `id` is the number's at the provider, empty where the account has no such number.
    """

    number: str
    id: str = ""
    changes: tuple[Change, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectNumbers:
    """The use case. `wanted` says for a landlord which addresses its numbers should have."""

    numbers: Numbers
    policies: Policies
    wanted: Callable[[str], Mapping[Occasion, str]]

    def __call__(self, landlord: str, *, dry_run: bool = False) -> tuple[ConnectedLine, ...]:
        """Connect every number of the landlord's policy; what is connected already stays as it is.

        A dry run only says what would be changed. A number that the provider refuses is a fault and the others go on;
        afterwards the provider is asked again, and what it did not keep is a fault too. Raises `NotFound` and
        `Unavailable`, and `NotDone` and `Unclear` only where nothing was changed.
        """
        lines = self._look(landlord)
        if dry_run:
            return lines
        if not any(line.changes for line in lines):
            return lines
        return self._checked(landlord, tuple(self._told(landlord, line) for line in lines))

    def _told(self, landlord: str, line: ConnectedLine) -> ConnectedLine:
        if line.changes:
            try:
                self.numbers.connect(landlord, line.id, {change.occasion: change.wanted for change in line.changes})
            except (NotDone, Unclear) as fault:
                return replace(line, fault=str(fault))
        return line

    def _checked(self, landlord: str, lines: tuple[ConnectedLine, ...]) -> tuple[ConnectedLine, ...]:
        try:
            kept = {line.number for line in self._look(landlord) if not line.changes}
        except (NotDone, Unclear) as fault:
            unseen = NOT_SEEN.format(fault)
            return tuple(replace(line, fault=line.fault or unseen) if line.changes else line for line in lines)
        return tuple(line if line.number in kept else replace(line, fault=line.fault or NOT_KEPT) for line in lines)

    def _look(self, landlord: str) -> tuple[ConnectedLine, ...]:
        dialled = [line.address for line in self.policies.current(landlord).lines if line.address.startswith("+")]
        wanted, known = self.wanted(landlord), {one.number: one for one in self.numbers.all(landlord)}
        return tuple(_line(number, known.get(number), wanted) for number in dialled)


def _line(number: str, known: Number | None, wanted: Mapping[Occasion, str]) -> ConnectedLine:
    if known is None:
        return ConnectedLine(number=number, fault=NOT_OURS)
    changes = tuple(
        Change(occasion=occasion, was=was, wanted=address)
        for occasion, address in wanted.items()
        if (was := known.addresses.get(occasion, "")) != address
    )
    fault = ELSEWHERE.format(known.elsewhere) if known.elsewhere else ""
    return ConnectedLine(number=number, id=known.id, changes=changes, fault=fault)

"""The numbers of an account, in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.records_of_calls import Number, Occasion


@dataclass(slots=True)
class FakeNumbers:
    """Numbers by landlord. With `forgets`, the provider says yes and keeps nothing; what is in `refused` it refuses.

    Once `is_gone` after a change, it answers nothing more.
    """

    kept: dict[str, list[Number]] = field(default_factory=dict)
    connected: list[str] = field(default_factory=list)
    forgets: bool = False
    refused: frozenset[str] = frozenset()
    is_gone: bool = False

    def all(self, landlord: str) -> Sequence[Number]:
        if self.is_gone and self.connected:
            raise Unclear("No answer came.")
        return list(self.kept.get(landlord, []))

    def connect(self, landlord: str, number_id: str, addresses: Mapping[Occasion, str]) -> None:
        numbers = self.kept.get(landlord, [])
        found = next((one for one in numbers if one.id == number_id), None)
        if number_id in self.refused:
            raise NotDone("Refused.")
        if found is None:
            raise NotDone("There is no such number.")
        self.connected.append(number_id)
        if not self.forgets:
            numbers[numbers.index(found)] = replace(found, addresses={**found.addresses, **addresses})

"""What the use cases of casework need from the world.

Whoever holds `OpenCase.add` can put a restriction in force: only the use cases of casework do, each for an officer who
is named, and nothing on the way of a contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from contact_gateway.application.records import Document
from contact_gateway.application.records_of_casework import Case, Deed, Filed, MadeLetter
from contact_gateway.application.records_of_reminders import BreachSeen, Reminder
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose restriction one is, and the version of the policy it was made under."""

    customer_id: str
    policy_version: int


class OpenCase(Protocol):
    """One transaction about one customer's case. Everybody else who acts in the same case waits until it ends."""

    def load(self, now: datetime) -> Case:
        """Read the whole file. Raises `NotFound` for no such customer."""

    def add(self, deed: Deed) -> None:
        """Add an act, with the restriction's row as it then stands, an audit row, tasks and notices.

        What an act changes at once about contact (an adjustment, a complaint about an officer, being asked to make
        contact) is changed with it. Raises `Refused` (`id_taken`) for a restriction's id that another customer's has.
        """

    def remind(self, reminder: Reminder) -> int:
        """Store tasks and notices that are not there yet, with an audit row for each; return how many those were."""

    def not_sent(self) -> frozenset[str]:
        """Return which letters to this customer no mailbox took, by id: their mail was given up. Raises `NotFound`."""


class CaseFiles(Protocol):
    """The customers' files: acts that are only ever added."""

    def open(self, landlord: str, customer_id: str) -> AbstractContextManager[OpenCase]:
        """Open the one transaction about this customer's case; it commits when the block ends without raising."""

    def customers(self, landlord: str) -> Sequence[str]:
        """Return whoever has a file in which something was done, by id."""

    def breaches(self, landlord: str, start: datetime, end: datetime) -> Sequence[BreachSeen]:
        """Return contacts against an arrangement from `start` up to and not including `end`, oldest first."""

    def whose(self, landlord: str, restriction_id: str) -> Whose:
        """Return whose restriction it is. Raises `NotFound`."""

    def history(self, landlord: str, restriction_id: str) -> Sequence[Filed]:
        """Return the acts about a restriction, oldest first, with codes and dates and no words. Raises `NotFound`."""

    def histories(self, landlord: str, restriction_ids: Sequence[str]) -> Sequence[Filed]:
        """Return the acts about any of these restrictions, oldest first, as `history` does, by one statement.

        What the landlord does not have is left out.
        """

    def acts(self, landlord: str, customer_id: str) -> Sequence[Filed]:
        """Return all acts in a customer's file, oldest first, with codes and dates and no words."""

    def read(self, landlord: str, customer_id: str, reader: str) -> Sequence[Filed]:
        """Return all acts in a customer's file with what was told in words, and put on record who looked."""


class Letters(Protocol):
    """Makes letters in the landlord's words and branding."""

    def make(self, policy: Policy, facts: LetterFacts, order: Order) -> MadeLetter:
        """Make a letter as that version of the policy words it, keep it, and return it as it would be read.

        One that is never issued is forgotten. Raises `Unavailable`.
        """

    def policy_copy(self, policy: Policy, printed_on: date, language: str) -> Document:
        """Return that version of the policy by itself, as letters in that language enclose it; it is not kept.

        It is in English where the landlord has the language not switched on. Raises `Unprintable`.
        """

    def kept(self, landlord: str, letter_id: str) -> Document:
        """Return the file of a letter that was issued. Raises as files do."""

    def text_of(self, landlord: str, letter_id: str) -> str:
        """Return what a letter says, in the order in which it is read. Raises as files do."""

    def print_again(self, landlord: str, letter_id: str) -> Document:
        """Return a letter as it would be printed now, of the very words that it was made of. Raises as files do."""

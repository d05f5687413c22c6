"""Print the landlord's policy for whoever asks for it (TUN-2.4)."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records import Document
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.policy import MAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPolicy:
    """The use case. The policy is public: nobody is named in it, and no look is put on record."""

    work: CaseWork
    letters: Letters

    def __call__(self, landlord: str, code: str = "", language: str = ENGLISH) -> Document:
        """Return the version in force as a PDF, of the main policy or of the one with this code that stands beside it.

        It is in a language that the landlord has switched on, else in English. Raises `NotFound`, `Refused`
        (unknown_policy, letter_unprintable).
        """
        policy = self.work.policy(landlord, code or MAIN)
        today = self.work.clock.now().astimezone(policy.zone).date()
        return self.letters.policy_copy(policy, today, language)

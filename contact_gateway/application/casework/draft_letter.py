"""Try a letter before it is issued: read it as it would leave now, and see what it does not say yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_gateway.application.casework.issue_letter import IssueLetter
from contact_gateway.application.casework.wanted_letter import refuse_without_occasion, wanted_letter
from contact_gateway.application.records import Document
from contact_gateway.domain.casework.letters import missing_parts
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.working_days import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter that has not left. `lacking` are the parts it cannot be issued without, each with its clause."""

    type: LetterType
    document: Document = field(repr=False)
    lacking: Mapping[Part, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter:
    """The use case. Nothing is put on record of the case; the file is forgotten unless the letter is issued."""

    issue: IssueLetter

    def __call__(
        self,
        landlord: str,
        restriction_id: str,
        by: str,
        sent_by: Delivery = Delivery.POST,
        letter: LetterType | None = None,
    ) -> Draft:
        """Return the letter that `IssueLetter` would make now; without a type the one that is owed next.

        Raises `NotFound`, `Refused` (unknown_officer, letter_missing, letter_unprintable, impossible_terms,
        review_out_of_range).
        """
        with self.issue.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            wanted = wanted_letter(case, history, letter)
            refuse_without_occasion(case, history, wanted)
            made = self.issue.made(case, history, wanted, sent_by)
            lacking = missing_parts(made.finished, case.rules)
        return Draft(type=wanted, document=self.issue.letters.kept(landlord, made.id), lacking=lacking)

"""Letters in memory: each part that is asked for, and not left out, is a line."""

from __future__ import annotations

from datetime import date

from contact_gateway.application.records import Document
from contact_gateway.application.records_of_casework import MadeLetter
from contact_gateway.domain.casework.letters import FinishedLetter
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.letters.messages import Mail
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.words import Part


class MemoryLetters:
    """The letters port. `written` are the facts of all letters that were made; `forgets` are parts that none holds."""

    def __init__(self) -> None:
        self.written: list[LetterFacts] = []
        self.forgets: frozenset[Part] = frozenset()

    def policy_copy(self, policy: Policy, printed_on: date, language: str) -> Document:
        """What stands for the policy by itself."""
        return Document(
            name="policy.pdf", content_type="application/pdf", content=f"%PDF {policy.code} {language}".encode()
        )

    def kept(self, landlord: str, letter_id: str) -> Document:
        """What stands for the file of a letter."""
        return Document(name=f"{letter_id}.pdf", content_type="application/pdf", content=b"%PDF")

    def text_of(self, landlord: str, letter_id: str) -> str:
        """What stands for the words of a letter."""
        return f"The words of {letter_id}."

    def print_again(self, landlord: str, letter_id: str) -> Document:
        """What stands for the same, printed anew."""
        return Document(name=f"{letter_id}.pdf", content_type="application/pdf", content=b"%PDF again")

    def make(self, policy: Policy, facts: LetterFacts, order: Order) -> MadeLetter:
        self.written.append(facts)
        parts = sorted(order.required - order.omit - self.forgets)
        words = {part: (part.value.replace("_", " "),) for part in parts}
        finished = FinishedLetter(
            type=facts.type,
            text="\n".join(line for (line,) in words.values()),
            parts=words,
            kind=facts.restriction.kind if facts.restriction else None,
            encloses_policy=Part.POLICY_COPY in parts,
        )
        return MadeLetter(
            id=f"letter-{len(self.written)}",
            finished=finished,
            mail=Mail(subject=f"A letter from {policy.name}", text=finished.text),
            text_message=f"{policy.name} has sent you a letter.",
        )

"""Makes a letter: written, set in type, read back, and kept beside the words that it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.ports_of_letters import LetterPress
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_casework import MadeLetter
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.letters.annex import enclosed_alone
from contact_gateway.domain.letters.content import LetterContent
from contact_gateway.domain.letters.facts import Addressee, LetterFacts
from contact_gateway.domain.letters.house import house_of
from contact_gateway.domain.letters.messages import as_mail, as_text_message
from contact_gateway.domain.letters.of_case import appeal_path_by
from contact_gateway.domain.letters.proof import finished
from contact_gateway.domain.letters.restriction_words import Speaker
from contact_gateway.domain.letters.words import LetterWords, own_words
from contact_gateway.domain.letters.writing import Order, write_letter
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules_for import appeal_rules_of_a_bare_decision
from contact_gateway.domain.procedure.words import LetterType, Part


@dataclass(frozen=True, slots=True)
class MakeLetters:
    """The port `Letters` of casework, over a press and a place for files."""

    press: LetterPress
    files: Files
    words: Mapping[str, LetterWords]

    def make(self, policy: Policy, facts: LetterFacts, order: Order) -> MadeLetter:
        """Make a letter as that version of the policy words it, keep it, and return it as it would be read.

        It is written in the customer's language where the landlord has that switched on, else in English. Raises
        `Unprintable` and `Unavailable`.
        """
        speaker, house = _speaker(policy, facts, self.words), house_of(policy)
        content = write_letter(facts, house, speaker, policy, order)
        pdf = self.press.pdf(content)
        return MadeLetter(
            id=self._keep(policy.landlord, content, pdf),
            finished=finished(content, self.press.text_of(pdf), facts.restriction.kind if facts.restriction else None),
            mail=as_mail(content, house, speaker.words),
            text_message=as_text_message(content, house, speaker.words),
        )

    def policy_copy(self, policy: Policy, printed_on: date, language: str) -> Document:
        """Return that version of the policy by itself, as letters in that language enclose it; it is not kept.

        It is in English where the landlord has the language not switched on. Raises `Unprintable`.
        """
        appeal = appeal_rules_of_a_bare_decision(policy.casework)
        facts = LetterFacts(
            type=LetterType.DECISION,
            to=Addressee(name="", language=language),
            written_on=printed_on,
            reference="",
            appeal=appeal_path_by(appeal, policy, 1) if appeal else None,
        )
        enclosing = written(policy, facts, Order(required=frozenset({Part.POLICY_COPY})), self.words)
        name = f"policy-version-{policy.version}.pdf"
        return Document(name=name, content_type="application/pdf", content=self.press.pdf(enclosed_alone(enclosing)))

    def kept(self, landlord: str, letter_id: str) -> Document:
        """Return the file of a letter, as it left. Raises as files do."""
        return self.files.get(landlord, letter_id)

    def text_of(self, landlord: str, letter_id: str) -> str:
        """Return what a letter says, in the order in which it is read. Raises as files do."""
        return self.press.text_of(self.files.get(landlord, letter_id).content)

    def print_again(self, landlord: str, letter_id: str) -> Document:
        """Return a letter as it would be printed now, of the very words that it was made of. Raises as files do."""
        kept = self.files.get(landlord, letter_id)
        return replace(kept, content=self.press.pdf(self.press.read_back(kept.content)))

    def _keep(self, landlord: str, content: LetterContent, pdf: bytes) -> str:
        name = f"letter-{content.type}-{content.written_on.isoformat()}.pdf".replace("_", "-")
        return self.files.put(landlord, Document(name=name, content_type="application/pdf", content=pdf))


def written(policy: Policy, facts: LetterFacts, order: Order, words: Mapping[str, LetterWords]) -> LetterContent:
    """Return the letter as the landlord words it, in the customer's language where that is on, else in English."""
    return write_letter(facts, house_of(policy), _speaker(policy, facts, words), policy, order)


def _speaker(policy: Policy, facts: LetterFacts, words: Mapping[str, LetterWords]) -> Speaker:
    on = facts.to.language in policy.languages & words.keys()
    code = facts.to.language if on else ENGLISH
    spoken = own_words(words[code], policy.stationery.texts.get(code, {}))
    return Speaker(
        words=spoken,
        language=policy.known_languages[code],
        forms=policy.forms,
        names={name: spoken.phrase(found.label) for name, found in policy.destinations.items()} | dict(facts.names),
    )

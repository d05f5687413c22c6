"""What a letter must hold, and what its finished text lacks (CLAUSES section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.rules import CaseworkRules
from contact_gateway.domain.casework.words import LetterType, Part

_NAMES: Mapping[Part, str] = {
    Part.WHAT_HAPPENED: "what happened and why it was not acceptable",
    Part.MUST_CHANGE: "what must change",
    Part.IF_CONTINUES: "what comes next if it goes on",
    Part.RESTRICTIONS: "what was decided, in detail",
    Part.STAYS_OPEN: "what stays open",
    Part.DATES: "when it starts and when it is looked at again",
    Part.APPEAL: "how to appeal, by when and to whom",
    Part.OMBUDSMAN: "how to reach the Ombudsman",
    Part.POLICY_COPY: "the policy itself",
    Part.ADJUSTMENTS: "how to ask for adjustments",
    Part.SUPPORT: "the support that is offered",
    Part.RESPONSE_TIMES: "which response times change",
    Part.TENANCY: "that the tenancy may be at risk",
    Part.DATA_PROTECTION: "how the data of the marker is used",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedLetter:
    """A letter as it would leave: its plain text, and the words of each part that must be found in it again."""

    type: LetterType
    text: str
    parts: Mapping[Part, tuple[str, ...]]
    encloses_policy: bool = False


def missing_parts(letter: FinishedLetter, rules: CaseworkRules) -> Mapping[Part, str]:
    """Return the required parts that the finished text does not hold, each with the clause that asks for it."""
    rule = rules.letters.get(letter.type)
    if rule is None:
        return {}
    text = _plain(letter.text)
    return {part: clause for part, clause in rule.parts.items() if not _holds(text, letter, part)}


def refusal_to_issue(letter: FinishedLetter | None, rules: CaseworkRules) -> Refusal | None:
    """Return why a letter cannot be issued: letter_missing, or letter_incomplete with each part that is missing."""
    if letter is None:
        return Refusal("letter_missing", "Write the letter first: nobody is restricted without having been told.")
    lacking = missing_parts(letter, rules)
    if not lacking:
        return None
    named = "; ".join(f"{_NAMES[part]} ({clause})" for part, clause in lacking.items())
    return Refusal("letter_incomplete", f"The letter does not say yet: {named}.", next(iter(lacking.values())))


def _holds(text: str, letter: FinishedLetter, part: Part) -> bool:
    if part is Part.POLICY_COPY:
        return letter.encloses_policy
    words = [_plain(passage) for passage in letter.parts.get(part, ())]
    return bool(words) and all(passage and passage in text for passage in words)


def _plain(text: str) -> str:
    return " ".join(text.split())

"""What a letter must hold, and what its finished text lacks (CLAUSES section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contact_gateway.domain.casework.acts import Form, Warned
from contact_gateway.domain.casework.history import DECISIVE, History
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.procedure.rules_for import appeal_rules
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.working_days import Delivery

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

_TOLD_IN_A_WARNING = (Part.WHAT_HAPPENED, Part.MUST_CHANGE, Part.IF_CONTINUES)
"""What a warning can lack, also one that was only spoken."""

_ALSO_ABOUT_A_BARE_DECISION = frozenset({LetterType.APPEAL_RECEIVED, LetterType.APPEAL_OUTCOME})


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedLetter:
    """A letter as it would leave: its plain text, and the words of each part that must be found in it again.

    `kind` is the kind of restriction that it is about; `encloses_policy` says that the policy of the right version goes
    with it.
    """

    type: LetterType
    text: str
    parts: Mapping[Part, tuple[str, ...]]
    kind: Kind | None = None
    encloses_policy: bool = False


def required_parts(letter: LetterType, kind: Kind | None, rules: CaseworkRules) -> Mapping[Part, str]:
    """Return what this type of letter must hold about this kind of restriction, each part with its clause.

    Nothing is said about an appeal where none can be made (MAG-20), nor about what is restricted where nothing is.
    """
    found = rules.letters.get(letter)
    if found is None:
        return {}
    needed = {part: rule.clause for part, rule in found.parts.items() if not rule.kinds or kind in rule.kinds}
    if kind and appeal_rules(rules, kind) is None:
        needed.pop(Part.APPEAL, None)
    if kind is None and letter in _ALSO_ABOUT_A_BARE_DECISION:
        needed.pop(Part.RESTRICTIONS, None)
    return needed


def missing_parts(letter: FinishedLetter, rules: CaseworkRules) -> Mapping[Part, str]:
    """Return the required parts that the finished text does not hold, each with the clause that asks for it."""
    needed, text = required_parts(letter.type, letter.kind, rules), _plain(letter.text)
    return {part: clause for part, clause in needed.items() if not _holds(text, letter, part)}


def refusal_to_issue(
    letter: FinishedLetter | None, sent_by: Delivery, history: History | None, rules: CaseworkRules
) -> Refusal | None:
    """Return why a letter cannot be issued, None where nothing is wrong with it.

    not_authorised before the decision is signed; letter_incomplete with each part that is missing, or where the policy
    sends it otherwise; letter_missing where nothing was written. `history` is of the restriction it is about, if any.
    """
    if history and history.authorised is None and (letter is None or letter.type in DECISIVE):
        return Refusal("not_authorised", "Nobody has authorised this yet, so there is nothing to tell the customer.")
    if letter is None:
        return Refusal("letter_missing", "Write the letter first: nobody is restricted without having been told.")
    return _incomplete(missing_parts(letter, rules), "The letter") or _wrong_way(letter, sent_by, rules)


def refusal_to_warn(warned: Warned, told: Mapping[Part, str], rules: CaseworkRules) -> Refusal | None:
    """Return why a warning is none yet: letter_incomplete where it leaves out what the policy asks for.

    `told` holds the words of each part: why the behaviour is not acceptable, what must change, what comes next. A
    verbal one names the call or the visit in which it was given, as nothing else shows later that it was (TUN-8.2).
    """
    needed = required_parts(LetterType.WARNING, None, rules)
    lacking = {part: needed[part] for part in _TOLD_IN_A_WARNING if part in needed and not told.get(part, "").strip()}
    return _incomplete(lacking, f"The {warned.form.value} warning") or _nowhere_given(warned)


def _nowhere_given(warned: Warned) -> Refusal | None:
    if warned.form is Form.WRITTEN or warned.contact_id:
        return None
    return Refusal("letter_incomplete", "The verbal warning does not say yet: in which call or visit it was given.")


def _incomplete(lacking: Mapping[Part, str], what: str) -> Refusal | None:
    if not lacking:
        return None
    named = "; ".join(f"{_NAMES[part]} ({clause})" for part, clause in lacking.items())
    return Refusal("letter_incomplete", f"{what} does not say yet: {named}.", next(iter(lacking.values())))


def _wrong_way(letter: FinishedLetter, sent_by: Delivery, rules: CaseworkRules) -> Refusal | None:
    rule = rules.letters.get(letter.type)
    if rule is None or sent_by in rule.sent_by:
        return None
    ways = ", ".join(sorted(rule.sent_by))
    return Refusal("letter_incomplete", f"The policy does not send this letter by {sent_by.value}, but by: {ways}.")


def _holds(text: str, letter: FinishedLetter, part: Part) -> bool:
    if part is Part.POLICY_COPY:
        return letter.encloses_policy
    words = [_plain(passage) for passage in letter.parts.get(part, ())]
    return bool(words) and all(passage and passage in text for passage in words)


def _plain(text: str) -> str:
    return " ".join(text.split())

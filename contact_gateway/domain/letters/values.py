"""What the texts of a letter may name between braces, and what is put there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from contact_gateway.domain.kinds.shown import ResponseTimesVaried, WarningFlag
from contact_gateway.domain.letters.facts import AppealPath, Dates, DecidedBy, House, LetterFacts
from contact_gateway.domain.letters.restriction_words import Speaker
from contact_gateway.domain.letters.words import Label, LetterWords
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.words import LetterType

TOLD = ("what_happened", "impact", "must_change", "if_continues", "reason", "rest_reason", "agreed_help")
DATED = tuple(one.name for one in fields(Dates))
_OF_A_DECISION = frozenset(
    {"starts", "review", "ends", "appeal_by", "appeal_best_by", "appeal_ended", "rests_from", "resumes"}
)
_DATED_IN: Mapping[LetterType, frozenset[str]] = {
    LetterType.WARNING: frozenset({"change_by", "appeal_by", "appeal_best_by"}),
    LetterType.INTERIM: frozenset({"starts", "lapses"}),
    LetterType.REVIEW_COMING: frozenset(
        {"starts", "review", "overdue", "comment_by", "appeal_by", "appeal_best_by", "appeal_ended", "resumes"}
    ),
    LetterType.REVIEW_OUTCOME: _OF_A_DECISION | {"lapses"},
    LetterType.APPEAL_RECEIVED: frozenset({"appeal_received", "answer_by", "lapses", "resumes"}),
    LetterType.APPEAL_OUTCOME: _OF_A_DECISION | {"lapses"},
    LetterType.END: frozenset({"starts", "ended"}),
}
_AHEAD = frozenset({"review", "ends", "lapses", "appeal_best_by", "rests_from", "resumes"})
"""What is over has none of these any more."""

NAMES = frozenset(
    (
        *TOLD,
        *DATED,
        *("landlord", "name", "telephone", "email", "emergency_number", "ways", "grounds", "support", "ombudsmen"),
        *("ways_through", "ombudsmen_named"),
        *("appeal_desk", "appeal_email", "appeal_telephone", "appeal_about", "appeal_form"),
        *("appealed", "hearer", "answer_within", "post", "decided_by", "stage", "watched_for", "next_step"),
        *("policy", "version", "policy_address", "adjustments", "response_times", "category", "date", "reference"),
    )
)
"""Every name that a text may use; a line that names something for which there is nothing is left out."""


def values_of(facts: LetterFacts, house: House, speaker: Speaker) -> Mapping[str, str]:
    """Return each value as it is printed, empty where there is none."""
    words, told = speaker.words, facts.told
    return {
        **{name: getattr(told, name) for name in TOLD},
        **{name: _written(_date(name, facts), speaker) for name in DATED},
        **_of_house(house, speaker),
        **_of_appeal(facts.appeal or AppealPath(), speaker),
        "appealed": _appealed(facts, speaker),
        "support": told.support or words.phrase(house.support),
        "name": facts.to.name,
        "ways": speaker.ways(facts.open_ways),
        "ways_through": speaker.ways(facts.ways_through),
        "grounds": words.grounds[facts.grounds] if facts.grounds else "",
        "adjustments": words.all_of(words.adjustments[one] for one in Adjustment if one in facts.to.adjustments),
        "response_times": _response_times(facts),
        "category": _category(facts, speaker),
        "date": words.calendar.written(facts.written_on),
        "reference": facts.reference,
        "decided_by": _deciders(facts.decided_by, words),
        "stage": words.phrase(facts.stage),
        "watched_for": words.span(facts.watched_for) if facts.watched_for else "",
        "next_step": words.any_of(map(words.phrase, facts.next_steps)),
    }


def _of_house(house: House, speaker: Speaker) -> dict[str, str]:
    phrase = speaker.words.phrase
    reached = (f"{phrase(name)}: {contact}" for name, contact in house.ombudsmen_reached)
    return {
        "landlord": house.letterhead.landlord,
        "post": ", ".join(house.letterhead.address),
        "telephone": house.telephone,
        "email": house.email,
        "emergency_number": house.emergency_number,
        "ombudsmen": "\n".join((*map(phrase, house.ombudsmen), *reached)),
        "ombudsmen_named": speaker.words.any_of(map(phrase, house.ombudsmen_named)),
        "policy": house.policy.name,
        "version": str(house.policy.version),
        "policy_address": house.policy.address,
    }


def _of_appeal(path: AppealPath, speaker: Speaker) -> dict[str, str]:
    return {
        "appeal_desk": speaker.words.phrase(path.desk),
        "appeal_email": path.email,
        "appeal_telephone": path.telephone,
        "appeal_about": speaker.words.any_of(path.about),
        "appeal_form": path.form,
        "hearer": speaker.words.phrase(path.hearer)
        or (speaker.words.labels[Label.SENIOR_HEARER] if path.senior else ""),
        "answer_within": speaker.words.span(path.answer_within) if path.answer_within else "",
    }


def _deciders(decided: DecidedBy, words: LetterWords) -> str:
    names = tuple(map(words.phrase, decided.names))
    return words.labels[Label.PANEL].format(value=words.any_of(names)) if decided.panel else words.all_of(names)


def _appealed(facts: LetterFacts, speaker: Speaker) -> str:
    about = facts.appealed
    return speaker.words.labels[about.what].format(value=_written(about.decided_on, speaker)) if about else ""


def _date(name: str, facts: LetterFacts) -> date | None:
    """Return a date of the case, None where this type of letter does not print it or it no longer holds."""
    dated = _DATED_IN.get(facts.type, _OF_A_DECISION)
    if facts.waiting:
        dated = dated | {"appeal_ended"}
    if facts.over:
        dated = (dated - _AHEAD) | (frozenset() if facts.never_held else {"ended"})
    found: date | None = getattr(facts.dates, name) if name in dated else None
    never_began = name == "starts" and facts.over and found is not None and found > (facts.dates.ended or found)
    return None if never_began else found


def _written(day: date | None, speaker: Speaker) -> str:
    return speaker.words.calendar.written(day) if day else ""


def _response_times(facts: LetterFacts) -> str:
    terms = facts.restriction.terms if facts.restriction else None
    return terms.times if isinstance(terms, ResponseTimesVaried) else ""


def _category(facts: LetterFacts, speaker: Speaker) -> str:
    terms = facts.restriction.terms if facts.restriction else None
    return speaker.words.coded(terms.category) if isinstance(terms, WarningFlag) else ""

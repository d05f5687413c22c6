"""Which sections a letter has, in which order, and which texts stand in each."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.facts import CHANGES, OVER, LetterFacts, Result
from contact_gateway.domain.letters.no_more import said_instead
from contact_gateway.domain.letters.words import Heading, Label, Text
from contact_gateway.domain.procedure.words import Hearing, LetterType, Part
from contact_gateway.domain.restrictions import Grounds

H = Heading
_ABOUT_A_DECISION = (
    H.RESTRICTIONS,
    H.DATES,
    H.WHAT_HAPPENED,
    H.MUST_CHANGE,
    H.IF_CONTINUES,
    H.STAYS_OPEN,
    H.RESPONSE_TIMES,
    H.APPEAL,
    H.OMBUDSMAN,
    H.ADJUSTMENTS,
    H.SUPPORT,
    H.TENANCY,
    H.DATA_PROTECTION,
    H.POLICY_COPY,
)
_AFTER = (H.APPEAL, H.OMBUDSMAN, H.ADJUSTMENTS, H.SUPPORT, H.RESPONSE_TIMES, H.TENANCY, H.DATA_PROTECTION)

_ORDER: Mapping[LetterType, tuple[Heading, ...]] = {
    LetterType.WARNING: (
        H.WHAT_HAPPENED,
        H.MUST_CHANGE,
        H.IF_CONTINUES,
        H.STAYS_OPEN,
        H.SUPPORT,
        H.ADJUSTMENTS,
        H.TENANCY,
        H.APPEAL,
        H.OMBUDSMAN,
        H.RESPONSE_TIMES,
        H.DATA_PROTECTION,
        H.POLICY_COPY,
    ),
    LetterType.DECISION: _ABOUT_A_DECISION,
    LetterType.VARIATION: _ABOUT_A_DECISION,
    LetterType.INTERIM: _ABOUT_A_DECISION,
    LetterType.REVIEW_COMING: (H.DATES, H.COMMENT, H.RESTRICTIONS, H.WHAT_HAPPENED, H.STAYS_OPEN, *_AFTER),
    LetterType.REVIEW_OUTCOME: (
        H.OUTCOME,
        H.DATES,
        H.RESTRICTIONS,
        H.WHAT_HAPPENED,
        H.MUST_CHANGE,
        H.IF_CONTINUES,
        H.STAYS_OPEN,
        *_AFTER,
        H.POLICY_COPY,
    ),
    LetterType.APPEAL_RECEIVED: (H.DATES, H.MEANWHILE, H.RESTRICTIONS, H.STAYS_OPEN, *_AFTER),
    LetterType.APPEAL_OUTCOME: (H.OUTCOME, H.DATES, H.RESTRICTIONS, H.WHAT_HAPPENED, H.STAYS_OPEN, *_AFTER),
    LetterType.END: (H.OUTCOME, H.DATES, H.RESTRICTIONS, H.STAYS_OPEN, H.OMBUDSMAN, H.ADJUSTMENTS, H.SUPPORT),
}
"""What a letter of a type can hold, the most important first."""

_WHERE_REQUIRED = frozenset({H.TENANCY, H.DATA_PROTECTION, H.RESPONSE_TIMES, H.POLICY_COPY})
"""Said where the policy requires it, or where the case gives reason to."""

_NOT_UNASKED: Mapping[LetterType, frozenset[Heading]] = {
    LetterType.WARNING: frozenset({H.APPEAL, H.OMBUDSMAN}),
    LetterType.REVIEW_COMING: frozenset({H.WHAT_HAPPENED, H.APPEAL, H.SUPPORT}),
    LetterType.REVIEW_OUTCOME: frozenset({H.WHAT_HAPPENED, H.MUST_CHANGE, H.IF_CONTINUES, H.SUPPORT}),
    LetterType.APPEAL_RECEIVED: frozenset({H.RESTRICTIONS, H.APPEAL, H.SUPPORT}),
    LetterType.APPEAL_OUTCOME: frozenset({H.WHAT_HAPPENED, H.SUPPORT}),
    LetterType.END: frozenset({H.RESTRICTIONS, H.STAYS_OPEN}),
}
"""What a letter of a type can hold and does only where the policy requires it."""


_LATER = frozenset({LetterType.REVIEW_COMING, LetterType.REVIEW_OUTCOME, LetterType.APPEAL_OUTCOME})
"""They recall what happened, and reproach nobody with it a second time."""

_UNTIL_NO_ANSWER = frozenset({LetterType.WARNING, LetterType.INTERIM})
"""Nothing that they tell of holds until an appeal is answered: a warning restricts nothing, an interim lapses soon."""

_A_START_AND_AN_END_IN_SIGHT = (("starts",), ("review", "ends"))
_NEEDED_DATES: Mapping[LetterType, tuple[tuple[str, ...], ...]] = {
    LetterType.DECISION: _A_START_AND_AN_END_IN_SIGHT,
    LetterType.VARIATION: _A_START_AND_AN_END_IN_SIGHT,
    LetterType.INTERIM: (("starts",), ("lapses",)),
    LetterType.REVIEW_COMING: (("review", "overdue"),),
    LetterType.APPEAL_RECEIVED: (("answer_by", "appeal_received"),),
    LetterType.END: (("ended",),),
}
"""Of each group one at least; a court's order has an end instead of a review, and what nobody hears has no answer."""


def can_hold(letter: LetterType) -> tuple[Part, ...]:
    """Return the parts that a letter of a type can hold; one that is asked for beside them no letter would have."""
    return tuple(part for part in Part if Heading(part) in _ORDER[letter])


def sections_of(facts: LetterFacts, required: Collection[Part]) -> tuple[Heading, ...]:
    """Return the sections of a letter in their order: those the policy requires, and those that help the reader."""
    asked = frozenset(Heading(part) for part in required)
    unasked = _WHERE_REQUIRED | _NOT_UNASKED.get(facts.type, frozenset())
    return tuple(one for one in _ORDER[facts.type] if one in asked or one not in unasked or _has_reason(one, facts))


def texts_of(section: Heading, facts: LetterFacts) -> tuple[Text, ...]:
    """Return the texts that stand in a section, by what happened in the case; none where there is nothing to say."""
    instead = said_instead(section, facts)
    return (instead,) if instead else _of_what_stands(section, facts)


def _of_what_stands(section: Heading, facts: LetterFacts) -> tuple[Text, ...]:
    match section:
        case Heading.OUTCOME:
            return _outcome(facts)
        case Heading.MEANWHILE:
            return (_meanwhile(facts),) if facts.appeal and facts.restriction and not facts.over else ()
        case Heading.APPEAL:
            return _appeal(facts)
        case Heading.RESTRICTIONS:
            return _restrictions(facts)
        case Heading.DATES:
            return (Text.DATES,) if _dated(facts) else ()
        case Heading.RESPONSE_TIMES:
            return (Text.RESPONSE_TIMES if _varies_times(facts) else Text.RESPONSE_TIMES_USUAL,)
        case Heading.WHAT_HAPPENED | Heading.MUST_CHANGE | Heading.IF_CONTINUES:
            return _behaviour(section, facts)
        case _:
            return (Text(section.value),)


def _outcome(facts: LetterFacts) -> tuple[Text, ...]:
    """Return what it came to and, where that restricted somebody and is over, whether anything else still does."""
    came_to = tuple(_result(one, facts) for one in (facts.result, facts.rest) if one)
    if facts.restriction is None or not (facts.over or facts.result in OVER):
        return came_to
    since = () if facts.result in OVER else (Text.NEVER_BEGAN if facts.never_held else Text.ENDED_SINCE,)
    return (*came_to, *since, _what_stands(facts))


def _what_stands(facts: LetterFacts) -> Text:
    if facts.earlier_stands:
        return Text.EARLIER_STANDS
    return Text.OTHERS_STAND if facts.others_stand else Text.AS_EVERYBODY


def _result(result: Result, facts: LetterFacts) -> Text:
    """Return what it came to; a warning is taken back, and of an order its letter's opening says that it has ended."""
    if facts.is_an_order and result is Result.LIFT:
        return Text.OUTCOME_ENDED
    warned = facts.appealed is not None and facts.appealed.what is Label.ABOUT_WARNING
    return Text.OUTCOME_WITHDRAWN if warned and result is Result.REMOVED else Text(f"outcome_{result}")


def _restrictions(facts: LetterFacts) -> tuple[Text, ...]:
    """Return whether what was decided still holds and how long; what it is, is said by its kind."""
    if facts.over:
        return (Text.RESTRICTIONS_ORDER_OVER if facts.is_an_order else Text.RESTRICTIONS_OVER,)
    if facts.on_hold:
        return (Text.RESTRICTIONS_UNREVIEWED if facts.unreviewed else Text.RESTRICTIONS_ON_HOLD,)
    return (Text.RESTRICTIONS_UNTIL_CHANGED,) if facts.result in CHANGES else ()


def _behaviour(section: Heading, facts: LetterFacts) -> tuple[Text, ...]:
    """Return what is said of the behaviour. In a warning all of it is about this very case (TOR-15, TUN-8.2)."""
    told, warns = facts.told, facts.type is LetterType.WARNING
    nothing_was_done = facts.grounds is Grounds.KNOWN_RISK
    match section:
        case Heading.MUST_CHANGE if not told.must_change:
            return () if warns else (Text.MUST_CHANGE_RISK if nothing_was_done else Text.MUST_CHANGE_USUAL,)
        case Heading.IF_CONTINUES if not (told.if_continues or facts.watched_for or facts.next_steps):
            return () if warns else (Text.IF_CONTINUES_RISK if nothing_was_done else Text.IF_CONTINUES_USUAL,)
        case Heading.WHAT_HAPPENED if not told.what_happened and (warns or facts.grounds is None):
            return ()
        case Heading.WHAT_HAPPENED if facts.result is Result.REMOVED:
            return (Text.WHAT_WAS_TOLD,)
        case Heading.WHAT_HAPPENED if facts.type in _LATER:
            return (Text.WHAT_LED_TO_IT,)
        case Heading.WHAT_HAPPENED if nothing_was_done:
            return (Text.WHAT_IS_KNOWN,)
        case _:
            return (Text(section.value),)


def _dated(facts: LetterFacts) -> bool:
    """Whether every date is there that a letter of this type cannot do without."""
    needed = _NEEDED_DATES.get(facts.type, ())
    return all(any(getattr(facts.dates, name) for name in names) for names in needed)


def _appeal(facts: LetterFacts) -> tuple[Text, ...]:
    holds = facts.restriction is not None and facts.type not in _UNTIL_NO_ANSWER and not facts.over
    if facts.appeal is None or facts.result is Result.NOT_HEARD:
        return (_no_appeal(facts),)
    again = facts.type is LetterType.APPEAL_OUTCOME
    how = (Text.APPEAL_AGAIN,) if again else (Text.APPEAL, _later(facts, holds=holds))
    return (*how, *_until_answered(facts)) if holds else how


def _later(facts: LetterFacts, *, holds: bool) -> Text:
    """Return how long there is without a window: what restricts nobody ends on no day."""
    dates = facts.dates
    if holds and not (dates.appeal_by or dates.appeal_best_by or dates.appeal_ended):
        return Text.APPEAL_AT_ANY_TIME
    return Text.APPEAL_LATER if facts.restriction is None else Text.APPEAL_WHILE_IT_LASTS


def _no_appeal(facts: LetterFacts) -> Text:
    """Return why nobody here hears an appeal, or another one."""
    if facts.type is LetterType.APPEAL_OUTCOME:
        return Text.APPEAL_HEARD
    if facts.is_an_order:
        return Text.APPEAL_OF_AN_ORDER
    if facts.answer_comes:
        return Text.APPEAL_ANSWER_COMES
    return Text.APPEAL_WAS_HEARD if facts.was_heard else Text.APPEAL_NONE


def _until_answered(facts: LetterFacts) -> tuple[Text, ...]:
    """Return what would hold while an appeal is heard; the answer to one says when it holds again, and no more."""
    if facts.type is LetterType.APPEAL_RECEIVED or facts.on_hold or not _rests_while_heard(facts):
        return (_meanwhile(facts),)
    if facts.type is LetterType.APPEAL_OUTCOME:
        return ()
    return (Text.MEANWHILE_STAYS if facts.dates.appeal_ended else Text.MEANWHILE_IF_IN_TIME,)


def _meanwhile(facts: LetterFacts) -> Text:
    """Return what holds until an appeal is answered that has come; a late one holds nothing up until it is heard."""
    if facts.type is LetterType.APPEAL_RECEIVED and _rests_while_heard(facts) and not facts.waiting:
        return Text.MEANWHILE_SUSPENDED
    return Text.MEANWHILE_ON_HOLD if facts.on_hold else Text.MEANWHILE_STAYS


def _rests_while_heard(facts: LetterFacts) -> bool:
    return facts.appeal is not None and facts.appeal.meanwhile is Hearing.SUSPENDED


def _has_reason(section: Heading, facts: LetterFacts) -> bool:
    if said_instead(section, facts):
        return False
    match section:
        case Heading.APPEAL:
            return facts.appeal is None and facts.type is LetterType.APPEAL_RECEIVED and not facts.dates.answer_by
        case Heading.TENANCY:
            return facts.told.tenancy_at_risk
        case Heading.DATA_PROTECTION:
            return facts.restriction is not None and facts.restriction.kind is Kind.WARNING_FLAG
        case Heading.RESPONSE_TIMES:
            return _varies_times(facts)
        case _:
            return False


def _varies_times(facts: LetterFacts) -> bool:
    return facts.restriction is not None and facts.restriction.kind is Kind.RESPONSE_TIMES_VARIED

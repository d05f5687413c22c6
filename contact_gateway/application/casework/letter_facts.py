"""The facts of a case that a letter tells: whom, what was decided, the dates by the clocks, how to appeal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.filing import WHAT_HAPPENED
from contact_gateway.application.casework.for_the_letter import told_by
from contact_gateway.application.casework.hearing import decided_by
from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Appealed,
    Lifted,
    RestrictionAct,
    Suspended,
)
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.appeals import appealed_against, asked_by, last_day, next_tier
from contact_gateway.domain.casework.binding import ended_at, in_force_on, lapsed, never_held, planned_last_day
from contact_gateway.domain.casework.history import DECISIVE, History
from contact_gateway.domain.casework.letters_owed import letters_owed, reviewed_or_rested
from contact_gateway.domain.casework.life import State, holds_again_on, is_on_hold, waits_for_review
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.decision import decide
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.content import Format
from contact_gateway.domain.letters.facts import Addressee, AppealedAgainst, Dates, LetterFacts, Result, Told, Waiting
from contact_gateway.domain.letters.of_case import appeal_path, comment_by, not_invited_to, who_decided
from contact_gateway.domain.letters.words import Label
from contact_gateway.domain.people import Adjustment, KnownCustomer, Paper
from contact_gateway.domain.procedure.rules_for import appeal_rules
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.domain.standing import Person, Role, Standing
from contact_gateway.domain.usage import Usage


def letter_facts(letter: LetterType, history: History, case: CaseAtHand) -> LetterFacts:
    """Return what a letter about a restriction says, from the acts so far and the one that sends it."""
    restriction = replace(history.proposed.restriction, review_on=history.review_on)
    rested = _told_of_rest(letter, history, case)
    dates = _dates(letter, history, rested, case)
    others = tuple(_others(letter, history, case))
    stand = {one.id for one in others if one.mode is Mode.ENFORCED}
    on_hold = is_on_hold(history, case.now, case.rules, case.clocks)
    holds_not = on_hold or dates.ended is not None
    return LetterFacts(
        type=letter,
        to=addressee(case),
        written_on=case.today,
        reference=case.case.reference or restriction.id,
        format=format_for(case),
        told=_told(letter, history, rested),
        dates=dates,
        restriction=restriction,
        grounds=history.proposed.grounds,
        names=case.case.names,
        open_ways=_ways(restriction, others, case, holds_not=holds_not),
        appeal=appeal_path(
            restriction.kind, case.rules, case.policy, _tier(letter, history, case), decided_by(case, history)
        ),
        appealed=_appealed(letter, history, case),
        was_heard=bool(history.all(AppealDecided)),
        answer_comes=LetterType.APPEAL_OUTCOME in letters_owed(history),
        result=_result(letter, history),
        rest=_rest(rested),
        waiting=_waiting(letter, history),
        ways_through=() if holds_not else tuple(_ways_through(restriction, case)),
        others_stand=bool(stand),
        earlier_stands=history.proposed.varies in stand,
        never_held=never_held(history, case.rules, case.clocks),
        on_hold=on_hold,
        unreviewed=waits_for_review(history, case.now, case.rules, case.clocks),
        decided_by=who_decided(history, case.rules, decided_by(case, history)),
    )


def waiting(appeal: Appealed | BareAppealed, hearer: str) -> Waiting | None:
    """Return why nobody hears an appeal yet that could be heard; None where somebody was named or it came in time."""
    if hearer or not (appeal.late and appeal.tier):
        return None
    return Waiting.HEARD_BEFORE if appeal.heard_before else Waiting.LATE


def _waiting(letter: LetterType, history: History) -> Waiting | None:
    appeal = history.open_appeal if letter is LetterType.APPEAL_RECEIVED else None
    return waiting(appeal, history.hearer) if appeal else None


def addressee(case: CaseAtHand) -> Addressee:
    """Return whom letters of this case go to."""
    person = case.case.person
    return Addressee(
        name=person.name,
        address=tuple(line.strip() for line in case.case.address.splitlines() if line.strip()),
        reference=case.case.reference,
        language=person.language,
        adjustments=person.adjustments,
    )


def format_for(case: CaseAtHand) -> Format:
    """Return the form in which the customer can read: on paper of the colour that was agreed last, cream if none."""
    adjustments = case.case.person.adjustments
    agreed = [one.act.paper for one in case.case.filed if isinstance(one.act, AdjustmentAgreed) and one.act.paper]
    paper = agreed[-1] if agreed else Paper.CREAM
    return Format(
        large_print=Adjustment.LARGE_PRINT in adjustments,
        bold=Adjustment.BOLD_TEXT in adjustments,
        paper=paper if Adjustment.COLOURED_PAPER in adjustments else Paper.WHITE,
        easy_read=Adjustment.EASY_READ in adjustments,
    )


def _told(letter: LetterType, history: History, rested: Suspended | None) -> Told:
    words: Mapping[str, str] = history.proposed.words
    return replace(
        told_by(words),
        what_happened=words.get(WHAT_HAPPENED, "") or _evidence(history),
        impact=words.get("impact", ""),
        reason=_reason(letter, history),
        rest_reason=rested.words.get("reason", "") if rested else "",
    )


def _dates(letter: LetterType, history: History, rested: Suspended | None, case: CaseAtHand) -> Dates:
    rules, clocks = case.rules, case.clocks
    window, asked = last_day(history, rules, clocks), asked_by(history, rules, clocks)
    appeal, over = _appeal_that_waits(history), ended_at(history, rules, clocks)
    last = clocks.last_day_before(over) if over else None
    lapses = history.authorised is None and letter not in DECISIVE
    ends = planned_last_day(history, clocks) if lapsed(history, rules, clocks) else last
    review = None if lapses else _review_on(history, ends)
    return Dates(
        starts=in_force_on(history, rules, clocks),
        review=review if review and review >= case.today else None,
        overdue=review if review and review < case.today else None,
        comment_by=comment_by(history.review_on, case.today, clocks),
        ends=None if lapses else ends,
        appeal_by=window if window and window >= case.today else None,
        appeal_best_by=asked if asked and not window and asked >= case.today else None,
        appeal_received=appeal.received_on if appeal else None,
        answer_by=appeal.due_on if appeal and appeal.tier else None,
        ended=last if over and over <= case.now else None,
        lapses=last if lapses else None,
        rests_from=clocks.day_of(rested.at) if rested and not rested.again else None,
        resumes=holds_again_on(history, case.now, rules, clocks),
        appeal_ended=window if window and window < case.today else None,
    )


def _appeal_that_waits(history: History) -> Appealed | None:
    """Return the appeal that letters speak of: the open one, or one that nobody here hears and a letter answers."""
    last = history.last(Appealed)
    return last if last and not last.tier else history.open_appeal


def _tier(letter: LetterType, history: History, case: CaseAtHand) -> int:
    """Return the tier, from 1, of the appeal that was received or else of the next; 0 where nobody hears it at once."""
    received = _appeal_that_waits(history) if letter is LetterType.APPEAL_RECEIVED else None
    if received:
        return received.tier
    found, next_one = appeal_rules(case.rules, history.kind), next_tier(history, case.rules, case.clocks)
    ends = ended_at(history, case.rules, case.clocks)
    heard_again = found is not None and not found.once and (ends is None or ends > case.now)
    return next_one or int(heard_again)


def _evidence(history: History) -> str:
    """Return what is in the file where no grounds are: evidence is written for few eyes, and may name other people."""
    return "" if history.proposed.grounds else history.proposed.words.get("evidence", "")


def _appealed(letter: LetterType, history: History, case: CaseAtHand) -> AppealedAgainst | None:
    """Return what the appeal is about that a letter receives or answers; None where it does neither."""
    appeal = _appeal_told(letter, history)
    if appeal is None:
        return None
    what = Label.ABOUT_ORDER if history.is_ordered else Label.ABOUT_DECISION
    return AppealedAgainst(what=what, decided_on=case.clocks.day_of(appealed_against(history, appeal, case.clocks).at))


def _appeal_told(letter: LetterType, history: History) -> Appealed | None:
    match letter:
        case LetterType.APPEAL_RECEIVED:
            return _appeal_that_waits(history)
        case LetterType.APPEAL_OUTCOME:
            heard = history.last(AppealDecided)
            return next((one for one in history.appeals if heard and one.appeal_id == heard.appeal_id), None)
        case _:
            return None


def _review_on(history: History, ends: date | None) -> date | None:
    """Return when it is looked at again; None where that never comes: a court ordered it, or it ends before."""
    return None if history.is_ordered or (ends and ends < history.review_on) else history.review_on


def _ways(
    restriction: Restriction, others: tuple[Restriction, ...], case: CaseAtHand, *, holds_not: bool
) -> tuple[Channel, ...]:
    """Return the ways that are open under this restriction and the others or, where it holds not, under those alone."""
    person = replace(case.case.person, restrictions=others if holds_not else (*others, restriction))
    return tuple(open_ways(person, case.now if holds_not else max(case.now, restriction.starts_at), case))


def _ways_through(restriction: Restriction, case: CaseAtHand) -> Iterator[Channel]:
    """Give the ways that are open to whoever speaks for the customer, where somebody has to."""
    if restriction.kind is Kind.REPRESENTATIVE_ONLY:
        speaks = Person(id="", role=Role.REPRESENTATIVE, of=case.case.person.id)
        yield from open_ways(speaks, max(case.now, restriction.starts_at), case)


def _others(letter: LetterType, history: History, case: CaseAtHand) -> Iterator[Restriction]:
    """Give the others beside which this one holds: never the one whose place it takes once the customer is told."""
    proposed = history.proposed
    takes_its_place = letter in DECISIVE or (history.letter and not never_held(history, case.rules, case.clocks))
    gone = {proposed.restriction.id, proposed.varies if takes_its_place else ""}
    return (one for one in case.case.person.restrictions if one.id not in gone)


def open_ways(person: Person, at: datetime, case: CaseAtHand) -> Iterator[Channel]:
    """Give the channels that the landlord offers and by which this person gets through, at that instant or later.

    Those to which nothing in the person's restrictions forbids to invite. What is collected is read when it comes, so
    that the ways by which it comes are open.
    """
    read = tuple(one for one in person.restrictions if one.kind is not Kind.CONSOLIDATED_REPLY)
    person = replace(person, restrictions=read)
    standing = Standing(identity=KnownCustomer(person.id, person.name), person=person)
    closed = frozenset[Channel]().union(*map(not_invited_to, person.restrictions))
    for channel in case.policy.channels:
        if channel in closed:
            continue
        contact = Contact(provider="letter", provider_id="", channel=channel, sender=None, received_at=at)
        decision = decide(contact, standing, Usage(), case.policy, at)
        if not decision.refuses or decision.next_allowed:
            yield channel


def _reason(letter: LetterType, history: History) -> str:
    """Return why it came to this, in the words of whoever reviewed it, heard it or ended it."""
    told: RestrictionAct | None = None
    match letter:
        case LetterType.REVIEW_OUTCOME:
            told, _ = reviewed_or_rested(history)
        case LetterType.APPEAL_OUTCOME:
            told = history.last(AppealDecided)
        case LetterType.END:
            told = history.last(Lifted)
        case _:
            pass
    return told.words.get("reason", "") if told else ""


def _told_of_rest(letter: LetterType, history: History, case: CaseAtHand) -> Suspended | None:
    """Return which suspension or resumption a letter tells; what has ended rests no more."""
    is_told = letter is LetterType.REVIEW_OUTCOME and case.state_of(history) is not State.ENDED
    return reviewed_or_rested(history)[1] if is_told else None


def _rest(rested: Suspended | None) -> Result | None:
    return (Result.RESUMED if rested.again else Result.SUSPENDED) if rested else None


def _result(letter: LetterType, history: History) -> Result | None:
    match letter:
        case LetterType.REVIEW_OUTCOME:
            review, _ = reviewed_or_rested(history)
            return Result(review.outcome.value) if review else None
        case LetterType.APPEAL_OUTCOME:
            heard = history.last(AppealDecided)
            return Result(heard.finding.value) if heard else None
        case LetterType.END:
            return Result.ENDED if history.last(Lifted) else Result.LIFT
        case _:
            return None

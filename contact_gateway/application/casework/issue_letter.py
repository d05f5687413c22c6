"""Issue a letter: the one that tells a decision puts it in force, from the day on which it counts as received."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.hearing import refuse_to_vary_while_heard
from contact_gateway.application.casework.letter_facts import letter_facts
from contact_gateway.application.casework.sending import messages_with
from contact_gateway.application.casework.varying import (
    refuse_second_variation,
    refuse_to_vary_what_does_not_hold,
    take_the_place_of_the_old,
)
from contact_gateway.application.casework.wanted_letter import refuse_without_occasion, wanted_letter
from contact_gateway.application.errors import Refused
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records_of_casework import Answer, MadeLetter
from contact_gateway.domain.casework.acts import LetterIssued
from contact_gateway.domain.casework.binding import ended_at, in_force_from, in_force_on
from contact_gateway.domain.casework.history import DECISIVE, History
from contact_gateway.domain.casework.letters import refusal_to_issue, required_parts
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.casework.refusals import written
from contact_gateway.domain.casework.told_before import refusal_to_tell_again
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.procedure.words import LetterType, Occasion, Part
from contact_gateway.domain.working_days import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLetter:
    """The use case."""

    work: CaseWork
    letters: Letters

    def __call__(
        self,
        landlord: str,
        restriction_id: str,
        by: str,
        sent_by: Delivery = Delivery.POST,
        letter: LetterType | None = None,
        omit: frozenset[Part] = frozenset(),
        *,
        also_by_text: bool = False,
    ) -> Answer:
        """Make a letter about a restriction, check what it says, and put on record that it leaves now.

        Without a type it is the one that is owed next, the one that tells the decision before any other. `omit` leaves
        parts out; where the policy requires one, the letter cannot be issued. By e-mail it leaves by itself; otherwise
        somebody prints it. `also_by_text` sends a text message, too, that there is a letter.

        Raises `NotFound`, `Refused` (unknown_officer, already_over, already_told, not_authorised, letter_incomplete,
        letter_missing, letter_unprintable, no_address, impossible_terms, review_out_of_range, not_in_force,
        appeal_open, already_decided).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            wanted = wanted_letter(case, history, letter)
            _refuse_what_is_too_late(case, history, wanted)
            refuse_without_occasion(case, history, wanted)
            refuse(refusal_to_issue(None, sent_by, history, case.rules) if _is_unsigned(history, wanted) else None)
            act, made = _act(case, history, wanted, sent_by), self.made(case, history, wanted, sent_by, omit)
            refuse(refusal_to_issue(made.finished, sent_by, history, case.rules))
            messages = messages_with(made, sent_by, case, also_by_text=also_by_text)
            act = replace(act, letter_id=made.id)
            answer = file_about(case, restriction_id, history, act, (Occasion.LETTER_ISSUED,), messages=messages)
            if wanted in DECISIVE:
                take_the_place_of_the_old(case, restriction_id, history.then(act))
            parts = tuple(part.value for part in made.finished.parts if part not in omit)
            return replace(answer, letter_id=made.id, letter_parts=parts)

    def made(
        self,
        case: CaseAtHand,
        history: History,
        letter: LetterType,
        sent_by: Delivery,
        omit: frozenset[Part] = frozenset(),
    ) -> MadeLetter:
        """Make a letter with the dates that it brings about if it leaves now."""
        after = history.then(_act(case, history, letter, sent_by))
        required = required_parts(letter, after.kind, case.rules)
        order = Order(required=frozenset(required), omit=omit)
        return self.letters.make(case.policy, letter_facts(letter, after, case), order)


def _refuse_what_is_too_late(case: CaseAtHand, history: History, letter: LetterType) -> None:
    if letter not in DECISIVE:
        refuse(refusal_to_tell_again(letter, history))
        return
    if history.letter:
        raise Refused("already_told", "The customer was told already; another decision needs a proposal of its own.")
    if case.state_of(history) is State.ENDED:
        raise Refused("already_over", "This has ended, or lapsed because nobody signed it in time; propose it anew.")
    if history.proposed.varies:
        refuse_to_vary_what_does_not_hold(case, history.proposed.varies)
        refuse_to_vary_while_heard(case, history.proposed.varies)
        refuse_second_variation(case, history.proposed.restriction.id, history.proposed.varies)


def _is_unsigned(history: History, letter: LetterType) -> bool:
    return letter in DECISIVE and history.authorised is None


def _act(case: CaseAtHand, history: History, letter: LetterType, sent_by: Delivery) -> LetterIssued:
    act = LetterIssued(
        id=case.new_id(),
        by=case.by,
        at=case.now,
        letter=letter,
        letter_id="",
        sent_by=sent_by,
        received_on=case.clocks.calendar.deemed_receipt(case.now, sent_by, case.clocks.zone),
    )
    if letter not in DECISIVE:
        return act
    after = history.then(act)
    _refuse_what_never_holds(case, after)
    return replace(act, review_on=_review_on(case, after))


def _refuse_what_never_holds(case: CaseAtHand, after: History) -> None:
    """Raise `Refused` (impossible_terms) where this letter would tell what is over before it can be in force."""
    over = ended_at(after, case.rules, case.clocks)
    if after.letter and over and in_force_from(after, case.rules, case.clocks) is None:
        last, start = case.clocks.last_day_before(over), in_force_on(after, case.rules, case.clocks)
        raise Refused(
            "impossible_terms",
            f"It would end before it starts: its last day is {written(last)}, and it would be in force from "
            f"{written(start)} on. Tell the customer sooner, or propose it anew.",
        )


def _review_on(case: CaseAtHand, after: History) -> date:
    """Return when it is reviewed once this letter has put it in force: the usual time from that day, unless named.

    Raises `Refused` (review_out_of_range) where the day that was named comes before it is in force.
    """
    proposed, starts_on = after.proposed, in_force_on(after, case.rules, case.clocks)
    if proposed.review_follows:
        return case.clocks.usual_review(starts_on, case.rules.reviews, proposed.grounds)
    named = proposed.restriction.review_on
    if named <= starts_on and not after.is_ordered:
        raise Refused(
            "review_out_of_range",
            f"It would be reviewed on {written(named)}, but is in force from {written(starts_on)} on; propose it anew.",
        )
    return named

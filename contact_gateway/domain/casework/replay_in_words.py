"""What a rehearsal of the past says, in sentences for whoever signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_gateway.domain.casework.replay import Rehearsal
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.wording import counted, listed

_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.CONNECT: "connected",
    Outcome.ROUTE: "routed",
    Outcome.DECLINE: "declined",
    Outcome.HOLD: "held",
    Outcome.EMERGENCY: "put through as an emergency",
}

NOTHING = "The customer made no contact in that time."


def in_words(rehearsal: Rehearsal) -> tuple[str, ...]:
    """Return how many contacts there were, how they would have come out, which stay open, and what to look at."""
    return tuple(_sentences(rehearsal))


def _sentences(rehearsal: Rehearsal) -> Iterator[str]:
    if not rehearsal.contacts:
        yield NOTHING
        return
    came = ((rehearsal.number_of(outcome), words) for outcome, words in _OUTCOMES.items())
    outcomes = listed(f"{number} {words}" for number, words in came if number)
    yield f"Of {counted(len(rehearsal.contacts), 'contact')} these terms would have had {outcomes}."
    yield f"{_contacts(rehearsal.kept_out)} that got through would not have got through."
    if rehearsal.cut_short:
        yield f"{counted(rehearsal.cut_short, 'talk')} would have ended earlier."
    yield from _open(rehearsal)
    if hints := sum(bool(one.hinted) for one in rehearsal.contacts):
        said = "hints" if hints == 1 else "hint"
        yield f"{_contacts(hints)} that would have been held {said} at such a subject: a person would have had to look."


def _open(rehearsal: Rehearsal) -> Iterator[str]:
    stays = rehearsal.always_open
    if not stays:
        yield "None of them was an emergency or about a subject that is always open."
        return
    urgent = sum(one.would_be is Outcome.EMERGENCY for one in stays)
    were = "was" if len(stays) == 1 else "were"
    subjects = listed(sorted({subject.replace("_", " ") for one in stays for subject in one.always_open}))
    yield (
        f"{_contacts(len(stays))} {were} about what is always open ({subjects}), {urgent} of them an emergency:"
        " these get through under any terms."
    )


def _contacts(number: int) -> str:
    return counted(number, "contact") if number else "No contact"

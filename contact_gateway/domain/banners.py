"""The banner: what whoever serves this contact must know before and while talking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contact_gateway.domain import always_open
from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.contact import Subject
from contact_gateway.domain.kinds.enforced import ContactCap, TimeCap
from contact_gateway.domain.languages import ENGLISH, code_of
from contact_gateway.domain.outcome import Banner, Code, Decision, Outcome
from contact_gateway.domain.people import (
    Adjustment,
    KnownCustomer,
    KnownRepresentative,
    OpenSender,
    SharedNumber,
    Withheld,
)
from contact_gateway.domain.periods import Per, period_of
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.rules import Mark
from contact_gateway.domain.spoken import MOST_REFERENCES, keyed_in_vain
from contact_gateway.domain.usage import Purpose
from contact_gateway.domain.verdicts import Bench
from contact_gateway.domain.wording import counted, listed, said_time

_EXPLAINED: Mapping[Code, str] = {
    Code.UNAUTHENTICATED: "Sender not proven: treat as a stranger.",
    Code.OUTAGE: "Taken by this channel because the usual one is out of service.",
    Code.ADJUSTMENT: "Taken by telephone because of a reasonable adjustment.",
}

_IN_WORDS: Mapping[Adjustment, str] = {
    Adjustment.BRITISH_SIGN_LANGUAGE: "British Sign Language",
    Adjustment.RELAY_CALLS: "calls through a text relay",
    Adjustment.CANNOT_USE_TELEPHONE: "not by telephone",
    Adjustment.CANNOT_WRITE: "not in writing",
    Adjustment.WARNINGS_BEFORE_ENDING: "two warnings before a call is ended",
}
"""Adjustments whose name alone does not say what to do."""


def banner(bench: Bench, decision: Decision) -> Banner:
    """Return the banner of a decision. It shows the arrangement, never the grounds."""
    if not bench.contact.authenticated:
        return Banner(who="Sender not proven", lines=tuple(_what_happened(bench, decision)))
    shown, names = bench.shown(), bench.standing.names
    return Banner(
        who=_who(bench, decision),
        lines=(*_what_happened(bench, decision), *(arrangement(restriction, names) for restriction in shown)),
        allowances=tuple(line for restriction in shown for line in _allowances(bench, decision, restriction)),
        review_on=min((restriction.review_on for restriction in shown), default=None),
    )


def _who(bench: Bench, decision: Decision) -> str:
    match bench.standing.identity:
        case KnownCustomer(customer_id, name):
            says_not = any(reason.code == Code.SOMEBODY_ELSE for reason in decision.reasons)
            return f"Says not to be {name or customer_id}" if says_not else name or customer_id
        case KnownRepresentative(representative_id, customer_id, name):
            customer = bench.standing.names.get(customer_id, customer_id)
            return f"{name or representative_id}, representative of {customer}"
        case OpenSender(body):
            return f"Always open: {body.replace('_', ' ')}"
        case SharedNumber():
            return "Contact point shared by several people: ask who it is"
        case Withheld():
            return "Number withheld: ask who it is"
        case _:
            return "Not known: ask who it is"


def _what_happened(bench: Bench, decision: Decision) -> Iterable[str]:
    if decision.outcome is Outcome.EMERGENCY:
        yield "Emergency: put through at once."
    yield from _about_the_caller(bench)
    for reason in decision.reasons:
        code, _, subject = reason.code.partition(":")
        if code == "always_open" and decision.outcome is Outcome.ROUTE:
            yield f"Always open: {subject.replace('_', ' ')}. Take it whatever else is in force."
        if reason.code in set(_EXPLAINED):
            yield _EXPLAINED[Code(reason.code)]
    yield from (spoken.verdict.line for spoken in bench.hear() if isinstance(spoken.verdict, Mark))
    words = {*always_open.written(bench.contact, bench.policy), *always_open.hinted(bench.contact, bench.policy)}
    if words and decision.outcome is not Outcome.EMERGENCY:
        hints = ", ".join(subject.replace("_", " ") for subject in Subject if subject in words)
        yield f"Read for: {hints}."


def _about_the_caller(bench: Bench) -> Iterable[str]:
    if bench.contact.relay:
        yield "Call through a text relay: leave time for typing."
    if keyed_in_vain(bench):
        yield f"Keyed in {MOST_REFERENCES} references that fit nobody: ask who it is."
    person = bench.standing.person
    if person is None:
        return
    if person.priority:
        yield "Priority: vulnerable or at risk."
    agreed = [adjustment for adjustment in Adjustment if adjustment in person.adjustments - _of_this_call(bench)]
    if agreed:
        yield f"Adjustments agreed: {listed(_IN_WORDS.get(one, one.replace('_', ' ')) for one in agreed)}."
    wanted = code_of(person.language)
    if wanted not in {ENGLISH, ""}:
        known = bench.policy.known_languages.get(wanted)
        yield f"Language: {known.name if known else person.language}."


def _of_this_call(bench: Bench) -> frozenset[Adjustment]:
    return frozenset({Adjustment.RELAY_CALLS}) if bench.contact.relay else frozenset()


def _allowances(bench: Bench, decision: Decision, restriction: Restriction) -> Iterable[str]:
    match restriction.terms:
        case ContactCap(limit=limit, per=per):
            used = _taken(bench, decision, restriction, Purpose.CONTACTS, per)
            left = max(limit - used, 0)
            yield f"{used} of {counted(limit, 'contact')} used this {per}, {left} left; {_renews(bench, per)}."
        case TimeCap(minutes=int(minutes), per=Per() as per):
            start = period_of(bench.now, per, bench.policy.zone).start
            used = bench.usage.taken(restriction.id, Purpose.SECONDS, start)
            yield f"{used // 60} of {minutes} minutes used this {per}; {_renews(bench, per)}."
        case _:
            return


def _taken(bench: Bench, decision: Decision, restriction: Restriction, purpose: Purpose, per: Per) -> int:
    start = period_of(bench.now, per, bench.policy.zone).start
    mine = sum(
        charge.amount
        for charge in decision.charges
        if (charge.allowance.restriction_id, charge.allowance.purpose) == (restriction.id, purpose)
    )
    return bench.usage.taken(restriction.id, purpose, start) + mine


def _renews(bench: Bench, per: Per) -> str:
    return f"renews {said_time(period_of(bench.now, per, bench.policy.zone).end, bench.policy.zone)}"

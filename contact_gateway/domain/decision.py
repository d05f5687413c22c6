"""decide(): the only place that decides. Same input, same answer, for ever.

Read `decide` from top to bottom: it is the order of precedence of DESIGN section 6.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from contact_gateway.domain import always_open
from contact_gateway.domain.banners import banner
from contact_gateway.domain.contact import Channel, Contact, Key, Step, Subject
from contact_gateway.domain.destinations import Answerer, answering, desk, emergency_line, subject_desk
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.languages import ENGLISH, code_of
from contact_gateway.domain.outcome import Code, Decision, Outcome, Reason
from contact_gateway.domain.people import NEED_TIME, KnownRepresentative, OpenSender, SharedNumber, Unknown, Withheld
from contact_gateway.domain.periods import period_of
from contact_gateway.domain.policy import EMERGENCY_LINE, QUEUE, Policy
from contact_gateway.domain.restrictions import Mode, Reply, Restriction
from contact_gateway.domain.rules import Allow, Refuse, Send
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.spoken import asking, declined, greeting, how_else
from contact_gateway.domain.standing import Standing
from contact_gateway.domain.usage import Allowance, Charge, Purpose, Usage
from contact_gateway.domain.verdicts import Bench, Spoken


def decide(contact: Contact, standing: Standing, usage: Usage, policy: Policy, now: datetime) -> Decision:
    """Decide one step of one contact.

    `now` is when the contact began. `usage` holds the tallies of the person's restrictions, less what earlier steps of
    this very contact took. Pure: no clock, no memory, no surprise.
    """
    bench = Bench(contact=contact, standing=standing, usage=usage, policy=policy, now=now)
    decision = (
        _emergency(bench)
        or _always_open(bench)
        or _unproven(bench)
        or _not_known(bench)
        or _somebody_else(bench)
        or _refused(bench)
        or _routed(bench)
        or _connected(bench)
    )
    return replace(
        decision,
        banner=banner(bench, decision),
        shadow=_shadow(bench),
        counted_for=_counted_for(bench),
        watched=_watched(bench, decision),
        language=_language(bench),
        unhurried=bench.contact.relay or bool(NEED_TIME & bench.standing.adjustments),
    )


def _emergency(bench: Bench) -> Decision | None:
    """Nothing comes before help: a key, a tag, a mailbox, or a strong phrase of somebody who is restricted."""
    if Subject.EMERGENCY not in _opened(bench):
        return None
    writing = bench.contact.is_writing
    return Decision(
        outcome=Outcome.EMERGENCY,
        reasons=(Reason(f"always_open:{Subject.EMERGENCY}"),),
        to=EMERGENCY_LINE if writing else emergency_line(bench),
        scripts=(Script.EMERGENCY_REPLY,) if writing else (Script.CONNECTING_EMERGENCY,),
        reply=Script.EMERGENCY_REPLY if writing and not bench.contact.auto_submitted else None,
    )


def _always_open(bench: Bench) -> Decision | None:
    """The other subjects of section 7, then the senders that are always open."""
    opened = _opened(bench)
    if opened:
        to = subject_desk(bench, bench.policy.subjects.get(opened[0], QUEUE))
        reasons = tuple(Reason(f"always_open:{subject}") for subject in opened)
        return Decision(outcome=Outcome.ROUTE, reasons=reasons, to=to, scripts=greeting(bench, Answerer(to)))
    if isinstance(bench.standing.identity, OpenSender):
        by = answering(bench, QUEUE)
        return _connect(by, greeting(bench, by), Reason(Code.OPEN_SENDER))
    return None


def _unproven(bench: Bench) -> Decision | None:
    """Hold mail that only claims to be from somebody restricted, in silence; let all other unproven mail pass."""
    if bench.contact.authenticated:
        return None
    proven = bench.hear()
    if any(isinstance(spoken.verdict, Refuse | Send) for spoken in proven):
        reasons = (Reason(Code.UNAUTHENTICATED), *_reasons(proven))
        return Decision(outcome=Outcome.HOLD, reasons=reasons, marked=always_open.hinted(bench.contact, bench.policy))
    return Decision(outcome=Outcome.CONNECT, reasons=(Reason(Code.UNAUTHENTICATED),), to=QUEUE)


def _not_known(bench: Bench) -> Decision | None:
    """Nobody is restricted on a number alone: ask for a reference once, else connect and say so on the banner."""
    match bench.standing.identity:
        case Withheld():
            code, matters = Code.WITHHELD, True
        case SharedNumber(differ=matters):
            code = Code.SHARED_NUMBER
        case Unknown():
            code, matters = Code.UNKNOWN, True
        case KnownRepresentative() if not bench.standing.restrictions:
            code, matters = Code.REPRESENTATIVE, False
        case _:
            return None
    by = answering(bench, QUEUE)
    asks = matters and bench.contact.step in {Step.RECEIVED, Step.REFERENCE}
    return _connect(by, asking(bench, by) if asks else greeting(bench, by), Reason(code))


def _somebody_else(bench: Bench) -> Decision | None:
    """A caller who says not to be that person is asked who it is and connected, once a period, with a banner for it."""
    if bench.contact.pressed != Key.SOMEBODY_ELSE:
        return None
    refusals = bench.refusals()
    if not refusals or not _can_be_somebody_else(bench, refusals[0].restriction):
        return None
    charge = Charge(_once(bench, refusals[0].restriction, Purpose.SOMEBODY_ELSE), 1, at_once=True)
    by = answering(bench, QUEUE)
    decision = _connect(by, asking(bench, by), Reason(Code.SOMEBODY_ELSE), *_reasons(refusals))
    return replace(decision, charges=(charge,))


def _refused(bench: Bench) -> Decision | None:
    """Refusing beats routing. Spoken contact is declined; writing is held whole and answered once a period."""
    refusals = bench.refusals()
    if not refusals:
        return None
    later = bench.next_allowed()
    decision = Decision(
        outcome=Outcome.HOLD if bench.contact.is_writing else Outcome.DECLINE,
        reasons=_reasons((*refusals, *(s for s in bench.hear() if not isinstance(s.verdict, Refuse)))),
        next_allowed=later,
        answered_from=bench.policy.business_hours.next_open(later) if later else None,
        channels_open=bench.open_channels(),
    )
    if bench.contact.is_writing:
        return _answer_writing(bench, refusals[0].restriction, decision)
    somebody_else = _can_be_somebody_else(bench, refusals[0].restriction)
    return decision.saying(*declined(bench, decision, somebody_else=somebody_else))


def _routed(bench: Bench) -> Decision | None:
    """The first that names a destination has it: voicemail only, then the single point of contact."""
    heard = bench.hear()
    sent = next((spoken.verdict for spoken in heard if isinstance(spoken.verdict, Send)), None)
    return _let_through(bench, Outcome.ROUTE, sent.to, heard) if sent else None


def _connected(bench: Bench) -> Decision:
    return _let_through(bench, Outcome.CONNECT, desk(bench), bench.hear())


def _connect(by: Answerer, scripts: tuple[Script, ...], *reasons: Reason) -> Decision:
    return Decision(outcome=Outcome.CONNECT, reasons=reasons, to=by.to, scripts=scripts, answered_from=by.opens)


def _let_through(bench: Bench, outcome: Outcome, to: str, heard: tuple[Spoken, ...]) -> Decision:
    allowed = [spoken.verdict for spoken in heard if isinstance(spoken.verdict, Allow)]
    gave_way = any(isinstance(spoken.verdict, Refuse) for spoken in heard)
    excuse = Reason(Code.OUTAGE if bench.in_outage else Code.ADJUSTMENT)
    by = answering(bench, to, strict=outcome is Outcome.ROUTE)
    time_limit = min((a.time_limit for a in allowed if a.time_limit), default=None)
    return Decision(
        outcome=outcome,
        reasons=((excuse,) if gave_way else ()) + _reasons(heard),
        to=by.to,
        scripts=greeting(bench, by, time_limit),
        answered_from=by.opens,
        time_limit=time_limit,
        granted=min((a.granted for a in allowed if a.granted), default=None),
        charges=tuple(charge for a in allowed for charge in a.charges) + _shadow_charges(bench),
        channels_open=bench.open_channels(),
    )


def _answer_writing(bench: Bench, restriction: Restriction, decision: Decision) -> Decision:
    """Answer held writing with what a decline would have said, as often as the restriction allows."""
    decision = replace(decision, marked=always_open.hinted(bench.contact, bench.policy))
    once = _once(bench, restriction, Purpose.REPLIES)
    answered = bench.usage.taken(restriction.id, Purpose.REPLIES, once.period_start) > 0
    if (
        restriction.reply is Reply.NEVER
        or bench.contact.auto_submitted
        or (restriction.reply is Reply.ONCE and answered)
    ):
        return decision
    lead = Script.HOLD_UNTIL if decision.next_allowed else Script.HOLD
    charge = Charge(once, 1, at_once=True)
    return replace(decision, reply=lead, scripts=(lead, *how_else(decision), Script.HOW_TO_REVIEW), charges=(charge,))


def _opened(bench: Bench) -> tuple[Subject, ...]:
    """Words change something only for somebody who is restricted; what was said for certain counts for everybody."""
    person = bench.standing.person
    subjects = set(always_open.said(bench.contact, bench.policy))
    if bench.standing.restrictions:
        subjects.update(always_open.written(bench.contact, bench.policy))
    if bench.contact.authenticated and (bench.contact.in_response or (person and person.asked_to_be_contacted)):
        subjects.add(Subject.REQUESTED_BY_LANDLORD)
    return tuple(subject for subject in Subject if subject in subjects)


def _shadow(bench: Bench) -> tuple[Kind, ...]:
    heard = bench.hear(Mode.SHADOW)
    return tuple(s.restriction.kind for s in heard if isinstance(s.verdict, Refuse | Send))


def _shadow_charges(bench: Bench) -> tuple[Charge, ...]:
    heard = bench.hear(Mode.SHADOW)
    if any(isinstance(spoken.verdict, Refuse) for spoken in heard):
        return ()
    return tuple(charge for s in heard if isinstance(s.verdict, Allow) for charge in s.verdict.charges)


def _counted_for(bench: Bench) -> str:
    return bench.standing.person.id if bench.standing.person and bench.contact.authenticated else ""


def _watched(bench: Bench, decision: Decision) -> bool:
    """Whether something is shown for whoever calls and gets through: then warnings must be playable.

    Nothing is put between an emergency and help.
    """
    return bench.contact.channel is Channel.VOICE and decision.gets_through and bool(bench.shown())


def _language(bench: Bench) -> str:
    person = bench.standing.person
    wanted = code_of(person.language) if person else ENGLISH
    return wanted if wanted in bench.policy.languages else ENGLISH


def _reasons(heard: tuple[Spoken, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(s.restriction.kind, s.restriction.id, s.restriction.clause) for s in heard)


def _once(bench: Bench, restriction: Restriction, purpose: Purpose) -> Allowance:
    per = getattr(restriction.terms, "per", None) or bench.policy.reply_period
    return Allowance(restriction.id, purpose, period_of(bench.now, per, bench.policy.zone).start)


def _can_be_somebody_else(bench: Bench, restriction: Restriction) -> bool:
    """Whether the number alone told who it is, and it was not said before: a reference proves who somebody is."""
    if not bench.policy.offers_somebody_else or bench.standing.by_reference:
        return False
    once = _once(bench, restriction, Purpose.SOMEBODY_ELSE)
    return bench.usage.taken(restriction.id, Purpose.SOMEBODY_ELSE, once.period_start) == 0

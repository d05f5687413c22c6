"""One pure function a kind: what does this restriction say to this contact, asked at this instant?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from contact_gateway.domain.calls import SHORTEST_CALL
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.kinds import enforced as kinds
from contact_gateway.domain.kinds.names import Ends, Kind
from contact_gateway.domain.periods import Per, Schedule, period_of
from contact_gateway.domain.policy import VOICEMAIL, Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import Standing
from contact_gateway.domain.usage import Allowance, Charge, Purpose, Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A contact under one restriction, asked about one instant, which may lie in the future."""

    contact: Contact
    restriction: Restriction
    standing: Standing
    usage: Usage
    policy: Policy
    at: datetime

    def period(self, per: Per) -> datetime:
        """Return the start of the calendar period that holds the instant."""
        return period_of(self.at, per, self.policy.zone).start

    def renewal(self, per: Per) -> datetime:
        """Return the instant at which the period is over."""
        return period_of(self.at, per, self.policy.zone).end

    def charge(self, purpose: Purpose, per: Per, amount: int, issue: str = "") -> Charge:
        """Make what an allowed contact takes; spoken contact reserves it, writing uses it at once."""
        allowance = Allowance(self.restriction.id, purpose, self.period(per), issue)
        return Charge(allowance, amount, at_once=self.contact.is_writing)

    @property
    def is_visit(self) -> bool:
        """Whether somebody stands at a desk."""
        return self.contact.channel is Channel.IN_PERSON

    @property
    def is_call(self) -> bool:
        """Whether somebody calls."""
        return self.contact.channel is Channel.VOICE


@dataclass(frozen=True, slots=True)
class Refuse:
    """Not now; `until` is the first instant at which this rule allows it, None when none will come by itself."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """Allowed, and it goes there."""

    to: str


@dataclass(frozen=True, slots=True)
class Allow:
    """Allowed, and it takes this much; in seconds `time_limit`, and `granted` also where an agent keeps to it."""

    charges: tuple[Charge, ...] = ()
    time_limit: int | None = None
    granted: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Allowed, and whoever takes it must know this."""

    line: str


Verdict = Refuse | Send | Allow | Mark
Rule = Callable[[Any, Question], Verdict | None]


def ask(question: Question) -> Verdict | None:
    """Ask a restriction about a contact; None when it has nothing to say, or was not in force at that instant."""
    restriction, contact = question.restriction, question.contact
    line = question.policy.line(contact.dialled)
    covered = restriction.scope.covers_channel(contact.channel) and restriction.scope.covers_addressee(
        contact.dialled, frozenset({line.team}), frozenset({line.service})
    )
    rule = RULES.get(restriction.kind)
    if rule is None or not covered or not restriction.in_force_at(question.at):
        return None
    return rule(restriction.terms, question)


def personal_contact_ban(terms: kinds.PersonalContactBan | kinds.PremisesBan, question: Question) -> Verdict | None:
    """Refuse visits at the offices named, at every office when none is (OCT-4.3g)."""
    here = not terms.offices or question.contact.dialled in terms.offices
    return Refuse() if question.is_visit and here else None


def by_appointment(_: kinds.ByAppointment, question: Question) -> Verdict | None:
    """Refuse a visit without an appointment."""
    return Refuse() if question.is_visit and not question.contact.appointment else None


def closed(_: object, __: Question) -> Verdict:
    """Refuse whatever is in scope: `no_contact`, `channel_ban`, `representative_only`."""
    return Refuse()


def only_channels(terms: kinds.OnlyChannels, question: Question) -> Verdict | None:
    """Refuse any channel but those left open, also one added later."""
    return None if question.contact.channel in terms.channels else Refuse()


def single_form(terms: kinds.SingleForm, question: Question) -> Verdict | None:
    """Refuse any channel that the policy does not count to the form (TUN-8.3b, DER-10.1c)."""
    return None if question.contact.channel in question.policy.forms.get(terms.form, frozenset()) else Refuse()


def voicemail_only(_: kinds.VoicemailOnly, question: Question) -> Verdict | None:
    """Send calls to voicemail."""
    return Send(VOICEMAIL) if question.is_call else None


def permitted_times(terms: kinds.PermittedTimes, question: Question) -> Verdict | None:
    """Refuse outside the windows, until the next one opens."""
    schedule = Schedule(windows=terms.windows, zone=question.policy.zone)
    return None if schedule.is_open(question.at) else Refuse(schedule.next_open(question.at))


def contact_cap(terms: kinds.ContactCap, question: Question) -> Verdict:
    """Refuse when the period's contacts are used up or promised; each allowed contact takes one (TUN-8.3c2)."""
    taken = question.usage.taken(question.restriction.id, Purpose.CONTACTS, question.period(terms.per))
    if taken >= terms.limit:
        return Refuse(question.renewal(terms.per))
    return Allow((question.charge(Purpose.CONTACTS, terms.per, 1),))


def time_cap(terms: kinds.TimeCap, question: Question) -> Verdict | None:
    """Give a call what is left, adjusted for the person's needs; refuse below a minute (OCT-4.3b)."""
    if not question.is_call:
        return None
    each = _seconds(terms.each, question)
    if terms.minutes is None or terms.per is None:
        return Allow((), each if terms.ends is Ends.BY_ITSELF else None, each)
    taken = question.usage.taken(question.restriction.id, Purpose.SECONDS, question.period(terms.per))
    left = _seconds(terms.minutes, question) - taken
    if left < SHORTEST_CALL:
        return Refuse(question.renewal(terms.per))
    granted = min(left, each) if terms.each else left
    charge = question.charge(Purpose.SECONDS, terms.per, granted)
    return Allow((charge,), granted if terms.ends is Ends.BY_ITSELF else None, granted)


def no_further_consideration(terms: kinds.NoFurtherConsideration, question: Question) -> Verdict | None:
    """Refuse writing about the closed issue without new evidence; on voice tell the agent (TUN-8.3d)."""
    contact = question.contact
    known = {reference.casefold() for reference in (terms.issue, *terms.references)}
    if contact.issue.casefold() not in known:
        return None
    if contact.brings_something_new:
        return Mark(f"Says there is new evidence about {terms.issue}: a person decides whether it is.")
    if contact.is_writing:
        return Refuse()
    return Mark(f"{terms.issue} was decided. Ask whether there is new evidence; without it, do not go into it again.")


def issue_cap(terms: kinds.IssueCap, question: Question) -> Verdict | None:
    """Hold writing about a new issue beyond the limit until it can be taken; on voice tell the agent (TUN-8.3e)."""
    issue = question.contact.issue.casefold()
    taken = question.usage.issues(question.restriction.id, question.period(terms.per))
    if not issue or issue in taken:
        return None
    if len(taken) < terms.limit:
        return Allow((question.charge(Purpose.ISSUE, terms.per, 1, issue),))
    if question.contact.is_writing:
        return Refuse(question.renewal(terms.per))
    return Mark(f"{terms.limit} new issues were taken this {terms.per}. Note a further one for the next {terms.per}.")


def consolidated_reply(_: kinds.ConsolidatedReply, question: Question) -> Verdict | None:
    """Collect writing, to be read on arrival and answered together."""
    return Refuse() if question.contact.is_writing else None


def single_point_of_contact(terms: kinds.SinglePointOfContact, question: Question) -> Verdict:
    """Send to the one point, to a deputy when away; strict: never to a general queue.

    Never to an officer whom this customer has a complaint about (TOR-18). Absence matters to who calls or comes, and so
    does that somebody was rung for this very call and did not answer; mail waits for its reader. A team is away while
    it is closed. With nobody left, calls go to voicemail and writing is held.
    """
    person, policy = question.standing.person, question.policy
    never = (person.complained_about if person else frozenset()) | {question.contact.about_staff}
    away = {officer.id for officer in question.standing.officers if not officer.reachable} | question.contact.tried
    if question.is_call:
        away |= {name for name in policy.destinations if not policy.answers_at(name, question.at)}
    points = (terms.officer or terms.team or terms.inbox, *terms.deputies)
    allowed = [point for point in points if point not in never]
    if question.contact.is_writing:
        return Send(allowed[0]) if allowed else Refuse()
    here = [point for point in allowed if point not in away]
    return Send(here[0] if here else VOICEMAIL)


RULES: Mapping[Kind, Rule] = {
    Kind.PERSONAL_CONTACT_BAN: personal_contact_ban,
    Kind.PREMISES_BAN: personal_contact_ban,
    Kind.BY_APPOINTMENT: by_appointment,
    Kind.NO_CONTACT: closed,
    Kind.REPRESENTATIVE_ONLY: closed,
    Kind.CHANNEL_BAN: closed,
    Kind.ONLY_CHANNELS: only_channels,
    Kind.SINGLE_FORM: single_form,
    Kind.VOICEMAIL_ONLY: voicemail_only,
    Kind.PERMITTED_TIMES: permitted_times,
    Kind.CONTACT_CAP: contact_cap,
    Kind.TIME_CAP: time_cap,
    Kind.NO_FURTHER_CONSIDERATION: no_further_consideration,
    Kind.ISSUE_CAP: issue_cap,
    Kind.CONSOLIDATED_REPLY: consolidated_reply,
    Kind.SINGLE_POINT_OF_CONTACT: single_point_of_contact,
}
"""The kinds that are carried out. A kind that is not here is shown and never changes an outcome."""


def _seconds(minutes: int | None, question: Question) -> int:
    factors = [question.policy.adjustment_factors.get(need, 1.0) for need in question.standing.adjustments]
    return int((minutes or 0) * 60 * Fraction(max(factors, default=1.0)).limit_denominator(100))

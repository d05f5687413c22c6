"""The next milder terms: what a manager is shown beside a proposal, so that nothing stricter than needed is signed.

Each step is such that whatever gets through under the terms gets through under the milder ones too. Kinds that change
no outcome, and those that only choose where contact goes, have nothing milder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contact_gateway.domain.casework.stages import stage_for
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds import enforced as kinds
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.kinds.shown import AccompaniedOnly
from contact_gateway.domain.kinds.terms import Terms
from contact_gateway.domain.people import Body
from contact_gateway.domain.periods import Per, WeeklyWindow
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction, Scope

_NIGHT_BEGINS, _NIGHT_IS_OVER = 18 * 60, 12 * 60
_WHOLE_DAY, _AN_HOUR = 24 * 60, 60

_ONCE_A_WEEK = kinds.ContactCap(limit=1, per=Per.WEEK)
_HALF_AN_HOUR_A_WEEK = kinds.TimeCap(minutes=30, per=Per.WEEK)
_SOMEBODY = frozenset({Body.SOLICITOR, Body.ADVICE_AGENCY, Body.COUNCILLOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a milder step is looked for in.

    `point` is an officer who could be the one point of contact, empty where nobody is named; `used_most` are the
    channels that the customer used, the most used first.
    """

    restriction: Restriction
    policy: Policy
    point: str = ""
    used_most: Sequence[Channel] = ()

    @property
    def scope(self) -> Scope:
        """What the restriction is about."""
        return self.restriction.scope


@dataclass(frozen=True, slots=True)
class Step:
    """Milder terms, about something else than before where a scope is named."""

    terms: Terms
    scope: Scope | None = None


def milder(asked: Asked) -> Iterator[Restriction]:
    """Give the restrictions that are one step milder, the one to be preferred first; none where nothing is.

    Never of a kind that the policy does not have, nor of one that it allows at none of its stages.
    """
    steps = _STEPS.get(asked.restriction.kind, _nothing)
    for step in steps(asked.restriction.terms, asked):
        rule = asked.policy.kinds.get(step.terms.kind)
        if rule and _has_a_stage(step.terms.kind, asked.policy) and step.terms != asked.restriction.terms:
            yield replace(asked.restriction, terms=step.terms, scope=step.scope or asked.scope, clause=rule.clause)


def _has_a_stage(kind: Kind, policy: Policy) -> bool:
    return not policy.casework.stages or stage_for(kind, policy.casework) is not None


def _half_as_much_again(number: int) -> int:
    return -(-number * 3 // 2)


def _nothing(_: object, __: Asked) -> Iterator[Step]:
    yield from ()


def _more_often(terms: kinds.ContactCap | kinds.IssueCap, _: Asked) -> Iterator[Step]:
    yield Step(replace(terms, limit=_half_as_much_again(terms.limit)))


def _more_minutes(terms: kinds.TimeCap, _: Asked) -> Iterator[Step]:
    """Longer talks would use up a total sooner: the total grows where there is one, else the talks."""
    if terms.minutes:
        yield Step(replace(terms, minutes=_half_as_much_again(terms.minutes)))
    elif terms.each:
        yield Step(replace(terms, each=_half_as_much_again(terms.each)))


def _wider_times(terms: kinds.PermittedTimes, _: Asked) -> Iterator[Step]:
    yield Step(kinds.PermittedTimes(windows=tuple(map(_wider, terms.windows))))


def _wider(window: WeeklyWindow) -> WeeklyWindow:
    """Return the window with an hour more on either side, as far as its day, or its night, goes."""
    is_night = window.closes < window.opens
    earliest, latest = (_NIGHT_BEGINS, _NIGHT_IS_OVER) if is_night else (0, _WHOLE_DAY)
    opens, closes = max(earliest, window.opens - _AN_HOUR), min(latest, window.closes + _AN_HOUR)
    return replace(window, opens=min(window.opens, opens), closes=max(window.closes, closes))


def _a_little(_: object, asked: Asked) -> Iterator[Step]:
    """In the place of none: a few contacts, or minutes, or one person who takes them."""
    yield Step(_ONCE_A_WEEK)
    if asked.scope.channels == {Channel.VOICE}:
        yield Step(_HALF_AN_HOUR_A_WEEK)
    yield from _one_person(None, asked)


def _one_channel_more(terms: kinds.OnlyChannels, asked: Asked) -> Iterator[Step]:
    yield from _opened(terms.channels, asked)


def _opened(channels: frozenset[Channel], asked: Asked) -> Iterator[Step]:
    offered = (*(way for way in asked.used_most if way in asked.policy.channels), *asked.policy.channels)
    for way in dict.fromkeys(offered):
        if way not in channels:
            yield Step(kinds.OnlyChannels(channels=channels | {way}))


def _wider_form(terms: kinds.SingleForm, asked: Asked) -> Iterator[Step]:
    """E-mail alone becomes writing; else one more channel, or a few contacts by those that would be closed."""
    left, writing = (asked.policy.forms.get(form, frozenset()) for form in (terms.form, Form.WRITING))
    if left < writing:
        yield Step(kinds.SingleForm(form=Form.WRITING))
    yield from _opened(left, asked)
    closed = frozenset(way for way in asked.policy.channels if way not in left and asked.scope.covers_channel(way))
    if closed:
        yield Step(_ONCE_A_WEEK, replace(asked.scope, channels=closed))


def _one_person(_: object, asked: Asked) -> Iterator[Step]:
    if asked.point:
        yield Step(kinds.SinglePointOfContact(officer=asked.point))


def _somebody_speaks(_: object, asked: Asked) -> Iterator[Step]:
    """A representative, else one person who listens, in the place of nobody."""
    yield Step(kinds.RepresentativeOnly(any_of=_SOMEBODY))
    yield from _one_person(None, asked)


def _answered_sooner(terms: kinds.ConsolidatedReply, _: Asked) -> Iterator[Step]:
    if terms.per is Per.MONTH:
        yield Step(kinds.ConsolidatedReply(per=Per.WEEK))


def _by_appointment(terms: kinds.PersonalContactBan | kinds.PremisesBan, asked: Asked) -> Iterator[Step]:
    """Visits at the same offices by appointment, else with two members of staff."""
    if not (terms.offices and asked.scope.to):
        yield Step(kinds.ByAppointment(), replace(asked.scope, to=asked.scope.to | frozenset(terms.offices)))
    yield Step(AccompaniedOnly(offices=terms.offices))


def _accompanied(_: object, __: Asked) -> Iterator[Step]:
    yield Step(AccompaniedOnly())


_STEPS: Mapping[Kind, Callable[[Any, Asked], Iterator[Step]]] = {
    Kind.CONTACT_CAP: _more_often,
    Kind.TIME_CAP: _more_minutes,
    Kind.ISSUE_CAP: _more_often,
    Kind.PERMITTED_TIMES: _wider_times,
    Kind.CHANNEL_BAN: _a_little,
    Kind.ONLY_CHANNELS: _one_channel_more,
    Kind.SINGLE_FORM: _wider_form,
    Kind.REPRESENTATIVE_ONLY: _one_person,
    Kind.NO_CONTACT: _somebody_speaks,
    Kind.CONSOLIDATED_REPLY: _answered_sooner,
    Kind.PERSONAL_CONTACT_BAN: _by_appointment,
    Kind.PREMISES_BAN: _by_appointment,
    Kind.BY_APPOINTMENT: _accompanied,
}

"""What is wrong with the form for a limit before anybody is asked about it, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import MOST
from contact_gateway.web.desk.limit_choices import Choice, Choices
from contact_gateway.web.desk.limit_form import EVERY_CHANNEL, Fault, LimitForm


def faults_of(form: LimitForm, choices: Choices) -> tuple[Fault, ...]:
    """Return what was left out, or is none of the choices, all of it at once."""
    found = (*_of_terms(form, choices), *_of_decision(form, choices), *_of_telling(form, choices))
    return tuple(Fault(field, sentence) for field, sentence in found)


def _of_terms(form: LimitForm, choices: Choices) -> Iterator[tuple[str, str]]:
    if not _is_among(choices.kinds, form.kind):
        yield "kind", "Choose what was decided."
    if form.kind == Kind.CONTACT_CAP and form.contacts is None:
        yield "limit", f"Enter how many contacts are allowed, a whole number from 1 to {MOST}."
    elif form.kind == Kind.CONTACT_CAP and not _is_among(choices.periods, form.per):
        yield "limit", "Choose whether that is a day, a week or a month."
    if form.kind == Kind.PERMITTED_TIMES and (wrong := form.hours.left_out()):
        yield "hours", wrong
    if form.kind == Kind.SINGLE_POINT_OF_CONTACT and not _is_among(choices.points, form.point):
        yield "point", "Choose who all contact goes to."
    elif form.kind == Kind.SINGLE_POINT_OF_CONTACT and form.deputy and not _is_among(choices.points, form.deputy):
        yield "point", "Choose somebody of the list for when they are away, or nobody."


def _of_decision(form: LimitForm, choices: Choices) -> Iterator[tuple[str, str]]:
    offered = (*choices.channels, (EVERY_CHANNEL, ""))
    if not form.channels or not all(_is_among(offered, channel) for channel in form.channels):
        yield "channels", "Choose which ways of contact this is about."
    if not _is_among(choices.grounds, form.grounds):
        yield "grounds", "Choose the grounds."
    if not _is_among(choices.officers, form.proposed_by):
        yield "proposed_by", "Choose who proposed it."
    if not _is_among(choices.officers, form.decided_by):
        yield "decided_by", "Choose who decided it."


def _of_telling(form: LimitForm, choices: Choices) -> Iterator[tuple[str, str]]:
    if form.told.as_date is None:
        yield "told", "Enter the date on which the customer was told, such as 27 3 2026."
    if not _is_among(choices.deliveries, form.sent_by):
        yield "sent_by", "Choose how the customer was told."
    if form.review.as_date is None:
        yield "review", "Enter a real date for the review, such as 27 3 2027."


def _is_among(choices: Iterable[Choice], said: str) -> bool:
    return any(value == said for value, _ in choices)

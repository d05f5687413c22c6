"""A manager takes over a limit that was decided and told before: fill in, check what will be heard, confirm."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import Customer
from contact_gateway.application.restriction_request import DecidedBefore, RestrictionRequest
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.web.authentication import signed_in
from contact_gateway.web.desk import here
from contact_gateway.web.desk.limit_choices import Choices
from contact_gateway.web.desk.limit_form import Fault, LimitForm
from contact_gateway.web.desk.local_times import long_date
from contact_gateway.web.desk.macro_values import fault_messages
from contact_gateway.web.desk.rehearsals import rehearsal_rows

_NO_OFFICER = "Your account is not tied to an officer, so it puts nothing on record. Ask your administrator."
_IN_FORCE = "This is in force already; there is nothing more to take over."


@signed_in("manager")
def new_limit(customer_id: str) -> ResponseReturnValue:
    """Show the empty form."""
    customer = here.services().people.customer(here.landlord(), customer_id)
    return _form_page(customer, _choices().empty_form())


@signed_in("manager")
def take_limit(customer_id: str) -> ResponseReturnValue:
    """Take the form: show it again with what is wrong, ask to check it, or take the limit over."""
    customer = here.services().people.customer(here.landlord(), customer_id)
    form = LimitForm.read(request.form)
    step = request.form.get("step")
    if step == "change":
        return _form_page(customer, form)
    if faults := form.faults():
        return _form_page(customer, form, faults), 422
    try:
        return _take_over(customer, form) if step == "confirm" else _check_page(customer, form)
    except Refused as refusal:
        return _form_page(customer, form, (form.refused(refusal),)), 422


def _form_page(customer: Customer, form: LimitForm, faults: tuple[Fault, ...] = ()) -> str:
    return render_template(
        "desk/limit_form.html",
        customer=customer,
        form=form,
        choices=_choices(),
        recorder=_recorder(),
        faults=faults,
        fault_of=fault_messages(faults),
    )


def _check_page(customer: Customer, form: LimitForm) -> str:
    services, landlord = here.services(), here.landlord()
    wanted = form.request(customer.id)
    preview = services.set_restriction.preview(landlord, wanted, _came_about(form))
    if _in_force(wanted):
        raise Refused("in_force", _IN_FORCE)
    policy = here.policy()
    starts_on = long_date(preview.starts_at.astimezone(policy.zone).date())
    return render_template(
        "desk/limit_check.html",
        customer=customer,
        form=form,
        summary=(*_choices().summary(form), ("In force from", starts_on), ("Put on record by", _recorder())),
        rows=rehearsal_rows(preview.heard, policy, services.clock.now()),
    )


def _take_over(customer: Customer, form: LimitForm) -> ResponseReturnValue:
    wanted, before = form.request(customer.id), _came_about(form)
    set_restriction, landlord = here.services().set_restriction, here.landlord()
    set_restriction.preview(landlord, wanted, before)  # refuses what makes no sense before it is compared
    if not _in_force(wanted):  # a button pressed twice takes over one limit
        made = set_restriction(landlord, wanted, before)
        flash(_stands(made.id))
    return redirect(url_for("desk.customer", customer_id=customer.id), code=303)


def _stands(restriction_id: str) -> str:
    life = here.services().casework.show_life(here.landlord(), restriction_id)
    if life.state is State.ACTIVE:
        return "The limit is taken over and in force."
    if life.state is State.LETTER_ISSUED and life.in_force_from:
        return f"The limit is taken over. It is in force from {long_date(life.in_force_from)} on."
    return "The limit is on record. It is not in force: the time of its review is past."


def _came_about(form: LimitForm) -> DecidedBefore:
    officer = here.user().officer_id
    if not officer:
        raise Refused("no_officer", _NO_OFFICER)
    return form.came_about(officer)


def _recorder() -> str:
    """Return the name of the officer who is signed in, empty where the account is tied to none."""
    return dict(_choices().officers).get(here.user().officer_id, "")


def _in_force(wanted: RestrictionRequest) -> bool:
    terms = read_terms(Kind(wanted.kind), wanted.terms)
    standing = here.services().restrictions.of_customer(here.landlord(), wanted.customer_id)
    return any(
        restriction.terms == terms and restriction.scope.channels == frozenset(wanted.channels)
        for restriction in standing
    )


def _choices() -> Choices:
    return Choices.of(here.policy(), here.services().people.officers(here.landlord()))

"""A manager sets a limit: fill in, check what the customer will hear, confirm."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import Customer
from contact_gateway.application.restriction_request import RestrictionRequest
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.web.authentication import signed_in
from contact_gateway.web.desk import here
from contact_gateway.web.desk.limit_choices import Choices
from contact_gateway.web.desk.limit_form import Fault, LimitForm
from contact_gateway.web.desk.macro_values import fault_messages
from contact_gateway.web.desk.rehearsals import rehearsal_rows

_NO_OFFICER = "Your account is not tied to an officer, so it cannot decide a restriction. Ask your administrator."
_IN_FORCE = "This is in force already; there is nothing more to set."


@signed_in("manager")
def new_limit(customer_id: str) -> ResponseReturnValue:
    """Show the empty form."""
    customer = here.services().people.customer(here.landlord(), customer_id)
    return _form_page(customer, _choices().empty_form())


@signed_in("manager")
def take_limit(customer_id: str) -> ResponseReturnValue:
    """Take the form: show it again with what is wrong, ask to check it, or put it in force at once."""
    customer = here.services().people.customer(here.landlord(), customer_id)
    form = LimitForm.read(request.form)
    step = request.form.get("step")
    if step == "change":
        return _form_page(customer, form)
    if faults := form.faults():
        return _form_page(customer, form, faults), 422
    try:
        return _put_in_force(customer, form) if step == "confirm" else _check_page(customer, form)
    except Refused as refusal:
        return _form_page(customer, form, (form.refused(refusal),)), 422


def _form_page(customer: Customer, form: LimitForm, faults: tuple[Fault, ...] = ()) -> str:
    return render_template(
        "desk/limit_form.html",
        customer=customer,
        form=form,
        choices=_choices(),
        faults=faults,
        fault_of=fault_messages(faults),
    )


def _check_page(customer: Customer, form: LimitForm) -> str:
    services, landlord = here.services(), here.landlord()
    wanted = _request(customer, form)
    heard = services.set_restriction.preview(landlord, wanted)
    if _in_force(wanted):
        raise Refused("in_force", _IN_FORCE)
    return render_template(
        "desk/limit_check.html",
        customer=customer,
        form=form,
        summary=_choices().summary(form),
        rows=rehearsal_rows(heard, here.policy(), services.clock.now()),
    )


def _put_in_force(customer: Customer, form: LimitForm) -> ResponseReturnValue:
    wanted = _request(customer, form)
    set_restriction, landlord = here.services().set_restriction, here.landlord()
    set_restriction.preview(landlord, wanted)  # refuses what makes no sense before it is compared
    if not _in_force(wanted):  # a button pressed twice sets one limit
        set_restriction(landlord, wanted)
    flash("The limit is in force from now on.")
    return redirect(url_for("desk.customer", customer_id=customer.id), code=303)


def _request(customer: Customer, form: LimitForm) -> RestrictionRequest:
    officer = here.user().officer_id
    if not officer:
        raise Refused("no_officer", _NO_OFFICER)
    return form.request(customer.id, officer)


def _in_force(wanted: RestrictionRequest) -> bool:
    terms = read_terms(Kind(wanted.kind), wanted.terms)
    standing = here.services().restrictions.of_customer(here.landlord(), wanted.customer_id)
    return any(
        restriction.terms == terms and restriction.scope.channels == frozenset(wanted.channels)
        for restriction in standing
    )


def _choices() -> Choices:
    services = here.services()
    return Choices.of(here.policy(), services.people.officers(here.landlord()), services.clock.now())

"""A manager takes over a limit that was decided and told before: fill in, check what will be heard, confirm."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import Customer
from contact_gateway.application.restriction_request import DecidedBefore
from contact_gateway.domain.casework.life import State
from contact_gateway.web.authentication import signed_in
from contact_gateway.web.desk import here
from contact_gateway.web.desk.limit_choices import Choices
from contact_gateway.web.desk.limit_faults import faults_of
from contact_gateway.web.desk.limit_form import Fault, LimitForm
from contact_gateway.web.desk.local_times import long_date
from contact_gateway.web.desk.macro_values import fault_messages
from contact_gateway.web.desk.rehearsals import rehearsal_rows

_NO_OFFICER = "Your account is not tied to an officer, so it puts nothing on record. Ask your administrator."


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
    if faults := faults_of(form, _choices()):
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
    preview = services.set_restriction.preview(landlord, form.request(customer.id), _came_about(form))
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
    try:
        made = here.services().set_restriction(here.landlord(), form.request(customer.id), _came_about(form))
        flash(_stands(made.id))
    except Refused as refusal:
        if refusal.code != "already_decided":  # a button pressed twice takes over one limit
            raise
        flash(str(refusal))
    return redirect(url_for("desk.customer", customer_id=customer.id), code=303)


def _stands(restriction_id: str) -> str:
    life = here.services().casework.show_life(here.landlord(), restriction_id)
    if life.state is State.ACTIVE:
        return "The limit is taken over and in force."
    since = f" It is in force from {long_date(life.in_force_from)} on." if life.in_force_from else ""
    return f"The limit is taken over.{since}"


def _came_about(form: LimitForm) -> DecidedBefore:
    officer = here.user().officer_id
    if not officer:
        raise Refused("no_officer", _NO_OFFICER)
    return form.came_about(officer)


def _recorder() -> str:
    """Return the name of the officer who is signed in, empty where the account is tied to none."""
    return dict(_choices().officers).get(here.user().officer_id, "")


def _choices() -> Choices:
    return Choices.of(here.policy(), here.services().people.officers(here.landlord()))

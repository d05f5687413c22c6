"""Signing in with a local account, and signing out."""

from __future__ import annotations

from typing import cast

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from contact_gateway.domain.wording import counted
from contact_gateway.web.authentication import public
from contact_gateway.web.desk import here
from contact_gateway.web.desk.sign_in_brake import SignInBrake
from contact_gateway.web.sessions import safe_destination, sessions_here, user_here

BRAKE = "contact_gateway.desk.sign_in_brake"

_WRONG = "The e-mail address or the password is not right. Try again, or ask your administrator for a new password."


@public
def sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    wanted = safe_destination(request.args.get("next", ""), "")
    if user_here():
        return redirect(wanted or url_for("desk.contacts"), code=303)
    return render_template("desk/sign_in.html", email="", wanted=wanted, fault="")


@public
def take_sign_in() -> ResponseReturnValue:
    """Sign in, or say that it failed in the same words whether the account exists or not."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    wanted = safe_destination(request.form.get("next", ""), "")
    brake = cast("SignInBrake", current_app.extensions[BRAKE])
    address = request.remote_addr or ""
    if wait := brake.ask(email, address):
        fault = f"There were too many tries. Wait {counted(wait, 'second')}, then try again."
        page = render_template("desk/sign_in.html", email=email, wanted=wanted, fault=fault)
        return page, 429, {"Retry-After": str(wait)}
    user = here.services().users.check(email, password)
    if user is None:
        return render_template("desk/sign_in.html", email=email, wanted=wanted, fault=_WRONG), 403
    brake.succeeded(email, address)
    sessions_here().begin(user)
    return redirect(wanted or url_for("desk.contacts"), code=303)


@public
def sign_out() -> ResponseReturnValue:
    """End the session."""
    sessions_here().end()
    return redirect(url_for("desk.sign_in"), code=303)

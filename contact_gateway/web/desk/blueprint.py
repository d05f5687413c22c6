"""The pages of the desk: the table of its routes on one screen."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from contact_gateway.application.services import Services
from contact_gateway.web.desk import contacts, customers, here, limits, pop, reviews, sign_in
from contact_gateway.web.desk.error_pages import show_error_pages
from contact_gateway.web.desk.event_stream import Seats
from contact_gateway.web.desk.macro_values import fault_links, options, summary_rows
from contact_gateway.web.desk.sign_in_brake import SignInBrake
from contact_gateway.web.sessions import may_open, user_here

_STATIC = Path(__file__).parents[1] / "static"

ROUTES = (
    ("GET", "/", contacts.contacts),
    ("GET", "/events", contacts.events),
    ("GET", "/sign-in", sign_in.sign_in),
    ("POST", "/sign-in", sign_in.take_sign_in),
    ("POST", "/sign-out", sign_in.sign_out),
    ("GET", "/customers", customers.customers),
    ("POST", "/customers", customers.find_customers),
    ("GET", "/customers/<customer_id>", customers.customer),
    ("GET", "/customers/<customer_id>/restrictions/new", limits.new_limit),
    ("POST", "/customers/<customer_id>/restrictions/new", limits.take_limit),
    ("GET", "/reviews", reviews.reviews),
    ("GET", "/pop", pop.pop),
    ("POST", "/pop", pop.find_pop),
)


def desk_blueprint(services: Services, *, feeds: int = 4) -> Blueprint:
    """Return the desk, which feeds so many live pages at once; its own files stand below `/desk/static`."""
    desk = Blueprint(
        "desk",
        __name__,
        url_prefix="/desk",
        template_folder="templates",
        static_folder=_STATIC,
        static_url_path="/static",
    )
    for method, rule, view in ROUTES:
        desk.add_url_rule(rule, view.__name__, view, methods=[method])
    show_error_pages(desk)

    @desk.record_once
    def furnish(state: BlueprintSetupState) -> None:
        state.app.extensions[here.SERVICES] = services
        state.app.extensions[here.SEATS] = Seats(feeds)
        state.app.extensions[sign_in.BRAKE] = SignInBrake(services.clock)
        macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
        state.app.jinja_loader = ChoiceLoader([loader for loader in (state.app.jinja_loader, macros) if loader])

    @desk.context_processor
    def around_every_page() -> dict[str, object]:
        user = user_here()
        return {
            "user": user,
            "is_manager": user is not None and may_open(user, "manager"),
            "options": options,
            "summary_rows": summary_rows,
            "fault_links": fault_links,
        }

    return desk

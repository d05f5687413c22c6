"""The manager's page of reviews that are due, each with what happened since the restriction began."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from contact_gateway.web.authentication import signed_in
from contact_gateway.web.desk import here
from contact_gateway.web.desk.counter_tables import COLUMNS, CounterRow, counter_row
from contact_gateway.web.desk.restriction_views import RestrictionView, restriction_view


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """One review: whose, of what, and the counters since it began."""

    customer_id: str
    customer_name: str
    restriction: RestrictionView
    row: CounterRow


@signed_in("manager")
def reviews() -> ResponseReturnValue:
    """Show the reviews that wait for a manager, earliest first."""
    services, landlord = here.services(), here.landlord()
    now = services.clock.now()
    zone, names = here.policy().zone, services.people.names(landlord)
    due = [
        ReviewView(
            customer_id=review.restriction.customer_id,
            customer_name=review.customer_name,
            restriction=restriction_view(review.restriction, now, zone, names),
            row=counter_row("Since it began", review.counts),
        )
        for review in services.restrictions.reviews_due(landlord)
    ]
    return render_template("desk/reviews.html", reviews=due, columns=COLUMNS)

"""The manager's pages about customers: find one, see what is in force and what happened."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from contact_gateway.application.records import Customer
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_texts import national_number
from contact_gateway.web.authentication import signed_in
from contact_gateway.web.desk import here
from contact_gateway.web.desk.counter_tables import COLUMNS, CounterRow, counter_row
from contact_gateway.web.desk.restriction_views import restriction_view
from contact_gateway.web.desk.words import CHANNELS

_DAYS_COUNTED = 30
_MOST_FOUND = 50


@signed_in("manager")
def customers() -> ResponseReturnValue:
    """Show the search, and the first customers by name."""
    return _found("")


@signed_in("manager")
def find_customers() -> ResponseReturnValue:
    """Search by name, reference, number or address. The words are posted, so that no URL and no log holds them."""
    return _found(request.form.get("words", "").strip())


@signed_in("manager")
def customer(customer_id: str) -> ResponseReturnValue:
    """Show one customer: arrangements, and the counters of the last 30 days."""
    services, landlord, policy = here.services(), here.landlord(), here.policy()
    found = services.people.customer(landlord, customer_id)
    now, names = services.clock.now(), services.people.names(landlord)
    return render_template(
        "desk/customer.html",
        customer=found,
        points=_points(found),
        restrictions=[
            restriction_view(restriction, now, policy.zone, names)
            for restriction in services.restrictions.of_customer(landlord, customer_id)
        ],
        columns=COLUMNS,
        rows=_last_days(landlord, customer_id, policy, now),
        days=_DAYS_COUNTED,
    )


def _found(words: str) -> str:
    people, landlord = here.services().people, here.landlord()
    found = people.find_customers(landlord, words, limit=_MOST_FOUND)
    if not found and (number := here.services().phone_numbers.read(words)):  # as people write it: 07700 900123
        found = people.find_customers(landlord, number.value, limit=_MOST_FOUND)
    return render_template(
        "desk/customers.html",
        customers=[(customer, _points(customer)) for customer in found],
        words=words,
        most=_MOST_FOUND,
    )


def _points(customer: Customer) -> list[str]:
    return [national_number(point.value) for point in customer.contact_points]


def _last_days(landlord: str, customer_id: str, policy: Policy, now: datetime) -> list[CounterRow]:
    counters = here.services().counters
    today = now.astimezone(policy.zone).date()
    start = start_of_day(today - timedelta(days=_DAYS_COUNTED - 1), policy.zone)
    end = start_of_day(today + timedelta(days=1), policy.zone)
    rows = [
        counter_row(CHANNELS[channel], counters.of_customer(landlord, customer_id, start, end, channel))
        for channel in Channel
    ]
    total = counter_row("All", counters.of_customer(landlord, customer_id, start, end))
    return [*(row for row in rows if not row.is_empty), total]

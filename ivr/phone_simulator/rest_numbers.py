"""The REST API's account and its numbers."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from ivr.phone_simulator import rest_orders as orders
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.records import Number
from ivr.phone_simulator.rest_orders import Route, not_found
from ivr.phone_simulator.rest_shapes import account_shape, number_shape, page_shape


class Numbers:
    """Each method answers one request about an account or its numbers."""

    def __init__(self, exchange: Exchange) -> None:
        """Take the exchange."""
        self._exchange = exchange

    def routes(self) -> list[Route]:
        """Return what is answered where."""
        return [
            ("GET", ".json", self.account),
            ("GET", "/IncomingPhoneNumbers.json", self.numbers),
            ("GET", "/IncomingPhoneNumbers/<sid>.json", self.number),
            ("POST", "/IncomingPhoneNumbers/<sid>.json", self.change_number),
        ]

    def account(self, account: str) -> ResponseReturnValue:
        """Show the account."""
        return jsonify(account_shape(account))

    def numbers(self, account: str) -> ResponseReturnValue:
        """List numbers."""
        wanted = request.args.get("PhoneNumber")
        own = [one for one in self._exchange.numbers.values() if one.account == account]
        shapes = [number_shape(one) for one in own if wanted in {None, one.number}]
        return jsonify(page_shape(account, "IncomingPhoneNumbers", "incoming_phone_numbers", shapes))

    def number(self, account: str, sid: str) -> ResponseReturnValue:
        """Show a number."""
        return jsonify(number_shape(self._number(account, sid)))

    def change_number(self, account: str, sid: str) -> ResponseReturnValue:
        """Set where the network turns with a number's calls and texts."""
        number = self._number(account, sid)
        orders.change_number(number, request.form)
        return jsonify(number_shape(number))

    def _number(self, account: str, sid: str) -> Number:
        number = self._exchange.numbers.get(sid)
        if number is None or number.account != account:
            raise not_found()
        return number

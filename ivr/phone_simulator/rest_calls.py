"""The REST API's calls, and the recordings made of them."""

from __future__ import annotations

from http import HTTPStatus

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from ivr.phone_simulator import rest_orders as orders
from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.rest_orders import Route, not_found
from ivr.phone_simulator.rest_shapes import call_shape, page_shape


class Calls:
    """Each method answers one request about an account's calls."""

    def __init__(self, exchange: Exchange) -> None:
        """Take the exchange."""
        self._exchange = exchange

    def routes(self) -> list[Route]:
        """Return what is answered where."""
        return [
            ("GET", "/Calls.json", self.calls),
            ("POST", "/Calls.json", self.new_call),
            ("GET", "/Calls/<sid>.json", self.call),
            ("POST", "/Calls/<sid>.json", self.change_call),
        ]

    def calls(self, account: str) -> ResponseReturnValue:
        """List calls."""
        wanted = request.args
        shapes = [
            call_shape(call)
            for call in self._exchange.calls.values()
            if call.account == account
            and wanted.get("Status", call.status) == call.status
            and wanted.get("ParentCallSid", call.parent) == call.parent
            and wanted.get("To", call.dialled) == call.dialled
        ]
        return jsonify(page_shape(account, "Calls", "calls", shapes))

    def new_call(self, account: str) -> ResponseReturnValue:
        """Place a call."""
        return jsonify(call_shape(orders.new_call(self._exchange, account, request.form))), HTTPStatus.CREATED

    def call(self, account: str, sid: str) -> ResponseReturnValue:
        """Show a call."""
        return jsonify(call_shape(self._call(account, sid)))

    def change_call(self, account: str, sid: str) -> ResponseReturnValue:
        """Change a call."""
        call = self._call(account, sid)
        orders.change_call(call, request.form)
        return jsonify(call_shape(call))

    def _call(self, account: str, sid: str) -> Call:
        call = self._exchange.calls.get(sid)
        if call is None or call.account != account:
            raise not_found()
        return call

"""The REST API's conferences and their participants."""

from __future__ import annotations

from http import HTTPStatus

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from ivr.phone_simulator import rest_orders as orders
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.records import Room, Seated
from ivr.phone_simulator.rest_orders import Route, not_found
from ivr.phone_simulator.rest_shapes import page_shape, room_shape, seat_shape


class Rooms:
    """Each method answers one request about an account's conferences."""

    def __init__(self, exchange: Exchange) -> None:
        """Take the exchange."""
        self._exchange = exchange

    def routes(self) -> list[Route]:
        """Return what is answered where."""
        seats = "/Conferences/<sid>/Participants"
        return [
            ("GET", "/Conferences.json", self.rooms),
            ("GET", "/Conferences/<sid>.json", self.room),
            ("POST", "/Conferences/<sid>.json", self.change_room),
            ("GET", f"{seats}.json", self.seats),
            ("GET", f"{seats}/<who>.json", self.seat),
            ("POST", f"{seats}/<who>.json", self.change_seat),
            ("DELETE", f"{seats}/<who>.json", self.kick),
        ]

    def rooms(self, account: str) -> ResponseReturnValue:
        """List rooms."""
        wanted = request.args
        shapes = [
            room_shape(room, self._exchange.timeline.now())
            for room in self._exchange.rooms.values()
            if room.account == account
            and wanted.get("FriendlyName", room.name) == room.name
            and wanted.get("Status", room.state) == room.state
        ]
        return jsonify(page_shape(account, "Conferences", "conferences", shapes))

    def room(self, account: str, sid: str) -> ResponseReturnValue:
        """Show a room."""
        return jsonify(room_shape(self._room(account, sid), self._exchange.timeline.now()))

    def change_room(self, account: str, sid: str) -> ResponseReturnValue:
        """Change a room."""
        room = self._room(account, sid)
        orders.change_room(self._exchange, room, request.form)
        return jsonify(room_shape(room, self._exchange.timeline.now()))

    def seats(self, account: str, sid: str) -> ResponseReturnValue:
        """List who sits in a room."""
        room = self._room(account, sid)
        shapes = [seat_shape(room, seated) for seated in room.seats.values()]
        return jsonify(page_shape(account, f"Conferences/{sid}/Participants", "participants", shapes))

    def seat(self, account: str, sid: str, who: str) -> ResponseReturnValue:
        """Show who sits in a room."""
        room = self._room(account, sid)
        return jsonify(seat_shape(room, _seated(room, who)))

    def change_seat(self, account: str, sid: str, who: str) -> ResponseReturnValue:
        """Change how somebody sits in a room."""
        room = self._room(account, sid)
        seated = orders.change_seat(self._exchange, room, _seated(room, who), request.form)
        return jsonify(seat_shape(room, seated))

    def kick(self, account: str, sid: str, who: str) -> ResponseReturnValue:
        """Take somebody out of a room."""
        room = self._room(account, sid)
        orders.kick(room, _seated(room, who))
        return "", HTTPStatus.NO_CONTENT

    def _room(self, account: str, sid: str) -> Room:
        room = self._exchange.rooms.get(sid)
        if room is None or room.account != account:
            raise not_found()
        return room


def _seated(room: Room, who: str) -> Seated:
    """Find somebody by call or by label. Raises `RestFault`."""
    for sid, seated in room.seats.items():
        if who in {sid, seated.seat.label}:
            return seated
    raise not_found()

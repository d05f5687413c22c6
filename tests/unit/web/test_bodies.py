"""A body is read to its end or not at all, and one address keeps few threads waiting."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from threading import Event, Thread

import pytest
from flask import request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.test import TestResponse

from contact_gateway.app import LARGEST_FORM
from contact_gateway.web.bodies import pieces_of
from contact_gateway.web.fault_log import DiscreetFlask
from contact_gateway.web.form_limits import BoundedRequest
from contact_gateway.web.waiting_bodies import WaitingBodies
from tests.unit.web.api.api_app import Api, code

MOST = 1000
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def reader() -> DiscreetFlask:
    """Return an application that says how many bytes it was sent, whichever way it reads them."""
    app = DiscreetFlask("reader")
    app.request_class = BoundedRequest
    app.config["MAX_CONTENT_LENGTH"] = MOST
    app.add_url_rule("/whole", "whole", lambda: str(len(request.get_data())), methods=["POST"])
    app.add_url_rule("/form", "form", lambda: str(len(request.form["a"]) + 2), methods=["POST"])
    app.add_url_rule("/pieces", "pieces", lambda: str(sum(map(len, pieces_of(request, MOST)))), methods=["POST"])
    return app


READER = reader()


def chunked(body: bytes, said: Mapping[str, str]) -> dict[str, object]:
    return {"wsgi.input": BytesIO(body), "wsgi.input_terminated": True, **said}


def send(path: str, body: bytes, said: Mapping[str, str]) -> TestResponse:
    form = "application/x-www-form-urlencoded"
    return READER.test_client().post(path, content_type=form, environ_overrides=chunked(body, said))


@given(size=st.integers(2, 3 * MOST), path=st.sampled_from(["/whole", "/form", "/pieces"]))
def test_a_body_sent_in_chunks_is_taken_whole_or_refused_and_never_cut(size: int, path: str) -> None:
    answer = send(path, b"a=" + b"x" * (size - 2), {"HTTP_TRANSFER_ENCODING": "chunked"})
    assert (answer.status_code, answer.text) == (200, str(size)) if size <= MOST else answer.status_code == 413


@pytest.mark.parametrize("path", ["/whole", "/form", "/pieces"])
def test_a_body_that_ends_before_its_length_is_refused(path: str) -> None:
    assert send(path, b"a=bc", {"CONTENT_LENGTH": "4"}).text == "4"
    assert send(path, b"a=bc", {"CONTENT_LENGTH": "5"}).status_code == 400


def decide(api: Api, body: bytes) -> TestResponse:
    said = chunked(body, {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_TYPE": "application/json"})
    headers = {"Authorization": f"Bearer {api.token}"}
    return api.client().post("/api/v1/decisions", headers=headers, environ_overrides=said)


def test_json_that_is_followed_by_more_than_the_largest_body_is_not_taken_for_json() -> None:
    api = Api()
    body = b'{"channel": "voice", "from": "07700 900123"}'.ljust(LARGEST_FORM)
    assert decide(api, body).status_code == 200
    assert code(decide(api, body + b"garbage")) == (413, "too_large")


def test_an_address_gets_so_many_seats_and_others_get_theirs() -> None:
    seats = WaitingBodies(most=2, patience_seconds=0.01)
    with seats.seat(HERE), seats.seat(HERE):
        with pytest.raises(ServiceUnavailable), seats.seat(HERE):
            raise AssertionError
        with seats.seat(ELSEWHERE):
            pass
    with seats.seat(HERE), seats.seat(HERE):
        pass


def test_a_seat_that_becomes_free_is_given_to_whoever_waits_for_it() -> None:
    seats, sat, may_rise = WaitingBodies(most=1, patience_seconds=20), Event(), Event()

    def hold() -> None:
        with seats.seat(HERE):
            sat.set()
            may_rise.wait(20)

    holder = Thread(target=hold)
    holder.start()
    assert sat.wait(20)
    Thread(target=may_rise.set).start()
    with seats.seat(HERE):
        assert may_rise.is_set()
    holder.join(20)


def test_a_proxy_on_a_socket_has_as_many_seats_as_it_likes() -> None:
    seats = WaitingBodies(most=1, patience_seconds=0)
    with seats.seat(""), seats.seat(""), seats.seat(HERE), pytest.raises(ServiceUnavailable), seats.seat(HERE):
        raise AssertionError

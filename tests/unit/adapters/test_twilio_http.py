from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from contact_gateway.adapters.twilio.http import FIRST_WAIT, LARGEST_ANSWER, MOST_TRIES, OneHost, Patience, Wanted
from contact_gateway.application.errors import NotDone, Unclear
from tests.fakes.scripted_server import Answer, Scripted, says, scripted
from tests.fakes.twilio_rest import Slept
from tests.processes import free_port

BUSY = [says(429, code=20429), says(503, code=20503)]


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


def asked(server: Scripted, method: str, *, repeats: bool = False, slept: Slept | None = None) -> int:
    way = OneHost(server.url, repeats=repeats, patience=(slept or Slept()).patience())
    return int(way.request(method, f"{server.url}/Calls.json", data={"To": "+441632960000"}).status_code)


@pytest.mark.parametrize("busy", BUSY)
def test_what_twilio_is_too_busy_for_is_asked_again_after_growing_waits(server: Scripted, busy: Answer) -> None:
    server.will(busy, busy, busy, says(201, sid="CA1"))
    slept = Slept()
    assert asked(server, "POST", slept=slept) == 201
    assert slept.naps == pytest.approx([0.11, 0.22, 0.44])


@pytest.mark.parametrize("busy", BUSY)
def test_after_five_tries_at_a_busy_twilio_it_was_surely_not_done(server: Scripted, busy: Answer) -> None:
    server.will(busy)
    with pytest.raises(NotDone, match="busy"):
        asked(server, "POST")
    assert len(server.asked) == MOST_TRIES


def test_waits_stray_by_no_more_than_a_tenth() -> None:
    drawn = [Patience().waits() for _ in range(200)]
    for nth in range(MOST_TRIES - 1):
        middle = FIRST_WAIT * 2**nth
        assert all(middle * 0.9 <= waits[nth] <= middle * 1.1 for waits in drawn)
    assert len(set(drawn)) > 1


@pytest.mark.parametrize("fault", [says(500), says(502), Answer(hangs_up=True), Answer(body=b"<html>")])
def test_what_may_have_been_done_is_never_asked_twice(server: Scripted, fault: Answer) -> None:
    server.will(fault, says(201, sid="CA1"))
    with pytest.raises(Unclear):
        asked(server, "POST")
    assert len(server.asked) == 1


@pytest.mark.parametrize("fault", [says(500), Answer(hangs_up=True), Answer(body=b"<html>")])
@pytest.mark.parametrize(("method", "repeats"), [("GET", False), ("DELETE", False), ("POST", True)])
def test_what_may_be_done_twice_is_asked_again(server: Scripted, fault: Answer, method: str, repeats: bool) -> None:
    server.will(fault, says(200, sid="CA1"))
    assert asked(server, method, repeats=repeats) == 200
    assert len(server.asked) == 2


def test_once_it_may_have_been_done_a_busy_answer_does_not_make_it_undone(server: Scripted) -> None:
    server.will(says(500), says(429))
    with pytest.raises(Unclear):
        asked(server, "POST", repeats=True)


def test_a_look_that_fails_has_changed_nothing(server: Scripted) -> None:
    server.will(says(500))
    with pytest.raises(NotDone):
        asked(server, "GET")


def test_nobody_at_the_address_is_surely_not_done_and_asked_again() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    slept = Slept()
    with pytest.raises(NotDone, match="cannot be reached"):
        OneHost(url, repeats=False, patience=slept.patience()).request("POST", f"{url}/Calls.json")
    assert len(slept.naps) == MOST_TRIES - 1


def test_an_answer_that_takes_too_long_leaves_it_unclear(server: Scripted) -> None:
    server.will(Answer(late=4))
    with pytest.raises(Unclear):
        asked(server, "POST")


@pytest.mark.parametrize(("repeats", "tries"), [(False, 2), (True, 3)])
def test_tries_end_when_their_time_is_over_sooner_where_somebody_waits(
    server: Scripted, repeats: bool, tries: int
) -> None:
    server.will(says(429))
    each_look_takes_a_second = count()
    patience = Patience(clock=lambda: next(each_look_takes_a_second), sleep=lambda _: None)
    with pytest.raises(NotDone):
        OneHost(server.url, repeats=repeats, patience=patience).request("POST", f"{server.url}/Calls.json")
    assert len(server.asked) == tries


def test_a_trickle_of_an_answer_is_cut_off(server: Scripted) -> None:
    server.will(Answer(body=b'{"sid": "CA1"' + b" " * 3_000 + b"}", parts=300, late=0.002))
    each_look_takes_a_second = count()
    patience = Patience(clock=lambda: next(each_look_takes_a_second), sleep=lambda _: None)
    way = OneHost(server.url, repeats=False, patience=patience)
    with pytest.raises(Unclear):
        way.request("POST", f"{server.url}/Calls.json")


def test_an_endless_answer_is_cut_off(server: Scripted) -> None:
    server.will(Answer(body=b'{"sid": "CA1"' + b" " * LARGEST_ANSWER + b"}"))
    with pytest.raises(Unclear):
        asked(server, "POST")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(server: Scripted, status: int) -> None:
    server.will(Answer(status=status, headers={"Location": f"{server.url}/elsewhere"}))
    for method in ("GET", "POST"):
        with pytest.raises(NotDone):
            asked(server, method)
    assert {one.path for one in server.asked} == {"/Calls.json"}
    assert len(server.asked) == 2


def test_a_refusal_tells_twilios_own_number_and_nothing_of_what_was_sent(server: Scripted) -> None:
    server.will(says(400, code=21211, message="+441632960000 is not valid"))
    with pytest.raises(NotDone) as caught:
        asked(server, "POST")
    assert caught.value.code == "21211"
    assert "441632960000" not in str(caught.value)
    assert len(server.asked) == 1


def test_a_printed_request_shows_neither_keys_nor_numbers() -> None:
    wanted = Wanted(method="POST", url="https://api.twilio.com/x", data={"To": "+441632960000"}, auth=("AC1", "hidden"))
    assert "hidden" not in repr(wanted)
    assert "441632960000" not in repr(wanted)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.twilio.com/Calls.json",
        "http://169.254.169.254/latest",
        "http://localhost:{port}/Calls.json",
        "https://127.0.0.1:{port}/Calls.json",
        "http://127.0.0.1:{port}@evil.example.org/",
        "http://user@127.0.0.1:{port}/",
        "http://127.0.0.1:1/",
    ],
)
def test_nothing_is_sent_to_any_other_host(server: Scripted, address: str) -> None:
    way = OneHost(server.url, repeats=False)
    with pytest.raises(NotDone, match="not the provider's own"):
        way.request("GET", address.format(port=httpx.URL(server.url).port))
    assert server.asked == []

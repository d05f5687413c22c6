"""A signature joins names and values without a mark between them: it fits many forms, of which one is true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlencode

import pytest

from contact_gateway.domain.contact import Channel
from tests.integration.doors.house import CALL_SID, HERE, MESSAGE_SID, SAM, House, Pairs, path_of, sign, usual_fields

STRANGER = "+447700900999"
CALL = {**usual_fields(), "CallSid": CALL_SID, "Caller": SAM, "Digits": "1"}
TEXT = {**usual_fields(), "MessageSid": MESSAGE_SID, "NumMedia": "0"}


def splits(form: dict[str, str]) -> Iterator[Pairs]:
    """Yield every form that differs in one cut, or lacks one, and is signed alike."""
    true = sorted(form.items())
    joined = [f"{name}{value}" for name, value in true]
    for at, text in enumerate(joined):
        for cut in range(1, len(text)):
            yield (*true[:at], (text[:cut], text[cut:]), *true[at + 1 :])
    for at, ((name, value), _) in enumerate(pairwise(true)):
        yield (*true[:at], (name, value + joined[at + 1]), *true[at + 2 :])


def replay(house: House, route: str, signed: dict[str, str], pairs: Pairs) -> int:
    path = path_of(route)
    return house.send(path, urlencode(pairs).encode(), sign(path, signed.items())).status_code


@pytest.mark.parametrize(("route", "form"), [("voice/incoming", CALL), ("voice/key", CALL), ("sms/incoming", TEXT)])
def test_no_way_to_split_a_form_anew_makes_another_contact_of_it(
    house: House, route: str, form: dict[str, str]
) -> None:
    assert replay(house, route, form, tuple(form.items())) == 200
    kept, forms = house.state(), list(splits(form))
    statuses = {replay(house, route, form, pairs) for pairs in forms}
    assert len(forms) > 100
    assert statuses <= {200, 400, 403}
    assert statuses != {200}
    assert house.state() == kept
    [card] = house.services.cards.latest(HERE)
    assert card.sender == SAM


def test_words_of_a_text_that_pass_for_fields_make_no_contact_of_somebody_elses(house: House) -> None:
    wanted = {"From": STRANGER, "MessageSid": f"SM{'c' * 32}", "NumMedia": "0", "To": TEXT["To"]}
    signed = {**TEXT, "Body": "Hi" + "".join(f"{name}{value}" for name, value in wanted.items()) + "U"}
    true_fields = "".join(f"{name}{value}" for name, value in sorted(signed.items()) if name > "Body")
    split = {**TEXT, "Body": "Hi", **wanted, "U": true_fields}
    path = path_of("sms/incoming")
    assert sign(path, split.items()) == sign(path, signed.items()), "the attack has to be a real one"
    before = house.state()
    assert replay(house, "sms/incoming", signed, tuple(split.items())) == 400
    assert house.state() == before
    assert replay(house, "sms/incoming", signed, tuple(signed.items())) == 200


@pytest.mark.parametrize("channel", [Channel.SMS])
def test_a_sender_may_write_of_fields_as_much_as_anybody(house: House, channel: Channel) -> None:
    words = f"MessageSidSM{'c' * 32} From{STRANGER} MessageSidSM{'d' * 32}"
    assert house.post("sms/incoming", {**TEXT, "Body": words, "SmsMessageSid": MESSAGE_SID}).status_code == 200
    [card] = house.services.cards.latest(HERE)
    assert (card.channel, card.sender) == (channel, SAM)


def test_a_used_name_that_stands_there_twice_is_refused_in_either_order(house: House) -> None:
    before = house.state()
    for name in ("CallSid", "From", "To", "Digits", "AccountSid"):
        for pairs in ((*CALL.items(), (name, "other")), ((name, "other"), *CALL.items())):
            assert house.post_pairs("voice/key", pairs).status_code in {400, 403}, name
    assert house.state() == before

"""A form that Twilio signed with a shared key from the keys file."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from tests.integration.doors.house import (
    BASE_URL,
    CALL_SID,
    HERE,
    SHARED_KEY,
    SHARED_SECRETS,
    THERE,
    House,
    path_of,
    usual_fields,
)

FIELDS = {**usual_fields(), "CallSid": CALL_SID}
PATH = path_of("voice/incoming")


def signed_by(secret: str, key: str = SHARED_KEY) -> dict[str, str]:
    signature = RequestValidator(secret).compute_signature(f"{BASE_URL}{PATH}", FIELDS, "HMAC_SHA256")
    settings = f"key={key}, algorithm=HMAC_SHA256"
    return {"X-Twilio-Signature": str(signature), "X-Twilio-Webhooks-Signature-Settings": settings}


def test_a_form_signed_with_the_landlords_shared_key_is_taken(house: House) -> None:
    answer = house.send(PATH, urlencode(FIELDS).encode(), signed_by(SHARED_SECRETS[HERE]))
    assert answer.status_code == 200
    assert "<Response>" in answer.text


@pytest.mark.parametrize(("secret", "key"), [(SHARED_SECRETS[THERE], SHARED_KEY), (SHARED_SECRETS[HERE], "key-2")])
def test_another_landlords_secret_or_an_unknown_key_opens_nothing(house: House, secret: str, key: str) -> None:
    assert house.send(PATH, urlencode(FIELDS).encode(), signed_by(secret, key)).status_code == 403

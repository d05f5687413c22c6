"""Nobody but the landlord's own Twilio account gets in, and nothing that a stranger sends raises an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from contact_gateway.adapters.twilio.signature import Secret, TwilioAccount, TwilioSignatures, is_signed, secrets_for
from contact_gateway.application.posted_form import PostedForm

TOKEN = Secret("12345")
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = (
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675309"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
)
CALL = PostedForm(FIELDS)
JSON = b'{"property": "value", "boolean": true}'
JSON_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
EMPTY_HASH = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
ADDRESSES = PostedForm((("MessagingBinding.Address", "+1415xxxxxxx"), ("MessagingBinding.Address", "+1325xxxxxxx")))
REPEATED = PostedForm(
    (("Digits", "5678"), ("Sid", "CA123"), ("Digits", "1234"), ("SidAccount", "AC123"), ("Digits", "1234"))
)
CONFERENCE = PostedForm((*FIELDS, ("ReasonConferenceEnded", "test"), ("Reason", "Participant")))

VECTORS = {
    "the plain call": (URL, CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    "an https port that was not signed": (
        URL.replace(".com", ".com:1234"),
        CALL,
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    ),
    "an http port": ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", CALL, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    "signed with port 443": (URL, CALL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
    "signed with port 80": (URL.replace("https", "http"), CALL, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    "a JSON body": (f"{URL}&bodySHA256={JSON_HASH}", JSON, "a9nBmqA0ju/hNViExpshrM61xv4="),
    "an empty JSON body": (f"{URL}&bodySHA256={EMPTY_HASH}", b"{}", "Ldidvp12m26NI7eqEvxnEpkd9Hc="),
    "only the hash in the query": (
        f"https://mycompany.com/myapp.php?bodySHA256={JSON_HASH}",
        JSON,
        "y77kIzt2vzLz71DgmJGsen2scGs=",
    ),
    "a user and a password": (URL.replace("//", "//user:pass@"), CALL, "CukzLTc1tT5dXEDIHm/tKBanW10="),
    "a user": (URL.replace("//", "//user@"), CALL, "2YRLlVAflCqxaNicjMpJcSTgzSs="),
    "a user and a password, signed with port 443": (
        URL.replace("//", "//user:pass@"),
        CALL,
        "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
    ),
    "a list of values": (URL, ADDRESSES, "83O6e2vORAoJHUNzJjDWN1jz+BA="),
    "repeated values": (URL, REPEATED, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
    "an apostrophe, signed encoded": (f"{URL}&Body=It's+amazing", CALL, "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
    "an apostrophe, signed as it is": (f"{URL}&Body=It%27s+amazing", CALL, "dsq4Ehbj6cs+KdTkpF5sSSplOWw="),
    "names of which one begins with the other": (URL, CONFERENCE, "vOEb5UThFn24KEfnOFLQY2AE5FY="),
}


@pytest.mark.parametrize(("url", "content", "signature"), VECTORS.values(), ids=VECTORS)
def test_what_twilio_signs_is_recognised(url: str, content: PostedForm | bytes, signature: str) -> None:
    assert is_signed(TOKEN, url, content, signature)


@pytest.mark.parametrize(("url", "content", "signature"), VECTORS.values(), ids=VECTORS)
def test_another_token_signs_nothing(url: str, content: PostedForm | bytes, signature: str) -> None:
    assert not is_signed(Secret("54321"), url, content, signature)


def test_a_changed_field_breaks_the_signature() -> None:
    changed = PostedForm(tuple((name, "9999" if name == "Digits" else value) for name, value in FIELDS))
    assert not is_signed(TOKEN, URL, changed, VECTORS["the plain call"][2])


def test_names_are_sorted_before_their_values_are_joined() -> None:
    assert not is_signed(TOKEN, URL, CONFERENCE, "95+Bu0JVPi0r/SsESZCVf0dWAjw=")


@pytest.mark.parametrize("url", [URL, f"{URL}&bodySHA256={JSON_HASH}"])
def test_a_signed_address_opens_for_no_other_body(url: str) -> None:
    signature = str(RequestValidator("12345").compute_signature(url, {}))
    assert not is_signed(TOKEN, url, b'{"property": "other"}', signature)


@pytest.mark.parametrize("base", ["https://mycompany.com:abc/", "https://mycompany.com:99999/", "https://[::1/", "x"])
def test_an_impossible_address_is_not_signed_and_no_error(base: str) -> None:
    assert not is_signed(TOKEN, f"{base}?bodySHA256={JSON_HASH}", CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")
    assert not is_signed(TOKEN, f"{base}?bodySHA256={JSON_HASH}", JSON, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


@given(url=st.text(), pairs=st.lists(st.tuples(st.text(), st.text())), body=st.binary(), signature=st.text())
def test_nothing_that_is_sent_raises(url: str, pairs: list[tuple[str, str]], body: bytes, signature: str) -> None:
    assert not is_signed(TOKEN, url, PostedForm(tuple(pairs)), signature)
    assert not is_signed(TOKEN, url, body, signature)


# ---------------------------------------------------------------- which account, which key

SID = f"AC{'1' * 32}"
ACCOUNT = TwilioAccount(
    account_sid=SID,
    base_url="https://contact.example.org/gateway",
    auth_tokens=("old-token", "new-token"),
    shared_keys={"key-1": "shared-secret"},
)
OTHER = TwilioAccount(account_sid=f"AC{'2' * 32}", base_url="https://contact.example.org", auth_tokens=("theirs",))
SIGNATURES = TwilioSignatures({"example": ACCOUNT, "other": OTHER})
PATH = "/webhooks/example/twilio/voice/incoming"
FORM = PostedForm((("AccountSid", SID), ("From", "+447700900123"), ("CallSid", "CA1")))


def signed_with(secret: str, algorithm: str = "HMAC_SHA1", form: PostedForm = FORM, path: str = PATH) -> str:
    url = f"{ACCOUNT.base_url}{path}"
    return str(RequestValidator(secret).compute_signature(url, dict(form.pairs), algorithm))


@pytest.mark.parametrize("token", ACCOUNT.auth_tokens)
def test_both_tokens_are_good_while_one_is_being_rotated(token: str) -> None:
    assert SIGNATURES.check("example", PATH, FORM, {"x-twilio-signature": signed_with(token)})


def test_the_address_is_the_public_one_with_its_folder() -> None:
    elsewhere = str(
        RequestValidator("old-token").compute_signature(f"https://evil.example.org{PATH}", dict(FORM.pairs))
    )
    assert not SIGNATURES.check("example", PATH, FORM, {"x-twilio-signature": elsewhere})


def test_a_signature_of_one_landlord_opens_nothing_of_another() -> None:
    assert not SIGNATURES.check("other", PATH, FORM, {"x-twilio-signature": signed_with("old-token")})


def test_an_unknown_landlord_is_never_signed_for() -> None:
    assert not SIGNATURES.knows("nobody")
    assert not SIGNATURES.check("nobody", PATH, FORM, {"x-twilio-signature": signed_with("old-token")})


def test_a_missing_signature_is_no_signature() -> None:
    assert not SIGNATURES.check("example", PATH, FORM, {})


@pytest.mark.parametrize(
    "pairs",
    [
        (("From", "+447700900123"),),
        (("AccountSid", OTHER.account_sid),),
        (("AccountSid", SID), ("AccountSid", SID)),
        (("AccountSid", ""),),
    ],
)
def test_the_form_names_the_account_once_and_it_is_the_landlords(pairs: tuple[tuple[str, str], ...]) -> None:
    form = PostedForm(pairs)
    assert not SIGNATURES.check("example", PATH, form, {"x-twilio-signature": signed_with("old-token", form=form)})


def test_a_shared_key_signs_with_its_own_algorithm() -> None:
    headers = {
        "x-twilio-signature": signed_with("shared-secret", "HMAC_SHA256"),
        "x-twilio-webhooks-signature-settings": "key=key-1,algorithm=HMAC_SHA256",
    }
    assert SIGNATURES.check("example", PATH, FORM, headers)


@pytest.mark.parametrize(
    "settings",
    [
        "key=key-2,algorithm=HMAC_SHA256",
        "key=key-1,algorithm=HMAC_SHA1",
        "key=key-1,algorithm=none",
        "key=key-1",
        "algorithm=HMAC_SHA1",
        "",
    ],
)
def test_the_header_never_chooses_a_weaker_way(settings: str) -> None:
    assert secrets_for(ACCOUNT, settings) == ()
    for secret, algorithm in (
        ("shared-secret", "HMAC_SHA1"),
        ("shared-secret", "HMAC_SHA256"),
        ("old-token", "HMAC_SHA1"),
    ):
        headers = {
            "x-twilio-signature": signed_with(secret, algorithm),
            "x-twilio-webhooks-signature-settings": settings,
        }
        assert not SIGNATURES.check("example", PATH, FORM, headers)


def test_no_key_is_shown_when_an_account_is_printed() -> None:
    printed = repr(ACCOUNT) + repr(secrets_for(ACCOUNT, None))
    assert not any(secret in printed for secret in ("old-token", "new-token", "shared-secret"))

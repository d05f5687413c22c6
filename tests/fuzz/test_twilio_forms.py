"""Forms that Twilio would never send, though it signed them: each is answered, and every caller by TwiML."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.damage import ODD
from tests.integration.doors.house import CALL_SID, MESSAGE_SID, SAM, House, Pairs, usual_fields

VOICE = ("incoming", "key", "reference", "dialled", "emergency-dialled", "message", "fallback", "status")
MESSAGES = ("incoming", "status")
NAMES = (
    *("CallSid", "MessageSid", "From", "To", "Digits", "Body", "NumMedia", "CallStatus", "DialCallStatus"),
    *("DialCallDuration", "RecordingDuration", "ForwardedFrom", "StirVerstat", "SpeechResult", "ErrorCode"),
)
VALUES = (
    *ODD,
    *(
        SAM,
        f"whatsapp:{SAM}",
        "+266696687",
        "anonymous",
        "sip:sam@example.org",
        "client:sam",
        "999",
        "+44 (0)7700 900123",
    ),
    *("1", "2", "3", "*", "#", "12345678901234567890123456789012", "completed", "no-answer", "answered", "ringing"),
    *("STOP", "I can smell gas", "x" * 1601, "\u2019" * 200, "T-1001", CALL_SID, MESSAGE_SID),
)
NAMED = st.sampled_from(NAMES) | st.text(min_size=1, max_size=12)
VALUED = st.sampled_from(VALUES) | st.text(max_size=40)
SIDS = st.text("0123456789abcdef", min_size=32, max_size=32)
EXTRA = st.lists(st.tuples(NAMED, VALUED), max_size=8)


@st.composite
def forms(draw: st.DrawFn, prefixes: tuple[str, ...], name: str) -> Pairs:
    """Draw a form about a call or message that may have been spoken of before."""
    sid = draw(st.sampled_from(prefixes)) + draw(SIDS | st.just("a" * 32))
    said = {**usual_fields(), name: sid, **dict(draw(EXTRA))}
    return tuple(said.items()) + tuple(draw(st.lists(st.tuples(NAMED, VALUED), max_size=1)))


@given(route=st.sampled_from(VOICE), form=forms(("CA",), "CallSid"))
def test_whatever_is_signed_a_call_is_answered_by_a_document(house: House, route: str, form: Pairs) -> None:
    answer = house.post_pairs(f"voice/{route}", form)
    assert answer.status_code in {200, 204, 400, 403}, answer.text
    if answer.status_code == 200:
        assert fromstring(answer.get_data()).tag == "Response"


@given(route=st.sampled_from(MESSAGES), form=forms(("SM", "MM"), "MessageSid"))
def test_whatever_is_signed_a_message_is_answered_by_a_document(house: House, route: str, form: Pairs) -> None:
    answer = house.post_pairs(f"sms/{route}", form)
    assert answer.status_code in {200, 204, 400, 403}, answer.text
    if answer.status_code == 200:
        assert {verb.tag for verb in fromstring(answer.get_data())} <= {"Message"}


@given(route=st.sampled_from(VOICE), body=st.binary(max_size=200), query=st.text(max_size=20))
def test_whatever_is_not_signed_is_refused(house: House, route: str, body: bytes, query: str) -> None:
    answer = house.client.post(
        f"/webhooks/tuntum/twilio/voice/{route}",
        query_string={"q": query},
        data=body,
        headers={"X-Twilio-Signature": "x"},
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 403

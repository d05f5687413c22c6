"""Whatever a caller presses or says, and whoever does not answer, every call comes to an end that was spoken."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from hypothesis import given, settings
from hypothesis import strategies as st

from contact_gateway.application.errors import GatewayError, NotDone, Unclear
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.voice import VoiceRules
from tests.builders import new_officer, phone, restriction
from tests.fakes.twilio import LANDLORD
from tests.fakes.twilio_rooms import Room, TwilioRooms

MOST_DOCUMENTS = 40
EMERGENCY = "+441632960102"
REFERENCES = {"say fire": "1001", "say hello": "1001", "9": "777"}
"""What is keyed instead where only a reference is asked for."""
VOICE = [Channel.VOICE]
RESTRICTIONS = (
    restriction(Kind.CHANNEL_BAN, channels=VOICE, id="ban"),
    restriction(Kind.PERMITTED_TIMES, {"windows": ["tue 09:00-12:00"]}, VOICE, id="times"),
    restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}, VOICE, id="minutes"),
    restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee", "deputies": ["kim"]}, VOICE, id="lee"),
)
CALLERS = st.sampled_from(["+447700900123", "+447700900999", "anonymous", "18001 07700 900123"])
ANSWERS = st.lists(st.sampled_from(["", "", "1", "2", "3", "5", "9", "say fire", "say hello"]), max_size=30)
REFUSALS: st.SearchStrategy[GatewayError | None] = st.sampled_from(
    [None, NotDone("Twilio is busy.", "20429"), Unclear("Twilio took too long.")]
)


class NobodyAnswers:
    """A caller of whom every question is answered from a list, and whom nobody on earth picks up."""

    def __init__(self, twilio: TwilioRooms, caller: str, answers: list[str]) -> None:
        self._twilio = twilio
        self._from = {"From": caller}
        self._answers = answers
        self._documents: list[Element] = []

    def play(self) -> list[Element]:
        """Return every document of the call; the last one ends it."""
        self._hear("incoming")
        going_on = True
        while going_on and len(self._documents) <= MOST_DOCUMENTS:
            going_on = self._perform(self._documents[-1])
        return self._documents

    def _perform(self, root: Element) -> bool:
        """Carry out a document as far as it goes; False where the call ends with it."""
        does: dict[str, Callable[[Element], bool]] = {
            "Gather": self._answer,
            "Dial": self._ring,
            "Redirect": lambda verb: self._hear(verb.text or ""),
            "Record": lambda verb: self._hear(verb.attrib["action"], RecordingDuration="3"),
        }
        return any(does[verb.tag](verb) for verb in root if verb.tag in does)

    def _answer(self, verb: Element) -> bool:
        answer = self._answers.pop(0) if self._answers else ""
        if not answer:
            return False
        said = {"SpeechResult": answer.removeprefix("say ")} if answer.startswith("say ") else {"Digits": answer}
        self._hear(
            verb.attrib["action"],
            **(said if "speech" in verb.attrib["input"] else {"Digits": REFERENCES.get(answer, answer)}),
        )
        if answer == "1" or (answer == "say fire" and "speech" in verb.attrib["input"]):
            assert [noun.text for noun in self._documents[-1].iter("Number")] == [EMERGENCY]
        return True

    def _ring(self, verb: Element) -> bool:
        if verb[0].tag != "Conference":
            return self._hear(verb.attrib["action"], DialCallStatus="no-answer")
        room = Room(self._documents[-1])
        self._twilio.in_room(room, "participant-join", "caller")
        self._twilio.leg_status(room, "no-answer")
        return self._hear(self._twilio.live.asked_to("send_on")[-1][1])

    def _hear(self, path: str, **fields: str) -> bool:
        self._documents.append(self._twilio.call(path, CallStatus="in-progress", **self._from, **fields))
        return True


@settings(max_examples=100)
@given(
    of_sam=st.lists(st.sampled_from(RESTRICTIONS), unique_by=lambda one: one.id, max_size=2),
    caller=CALLERS,
    answers=ANSWERS,
    refusal=REFUSALS,
    leaves_message=st.booleans(),
)
def test_every_call_ends_in_words_and_its_emergency_key_always_worked(
    of_sam: list[Restriction], caller: str, answers: list[str], refusal: GatewayError | None, leaves_message: bool
) -> None:
    twilio = TwilioRooms(voice=VoiceRules(leaves_message=leaves_message))
    kim = new_officer(id="kim", name="Kim Officer", contact_points=(phone("+441632960002"),))
    twilio.services.people.add(LANDLORD, kim)
    for one in of_sam:
        twilio.decide(one)
    if refusal:
        twilio.live.fails["ring"] = refusal
    documents = NobodyAnswers(twilio, caller, answers).play()
    assert len(documents) <= MOST_DOCUMENTS
    assert documents[-1][-1].tag == "Hangup"
    assert documents[-1].find("Say") is not None
    assert all(verb.tag != "Reject" for root in documents for verb in root.iter())
